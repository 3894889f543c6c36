//! One part of an order that one place takes care of.

use super::LineId;
use crate::ident::Handle;
use crate::promise::Promise;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The place of a fulfilment in its order, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FulfillmentId(pub u16);

/// What one place sends or hands over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fulfillment {
    pub id: FulfillmentId,
    pub location: Handle,
    pub method: Method,
    pub lines: Vec<(LineId, u32)>,
    pub state: FulfillmentState,
    /// Milliseconds since 1970: since when it is in this state.
    pub since: u64,
    /// A place that has not accepted it by then loses it.
    pub accept_by: Option<u64>,
    /// What the shopper was told when the place was chosen.
    pub promise: Promise,
    /// What whoever comes for it says or shows.
    pub code: Option<PickupCode>,
    /// The place among the order's decisions that chose the location.
    pub decision: u16,
    /// Of a carrier.
    pub tracking: Option<String>,
    /// Why it was rejected or came to nothing.
    pub reason: Option<String>,
}

/// How a part of an order leaves its place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// To the shopper's address.
    Ship,
    /// The shopper comes to the place.
    Pickup,
    /// To a store, where the shopper comes for it.
    ShipToStore { to: Handle },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FulfillmentState {
    /// A place is chosen and its stock held; it is told once the order is paid for.
    Routing,
    Offered,
    Accepted,
    Picking,
    Packed,
    /// Given to the carrier.
    HandedOver,
    Delivered,
    /// On the way to the store where it is picked up.
    InTransit,
    ReceivedAtStore,
    ReadyForPickup,
    PickedUp,
    /// Nobody came for it.
    NoShow,
    ReturnedToStock,
    /// The place cannot send it; another one may.
    Rejected,
    /// The place did not answer in time; another one may.
    TimedOut,
    Cancelled,
}

/// Why a place cannot send what it was asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RejectReason {
    /// It is not on the shelf, whatever the level says: the level is brought to what is promised.
    NotInStock,
    /// It is there and cannot be sold.
    Damaged,
    /// Nobody has the time.
    TooBusy,
    Closing,
}

/// Six digits. Compared with what whoever comes says; it proves nothing without the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PickupCode(pub u32);

impl PickupCode {
    /// The code made of random bits.
    pub fn from_bits(bits: u64) -> Self {
        Self(u32::try_from(bits % 1_000_000).unwrap_or_default())
    }
}

impl fmt::Display for PickupCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

/// What was said is no pickup code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not six digits")]
pub struct NotAPickupCode;

impl FromStr for PickupCode {
    type Err = NotAPickupCode;

    fn from_str(raw: &str) -> Result<Self, NotAPickupCode> {
        let digits: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
        let good = digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_digit());
        let code = digits.parse().ok().filter(|_| good);
        code.map(Self).ok_or(NotAPickupCode)
    }
}

impl Fulfillment {
    /// The place where somebody has something to do with it now.
    pub fn place(&self) -> &Handle {
        use FulfillmentState as S;
        match (&self.method, self.state) {
            (
                Method::ShipToStore { to },
                S::InTransit | S::ReceivedAtStore | S::ReadyForPickup | S::PickedUp | S::NoShow,
            ) => to,
            _ => &self.location,
        }
    }

    /// Whether an associate of a place may do something with it.
    pub fn concerns(&self, place: &Handle) -> bool {
        let end = match &self.method {
            Method::ShipToStore { to } => Some(to),
            _ => None,
        };
        self.location == *place || end == Some(place)
    }

    /// Whether it has left the place that had it, so that the order cannot be called off.
    pub fn has_left(&self) -> bool {
        use FulfillmentState as S;
        let at_end = matches!(self.method, Method::ShipToStore { .. });
        matches!(
            self.state,
            S::HandedOver | S::Delivered | S::InTransit | S::ReceivedAtStore | S::PickedUp
        ) || (at_end && self.state == S::ReadyForPickup)
    }

    /// Whether the shopper comes for it.
    pub fn is_picked_up(&self) -> bool {
        !matches!(self.method, Method::Ship)
    }
}

impl FulfillmentState {
    /// Nothing happens to it any more.
    pub fn is_closed(self) -> bool {
        self.is_done() || self.is_void()
    }

    /// The shopper has it.
    pub fn is_done(self) -> bool {
        matches!(self, Self::Delivered | Self::PickedUp)
    }

    /// It came to nothing, and its lines are somewhere else or nowhere.
    pub fn is_void(self) -> bool {
        matches!(
            self,
            Self::Rejected
                | Self::TimedOut
                | Self::Cancelled
                | Self::NoShow
                | Self::ReturnedToStock
        )
    }

    pub const ALL: [Self; 16] = [
        Self::Routing,
        Self::Offered,
        Self::Accepted,
        Self::Picking,
        Self::Packed,
        Self::HandedOver,
        Self::Delivered,
        Self::InTransit,
        Self::ReceivedAtStore,
        Self::ReadyForPickup,
        Self::PickedUp,
        Self::NoShow,
        Self::ReturnedToStock,
        Self::Rejected,
        Self::TimedOut,
        Self::Cancelled,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Routing => "routing",
            Self::Offered => "offered",
            Self::Accepted => "accepted",
            Self::Picking => "picking",
            Self::Packed => "packed",
            Self::HandedOver => "handed_over",
            Self::Delivered => "delivered",
            Self::InTransit => "in_transit",
            Self::ReceivedAtStore => "received_at_store",
            Self::ReadyForPickup => "ready_for_pickup",
            Self::PickedUp => "picked_up",
            Self::NoShow => "no_show",
            Self::ReturnedToStock => "returned_to_stock",
            Self::Rejected => "rejected",
            Self::TimedOut => "timed_out",
            Self::Cancelled => "cancelled",
        }
    }
}

impl RejectReason {
    pub const ALL: [Self; 4] = [
        Self::NotInStock,
        Self::Damaged,
        Self::TooBusy,
        Self::Closing,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::NotInStock => "not_in_stock",
            Self::Damaged => "damaged",
            Self::TooBusy => "too_busy",
            Self::Closing => "closing",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}
