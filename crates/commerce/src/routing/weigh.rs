//! What one way of sending an order is worth, and by which rule it is better than another.

use super::candidate::{Field, Place};
use super::{LostBy, Rule};
use std::cmp::Ordering;

/// A place whose distance is not known is taken to be farther than any other.
const FAR: u64 = 10_000;

/// A way to send an order: from these places, together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// Rows of the field's places, growing.
    pub places: Vec<usize>,
    /// How many pieces it sends.
    pub covered: u64,
    is_preferred: bool,
    km: u64,
    atp: u64,
    priority: Vec<usize>,
}

impl Way {
    pub fn new(field: &Field<'_>, mut rows: Vec<usize>) -> Self {
        rows.sort_unstable();
        let places = || rows.iter().map(|row| &field.places[*row]);
        let mut priority: Vec<usize> = places().map(|place| place.priority).collect();
        priority.sort_unstable();
        Self {
            covered: covered(field, &rows),
            is_preferred: places().all(|place| place.is_preferred),
            km: places().map(|place| place.km.map_or(FAR, u64::from)).sum(),
            atp: places().map(|place| place.atp).sum(),
            priority,
            places: rows,
        }
    }

    /// Whether each of its places sends something that the others do not have.
    pub fn needs_all(&self, field: &Field<'_>) -> bool {
        self.places.iter().all(|row| {
            let others = self.places.iter().filter(|other| *other != row);
            let others: Vec<usize> = others.copied().collect();
            covered(field, &others) < self.covered
        })
    }

    /// `Less` is better; and what tells them apart.
    pub fn compare(&self, other: &Self, rules: &[Rule]) -> (Ordering, LostBy) {
        let covered = other.covered.cmp(&self.covered);
        if covered.is_ne() {
            return (covered, LostBy::Stock);
        }
        let decided = rules
            .iter()
            .map(|rule| (self.by_rule(other, *rule), LostBy::Rule(*rule)))
            .find(|(order, _)| order.is_ne());
        decided.unwrap_or_else(|| (self.places.cmp(&other.places), LostBy::Name))
    }

    pub fn is_better(&self, other: &Self, rules: &[Rule]) -> bool {
        self.compare(other, rules).0.is_lt()
    }

    fn by_rule(&self, other: &Self, rule: Rule) -> Ordering {
        match rule {
            Rule::Preferred => other.is_preferred.cmp(&self.is_preferred),
            Rule::FewestSplits => self.places.len().cmp(&other.places.len()),
            Rule::Nearest => self.km.cmp(&other.km),
            Rule::HighestAtp => other.atp.cmp(&self.atp),
            Rule::Priority => self.priority.cmp(&other.priority),
        }
    }
}

/// How many pieces these places can send together.
pub(super) fn covered(field: &Field<'_>, rows: &[usize]) -> u64 {
    let of_line = |(row, quantity): (usize, u32)| {
        let supply = |place: &Place<'_>| u64::from(place.supply[row]);
        let together: u64 = rows.iter().map(|at| supply(&field.places[*at])).sum();
        together.min(u64::from(quantity))
    };
    let quantities = field.lines.iter().map(|line| line.quantity);
    quantities.enumerate().map(of_line).sum()
}

/// The rows of some places, the one that the rules like best first.
pub(super) fn ranked(field: &Field<'_>, rows: &[usize]) -> Vec<usize> {
    let alone = |row: &usize| Way {
        // What each has is no matter here: all of them are needed.
        covered: 0,
        ..Way::new(field, vec![*row])
    };
    let mut ways: Vec<Way> = rows.iter().map(alone).collect();
    ways.sort_by(|a, b| a.compare(b, &field.request.rules.order).0);
    ways.iter().flat_map(|way| way.places.clone()).collect()
}
