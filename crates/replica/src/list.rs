//! The lists of a shopper: the cart, what is saved for later, and the wishlists with their names.

use crate::dot::{Dot, Dots, Hlc};
use crate::sorted::Sorted;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Which list a line is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum List {
    Cart,
    /// Out of the cart for now.
    Saved,
    Wishlist(WishlistId),
}

/// As forms and addresses write it: `cart`, `saved`, `wishlist`, or `wishlist-2f6a01cd`.
impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cart => f.write_str("cart"),
            Self::Saved => f.write_str("saved"),
            Self::Wishlist(WishlistId::FIRST) => f.write_str("wishlist"),
            Self::Wishlist(id) => write!(f, "wishlist-{id}"),
        }
    }
}

/// Undoes `Display`.
impl FromStr for List {
    type Err = UnknownList;

    fn from_str(raw: &str) -> Result<Self, UnknownList> {
        match raw {
            "cart" => Ok(Self::Cart),
            "saved" => Ok(Self::Saved),
            "wishlist" => Ok(Self::Wishlist(WishlistId::FIRST)),
            _ => {
                let id = raw.strip_prefix("wishlist-").ok_or(UnknownList)?;
                id.parse().map(Self::Wishlist)
            }
        }
    }
}

/// A text that names no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("names no list")]
pub struct UnknownList;

impl fmt::Display for WishlistId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.0)
    }
}

impl FromStr for WishlistId {
    type Err = UnknownList;

    fn from_str(raw: &str) -> Result<Self, UnknownList> {
        let hex = raw.len() == 8 && raw.bytes().all(|b| b.is_ascii_hexdigit());
        let id = u32::from_str_radix(raw, 16).ok().filter(|_| hex);
        id.map(Self).ok_or(UnknownList)
    }
}

/// One wishlist of a shopper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WishlistId(pub u32);

impl WishlistId {
    /// The one every shopper has, with or without a name.
    pub const FIRST: Self = Self(0);

    /// The wishlist that a naming with this dot begins. Two that are begun at once on two screens
    /// are two.
    pub(crate) fn begun_by(dot: Dot) -> Self {
        Self(crate::codec::fingerprint(&dot) as u32 | 1)
    }
}

/// What a wishlist is called: 1 to 60 characters, no control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ListName(String);

impl ListName {
    pub const MAX: usize = 60;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ListName {
    type Error = &'static str;

    fn try_from(raw: String) -> Result<Self, Self::Error> {
        let name = raw.trim();
        let good =
            (1..=Self::MAX).contains(&name.chars().count()) && !name.chars().any(char::is_control);
        match good {
            true => Ok(Self(name.to_owned())),
            false => Err("a name has 1 to 60 characters"),
        }
    }
}

impl From<ListName> for String {
    fn from(name: ListName) -> Self {
        name.0
    }
}

/// The names given to a wishlist that nobody who saw them has replaced. It is there as long as one
/// is live; lines of a list without a name belong to nobody's taking back, and stay visible.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names(Sorted<Dot, (Hlc, ListName)>);

impl Names {
    /// The most live names of one wishlist; beyond, an operation is refused.
    pub const MAX: usize = 32;

    /// The latest.
    pub fn shown(&self) -> Option<&ListName> {
        let latest = self.0.iter().max_by_key(|(dot, (at, _))| (*at, **dot));
        latest.map(|(_, (_, name))| name)
    }

    pub fn dots(&self) -> Dots {
        self.0.keys().copied().collect()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn contains(&self, dot: Dot) -> bool {
        self.0.contains_key(&dot)
    }

    pub(crate) fn insert(&mut self, dot: Dot, at: Hlc, name: ListName) {
        self.0.insert(dot, (at, name));
    }

    pub(crate) fn remove(&mut self, dot: Dot) {
        self.0.remove(&dot);
    }

    /// Both, as far as there is room.
    pub(crate) fn union(&mut self, others: Self) {
        let room = Self::MAX.saturating_sub(self.0.len());
        self.0.extend(others.0.into_iter().take(room));
    }

    pub(crate) fn latest(&self) -> Hlc {
        self.0.values().map(|(at, _)| *at).max().unwrap_or_default()
    }
}
