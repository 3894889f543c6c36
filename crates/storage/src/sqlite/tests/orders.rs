//! Orders against a small model: random commands on orders, stock and payments, and what must hold
//! after each of them.

use super::*;
use crate::contract::samples::{location, sku};
use crate::{Act, CheckoutId, OrderFilter, Orders as _, Place, PlaceOrder, Placed, Stock as _};
use crate::{StockCommand, StorageError};
use baguni_commerce::address::{Address, AddressForm};
use baguni_commerce::order::{
    Actor, Channel, Choice, Command, Contact, Delivery, EventKind, FulfillmentState, LineId,
    LineItem, Method, NewOrder, Order, OrderNumber, OrderPayment, Proof, RejectReason, Role, Said,
    Staff, Step, Totals, World,
};
use baguni_commerce::routing::{Candidate, RoutingLine, RoutingMethod, RoutingRequest, route};
use baguni_commerce::stock::{AdjustReason, Adjustment, ReservationId, Take};
use baguni_commerce::{
    CommandId, Currency, Locale, LocationKind, Money, PaymentId, PaymentState, Price, RoutingRules,
    ShopperId, StockLocation, Text,
};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

const SKUS: [&str; 3] = ["A", "B", "C"];
const PLACES: [&str; 3] = ["seongsu", "hongdae", "icheon"];
const MINUTE: u64 = 60_000;
/// A Monday noon in Seoul.
const NOON: u64 = 1_795_402_800_000;

/// Something that somebody does.
#[derive(Clone, Debug)]
enum Deed {
    /// Places an order of these quantities of A, B and C.
    Order {
        quantities: [u32; 3],
        pickup: Option<u8>,
        at_store: bool,
        held: bool,
    },
    /// The provider's money moves as the model says, and the order hears of it so often.
    Pay {
        order: u8,
        how: Pay,
        heard: u8,
    },
    /// Somebody at a place takes a step.
    Step {
        order: u8,
        part: u8,
        step: u8,
        place: Option<u8>,
    },
    Cancel {
        order: u8,
    },
    /// Another attempt to pay.
    PayAgain {
        order: u8,
    },
    Choose {
        order: u8,
        wait: bool,
    },
    /// The shop asks the provider for all that is due.
    AskProvider {
        order: u8,
    },
    /// Time passes, and every deadline is kept.
    Pass {
        minutes: u32,
    },
    Count {
        sku: u8,
        place: u8,
        to: u32,
    },
    /// The last command comes again.
    Again,
}

#[derive(Clone, Copy, Debug)]
enum Pay {
    Authorize,
    Fail,
    RequireAction,
    /// Of another order's amount.
    OtherAmount,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let quantities = [0..4_u32, 0..3_u32, 0..2_u32];
    let pay = prop_oneof![
        6 => Just(Pay::Authorize), 2 => Just(Pay::Fail), 1 => Just(Pay::RequireAction),
        1 => Just(Pay::OtherAmount)
    ];
    let deed = prop_oneof![
        4 => (quantities, prop::option::of(0..2_u8), any::<bool>(), any::<bool>()).prop_map(
            |(quantities, pickup, at_store, held)| Deed::Order {
                quantities, pickup, at_store, held
            }),
        5 => (0..4_u8, pay, 1..3_u8)
            .prop_map(|(order, how, heard)| Deed::Pay { order, how, heard }),
        40 => (0..4_u8, 0..3_u8, 0..30_u8, prop::option::weighted(0.1, 0..3_u8)).prop_map(
            |(order, part, step, place)| Deed::Step { order, part, step, place }),
        1 => any::<u8>().prop_map(|order| Deed::Cancel { order }),
        1 => (0..4_u8).prop_map(|order| Deed::PayAgain { order }),
        4 => (0..4_u8, any::<bool>()).prop_map(|(order, wait)| Deed::Choose { order, wait }),
        6 => (0..4_u8).prop_map(|order| Deed::AskProvider { order }),
        2 => prop_oneof![4 => 1..40_u32, 2 => Just(8 * 24 * 60)]
            .prop_map(|minutes| Deed::Pass { minutes }),
        1 => (0..3_u8, 0..3_u8, 0..9_u32)
            .prop_map(|(sku, place, to)| Deed::Count { sku, place, to }),
        2 => Just(Deed::Again),
    ];
    prop::collection::vec(deed, 20..140)
}

/// What the provider has of a payment: the truth that orders have to follow.
#[derive(Clone, Copy, Debug, Default)]
struct Account {
    state: Option<PaymentState>,
    authorized: i64,
    captured: i64,
    refunded: i64,
}

struct Run {
    storage: SqliteStorage,
    now: u64,
    minted: u64,
    orders: Vec<OrderNumber>,
    provider: BTreeMap<PaymentId, Account>,
    refunds: BTreeSet<[u8; 16]>,
    last: Option<Act>,
    locations: Vec<StockLocation>,
    /// Pieces that counting has added, less those that it has taken away, by SKU.
    counted: [i64; 3],
}

impl Run {
    async fn new() -> Self {
        let storage = SqliteStorage::in_memory().unwrap();
        let mut locations: Vec<_> = PLACES.iter().map(|name| location(name)).collect();
        locations[2].kind = LocationKind::Warehouse;
        locations[2].hours = [None; 7];
        storage.save_locations(&locations).await.unwrap();
        storage
            .save_products(&[product("mug", &SKUS)])
            .await
            .unwrap();
        let counts = [
            ("A", 0, 6),
            ("A", 1, 3),
            ("A", 2, 5),
            ("B", 0, 4),
            ("B", 2, 2),
            ("C", 1, 2),
        ];
        let counts = counts.map(|(name, place, count)| (name, PLACES[place], count));
        samples::count(&storage, &counts).await;
        Self {
            storage,
            now: NOON,
            minted: 0,
            orders: Vec::new(),
            provider: BTreeMap::new(),
            refunds: BTreeSet::new(),
            last: None,
            locations,
            counted: [14, 6, 2],
        }
    }

    fn mint(&mut self) -> [u8; 16] {
        self.minted += 1;
        u128::from(self.minted).to_be_bytes()
    }

    fn pick(&self, order: u8) -> Option<OrderNumber> {
        let orders = self.orders.len();
        (orders > 0).then(|| self.orders[usize::from(order) % orders])
    }

    async fn read(&self, number: OrderNumber) -> Order {
        self.storage.order(number).await.unwrap().unwrap()
    }

    async fn act(&mut self, number: OrderNumber, actor: Actor, command: Command) {
        let act = Act {
            number,
            id: CommandId(self.mint()),
            actor,
            command,
            fresh: u128::from(self.minted) << 64 | 7,
            rules: Arc::default(),
        };
        // A command that is refused has changed nothing; the invariants look at that.
        let _ = self.storage.act(act.clone(), self.now).await.unwrap();
        self.last = Some(act);
    }

    async fn does(&mut self, deed: Deed) {
        match deed {
            Deed::Order {
                quantities,
                pickup,
                at_store,
                held,
            } => {
                self.order(quantities, pickup, at_store, held).await;
            }
            Deed::Pay { order, how, heard } => self.pay(order, how, heard).await,
            Deed::Step {
                order,
                part,
                step,
                place,
            } => self.step(order, part, step, place).await,
            Deed::Cancel { order } => {
                if let Some(number) = self.pick(order) {
                    let reason = "changed my mind".to_owned();
                    self.act(number, Actor::Shopper, Command::Cancel { reason })
                        .await;
                }
            }
            Deed::Choose { order, wait } => {
                let choice = if wait { Choice::Wait } else { Choice::Refund };
                if let Some(number) = self.pick(order) {
                    self.act(number, Actor::Shopper, Command::Choose(choice))
                        .await;
                }
            }
            Deed::PayAgain { order } => {
                let (payment, provider) = (PaymentId(self.mint()), "test".to_owned());
                if let Some(number) = self.pick(order) {
                    let again = Command::PayAgain { payment, provider };
                    self.act(number, Actor::Shopper, again).await;
                }
            }
            Deed::AskProvider { order } => {
                if let Some(number) = self.pick(order) {
                    self.ask_provider(number).await;
                }
            }
            Deed::Pass { minutes } => {
                self.now += u64::from(minutes) * MINUTE;
                self.storage.sweep_reservations(self.now).await.unwrap();
                for number in self.storage.due_orders(self.now, None, 1_000).await.unwrap() {
                    self.act(number, Actor::System, Command::Tick).await;
                }
            }
            Deed::Count { sku: at, place, to } => self.count(at, place, to).await,
            Deed::Again => {
                if let Some(act) = self.last.clone() {
                    let before = self.storage.history(act.number).await.unwrap();
                    let answer = self.storage.act(act.clone(), self.now).await.unwrap();
                    let after = self.storage.history(act.number).await.unwrap();
                    // What was refused may be taken now; what was taken is not taken twice.
                    let known = before.iter().map(|event| event.id).max();
                    if answer.is_ok_and(|acted| !acted.is_news) {
                        assert_eq!(known, after.iter().map(|event| event.id).max());
                    }
                }
            }
        }
    }

    async fn count(&mut self, at: u8, place: u8, to: u32) {
        let name = SKUS[usize::from(at)];
        let spot = Place {
            sku: sku(name),
            location: handle(PLACES[usize::from(place)]),
        };
        let before = self.storage.stock(&spot.sku).await.unwrap();
        let before = before.get(&spot.location).map_or(0, |level| level.on_hand);
        let command = StockCommand {
            id: CommandId(self.mint()),
            actor: "model".to_owned(),
            reference: String::new(),
            at: self.now,
        };
        let to = Adjustment::To(to);
        let counted = self
            .storage
            .adjust(command, spot, to, AdjustReason::Counted)
            .await;
        if let Ok(level) = counted.unwrap() {
            self.counted[usize::from(at)] += i64::from(level.on_hand) - i64::from(before);
        }
    }

    async fn order(
        &mut self,
        quantities: [u32; 3],
        pickup: Option<u8>,
        at_store: bool,
        held: bool,
    ) {
        let lines: Vec<LineItem> = (1..)
            .zip(SKUS.iter().zip(quantities))
            .filter(|(_, (_, quantity))| *quantity > 0)
            .map(|(id, (name, quantity))| line(id, name, quantity))
            .collect();
        if lines.is_empty() {
            return;
        }
        let at = pickup.map(|at| handle(PLACES[usize::from(at)]));
        let skus: Vec<_> = lines.iter().map(|line| line.sku.clone()).collect();
        let levels = self.storage.levels_of(&skus, self.now).await.unwrap();
        let nothing = (Default::default(), Default::default());
        let routed = route(&RoutingRequest {
            lines: lines
                .iter()
                .map(|line| RoutingLine {
                    sku: line.sku.clone(),
                    quantity: line.quantity,
                    backorder: false,
                })
                .collect(),
            method: match at.clone() {
                Some(at) => RoutingMethod::Pickup { at },
                None => RoutingMethod::Ship {
                    postcode: "04782".parse().unwrap(),
                },
            },
            preferred: None,
            candidates: Candidate::all(&self.locations, &levels, &nothing.0, &nothing.1),
            rules: &RoutingRules::default(),
            now: self.now,
        });
        if !routed.missing.is_empty() {
            return;
        }
        let checkout = CheckoutId(self.mint());
        if held {
            let takes = routed.parcels.iter().flat_map(|parcel| {
                parcel.lines.iter().map(|(sku, quantity)| Take {
                    sku: sku.clone(),
                    location: parcel.location.clone(),
                    quantity: *quantity,
                })
            });
            let id = ReservationId(checkout.0);
            let until = self.now + 10 * MINUTE;
            let held = self
                .storage
                .reserve(id, takes.collect(), until, self.now)
                .await;
            held.unwrap().unwrap();
        }
        let number = OrderNumber::from_bits(self.minted);
        let provider = if at_store {
            OrderPayment::AT_STORE
        } else {
            "test"
        };
        let new = new_order(
            number,
            lines,
            at,
            PaymentId(self.mint()),
            provider,
            self.now,
        );
        let world = World {
            now: self.now,
            fresh: u128::from(self.minted) << 80 | 1,
            locations: &self.locations,
            levels: &Default::default(),
            loads: &Default::default(),
            rules: &RoutingRules::default(),
        };
        let place = PlaceOrder {
            checkout,
            confirmed: None,
            outcome: Order::place(new, routed, world),
            command: CommandId(checkout.0),
            actor: Actor::Shopper,
            uses: Vec::new(),
        };
        let placed = self.storage.place(place.clone(), self.now).await.unwrap();
        assert!(matches!(placed, Placed::Placed(_)), "{placed:?}");
        let again = self.storage.place(place, self.now).await.unwrap();
        assert_eq!(again, Placed::Before(number));
        self.orders.push(number);
    }

    async fn pay(&mut self, order: u8, how: Pay, heard: u8) {
        let Some(number) = self.pick(order) else {
            return;
        };
        let order = self.read(number).await;
        let Some(payment) = order.payment().filter(|payment| !payment.is_at_store()) else {
            return;
        };
        let amount = payment.amount.minor;
        let account = self.provider.entry(payment.id).or_default();
        // The provider moves only forwards.
        if account.authorized == 0 {
            match how {
                Pay::Authorize | Pay::OtherAmount => {
                    account.state = Some(PaymentState::Authorized);
                    let other = i64::from(matches!(how, Pay::OtherAmount));
                    account.authorized = amount + other;
                }
                Pay::Fail => account.state = Some(PaymentState::Failed),
                Pay::RequireAction => account.state = Some(PaymentState::RequiresAction),
            }
        }
        let id = payment.id;
        for _ in 0..heard {
            self.hear(number, id).await;
        }
    }

    /// The order hears how a payment stands.
    async fn hear(&mut self, number: OrderNumber, payment: PaymentId) {
        let account = self.provider.get(&payment).copied().unwrap_or_default();
        let Some(state) = account.state else {
            return;
        };
        let said = Said {
            state,
            authorized: won(account.authorized),
            captured: won(account.captured),
        };
        let command = Command::Settle { payment, said };
        self.act(number, Actor::Provider("test".to_owned()), command)
            .await;
    }

    async fn ask_provider(&mut self, number: OrderNumber) {
        use baguni_commerce::order::Due;
        for due in self.read(number).await.due() {
            match due {
                Due::Look(id) => self.hear(number, id).await,
                Due::Capture(id, amount) => {
                    let account = self.provider.entry(id).or_default();
                    assert!(
                        amount.minor <= account.authorized,
                        "never more than was authorized"
                    );
                    account.captured = amount.minor;
                    account.state = Some(PaymentState::Captured);
                    self.hear(number, id).await;
                }
                Due::Void(id) => {
                    let account = self.provider.entry(id).or_default();
                    assert_eq!(account.captured, 0, "what is captured cannot be voided");
                    account.state = Some(PaymentState::Voided);
                    self.hear(number, id).await;
                }
                Due::Refund(id, refund, amount) => {
                    let account = self.provider.entry(id).or_default();
                    if self.refunds.insert(refund.0) {
                        account.refunded += amount.minor;
                    }
                    assert!(
                        account.refunded <= account.captured,
                        "more back than was paid"
                    );
                    let succeeded = true;
                    let command = Command::SettleRefund { refund, succeeded };
                    self.act(number, Actor::Provider("test".to_owned()), command)
                        .await;
                }
            }
        }
    }

    async fn step(&mut self, order: u8, part: u8, step: u8, place: Option<u8>) {
        let Some(number) = self.pick(order) else {
            return;
        };
        let order = self.read(number).await;
        let parts = order.fulfillments.len();
        if parts == 0 {
            return;
        }
        let part = &order.fulfillments[usize::from(part) % parts];
        let here = place.map_or_else(
            || part.place().clone(),
            |at| handle(PLACES[usize::from(at)]),
        );
        let allowed = here == *part.place();
        let staff = Staff {
            account: ShopperId(9),
            name: "한결".to_owned(),
            role: Role::Associate,
            location: Some(here),
        };
        let code = part.code.map_or(Proof::Scanned, Proof::Code);
        let step = match step {
            0..20 => next_step(part.state, &part.method, code),
            20 => Step::Accept,
            21..24 => Step::Reject(RejectReason::ALL[parts & 3]),
            24 => Step::Pack,
            25 => Step::HandOver { tracking: None },
            26 => Step::Receive,
            27 => Step::Ready,
            28 => Step::PickUp(code),
            _ => Step::PutBack,
        };
        let paid = order.payment().is_some_and(OrderPayment::is_paid);
        if matches!(step, Step::PickUp(_)) && !paid && order.payment().unwrap().is_at_store() {
            self.collect(&order, &staff).await;
        }
        let before = self.read(number).await;
        self.act(number, Actor::Staff(staff), Command::Step(part.id, step))
            .await;
        if !allowed {
            assert_eq!(
                self.read(number).await,
                before,
                "somebody of another place moved it"
            );
        }
    }

    async fn collect(&mut self, order: &Order, staff: &Staff) {
        let payment = order.payment().unwrap();
        let said = Said {
            state: PaymentState::Captured,
            authorized: payment.amount,
            captured: payment.amount,
        };
        let (payment, amount) = (payment.id, payment.amount.minor);
        let till = self.provider.entry(payment).or_default();
        till.state = Some(PaymentState::Captured);
        (till.authorized, till.captured) = (amount, amount);
        let command = Command::Settle { payment, said };
        self.act(order.number, Actor::Staff(staff.clone()), command)
            .await;
    }

    /// What must hold, whatever has happened.
    async fn check(&self) {
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
        assert!(
            there + left <= line.quantity,
            "more than was bought: {order:?}"
        );
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

/// What comes next where all goes well.
fn next_step(state: FulfillmentState, method: &Method, code: Proof) -> Step {
    use FulfillmentState as S;
    match state {
        S::Accepted => Step::Pick,
        S::Picking => Step::Pack,
        S::Packed if *method == Method::Pickup => Step::Ready,
        S::Packed => Step::HandOver { tracking: None },
        S::HandedOver => Step::Deliver,
        S::InTransit => Step::Receive,
        S::ReceivedAtStore => Step::Ready,
        S::ReadyForPickup => Step::PickUp(code),
        S::NoShow => Step::PutBack,
        _ => Step::Accept,
    }
}

fn won(minor: i64) -> Money {
    Money::new(minor, Currency::Krw)
}

fn line(id: u16, name: &str, quantity: u32) -> LineItem {
    LineItem {
        id: LineId(id),
        sku: sku(name),
        handle: handle("mug"),
        title: Text::new("머그", "Mug"),
        choices: Vec::new(),
        unit: Price::new(won(1_000), None),
        quantity,
        // Not a multiple of the quantity, as after a discount.
        total: won(i64::from(quantity) * 1_000 - 1),
        backorder: false,
        origin: None,
    }
}

fn new_order(
    number: OrderNumber,
    lines: Vec<LineItem>,
    at: Option<Handle>,
    payment: PaymentId,
    provider: &str,
    now: u64,
) -> NewOrder {
    let subtotal: i64 = lines.iter().map(|line| line.total.minor).sum();
    let shipping = if at.is_some() { 0 } else { 3_000 };
    let total = won(subtotal + shipping);
    NewOrder {
        number,
        channel: Channel::Web,
        locale: Locale::Ko,
        currency: Currency::Krw,
        shopper: ShopperId(1),
        contact: Contact {
            name: "김미나".to_owned(),
            email: "mina@shop.example".parse().unwrap(),
            phone: "010-1234-5678".parse().unwrap(),
        },
        lines,
        totals: Totals {
            subtotal: won(subtotal),
            discount: won(0),
            shipping: won(shipping),
            total,
            vat: won(0),
        },
        discounts: Vec::new(),
        delivery: match at {
            Some(location) => Delivery::Pickup { location },
            None => Delivery::Ship {
                address: address(),
                method: "standard".to_owned(),
                title: Text::default(),
            },
        },
        payment: OrderPayment::new(payment, provider, total),
        pay_by: now + 30 * MINUTE,
    }
}

fn address() -> Address {
    let form = AddressForm {
        postcode: "04782".to_owned(),
        street: "서울 성동구 연무장길 1".to_owned(),
        recipient: "김미나".to_owned(),
        phone: "010-1234-5678".to_owned(),
        ..AddressForm::default()
    };
    form.check().unwrap()
}

#[test]
fn whatever_is_done_stock_money_and_history_agree() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let mut runner = TestRunner::new(ProptestConfig {
        cases: 300,
        max_shrink_iters: 300,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let seen = Mutex::new(BTreeSet::new());
    let checked = runner.run(&deeds(), |deeds| {
        runtime.block_on(async {
            let mut run = Run::new().await;
            for deed in deeds {
                run.does(deed).await;
                run.check().await;
            }
            for number in &run.orders {
                let history = run.storage.history(*number).await.unwrap();
                let kinds = history.iter().map(|event| event.kind);
                seen.lock().unwrap().extend(kinds);
            }
        });
        Ok(())
    });
    if let Err(failed) = checked {
        panic!("{failed}");
    }
    // It would prove nothing of what never happened.
    let seen = seen.into_inner().unwrap();
    let every = FulfillmentState::ALL
        .map(EventKind::Fulfillment)
        .into_iter();
    let every = every.chain(EventKind::ORDER);
    let rare = [EventKind::RefundFailed];
    let missed: Vec<_> = every
        .filter(|kind| !seen.contains(kind) && !rare.contains(kind))
        .filter(|kind| *kind != EventKind::Fulfillment(FulfillmentState::Routing))
        .collect();
    assert_eq!(missed, [], "of {} kinds seen", seen.len());
}

#[tokio::test]
async fn an_order_that_is_not_there_is_unknown() {
    let storage = SqliteStorage::in_memory().unwrap();
    let act = Act {
        number: OrderNumber::from_bits(1),
        id: CommandId([1; 16]),
        actor: Actor::System,
        command: Command::Tick,
        fresh: 1,
        rules: Arc::default(),
    };
    let error = storage.act(act, NOON).await.unwrap_err();
    assert!(matches!(error, StorageError::Unknown(_)), "{error}");
    let all = storage.orders(OrderFilter::default()).await.unwrap();
    assert_eq!(all, []);
}
