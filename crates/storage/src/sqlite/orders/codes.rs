//! Closed sets of words, as columns have them.

use baguni_commerce::order::{EventKind, FulfillmentState, OrderState};

pub(super) fn state(code: &str) -> Option<OrderState> {
    OrderState::from_code(code)
}

const KINDS: [EventKind; 18] = [
    EventKind::OrderOpened,
    EventKind::OrderPlaced,
    EventKind::OrderHeld,
    EventKind::OrderCancelled,
    EventKind::OrderExpired,
    EventKind::OrderCompleted,
    EventKind::PaymentAuthorized,
    EventKind::PaymentCaptured,
    EventKind::PaymentFailed,
    EventKind::PaymentRequiresAction,
    EventKind::PaymentVoided,
    EventKind::PaymentDiffers,
    EventKind::PaymentBegun,
    EventKind::RefundRequested,
    EventKind::RefundSucceeded,
    EventKind::RefundFailed,
    EventKind::Unfulfillable,
    EventKind::Waits,
];

pub(super) fn kind(code: &str) -> Option<EventKind> {
    let parts = FulfillmentState::ALL.map(EventKind::Fulfillment);
    KINDS
        .into_iter()
        .chain(parts)
        .find(|kind| kind.code() == code)
}
