//! How far payment and fulfilment have come. It is never written down: it follows from the parts.

use super::{Fulfillment, FulfillmentState, Order, OrderState};
use crate::payment::PaymentState;
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// The provider has not said anything, or it is paid at the store.
    Unpaid,
    Authorized,
    Paid,
    PartiallyRefunded,
    Refunded,
    Failed,
    Voided,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FulfillmentStatus {
    Unfulfilled,
    InProgress,
    /// Somebody can come for it.
    ReadyForPickup,
    PartiallyFulfilled,
    Fulfilled,
    /// Something can be sent from nowhere.
    Unfulfillable,
    Cancelled,
}

impl Order {
    pub fn payment_status(&self) -> PaymentStatus {
        let captured: i64 = self.payments.iter().map(|paid| paid.captured.minor).sum();
        let kept = self.kept().minor;
        let Some(payment) = self.payment() else {
            return PaymentStatus::Unpaid;
        };
        match payment.state {
            _ if captured > 0 && kept == 0 => PaymentStatus::Refunded,
            _ if captured > kept => PaymentStatus::PartiallyRefunded,
            _ if captured > 0 => PaymentStatus::Paid,
            PaymentState::Authorized => PaymentStatus::Authorized,
            PaymentState::Failed | PaymentState::Expired => PaymentStatus::Failed,
            PaymentState::Voided => PaymentStatus::Voided,
            _ => PaymentStatus::Unpaid,
        }
    }

    pub fn fulfillment_status(&self) -> FulfillmentStatus {
        let live = || self.fulfillments.iter().filter(|one| !one.state.is_void());
        let done = live().filter(|one| one.state.is_done()).count();
        let ready = |one: &Fulfillment| one.state == FulfillmentState::ReadyForPickup;
        let waits = |one: &Fulfillment| {
            matches!(
                one.state,
                FulfillmentState::Routing | FulfillmentState::Offered
            )
        };
        match live().count() {
            _ if matches!(self.state, OrderState::Expired | OrderState::Cancelled) => {
                FulfillmentStatus::Cancelled
            }
            _ if !self.unfulfillable.is_empty() => FulfillmentStatus::Unfulfillable,
            0 => FulfillmentStatus::Unfulfilled,
            all if done == all => FulfillmentStatus::Fulfilled,
            _ if done > 0 => FulfillmentStatus::PartiallyFulfilled,
            _ if live().any(ready) => FulfillmentStatus::ReadyForPickup,
            _ if live().all(waits) => FulfillmentStatus::Unfulfilled,
            _ => FulfillmentStatus::InProgress,
        }
    }
}

impl PaymentStatus {
    pub const ALL: [Self; 7] = [
        Self::Unpaid,
        Self::Authorized,
        Self::Paid,
        Self::PartiallyRefunded,
        Self::Refunded,
        Self::Failed,
        Self::Voided,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Unpaid => "unpaid",
            Self::Authorized => "authorized",
            Self::Paid => "paid",
            Self::PartiallyRefunded => "partially_refunded",
            Self::Refunded => "refunded",
            Self::Failed => "failed",
            Self::Voided => "voided",
        }
    }
}

impl FulfillmentStatus {
    pub fn code(self) -> &'static str {
        match self {
            Self::Unfulfilled => "unfulfilled",
            Self::InProgress => "in_progress",
            Self::ReadyForPickup => "ready_for_pickup",
            Self::PartiallyFulfilled => "partially_fulfilled",
            Self::Fulfilled => "fulfilled",
            Self::Unfulfillable => "unfulfillable",
            Self::Cancelled => "cancelled",
        }
    }
}
