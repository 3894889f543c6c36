//! An order: what was bought, for what, and how it gets to the shopper. It is frozen where it says
//! what was agreed, and moves only by [`Command`]s, which [`Order::decide`] judges.
//!
//! Nothing here touches stock or money: a decision says what has to be done with them, and whoever
//! keeps orders does it in the same transaction (stock) or after it (money).

mod command;
mod decide;
mod follow;
mod fulfillment;
mod lines;
mod money;
mod number;
mod place;
mod progress;
mod refunds;
mod reroute;
mod steps;
#[cfg(test)]
mod tests;

pub use command::{
    Actor, Choice, Command, Event, EventKind, Outcome, Proof, Refused, Role, Staff, Step, StockAct,
    StockEffect, World,
};
pub use fulfillment::{
    Fulfillment, FulfillmentId, FulfillmentState, Method, PickupCode, RejectReason,
};
pub use lines::{Delivery, Discount, LineId, LineItem, Origin, Totals};
pub use money::{Due, OrderPayment, Refund, RefundState, Said};
pub use number::{NotAnOrderNumber, OrderNumber};
pub use place::NewOrder;
pub use progress::{FulfillmentStatus, PaymentStatus};

use crate::address::Phone;
use crate::email::Email;
use crate::ident::ShopperId;
use crate::locale::Locale;
use crate::money::{Currency, Money};
use crate::routing::Decision;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one shopper bought at one time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub number: OrderNumber,
    pub state: OrderState,
    pub channel: Channel,
    /// Milliseconds since 1970.
    pub placed_at: u64,
    /// In which the shopper is written to.
    pub locale: Locale,
    pub currency: Currency,
    /// In whose name it was placed: an account's, or a guest's.
    pub shopper: ShopperId,
    pub contact: Contact,
    pub lines: Vec<LineItem>,
    pub totals: Totals,
    pub discounts: Vec<Discount>,
    pub delivery: Delivery,
    /// Also those that came to nothing.
    pub fulfillments: Vec<Fulfillment>,
    /// Lines that no place can send now, and how many: the shopper chooses what becomes of them.
    pub unfulfillable: Vec<(LineId, u32)>,
    /// Lines whose money has gone back while the order went on, and how many of each. Orders of
    /// before this was kept have none.
    #[serde(default)]
    pub repaid: BTreeMap<LineId, u32>,
    /// The shopper waits for them: when places are asked again.
    pub retry_at: Option<u64>,
    /// Why each place was chosen, oldest first.
    pub decisions: Vec<Decision>,
    /// Every attempt to pay; the last is the one that counts.
    pub payments: Vec<OrderPayment>,
    /// An order that is not paid for by then expires.
    pub pay_by: Option<u64>,
    /// Why it was cancelled, expired or held.
    pub reason: Option<String>,
    /// Grows with every change.
    pub version: u32,
}

/// Whom to write to and call about an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    pub name: String,
    pub email: Email,
    pub phone: Phone,
    /// Whether news may be sent there: asked for apart, and kept with the order that it was said at.
    #[serde(default)]
    pub news: bool,
}

/// Where an order came from. It never changes what can be bought or what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Channel {
    Web,
    /// The installed web app.
    App,
    Kiosk,
    /// Sold by an associate.
    Store,
    Phone,
    Chat,
    Email,
    Social,
    Marketplace,
}

/// Where an order stands as a whole. How far payment and fulfilment have come is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderState {
    /// Stock is held; nothing is sent before the money is there.
    PendingPayment,
    Placed,
    /// Something needs a decision first.
    OnHold,
    Completed,
    /// Not paid for in time.
    Expired,
    Cancelled,
}

impl Order {
    /// How many different lines an order may have.
    pub const MAX_LINES: usize = 500;

    pub fn line(&self, id: LineId) -> Option<&LineItem> {
        self.lines.iter().find(|line| line.id == id)
    }

    pub fn fulfillment(&self, id: FulfillmentId) -> Option<&Fulfillment> {
        self.fulfillments.iter().find(|one| one.id == id)
    }

    /// Whether nothing can happen to it any more, but for money that goes back.
    pub fn is_closed(&self) -> bool {
        use OrderState as S;
        matches!(self.state, S::Completed | S::Expired | S::Cancelled)
    }

    /// Whether it came to nothing.
    pub fn is_void(&self) -> bool {
        matches!(self.state, OrderState::Expired | OrderState::Cancelled)
    }

    /// Whether its shopper may still call it off: nothing has been handed over or sent.
    pub fn is_cancellable(&self) -> bool {
        !self.is_closed() && !self.fulfillments.iter().any(Fulfillment::has_left)
    }

    /// An amount in the order's currency.
    pub(crate) fn money(&self, minor: i64) -> Money {
        Money::new(minor, self.currency)
    }
}

impl Channel {
    pub const ALL: [Self; 9] = [
        Self::Web,
        Self::App,
        Self::Kiosk,
        Self::Store,
        Self::Phone,
        Self::Chat,
        Self::Email,
        Self::Social,
        Self::Marketplace,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Web => "web",
            Self::App => "app",
            Self::Kiosk => "kiosk",
            Self::Store => "store",
            Self::Phone => "phone",
            Self::Chat => "chat",
            Self::Email => "email",
            Self::Social => "social",
            Self::Marketplace => "marketplace",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.code() == code)
    }
}

impl OrderState {
    pub const ALL: [Self; 6] = [
        Self::PendingPayment,
        Self::Placed,
        Self::OnHold,
        Self::Completed,
        Self::Expired,
        Self::Cancelled,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::PendingPayment => "pending_payment",
            Self::Placed => "placed",
            Self::OnHold => "on_hold",
            Self::Completed => "completed",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }
}
