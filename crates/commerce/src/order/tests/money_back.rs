//! Money that comes late, and money that goes back.

use super::*;
use crate::payment::RefundId;

const HOUR: u64 = 60 * MINUTE;

fn refunds(order: &Order) -> Vec<(i64, RefundState)> {
    let refunds = order.payments.iter().flat_map(|paid| &paid.refunds);
    refunds.map(|one| (one.amount.minor, one.state)).collect()
}

fn first(order: &Order) -> RefundId {
    order.payments[0].refunds[0].id
}

fn staff(place: &str, role: Role) -> Actor {
    let Actor::Staff(staff) = associate(place) else {
        unreachable!("an associate is one of the staff");
    };
    Actor::Staff(Staff { role, ..staff })
}

impl Shop {
    fn paid_and_cancelled(&self, delivery: Delivery, provider_name: &str) -> Order {
        let order = self.order(delivery, provider_name).order;
        let payer = match provider_name {
            OrderPayment::AT_STORE => associate("seongsu"),
            _ => provider(),
        };
        let order = self.decide(&order, &payer, &paid()).unwrap().order;
        let cancel = Command::Cancel {
            reason: "no".to_owned(),
        };
        let over = self.decide(&order, &Actor::Shopper, &cancel).unwrap().order;
        assert_eq!(refunds(&over), [(20_000, RefundState::Pending)]);
        over
    }
}

#[test]
fn what_is_set_aside_outlives_a_provider_that_is_down() {
    let mut shop = Shop::with(2, 2);
    let order = shop.order(to_the_door(), "test").order;
    let by = NOON + 30 * MINUTE;
    let check = |order: &Order, at: u64, want: OrderState| {
        let shop = Shop {
            now: at,
            ..Shop::with(2, 2)
        };
        let ticked = shop.decide(order, &Actor::System, &Command::Tick).unwrap();
        assert_eq!(ticked.order.state, want, "{at}");
    };
    check(&order, by, OrderState::Expired);
    let authorized = says(PaymentState::Authorized, 20_000, 0);
    let promised = shop.decide(&order, &provider(), &authorized).unwrap().order;
    assert_eq!(promised.deadline(), Some(by + HOUR));
    check(&promised, by + HOUR - 1, OrderState::PendingPayment);
    check(&promised, by + HOUR, OrderState::Expired);
    shop.now = by + HOUR - 1;
    let taken = shop.decide(&promised, &provider(), &paid()).unwrap().order;
    assert_eq!(taken.state, OrderState::Placed);
    // Money of another amount promises nothing.
    let other = says(PaymentState::Authorized, 1, 0);
    let other = shop.decide(&order, &provider(), &other).unwrap().order;
    check(&other, by, OrderState::Expired);
}

#[test]
fn the_parts_of_a_line_are_worth_the_line() {
    let check = |total: i64, parts: &[u32], want: &[i64]| {
        let shop = Shop::with(2, 0);
        let order = shop.order(to_the_door(), "test").order;
        let mut order = shop.decide(&order, &provider(), &paid()).unwrap().order;
        order.lines[0].total = won(total);
        order.lines[0].quantity = parts.iter().sum();
        for part in parts {
            order.unfulfillable = vec![(LineId(1), *part)];
            let refund = Command::Choose(Choice::Refund);
            order = shop.decide(&order, &Actor::Shopper, &refund).unwrap().order;
        }
        let amounts: Vec<_> = refunds(&order).iter().map(|refund| refund.0).collect();
        assert_eq!(amounts, want);
        assert_eq!(amounts.iter().sum::<i64>(), total);
    };
    check(10_001, &[1, 1], &[5_001, 5_000]);
    check(10_000, &[1, 1, 1], &[3_333, 3_334, 3_333]);
    check(10_000, &[2, 1], &[6_667, 3_333]);
}

#[test]
fn an_order_of_before_says_nothing_of_what_went_back() {
    let shop = Shop::with(2, 0);
    let order = shop.order(to_the_door(), "test").order;
    let mut document = serde_json::to_value(&order).unwrap();
    document.as_object_mut().unwrap().remove("repaid");
    assert_eq!(serde_json::from_value::<Order>(document).unwrap(), order);
    let mut repaid = order;
    repaid.repaid.insert(LineId(1), 1);
    let document = serde_json::to_string(&repaid).unwrap();
    assert_eq!(serde_json::from_str::<Order>(&document).unwrap(), repaid);
}

#[test]
fn a_refund_that_failed_is_asked_for_again_under_its_id() {
    let shop = Shop::with(2, 2);
    let order = shop.paid_and_cancelled(to_the_door(), "test");
    let id = first(&order);
    let (succeeded, refund) = (false, id);
    let failed = Command::SettleRefund { refund, succeeded };
    let failed = shop.decide(&order, &provider(), &failed).unwrap().order;
    assert_eq!((failed.kept(), failed.due()), (won(20_000), vec![]));

    let again = Command::RefundAgain(id);
    let refused = shop.decide(&failed, &associate("seongsu"), &again);
    assert_eq!(refused, Err(Refused::NotAllowed));
    let refused = shop.decide(&failed, &Actor::Shopper, &again);
    assert_eq!(refused, Err(Refused::NotAllowed));
    let manager = staff("seongsu", Role::Manager);
    let asked = shop.decide(&failed, &manager, &again).unwrap();
    assert_eq!(asked.events[0].kind, EventKind::RefundRequested);
    let due = Due::Refund(PaymentId([1; 16]), id, won(20_000));
    assert_eq!(asked.order.due(), [due]);
    let twice = shop.decide(&asked.order, &manager, &again).unwrap();
    assert_eq!(twice.order, asked.order, "it is pending already");

    // The money has gone another way since.
    let mut elsewhere = failed;
    elsewhere.payments[0].refunds.push(Refund {
        id: RefundId([7; 16]),
        amount: won(1),
        state: RefundState::Succeeded,
        reason: String::new(),
    });
    let refused = shop.decide(&elsewhere, &manager, &again);
    assert_eq!(refused, Err(Refused::NotOwed));
}

#[test]
fn money_of_a_till_goes_back_by_hand() {
    let shop = Shop::with(2, 2);
    let order = shop.paid_and_cancelled(at("seongsu"), OrderPayment::AT_STORE);
    let given = Command::GivenBack(first(&order));
    assert_eq!(order.due(), [], "nobody can be asked for it");
    let check = |order: &Order, actor: Actor, want: Result<RefundState, Refused>| {
        let after = shop.decide(order, &actor, &given);
        let state = after.map(|after| refunds(&after.order)[0].1);
        assert_eq!(state, want, "{actor:?}");
    };
    check(&order, Actor::Shopper, Err(Refused::NotAllowed));
    check(&order, provider(), Err(Refused::NotAllowed));
    check(&order, associate("hongdae"), Err(Refused::NotAllowed));
    check(&order, associate("seongsu"), Ok(RefundState::Succeeded));
    check(
        &order,
        staff("hongdae", Role::Manager),
        Ok(RefundState::Succeeded),
    );
    let after = shop.decide(&order, &associate("seongsu"), &given).unwrap();
    assert_eq!(after.events[0].kind, EventKind::RefundSucceeded);
    let twice = shop.decide(&after.order, &associate("seongsu"), &given);
    assert_eq!(twice.unwrap().order, after.order);

    let sent = shop.paid_and_cancelled(to_the_door(), OrderPayment::AT_STORE);
    let given = Command::GivenBack(first(&sent));
    let nowhere = shop.decide(&sent, &associate("seongsu"), &given);
    assert_eq!(nowhere, Err(Refused::NotAllowed), "it was not sold there");
    let mut sold = sent;
    sold.lines[0].origin = Some(Origin {
        location: handle("seongsu"),
        device: None,
        associate: None,
    });
    assert!(shop.decide(&sold, &associate("seongsu"), &given).is_ok());

    let online = shop.paid_and_cancelled(to_the_door(), "test");
    let given = Command::GivenBack(first(&online));
    let refused = shop.decide(&online, &staff("seongsu", Role::Merchant), &given);
    assert_eq!(refused, Err(Refused::NoPayment));
}
