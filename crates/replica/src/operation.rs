//! What shoppers do to a basket, as it is sent and kept.

use crate::dot::{Dot, Dots, Hlc};
use crate::line::{Change, LineKey};
use crate::list::{List, ListName, WishlistId};
use baguni_commerce::Quantity;
use serde::{Deserialize, Serialize};

/// One thing that a shopper did. Its place among those of its replica is the dot of what it mints.
///
/// `covers` are the dots that the shopper saw and means to replace or take back, and no others: so
/// an operation that arrives late can never take away what was put there unseen.
///
/// The order of the variants is the wire format: new ones go to the end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operation {
    /// A step, or "add to cart". It covers only what is left of a line that is shown as absent.
    Add {
        list: List,
        key: LineKey,
        by: Quantity,
        covers: Dots,
    },
    /// A copy from another list: see [`Change::Transfer`].
    Transfer {
        list: List,
        key: LineKey,
        quantity: Quantity,
        from: Dot,
        covers: Dots,
    },
    /// A typed number.
    Set {
        list: List,
        key: LineKey,
        to: Quantity,
        at: Hlc,
        covers: Dots,
    },
    Remove {
        list: List,
        key: LineKey,
        covers: Dots,
    },
    /// Every line of a list at once.
    Clear { list: List, covers: Dots },
    /// Out of one list and into another; `to` is how many the other list then shows. It covers
    /// what was seen in both.
    Move {
        key: LineKey,
        source: List,
        target: List,
        to: Quantity,
        at: Hlc,
        covers: Dots,
    },
    /// Begins a wishlist or names it anew.
    Name {
        wishlist: WishlistId,
        name: ListName,
        at: Hlc,
        covers: Dots,
    },
    /// Takes a wishlist away with the lines that were seen on it.
    Discard { wishlist: WishlistId, covers: Dots },
    /// Takes a removal back: as many more, at the place where the line was.
    Restore {
        list: List,
        key: LineKey,
        by: Quantity,
        since: u64,
        covers: Dots,
    },
    /// A step down: see [`Change::Take`].
    Take {
        list: List,
        key: LineKey,
        by: Quantity,
        from: Dot,
        covers: Dots,
    },
}

/// What an operation puts somewhere under its dot.
pub(crate) enum Minted<'a> {
    Change(List, &'a LineKey, Change),
    Name(WishlistId, Hlc, &'a ListName),
}

impl Operation {
    /// Stands where an operation was that nobody has any more.
    pub(crate) fn nothing() -> Self {
        Self::Clear {
            list: List::Cart,
            covers: Dots::default(),
        }
    }

    pub fn covers(&self) -> &Dots {
        match self {
            Self::Add { covers, .. }
            | Self::Transfer { covers, .. }
            | Self::Set { covers, .. }
            | Self::Remove { covers, .. }
            | Self::Clear { covers, .. }
            | Self::Move { covers, .. }
            | Self::Name { covers, .. }
            | Self::Discard { covers, .. }
            | Self::Restore { covers, .. }
            | Self::Take { covers, .. } => covers,
        }
    }

    pub(crate) fn covers_mut(&mut self) -> &mut Dots {
        match self {
            Self::Add { covers, .. }
            | Self::Transfer { covers, .. }
            | Self::Set { covers, .. }
            | Self::Remove { covers, .. }
            | Self::Clear { covers, .. }
            | Self::Move { covers, .. }
            | Self::Name { covers, .. }
            | Self::Discard { covers, .. }
            | Self::Restore { covers, .. }
            | Self::Take { covers, .. } => covers,
        }
    }

    /// The line that it is about, if it is about one.
    pub fn key(&self) -> Option<&LineKey> {
        match self {
            Self::Add { key, .. }
            | Self::Transfer { key, .. }
            | Self::Set { key, .. }
            | Self::Remove { key, .. }
            | Self::Move { key, .. }
            | Self::Restore { key, .. }
            | Self::Take { key, .. } => Some(key),
            Self::Clear { .. } | Self::Name { .. } | Self::Discard { .. } => None,
        }
    }

    /// The list where it puts or takes something away, the source of a move.
    pub fn list(&self) -> List {
        match self {
            Self::Add { list, .. }
            | Self::Transfer { list, .. }
            | Self::Set { list, .. }
            | Self::Remove { list, .. }
            | Self::Clear { list, .. }
            | Self::Restore { list, .. }
            | Self::Take { list, .. } => *list,
            Self::Move { source, .. } => *source,
            Self::Name { wishlist, .. } | Self::Discard { wishlist, .. } => {
                List::Wishlist(*wishlist)
            }
        }
    }

    pub(crate) fn minted(&self) -> Option<Minted<'_>> {
        let change = |list: &List, key, change| Some(Minted::Change(*list, key, change));
        match self {
            Self::Add { list, key, by, .. } | Self::Restore { list, key, by, .. } => {
                change(list, key, Change::Add(*by))
            }
            Self::Transfer {
                list,
                key,
                quantity,
                from,
                ..
            } => change(list, key, Change::Transfer(*quantity, *from)),
            Self::Set {
                list, key, to, at, ..
            } => change(list, key, Change::Set(*to, *at)),
            Self::Move {
                target,
                key,
                to,
                at,
                ..
            } => change(target, key, Change::Set(*to, *at)),
            Self::Name {
                wishlist, name, at, ..
            } => Some(Minted::Name(*wishlist, *at, name)),
            Self::Take {
                list,
                key,
                by,
                from,
                ..
            } => change(list, key, Change::Take(*by, *from)),
            Self::Remove { .. } | Self::Clear { .. } | Self::Discard { .. } => None,
        }
    }

    /// Where its line stood, if it tells.
    pub(crate) fn place(&self) -> Option<u64> {
        match self {
            Self::Restore { since, .. } => Some(*since),
            _ => None,
        }
    }

    /// The time it carries, where it carries one.
    pub(crate) fn time_mut(&mut self) -> Option<&mut Hlc> {
        match self {
            Self::Set { at, .. } | Self::Move { at, .. } | Self::Name { at, .. } => Some(at),
            _ => None,
        }
    }

    pub(crate) fn takes_from(&self) -> Option<Dot> {
        match self {
            Self::Take { from, .. } => Some(*from),
            _ => None,
        }
    }

    /// The dot that it takes from, where it takes.
    pub(crate) fn takes_from_mut(&mut self) -> Option<&mut Dot> {
        match self {
            Self::Take { from, .. } => Some(from),
            _ => None,
        }
    }

    /// How many it sets, where it sets a number.
    pub(crate) fn sets_mut(&mut self) -> Option<&mut Quantity> {
        match self {
            Self::Set { to, .. } | Self::Move { to, .. } => Some(to),
            _ => None,
        }
    }
}
