//! What can be asked of an order, by whom, and what comes of it.

use super::{
    FulfillmentId, FulfillmentState, LineId, Order, OrderState, PickupCode, RejectReason, Said,
};
use crate::ident::{Handle, ShopperId, Sku};
use crate::payment::{PaymentId, RefundId};
use crate::routing::RoutingRules;
use crate::stock::{StockLevel, StockLocation};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is asked of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Takes what a provider says of a payment.
    Settle { payment: PaymentId, said: Said },
    /// Takes what a provider says of a refund.
    SettleRefund { refund: RefundId, succeeded: bool },
    /// Asks again for a refund that a provider would not give, under its own id.
    RefundAgain(RefundId),
    /// The money of a refund has been handed over at the till.
    GivenBack(RefundId),
    /// Begins another attempt to pay, after one that failed.
    PayAgain {
        payment: PaymentId,
        provider: String,
    },
    /// Calls it off, while nothing has been handed over.
    Cancel { reason: String },
    /// Moves one fulfilment on.
    Step(FulfillmentId, Step),
    /// What the shopper wants of lines that no place can send.
    Choose(Choice),
    /// Time has passed: deadlines and expiries are kept.
    Tick,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Accept,
    /// The place cannot send the part; the lines that are to blame, none named means all of it.
    Reject(RejectReason, Vec<LineId>),
    Pick,
    Pack,
    /// Gives it to the carrier.
    HandOver {
        tracking: Option<String>,
    },
    Deliver,
    /// It waits for the shopper.
    Ready,
    /// It has come from another place.
    Receive,
    PickUp(Proof),
    /// What nobody came for is back on the shelf.
    PutBack,
}

/// Why somebody gets what they come for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// They said the six digits.
    Code(PickupCode),
    /// Their signed code was scanned, and whoever did it has checked the signature.
    Scanned,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Until a place has it again.
    Wait,
    /// The money for it back.
    Refund,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Whose order it is; whoever calls has made sure of that.
    Shopper,
    Staff(Staff),
    /// A payment provider, by name.
    Provider(String),
    /// The shop itself: deadlines.
    System,
}

/// Somebody who works for the shop.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Staff {
    pub account: ShopperId,
    pub name: String,
    pub role: Role,
    /// Where they work; a merchant may work nowhere.
    pub location: Option<Handle>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Acts on what concerns the own location.
    Associate,
    /// An associate who also changes stock and cancels orders there.
    Manager,
    /// Everything, everywhere.
    Merchant,
}

/// What an order's decisions may look at, as it is in the transaction that keeps them.
#[derive(Clone, Copy, Debug)]
pub struct World<'a> {
    /// Milliseconds since 1970.
    pub now: u64,
    /// Random bits, for ids and codes.
    pub fresh: u128,
    pub locations: &'a [StockLocation],
    /// Of the order's SKUs.
    pub levels: &'a BTreeMap<Sku, Vec<(Handle, StockLevel)>>,
    /// How many fulfilments each place has open.
    pub loads: &'a BTreeMap<Handle, u32>,
    pub rules: &'a RoutingRules,
}

/// What comes of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub order: Order,
    /// To be done in the transaction that keeps the order.
    pub stock: Vec<StockEffect>,
    /// In their order. None means that nothing has changed that anybody would hear of.
    pub events: Vec<Event>,
}

/// Something that is to happen to a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockEffect {
    pub act: StockAct,
    pub sku: Sku,
    pub location: Handle,
    pub quantity: u32,
    /// No stock is counted for it.
    pub backorder: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StockAct {
    /// Promised to this order.
    Allocate,
    /// No longer promised.
    Release,
    /// Gone with a carrier or a shopper.
    Ship,
    /// Come from another place, and promised to this order.
    ReceiveAllocated,
    /// It is not on the shelf: the level goes down until nothing more can be promised there.
    Empty,
    /// It cannot be sold.
    WriteOff,
}

/// What happened, for the history, for letters and for whoever follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub kind: EventKind,
    pub fulfillment: Option<FulfillmentId>,
    pub reason: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventKind {
    /// It is there, and waits for its payment.
    OrderOpened,
    OrderPlaced,
    OrderHeld,
    OrderCancelled,
    OrderExpired,
    OrderCompleted,
    PaymentAuthorized,
    PaymentCaptured,
    PaymentFailed,
    PaymentRequiresAction,
    PaymentVoided,
    /// The provider spoke of another amount.
    PaymentDiffers,
    PaymentBegun,
    RefundRequested,
    RefundSucceeded,
    RefundFailed,
    /// A fulfilment is in the state of this name now.
    Fulfillment(FulfillmentState),
    /// No place can send some lines.
    Unfulfillable,
    /// The shopper has chosen to wait.
    Waits,
    /// What no place can send is part of the order no longer, and its money goes back.
    LinesDropped,
}

/// Why a command was not taken. Nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("whoever asks may not do this")]
    NotAllowed,
    #[error("the order is {}, and this cannot be done then", .0.code())]
    OrderState(OrderState),
    #[error("this part of the order is {}, and this cannot be done then", .0.code())]
    FulfillmentState(FulfillmentState),
    #[error("the order has no such part")]
    NoFulfillment,
    #[error("this part of the order has no such line")]
    NoLine,
    #[error("the payment does not belong to this order")]
    NoPayment,
    #[error("the code is not the one of this order")]
    WrongCode,
    #[error("it has not been paid for")]
    NotPaid,
    #[error("something of the order has been handed over already")]
    HandedOver,
    #[error("this money has gone back in another way")]
    NotOwed,
    #[error("the same command was given to another order")]
    Foreign,
    #[error("there is nothing to choose")]
    NothingToChoose,
}

impl EventKind {
    /// Every kind but those of fulfilments.
    pub const ORDER: [Self; 19] = [
        Self::OrderOpened,
        Self::OrderPlaced,
        Self::OrderHeld,
        Self::OrderCancelled,
        Self::OrderExpired,
        Self::OrderCompleted,
        Self::PaymentAuthorized,
        Self::PaymentCaptured,
        Self::PaymentFailed,
        Self::PaymentRequiresAction,
        Self::PaymentVoided,
        Self::PaymentDiffers,
        Self::PaymentBegun,
        Self::RefundRequested,
        Self::RefundSucceeded,
        Self::RefundFailed,
        Self::Unfulfillable,
        Self::Waits,
        Self::LinesDropped,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::OrderOpened => "order_opened",
            Self::OrderPlaced => "order_placed",
            Self::OrderHeld => "order_held",
            Self::OrderCancelled => "order_cancelled",
            Self::OrderExpired => "order_expired",
            Self::OrderCompleted => "order_completed",
            Self::PaymentAuthorized => "payment_authorized",
            Self::PaymentCaptured => "payment_captured",
            Self::PaymentFailed => "payment_failed",
            Self::PaymentRequiresAction => "payment_requires_action",
            Self::PaymentVoided => "payment_voided",
            Self::PaymentDiffers => "payment_differs",
            Self::PaymentBegun => "payment_begun",
            Self::RefundRequested => "refund_requested",
            Self::RefundSucceeded => "refund_succeeded",
            Self::RefundFailed => "refund_failed",
            Self::Fulfillment(state) => state.code(),
            Self::Unfulfillable => "unfulfillable",
            Self::Waits => "waits",
            Self::LinesDropped => "lines_dropped",
        }
    }
}

impl Actor {
    /// As histories name them.
    pub fn name(&self) -> String {
        match self {
            Self::Shopper => "shopper".to_owned(),
            Self::Staff(staff) => format!("staff:{}:{}", staff.account, staff.name),
            Self::Provider(name) => format!("provider:{name}"),
            Self::System => "system".to_owned(),
        }
    }

    pub(super) fn is_staff_with(&self, role: Role) -> bool {
        matches!(self, Self::Staff(staff) if staff.role >= role)
    }
}

impl Staff {
    /// Whether they may act on what is at a place.
    pub fn works_at(&self, place: &Handle) -> bool {
        self.role == Role::Merchant || self.location.as_ref() == Some(place)
    }
}

impl Role {
    pub const ALL: [Self; 3] = [Self::Associate, Self::Manager, Self::Merchant];

    pub fn code(self) -> &'static str {
        match self {
            Self::Associate => "associate",
            Self::Manager => "manager",
            Self::Merchant => "merchant",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}
