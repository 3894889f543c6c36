//! What must hold after every deed.

use super::*;

impl Run {
    /// What must hold, whatever has happened.
    pub(super) async fn check(&self) {
        assert_eq!(
            self.storage.check_ledger().await.unwrap(),
            [],
            "the ledger adds up"
        );
        let mut promised = BTreeMap::new();
        let mut gone = [0_i64; 3];
        let mut arrived = [0_i64; 3];
        for number in &self.orders {
            let order = self.read(*number).await;
            self.check_money(&order);
            check_lines(&order);
            for part in &order.fulfillments {
                for (id, quantity) in &part.lines {
                    let line = order.line(*id).unwrap();
                    let at = SKUS
                        .iter()
                        .position(|name| *name == line.sku.as_str())
                        .unwrap();
                    let key = (line.sku.clone(), part.place().clone());
                    if holds_stock(part.state) {
                        *promised.entry(key).or_insert(0) += *quantity;
                    }
                    if has_gone(part.state) {
                        gone[at] += i64::from(*quantity);
                    }
                    if has_arrived(&part.method, part.state) {
                        arrived[at] += i64::from(*quantity);
                        gone[at] += i64::from(*quantity);
                    }
                }
            }
            self.check_events(&order).await;
        }
        for (at, name) in SKUS.iter().enumerate() {
            let levels = self.storage.stock(&sku(name)).await.unwrap();
            let mut on_hand = 0;
            for (place, level) in &levels {
                let key = (sku(name), place.clone());
                let want = promised.get(&key).copied().unwrap_or(0);
                assert_eq!(level.allocated, want, "{name} promised at {place}");
                assert!(
                    level.on_hand >= level.allocated + level.reserved,
                    "{name}: {level:?}"
                );
                on_hand += i64::from(level.on_hand);
            }
            let corrected = self.corrections(name).await;
            let want = self.counted[at] + corrected - gone[at] + arrived[at];
            assert_eq!(on_hand, want, "pieces of {name} are neither made nor lost");
        }
    }

    /// What rejecting places have written off.
    async fn corrections(&self, name: &str) -> i64 {
        use baguni_commerce::MovementKind as M;
        let entries = self
            .storage
            .movements(&sku(name), None, None, 10_000)
            .await
            .unwrap();
        let written_off = entries.iter().filter(|entry| {
            matches!(
                entry.movement.kind,
                M::Adjusted(AdjustReason::NotOnShelf | AdjustReason::Damaged)
            )
        });
        written_off.map(|entry| entry.movement.on_hand).sum()
    }

    /// What there is of a part's lines at its place.
    pub(super) async fn levels_at(&self, order: &Order, part: &Fulfillment) -> Vec<StockLevel> {
        let mut levels = Vec::new();
        for (id, _) in &part.lines {
            let there = self.storage.stock(&order.line(*id).unwrap().sku).await;
            let level = there.unwrap().get(&part.location).copied();
            levels.push(level.unwrap_or_default());
        }
        levels
    }

    /// What a rejection has taken off the shelf is what it was about, and nothing else.
    pub(super) async fn check_reject(
        &self,
        order: &Order,
        part: &Fulfillment,
        (why, blamed): (RejectReason, &[LineId]),
        levels: &[StockLevel],
    ) {
        let after = self.read(order.number).await;
        if after.version == order.version {
            return;
        }
        let now = self.levels_at(order, part).await;
        for (((id, quantity), before), after) in part.lines.iter().zip(levels).zip(now) {
            let is_blamed = blamed.is_empty() || blamed.contains(id);
            let promised = after.allocated + after.reserved;
            let want = match why {
                RejectReason::NotInStock if is_blamed => promised.min(before.on_hand),
                RejectReason::Damaged if is_blamed => before.on_hand - quantity,
                _ => before.on_hand,
            };
            assert_eq!(after.on_hand, want, "{why:?} {blamed:?} {id:?}");
        }
    }

    fn check_money(&self, order: &Order) {
        for payment in order
            .payments
            .iter()
            .filter(|payment| !payment.is_at_store())
        {
            let account = self.provider.get(&payment.id).copied().unwrap_or_default();
            assert!(
                payment.captured.minor <= account.captured,
                "money that is not there"
            );
            assert!(payment.kept().minor >= 0, "more back than was paid");
            assert!(account.refunded <= account.captured);
            if order.due().is_empty() && payment.captured.minor == account.captured {
                assert_eq!(
                    payment.kept().minor,
                    account.captured - account.refunded,
                    "money in = captured - refunded"
                );
            }
        }
        let kept = order.kept().minor;
        assert!(kept <= order.totals.total.minor, "paid twice");
        if order.is_void() {
            assert_eq!(kept, 0, "nothing is kept of an order that came to nothing");
        }
        if order.fulfillments.iter().any(|part| has_gone(part.state)) {
            let at_store = order.payments.iter().any(OrderPayment::is_at_store);
            assert!(at_store || kept > 0, "nothing leaves unpaid: {order:?}");
        }
    }

    async fn check_events(&self, order: &Order) {
        let history = self.storage.history(order.number).await.unwrap();
        let ids: BTreeSet<_> = history.iter().map(|event| event.id).collect();
        assert_eq!(ids.len(), history.len());
        let placed = history
            .iter()
            .filter(|event| event.kind.code() == "order_placed");
        assert!(placed.count() <= 1, "placed once");
        assert_eq!(history.last().map(|event| event.after), Some(order.state));
        let mut before = None;
        for event in &history {
            if let Some(before) = before {
                assert!(
                    event.before == before || event.after == before,
                    "a gap in the history"
                );
            }
            before = Some(event.after);
        }
    }
}

/// What changes an order is told, but for when places are asked again.
pub(super) fn check_told(before: &Order, after: &Order, told: bool) {
    assert_eq!(before == after, before.version == after.version);
    if !told {
        let mut same = after.clone();
        (same.retry_at, same.version) = (before.retry_at, before.version);
        assert_eq!(same, *before, "changed without a word");
    }
}

/// Every piece of every line is in one live part, left over, or paid back.
fn check_lines(order: &Order) {
    for line in &order.lines {
        let parts = order.fulfillments.iter();
        let live = parts.filter(|part| !part.state.is_void());
        let there: u32 = live
            .flat_map(|part| part.lines.iter())
            .filter(|(id, _)| *id == line.id)
            .map(|(_, quantity)| quantity)
            .sum();
        let left: u32 = order
            .unfulfillable
            .iter()
            .filter(|(id, _)| *id == line.id)
            .map(|(_, quantity)| quantity)
            .sum();
        let repaid = order.repaid.get(&line.id).copied().unwrap_or_default();
        let all = there + left + repaid;
        assert!(
            all == line.quantity || order.is_void(),
            "a piece too few or too many: {order:?}"
        );
        assert!(all <= line.quantity, "more than was bought: {order:?}");
    }
}

fn holds_stock(state: FulfillmentState) -> bool {
    use FulfillmentState as S;
    matches!(
        state,
        S::Routing
            | S::Offered
            | S::Accepted
            | S::Picking
            | S::Packed
            | S::ReadyForPickup
            | S::ReceivedAtStore
    )
}

/// It is with a carrier or a shopper, and was shipped once.
fn has_gone(state: FulfillmentState) -> bool {
    use FulfillmentState as S;
    matches!(
        state,
        S::HandedOver | S::Delivered | S::InTransit | S::PickedUp
    )
}

/// It came into another store's stock on the way.
fn has_arrived(method: &Method, state: FulfillmentState) -> bool {
    use FulfillmentState as S;
    matches!(method, Method::ShipToStore { .. })
        && matches!(
            state,
            S::ReceivedAtStore | S::ReadyForPickup | S::PickedUp | S::NoShow | S::ReturnedToStock
        )
}
