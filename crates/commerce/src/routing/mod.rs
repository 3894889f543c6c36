//! Which place sends what: [`route`] judges every place for one order, chooses the parcels, and
//! says why, so that whoever packs them can see it.
//!
//! Of the ways to send what can be sent, in no more parcels than allowed and with none that is not
//! needed, the first rule that tells two of them apart decides. It is a rule of the trade and not
//! of chance: the same request gives the same parcels, in whatever order its places are listed.

mod candidate;
mod choose;
mod parcels;
mod reasons;
#[cfg(test)]
mod tests;
mod weigh;

pub use candidate::{Candidate, Exclusion, Ineligible};
pub use reasons::{LostBy, Verdict};

use crate::address::Postcode;
use crate::calendar::Holidays;
use crate::ident::{Handle, Sku};
use crate::locale::Text;
use crate::promise::Promise;
use candidate::Field;
use choose::Choice;
use serde::{Deserialize, Serialize};

/// What is to be sent, how, and what every place has.
#[derive(Clone, Debug)]
pub struct RoutingRequest<'a> {
    pub lines: Vec<RoutingLine>,
    pub method: RoutingMethod,
    /// The place that the shopper would like it from.
    pub preferred: Option<Handle>,
    pub candidates: Vec<Candidate<'a>>,
    pub rules: &'a RoutingRules,
    /// Milliseconds since 1970.
    pub now: u64,
}

/// So many of a variant. Lines of one SKU are taken together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoutingLine {
    pub sku: Sku,
    pub quantity: u32,
    /// May be sold without stock: where none is left, it is made or bought in for the order.
    pub backorder: bool,
}

/// How the shopper gets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RoutingMethod {
    Ship {
        postcode: Postcode,
    },
    /// At a store: out of its own stock as far as that goes, the rest is sent there.
    Pickup {
        at: Handle,
    },
    /// At a store whose own stock is left alone: all of it is sent there.
    ShipToStore {
        at: Handle,
    },
}

/// What a merchant says about routing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RoutingRules {
    /// The first that tells two ways apart decides.
    pub order: Vec<Rule>,
    /// The most parcels of one order.
    pub max_splits: u32,
    /// The most fulfilments that a store is asked to have open at a time. What shoppers come to the
    /// store itself for does not count against it.
    pub store_capacity: u32,
    /// A store is asked only if it is open within so many hours.
    pub opens_within: u32,
    /// A store is not asked in its last so many minutes: it counts as closed until it opens again.
    pub last_call: u16,
    /// Places in the order in which they are to be used when nothing else decides.
    pub priority: Vec<Handle>,
    pub holidays: Holidays,
}

/// What one way of sending an order can be better in than another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// All of it comes from the place that the shopper prefers.
    Preferred,
    FewestSplits,
    /// All its parcels together travel less far.
    Nearest,
    /// What its places have of these variants after their safety stock.
    HighestAtp,
    /// The merchant's list.
    Priority,
}

impl Default for RoutingRules {
    fn default() -> Self {
        Self {
            order: Rule::ALL.to_vec(),
            max_splits: 2,
            store_capacity: 30,
            opens_within: 36,
            last_call: 30,
            priority: Vec::new(),
            holidays: Holidays::default(),
        }
    }
}

impl Rule {
    pub const ALL: [Self; 5] = [
        Self::Preferred,
        Self::FewestSplits,
        Self::Nearest,
        Self::HighestAtp,
        Self::Priority,
    ];
}

/// What [`route`] came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Routed {
    /// The first is of the place that the rules like best.
    pub parcels: Vec<Parcel>,
    /// What none of them has.
    pub missing: Vec<Missing>,
    /// Why; to be kept with the order.
    pub decision: Decision,
}

/// What one place sends or hands over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    pub location: Handle,
    /// Each SKU once.
    pub lines: Vec<(Sku, u32)>,
    pub promise: Promise,
}

/// What cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Missing {
    pub sku: Sku,
    pub quantity: u32,
    /// Places that may send have this many of it together. Where that is enough, it would only
    /// take more parcels than allowed.
    pub available: u32,
}

/// Why the parcels are what they are: all that was looked at, and what became of each place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Milliseconds since 1970.
    pub at: u64,
    pub method: RoutingMethod,
    pub lines: Vec<RoutingLine>,
    pub preferred: Option<Handle>,
    pub order: Vec<Rule>,
    pub max_splits: u32,
    /// By handle.
    pub considered: Vec<Considered>,
    pub missing: Vec<Missing>,
}

/// What was known of a place, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Considered {
    pub location: Handle,
    /// What it was called then.
    pub name: Text,
    /// What it could promise of the variants asked for, those that it has.
    pub available: Vec<(Sku, u32)>,
    /// How many fulfilments it had open.
    pub open: u32,
    /// To where it goes; `None` where a postcode is nowhere.
    pub distance_km: Option<u32>,
    pub verdict: Verdict,
}

/// Chooses which places send what.
pub fn route(request: &RoutingRequest<'_>) -> Routed {
    let (field, choice) = attempt(request);
    let parcels = parcels::pack(&field, &choice);
    let missing = parcels::missing(&field, &parcels);
    let decision = Decision {
        at: request.now,
        method: request.method.clone(),
        lines: field.lines.clone(),
        preferred: request.preferred.clone(),
        order: request.rules.order.clone(),
        max_splits: request.rules.max_splits,
        considered: reasons::considered(&field, &choice),
        missing: missing.clone(),
    };
    Routed {
        parcels,
        missing,
        decision,
    }
}

/// What is on a shelf somewhere is not made anew, unless that takes too many parcels.
fn attempt<'a>(request: &'a RoutingRequest<'a>) -> (Field<'a>, Choice) {
    let from_stock = Field::new(request, false);
    let first = choose::best(&from_stock);
    let wanted: u64 = from_stock
        .lines
        .iter()
        .map(|line| u64::from(line.quantity))
        .sum();
    if first.covered() == wanted || !from_stock.could_make_more() {
        return (from_stock, first);
    }
    let made = Field::new(request, true);
    let second = choose::best(&made);
    match second.covered() > first.covered() {
        true => (made, second),
        false => (from_stock, first),
    }
}
