//! Which events are worth a letter.

use super::part_of;
use baguni_commerce::order::{
    EventKind, FulfillmentId, FulfillmentState as S, Method, Order, OrderState,
};
use baguni_storage::KeptEvent;

/// What a letter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    Placed,
    PaymentFailed,
    Sent(FulfillmentId),
    Ready(FulfillmentId),
    PickedUp(FulfillmentId),
    Delivered(FulfillmentId),
    /// Nobody has come for it.
    NoShow(FulfillmentId),
    Cancelled,
    Expired,
    /// Some lines can be had nowhere, and the shopper is to choose.
    Unfulfillable,
    Refunded,
}

/// Whether anything is ever written about events of this kind, whatever the order has become.
pub fn may_be(kind: EventKind) -> bool {
    use EventKind as E;
    matches!(
        kind,
        E::OrderPlaced
            | E::PaymentFailed
            | E::PaymentDiffers
            | E::OrderCancelled
            | E::OrderExpired
            | E::Unfulfillable
            | E::RefundSucceeded
            | E::Fulfillment(
                S::HandedOver | S::ReadyForPickup | S::PickedUp | S::Delivered | S::NoShow
            )
    )
}

impl Occasion {
    /// What an event gives to say, if that is still so: whoever has paid meanwhile is not told that
    /// a payment has failed.
    pub fn of(event: &KeptEvent, order: &Order) -> Option<Self> {
        match event.kind {
            EventKind::OrderPlaced => Some(Self::Placed).filter(|_| !order.is_void()),
            EventKind::PaymentFailed | EventKind::PaymentDiffers => {
                let waits = order.state == OrderState::PendingPayment;
                let failed = order
                    .payment()
                    .is_some_and(|payment| payment.state.is_over() || payment.differs);
                (waits && failed).then_some(Self::PaymentFailed)
            }
            EventKind::OrderCancelled => {
                let missed = |state| matches!(state, S::NoShow | S::ReturnedToStock);
                let missed = order.fulfillments.iter().any(|part| missed(part.state));
                (!missed).then_some(Self::Cancelled)
            }
            EventKind::OrderExpired => Some(Self::Expired),
            EventKind::Unfulfillable => {
                (!order.unfulfillable.is_empty()).then_some(Self::Unfulfillable)
            }
            EventKind::RefundSucceeded => Some(Self::Refunded),
            EventKind::Fulfillment(state) => Self::of_part(state, part_of(event, order)?, order),
            _ => None,
        }
    }

    fn of_part(state: S, id: FulfillmentId, order: &Order) -> Option<Self> {
        let part = order.fulfillment(id)?;
        match state {
            S::HandedOver if part.method == Method::Ship => Some(Self::Sent(id)),
            S::ReadyForPickup if part.state == S::ReadyForPickup => Some(Self::Ready(id)),
            S::PickedUp => Some(Self::PickedUp(id)),
            S::Delivered => Some(Self::Delivered(id)),
            S::NoShow => Some(Self::NoShow(id)),
            _ => None,
        }
    }
}
