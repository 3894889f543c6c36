//! What a shopper fills in between the cart and the order: kept as it was typed, and checked field by
//! field.

use crate::address::{Address, AddressForm, AddressProblem, PersonName, Phone};
use crate::email::Email;
use crate::ident::{Handle, Sku};
use crate::money::Money;
use crate::order::Contact;
use crate::promotion::PromotionCode;
use crate::quote::{CodeProblem, Difference};
use serde::{Deserialize, Serialize};

/// The form, as it was typed. Nothing in it is believed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CheckoutForm {
    pub email: String,
    pub name: String,
    pub phone: String,
    /// `ship` or `pickup`.
    pub method: String,
    /// A recipient who is left out is the shopper.
    pub address: AddressForm,
    /// The id of a shipping method.
    pub shipping: String,
    /// The handle of the store where it is picked up.
    pub location: String,
    /// The name of a payment provider.
    pub payment: String,
    /// What was entered as codes, each once.
    pub codes: Vec<String>,
    /// Whether the terms were agreed to. Never ticked by us.
    pub terms: bool,
    /// Whether news may be sent. Never ticked by us, and nothing depends on it.
    pub news: bool,
}

/// A form without faults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled {
    pub contact: Contact,
    pub way: Way,
    pub payment: String,
}

/// How the things get to the shopper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    Ship {
        address: Box<Address>,
        /// The id of a shipping method, which may not be there any more.
        method: Handle,
    },
    Pickup {
        location: Handle,
    },
}

/// One thing that stands between a checkout and its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckoutProblem {
    /// What was typed is no e-mail address.
    Email,
    Name,
    Phone,
    Address(AddressProblem),
    /// Neither delivery nor pickup was chosen.
    Way,
    /// No shipping method was chosen, or one that does not go there.
    Shipping,
    /// No store was chosen, or one that is not there.
    Store,
    /// No way to pay was chosen, or one that cannot be used for this.
    Payment,
    Terms,
    /// A code that does nothing.
    Code(String, CodeProblem),
    /// What was typed cannot be a code.
    NoCode(String),
    /// Too many codes.
    TooManyCodes,
    /// There is nothing to order.
    Empty,
    /// It is not sold any more.
    Gone(Sku),
    /// So many can be had.
    SoldOut(Sku, u32),
    /// They cannot be sent in as few parcels as the shop sends.
    NotTogether(Vec<Sku>),
    /// The cart has been changed on another screen.
    CartChanged,
    /// What it costs has changed since it was shown.
    PriceChanged(Vec<Difference>, Money),
    /// What was held for this checkout is held no longer.
    HoldExpired,
}

impl CheckoutForm {
    pub const MAX_CODES: usize = 5;

    /// What is asked for, or everything that is wrong with it, in the order of the form.
    pub fn check(&self) -> Result<Filled, Vec<CheckoutProblem>> {
        let mut problems = Vec::new();
        let contact = self.contact(&mut problems);
        let way = self.way(&mut problems);
        if self.payment.is_empty() {
            problems.push(CheckoutProblem::Payment);
        }
        match (contact, way) {
            (Some(contact), Some(way)) if problems.is_empty() => Ok(Filled {
                contact,
                way,
                payment: self.payment.clone(),
            }),
            _ => Err(problems),
        }
    }

    pub fn contact(&self, problems: &mut Vec<CheckoutProblem>) -> Option<Contact> {
        let email: Option<Email> = self.email.parse().ok();
        let name: Option<PersonName> = self.name.parse().ok();
        let phone: Option<Phone> = self.phone.parse().ok();
        for (is_good, problem) in [
            (email.is_some(), CheckoutProblem::Email),
            (name.is_some(), CheckoutProblem::Name),
            (phone.is_some(), CheckoutProblem::Phone),
        ] {
            if !is_good {
                problems.push(problem);
            }
        }
        Some(Contact {
            email: email?,
            name: name?.as_str().to_owned(),
            phone: phone?,
            news: self.news,
        })
    }

    pub fn way(&self, problems: &mut Vec<CheckoutProblem>) -> Option<Way> {
        match self.method.as_str() {
            "ship" => {
                let address = self.address_with_recipient().check();
                let address = address
                    .map_err(|wrong| {
                        problems.extend(wrong.into_iter().map(CheckoutProblem::Address));
                    })
                    .ok();
                let method: Option<Handle> = self.shipping.parse().ok();
                if method.is_none() {
                    problems.push(CheckoutProblem::Shipping);
                }
                Some(Way::Ship {
                    address: Box::new(address?),
                    method: method?,
                })
            }
            "pickup" => match self.location.parse() {
                Ok(location) => Some(Way::Pickup { location }),
                Err(_) => {
                    problems.push(CheckoutProblem::Store);
                    None
                }
            },
            _ => {
                problems.push(CheckoutProblem::Way);
                None
            }
        }
    }

    /// The shopper takes the parcel, unless somebody else is named.
    pub fn address_with_recipient(&self) -> AddressForm {
        let mut address = self.address.clone();
        if address.recipient.trim().is_empty() {
            address.recipient.clone_from(&self.name);
        }
        if address.phone.trim().is_empty() {
            address.phone.clone_from(&self.phone);
        }
        address
    }

    /// The codes that can be codes, each once, and what is wrong with the others.
    pub fn codes(&self, problems: &mut Vec<CheckoutProblem>) -> Vec<PromotionCode> {
        let mut codes: Vec<PromotionCode> = Vec::new();
        for typed in self.codes.iter().filter(|code| !code.trim().is_empty()) {
            match typed.parse() {
                Ok(code) if codes.contains(&code) => {}
                Ok(_) if codes.len() >= Self::MAX_CODES => {
                    problems.push(CheckoutProblem::TooManyCodes);
                    break;
                }
                Ok(code) => codes.push(code),
                Err(_) => problems.push(CheckoutProblem::NoCode(typed.clone())),
            }
        }
        codes
    }
}

impl CheckoutProblem {
    /// The control that it is shown at, as forms and answers name it; empty for the whole form.
    pub fn field(&self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Address(problem) => problem.field.name(),
            Self::Way => "method",
            Self::Shipping => "shipping",
            Self::Store => "location",
            Self::Payment => "payment",
            Self::Terms => "terms",
            Self::Code(..) | Self::NoCode(_) | Self::TooManyCodes => "code",
            Self::Empty
            | Self::Gone(_)
            | Self::SoldOut(..)
            | Self::NotTogether(_)
            | Self::CartChanged
            | Self::HoldExpired => "lines",
            Self::PriceChanged(..) => "total",
        }
    }

    /// A word for it, as answers name it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Address(_) => "address",
            Self::Way => "method",
            Self::Shipping => "shipping",
            Self::Store => "location",
            Self::Payment => "payment",
            Self::Terms => "terms",
            Self::Code(..) => "code",
            Self::NoCode(_) => "no-code",
            Self::TooManyCodes => "too-many-codes",
            Self::Empty => "empty",
            Self::Gone(_) => "gone",
            Self::SoldOut(..) => "sold-out",
            Self::NotTogether(_) => "not-together",
            Self::CartChanged => "cart-changed",
            Self::PriceChanged(..) => "price-changed",
            Self::HoldExpired => "hold-expired",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled() -> CheckoutForm {
        CheckoutForm {
            email: "mina@shop.example".to_owned(),
            name: "김미나".to_owned(),
            phone: "010-1234-5678".to_owned(),
            method: "ship".to_owned(),
            address: AddressForm {
                postcode: "04782".to_owned(),
                street: "서울 성동구 연무장길 1".to_owned(),
                ..AddressForm::default()
            },
            shipping: "standard".to_owned(),
            payment: "test".to_owned(),
            ..CheckoutForm::default()
        }
    }

    #[test]
    fn the_shopper_takes_the_parcel_unless_somebody_else_is_named() {
        let Way::Ship { address, .. } = filled().check().unwrap().way else {
            panic!("it is shipped");
        };
        assert_eq!(address.recipient().as_str(), "김미나");
        let mut form = filled();
        form.address.recipient = "박보라".to_owned();
        let Way::Ship { address, .. } = form.check().unwrap().way else {
            panic!("it is shipped");
        };
        assert_eq!(address.recipient().as_str(), "박보라");
    }

    #[test]
    fn every_fault_is_told_at_its_field() {
        let check = |spoil: fn(&mut CheckoutForm), fields: &[&str]| {
            let mut form = filled();
            spoil(&mut form);
            let problems = form.check().unwrap_err();
            let told: Vec<_> = problems.iter().map(CheckoutProblem::field).collect();
            assert_eq!(told, fields);
        };
        check(|form| form.email = "mina".to_owned(), &["email"]);
        check(
            |form| form.address.postcode = "99999".to_owned(),
            &["postcode"],
        );
        check(|form| form.shipping.clear(), &["shipping"]);
        check(|form| form.payment.clear(), &["payment"]);
        check(|form| form.method.clear(), &["method"]);
        check(|form| form.method = "pickup".to_owned(), &["location"]);
        check(
            |form| *form = CheckoutForm::default(),
            &["email", "name", "phone", "method", "payment"],
        );
    }

    #[test]
    fn codes_count_once_each() {
        let form = CheckoutForm {
            codes: ["welcome10", " WELCOME10 ", "", "\u{7}"]
                .map(str::to_owned)
                .into(),
            ..CheckoutForm::default()
        };
        let mut problems = Vec::new();
        assert_eq!(form.codes(&mut problems).len(), 1);
        assert_eq!(problems, [CheckoutProblem::NoCode("\u{7}".to_owned())]);
    }
}
