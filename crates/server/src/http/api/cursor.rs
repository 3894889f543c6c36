//! Where a page of a list goes on: after something that stays where it is, whatever comes and goes.

use baguni_commerce::order::OrderNumber;
use baguni_commerce::{Handle, Sku};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;

/// The last entry of a page. Written so that nobody takes it apart, for what is in it may change.
pub trait Cursor: Sized {
    fn words(&self) -> String;
    fn of_words(words: &str) -> Option<Self>;

    fn write(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.words())
    }

    fn read(raw: &str) -> Option<Self> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(raw).ok()?;
        Self::of_words(std::str::from_utf8(&bytes).ok()?)
    }
}

impl Cursor for Handle {
    fn words(&self) -> String {
        format!("product:{self}")
    }

    fn of_words(words: &str) -> Option<Self> {
        words.strip_prefix("product:")?.parse().ok()
    }
}

impl Cursor for Sku {
    fn words(&self) -> String {
        format!("sku:{self}")
    }

    fn of_words(words: &str) -> Option<Self> {
        words.strip_prefix("sku:")?.parse().ok()
    }
}

/// When an order was placed, and its number.
impl Cursor for (u64, OrderNumber) {
    fn words(&self) -> String {
        format!("order:{}:{}", self.0, self.1)
    }

    fn of_words(words: &str) -> Option<Self> {
        let (at, number) = words.strip_prefix("order:")?.split_once(':')?;
        Some((at.parse().ok()?, number.parse().ok()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_back_and_only_where_they_belong() {
        let order = (1_800_000_000_000, OrderNumber::from_bits(77));
        assert_eq!(Cursor::read(&order.write()), Some(order));
        let sku: Sku = "MUG".parse().unwrap();
        assert_eq!(Sku::read(&sku.write()), Some(sku.clone()));
        assert_eq!(Handle::read(&sku.write()), None);
        assert_eq!(Sku::read("%"), None);
    }
}
