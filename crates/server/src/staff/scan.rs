//! What the QR of a pickup says: an address, so that a telephone that scans it opens the page where
//! the things are handed over, and the same text from a scanner that types.

use baguni_api::staff::HAND_OVER;
use baguni_commerce::order::{FulfillmentId, OrderNumber};

/// A pickup, and the signature that proves it ([`crate::orders::links::Grant::Pickup`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scanned {
    pub number: OrderNumber,
    pub part: FulfillmentId,
    pub signature: String,
}

/// The address that stands in the QR; `origin` is the shop's scheme and host.
pub fn address(origin: &str, scanned: &Scanned) -> String {
    format!("{origin}{HAND_OVER}?scan={}", token(scanned))
}

/// The part of the address that counts: `7K3M-9QXT-2DW8.1.<32 hexadecimal digits>`.
pub fn token(scanned: &Scanned) -> String {
    let Scanned {
        number,
        part: FulfillmentId(part),
        signature,
    } = scanned;
    format!("{number}.{part}.{signature}")
}

/// Reads what was scanned: the whole address or its end, in any case.
pub fn read(text: &str) -> Option<Scanned> {
    let text = text.trim();
    let end = text.rsplit(['=', '/']).next().unwrap_or(text);
    let mut steps = end.split('.');
    let (number, part, signature) = (steps.next()?, steps.next()?, steps.next()?);
    let is_signature =
        signature.len() == 32 && signature.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_whole = steps.next().is_none() && is_signature;
    Some(Scanned {
        number: number.parse().ok()?,
        part: FulfillmentId(part.parse().ok()?),
        signature: signature.to_ascii_lowercase(),
    })
    .filter(|_| is_whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let scanned = Scanned {
            number: OrderNumber::from_bits(0x0123_4567_89ab_cdef),
            part: FulfillmentId(2),
            signature: "0123456789abcdef0123456789abcdef".to_owned(),
        };
        let check = |text: &str, want: Option<&Scanned>| {
            assert_eq!(read(text).as_ref(), want, "{text}");
        };
        let (address, token) = (
            address("https://shop.example", &scanned),
            token(&scanned),
        );
        check(&address, Some(&scanned));
        check(&token, Some(&scanned));
        check(&format!(" {}\n", token.to_uppercase()), Some(&scanned));
        check(&token.replace('-', ""), Some(&scanned));
        check(&token[..token.len() - 1], None);
        check(&format!("{token}.1"), None);
        check(&token.replace(".2.", ".x."), None);
        check("123456", None);
        check("", None);
    }
}
