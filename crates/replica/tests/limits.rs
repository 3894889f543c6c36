//! How large a basket can become, and how small a message is.

mod arbitrary;

use std::collections::BTreeMap;

use arbitrary::Shop;
use baguni_commerce::{Quantity, ShopperId};
use baguni_replica::codec::{MAX_MESSAGE, encode, fingerprint};
use baguni_replica::dot::Heard;
use baguni_replica::frame::{Cursor, DeviceKind, Down, Up, Welcome, read_up};
use baguni_replica::join::{JoinPolicy, join};
use baguni_replica::session::{Device, Effect, Outbox};
use baguni_replica::{
    Basket, Dot, Dots, Hlc, Intent, Line, LineKey, List, ListName, Operation, Refusal, Remark,
    ReplicaId, Submission, WishlistId,
};

const NOON: u64 = 1_700_000_000_000;
const ONE: Quantity = Quantity::ONE;

fn key(n: usize) -> LineKey {
    let sku: baguni_commerce::Sku = format!("SKU-{n:06}").parse().expect("a good SKU");
    LineKey::from(sku)
}

fn add(list: List, n: usize) -> Operation {
    let by = Quantity::ONE;
    let covers = Dots::default();
    let key = key(n);
    Operation::Add {
        list,
        key,
        by,
        covers,
    }
}

/// Says them under one replica and counts the remarks.
fn says(shop: &mut Shop, replica: u64, said: impl IntoIterator<Item = Operation>) -> Vec<Remark> {
    let replica = ReplicaId(replica);
    let mut first = shop.heard.get(&replica).map_or(0, |heard| heard.last) + 1;
    let said: Vec<_> = said.into_iter().collect();
    let mut remarks = Vec::new();
    for operations in said.chunks(Submission::MAX) {
        let submission = Submission {
            replica,
            first,
            operations: operations.to_vec(),
        };
        first += operations.len() as u32;
        let merged = shop.merge(&submission).expect("no gap and no fork");
        remarks.extend(merged.remarks.into_iter().map(|(_, remark)| remark));
    }
    remarks
}

fn count(remarks: &[Remark]) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for remark in remarks {
        *counted.entry(format!("{remark:?}")).or_default() += 1;
    }
    counted
}

fn wishlist(n: u32) -> List {
    List::Wishlist(WishlistId(n))
}

#[test]
fn a_list_is_full_at_its_limit() {
    let mut shop = Shop::default();
    let remarks = says(
        &mut shop,
        1,
        (0..Basket::MAX_LINES + 3).map(|n| add(List::Cart, n)),
    );
    assert_eq!(count(&remarks), BTreeMap::from([("Full".to_owned(), 3)]));
    assert_eq!(shop.truth.basket.shown(List::Cart).len(), Basket::MAX_LINES);
    let more = says(&mut shop, 1, [add(List::Cart, 0)]);
    assert_eq!(more, [], "there is always room on a line that is there");
}

#[test]
fn all_lists_together_are_full_at_theirs() {
    let mut shop = Shop::default();
    let lists = (0..30).map(wishlist);
    let said = lists.flat_map(|list| (0..400).map(move |n| add(list, n)));
    says(&mut shop, 1, said);
    let lines: usize = (0..30)
        .map(|n| shop.truth.basket.shown(wishlist(n)).len())
        .sum();
    assert_eq!(lines, Basket::MAX_ALL_LINES);
}

#[test]
fn a_line_takes_so_many_changes_and_a_number_in_their_place() {
    let mut shop = Shop::default();
    let remarks = says(
        &mut shop,
        1,
        (0..Line::MAX_DOTS + 2).map(|_| add(List::Cart, 0)),
    );
    assert_eq!(count(&remarks), BTreeMap::from([("TooMuch".to_owned(), 2)]));
    let line = shop.truth.basket.line(List::Cart, &key(0)).unwrap();
    let (to, at, covers) = (ONE, Hlc::default(), line.dots());
    let key = key(0);
    let number = Operation::Set {
        list: List::Cart,
        key,
        to,
        at,
        covers,
    };
    assert_eq!(says(&mut shop, 1, [number]), []);
    assert_eq!(
        shop.truth
            .basket
            .line(List::Cart, &arbitrary_key())
            .map(Line::len),
        Some(1)
    );
}

fn arbitrary_key() -> LineKey {
    key(0)
}

#[test]
fn dots_made_up_are_refused_beyond_a_bound() {
    let mut shop = Shop::default();
    let made_up = |n: u64| {
        let dots = (1..=1_000).map(|seq| Dot {
            replica: ReplicaId(1_000 + n),
            seq,
        });
        Operation::Clear {
            list: List::Cart,
            covers: dots.collect(),
        }
    };
    let remarks = says(&mut shop, 1, (0..10).map(made_up));
    assert_eq!(count(&remarks), BTreeMap::from([("TooMuch".to_owned(), 6)]));
}

#[test]
fn names_are_bounded_too() {
    let mut shop = Shop::default();
    let name = |n: u32| Operation::Name {
        wishlist: WishlistId(n),
        name: ListName::try_from("Spring".to_owned()).unwrap(),
        at: Hlc::default(),
        covers: Dots::default(),
    };
    let remarks = says(&mut shop, 1, (1..=30).map(name));
    assert_eq!(count(&remarks), BTreeMap::from([("Full".to_owned(), 11)]));
    let remarks = says(&mut shop, 1, (0..100).map(|_| name(1)));
    assert_eq!(
        count(&remarks),
        BTreeMap::from([("TooMuch".to_owned(), 69)])
    );
}

#[test]
fn joining_many_guests_stays_in_bounds() {
    let mut account = Shop::default();
    for guest in 1..=12 {
        let mut theirs = Shop::default();
        let lists = (0..10).map(wishlist).chain([List::Cart]);
        let lines = lists.flat_map(|list| (0..300).map(move |n| add(list, n + 300 * guest)));
        says(&mut theirs, guest as u64, lines);
        let by = (ReplicaId(77), Heard::default());
        join(
            &mut account.truth,
            &theirs.truth.basket,
            JoinPolicy::default(),
            by,
            NOON,
        );
    }
    let basket = &account.truth.basket;
    assert_eq!(basket.shown(List::Cart).len(), Basket::MAX_LINES);
    let lists = (0..10).map(wishlist).chain([List::Cart]);
    let lines: usize = lists.map(|list| basket.shown(list).len()).sum();
    assert!(lines <= Basket::MAX_ALL_LINES);
}

#[test]
fn what_waits_is_refused_and_sent_in_messages_that_fit() {
    let mut device = Device::new(ReplicaId(5), DeviceKind::Phone);
    let step = |by| Intent::Step {
        list: List::Cart,
        key: key(0),
        by,
    };
    let mut taps = 0;
    let refused = loop {
        match device.intend(step(1), NOON) {
            Ok(_) => taps += 1,
            Err(refusal) => break refusal,
        }
    };
    assert_eq!(refused, Refusal::Outbox);
    assert!(taps > 900);
    device.connected();
    let effects = device.received(Down::Welcome(empty()));
    let mut sent = 0;
    let mut shop = Shop::default();
    for effect in effects {
        let Effect::Send(word) = effect else { continue };
        let bytes = encode(&word);
        assert!(bytes.len() <= MAX_MESSAGE);
        let Ok(Up::Ops(submission)) = read_up(&bytes) else {
            panic!("only operations")
        };
        sent += submission.operations.len();
        shop.merge(&submission).unwrap();
    }
    assert_eq!(sent, device.waiting());
    assert_eq!(shop.truth.basket.quantity(List::Cart, &key(0)), taps);
}

fn empty() -> Welcome {
    let hash = fingerprint(&Basket::default());
    Welcome {
        shopper: ShopperId(1),
        cursor: Cursor { version: 0, hash },
        basket: Some(Basket::default()),
        heard: Vec::new(),
        origins: Vec::new(),
    }
}

#[test]
fn clearing_the_fullest_cart_fits_into_messages() {
    let mut shop = Shop::default();
    for replica in 0..9 {
        // More changes than one operation may cover, no two of them by one hand.
        let first = 1_000 + replica * 500;
        for n in 0..500 {
            says(&mut shop, first + n, [add(List::Cart, n as usize)]);
        }
    }
    let mut device = Device::new(ReplicaId(5), DeviceKind::Phone);
    device.connected();
    let basket = Some(shop.truth.basket.clone());
    device.received(Down::Welcome(Welcome { basket, ..empty() }));
    device
        .intend(Intent::Clear { list: List::Cart }, NOON)
        .unwrap();
    for word in device.flush() {
        let Ok(Up::Ops(submission)) = read_up(&encode(&word)) else {
            panic!("it is read")
        };
        shop.merge(&submission).unwrap();
    }
    assert!(shop.truth.basket.is_empty());
}

/// What twenty lines weigh that three screens have stepped and typed at.
#[test]
fn the_whole_of_twenty_lines_weighs_little() {
    let mut shop = Shop::default();
    for n in 0..20 {
        let replica = 0x1234_5678_9ABC_0000 + (n % 3) as u64;
        says(
            &mut shop,
            replica,
            (0..1 + n % 4).map(|_| add(List::Cart, n)),
        );
    }
    let hash = fingerprint(&shop.truth.basket);
    let heard = shop
        .heard
        .iter()
        .map(|(id, heard)| (*id, heard.last))
        .collect();
    let origins = shop
        .heard
        .keys()
        .map(|id| (*id, DeviceKind::Phone))
        .collect();
    let cursor = Cursor {
        version: shop.truth.version,
        hash,
    };
    let basket = Some(shop.truth.basket.clone());
    let shopper = ShopperId(u64::MAX);
    let welcome = Welcome {
        shopper,
        cursor,
        basket,
        heard,
        origins,
    };
    let bytes = encode(&Down::Welcome(welcome)).len();
    assert!(bytes <= 1_500, "{bytes} bytes");
}

/// A mix as in the simulator, with a clearing now and then, on 20 lines of 10 characters each.
#[test]
fn an_operation_weighs_little() {
    let mut device = Device::new(ReplicaId(0x1234_5678_9ABC_DEF0), DeviceKind::Phone);
    let mut thrown = 1_u64;
    let mut throw = |below: u64| {
        thrown = thrown
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (thrown >> 33) % below
    };
    let mut weights = Vec::new();
    while weights.len() < Outbox::MAX - 2 {
        let (list, key) = (List::Cart, key(throw(20) as usize));
        let to = 1 + throw(4) as u32;
        let intent = match throw(200) {
            0..80 => Intent::Step { list, key, by: 1 },
            80..120 => Intent::Step { list, key, by: -1 },
            120..150 => Intent::Set { list, key, to },
            150..175 => Intent::Remove { list, key },
            175..185 => Intent::Move {
                key,
                source: list,
                target: wishlist(0),
            },
            185..199 => Intent::Wish {
                wishlist: WishlistId::FIRST,
                key,
            },
            _ => Intent::Clear { list },
        };
        let said = device.intend(intent, NOON + 1_000 * weights.len() as u64);
        let said = said.expect("there is room");
        // The version is the message's.
        weights.extend(said.iter().map(|(_, said)| encode(said).len() - 1));
    }
    weights.sort_unstable();
    let of_a_hundred = |n: usize| weights[weights.len() * n / 100];
    let (p50, p99) = (of_a_hundred(50), of_a_hundred(99));
    assert!(
        p50 <= 24 && p99 <= 40,
        "{p50} bytes, and {p99} of a hundred"
    );
}
