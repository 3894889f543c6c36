//! Where things are: stock locations and how many of a variant each holds.

use crate::ident::Handle;
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
    /// Of those, promised to somebody.
    pub reserved: u32,
}

impl StockLevel {
    pub fn of(on_hand: u32) -> Self {
        Self {
            on_hand,
            reserved: 0,
        }
    }

    /// What can still be promised; never negative.
    pub fn available(self) -> u32 {
        self.on_hand.saturating_sub(self.reserved)
    }
}
