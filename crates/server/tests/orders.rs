//! Orders as their shoppers meet them: pages, look-ups, letters.

use crate::ordering::{Ordering, TO_READY, picked_up, shipped, to_carrier, with_code};
use baguni_commerce::order::{OrderState, PaymentStatus};
use baguni_server::payments::test_provider::Choice;

#[tokio::test]
async fn what_is_ordered_is_paid_for_and_handed_over() {
    let place = Ordering::open().await;
    let (_, order) = place.paid(&[("MUG", 2)], shipped()).await;
    assert_eq!(order.state, OrderState::Placed);
    let order = place.steps(&order, to_carrier()).await;
    assert_eq!(place.level("MUG", "icheon").await.on_hand, 18);
    assert!(!order.is_cancellable());
    let (_, order) = place.paid(&[("MUG", 1)], picked_up("seongsu")).await;
    let order = place.steps(&order, TO_READY).await;
    let order = place.step(&order, with_code(&order)).await;
    assert_eq!(order.state, OrderState::Completed);
    assert_eq!(order.payment_status(), PaymentStatus::Paid);
    let (_, order) = place.shipped().await;
    let order = place.pay(&order, Choice::Decline).await;
    assert_eq!(order.payment_status(), PaymentStatus::Failed);
}
