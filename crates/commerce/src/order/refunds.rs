//! Money that goes back: what a provider, a till or somebody of the staff says of it.

use super::follow::Draft;
use super::{Actor, Delivery, EventKind, Order, OrderPayment, RefundState, Refused, Role, Staff};
use crate::payment::RefundId;

/// Takes what a provider says of a refund.
pub(super) fn settle(
    draft: &mut Draft<'_>,
    id: RefundId,
    succeeded: bool,
    actor: &Actor,
) -> Result<(), Refused> {
    if !matches!(actor, Actor::Provider(_) | Actor::System) {
        return Err(Refused::NotAllowed);
    }
    find(&draft.order, id)?;
    let (state, kind) = match succeeded {
        true => (RefundState::Succeeded, EventKind::RefundSucceeded),
        false => (RefundState::Failed, EventKind::RefundFailed),
    };
    turn(draft, id, (RefundState::Pending, state), kind);
    Ok(())
}

/// Asks again for what was refused, unless the money has gone back under another id meanwhile.
pub(super) fn again(draft: &mut Draft<'_>, id: RefundId, actor: &Actor) -> Result<(), Refused> {
    if !actor.is_staff_with(Role::Manager) {
        return Err(Refused::NotAllowed);
    }
    let (payment, at) = find(&draft.order, id)?;
    let refund = &payment.refunds[at];
    if refund.state == RefundState::Failed && payment.kept().minor < refund.amount.minor {
        return Err(Refused::NotOwed);
    }
    let states = (RefundState::Failed, RefundState::Pending);
    turn(draft, id, states, EventKind::RefundRequested);
    Ok(())
}

/// An associate has given it back at the till. Money of a provider never goes back so.
pub(super) fn given_back(
    draft: &mut Draft<'_>,
    id: RefundId,
    actor: &Actor,
) -> Result<(), Refused> {
    let (payment, _) = find(&draft.order, id)?;
    if !payment.is_at_store() {
        return Err(Refused::NoPayment);
    }
    let Actor::Staff(staff) = actor else {
        return Err(Refused::NotAllowed);
    };
    if staff.role < Role::Manager && !has_till(staff, &draft.order) {
        return Err(Refused::NotAllowed);
    }
    let states = (RefundState::Pending, RefundState::Succeeded);
    turn(draft, id, states, EventKind::RefundSucceeded);
    Ok(())
}

/// Whether somebody works where the order is paid: where it is picked up, or where it was sold.
fn has_till(staff: &Staff, order: &Order) -> bool {
    match &order.delivery {
        Delivery::Pickup { location } => staff.works_at(location),
        Delivery::Ship { .. } => {
            let mut origins = order.lines.iter().filter_map(|line| line.origin.as_ref());
            origins.any(|origin| staff.works_at(&origin.location))
        }
    }
}

/// The payment of a refund, and the refund's place in it.
fn find(order: &Order, id: RefundId) -> Result<(&OrderPayment, usize), Refused> {
    let place = |payment: &OrderPayment| payment.refunds.iter().position(|one| one.id == id);
    let mut found = order
        .payments
        .iter()
        .filter_map(|payment| Some((payment, place(payment)?)));
    found.next().ok_or(Refused::NoPayment)
}

/// Turns a refund from one state to another; what is in another state is left as it is, so that
/// everything may be said twice.
fn turn(
    draft: &mut Draft<'_>,
    id: RefundId,
    (from, to): (RefundState, RefundState),
    kind: EventKind,
) {
    let payments = draft.order.payments.iter_mut();
    let mut refunds = payments.flat_map(|payment| payment.refunds.iter_mut());
    let refund = refunds.find(|refund| refund.id == id && refund.state == from);
    let Some(refund) = refund else {
        return;
    };
    refund.state = to;
    draft.tell(kind, None);
}
