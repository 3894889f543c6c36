//! Names of things: handles in addresses, stock keeping units, barcodes and quantities.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Why a name or a quantity was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IdentError {
    #[error("is empty")]
    Empty,
    #[error("is longer than {0} characters")]
    TooLong(usize),
    #[error("is shorter than {0} characters")]
    TooShort(usize),
    #[error("contains {0:?}, which is not allowed here")]
    Forbidden(char),
    #[error("is not a whole number from 1 to {max}", max = Quantity::MAX)]
    Quantity,
}

/// The last part of an address, as in `/products/onggi-mug`: letters of any script in lower
/// case, digits, `-`, `_` and `.`, at most 255 characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Handle(String);

impl Handle {
    pub const MAX: usize = 255;

    /// The handle that a title would get: `"Onggi Mug (new)"` becomes `onggi-mug-new`.
    pub fn from_title(title: &str) -> Result<Self, IdentError> {
        let mut slug = String::with_capacity(title.len());
        for c in title.chars().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() {
                slug.push(c);
            } else if !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        slug.trim_end_matches('-')
            .chars()
            .take(Self::MAX)
            .collect::<String>()
            .parse()
    }
}

impl FromStr for Handle {
    type Err = IdentError;

    fn from_str(raw: &str) -> Result<Self, IdentError> {
        bounded(raw, Self::MAX)?;
        let allowed = |c: char| {
            (c.is_alphanumeric() && c.to_lowercase().eq([c])) || matches!(c, '-' | '_' | '.')
        };
        match raw.chars().find(|c| !allowed(*c)) {
            Some(c) => Err(IdentError::Forbidden(c)),
            // A handle of dots alone would be a step in a path.
            None if raw.chars().all(|c| c == '.') => Err(IdentError::Forbidden('.')),
            None => Ok(Self(raw.to_owned())),
        }
    }
}

/// A stock keeping unit: the name of one sellable variant, unique in the catalogue. At most 64
/// characters, no control characters, no white space at either end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Sku(String);

impl Sku {
    pub const MAX: usize = 64;
}

impl FromStr for Sku {
    type Err = IdentError;

    fn from_str(raw: &str) -> Result<Self, IdentError> {
        printable(raw, Self::MAX).map(Self)
    }
}

/// What a scanner reads. Usually a GTIN, but shops also have their own codes: [`Barcode::is_gtin`]
/// tells which.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Barcode(String);

impl Barcode {
    pub const MAX: usize = 64;

    /// GTIN-8, -12, -13 or -14 with a right check digit (GS1 General Specifications 7.9).
    pub fn is_gtin(&self) -> bool {
        matches!(self.0.len(), 8 | 12 | 13 | 14)
            && self.0.bytes().all(|b| b.is_ascii_digit())
            && self
                .0
                .bytes()
                .rev()
                .enumerate()
                .map(|(place, b)| u32::from(b - b'0') * if place % 2 == 1 { 3 } else { 1 })
                .sum::<u32>()
                .is_multiple_of(10)
    }
}

impl FromStr for Barcode {
    type Err = IdentError;

    fn from_str(raw: &str) -> Result<Self, IdentError> {
        printable(raw, Self::MAX).map(Self)
    }
}

/// How many of a thing: 1 to 9,999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Quantity(u32);

impl Quantity {
    pub const MAX: u32 = 9_999;
    pub const ONE: Self = Self(1);

    pub fn get(self) -> u32 {
        self.0
    }

    /// The sum, held at [`Quantity::MAX`].
    pub fn plus(self, more: Self) -> Self {
        Self((self.0 + more.0).min(Self::MAX))
    }
}

impl TryFrom<u32> for Quantity {
    type Error = IdentError;

    fn try_from(n: u32) -> Result<Self, IdentError> {
        if (1..=Self::MAX).contains(&n) {
            Ok(Self(n))
        } else {
            Err(IdentError::Quantity)
        }
    }
}

impl From<Quantity> for u32 {
    fn from(quantity: Quantity) -> Self {
        quantity.0
    }
}

impl FromStr for Quantity {
    type Err = IdentError;

    fn from_str(raw: &str) -> Result<Self, IdentError> {
        raw.trim()
            .parse::<u32>()
            .map_err(|_| IdentError::Quantity)?
            .try_into()
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A person to the shop, known by name or not: whose basket, whose orders. Written as 16
/// hexadecimal digits. It is no secret, and knowing it proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ShopperId(pub u64);

impl FromStr for ShopperId {
    type Err = IdentError;

    fn from_str(raw: &str) -> Result<Self, IdentError> {
        bounded(raw, 16)?;
        match raw.chars().find(|c| !c.is_ascii_hexdigit()) {
            Some(c) => Err(IdentError::Forbidden(c)),
            None => u64::from_str_radix(raw, 16)
                .map(Self)
                .map_err(|_| IdentError::Empty),
        }
    }
}

impl fmt::Display for ShopperId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Names of sixteen random bytes, written as thirty-two hexadecimal digits.
macro_rules! sixteen_bytes {
    ($($(#[$doc:meta])* $name:ident)+) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash,
            serde::Serialize, serde::Deserialize,
        )]
        pub struct $name(pub [u8; 16]);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{:032x}", u128::from_be_bytes(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::ident::IdentError;

            fn from_str(raw: &str) -> Result<Self, $crate::ident::IdentError> {
                $crate::ident::sixteen(raw).map(Self)
            }
        }
    )+};
}
pub(crate) use sixteen_bytes;

pub(crate) fn sixteen(raw: &str) -> Result<[u8; 16], IdentError> {
    bounded(raw, 32)?;
    match raw.chars().find(|c| !c.is_ascii_hexdigit()) {
        Some(c) => Err(IdentError::Forbidden(c)),
        None if raw.len() < 32 => Err(IdentError::TooShort(32)),
        None => u128::from_str_radix(raw, 16)
            .map(u128::to_be_bytes)
            .map_err(|_| IdentError::Empty),
    }
}

sixteen_bytes! {
    /// Names one wish to change something, minted where the wish was made: sent again under the
    /// same name it changes nothing and is answered as before.
    CommandId
}

macro_rules! text_name {
    ($($name:ident)+) => {$(
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl TryFrom<String> for $name {
            type Error = IdentError;

            fn try_from(raw: String) -> Result<Self, IdentError> {
                raw.parse()
            }
        }

        impl From<$name> for String {
            fn from(name: $name) -> Self {
                name.0
            }
        }
    )+};
}
text_name!(Handle Sku Barcode);

fn bounded(raw: &str, max: usize) -> Result<(), IdentError> {
    match raw.chars().count() {
        0 => Err(IdentError::Empty),
        n if n > max => Err(IdentError::TooLong(max)),
        _ => Ok(()),
    }
}

fn printable(raw: &str, max: usize) -> Result<String, IdentError> {
    let trimmed = raw.trim();
    bounded(trimmed, max)?;
    match trimmed.chars().find(|c| c.is_control()) {
        Some(c) => Err(IdentError::Forbidden(c)),
        None => Ok(trimmed.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn handles() {
        let check =
            |raw: &str, good: bool| assert_eq!(raw.parse::<Handle>().is_ok(), good, "{raw:?}");
        check("onggi-mug", true);
        check("옹기-머그", true);
        check("v2.0_blue", true);
        check("", false);
        check("..", false);
        check("Onggi", false);
        check("a/b", false);
        check("a b", false);
        check(&"a".repeat(256), false);
        assert_eq!(
            Handle::from_title("  Onggi Mug (new)!").unwrap().as_str(),
            "onggi-mug-new"
        );
        assert_eq!(Handle::from_title("!!"), Err(IdentError::Empty));
    }

    #[test]
    fn gtins() {
        let check = |raw: &str, gtin| assert_eq!(raw.parse::<Barcode>().unwrap().is_gtin(), gtin);
        check("8801234567893", true);
        check("8801234567894", false);
        check("96385074", true);
        check("SHELF-7", false);
    }

    #[test]
    fn quantities() {
        let check = |raw: &str, want: Option<u32>| {
            assert_eq!(
                raw.parse::<Quantity>().ok().map(Quantity::get),
                want,
                "{raw:?}"
            );
        };
        check("1", Some(1));
        check(" 9999 ", Some(9_999));
        check("0", None);
        check("-1", None);
        check("1000000000", None);
        check("NaN", None);
        check("1.5", None);
    }

    #[test]
    fn shoppers() {
        let check = |raw: &str, want: Option<u64>| {
            assert_eq!(
                raw.parse::<ShopperId>().ok(),
                want.map(ShopperId),
                "{raw:?}"
            );
        };
        check("00000000000000ff", Some(255));
        check(&ShopperId(u64::MAX).to_string(), Some(u64::MAX));
        check("", None);
        check("+f", None);
        check("00000000000000000", None);
    }

    #[test]
    fn names_of_sixteen_bytes() {
        let check = |raw: &str, want: Result<CommandId, IdentError>| {
            assert_eq!(raw.parse::<CommandId>(), want, "{raw:?}");
        };
        let one = CommandId(1_u128.to_be_bytes());
        check(&one.to_string(), Ok(one));
        check(&"f".repeat(32), Ok(CommandId([255; 16])));
        check("", Err(IdentError::Empty));
        check(&"0".repeat(31), Err(IdentError::TooShort(32)));
        check(&"0".repeat(33), Err(IdentError::TooLong(32)));
        check(
            &format!("+{}", "0".repeat(31)),
            Err(IdentError::Forbidden('+')),
        );
    }

    proptest! {
        #[test]
        fn a_title_never_makes_a_bad_handle(title in "\\PC{0,300}") {
            if let Ok(handle) = Handle::from_title(&title) {
                prop_assert_eq!(handle.as_str().parse::<Handle>().unwrap(), handle);
            }
        }

        #[test]
        fn a_sku_survives_its_text(raw in "\\PC{1,64}") {
            if let Ok(sku) = raw.parse::<Sku>() {
                prop_assert_eq!(sku.to_string().parse::<Sku>().unwrap(), sku);
            }
        }
    }
}
