//! What is kept, written and read; whatever else is read is refused.

use super::{handle, parts, sku, storefront, tuesday};
use crate::storefront::{Snapshot, SnapshotError, Storefront};
use crate::{LocationStock, StorefrontApi as _};
use baguni_commerce::promotion::{BasisPoints, Conditions, Limits, Reward, Scope, Trigger};
use baguni_commerce::*;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

const STOCK: [(&str, &str, u32); 3] = [
    ("MUG", "here", 3),
    ("MUG", "depot", 500),
    ("BOWL", "there", 1),
];

fn snapshot() -> Snapshot {
    storefront(&STOCK, tuesday(600)).snapshot(42, RoutingRules::default())
}

/// The answer of a storefront, which is there at once.
fn now<T>(answer: impl Future<Output = T>) -> T {
    match pin!(answer).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => panic!("a storefront waits for nothing"),
    }
}

#[test]
fn a_snapshot_is_read_back() {
    let snapshot = snapshot();
    let bytes = snapshot.encode().unwrap();
    assert_eq!(Snapshot::decode(&bytes).unwrap(), snapshot);
}

/// When this fails, bytes of before are read as something else: [`Snapshot::VERSION`] has to move
/// with the number.
#[test]
fn the_bytes_are_those_of_the_version() {
    let bytes = snapshot().encode().unwrap();
    let sum = u64::from_le_bytes(bytes[1..9].try_into().unwrap());
    assert_eq!(
        (bytes[0], bytes.len(), sum),
        (1, 979, 9_686_608_237_933_319_189)
    );
}

#[test]
fn what_only_the_server_may_know_is_left_out() {
    let promotion = |name: &str, change: fn(&mut Promotion)| {
        let mut promotion = Promotion {
            handle: handle(name),
            title: Text::new("할인", "Off"),
            trigger: Trigger::Automatic,
            reward: Reward::Percent {
                off: BasisPoints::try_from(1_000).unwrap(),
                at_most: None,
            },
            scope: Scope::Everything,
            conditions: Conditions::default(),
            limits: Limits::default(),
            priority: 0,
            exclusive: false,
        };
        change(&mut promotion);
        promotion
    };
    let price = Price::new(Money::new(1, Currency::Krw), None);
    let pricing = Pricing {
        promotions: vec![
            promotion("all", |_| {}),
            promotion("code", |it| {
                it.trigger = Trigger::Code("SECRET".parse().unwrap());
            }),
            promotion("later", |it| it.conditions.starts = Some(u64::MAX)),
            promotion("members", |it| it.conditions.signed_in = true),
        ],
        scheduled: vec![ScheduledPrice {
            sku: sku("MUG"),
            price,
            from: u64::MAX,
            until: None,
        }],
        ..Pricing::default()
    };
    let shop = Storefront::new(7, parts(&STOCK), pricing, Arc::new(|| 1));
    let Snapshot { parts, pricing, .. } = shop.snapshot(42, RoutingRules::default());
    let told: Vec<_> = pricing
        .promotions
        .iter()
        .map(|it| it.handle.as_str())
        .collect();
    assert_eq!((told, pricing.scheduled.len()), (vec!["all"], 0));
    assert!(
        parts
            .products
            .iter()
            .all(|it| it.handle.as_str() != "draft")
    );
    let levels: Vec<_> = parts
        .stock
        .iter()
        .map(|(sku, at, level)| (sku.as_str(), at.as_str(), level.available(), level.on_hand))
        .collect();
    let told = LocationStock::TOLD;
    assert_eq!(
        levels,
        [
            ("MUG", "depot", told, told),
            ("MUG", "here", 3, 3),
            ("BOWL", "there", 1, 1),
        ]
    );
}

#[test]
fn what_is_not_a_snapshot_is_refused() {
    let bytes = snapshot().encode().unwrap();
    let refused = |bytes: &[u8]| Snapshot::decode(bytes).err();
    assert_eq!(refused(&[]), Some(SnapshotError::Broken));
    assert_eq!(
        refused(&[Snapshot::VERSION + 1, 0]),
        Some(SnapshotError::Version(2))
    );
    assert_eq!(
        refused(&vec![1; Snapshot::MAX + 1]),
        Some(SnapshotError::TooLarge)
    );
    for end in 0..bytes.len() {
        assert!(refused(&bytes[..end]).is_some(), "cut at {end}");
    }
    for at in 0..bytes.len() {
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(refused(&flipped).is_some(), "another bit at {at}");
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(refused(&longer), Some(SnapshotError::Broken));
}

/// A checksum does not keep out who reckons one: then it is the values that are looked at.
#[test]
fn values_that_nobody_wrote_are_refused_or_answered() {
    let good = snapshot().encode().unwrap();
    let mut chance = 0x9e37_79b9_7f4a_7c15_u64;
    let mut draw = move || {
        chance ^= chance << 13;
        chance ^= chance >> 7;
        chance ^= chance << 17;
        chance
    };
    let (mut read, mut refused) = (0, 0);
    for round in 0..4_000 {
        let mut values = match round % 4 {
            0 => (0..draw() % 400).map(|_| draw().to_le_bytes()[0]).collect(),
            _ => good[9..].to_vec(),
        };
        for _ in 0..round % 4 {
            let at = usize::try_from(draw()).unwrap() % values.len().max(1);
            if let Some(byte) = values.get_mut(at) {
                *byte = draw().to_le_bytes()[3];
            }
        }
        let sum = xxhash_rust::xxh64::xxh64(&values, 0).to_le_bytes();
        let bytes = [&[Snapshot::VERSION], &sum[..], &values].concat();
        match Snapshot::decode(&bytes) {
            Ok(snapshot) => {
                read += 1;
                ask_everything(snapshot);
            }
            Err(_) => refused += 1,
        }
    }
    assert!(
        read > 100 && refused > 100,
        "{read} read, {refused} refused"
    );
}

/// Whatever is in it, it is answered.
fn ask_everything(snapshot: Snapshot) {
    let shop = Storefront::of_snapshot(snapshot, Arc::new(|| tuesday(600)));
    let shown = Localization::default();
    let _ = now(shop.home(shown));
    let _ = now(shop.stores(shown));
    let _ = now(shop.search(shown, "ㅁㄱ".to_owned(), ListingQuery::default()));
    let _ = now(shop.collection(shown, handle("table"), ListingQuery::default()));
    for product in shop.catalogue().products() {
        let _ = now(shop.product(shown, product.handle.clone()));
        let _ = shop.ways(
            Locale::Ko,
            &[(product.variants[0].sku.clone(), 1)],
            &handle("here"),
        );
    }
    let _ = shop.by_barcode("8801234567893");
}

#[test]
fn stock_that_has_changed_is_said() {
    let shop = Storefront::of_snapshot(snapshot(), Arc::new(|| tuesday(600)));
    let sold = shop.with_stock(&[
        (sku("MUG"), handle("here"), 0),
        (sku("BOWL"), handle("here"), 4),
        (sku("GONE"), handle("here"), 4),
        (sku("BOWL"), handle("nowhere"), 4),
    ]);
    let check = |shop: &Storefront, name: &str, levels: [u32; 4]| {
        let levels_now: Vec<_> = shop
            .catalogue()
            .stock(&sku(name))
            .iter()
            .map(|level| level.available())
            .collect();
        assert_eq!(levels_now, levels, "{name}");
    };
    check(&shop, "MUG", [10, 0, 3, 0]);
    check(&sold, "MUG", [10, 0, 0, 0]);
    check(&sold, "BOWL", [0, 1, 4, 0]);
}

#[test]
fn the_mark_is_another_when_anything_but_stock_is() {
    let check = |change: fn(&mut Snapshot), another: bool| {
        let mut other = snapshot();
        change(&mut other);
        assert_eq!(other.mark() != snapshot().mark(), another);
    };
    check(|_| {}, false);
    check(|it| it.taken_at += 1, false);
    check(|it| it.stock += 1, false);
    check(|it| it.parts.stock.clear(), false);
    check(|it| it.revision += 1, true);
    check(|it| it.parts.products[0].title.ko.push('!'), true);
    check(|it| it.parts.locations[0].hours[0] = None, false);
    check(|it| it.parts.locations[1].hours[0] = None, true);
    check(|it| it.rules.last_call += 1, true);
}
