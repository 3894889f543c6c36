//! What happens in the model: random deeds of shoppers, associates, providers and time.

use super::*;

/// Something that somebody does.
#[derive(Clone, Debug)]
pub(super) enum Deed {
    /// Places an order of these quantities of A, B and C.
    Order {
        quantities: [u32; 3],
        pickup: Option<u8>,
        at_store: bool,
        held: bool,
    },
    /// The provider's money moves as the model says, and the order hears of it so often.
    Pay {
        order: u8,
        how: Pay,
        heard: u8,
    },
    /// Somebody at a place takes a step.
    Step {
        order: u8,
        part: u8,
        step: u8,
        place: Option<u8>,
    },
    Cancel {
        order: u8,
    },
    /// Another attempt to pay.
    PayAgain {
        order: u8,
    },
    Choose {
        order: u8,
        wait: bool,
    },
    /// The shop asks the provider for all that is due.
    AskProvider {
        order: u8,
    },
    /// A till gives back what it owes.
    GiveBack {
        order: u8,
    },
    /// Time passes, and every deadline is kept.
    Pass {
        minutes: u32,
    },
    Count {
        sku: u8,
        place: u8,
        to: u32,
    },
    /// The last command comes again.
    Again,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Pay {
    Authorize,
    Fail,
    RequireAction,
    /// Of another order's amount.
    OtherAmount,
}

pub(super) fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let quantities = [0..4_u32, 0..3_u32, 0..2_u32];
    let pay = prop_oneof![
        6 => Just(Pay::Authorize), 2 => Just(Pay::Fail), 1 => Just(Pay::RequireAction),
        1 => Just(Pay::OtherAmount)
    ];
    let deed = prop_oneof![
        4 => (quantities, prop::option::of(0..2_u8), any::<bool>(), any::<bool>()).prop_map(
            |(quantities, pickup, at_store, held)| Deed::Order {
                quantities, pickup, at_store, held
            }),
        5 => (0..4_u8, pay, 1..3_u8)
            .prop_map(|(order, how, heard)| Deed::Pay { order, how, heard }),
        40 => (0..4_u8, 0..3_u8, 0..30_u8, prop::option::weighted(0.1, 0..3_u8)).prop_map(
            |(order, part, step, place)| Deed::Step { order, part, step, place }),
        1 => any::<u8>().prop_map(|order| Deed::Cancel { order }),
        1 => (0..4_u8).prop_map(|order| Deed::PayAgain { order }),
        4 => (0..4_u8, any::<bool>()).prop_map(|(order, wait)| Deed::Choose { order, wait }),
        6 => (0..4_u8).prop_map(|order| Deed::AskProvider { order }),
        1 => (0..4_u8).prop_map(|order| Deed::GiveBack { order }),
        2 => prop_oneof![4 => 1..40_u32, 1 => Just(60), 2 => Just(8 * 24 * 60)]
            .prop_map(|minutes| Deed::Pass { minutes }),
        1 => (0..3_u8, 0..3_u8, 0..9_u32)
            .prop_map(|(sku, place, to)| Deed::Count { sku, place, to }),
        2 => Just(Deed::Again),
    ];
    prop::collection::vec(deed, 20..140)
}

/// What comes next where all goes well.
pub(super) fn next_step(state: FulfillmentState, method: &Method, code: Proof) -> Step {
    use FulfillmentState as S;
    match state {
        S::Accepted => Step::Pick,
        S::Picking => Step::Pack,
        S::Packed if *method == Method::Pickup => Step::Ready,
        S::Packed => Step::HandOver { tracking: None },
        S::HandedOver => Step::Deliver,
        S::InTransit => Step::Receive,
        S::ReceivedAtStore => Step::Ready,
        S::ReadyForPickup => Step::PickUp(code),
        S::NoShow => Step::PutBack,
        _ => Step::Accept,
    }
}
