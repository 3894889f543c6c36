//! A small scope, complete: three screens that show 2 of a line do two things each, without hearing
//! of each other, and an order of the 2 comes at any moment between the arrivals. In whatever order
//! the rest arrives, the lists come to the same.

mod arbitrary;

use std::collections::{BTreeMap, BTreeSet};

use arbitrary::{Changes, NOON, Shop, lines};
use baguni_commerce::{Quantity, ShopperId};
use baguni_replica::codec::fingerprint;
use baguni_replica::frame::{Cursor, DeviceKind, Down, Welcome};
use baguni_replica::session::Device;
use baguni_replica::{Dot, Intent, LineKey, List, Operation, ReplicaId, WishlistId, checkout};

const CART: List = List::Cart;
const WISHLIST: List = List::Wishlist(WishlistId::FIRST);
const SCREENS: usize = 3;
const KINDS: usize = 6;

fn x() -> LineKey {
    arbitrary::key(0)
}

fn intent(kind: usize) -> Intent {
    let (list, key) = (CART, x());
    match kind {
        0 => Intent::Step { list, key, by: 1 },
        1 => Intent::Step { list, key, by: -1 },
        2 => Intent::Set { list, key, to: 4 },
        3 => Intent::Remove { list, key },
        4 => Intent::Clear { list },
        _ => Intent::Move {
            key,
            source: CART,
            target: WISHLIST,
        },
    }
}

fn begun() -> Shop {
    let mut shop = Shop::default();
    let by = Quantity::try_from(2).expect("2 is in bounds");
    let add = Operation::Add {
        list: CART,
        key: x(),
        by,
        covers: Default::default(),
    };
    shop.take(&(
        Dot {
            replica: ReplicaId(9),
            seq: 1,
        },
        add,
    ));
    shop
}

/// What a screen says that does these two things.
fn said(shop: &Shop, replica: u64, kinds: usize) -> Vec<(Dot, Operation)> {
    let mut device = Device::new(ReplicaId(replica), DeviceKind::Phone);
    let basket = shop.truth.basket.clone();
    let hash = fingerprint(&basket);
    device.received(Down::Welcome(Welcome {
        shopper: ShopperId(1),
        cursor: Cursor {
            version: shop.truth.version,
            hash,
        },
        basket: Some(basket),
        heard: vec![],
        origins: vec![],
    }));
    let taps = [kinds / KINDS, kinds % KINDS];
    let minted = taps.map(|kind| device.intend(intent(kind), NOON).expect("there is room"));
    minted.concat()
}

/// How far each screen was heard, and how far when the order came, if it has.
type Place = ([usize; SCREENS], Option<[usize; SCREENS]>);

struct Scope<'a> {
    said: [&'a [(Dot, Operation)]; SCREENS],
    /// Every place once, with what the lists were there.
    seen: BTreeMap<Place, Vec<Changes>>,
}

impl Scope<'_> {
    fn explore(&mut self, shop: &Shop, place: Place) {
        let now = lines(&shop.truth.basket);
        if let Some(before) = self.seen.insert(place, now.clone()) {
            assert_eq!(before, now, "at {place:?} of {:?}", self.said);
            return;
        }
        let (heard, ordered) = place;
        for screen in 0..SCREENS {
            if let Some(next) = self.said[screen].get(heard[screen]) {
                let mut shop = shop.clone();
                shop.take(next);
                let mut heard = heard;
                heard[screen] += 1;
                self.explore(&shop, (heard, ordered));
            }
        }
        if ordered.is_none() {
            let mut shop = shop.clone();
            let confirmed = shop.truth.basket.confirmable();
            let taken = checkout::order(&mut shop.truth, &confirmed);
            let taken = taken.expect("nothing has changed");
            let dots: BTreeSet<Dot> = taken.keys().copied().collect();
            assert!(confirmed.iter().eq(dots));
            shop.ordered.extend(taken);
            self.explore(&shop, (heard, Some(heard)));
        }
    }
}

#[test]
fn three_screens_two_taps_each_and_an_order() {
    let shop = begun();
    let per_screen: Vec<Vec<Vec<(Dot, Operation)>>> = (1..=SCREENS as u64)
        .map(|replica| {
            (0..KINDS * KINDS)
                .map(|kinds| said(&shop, replica, kinds))
                .collect()
        })
        .collect();
    let mut states = 0;
    // Screens are alike: each choice of three pairs of taps once.
    for a in 0..KINDS * KINDS {
        for b in a..KINDS * KINDS {
            for c in b..KINDS * KINDS {
                let said = [&per_screen[0][a][..], &per_screen[1][b], &per_screen[2][c]];
                let mut scope = Scope {
                    said,
                    seen: BTreeMap::new(),
                };
                scope.explore(&shop, ([0; SCREENS], None));
                states += scope.seen.len();
            }
        }
    }
    assert!(states > 500_000, "{states} states");
}
