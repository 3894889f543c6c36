//! Orders against a small model: random commands on orders, stock and payments, and what must hold
//! after each of them.

mod checks;
mod deeds;
mod placing;
mod single;

use super::*;
use crate::contract::samples::{location, sku};
use crate::{Act, CheckoutId, OrderFilter, Orders as _, Place, PlaceOrder, Placed, Stock as _};
use crate::{StockCommand, StorageError};
use baguni_commerce::address::{Address, AddressForm};
use baguni_commerce::order::{
    Actor, Channel, Choice, Command, Contact, Delivery, EventKind, Fulfillment, FulfillmentState,
    LineId, LineItem, Method, NewOrder, Order, OrderNumber, OrderPayment, Outcome, Proof,
    RejectReason, Role, Said, Staff, Step, Totals, World,
};
use baguni_commerce::routing::{
    Candidate, Routed, RoutingLine, RoutingMethod, RoutingRequest, route,
};
use baguni_commerce::stock::{AdjustReason, Adjustment, ReservationId, Take};
use baguni_commerce::{
    CommandId, Currency, Locale, LocationKind, Money, PaymentId, PaymentState, Price, RoutingRules,
    ShopperId, StockLevel, StockLocation, Text,
};
use checks::check_told;
use deeds::{Deed, Pay, deeds, next_step};
use placing::{Wish, won};
use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

const SKUS: [&str; 3] = ["A", "B", "C"];
const PLACES: [&str; 3] = ["seongsu", "hongdae", "icheon"];
const MINUTE: u64 = 60_000;
/// A Monday noon in Seoul.
const NOON: u64 = 1_795_402_800_000;

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
        let before = self.read(number).await;
        let history = self.storage.history(number).await.unwrap().len();
        let acted = self.storage.act(act.clone(), self.now).await.unwrap();
        let after = self.read(number).await;
        let told = self.storage.history(number).await.unwrap().len() > history;
        if acted.is_err() {
            assert_eq!(after, before, "what is refused changes nothing");
        }
        check_told(&before, &after, told);
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
                let wish = Wish {
                    quantities,
                    pickup,
                    at_store,
                    held,
                };
                self.order(wish).await;
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
                for number in self
                    .storage
                    .due_orders(self.now, None, 1_000)
                    .await
                    .unwrap()
                {
                    self.act(number, Actor::System, Command::Tick).await;
                }
            }
            Deed::GiveBack { order } => {
                if let Some(number) = self.pick(order) {
                    self.give_back(number).await;
                }
            }
            Deed::Count { sku: at, place, to } => self.count(at, place, to).await,
            Deed::Again => self.again().await,
        }
    }

    /// What somebody gives back at a till.
    async fn give_back(&mut self, number: OrderNumber) {
        let order = self.read(number).await;
        let at_store = order.payments.iter().filter(|paid| paid.is_at_store());
        let refunds: Vec<_> = at_store.flat_map(|paid| &paid.refunds).collect();
        let merchant = Staff {
            account: ShopperId(8),
            name: "유리".to_owned(),
            role: Role::Merchant,
            location: None,
        };
        for refund in refunds {
            let given = Command::GivenBack(refund.id);
            self.act(number, Actor::Staff(merchant.clone()), given)
                .await;
        }
    }

    async fn again(&mut self) {
        let Some(act) = self.last.clone() else {
            return;
        };
        let before = self.storage.history(act.number).await.unwrap();
        let answer = self.storage.act(act.clone(), self.now).await.unwrap();
        let after = self.storage.history(act.number).await.unwrap();
        // What was refused may be taken now; what was taken is not taken twice.
        if answer.is_ok_and(|acted| !acted.is_news) {
            assert_eq!(before.len(), after.len());
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
            21..24 => {
                let blamed = part.lines.iter().skip(1).map(|(id, _)| *id);
                let blamed = blamed.take(usize::from(step - 21)).collect();
                Step::Reject(RejectReason::ALL[parts & 3], blamed)
            }
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
        let levels = self.levels_at(&before, part).await;
        let command = Command::Step(part.id, step.clone());
        self.act(number, Actor::Staff(staff), command).await;
        if let Step::Reject(why, blamed) = &step {
            self.check_reject(&before, part, (*why, blamed), &levels)
                .await;
        }
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
