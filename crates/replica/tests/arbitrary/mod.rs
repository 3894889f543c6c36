//! Operations of several screens out of plain numbers, so that what fails can be made smaller.
#![allow(dead_code, reason = "each test takes what it needs")]

use std::collections::BTreeMap;

use baguni_commerce::{Quantity, Sku};
use baguni_replica::dot::HeardOf;
use baguni_replica::line::Change;
use baguni_replica::merge::{MergeError, Past, merge, needs};
use baguni_replica::{
    Basket, Dot, Dots, Hlc, Line, LineKey, List, Merged, Operation, ReplicaId, Seq, Submission,
    Truth, WishlistId,
};
use proptest::prelude::*;

pub const NOON: u64 = 1_700_000_000_000;
pub const LISTS: [List; 3] = [List::Cart, List::Saved, List::Wishlist(WishlistId::FIRST)];
pub const SKUS: usize = 2;

/// Who says it, what, where, of what, how many, and which of the dots there it covers.
pub type Recipe = [u8; 6];

pub fn recipes(most: usize) -> impl Strategy<Value = Vec<Recipe>> {
    prop::collection::vec(any::<Recipe>(), 1..most)
}

pub fn key(sku: usize) -> LineKey {
    let sku: Sku = ["X", "Y", "Z"][sku % 3].parse().expect("a good SKU");
    LineKey::from(sku)
}

pub fn replica(n: u8) -> ReplicaId {
    ReplicaId(0x5EED_0000 + u64::from(n % 3))
}

/// What each recipe says, in the order in which they were written: each of a replica numbered from
/// 1, covering only what is put where it takes away, and of its own only what came before.
pub fn operations(recipes: &[Recipe]) -> Vec<(Dot, Operation)> {
    let mut next: BTreeMap<ReplicaId, Seq> = BTreeMap::new();
    let mut named = Vec::new();
    for recipe in recipes {
        let replica = replica(recipe[0]);
        let seq = next.entry(replica).or_default();
        *seq += 1;
        let seq = *seq;
        named.push((Dot { replica, seq }, *recipe));
    }
    let put: Vec<(Dot, (List, usize))> = named
        .iter()
        .filter_map(|(dot, recipe)| Some((*dot, puts(recipe)?)))
        .collect();
    named
        .iter()
        .map(|(dot, recipe)| (*dot, operation(*dot, recipe, &put)))
        .collect()
}

fn places(recipe: &Recipe) -> Vec<(List, usize)> {
    let (list, sku) = (LISTS[recipe[2] as usize % 3], recipe[3] as usize % SKUS);
    match recipe[1] % 7 {
        4 => (0..SKUS).map(|sku| (list, sku)).collect(),
        5 => vec![(list, sku), (other(recipe), sku)],
        _ => vec![(list, sku)],
    }
}

fn other(recipe: &Recipe) -> List {
    LISTS[(recipe[2] as usize + 1) % 3]
}

fn puts(recipe: &Recipe) -> Option<(List, usize)> {
    match recipe[1] % 7 {
        3 | 4 => None,
        5 => places(recipe).pop(),
        _ => places(recipe).pop(),
    }
}

fn operation(dot: Dot, recipe: &Recipe, put: &[(Dot, (List, usize))]) -> Operation {
    let places = places(recipe);
    let there = put.iter().filter(|(of, place)| {
        let before = of.replica != dot.replica || of.seq < dot.seq;
        before && places.contains(place)
    });
    let covered = there
        .enumerate()
        .filter(|(bit, _)| recipe[5] >> (bit % 8) & 1 == 1);
    let covers: Dots = covered.map(|(_, (of, _))| *of).collect();
    let (list, key) = (places[0].0, key(places[0].1));
    let n = recipe[4];
    let quantity = Quantity::try_from(u32::from(n % 9) + 1).expect("from 1 to 9");
    let at = Hlc::at(NOON + u64::from(n % 4));
    match recipe[1] % 7 {
        0 | 1 => match put.get(usize::from(recipe[5]) % put.len().max(1)) {
            // Of anything at all, though screens take only of what is in the same line.
            Some((from, _)) if n.is_multiple_of(2) => Operation::Take {
                list,
                key,
                by: quantity,
                from: *from,
                covers,
            },
            _ => Operation::Add {
                list,
                key,
                by: quantity,
                covers,
            },
        },
        2 => Operation::Set {
            list,
            key,
            to: quantity,
            at,
            covers,
        },
        3 => Operation::Remove { list, key, covers },
        4 => Operation::Clear { list, covers },
        5 => {
            let target = other(recipe);
            Operation::Move {
                key,
                source: list,
                target,
                to: quantity,
                at,
                covers,
            }
        }
        _ => {
            let from = Dot {
                replica: replica(n),
                seq: 1 + Seq::from(n % 3),
            };
            Operation::Transfer {
                list,
                key,
                quantity,
                from,
                covers,
            }
        }
    }
}

/// A server that merges with no more of the past than a merge asks for.
#[derive(Clone, Default)]
pub struct Shop {
    pub truth: Truth,
    pub heard: HeardOf,
    pub ordered: BTreeMap<Dot, Change>,
}

impl Shop {
    pub fn merge(&mut self, submission: &Submission) -> Result<Merged, MergeError> {
        let needs = needs(&self.truth.basket, submission);
        let heard = |id: &ReplicaId| Some((*id, *self.heard.get(id)?));
        let ordered = |dot| Some((dot, *self.ordered.get(&dot)?));
        let mut past = Past {
            heard: needs.replicas.iter().filter_map(heard).collect(),
            ordered: needs.dots.iter().filter_map(ordered).collect(),
        };
        let merged = merge(&mut self.truth, &mut past, submission, &|_| true, NOON)?;
        self.heard.insert(submission.replica, merged.heard);
        Ok(merged)
    }

    pub fn take(&mut self, (dot, operation): &(Dot, Operation)) -> Merged {
        let submission = Submission {
            replica: dot.replica,
            first: dot.seq,
            operations: vec![operation.clone()],
        };
        self.merge(&submission).expect("it comes in order")
    }
}

/// Everything of these, each replica's in order, and otherwise as the numbers say.
pub fn shuffled(said: &[(Dot, Operation)], order: &[u8]) -> Vec<(Dot, Operation)> {
    let mut rest = said.to_vec();
    let mut shuffled = Vec::new();
    let mut order = order.iter().cycle();
    while !rest.is_empty() {
        let wanted = *order.next().unwrap_or(&0) as usize % rest.len();
        let replica = rest[wanted].0.replica;
        let first = rest.iter().position(|(dot, _)| dot.replica == replica);
        shuffled.push(rest.remove(first.expect("it is one of them")));
    }
    shuffled
}

/// The live changes of a line.
pub type Changes = (List, usize, Vec<(Dot, Change)>);

/// All lines, without the order in which they came.
pub fn lines(basket: &Basket) -> Vec<Changes> {
    let places = LISTS
        .iter()
        .flat_map(|list| (0..SKUS).map(|sku| (*list, sku)));
    let line = |(list, sku)| Some((list, sku, basket.line(list, &key(sku))?));
    places
        .filter_map(line)
        .map(|(list, sku, line): (List, usize, &Line)| (list, sku, line.changes().collect()))
        .collect()
}
