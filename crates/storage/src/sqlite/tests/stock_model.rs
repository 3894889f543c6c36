//! Random histories of stock against a model of a few lines: what is available, what is held and
//! for how long, and that levels are the sums of the ledger after every step.

use super::*;
use crate::contract::samples::{location, sku};
use crate::sqlite::stock::{Cause, allocate, apply, commit};
use crate::{Place, Stock as _, StockCommand, StockRefusal};
use baguni_commerce::stock::{AdjustReason, Adjustment, ReservationId, Shortage, Take, TransferId};
use baguni_commerce::{CommandId, LocationKind, MovementKind, StockLevel, StockLocation};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// SKUs at a warehouse and at a store, which keeps one of each back.
const SKUS: [&str; 2] = ["A", "B"];
const PLACES: [(&str, u32); 2] = [("there", 0), ("here", 1)];
const EVERYWHERE: [At; 4] = [(0, 0), (0, 1), (1, 0), (1, 1)];
const HOLDS: usize = 3;

/// A SKU and a place by their numbers.
type At = (usize, usize);

#[derive(Clone, Debug)]
enum Step {
    Reserve(usize, Vec<(At, u32)>, u64),
    Extend(usize, u64),
    Release(usize),
    /// Ends a hold and allocates what it held, as placing an order does.
    Place(usize),
    Allocate(At, u32, bool),
    Ship(At, u32),
    GiveBack(At, u32),
    Adjust(At, Adjustment),
    Count(At, u32),
    Send(usize, u32, bool),
    /// The oldest transfer under way, so many of it.
    Arrive(u32),
    /// The last command once more.
    Again,
    Pass(u64),
    Sweep,
}

fn step() -> impl Strategy<Value = Step> {
    let at = || (0..SKUS.len(), 0..PLACES.len());
    let few = || 0..4_u32;
    // Few, so that something often happens in the moment in which a hold expires.
    let time = || prop::sample::select(vec![1_u64, 4, 5, 10]);
    let takes = prop::collection::vec((at(), few()), 0..4);
    prop_oneof![
        4 => (0..HOLDS, takes, time()).prop_map(|(id, t, life)| Step::Reserve(id, t, life)),
        1 => (0..HOLDS, time()).prop_map(|(id, life)| Step::Extend(id, life)),
        1 => (0..HOLDS).prop_map(Step::Release),
        2 => (0..HOLDS).prop_map(Step::Place),
        1 => (at(), 1..4_u32, any::<bool>()).prop_map(|(at, n, back)| Step::Allocate(at, n, back)),
        2 => (at(), few()).prop_map(|(at, n)| Step::Ship(at, n)),
        1 => (at(), few()).prop_map(|(at, n)| Step::GiveBack(at, n)),
        2 => (at(), 0..8_u32).prop_map(|(at, n)| Step::Adjust(at, Adjustment::To(n))),
        1 => (at(), -3..4_i64).prop_map(|(at, by)| Step::Adjust(at, Adjustment::By(by))),
        1 => at().prop_map(|at| Step::Adjust(at, Adjustment::ToAllocated)),
        2 => (at(), 0..8_u32).prop_map(|(at, n)| Step::Count(at, n)),
        1 => (0..SKUS.len(), few(), any::<bool>()).prop_map(|(at, n, back)| Step::Send(at, n, back)),
        1 => (0..4_u32).prop_map(Step::Arrive),
        1 => Just(Step::Again),
        3 => time().prop_map(Step::Pass),
        1 => Just(Step::Sweep),
    ]
}

#[derive(Default)]
struct Model {
    now: u64,
    on_hand: BTreeMap<At, u32>,
    allocated: BTreeMap<At, u32>,
    holds: BTreeMap<usize, Hold>,
    /// Under way: SKU, destination, how many.
    sent: Vec<(TransferId, At, u32)>,
}

#[derive(Clone, Default)]
struct Hold {
    takes: BTreeMap<At, u32>,
    expires_at: u64,
    is_committed: bool,
}

impl Model {
    fn level(&self, at: At) -> StockLevel {
        self.level_beside(at, usize::MAX)
    }

    /// The level as if this hold held nothing.
    fn level_beside(&self, at: At, own: usize) -> StockLevel {
        let held = self.holds.iter().filter(|(id, _)| **id != own);
        let counting = held.filter(|(_, hold)| hold.expires_at > self.now);
        let sum = |of: &BTreeMap<At, u32>| of.get(&at).copied().unwrap_or(0);
        StockLevel {
            on_hand: sum(&self.on_hand),
            allocated: sum(&self.allocated),
            reserved: counting.map(|(_, hold)| sum(&hold.takes)).sum(),
            safety: PLACES[at.1].1,
        }
    }

    fn allocate(&mut self, at: At, quantity: u32, is_backorder: bool) -> bool {
        let done = is_backorder || self.level(at).available() >= quantity;
        if done {
            *self.allocated.entry(at).or_default() += quantity;
        }
        done
    }

    /// Whether on hand and allocated may be less by so many.
    fn less(&mut self, at: At, on_hand: u32, allocated: u32) -> bool {
        let level = self.level(at);
        let done = level.on_hand >= on_hand && level.allocated >= allocated;
        if done {
            *self.on_hand.entry(at).or_default() -= on_hand;
            *self.allocated.entry(at).or_default() -= allocated;
        }
        done
    }
}

fn take((name, place): At, quantity: u32) -> Take {
    Take {
        sku: sku(SKUS[name]),
        location: handle(PLACES[place].0),
        quantity,
    }
}

fn place_of((name, place): At) -> Place {
    Place {
        sku: sku(SKUS[name]),
        location: handle(PLACES[place].0),
    }
}

fn hold_id(id: usize) -> ReservationId {
    ReservationId([u8::try_from(id).unwrap(); 16])
}

/// The database beside the model.
struct Pair {
    storage: SqliteStorage,
    model: Model,
    commands: u32,
    /// The last adjustment, its name, and whether it was carried out.
    last: Option<(At, Adjustment, CommandId, bool)>,
}

impl Pair {
    async fn new() -> Self {
        let storage = SqliteStorage::in_memory().unwrap();
        let warehouse = StockLocation {
            kind: LocationKind::Warehouse,
            ..location("there")
        };
        let places = [warehouse, location("here")];
        storage.save_locations(&places).await.unwrap();
        storage
            .save_products(&[product("mug", &SKUS)])
            .await
            .unwrap();
        Self {
            storage,
            model: Model::default(),
            commands: 0,
            last: None,
        }
    }

    fn name(&mut self) -> CommandId {
        self.commands += 1;
        CommandId(u128::from(self.commands).to_be_bytes())
    }

    fn command(&self, id: CommandId) -> StockCommand {
        StockCommand {
            id,
            actor: String::new(),
            reference: String::new(),
            at: self.model.now,
        }
    }

    async fn in_order<T: Send + 'static>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>, &Cause<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> T {
        let command = self.name();
        let command = self.command(command);
        let work = move |tx: &Transaction<'_>| work(tx, &Cause::of(&command));
        self.storage.write(work).await.unwrap()
    }

    async fn step(&mut self, step: Step) {
        let now = self.model.now;
        match step {
            Step::Reserve(id, takes, life) => self.reserve(id, &takes, now + life).await,
            Step::Extend(id, life) => {
                let done = self.storage.extend(hold_id(id), now + life, now).await;
                let hold = self.model.holds.get_mut(&id).filter(|h| h.expires_at > now);
                let hold = hold.filter(|hold| !hold.takes.is_empty());
                assert_eq!(done.unwrap(), hold.is_some());
                if let Some(hold) = hold {
                    hold.expires_at = now + life;
                }
            }
            Step::Release(id) => {
                let done = self.storage.release(hold_id(id), "", now).await.unwrap();
                assert_eq!(done, !self.end(id).is_empty());
            }
            Step::Place(id) => self.place(id).await,
            Step::Allocate(at, n, back) => {
                let order =
                    self.in_order(move |tx, cause| allocate(tx, &take(at, n), back, cause, now));
                let done = order.await;
                assert_eq!(done, self.model.allocate(at, n, back));
            }
            Step::Ship(at, n) => self.less(at, MovementKind::Shipped, n, (n, n)).await,
            Step::GiveBack(at, n) => self.less(at, MovementKind::Released, n, (0, n)).await,
            Step::Adjust(at, to) => {
                let name = self.name();
                let done = self.adjust(at, to, name).await;
                self.last = Some((at, to, name, done));
            }
            Step::Count(at, n) => {
                let counts = [(sku(SKUS[at.0]), handle(PLACES[at.1].0), n)];
                let by = crate::Counting::imported("");
                self.storage.set_stock(&counts, by, now).await.unwrap();
                let level = self.model.level(at);
                let least = level.allocated.min(level.on_hand);
                self.model.on_hand.insert(at, n.max(least));
            }
            Step::Send(name, n, back) => self.send(name, n, back).await,
            Step::Arrive(n) => self.arrive(n).await,
            Step::Again => self.again().await,
            Step::Pass(time) => self.model.now += time,
            Step::Sweep => drop(self.storage.sweep_reservations(now).await.unwrap()),
        }
    }

    async fn reserve(&mut self, id: usize, takes: &[(At, u32)], expires_at: u64) {
        let now = self.model.now;
        let asked = takes.iter().map(|(at, n)| take(*at, *n)).collect();
        let done = self.storage.reserve(hold_id(id), asked, expires_at, now);
        let done = done.await.unwrap();
        let former = self.model.holds.get(&id).cloned().unwrap_or_default();
        if former.is_committed {
            assert_eq!(done, Ok(()));
            return;
        }
        let mut wanted = BTreeMap::<At, u32>::new();
        for (at, n) in takes.iter().filter(|(_, n)| *n > 0) {
            *wanted.entry(*at).or_default() += n;
        }
        let left = |at: &At| self.model.level_beside(*at, id).available();
        let mut short: Vec<Shortage> = wanted
            .iter()
            .filter(|(at, n)| left(at) < **n)
            .map(|(at, _)| Shortage {
                sku: sku(SKUS[at.0]),
                location: handle(PLACES[at.1].0),
                available: left(at),
            })
            .collect();
        short.sort_by(|a, b| (&a.sku, &a.location).cmp(&(&b.sku, &b.location)));
        assert_eq!(done.err().unwrap_or_default(), short);
        if short.is_empty() {
            let hold = Hold {
                takes: wanted,
                expires_at,
                is_committed: false,
            };
            self.model.holds.insert(id, hold);
        }
    }

    /// Ends a hold in the model; what it held, if it counted.
    fn end(&mut self, id: usize) -> BTreeMap<At, u32> {
        let now = self.model.now;
        let Some(hold) = self.model.holds.get_mut(&id) else {
            return BTreeMap::new();
        };
        let held = std::mem::take(&mut hold.takes);
        if hold.expires_at > now {
            held
        } else {
            BTreeMap::new()
        }
    }

    async fn place(&mut self, id: usize) {
        let now = self.model.now;
        let placed = self.in_order(move |tx, cause| {
            let held = commit(tx, hold_id(id), now)?;
            let given = held
                .iter()
                .map(|take| allocate(tx, take, false, cause, now));
            let given = given.collect::<Result<Vec<_>, _>>()?;
            Ok((held, given))
        });
        let (mut held, given) = placed.await;
        let expected = self.end(id);
        if !expected.is_empty() {
            self.model.holds.get_mut(&id).unwrap().is_committed = true;
        }
        // Each place in the order in which the database names them.
        for (take, given) in held.iter().zip(given) {
            let name = SKUS.iter().position(|name| *name == take.sku.as_str());
            let place = PLACES
                .iter()
                .position(|(name, _)| *name == take.location.as_str());
            let at = (name.unwrap(), place.unwrap());
            assert_eq!(given, self.model.allocate(at, take.quantity, false));
        }
        let mut expected: Vec<Take> = expected.iter().map(|(at, n)| take(*at, *n)).collect();
        held.sort();
        expected.sort();
        assert_eq!(held, expected);
    }

    async fn less(&mut self, at: At, kind: MovementKind, n: u32, by: (u32, u32)) {
        let done = self
            .in_order(move |tx, cause| apply(tx, &take(at, n), kind, cause))
            .await;
        assert_eq!(done, self.model.less(at, by.0, by.1), "{kind:?}");
    }

    async fn adjust(&mut self, at: At, to: Adjustment, name: CommandId) -> bool {
        let reason = AdjustReason::Counted;
        let done = self
            .storage
            .adjust(self.command(name), place_of(at), to, reason);
        let done = done.await.unwrap().map(|level| level.on_hand);
        let level = self.model.level(at);
        let allocated = level.allocated;
        let expected = match to.of(level) {
            None => Err(StockRefusal::Number),
            Some(to) if to < level.on_hand && to < allocated => {
                Err(StockRefusal::Allocated { allocated })
            }
            Some(to) => Ok(to),
        };
        assert_eq!(done, expected, "{to:?} {level:?}");
        if let Ok(on_hand) = expected {
            self.model.on_hand.insert(at, on_hand);
        }
        expected.is_ok()
    }

    async fn send(&mut self, name: usize, n: u32, back: bool) {
        let (from, to) = if back { (1, 0) } else { (0, 1) };
        let id = self.name();
        let place = place_of((name, from));
        let done = self
            .storage
            .transfer(self.command(id), place, handle(PLACES[to].0), n);
        let done = done.await.unwrap();
        let movable = self.model.level((name, from)).movable();
        let expected = match n {
            0 => Err(StockRefusal::Number),
            n if n > movable => Err(StockRefusal::Short { movable }),
            _ => Ok(TransferId(id.0)),
        };
        assert_eq!(done, expected);
        if let Ok(transfer) = expected {
            *self.model.on_hand.entry((name, from)).or_default() -= n;
            self.model.sent.push((transfer, (name, to), n));
        }
    }

    async fn arrive(&mut self, n: u32) {
        let Some((transfer, at, sent)) = self.model.sent.first().copied() else {
            return;
        };
        let name = self.name();
        let done = self
            .storage
            .receive_transfer(self.command(name), transfer, n);
        let done = done.await.unwrap().map(|transfer| transfer.received);
        if n > sent {
            assert_eq!(done, Err(StockRefusal::MoreThanSent { sent }));
            return;
        }
        assert_eq!(done, Ok(Some(n)));
        self.model.sent.remove(0);
        *self.model.on_hand.entry(at).or_default() += n;
    }

    /// A command that was carried out changes nothing the second time; one that was refused is as
    /// good as new.
    async fn again(&mut self) {
        let Some((at, to, name, was_done)) = self.last.take() else {
            return;
        };
        if !was_done {
            self.adjust(at, to, name).await;
            return;
        }
        let (command, reason) = (self.command(name), AdjustReason::Counted);
        let done = self.storage.adjust(command, place_of(at), to, reason).await;
        assert_eq!(done.unwrap(), Ok(self.model.level(at)));
    }

    async fn check(&self) {
        assert_eq!(self.storage.check_ledger().await.unwrap(), []);
        let levels = self
            .storage
            .levels_of(&SKUS.map(sku), self.model.now)
            .await
            .unwrap();
        for (name, place) in EVERYWHERE {
            let kept = levels[&sku(SKUS[name])].iter();
            let mut kept = kept.filter(|(at, _)| *at == handle(PLACES[place].0));
            let wanted = self.model.level((name, place));
            match kept.next() {
                Some((_, level)) => assert_eq!(*level, wanted, "{name} {place}"),
                None => assert!(wanted.is_nothing(), "{name} {place}"),
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn stock_is_what_the_model_says(steps in prop::collection::vec(step(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut pair = Pair::new().await;
            for (at, place) in [((0, 0), 6), ((1, 0), 2), ((0, 1), 4)] {
                pair.step(Step::Count(at, place)).await;
            }
            for step in steps {
                pair.step(step).await;
                pair.check().await;
            }
        });
    }
}
