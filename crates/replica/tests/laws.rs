//! What must hold of any operations whatever, 50,000 times each.

mod arbitrary;

use std::collections::BTreeSet;

use arbitrary::{LISTS, NOON, Recipe, SKUS, Shop, key, lines, operations, recipes, shuffled};
use baguni_commerce::{Quantity, ShopperId};
use baguni_replica::codec::{decode, encode, fingerprint};
use baguni_replica::dot::{Heard, HeardOf};
use baguni_replica::frame::{Ack, Cursor, DeviceKind, Down, Hello, Up, Welcome};
use baguni_replica::join::{JoinPolicy, Voices, join, join_as};
use baguni_replica::session::Device;
use baguni_replica::{
    Basket, Dot, Dots, Intent, List, Operation, Remark, ReplicaId, Submission, Truth, checkout,
};
use proptest::prelude::*;

const CASES: u32 = 50_000;
const SHOP: ReplicaId = ReplicaId(0x0005_4049);

fn cases() -> ProptestConfig {
    ProptestConfig {
        cases: CASES,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn merged(said: &[(Dot, Operation)]) -> Shop {
    let mut shop = Shop::default();
    for said in said {
        shop.take(said);
    }
    shop
}

/// A tap out of three numbers.
fn tap([kind, place, n]: [u8; 3]) -> Intent {
    let list = LISTS[place as usize % 3];
    let other = LISTS[(place as usize + 1) % 3];
    let key = key(place as usize / 3 % SKUS);
    let quantity = Quantity::try_from(u32::from(n % 7) + 1).expect("from 1 to 7");
    match kind % 8 {
        0 | 1 => Intent::Step { list, key, by: 1 },
        2 => Intent::Step { list, key, by: -1 },
        3 => Intent::Add {
            list,
            key,
            quantity,
        },
        4 => Intent::Set {
            list,
            key,
            to: u32::from(n % 7),
        },
        5 => Intent::Remove { list, key },
        6 => Intent::Move {
            key,
            source: list,
            target: other,
        },
        _ => Intent::Copy {
            key,
            source: list,
            target: other,
        },
    }
}

fn welcome(truth: &Truth) -> Welcome {
    Welcome {
        shopper: ShopperId(1),
        cursor: Cursor {
            version: truth.version,
            hash: fingerprint(&truth.basket),
        },
        basket: Some(truth.basket.clone()),
        heard: vec![(ReplicaId(9), 3)],
        origins: vec![(SHOP, DeviceKind::Kiosk)],
    }
}

fn is_read_back<T>(value: &T) -> Result<(), TestCaseError>
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let bytes = encode(value);
    let read: T = decode(&bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
    prop_assert_eq!(&read, value);
    prop_assert_eq!(encode(&read), bytes);
    prop_assert_eq!(fingerprint(&read), fingerprint(value));
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_order_of_arrival_does_not_matter(
        recipes in recipes(12),
        one in prop::collection::vec(any::<u8>(), 1..12),
        other in prop::collection::vec(any::<u8>(), 1..12),
    ) {
        let said = operations(&recipes);
        let one = merged(&shuffled(&said, &one)).truth;
        let other = merged(&shuffled(&said, &other)).truth;
        prop_assert_eq!(lines(&one.basket), lines(&other.basket));
        prop_assert_eq!(one.version, other.version);
    }

    #[test]
    fn what_comes_again_changes_nothing(recipes in recipes(12), again in any::<usize>()) {
        let said = operations(&recipes);
        let mut shop = merged(&said);
        let truth = shop.truth.clone();
        let replica = said[again % said.len()].0.replica;
        let own: Vec<_> = said.iter().filter(|(dot, _)| dot.replica == replica).collect();
        let first = again % own.len();
        let submission = Submission {
            replica,
            first: own[first].0.seq,
            operations: own[first..].iter().map(|(_, said)| said.clone()).collect(),
        };
        let merged = shop.merge(&submission).expect("no gap and no fork");
        prop_assert_eq!(merged.changed, None);
        prop_assert_eq!(merged.heard.last as usize, own.len());
        prop_assert_eq!(shop.truth, truth);
    }

    #[test]
    fn what_was_covered_is_never_seen_again(recipes in recipes(12), order in any::<[u8; 8]>()) {
        let said = operations(&recipes);
        let mut shop = Shop::default();
        let mut covered = BTreeSet::new();
        for said in shuffled(&said, &order) {
            shop.take(&said);
            covered.extend(said.1.covers().iter());
            let live = lines(&shop.truth.basket).into_iter().flat_map(|(_, _, line)| line);
            let back: Vec<_> = live.filter(|(dot, _)| covered.contains(dot)).collect();
            prop_assert!(back.is_empty(), "{:?}", back);
        }
    }

    #[test]
    fn what_nobody_covered_is_there(recipes in recipes(12), order in any::<[u8; 8]>()) {
        let said = operations(&recipes);
        let covered: BTreeSet<Dot> = said.iter().flat_map(|(_, said)| said.covers().iter()).collect();
        let puts = |said: &Operation| {
            !matches!(said, Operation::Remove { .. } | Operation::Clear { .. })
        };
        let want: BTreeSet<Dot> = said
            .iter()
            .filter(|(dot, said)| puts(said) && !covered.contains(dot))
            .map(|(dot, _)| *dot)
            .collect();
        let truth = merged(&shuffled(&said, &order)).truth;
        let live = lines(&truth.basket).into_iter().flat_map(|(_, _, line)| line);
        prop_assert_eq!(live.map(|(dot, _)| dot).collect::<BTreeSet<_>>(), want);
    }

    #[test]
    fn a_change_brings_the_last_state_to_this_one(recipes in recipes(12)) {
        let said = operations(&recipes);
        let mut shop = Shop::default();
        let mut device = Device::new(ReplicaId(99), DeviceKind::Phone);
        device.connected();
        device.received(Down::Welcome(welcome(&shop.truth)));
        for said in &said {
            let merged = shop.take(said);
            let changed = merged.changed.expect("it is new");
            prop_assert_eq!(changed.hash, fingerprint(&shop.truth.basket));
            let ack = Ack {
                replica: said.0.replica,
                through: said.0.seq,
                remarks: Vec::new(),
                changed: Some(changed),
            };
            device.received(Down::Ack(ack));
            prop_assert_eq!(device.base().map(|(_, _, base)| base), Some(&shop.truth.basket));
            prop_assert_eq!(device.resyncs(), 0);
        }
    }

    #[test]
    fn a_screen_shows_what_the_truth_will_be(
        recipes in recipes(8),
        taps in prop::collection::vec(any::<[u8; 3]>(), 1..10),
    ) {
        let mut shop = merged(&operations(&recipes));
        let mut device = Device::new(ReplicaId(99), DeviceKind::Phone);
        device.connected();
        device.received(Down::Welcome(welcome(&shop.truth)));
        for intent in taps {
            prop_assert!(device.intend(tap(intent), NOON).is_ok());
        }
        let view = lines(device.view());
        for word in device.flush() {
            if let Up::Ops(submission) = word {
                let merged = shop.merge(&submission).expect("no gap and no fork");
                let kept = |remark: &Remark| matches!(remark, Remark::Kept(_));
                let taken = merged.remarks.iter().all(|(_, remark)| kept(remark));
                prop_assert!(taken, "{:?}", merged.remarks);
            }
        }
        prop_assert_eq!(lines(&shop.truth.basket), view);
    }

    #[test]
    fn an_order_takes_all_of_the_cart_once(recipes in recipes(12)) {
        let mut truth = merged(&operations(&recipes)).truth;
        let rest: Vec<_> = lines(&truth.basket);
        let confirmed = truth.basket.confirmable();
        let taken = checkout::order(&mut truth, &confirmed).expect("nothing has changed");
        prop_assert!(taken.keys().copied().eq(confirmed.iter()));
        prop_assert_eq!(truth.basket.shown(List::Cart).len(), 0);
        let rest: Vec<_> = rest.into_iter().filter(|(list, ..)| *list != List::Cart).collect();
        prop_assert_eq!(lines(&truth.basket), rest);
        let again = checkout::order(&mut truth, &confirmed).is_ok();
        prop_assert_eq!(again, confirmed.is_empty());
    }

    #[test]
    fn joining_keeps_the_larger_and_all_that_one_had(
        guest in recipes(8),
        account in recipes(8),
    ) {
        let (guest, account) = two_shoppers(&guest, &account);
        let mut joined = account.clone();
        join(&mut joined, &guest.basket, JoinPolicy::default(), (SHOP, Heard::default()), NOON);
        for list in LISTS {
            for sku in 0..SKUS {
                let of = |basket: &Basket| basket.quantity(list, &key(sku));
                let larger = of(&guest.basket).max(of(&account.basket));
                prop_assert_eq!(of(&joined.basket), larger, "{:?} {}", list, sku);
            }
        }
        prop_assert!(joined.version > account.version);
    }

    #[test]
    fn under_whatever_replica_a_join_writes_it_comes_to_the_same(
        guest in recipes(8),
        account in recipes(8),
    ) {
        let (guest, account) = two_shoppers(&guest, &account);
        let (mut one, mut several) = (account.clone(), account);
        let policy = JoinPolicy { in_checkout: true, ..JoinPolicy::default() };
        let heard = join(&mut one, &guest.basket, policy, (SHOP, Heard::default()), NOON);
        let by_size = |covers: &Dots| ReplicaId(SHOP.0 + covers.len() as u64 % 2);
        let mut voices = Voices { of: &by_size, heard: HeardOf::new() };
        join_as(&mut several, &guest.basket, policy, &mut voices, NOON);
        for list in LISTS {
            for sku in 0..SKUS {
                let of = |basket: &Basket| basket.quantity(list, &key(sku));
                prop_assert_eq!(of(&several.basket), of(&one.basket), "{:?} {}", list, sku);
            }
        }
        let said: u32 = voices.heard.values().map(|heard| heard.last).sum();
        prop_assert_eq!(said, heard.last, "each number once, under one of them");
    }

    #[test]
    fn a_guests_late_word_counts_as_before_the_joining(guest in recipes(8), late in any::<Recipe>()) {
        // Of lines that only the guest had, nothing depends on when the last word comes.
        let recipes: Vec<Recipe> = guest.iter().chain([&late]).copied().collect();
        let said = operations(&recipes);
        let (last, before) = said.split_last().expect("the late word");
        let join_it = |account: &mut Truth, guest: &Shop| {
            join(account, &guest.truth.basket, JoinPolicy::default(), (SHOP, Heard::default()), NOON);
        };
        let mut early = Truth::default();
        join_it(&mut early, &merged(&said));
        let guest = merged(before);
        let mut account = Shop { heard: guest.heard.clone(), ..Shop::default() };
        join_it(&mut account.truth, &guest);
        account.take(last);
        for list in LISTS {
            for sku in 0..SKUS {
                let shown = |basket: &Basket| basket.quantity(list, &key(sku));
                let hidden = guest.truth.basket.line(list, &key(sku)).is_some_and(|line| line.shown() == 0);
                // What is left of a line nobody sees stays behind when guests sign in.
                if !hidden {
                    prop_assert_eq!(shown(&early.basket), shown(&account.truth.basket));
                }
            }
        }
    }

    #[test]
    fn everything_written_is_read_back(recipes in recipes(12), n in any::<u64>()) {
        let said = operations(&recipes);
        let mut shop = merged(&said[..said.len() - 1]);
        let last = &said[said.len() - 1];
        let merged = shop.take(last);
        let replica = ReplicaId(n);
        let operations = said.iter().map(|(_, said)| said.clone()).collect();
        is_read_back(&shop.truth)?;
        is_read_back(&Up::Ops(Submission { replica, first: n as u32 | 1, operations }))?;
        is_read_back(&Up::Hello(Hello {
            replica,
            shopper: Some(ShopperId(n)),
            cursor: Some(Cursor { version: n, hash: !n }),
            others: vec![replica, SHOP],
            device: DeviceKind::Tablet,
        }))?;
        is_read_back(&Down::Welcome(welcome(&shop.truth)))?;
        is_read_back(&Down::Epoch(welcome(&shop.truth)))?;
        is_read_back(&Down::Ack(Ack {
            replica,
            through: n as u32,
            remarks: merged.remarks,
            changed: merged.changed,
        }))?;
    }
}

/// Two truths whose dots have nothing in common.
fn two_shoppers(guest: &[Recipe], account: &[Recipe]) -> (Truth, Truth) {
    let guest = merged(&operations(guest)).truth;
    let said = operations(account).into_iter().map(|(dot, mut said)| {
        let elsewhere = |dot: Dot| Dot {
            replica: ReplicaId(dot.replica.0 + 100),
            ..dot
        };
        let covers = said.covers().iter().map(elsewhere).collect();
        set_covers(&mut said, covers);
        (elsewhere(dot), said)
    });
    (guest, merged(&said.collect::<Vec<_>>()).truth)
}

fn set_covers(said: &mut Operation, to: Dots) {
    match said {
        Operation::Add { covers, .. }
        | Operation::Transfer { covers, .. }
        | Operation::Set { covers, .. }
        | Operation::Remove { covers, .. }
        | Operation::Clear { covers, .. }
        | Operation::Move { covers, .. }
        | Operation::Name { covers, .. }
        | Operation::Discard { covers, .. }
        | Operation::Restore { covers, .. }
        | Operation::Take { covers, .. } => *covers = to,
    }
}
