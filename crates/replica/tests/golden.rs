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
use baguni_replica::merge::Changed;
use baguni_replica::{
    Dot, Dots, Hlc, LineKey, List, ListName, Operation, Remark, ReplicaId, Submission, Truth,
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
    [first_operations(), later_operations()].concat()
}

fn first_operations() -> Vec<Operation> {
    let (list, at) = (List::Cart, Hlc::at(1_700_000_000_000));
    let none = Dots::default;
    vec![
        Operation::Add {
            list,
            key: key(),
            by: quantity(2),
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
    ]
}

fn later_operations() -> Vec<Operation> {
    let (list, at) = (List::Cart, Hlc::at(1_700_000_000_000));
    let none = Dots::default;
    let wishlist = WishlistId(0x00C0_FFEE);
    vec![
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
            by: quantity(3),
            since: 130,
            covers: none(),
        },
        Operation::Take {
            list: List::Wishlist(wishlist),
            key: key(),
            by: quantity(1),
            from: dot(5),
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

/// What a phone changes in the kept basket.
fn changed() -> Changed {
    let mut shop = Shop {
        truth: truth(),
        ..Shop::default()
    };
    let [add, .., restore, _] = &operations()[..] else {
        panic!("there are several")
    };
    let covers = Operation::Clear {
        list: List::Cart,
        covers: [dot(77)].into_iter().collect(),
    };
    let submission = Submission {
        replica: PHONE,
        first: 1,
        operations: vec![add.clone(), restore.clone(), covers],
    };
    let merged = shop.merge(&submission).expect("no gap and no fork");
    merged.changed.expect("it is new")
}

#[test]
fn down() {
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
    let values = [
        Down::Welcome(welcome()),
        Down::Welcome(nothing),
        Down::Ack(Ack {
            replica,
            through,
            remarks,
            changed: Some(changed()),
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
            changed: changed(),
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

const UP: &[&str] = &[
    "0100ff00ff00ff00ff00010701ac02edfd0301efcdab896745230102",
    "0100ff00ff00ff00ff0000000002",
    "\
     0101ff00ff00ff00ff00010a0000094d55472d5748495445000200010200094d55472d57484954450002ff00ff\
     00ff00ff0001000200094d55472d574849544500ac02808080b4e59faf0c01ff00ff00ff00ff0001010301094d\
     55472d57484954450002ff00ff00ff00ff00030101aa02efcdab89674523010109040001ff00ff00ff00ff0001\
     0305094d55472d57484954450000018f4e808080b4e59faf0c0006eeff830603ebb484808080b4e59faf0c0007\
     eeff8306000800094d55472d574849544500038201000902eeff8306094d55472d57484954450001ff00ff00ff\
     00ff000500",
    "0102ff00ff00ff00ff00010701ac02edfd0301efcdab896745230102",
    "0103",
];

const DOWN: &[&str] = &[
    "\
     0100070aa28eadd78f97a5c5c2010100040001094d55472d5748495445000101efcdab89674523010201000203\
     02ac02808080b4e59faf0c0101094d55472d5748495445000601efcdab89674523010106028f4e808080b4e59f\
     af0c020001094d55472d5748495445000201efcdab896745230101020102ff00ff00ff00ff000102eeff830601\
     094d55472d5748495445000a01efcdab8967452301010a0301ff00ff00ff00ff000501eeff830601efcdab8967\
     45230107808080b4e59faf0c03ebb48401ff00ff00ff00ff0004010101a90201efcdab89674523010902efcdab\
     896745230103ff00ff00ff00ff0001",
    "0100070aa28eadd78f97a5c5c201000000",
    "\
     0101ff00ff00ff00ff0003050100020103020403050404010a0b95d69e8df8a6e1c2a4010100094d55472d5748\
     495445000101efcdab8967452301020100020302ac02808080b4e59faf0c0001ff00ff00ff00ff00024ddf01",
    "0101ff00ff00ff00ff00030000",
    "\
     0102ff00ff00ff00ff0003040a0b95d69e8df8a6e1c2a4010100094d55472d5748495445000101efcdab896745\
     2301020100020302ac02808080b4e59faf0c0001ff00ff00ff00ff00024ddf01",
    "\
     0103070aa28eadd78f97a5c5c2010100040001094d55472d5748495445000101efcdab89674523010201000203\
     02ac02808080b4e59faf0c0101094d55472d5748495445000601efcdab89674523010106028f4e808080b4e59f\
     af0c020001094d55472d5748495445000201efcdab896745230101020102ff00ff00ff00ff000102eeff830601\
     094d55472d5748495445000a01efcdab8967452301010a0301ff00ff00ff00ff000501eeff830601efcdab8967\
     45230107808080b4e59faf0c03ebb48401ff00ff00ff00ff0004010101a90201efcdab89674523010902efcdab\
     896745230103ff00ff00ff00ff0001",
    "0104ff00ff00ff00ff00ac02",
    "0105ff00ff00ff00ff00",
    "010601",
    "0107",
    "010800",
    "0108018827",
    "010802",
    "010803",
    "010804",
];

const TRUTH: &[&str] = &[
    "\
     010a00040001094d55472d5748495445000101efcdab8967452301020100020302ac02808080b4e59faf0c0101\
     094d55472d5748495445000601efcdab89674523010106028f4e808080b4e59faf0c020001094d55472d574849\
     5445000201efcdab896745230101020102ff00ff00ff00ff000102eeff830601094d55472d5748495445000a01\
     efcdab8967452301010a0301ff00ff00ff00ff000501eeff830601efcdab896745230107808080b4e59faf0c03\
     ebb48401ff00ff00ff00ff0004010101a902",
    "010000000000",
];
