//! Where things are: how many of a variant each location holds, what may be promised of them, and
//! the movements that these counts are the sum of.

use crate::ident::{Handle, Sku, sixteen_bytes};
use crate::locale::Text;
use serde::{Deserialize, Serialize};

/// A place that holds stock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLocation {
    pub handle: Handle,
    pub kind: LocationKind,
    pub name: Text,
    pub city: Text,
    pub address: Text,
    /// Five digits.
    pub postcode: String,
    pub phone: String,
    /// Monday to Sunday; `None` is closed.
    pub hours: [Option<OpeningHours>; 7],
    /// How to get there, parking, what is special there.
    pub note: Text,
}

/// Whether shoppers can walk in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LocationKind {
    /// A shop with a door.
    Store,
    Warehouse,
}

impl LocationKind {
    /// How many of each variant are kept back here where nothing else has been said: on a shop
    /// floor one piece may be in a shopper's hands, or not be found.
    pub const fn safety(self) -> u32 {
        match self {
            Self::Store => 1,
            Self::Warehouse => 0,
        }
    }
}

/// Minutes since midnight, Asia/Seoul.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    pub opens: u16,
    pub closes: u16,
}

/// How many of a variant are at a location.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLevel {
    /// Physically there.
    pub on_hand: u32,
    /// Promised to orders and not handed over yet. More than are on hand where something is sold
    /// that has yet to be made.
    pub allocated: u32,
    /// Held for checkouts that have begun.
    pub reserved: u32,
    /// Kept back: a count may be wrong by so many.
    pub safety: u32,
}

impl StockLevel {
    /// A level of which nothing is promised and nothing kept back.
    pub fn of(on_hand: u32) -> Self {
        Self {
            on_hand,
            ..Self::default()
        }
    }

    /// What can still be promised; never negative.
    pub fn available(self) -> u32 {
        self.on_hand
            .saturating_sub(self.allocated)
            .saturating_sub(self.reserved)
            .saturating_sub(self.safety)
    }

    /// What can be carried elsewhere without breaking a promise, down to the last piece.
    pub fn movable(self) -> u32 {
        Self { safety: 0, ..self }.available()
    }

    /// Whether nothing is there and nothing is promised.
    pub fn is_nothing(self) -> bool {
        (self.on_hand, self.allocated, self.reserved) == (0, 0, 0)
    }

    /// The level after a movement; `None` where it would fall below nothing.
    #[must_use]
    pub fn after(self, movement: &StockMovement) -> Option<Self> {
        let moved = |count: u32, by: i64| u32::try_from(i64::from(count).checked_add(by)?).ok();
        Some(Self {
            on_hand: moved(self.on_hand, movement.on_hand)?,
            allocated: moved(self.allocated, movement.allocated)?,
            ..self
        })
    }
}

/// One entry of the ledger. Entries are added and never changed: what was wrong is put right by
/// another. On hand and allocated at a location are the sums of its entries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockMovement {
    pub sku: Sku,
    pub location: Handle,
    pub kind: MovementKind,
    /// By how much what is there has changed.
    pub on_hand: i64,
    /// By how much what is promised to orders has changed.
    pub allocated: i64,
    /// What it belongs to: an order's number, a transfer, a file. May be empty.
    pub reference: String,
    /// Who did it, such as an associate's name.
    pub actor: String,
    /// Milliseconds since 1970.
    pub at: u64,
}

/// What happened to stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum MovementKind {
    /// It came from outside.
    Received,
    /// Promised to an order.
    Allocated,
    /// Handed over or sent off, out of what was promised.
    Shipped,
    /// No longer promised; it stays where it is.
    Released,
    Adjusted(AdjustReason),
    /// On the way to another location.
    TransferredOut,
    TransferredIn,
}

impl MovementKind {
    /// What so many pieces change: on hand, and allocated. An adjustment counts them as found.
    pub fn effect(self, quantity: u32) -> (i64, i64) {
        let pieces = i64::from(quantity);
        match self {
            Self::Received | Self::TransferredIn | Self::Adjusted(_) => (pieces, 0),
            Self::Allocated => (0, pieces),
            Self::Shipped => (-pieces, -pieces),
            Self::Released => (0, -pieces),
            Self::TransferredOut => (-pieces, 0),
        }
    }
}

/// Why a count was wrong, or is another now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum AdjustReason {
    Counted,
    Damaged,
    Lost,
    Found,
    /// An order could not be picked here.
    NotOnShelf,
    /// A file said so.
    Imported,
    /// Brought back by a shopper, and fit to be sold.
    Returned,
}

impl AdjustReason {
    pub const ALL: [Self; 7] = [
        Self::Counted,
        Self::Damaged,
        Self::Lost,
        Self::Found,
        Self::NotOnShelf,
        Self::Imported,
        Self::Returned,
    ];
}

/// What an adjustment makes of what is on hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Adjustment {
    /// So many are there.
    To(u32),
    /// So many more, or fewer.
    By(i64),
    /// None beyond what is promised to orders: nothing more may be sold from here.
    ToAllocated,
}

impl Adjustment {
    /// What is on hand afterwards; `None` below nothing.
    pub fn of(self, level: StockLevel) -> Option<u32> {
        match self {
            Self::To(on_hand) => Some(on_hand),
            Self::By(by) => u32::try_from(i64::from(level.on_hand).checked_add(by)?).ok(),
            Self::ToAllocated => Some(level.allocated.min(level.on_hand)),
        }
    }
}

/// So many of a variant from one location.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Take {
    pub sku: Sku,
    pub location: Handle,
    pub quantity: u32,
}

/// A location cannot give what was asked of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shortage {
    pub sku: Sku,
    pub location: Handle,
    /// How many it could give.
    pub available: u32,
}

sixteen_bytes! {
    /// Names a hold of stock: the checkout's own sixteen bytes.
    ReservationId
    /// Names stock that is being carried from one location to another.
    TransferId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_available() {
        let check = |[on_hand, allocated, reserved, safety]: [u32; 4], available, movable| {
            let level = StockLevel {
                on_hand,
                allocated,
                reserved,
                safety,
            };
            assert_eq!(level.available(), available, "{level:?}");
            assert_eq!(level.movable(), movable, "{level:?}");
        };
        check([0, 0, 0, 0], 0, 0);
        check([10, 2, 3, 1], 4, 5);
        check([1, 0, 0, 1], 0, 1);
        check([1, 5, 0, 0], 0, 0);
        check([u32::MAX, u32::MAX, 1, 1], 0, 0);
        check([0, u32::MAX, u32::MAX, u32::MAX], 0, 0);
    }

    #[test]
    fn movements_and_levels() {
        let check = |kind: MovementKind, quantity, after: Option<(u32, u32)>| {
            let (on_hand, allocated) = kind.effect(quantity);
            let movement = StockMovement {
                sku: "A".parse().unwrap(),
                location: "here".parse().unwrap(),
                kind,
                on_hand,
                allocated,
                reference: String::new(),
                actor: String::new(),
                at: 0,
            };
            let level = StockLevel {
                on_hand: 5,
                allocated: 3,
                reserved: 1,
                safety: 1,
            };
            let found = level.after(&movement).map(|l| (l.on_hand, l.allocated));
            assert_eq!(found, after, "{kind:?} {quantity}");
        };
        check(MovementKind::Received, 2, Some((7, 3)));
        check(MovementKind::Received, u32::MAX, None);
        check(MovementKind::Allocated, 2, Some((5, 5)));
        check(MovementKind::Shipped, 3, Some((2, 0)));
        check(MovementKind::Shipped, 4, None);
        check(MovementKind::Released, 3, Some((5, 0)));
        check(MovementKind::Released, 4, None);
        check(MovementKind::TransferredOut, 5, Some((0, 3)));
        check(MovementKind::TransferredOut, 6, None);
        check(MovementKind::TransferredIn, 1, Some((6, 3)));
        check(MovementKind::Adjusted(AdjustReason::Found), 1, Some((6, 3)));
    }

    #[test]
    fn adjustments() {
        let check = |adjustment: Adjustment, [on_hand, allocated]: [u32; 2], after| {
            let level = StockLevel {
                allocated,
                ..StockLevel::of(on_hand)
            };
            assert_eq!(adjustment.of(level), after, "{adjustment:?} {level:?}");
        };
        check(Adjustment::To(7), [5, 2], Some(7));
        check(Adjustment::By(-5), [5, 2], Some(0));
        check(Adjustment::By(-6), [5, 2], None);
        check(Adjustment::By(i64::MIN), [5, 2], None);
        check(Adjustment::By(i64::MAX), [5, 2], None);
        check(Adjustment::ToAllocated, [5, 2], Some(2));
        check(Adjustment::ToAllocated, [0, 2], Some(0));
    }
}
