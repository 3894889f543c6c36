//! Guests find an order again by its number and what they gave as a contact.

use super::links::{self, Grant};
use super::{OrderError, random};
use crate::accounts::limits::{Buckets, every};
use crate::http::Shop;
use baguni_commerce::Email;
use baguni_commerce::address::Phone;
use baguni_commerce::order::{Contact, OrderNumber};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::net::IpAddr;
use std::time::{Duration, Instant};
use tokio::time::sleep_until;

/// How long every answer takes, so that none tells by its time what was wrong.
const ANSWER: Duration = Duration::from_millis(250);

/// How often it may be tried.
pub struct FindLimits {
    from_address: Buckets,
    of_number: Buckets,
}

impl Default for FindLimits {
    fn default() -> Self {
        Self {
            from_address: Buckets::new(every(10, 30)),
            of_number: Buckets::new(every(5, 120)),
        }
    }
}

/// What became of looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FoundOrder {
    /// The order, and the signature of its link.
    Found(OrderNumber, String),
    /// There is no such order, or it is somebody else's, or nothing could be read.
    Nothing,
    /// Too often; as long as this.
    TooOften(Duration),
}

/// The order of this number, if this is the e-mail address or the phone number it was placed with.
pub async fn find(
    shop: &Shop,
    from: Option<IpAddr>,
    number: &str,
    contact: &str,
) -> Result<FoundOrder, OrderError> {
    let begun = Instant::now();
    let number: Option<OrderNumber> = number.parse().ok();
    let limits = &shop.orders.finds;
    let from_here = from.map_or(Ok(()), |from| limits.from_address.take(&from, begun));
    let of_this = number.map_or(Ok(()), |number| limits.of_number.take(&number, begun));
    if let Err(wait) = from_here.and(of_this) {
        return Ok(FoundOrder::TooOften(wait));
    }
    let found = look(shop, number, contact).await;
    sleep_until((begun + ANSWER).into()).await;
    found
}

async fn look(
    shop: &Shop,
    number: Option<OrderNumber>,
    contact: &str,
) -> Result<FoundOrder, OrderError> {
    let order = match number {
        Some(number) => shop.storage.order(number).await?,
        None => None,
    };
    let is_theirs = fits(order.as_ref().map(|order| &order.contact), contact);
    match order.filter(|_| is_theirs) {
        Some(order) => {
            let key = links::sign(shop, Grant::Order(order.number)).await?;
            Ok(FoundOrder::Found(order.number, key))
        }
        None => Ok(FoundOrder::Nothing),
    }
}

/// Compares in a time that does not depend on what is compared.
fn fits(contact: Option<&Contact>, typed: &str) -> bool {
    let email = typed.trim().parse::<Email>().ok();
    let phone = typed.trim().parse::<Phone>().ok();
    let kept_email = contact.map_or("", |contact| contact.email.as_str());
    let kept_phone = contact.map_or("", |contact| contact.phone.as_str());
    let by_email = same(kept_email, email.as_ref().map_or("", Email::as_str));
    let by_phone = same(kept_phone, phone.as_ref().map_or("", Phone::as_str));
    contact.is_some() & (by_email & email.is_some() | by_phone & phone.is_some())
}

fn same(kept: &str, typed: &str) -> bool {
    let key: [u8; 32] = random();
    let mac = |text: &str| {
        let mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key may have any length");
        mac.chain_update(text.as_bytes())
    };
    let typed = mac(typed).finalize().into_bytes();
    mac(kept).verify(&typed).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_fits_however_it_is_written() {
        let contact = Contact {
            name: "김미나".to_owned(),
            email: "mina@shop.example".parse().unwrap(),
            phone: "010-1234-5678".parse().unwrap(),
            news: false,
        };
        let check = |typed: &str, want: bool| {
            assert_eq!(fits(Some(&contact), typed), want, "{typed:?}");
            assert!(!fits(None, typed), "{typed:?} fits nobody");
        };
        check(" Mina@Shop.Example ", true);
        check("01012345678", true);
        check("+82 10-1234-5678", true);
        check("010-1234-5679", false);
        check("juno@shop.example", false);
        check("", false);
        check("mina", false);
    }
}
