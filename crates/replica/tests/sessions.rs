//! What a tab does when something is not as it should be, and what the server writes for forms.

mod rig;

use baguni_commerce::ShopperId;
use baguni_replica::frame::DeviceKind::{Desktop, Phone};
use baguni_replica::frame::{Ack, Cursor, Down, Up, Welcome};
use baguni_replica::merge::{Changed, MergeError, written};
use baguni_replica::session::{Device, Effect, Request, Session};
use baguni_replica::{Dot, Dots, Intent, List, Operation, ReplicaId, Submission, WishlistId};
use rig::{NOON, Rig, Shop, key, quantity};

const CART: List = List::Cart;
const WISHLIST: List = List::Wishlist(WishlistId::FIRST);

fn step(by: i32) -> Intent {
    let (list, key) = (CART, key("X"));
    Intent::Step { list, key, by }
}

/// A tab that is connected to an empty basket.
fn tab(replica: u64) -> Device {
    let mut device = Device::new(ReplicaId(replica), Phone);
    device.connected();
    device.received(Down::Welcome(welcome(&Shop::default())));
    device
}

fn welcome(shop: &Shop) -> Welcome {
    let Up::Hello(hello) = Device::new(ReplicaId(1), Phone).connected() else {
        unreachable!("it begins with a hello")
    };
    shop.welcome(&hello, true)
}

fn sent(effects: Vec<Effect>) -> Vec<Up> {
    let word = |effect| match effect {
        Effect::Send(word) => Some(word),
        _ => None,
    };
    effects.into_iter().filter_map(word).collect()
}

fn taps(device: &mut Device, times: u32) {
    for _ in 0..times {
        device.intend(step(1), NOON).expect("there is room");
    }
}

#[test]
fn a_wrong_hash_leaves_the_truth_and_asks_for_the_whole() {
    let mut device = tab(1);
    taps(&mut device, 1);
    let before = device.view().clone();
    let changed = Changed {
        from: 0,
        to: 1,
        hash: 0xBAD,
        lines: vec![(CART, key("Y"), Default::default())],
        names: vec![],
        deferred: Dots::default(),
    };
    let ack = Ack {
        replica: ReplicaId(1),
        through: 1,
        remarks: vec![],
        changed: Some(changed),
    };
    let words = sent(device.received(Down::Ack(ack)));
    assert!(matches!(words[..], [Up::Again(_)]), "{words:?}");
    assert_eq!(device.view(), &before);
    assert_eq!((device.resyncs(), device.waiting()), (1, 1));
}

#[test]
fn a_hole_asks_for_the_whole_once() {
    let mut device = tab(1);
    let hole = |from| Changed {
        from,
        to: from + 1,
        hash: 0,
        lines: vec![],
        names: vec![],
        deferred: Dots::default(),
    };
    let ack = |from| {
        let changed = Some(hole(from));
        Down::Ack(Ack {
            replica: ReplicaId(9),
            through: 1,
            remarks: vec![],
            changed,
        })
    };
    assert_eq!(sent(device.received(ack(4))).len(), 1);
    assert_eq!(sent(device.received(ack(5))).len(), 0, "it is on its way");
    assert_eq!(device.resyncs(), 1);
}

#[test]
fn what_is_missing_is_filled_and_what_comes_after_keeps_its_name() {
    let mut orphan = tab(2);
    taps(&mut orphan, 4);
    let said: Vec<_> = orphan
        .pending()
        .map(|(dot, said)| (dot.seq, said.clone()))
        .collect();
    let mut heir = tab(3);
    // The second was never written down.
    let left = said.iter().filter(|(seq, _)| *seq != 2).cloned().collect();
    heir.adopt(ReplicaId(2), left);
    let mut shop = Shop::default();
    let mut words = heir.flush();
    while let Some(word) = words.pop() {
        let Up::Ops(submission) = word else { continue };
        if let Err(MergeError::Gap { expected }) = shop.merge(&submission) {
            let replica = submission.replica;
            words.extend(
                sent(heir.received(Down::Nack { replica, expected }))
                    .into_iter()
                    .rev(),
            );
        }
    }
    assert_eq!(shop.truth.basket.quantity(CART, &key("X")), 3);
    let fourth = Dot {
        replica: ReplicaId(2),
        seq: 4,
    };
    let line = shop.truth.basket.line(CART, &key("X"));
    assert!(line.is_some_and(|line| line.contains(fourth)));
}

#[test]
fn too_much_missing_or_a_fork_takes_a_new_name() {
    for word in [
        Down::Fork {
            replica: ReplicaId(1),
        },
        Down::Nack {
            replica: ReplicaId(1),
            expected: 1,
        },
    ] {
        let mut device = tab(1);
        taps(&mut device, 400);
        // As after a server that has forgotten what it had acknowledged.
        let ack = Ack {
            replica: ReplicaId(1),
            through: 398,
            remarks: vec![],
            changed: None,
        };
        device.received(Down::Welcome(Welcome {
            heard: vec![(ReplicaId(1), ack.through)],
            ..welcome(&Shop::default())
        }));
        device
            .intend(
                Intent::Remove {
                    list: CART,
                    key: key("X"),
                },
                NOON,
            )
            .expect("it is taken");
        let effects = device.received(word.clone());
        let renamed = Effect::Renamed { from: ReplicaId(1) };
        assert!(effects.contains(&renamed), "{word:?}: {effects:?}");
        let words = sent(device.rename(ReplicaId(1), ReplicaId(5)));
        let [
            Up::Ops(Submission {
                replica,
                first,
                operations,
            }),
        ] = &words[..]
        else {
            panic!("{words:?}")
        };
        assert_eq!((*replica, *first, operations.len()), (ReplicaId(5), 1, 3));
        let covers: Vec<Dot> = operations[2].covers().iter().collect();
        let anew = |seq| Dot {
            replica: ReplicaId(5),
            seq,
        };
        assert_eq!(covers, [anew(1), anew(2)], "they name each other anew");
        assert_eq!(device.view().quantity(CART, &key("X")), 0);
    }
}

#[test]
fn nothing_is_said_before_the_greeting() {
    let mut end = Session::default();
    let ops = Up::Ops(Submission {
        replica: ReplicaId(1),
        first: 1,
        operations: vec![Operation::Clear {
            list: CART,
            covers: Dots::default(),
        }],
    });
    let bytes = baguni_replica::codec::encode(&ops);
    assert!(end.received(&bytes).is_err());
    let hello = baguni_replica::codec::encode(&Device::new(ReplicaId(1), Phone).connected());
    assert!(matches!(
        end.received(&hello),
        Ok(Request::Greet { whole: false, .. })
    ));
    assert!(matches!(end.received(&bytes), Ok(Request::Merge(_))));
}

/// A form says what its page showed, and means no more.
#[test]
fn forms_count_from_what_their_page_showed() {
    let x = || key("X");
    let set = |to| Intent::Set {
        list: CART,
        key: x(),
        to,
    };
    let remove = Intent::Remove {
        list: CART,
        key: x(),
    };
    let to_wishlist = Intent::Move {
        key: x(),
        source: CART,
        target: WISHLIST,
    };
    let check = |intent: Intent, cart, wishlist| {
        // The page shows 2; then a phone puts one more there.
        let mut rig = Rig::with(&[Phone, Desktop]);
        rig.tap(
            0,
            Intent::Add {
                list: CART,
                key: x(),
                quantity: quantity(2),
            },
        );
        rig.deliver(0);
        let seen = rig
            .shop
            .truth
            .basket
            .line(CART, &x())
            .map(|line| line.dots());
        rig.tap(1, step(1));
        rig.deliver(1);
        let mut shop = Shop {
            truth: rig.shop.truth.clone(),
            ..Shop::default()
        };
        shop.heard = rig.shop.heard.clone();
        let server = ReplicaId(77);
        let heard = Default::default();
        let said = written(
            &shop.truth,
            server,
            heard,
            intent.clone(),
            seen.as_ref(),
            NOON,
        );
        shop.merge(&said.expect("it is taken"))
            .expect("no gap and no fork");
        let shows = |list| shop.truth.basket.quantity(list, &x());
        assert_eq!(
            (shows(CART), shows(WISHLIST)),
            (cart, wishlist),
            "{intent:?}"
        );
    };
    check(step(1), 4, 0);
    check(step(-1), 2, 0);
    check(set(4), 5, 0);
    check(set(3), 4, 0);
    check(remove, 1, 0);
    check(to_wishlist, 1, 2);
}

#[test]
fn whose_it_is_comes_with_the_welcome() {
    let mut device = Device::new(ReplicaId(1), Phone);
    assert_eq!(device.shopper(), None);
    device.connected();
    device.received(Down::Welcome(welcome(&Shop::default())));
    assert_eq!(device.shopper(), Some(rig::SHOPPER));
    let account = Welcome {
        shopper: ShopperId(8),
        cursor: Cursor {
            version: 1,
            hash: 0,
        },
        ..welcome(&Shop::default())
    };
    device.received(Down::Epoch(account));
    assert_eq!(device.shopper(), Some(ShopperId(8)));
}
