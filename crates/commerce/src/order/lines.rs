//! What was agreed when an order was placed. None of it is ever changed.

use crate::address::Address;
use crate::ident::{Handle, Sku};
use crate::locale::Text;
use crate::money::{Money, Price};
use serde::{Deserialize, Serialize};

/// The place of a line in its order, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LineId(pub u16);

/// A variant as it was sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineItem {
    pub id: LineId,
    pub sku: Sku,
    /// Of its product, at that time.
    pub handle: Handle,
    pub title: Text,
    /// The names of what was chosen, in the order of the options.
    pub choices: Vec<Text>,
    pub unit: Price,
    pub quantity: u32,
    /// After all discounts, its share of those on the whole order among them. It is what comes
    /// back when the line does.
    pub total: Money,
    /// Made or bought in for this order; no stock is counted for it.
    pub backorder: bool,
    /// Where it was sold, if not at home.
    pub origin: Option<Origin>,
}

/// The store whose screen or associate sold something, whatever place sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    pub location: Handle,
    /// Names the screen.
    pub device: Option<String>,
    /// The associate who helped, by the name of the account.
    pub associate: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// What the lines cost before discounts.
    pub subtotal: Money,
    /// Off the lines.
    pub discount: Money,
    /// After discounts on it.
    pub shipping: Money,
    /// What is paid.
    pub total: Money,
    /// Of the total; none is told outside of Korean won.
    pub vat: Money,
}

/// A promotion that took part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    /// The promotion's id.
    pub promotion: String,
    pub code: Option<String>,
    pub title: Text,
    /// Positive.
    pub amount: Money,
}

/// How the shopper wants to get it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delivery {
    Ship {
        address: Address,
        /// The shipping method's id, and what it is called.
        method: String,
        title: Text,
    },
    /// At a store.
    Pickup { location: Handle },
}

impl LineItem {
    /// What so many of it cost after all discounts, in minor units, rounded; all of it costs the
    /// total.
    pub(super) fn share(&self, pieces: u32) -> i64 {
        let whole = i128::from(self.quantity.max(1));
        let worth = i128::from(self.total.minor) * i128::from(pieces.min(self.quantity));
        i64::try_from((worth + whole / 2) / whole).unwrap_or_default()
    }
}
