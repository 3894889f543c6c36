//! Links that prove something: who has the link of an order may see it, and who shows the code of a
//! pickup may have it. They are signed, so that nothing has to be kept of them.

use super::{OrderError, random};
use crate::http::Shop;
use baguni_commerce::order::{FulfillmentId, OrderNumber};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use std::fmt::Write as _;

/// How much of a signature stands in a link: 128 bits, which is more than can be tried.
const BYTES: usize = 16;

/// What a signature is for. One for something is none for anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grant {
    /// To see the order, cancel it and choose what becomes of it.
    Order(OrderNumber),
    /// To be handed a part of it.
    Pickup(OrderNumber, FulfillmentId),
}

impl Grant {
    fn words(self) -> String {
        match self {
            Self::Order(number) => format!("order:{number}"),
            Self::Pickup(number, FulfillmentId(part)) => format!("pickup:{number}:{part}"),
        }
    }
}

/// The signature, as 32 hexadecimal digits.
pub async fn sign(shop: &Shop, grant: Grant) -> Result<String, OrderError> {
    let signature = mac(shop, grant).await?.finalize().into_bytes();
    let mut hex = String::with_capacity(2 * BYTES);
    for byte in signature.iter().take(BYTES) {
        let _ = write!(hex, "{byte:02x}");
    }
    Ok(hex)
}

/// Whether a signature is the one of this grant. Takes as long whatever is wrong with it.
pub async fn verify(shop: &Shop, grant: Grant, signature: &str) -> Result<bool, OrderError> {
    let bits = u128::from_str_radix(signature, 16).ok();
    let bytes = bits
        .filter(|_| signature.len() == 2 * BYTES)
        .map(u128::to_be_bytes);
    let mac = mac(shop, grant).await?;
    let fits = mac.verify_truncated_left(&bytes.unwrap_or_default());
    Ok(bytes.is_some() && fits.is_ok())
}

/// What a pickup's QR code holds: `BAGUNI:7K3M-9QXT-2DW8:1:` and the signature in upper case, all of
/// them characters of which a QR code holds the most.
pub async fn pickup_token(
    shop: &Shop,
    number: OrderNumber,
    part: FulfillmentId,
) -> Result<String, OrderError> {
    let signature = sign(shop, Grant::Pickup(number, part)).await?;
    let FulfillmentId(id) = part;
    Ok(format!("{PICKUP}:{number}:{id}:{signature}").to_ascii_uppercase())
}

/// Of which part of which order a scanned code is, if the shop has signed it.
pub async fn read_pickup_token(
    shop: &Shop,
    scanned: &str,
) -> Result<Option<(OrderNumber, FulfillmentId)>, OrderError> {
    let Some((number, part, signature)) = pickup(scanned) else {
        return Ok(None);
    };
    let is_ours = verify(shop, Grant::Pickup(number, part), signature).await?;
    Ok(is_ours.then_some((number, part)))
}

const PICKUP: &str = "BAGUNI";

fn pickup(scanned: &str) -> Option<(OrderNumber, FulfillmentId, &str)> {
    let mut parts = scanned.trim().split(':');
    let mut next = || parts.next();
    next().filter(|first| first.eq_ignore_ascii_case(PICKUP))?;
    let (number, part) = (next()?.parse().ok()?, next()?.parse().ok()?);
    let signature = next()?;
    parts
        .next()
        .is_none()
        .then_some((number, FulfillmentId(part), signature))
}

async fn mac(shop: &Shop, grant: Grant) -> Result<Hmac<Sha256>, OrderError> {
    let key = shop
        .orders
        .key
        .get_or_try_init(|| async { shop.storage.secret("order-links", random()).await });
    let key = key.await?;
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key may have any length");
    mac.update(grant.words().as_bytes());
    Ok(mac)
}
