//! What a shopper means to buy, as plain values: lines of a cart, and a wishlist.
//!
//! These are the settled lists that pages show and forms change on one device. The mergeable cart
//! of several devices (`replica`) folds into the same shape.

use crate::ident::{IdentError, Quantity, Sku};
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// The lines of a cart in the order in which they were first added; each SKU stands once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CartLines(Vec<(Sku, Quantity)>);

/// What becomes of a line that both the guest's cart and the account's had when the guest signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum GuestMerge {
    /// The larger quantity: signing in neither loses a thing nor doubles it.
    #[default]
    Max,
    /// Both quantities together.
    Sum,
    /// What the guest had.
    Guest,
}

/// Why a cart did not take a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CartError {
    #[error("the cart is full: it holds {max} lines", max = CartLines::MAX)]
    Full,
    #[error("{0:?} is not of the form SKU:QUANTITY")]
    Form(String),
    #[error("{0:?} {1}")]
    Ident(String, IdentError),
}

impl CartLines {
    pub const MAX: usize = 500;

    pub fn iter(&self) -> impl Iterator<Item = (&Sku, Quantity)> {
        self.0.iter().map(|(sku, quantity)| (sku, *quantity))
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// How many things lie in the cart.
    pub fn total_quantity(&self) -> u32 {
        self.iter().map(|(_, quantity)| quantity.get()).sum()
    }

    pub fn quantity(&self, sku: &Sku) -> Option<Quantity> {
        self.iter()
            .find(|(line, _)| *line == sku)
            .map(|(_, quantity)| quantity)
    }

    /// Adds to a line, or a line to the cart.
    pub fn add(&mut self, sku: Sku, quantity: Quantity) -> Result<(), CartError> {
        if let Some(line) = self.0.iter_mut().find(|line| line.0 == sku) {
            line.1 = line.1.plus(quantity);
            return Ok(());
        }
        if self.0.len() >= Self::MAX {
            return Err(CartError::Full);
        }
        self.0.push((sku, quantity));
        Ok(())
    }

    /// Sets a line that is there; a line that is not stays away.
    pub fn set(&mut self, sku: &Sku, quantity: Quantity) {
        if let Some(line) = self.0.iter_mut().find(|line| line.0 == *sku) {
            line.1 = quantity;
        }
    }

    /// Takes a line out and says where it stood, so that it can be put back there.
    pub fn remove(&mut self, sku: &Sku) -> Option<(usize, Quantity)> {
        let place = self.0.iter().position(|line| line.0 == *sku)?;
        Some((place, self.0.remove(place).1))
    }

    /// Puts a removed line back where it stood. If it has come back since, nothing changes.
    pub fn restore(&mut self, place: usize, sku: Sku, quantity: Quantity) {
        if self.quantity(&sku).is_none() && self.0.len() < Self::MAX {
            self.0.insert(place.min(self.0.len()), (sku, quantity));
        }
    }
}

/// Lines that already stand once each.
impl FromIterator<(Sku, Quantity)> for CartLines {
    fn from_iter<I: IntoIterator<Item = (Sku, Quantity)>>(lines: I) -> Self {
        Self(lines.into_iter().collect())
    }
}

/// `SKU:QUANTITY,SKU:QUANTITY`, as in a cart permalink and in the device's cookie. Everything in
/// a SKU but ASCII letters, digits, `-`, `_` and `.` is percent-encoded.
impl fmt::Display for CartLines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (sku, quantity)) in self.iter().enumerate() {
            let comma = if i > 0 { "," } else { "" };
            write!(f, "{comma}{}:{quantity}", percent_encode(sku.as_str()))?;
        }
        Ok(())
    }
}

impl FromStr for CartLines {
    type Err = CartError;

    fn from_str(raw: &str) -> Result<Self, CartError> {
        let mut lines = Self::default();
        for part in raw.split(',').filter(|part| !part.is_empty()) {
            let form = || CartError::Form(part.to_owned());
            let (sku, quantity) = part.rsplit_once(':').ok_or_else(form)?;
            let ident = |error| CartError::Ident(part.to_owned(), error);
            let sku = percent_decode(sku)
                .ok_or_else(form)?
                .parse()
                .map_err(ident)?;
            lines.add(sku, quantity.parse().map_err(ident)?)?;
        }
        Ok(lines)
    }
}

/// The variants a shopper has marked, newest first; each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishlist(Vec<Sku>);

impl Wishlist {
    pub const MAX: usize = 500;

    pub fn iter(&self) -> impl Iterator<Item = &Sku> {
        self.0.iter()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn contains(&self, sku: &Sku) -> bool {
        self.0.contains(sku)
    }

    pub fn add(&mut self, sku: Sku) -> Result<(), CartError> {
        if self.contains(&sku) {
            return Ok(());
        }
        if self.0.len() >= Self::MAX {
            return Err(CartError::Full);
        }
        self.0.insert(0, sku);
        Ok(())
    }

    pub fn remove(&mut self, sku: &Sku) -> bool {
        let before = self.0.len();
        self.0.retain(|marked| marked != sku);
        self.0.len() < before
    }
}

impl fmt::Display for Wishlist {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, sku) in self.iter().enumerate() {
            let comma = if i > 0 { "," } else { "" };
            write!(f, "{comma}{}", percent_encode(sku.as_str()))?;
        }
        Ok(())
    }
}

impl FromStr for Wishlist {
    type Err = CartError;

    fn from_str(raw: &str) -> Result<Self, CartError> {
        let mut wishlist = Self::default();
        for part in raw.split(',').filter(|part| !part.is_empty()).rev() {
            let sku = percent_decode(part).ok_or_else(|| CartError::Form(part.to_owned()))?;
            let ident = |error| CartError::Ident(part.to_owned(), error);
            wishlist.add(sku.parse().map_err(ident)?)?;
        }
        Ok(wishlist)
    }
}

/// Percent-encodes all but the unreserved ASCII characters (RFC 3986 section 2.3, less `~`).
pub fn percent_encode(raw: &str) -> String {
    let mut encoded = String::with_capacity(raw.len());
    for byte in raw.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.') {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// Undoes [`percent_encode`]; `None` where an escape is cut off or the bytes are not UTF-8.
pub fn percent_decode(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let [first, tail @ ..] = rest {
        if *first == b'%' {
            let digits = std::str::from_utf8(tail.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &tail[2..];
        } else {
            bytes.push(*first);
            rest = tail;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sku(raw: &str) -> Sku {
        raw.parse().unwrap()
    }

    #[test]
    fn a_removed_line_comes_back_where_it_stood() {
        let mut lines: CartLines = "A:1,B:2,C:3".parse().unwrap();
        let (place, quantity) = lines.remove(&sku("B")).unwrap();
        assert_eq!(lines.to_string(), "A:1,C:3");
        lines.restore(place, sku("B"), quantity);
        assert_eq!(lines.to_string(), "A:1,B:2,C:3");
    }

    #[test]
    fn bad_lines_are_refused() {
        for bad in ["A", "A:0", "A:-1", "A:x", ":1", "%zz:1", "A%:1", "%ff:1"] {
            assert!(bad.parse::<CartLines>().is_err(), "{bad}");
        }
        let many: Vec<_> = (0..=CartLines::MAX).map(|n| format!("S{n}:1")).collect();
        assert_eq!(many.join(",").parse::<CartLines>(), Err(CartError::Full));
    }

    proptest! {
        #[test]
        fn lines_are_read_back(raw in prop::collection::vec(("\\PC{1,20}", 1..10_000_u32), 0..20)) {
            let mut lines = CartLines::default();
            for (name, quantity) in raw {
                if let Ok(sku) = name.parse() {
                    lines.add(sku, quantity.min(Quantity::MAX).try_into().unwrap()).unwrap();
                }
            }
            prop_assert_eq!(lines.to_string().parse::<CartLines>().unwrap(), lines);
        }

        #[test]
        fn a_wishlist_is_read_back(raw in prop::collection::vec("\\PC{1,20}", 0..20)) {
            let mut wishlist = Wishlist::default();
            for sku in raw.iter().filter_map(|name| name.parse().ok()) {
                wishlist.add(sku).unwrap();
            }
            prop_assert_eq!(wishlist.to_string().parse::<Wishlist>().unwrap(), wishlist);
        }
    }
}
