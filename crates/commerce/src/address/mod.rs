//! Where an order goes: a Korean address, checked field by field, and who takes it there.

mod lookup;
mod phone;
mod postcode;
mod problem;
mod recipient;
mod region;
#[cfg(test)]
mod tests;

pub use lookup::{PostcodeHit, lookup};
pub use phone::{Phone, PhoneError};
pub use postcode::{Postcode, PostcodeError, Zone, distance_km};
pub use problem::{AddressFault, AddressField, AddressProblem};
pub use recipient::{NameError, PersonName};
pub use region::{District, Region};

use crate::locale::Text;
use serde::{Deserialize, Serialize};

/// A place to which a carrier can take a parcel, as [`AddressForm::check`] made it. One that was
/// kept is read as it was kept, whatever is checked by now: what comes from outside is a form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    postcode: Postcode,
    region: String,
    street: String,
    detail: String,
    recipient: PersonName,
    phone: Phone,
    note: String,
}

/// An address as it was typed. What is wrong with it is said by [`AddressForm::check`], and the
/// form keeps what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AddressForm {
    /// Five digits.
    pub postcode: String,
    /// `서울 성동구`. May be left out: the postcode says it.
    pub region: String,
    /// The road address: `연무장길 312`. May begin with the region.
    pub street: String,
    /// Floor, door, name of the building. May be empty.
    pub detail: String,
    /// Who takes the parcel.
    pub recipient: String,
    pub phone: String,
    /// For the carrier: where to leave it, the code of the front door. May be empty.
    pub note: String,
}

impl AddressForm {
    pub const MAX_REGION: usize = 60;
    pub const MAX_STREET: usize = 120;
    pub const MAX_DETAIL: usize = 80;
    pub const MAX_NOTE: usize = 100;

    /// The address, or everything that is wrong with it, in the order of the fields.
    pub fn check(&self) -> Result<Address, Vec<AddressProblem>> {
        let mut problems = Vec::new();
        let mut keep = |problem| problems.push(problem);
        let postcode = self.place(&mut keep);
        let region = line(
            AddressField::Region,
            &self.region,
            Self::MAX_REGION,
            &mut keep,
        );
        let street = line(
            AddressField::Street,
            &self.street,
            Self::MAX_STREET,
            &mut keep,
        );
        if street.as_deref() == Some("") {
            keep(AddressField::Street.fault(AddressFault::Missing));
        }
        let detail = line(
            AddressField::Detail,
            &self.detail,
            Self::MAX_DETAIL,
            &mut keep,
        );
        let recipient = parsed(AddressField::Recipient, &self.recipient, &mut keep);
        let phone = parsed(AddressField::Phone, &self.phone, &mut keep);
        let note = line(AddressField::Note, &self.note, Self::MAX_NOTE, &mut keep);
        let made = || {
            let postcode: Postcode = postcode?;
            Some(Address {
                postcode,
                region: region
                    .filter(|region| !region.is_empty())
                    .or_else(|| postcode.line().map(|line| line.ko))?,
                street: street?,
                detail: detail?,
                recipient: recipient?,
                phone: phone?,
                note: note?,
            })
        };
        let made = made();
        match made {
            Some(address) if problems.is_empty() => Ok(address),
            _ => Err(problems),
        }
    }

    /// The postcode, unless it is nowhere or not where the other lines say.
    fn place(&self, keep: &mut impl FnMut(AddressProblem)) -> Option<Postcode> {
        let postcode = parsed::<Postcode>(AddressField::Postcode, &self.postcode, keep)?;
        if postcode.region().is_none() {
            keep(AddressField::Postcode.fault(AddressFault::Nowhere));
        } else if let Some(typed) = self.contradicts(postcode) {
            let postcode = postcode.line().unwrap_or_default();
            keep(AddressField::Postcode.fault(AddressFault::Elsewhere { postcode, typed }));
        }
        Some(postcode)
    }

    /// What the lines name as their region or district, where it is not the postcode's.
    fn contradicts(&self, postcode: Postcode) -> Option<Text> {
        let typed = [self.region.as_str(), self.street.as_str()];
        let region = typed.into_iter().find_map(Region::named_in)?;
        if !postcode.may_be_in(region) {
            return Some(region.name());
        }
        let district = typed.into_iter().find_map(District::named_in);
        let district = district.filter(|_| region == Region::Seoul)?;
        let ours = postcode.district()?;
        (district != ours).then(|| district.line())
    }
}

impl Address {
    pub fn postcode(&self) -> Postcode {
        self.postcode
    }

    /// `서울 성동구`.
    pub fn region(&self) -> &str {
        &self.region
    }

    /// The road address: `연무장길 312`.
    pub fn street(&self) -> &str {
        &self.street
    }

    /// Floor, door, name of the building; may be empty.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    pub fn recipient(&self) -> &PersonName {
        &self.recipient
    }

    pub fn phone(&self) -> &Phone {
        &self.phone
    }

    /// For the carrier; may be empty.
    pub fn note(&self) -> &str {
        &self.note
    }

    /// The place in one line, as on a label: `(04782) 서울 성동구 연무장길 312, 1층`.
    pub fn line(&self) -> String {
        let region = match self.street.starts_with(&self.region) {
            true => "",
            false => self.region.as_str(),
        };
        let mut line = format!("({})", self.postcode);
        for part in [region, &self.street]
            .into_iter()
            .filter(|part| !part.is_empty())
        {
            line.push(' ');
            line.push_str(part);
        }
        if !self.detail.is_empty() {
            line.push_str(", ");
            line.push_str(&self.detail);
        }
        line
    }
}

impl From<Address> for AddressForm {
    fn from(address: Address) -> Self {
        Self {
            postcode: address.postcode.to_string(),
            region: address.region,
            street: address.street,
            detail: address.detail,
            recipient: address.recipient.into(),
            phone: address.phone.into(),
            note: address.note,
        }
    }
}

/// A line of text with its white space in order, unless it is too long or cannot be printed.
fn line(
    field: AddressField,
    raw: &str,
    max: usize,
    keep: &mut impl FnMut(AddressProblem),
) -> Option<String> {
    let line = recipient::tidy(raw);
    let fault = if line.chars().count() > max {
        AddressFault::TooLong(max)
    } else if line.chars().any(char::is_control) {
        AddressFault::Unprintable
    } else {
        return Some(line);
    };
    keep(field.fault(fault));
    None
}

/// A field that has to be there and has a form of its own.
fn parsed<T>(field: AddressField, raw: &str, keep: &mut impl FnMut(AddressProblem)) -> Option<T>
where
    T: std::str::FromStr,
    AddressFault: From<T::Err>,
{
    let fault = match raw.trim() {
        "" => AddressFault::Missing,
        raw => match raw.parse() {
            Ok(value) => return Some(value),
            Err(error) => AddressFault::from(error),
        },
    };
    keep(field.fault(fault));
    None
}
