//! What the server knew of an order before it drew its page.

use baguni_api::VariantLine;
use baguni_commerce::order::{EventKind, FulfillmentId, Order, OrderNumber};
use baguni_commerce::{Handle, Sku, Text};
use std::collections::BTreeMap;

/// An order, and all that its page shows beside it.
#[derive(Clone, Debug)]
pub struct Seen {
    pub order: Order,
    /// Oldest first.
    pub history: Vec<Happened>,
    /// Of what is still sold.
    pub variants: BTreeMap<Sku, VariantLine>,
    pub places: BTreeMap<Handle, Place>,
    /// Of what waits to be picked up.
    pub codes: BTreeMap<FulfillmentId, Qr>,
    /// Milliseconds since 1970.
    pub now: u64,
    /// Whoever looks is the shopper, and has not only its link: nothing has to be masked.
    pub is_own: bool,
    /// For the forms of this page, 32 hexadecimal digits each.
    pub commands: [String; 3],
    pub refusal: Option<Refusal>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Happened {
    pub kind: EventKind,
    pub fulfillment: Option<FulfillmentId>,
    /// Milliseconds since 1970.
    pub at: u64,
}

/// Where something is sent from or picked up.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    pub name: Text,
    pub address: Text,
    pub phone: String,
    pub is_store: bool,
}

/// A QR code: its dark modules as an SVG path on a grid of so many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Qr {
    pub size: usize,
    pub path: String,
}

/// Why nothing came of what was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Something is on its way already.
    HandedOver,
    /// The order has moved on since the page was drawn.
    Changed,
    /// The provider of payments does not answer.
    NotNow,
}

impl Refusal {
    const ALL: [(&'static str, Self); 3] = [
        ("handed-over", Self::HandedOver),
        ("changed", Self::Changed),
        ("not-now", Self::NotNow),
    ];

    /// As it stands in the query of the page that says it.
    pub fn code(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(_, known)| *known == self)
            .map_or("", |(code, _)| code)
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == code).map(|(_, own)| *own)
    }
}

/// The form that finds an order, with what was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    pub number: String,
    pub contact: String,
    pub missed: Option<Missed>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missed {
    /// Whatever was wrong.
    Nothing,
    /// For so many minutes.
    TooOften(u64),
}

/// The orders of an account, newest first.
#[derive(Clone, Debug)]
pub struct Orders {
    pub orders: Vec<Order>,
    pub variants: BTreeMap<Sku, VariantLine>,
    pub places: BTreeMap<Handle, Place>,
    /// Where the next page begins.
    pub more: Option<String>,
    /// This is the first page.
    pub is_first: bool,
    /// Milliseconds since 1970.
    pub now: u64,
}

impl Orders {
    /// The mark after an order, for the page that begins there.
    pub fn mark(order: &Order) -> String {
        format!("{}.{}", order.placed_at, order.number)
    }

    pub fn read_mark(raw: &str) -> Option<(u64, OrderNumber)> {
        let (at, number) = raw.split_once('.')?;
        Some((at.parse().ok()?, number.parse().ok()?))
    }
}
