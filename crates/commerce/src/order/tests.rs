//! The life of orders, told as scenarios.

mod leftovers;
mod money_back;

use super::*;
use crate::address::AddressForm;
use crate::ident::{Handle, Sku};
use crate::locale::Text;
use crate::money::Price;
use crate::payment::{PaymentId, PaymentState};
use crate::routing::{Candidate, RoutingLine, RoutingMethod, RoutingRequest, RoutingRules, route};
use crate::stock::{LocationKind, OpeningHours, StockLevel, StockLocation};
use FulfillmentState as S;
use std::collections::BTreeMap;

/// A Monday, noon in Seoul.
const NOON: u64 = 1_795_402_800_000;
const MINUTE: u64 = 60_000;
const DAY: u64 = 24 * 60 * MINUTE;

/// A small shop: two stores, and what each has of one variant.
struct Shop {
    locations: Vec<StockLocation>,
    levels: BTreeMap<Sku, Vec<(Handle, StockLevel)>>,
    rules: RoutingRules,
    now: u64,
}

fn handle(raw: &str) -> Handle {
    raw.parse().unwrap()
}

fn sku() -> Sku {
    "MUG".parse().unwrap()
}

fn won(minor: i64) -> Money {
    Money::new(minor, Currency::Krw)
}

fn store(name: &str) -> StockLocation {
    let hours = OpeningHours {
        opens: 600,
        closes: 1_260,
    };
    StockLocation {
        handle: handle(name),
        kind: LocationKind::Store,
        name: Text::new(name, name),
        city: Text::default(),
        address: Text::default(),
        postcode: "04782".to_owned(),
        phone: String::new(),
        hours: [Some(hours); 7],
        note: Text::default(),
    }
}

impl Shop {
    /// How many each store can promise.
    fn with(seongsu: u32, hongdae: u32) -> Self {
        let level = |place: &str, pieces| (handle(place), StockLevel::of(pieces));
        let levels = vec![level("seongsu", seongsu), level("hongdae", hongdae)];
        Self {
            locations: vec![store("seongsu"), store("hongdae")],
            levels: [(sku(), levels)].into(),
            rules: RoutingRules::default(),
            now: NOON,
        }
    }

    fn decide(&self, order: &Order, actor: &Actor, command: &Command) -> Result<Outcome, Refused> {
        let loads = BTreeMap::new();
        let world = World {
            now: self.now,
            fresh: u128::from(order.version) << 96 | 5,
            locations: &self.locations,
            levels: &self.levels,
            loads: &loads,
            rules: &self.rules,
        };
        let decided = order.decide(command, actor, &world);
        if let Ok(outcome) = &decided {
            check_told(order, outcome);
        }
        decided
    }

    /// Two mugs, to the door or to a store.
    fn order(&self, delivery: Delivery, provider: &str) -> Outcome {
        let method = match &delivery {
            Delivery::Ship { address, .. } => RoutingMethod::Ship {
                postcode: address.postcode(),
            },
            Delivery::Pickup { location } => RoutingMethod::Pickup {
                at: location.clone(),
            },
        };
        let nothing = (BTreeMap::new(), BTreeMap::new());
        let routed = route(&RoutingRequest {
            lines: vec![RoutingLine {
                sku: sku(),
                quantity: 2,
                backorder: false,
            }],
            method,
            preferred: None,
            candidates: Candidate::all(&self.locations, &self.levels, &nothing.0, &nothing.1),
            rules: &self.rules,
            now: self.now,
        });
        let loads = BTreeMap::new();
        let world = World {
            now: self.now,
            fresh: 1,
            locations: &self.locations,
            levels: &self.levels,
            loads: &loads,
            rules: &self.rules,
        };
        Order::place(two_mugs(delivery, provider), routed, world)
    }
}

/// Whatever somebody would hear of is told, and every change is another version.
fn check_told(before: &Order, outcome: &Outcome) {
    let after = &outcome.order;
    assert_eq!(after == before, after.version == before.version);
    if outcome.events.is_empty() {
        let mut same = after.clone();
        (same.retry_at, same.version) = (before.retry_at, before.version);
        assert_eq!(same, *before, "changed without a word");
        assert_eq!(outcome.stock, []);
    }
}

fn two_mugs(delivery: Delivery, provider: &str) -> NewOrder {
    let total = won(20_000);
    NewOrder {
        number: OrderNumber::from_bits(77),
        channel: Channel::Web,
        locale: Locale::Ko,
        currency: Currency::Krw,
        shopper: ShopperId(1),
        contact: Contact {
            name: "김미나".to_owned(),
            email: "mina@shop.example".parse().unwrap(),
            phone: "010-1234-5678".parse().unwrap(),
            news: false,
        },
        lines: vec![LineItem {
            id: LineId(1),
            sku: sku(),
            handle: handle("mug"),
            title: Text::new("머그", "Mug"),
            choices: Vec::new(),
            unit: Price::new(won(10_000), None),
            quantity: 2,
            total,
            backorder: false,
            origin: None,
        }],
        totals: Totals {
            subtotal: total,
            discount: won(0),
            shipping: won(0),
            total,
            vat: won(1_818),
        },
        discounts: Vec::new(),
        delivery,
        payment: OrderPayment::new(PaymentId([1; 16]), provider, total),
        pay_by: NOON + 30 * MINUTE,
    }
}

fn to_the_door() -> Delivery {
    let form = AddressForm {
        postcode: "04782".to_owned(),
        street: "서울 성동구 연무장길 1".to_owned(),
        recipient: "김미나".to_owned(),
        phone: "010-1234-5678".to_owned(),
        ..AddressForm::default()
    };
    Delivery::Ship {
        address: form.check().unwrap(),
        method: "standard".to_owned(),
        title: Text::default(),
    }
}

fn at(place: &str) -> Delivery {
    Delivery::Pickup {
        location: handle(place),
    }
}

fn associate(place: &str) -> Actor {
    Actor::Staff(Staff {
        account: ShopperId(9),
        name: "한결".to_owned(),
        role: Role::Associate,
        location: Some(handle(place)),
    })
}

fn provider() -> Actor {
    Actor::Provider("test".to_owned())
}

fn says(state: PaymentState, authorized: i64, captured: i64) -> Command {
    Command::Settle {
        payment: PaymentId([1; 16]),
        said: Said {
            state,
            authorized: won(authorized),
            captured: won(captured),
        },
    }
}

fn paid() -> Command {
    says(PaymentState::Captured, 20_000, 20_000)
}

fn step(part: u16, step: Step) -> Command {
    Command::Step(FulfillmentId(part), step)
}

fn acts(outcome: &Outcome) -> Vec<(StockAct, &str, u32)> {
    let effects = outcome.stock.iter();
    effects
        .map(|effect| (effect.act, effect.location.as_str(), effect.quantity))
        .collect()
}

fn states(order: &Order) -> Vec<S> {
    order.fulfillments.iter().map(|part| part.state).collect()
}

#[test]
fn nobody_is_told_before_the_money_is_there() {
    let shop = Shop::with(2, 2);
    let placed = shop.order(to_the_door(), "test");
    assert_eq!(placed.order.state, OrderState::PendingPayment);
    assert_eq!(states(&placed.order), [S::Routing]);
    assert_eq!(acts(&placed).len(), 1, "its stock is held meanwhile");
    let order = shop
        .decide(&placed.order, &provider(), &paid())
        .unwrap()
        .order;
    assert_eq!(order.state, OrderState::Placed);
    assert_eq!(states(&order), [S::Offered]);
    assert_eq!(order.due(), []);
}

#[test]
fn what_is_only_authorized_is_captured_next() {
    let shop = Shop::with(2, 2);
    let order = shop.order(to_the_door(), "test").order;
    assert_eq!(order.due(), [Due::Look(PaymentId([1; 16]))]);
    let authorized = says(PaymentState::Authorized, 20_000, 0);
    let order = shop.decide(&order, &provider(), &authorized).unwrap().order;
    assert_eq!(order.state, OrderState::PendingPayment);
    assert_eq!(order.due(), [Due::Capture(PaymentId([1; 16]), won(20_000))]);
}

#[test]
fn a_provider_may_say_everything_twice_late_and_in_any_order() {
    let shop = Shop::with(2, 2);
    let mut order = shop.order(to_the_door(), "test").order;
    let sayings = [
        paid(),
        says(PaymentState::Authorized, 20_000, 0),
        says(PaymentState::RequiresAction, 0, 0),
        says(PaymentState::Failed, 0, 0),
        paid(),
    ];
    let mut events = 0;
    for said in &sayings {
        let outcome = shop.decide(&order, &provider(), said).unwrap();
        events += outcome.events.len();
        order = outcome.order;
    }
    assert_eq!(order.kept(), won(20_000));
    assert_eq!(order.payment_status(), PaymentStatus::Paid);
    assert_eq!(events, 3, "captured, placed, offered, and nothing again");
}

#[test]
fn money_for_another_amount_or_another_order_buys_nothing() {
    let shop = Shop::with(2, 2);
    let order = shop.order(to_the_door(), "test").order;
    let other = says(PaymentState::Authorized, 1, 0);
    let after = shop.decide(&order, &provider(), &other).unwrap().order;
    assert_eq!(after.state, OrderState::PendingPayment);
    assert_eq!(after.due(), [Due::Void(PaymentId([1; 16]))]);

    let captured = says(PaymentState::Captured, 1, 1);
    let after = shop.decide(&order, &provider(), &captured).unwrap().order;
    assert_eq!(after.state, OrderState::PendingPayment);
    assert_eq!(after.kept(), won(0), "it goes back");

    let foreign = Command::Settle {
        payment: PaymentId([2; 16]),
        said: Said {
            state: PaymentState::Captured,
            authorized: won(20_000),
            captured: won(20_000),
        },
    };
    let refused = shop.decide(&order, &provider(), &foreign);
    assert_eq!(refused, Err(Refused::NoPayment));
}

#[test]
fn money_that_comes_after_the_order_has_expired_goes_back() {
    let mut shop = Shop::with(2, 2);
    let order = shop.order(to_the_door(), "test").order;
    assert_eq!(order.deadline(), Some(NOON + 30 * MINUTE));
    shop.now += 30 * MINUTE;
    let expired = shop.decide(&order, &Actor::System, &Command::Tick).unwrap();
    assert_eq!(expired.order.state, OrderState::Expired);
    let released = expired
        .stock
        .iter()
        .all(|effect| effect.act == StockAct::Release);
    assert!(released && !expired.stock.is_empty());
    let late = shop
        .decide(&expired.order, &provider(), &paid())
        .unwrap()
        .order;
    assert_eq!(late.state, OrderState::Expired);
    assert_eq!(late.kept(), won(0));
    assert!(matches!(late.due()[..], [Due::Refund(..)]));
}

#[test]
fn a_store_that_rejects_is_not_asked_again_and_another_one_is() {
    let shop = Shop::with(2, 2);
    let order = shop.order(to_the_door(), "test").order;
    let order = shop.decide(&order, &provider(), &paid()).unwrap().order;
    let first = order.fulfillments[0].location.to_string();
    let reject = step(1, Step::Reject(RejectReason::NotInStock, Vec::new()));
    let rejected = shop.decide(&order, &associate(&first), &reject).unwrap();
    assert_eq!(states(&rejected.order), [S::Rejected, S::Offered]);
    let second = rejected.order.fulfillments[1].location.as_str();
    assert_ne!(second, first);
    assert_eq!(
        acts(&rejected),
        [
            (StockAct::Release, first.as_str(), 2),
            (StockAct::Empty, first.as_str(), 2),
            (StockAct::Allocate, second, 2)
        ]
    );
    assert_eq!(rejected.order.decisions.len(), 2, "why this store, again");

    // The second one rejects as well: the shopper chooses.
    let reject = step(2, Step::Reject(RejectReason::TooBusy, Vec::new()));
    let nowhere = shop
        .decide(&rejected.order, &associate(second), &reject)
        .unwrap();
    assert_eq!(nowhere.order.state, OrderState::OnHold);
    assert_eq!(nowhere.order.unfulfillable, [(LineId(1), 2)]);
    let refund = Command::Choose(Choice::Refund);
    let over = shop
        .decide(&nowhere.order, &Actor::Shopper, &refund)
        .unwrap()
        .order;
    assert_eq!(over.state, OrderState::Cancelled);
    assert_eq!(over.kept(), won(0));
}

#[test]
fn a_store_that_does_not_answer_in_time_loses_it() {
    let mut shop = Shop::with(2, 2);
    let order = shop.order(to_the_door(), "test").order;
    let order = shop.decide(&order, &provider(), &paid()).unwrap().order;
    assert_eq!(order.deadline(), Some(NOON + 15 * MINUTE), "it is open");
    shop.now += 15 * MINUTE;
    let ticked = shop.decide(&order, &Actor::System, &Command::Tick).unwrap();
    assert_eq!(states(&ticked.order), [S::TimedOut, S::Offered]);
}

#[test]
fn stores_that_lose_it_at_once_leave_what_is_elsewhere_to_one_of_them() {
    let mut shop = Shop::with(1, 1);
    let order = shop.order(to_the_door(), "test").order;
    let order = shop.decide(&order, &provider(), &paid()).unwrap().order;
    assert_eq!(
        states(&order),
        [S::Offered, S::Offered],
        "one mug from each"
    );
    shop.locations.push(store("gangnam"));
    let levels = shop.levels.get_mut(&sku()).unwrap();
    levels.push((handle("gangnam"), StockLevel::of(1)));
    shop.now += 15 * MINUTE;
    let ticked = shop.decide(&order, &Actor::System, &Command::Tick).unwrap();
    let taken = acts(&ticked);
    let taken: Vec<_> = taken
        .iter()
        .filter(|act| act.0 == StockAct::Allocate)
        .collect();
    assert_eq!(
        taken,
        [&(StockAct::Allocate, "gangnam", 1)],
        "it has no second one"
    );
    assert_eq!(
        states(&ticked.order),
        [S::TimedOut, S::TimedOut, S::Offered]
    );
    assert_eq!(ticked.order.unfulfillable, [(LineId(1), 1)]);
}

#[test]
fn a_pickup_is_handed_over_to_whoever_has_the_code_and_has_paid() {
    let shop = Shop::with(2, 0);
    let mut order = shop.order(at("seongsu"), OrderPayment::AT_STORE).order;
    assert_eq!(
        order.state,
        OrderState::Placed,
        "it is paid when it is picked up"
    );
    let seongsu = associate("seongsu");
    for next in [Step::Accept, Step::Pick, Step::Pack, Step::Ready] {
        order = shop.decide(&order, &seongsu, &step(1, next)).unwrap().order;
    }
    let code = order.fulfillments[0].code.unwrap();
    let wrong = PickupCode((code.0 + 1) % 1_000_000);
    let check = |order: &Order, proof, want: Result<S, Refused>| {
        let picked_up = shop.decide(order, &seongsu, &step(1, Step::PickUp(proof)));
        assert_eq!(
            picked_up.map(|outcome| outcome.order.fulfillments[0].state),
            want
        );
    };
    check(&order, Proof::Code(wrong), Err(Refused::WrongCode));
    check(&order, Proof::Code(code), Err(Refused::NotPaid));
    let order = shop.decide(&order, &seongsu, &paid()).unwrap().order;
    check(&order, Proof::Code(code), Ok(S::PickedUp));
    check(&order, Proof::Scanned, Ok(S::PickedUp));
    let over = step(1, Step::PickUp(Proof::Scanned));
    let over = shop.decide(&order, &seongsu, &over).unwrap().order;
    assert_eq!(over.state, OrderState::Completed);
    check(
        &over,
        Proof::Scanned,
        Err(Refused::OrderState(OrderState::Completed)),
    );
}

#[test]
fn what_is_sent_from_a_counter_waits_for_the_money() {
    let mut shop = Shop::with(2, 0);
    let order = shop.order(to_the_door(), OrderPayment::AT_STORE).order;
    assert_eq!(order.state, OrderState::PendingPayment);
    assert_eq!(states(&order), [S::Routing], "nobody is told yet");
    let taken = shop.decide(&order, &associate("seongsu"), &paid());
    let taken = taken.unwrap().order;
    assert_eq!(taken.state, OrderState::Placed);
    assert_eq!(states(&taken), [S::Offered]);
    shop.now = order.deadline().unwrap();
    let ticked = shop.decide(&order, &Actor::System, &Command::Tick).unwrap();
    assert_eq!(ticked.order.state, OrderState::Expired);
}

#[test]
fn what_a_store_does_not_have_comes_to_it_from_another() {
    let shop = Shop::with(0, 2);
    let order = shop.order(at("seongsu"), "test").order;
    let mut order = shop.decide(&order, &provider(), &paid()).unwrap().order;
    let part = &order.fulfillments[0];
    assert_eq!(part.location, handle("hongdae"));
    assert_eq!(
        part.method,
        Method::ShipToStore {
            to: handle("seongsu")
        }
    );
    for next in [
        Step::Accept,
        Step::Pick,
        Step::Pack,
        Step::HandOver { tracking: None },
    ] {
        order = shop
            .decide(&order, &associate("hongdae"), &step(1, next))
            .unwrap()
            .order;
    }
    assert!(!order.is_cancellable(), "it is on its way");
    let receive = step(1, Step::Receive);
    let there = shop.decide(&order, &associate("hongdae"), &receive);
    assert_eq!(there, Err(Refused::NotAllowed), "it is not there");
    let received = shop
        .decide(&order, &associate("seongsu"), &receive)
        .unwrap();
    assert_eq!(
        acts(&received),
        [(StockAct::ReceiveAllocated, "seongsu", 2)]
    );
}

#[test]
fn what_nobody_comes_for_is_sold_to_others_and_paid_back() {
    let mut shop = Shop::with(2, 0);
    let order = shop.order(at("seongsu"), "test").order;
    let mut order = shop.decide(&order, &provider(), &paid()).unwrap().order;
    for next in [Step::Accept, Step::Pick, Step::Pack, Step::Ready] {
        order = shop
            .decide(&order, &associate("seongsu"), &step(1, next))
            .unwrap()
            .order;
    }
    assert_eq!(order.deadline(), Some(NOON + 7 * DAY));
    shop.now += 7 * DAY;
    let over = shop.decide(&order, &Actor::System, &Command::Tick).unwrap();
    assert_eq!(acts(&over), [(StockAct::Release, "seongsu", 2)]);
    assert_eq!(over.order.state, OrderState::Cancelled);
    assert_eq!(over.order.kept(), won(0));
}

#[test]
fn nobody_acts_on_what_is_not_theirs() {
    let shop = Shop::with(2, 0);
    let order = shop.order(to_the_door(), "test").order;
    let order = shop.decide(&order, &provider(), &paid()).unwrap().order;
    let cancel = Command::Cancel {
        reason: String::new(),
    };
    let check = |actor: Actor, command: &Command, may: bool| {
        let outcome = shop.decide(&order, &actor, command);
        let refused = outcome == Err(Refused::NotAllowed);
        assert_eq!(!refused, may, "{actor:?} {command:?}");
    };
    let accept = step(1, Step::Accept);
    check(associate("seongsu"), &accept, true);
    check(associate("hongdae"), &accept, false);
    check(Actor::Shopper, &accept, false);
    check(provider(), &accept, false);
    check(Actor::Shopper, &cancel, true);
    check(associate("seongsu"), &cancel, false);
    check(provider(), &cancel, false);
    check(Actor::Shopper, &paid(), false);
    check(associate("seongsu"), &paid(), false);
}

#[test]
fn what_has_been_handed_over_cannot_be_called_off() {
    let shop = Shop::with(2, 0);
    let order = shop.order(to_the_door(), "test").order;
    let mut order = shop.decide(&order, &provider(), &paid()).unwrap().order;
    let cancel = Command::Cancel {
        reason: "no longer".to_owned(),
    };
    let cancelled = shop.decide(&order, &Actor::Shopper, &cancel).unwrap();
    assert_eq!(cancelled.order.kept(), won(0));
    let tracking = Some("1234-5678".to_owned());
    for next in [
        Step::Accept,
        Step::Pick,
        Step::Pack,
        Step::HandOver { tracking },
    ] {
        order = shop
            .decide(&order, &associate("seongsu"), &step(1, next))
            .unwrap()
            .order;
    }
    let refused = shop.decide(&order, &Actor::Shopper, &cancel);
    assert_eq!(refused, Err(Refused::HandedOver));
}

#[test]
fn numbers_and_codes_are_read_as_people_write_them() {
    let number = OrderNumber::from_bits(0x0123_4567_89ab_cdef);
    let check = |raw: &str, want: bool| {
        assert_eq!(raw.parse::<OrderNumber>() == Ok(number), want, "{raw}");
    };
    let written = number.to_string();
    check(&written, true);
    check(&written.to_lowercase().replace('-', " "), true);
    check(&written.replace('0', "o").replace('1', "L"), true);
    check(&written[1..], false);
    check(&format!("{written}0"), false);
    check("", false);
    assert_eq!("012 345".parse(), Ok(PickupCode(12_345)));
    assert!("12345".parse::<PickupCode>().is_err());
    assert!("１２３４５６".parse::<PickupCode>().is_err());
}
