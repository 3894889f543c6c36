//! The bytes of version 1, one example of everything that is sent or kept.
//!
//! Pages of an earlier release go on speaking to a newer server, and baskets that were kept are
//! read by it. So these never change: what is new is a variant at the end of its enum, and a line at
//! the end of its list here. Where bytes must change, [`VERSION`] does, and old pages are told to
//! reload.

mod arbitrary;

use std::fmt::Debug;

use arbitrary::Shop;
use baguni_commerce::{Quantity, ShopperId, Sku};
use baguni_replica::codec::{VERSION, decode, encode, fingerprint, from_text, to_text};
use baguni_replica::frame::{Ack, Bye, Cursor, Delta, DeviceKind, Down, Hello, Up, Welcome};
use baguni_replica::{
    Dot, Dots, Hlc, LineKey, List, ListName, Operation, Remark, ReplicaId, Step, Submission, Truth,
    WishlistId,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// That these values are these bytes, and the bytes these values.
fn check<T>(golden: &[&str], values: &[T])
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    assert_eq!(VERSION, 1);
    for (place, value) in values.iter().enumerate() {
        let written = to_text(&encode(value));
        let golden = golden.get(place).copied().unwrap_or("nothing yet");
        assert_eq!(written, golden, "number {place}, {value:?}");
        let bytes = from_text(golden).expect("hexadecimal");
        assert_eq!(decode::<T>(&bytes).as_ref(), Ok(value), "number {place}");
    }
    assert_eq!(golden.len(), values.len());
}

const KIOSK: ReplicaId = ReplicaId(0x0123_4567_89AB_CDEF);
const PHONE: ReplicaId = ReplicaId(0x00FF_00FF_00FF_00FF);

fn dot(seq: u32) -> Dot {
    Dot {
        replica: PHONE,
        seq,
    }
}

fn key() -> LineKey {
    LineKey::from("MUG-WHITE".parse::<Sku>().expect("a good SKU"))
}

fn quantity(n: u32) -> Quantity {
    Quantity::try_from(n).expect("a good quantity")
}

/// One of each, in the order of their variants.
fn operations() -> Vec<Operation> {
    let (list, at) = (List::Cart, Hlc::at(1_700_000_000_000));
    let none = Dots::default;
    let wishlist = WishlistId(0x00C0_FFEE);
    let by = |n| Step::new(n).expect("not 0");
    vec![
        Operation::Add {
            list,
            key: key(),
            by: by(2),
            covers: none(),
        },
        Operation::Transfer {
            list: List::Wishlist(WishlistId::FIRST),
            key: key(),
            quantity: quantity(2),
            from: dot(1),
            covers: none(),
        },
        Operation::Set {
            list,
            key: key(),
            to: quantity(300),
            at,
            covers: [dot(1)].into_iter().collect(),
        },
        Operation::Remove {
            list: List::Saved,
            key: key(),
            covers: [
                dot(1),
                dot(2),
                dot(300),
                Dot {
                    replica: KIOSK,
                    seq: 9,
                },
            ]
            .into_iter()
            .collect(),
        },
        Operation::Clear {
            list,
            covers: [dot(3)].into_iter().collect(),
        },
        Operation::Move {
            key: key(),
            source: list,
            target: List::Saved,
            to: quantity(9_999),
            at,
            covers: none(),
        },
        Operation::Name {
            wishlist,
            name: ListName::try_from("봄".to_owned()).expect("a good name"),
            at,
            covers: none(),
        },
        Operation::Discard {
            wishlist,
            covers: none(),
        },
        Operation::Restore {
            list,
            key: key(),
            by: by(-3),
            since: 130,
            covers: none(),
        },
    ]
}

fn truth() -> Truth {
    let mut shop = Shop::default();
    for (seq, said) in (1..).zip(operations()) {
        shop.take(&(
            Dot {
                replica: KIOSK,
                seq,
            },
            said,
        ));
    }
    shop.truth
}

fn welcome() -> Welcome {
    let truth = truth();
    Welcome {
        shopper: ShopperId(7),
        cursor: Cursor {
            version: truth.version,
            hash: fingerprint(&truth.basket),
        },
        basket: Some(truth.basket),
        heard: vec![(KIOSK, 9)],
        origins: vec![(KIOSK, DeviceKind::Kiosk), (PHONE, DeviceKind::Phone)],
    }
}

fn hello() -> Hello {
    Hello {
        replica: PHONE,
        shopper: Some(ShopperId(7)),
        cursor: Some(Cursor {
            version: 300,
            hash: 0xFEED,
        }),
        others: vec![KIOSK],
        device: DeviceKind::Tablet,
    }
}

#[test]
fn up() {
    let nobody = Hello {
        shopper: None,
        cursor: None,
        others: vec![],
        ..hello()
    };
    let operations = operations();
    let values = [
        Up::Hello(hello()),
        Up::Hello(nobody),
        Up::Ops(Submission {
            replica: PHONE,
            first: 1,
            operations,
        }),
        Up::Again(hello()),
        Up::Pulse,
    ];
    check(UP, &values);
}

#[test]
fn down() {
    let mut shop = Shop {
        truth: truth(),
        ..Shop::default()
    };
    let [add, .., restore] = &operations()[..] else {
        panic!("there are several")
    };
    let covers = Operation::Clear {
        list: List::Cart,
        covers: [dot(77)].into_iter().collect(),
    };
    let operations = vec![add.clone(), restore.clone(), covers];
    let submission = Submission {
        replica: PHONE,
        first: 1,
        operations,
    };
    let changed = shop.merge(&submission).expect("no gap and no fork").changed;
    let all = [
        Remark::Full,
        Remark::Unknown,
        Remark::TooMuch,
        Remark::AlreadyOrdered,
        Remark::Kept(4),
    ];
    let remarks = (1..).zip(all).collect();
    let (replica, through) = (PHONE, 3);
    let nothing = Welcome {
        basket: None,
        heard: vec![],
        origins: vec![],
        ..welcome()
    };
    let change = changed.clone().expect("it is new");
    let values = [
        Down::Welcome(welcome()),
        Down::Welcome(nothing),
        Down::Ack(Ack {
            replica,
            through,
            remarks,
            changed,
        }),
        Down::Ack(Ack {
            replica,
            through,
            remarks: vec![],
            changed: None,
        }),
        Down::Delta(Delta {
            replica,
            through,
            device: DeviceKind::Shop,
            changed: change,
        }),
        Down::Epoch(welcome()),
        Down::Nack {
            replica,
            expected: 300,
        },
        Down::Fork { replica },
        Down::Rebind { wipe: true },
        Down::Pulse,
        Down::Bye(Bye::Upgrade),
        Down::Bye(Bye::Later(5_000)),
        Down::Bye(Bye::Malformed),
        Down::Bye(Bye::Foreign),
        Down::Bye(Bye::Unknown),
    ];
    check(DOWN, &values);
}

#[test]
fn kept() {
    check(TRUTH, &[truth(), Truth::default()]);
}

const UP: &[&str] = &[];

const DOWN: &[&str] = &[];

const TRUTH: &[&str] = &[];
