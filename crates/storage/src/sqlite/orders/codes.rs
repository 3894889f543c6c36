//! Closed sets of words, as columns have them.

use baguni_commerce::order::{EventKind, FulfillmentState, OrderState};

pub(super) fn state(code: &str) -> Option<OrderState> {
    OrderState::from_code(code)
}

pub(super) fn kind(code: &str) -> Option<EventKind> {
    let parts = FulfillmentState::ALL.map(EventKind::Fulfillment);
    EventKind::ORDER
        .into_iter()
        .chain(parts)
        .find(|kind| kind.code() == code)
}
