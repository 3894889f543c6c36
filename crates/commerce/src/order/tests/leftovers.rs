//! What no place can send: choosing, waiting, and nobody choosing.

use super::*;
use EventKind as E;

const HOUR: u64 = 60 * MINUTE;
const WAIT: Command = Command::Choose(Choice::Wait);
const REFUND: Command = Command::Choose(Choice::Refund);

fn kinds(outcome: &Outcome) -> Vec<EventKind> {
    outcome.events.iter().map(|event| event.kind).collect()
}

impl Shop {
    /// What the stores can promise from now on.
    fn has(&mut self, seongsu: u32, hongdae: u32) {
        self.levels = Self::with(seongsu, hongdae).levels;
    }

    fn tick(&self, order: &Order) -> Outcome {
        self.decide(order, &Actor::System, &Command::Tick).unwrap()
    }

    fn choose(&self, order: &Order, choice: &Command) -> Outcome {
        self.decide(order, &Actor::Shopper, choice).unwrap()
    }

    /// One mug from each store, and hongdae has none after all.
    fn half_held(delivery: Delivery, payee: &str) -> (Self, Order) {
        let mut shop = Self::with(1, 1);
        let mut order = shop.order(delivery, payee).order;
        if order.state == OrderState::PendingPayment {
            order = shop.decide(&order, &provider(), &paid()).unwrap().order;
        }
        shop.has(0, 0);
        let parts = &mut order.fulfillments.iter();
        let lost = parts.find(|part| part.location == handle("hongdae"));
        let reject = Step::Reject(RejectReason::NotInStock, Vec::new());
        let reject = Command::Step(lost.unwrap().id, reject);
        let rejected = shop.decide(&order, &associate("hongdae"), &reject);
        let order = rejected.unwrap().order;
        assert_eq!(order.state, OrderState::OnHold);
        assert_eq!(order.unfulfillable, [(LineId(1), 1)]);
        (shop, order)
    }
}

#[test]
fn money_back_at_a_till_is_less_to_pay_and_is_told() {
    let (shop, order) = Shop::half_held(at("seongsu"), OrderPayment::AT_STORE);
    let chosen = shop.choose(&order, &REFUND);
    assert_eq!(kinds(&chosen), [E::LinesDropped]);
    let after = chosen.order;
    assert_eq!(after.state, OrderState::Placed);
    assert_eq!(after.payment().unwrap().amount, won(10_000));
    assert_eq!(after.version, order.version + 1);
    let again = shop.decide(&after, &Actor::Shopper, &REFUND);
    assert_eq!(again, Err(Refused::NothingToChoose));
}

#[test]
fn what_cost_nothing_is_dropped_all_the_same() {
    let (shop, mut order) = Shop::half_held(to_the_door(), "test");
    order.lines[0].total = won(0);
    let chosen = shop.choose(&order, &REFUND);
    assert_eq!(kinds(&chosen), [E::LinesDropped]);
    assert_eq!(chosen.order.state, OrderState::Placed);
    assert_eq!(chosen.order.version, order.version + 1);
}

#[test]
fn whoever_waits_gets_it_from_where_it_is_there_again() {
    let (mut shop, order) = Shop::half_held(to_the_door(), "test");
    let parts = &mut order.fulfillments.iter();
    let other = parts.find(|part| part.state == S::Offered).unwrap().id;
    let accept = Command::Step(other, Step::Accept);
    let order = shop.decide(&order, &associate("seongsu"), &accept);
    let order = shop.choose(&order.unwrap().order, &WAIT).order;
    assert_eq!(order.deadline(), Some(NOON + HOUR));
    shop.has(0, 1);
    shop.now = order.retry_at.unwrap();
    let found = shop.tick(&order).order;
    assert_eq!(found.state, OrderState::Placed);
    let last = found.fulfillments.last().unwrap();
    assert_eq!(
        (&last.location, last.state),
        (&handle("hongdae"), S::Offered)
    );
}

#[test]
fn who_rejected_it_a_moment_ago_is_left_in_peace() {
    let (mut shop, mut order) = Shop::half_held(to_the_door(), "test");
    order.fulfillments.retain(|part| part.state == S::Rejected);
    let order = shop.choose(&order, &WAIT).order;
    shop.has(0, 1);
    let check = |at: u64, want: usize| {
        let mut order = order.clone();
        let shop = Shop {
            now: at,
            ..Shop::with(0, 1)
        };
        order.retry_at = Some(at);
        let parts = shop.tick(&order).order.fulfillments.len();
        assert_eq!(parts, want, "{at}");
    };
    check(NOON + HOUR - 1, 1);
    check(NOON + HOUR, 2);
}

#[test]
fn looking_in_vain_is_told_to_nobody() {
    let (mut shop, mut order) = Shop::half_held(to_the_door(), "test");
    order.fulfillments.retain(|part| part.state == S::Rejected);
    let mut order = shop.choose(&order, &WAIT).order;
    let decisions = order.decisions.len();
    for _ in 0..3 {
        shop.now = order.retry_at.unwrap();
        let looked = shop.tick(&order);
        assert_eq!(kinds(&looked), []);
        assert_eq!(looked.order.decisions.len(), decisions);
        assert_eq!(looked.order.unfulfillable, [(LineId(1), 1)]);
        assert_eq!(looked.order.retry_at, Some(shop.now + HOUR));
        order = looked.order;
    }
}

#[test]
fn whoever_does_not_choose_gets_the_money_back() {
    let (mut shop, mut order) = Shop::half_held(to_the_door(), "test");
    order.fulfillments.retain(|part| part.state == S::Rejected);
    assert_eq!(order.deadline(), Some(NOON + 3 * DAY));
    shop.now = NOON + 3 * DAY - 1;
    assert_eq!(shop.tick(&order).order, order, "there is still a moment");
    shop.now += 1;
    let over = shop.tick(&order);
    assert_eq!(kinds(&over)[0], E::LinesDropped);
    assert_eq!(over.events[0].reason.as_deref(), Some("not_chosen"));
    assert_eq!(over.order.state, OrderState::Cancelled);
    assert_eq!(over.order.kept(), won(0));

    let waits = shop.choose(&order, &WAIT).order;
    assert_eq!(waits.choose_by(), None, "to wait is a choice");
}

#[test]
fn only_what_is_missing_leaves_the_stock() {
    let mut shop = Shop::with(2, 0);
    let order = shop.order(to_the_door(), "test").order;
    let mut order = shop.decide(&order, &provider(), &paid()).unwrap().order;
    let bowl: Sku = "BOWL".parse().unwrap();
    order.lines.push(LineItem {
        id: LineId(2),
        sku: bowl.clone(),
        ..order.lines[0].clone()
    });
    order.fulfillments[0].lines.push((LineId(2), 2));
    shop.has(0, 0);
    let check = |reason, lines: &[u16], want: &[(StockAct, &str)]| {
        let lines = lines.iter().map(|id| LineId(*id)).collect();
        let reject = step(1, Step::Reject(reason, lines));
        let rejected = shop.decide(&order, &associate("seongsu"), &reject).unwrap();
        let effects = rejected.stock.iter();
        let effects: Vec<_> = effects.map(|one| (one.act, one.sku.as_str())).collect();
        let released = [(StockAct::Release, "MUG"), (StockAct::Release, "BOWL")];
        assert_eq!(effects, [&released, want].concat(), "{reason:?}");
    };
    let (mug, bowls) = (StockAct::Empty, StockAct::WriteOff);
    check(RejectReason::NotInStock, &[1], &[(mug, "MUG")]);
    check(
        RejectReason::NotInStock,
        &[],
        &[(mug, "MUG"), (mug, "BOWL")],
    );
    check(RejectReason::Damaged, &[2], &[(bowls, "BOWL")]);
    check(RejectReason::TooBusy, &[2], &[]);
    let foreign = step(1, Step::Reject(RejectReason::Damaged, vec![LineId(3)]));
    let refused = shop.decide(&order, &associate("seongsu"), &foreign);
    assert_eq!(refused, Err(Refused::NoLine));
}
