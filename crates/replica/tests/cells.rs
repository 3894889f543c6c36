//! What two screens do at once: every cell of the table in the README, in both orders of arrival.

mod rig;

use baguni_replica::frame::DeviceKind::{Desktop, Kiosk, Phone};
use baguni_replica::session::Effect;
use baguni_replica::{Intent, LineKey, List, Remark, WishlistId};
use rig::{Rig, key, quantity};

const CART: List = List::Cart;
const WISHLIST: List = List::Wishlist(WishlistId::FIRST);

/// What a screen does with line X while it shows 2.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Tap {
    Add,
    Dec,
    Set4,
    Remove,
    Clear,
    Move,
}

impl Tap {
    fn intent(self) -> Intent {
        let (list, key) = (CART, line());
        match self {
            Self::Add => Intent::Step { list, key, by: 1 },
            Self::Dec => Intent::Step { list, key, by: -1 },
            Self::Set4 => Intent::Set { list, key, to: 4 },
            Self::Remove => Intent::Remove { list, key },
            Self::Clear => Intent::Clear { list },
            Self::Move => Intent::Move {
                key,
                source: CART,
                target: WISHLIST,
            },
        }
    }
}

fn line() -> LineKey {
    key("X")
}

/// A phone and a desktop that both show 2 of line X, which a kiosk put there.
fn two_of_x() -> Rig {
    let mut rig = Rig::with(&[Phone, Desktop, Kiosk]);
    let (list, key, quantity) = (CART, line(), quantity(2));
    rig.tap(
        2,
        Intent::Add {
            list,
            key,
            quantity,
        },
    );
    rig.deliver(2);
    assert_eq!(shows(&rig), (2, 0));
    rig
}

/// Cart and wishlist.
fn shows(rig: &Rig) -> (u32, u32) {
    (rig.agreed(CART, &line()), rig.agreed(WISHLIST, &line()))
}

fn remarks(effects: &[(usize, Effect)], tab: usize) -> Vec<Remark> {
    let remark = |(at, effect): &(usize, Effect)| match effect {
        Effect::Remarked(_, remark) if *at == tab => Some(*remark),
        _ => None,
    };
    effects.iter().filter_map(remark).collect()
}

/// Both tap, and then one arrives before the other.
fn cell(phone: Tap, desktop: Tap, cart: u32, wishlist: u32) {
    for order in [[0, 1], [1, 0]] {
        let mut rig = two_of_x();
        rig.tap(0, phone.intent());
        rig.tap(1, desktop.intent());
        let effects: Vec<_> = order.iter().flat_map(|tab| rig.deliver(*tab)).collect();
        let case = format!("{phone:?} with {desktop:?}, arriving as {order:?}");
        assert_eq!(shows(&rig), (cart, wishlist), "{case}");
        for (tab, tap, other) in [(0, phone, desktop), (1, desktop, phone)] {
            let removed = (tap, other) == (Tap::Remove, Tap::Set4);
            // Who removed it first sees the line come back, as from any other screen.
            let told = remarks(&effects, tab) == [Remark::Kept(4)];
            let seen = effects
                .iter()
                .any(|effect| matches!(effect, (at, Effect::Elsewhere(_, CART, _)) if *at == tab));
            assert_eq!(told, removed && order[1] == tab, "{case}");
            assert!(!removed || told || seen, "{case}: a notice");
        }
    }
}

/// It is tapped, the 2 are bought on another screen, and then it arrives.
fn bought(tap: Tap, cart: u32, told: bool) {
    let mut rig = two_of_x();
    rig.tap(0, tap.intent());
    rig.order();
    let effects = rig.deliver(0);
    assert_eq!(shows(&rig), (cart, 0), "{tap:?} after the 2 were bought");
    let remark = told.then_some(Remark::AlreadyOrdered);
    assert_eq!(remarks(&effects, 0), Vec::from_iter(remark), "{tap:?}");
}

macro_rules! cells {
    ($($name:ident: $phone:ident with $desktop:ident is $cart:literal / $wishlist:literal;)+) => {$(
        #[test]
        fn $name() {
            cell(Tap::$phone, Tap::$desktop, $cart, $wishlist);
        }
    )+};
}

cells! {
    one_more_and_one_more: Add with Add is 4 / 0;
    one_more_and_one_less: Add with Dec is 2 / 0;
    one_more_and_four: Add with Set4 is 5 / 0;
    one_more_and_removed: Add with Remove is 1 / 0;
    one_more_and_cleared: Add with Clear is 1 / 0;
    one_more_and_moved: Add with Move is 1 / 2;
    one_less_and_one_more: Dec with Add is 2 / 0;
    one_less_and_one_less: Dec with Dec is 1 / 0;
    one_less_and_four: Dec with Set4 is 3 / 0;
    one_less_and_removed: Dec with Remove is 0 / 0;
    one_less_and_cleared: Dec with Clear is 0 / 0;
    one_less_and_moved: Dec with Move is 0 / 2;
    four_and_one_more: Set4 with Add is 5 / 0;
    four_and_one_less: Set4 with Dec is 3 / 0;
    four_and_four: Set4 with Set4 is 4 / 0;
    four_and_removed: Set4 with Remove is 4 / 0;
    four_and_cleared: Set4 with Clear is 4 / 0;
    four_and_moved: Set4 with Move is 4 / 2;
    removed_and_one_more: Remove with Add is 1 / 0;
    removed_and_one_less: Remove with Dec is 0 / 0;
    removed_and_four: Remove with Set4 is 4 / 0;
    removed_and_removed: Remove with Remove is 0 / 0;
    removed_and_cleared: Remove with Clear is 0 / 0;
    removed_and_moved: Remove with Move is 0 / 2;
    cleared_and_one_more: Clear with Add is 1 / 0;
    cleared_and_one_less: Clear with Dec is 0 / 0;
    cleared_and_four: Clear with Set4 is 4 / 0;
    cleared_and_removed: Clear with Remove is 0 / 0;
    cleared_and_cleared: Clear with Clear is 0 / 0;
    cleared_and_moved: Clear with Move is 0 / 2;
    moved_and_one_more: Move with Add is 1 / 2;
    moved_and_one_less: Move with Dec is 0 / 2;
    moved_and_four: Move with Set4 is 4 / 2;
    moved_and_removed: Move with Remove is 0 / 2;
    moved_and_cleared: Move with Clear is 0 / 2;
    moved_and_moved: Move with Move is 0 / 2;
}

macro_rules! after_the_order {
    ($($name:ident: $tap:ident is $cart:literal, told $told:literal;)+) => {$(
        #[test]
        fn $name() {
            bought(Tap::$tap, $cart, $told);
        }
    )+};
}

after_the_order! {
    one_more_after_the_two_were_bought: Add is 1, told false;
    one_less_after_the_two_were_bought: Dec is 0, told false;
    four_after_the_two_were_bought: Set4 is 2, told false;
    removed_after_the_two_were_bought: Remove is 0, told true;
    cleared_after_the_two_were_bought: Clear is 0, told true;
    moved_after_the_two_were_bought: Move is 0, told true;
}
