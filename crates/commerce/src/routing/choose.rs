//! Finding the best way: by trying every one among a few places, step by step among many.

use super::candidate::Field;
use super::weigh::{Way, covered, ranked};

/// Of up to so many places every combination is tried.
pub(super) const EXACT: usize = 12;

/// The way that was chosen, and the best way with each place in it.
pub(super) struct Choice {
    pub best: Option<Way>,
    /// By the rows of the field's places; `None` for places that may not send.
    pub with: Vec<Option<Way>>,
}

pub(super) fn best(field: &Field<'_>) -> Choice {
    let places = field.places.iter().enumerate();
    let usable = places.filter(|(_, place)| place.refused.is_none());
    let usable: Vec<usize> = usable.map(|(row, _)| row).collect();
    match usable.len() <= EXACT {
        true => exact(field, &usable),
        false => greedy(field, &usable),
    }
}

/// Tries every set of places of the size allowed of which none is superfluous.
pub(super) fn exact(field: &Field<'_>, usable: &[usize]) -> Choice {
    let mut choice = Choice::none(field);
    for mask in 1_u32..1 << usable.len() {
        if mask.count_ones() > most(field) {
            continue;
        }
        let rows = usable.iter().enumerate();
        let rows = rows.filter(|(bit, _)| mask >> bit & 1 == 1);
        let way = Way::new(field, rows.map(|(_, row)| *row).collect());
        if way.needs_all(field) {
            choice.offer(field, &way);
        }
    }
    choice
}

/// Begins with every place in turn and adds the one that has most of what is still missing. It
/// finds any single place that has everything; with what it adds it sends at least as much as any
/// single place.
pub(super) fn greedy(field: &Field<'_>, usable: &[usize]) -> Choice {
    let usable = ranked(field, usable);
    let mut choice = Choice::none(field);
    for first in &usable {
        choice.offer(field, &Way::new(field, vec![*first]));
        let mut rows = vec![*first];
        while rows.len() < most(field) as usize {
            let Some(next) = most_useful(field, &usable, &rows) else {
                break;
            };
            rows.push(next);
        }
        choice.offer(field, &without_superfluous(field, rows));
    }
    choice
}

/// The place with most of what these do not have; the first of them.
fn most_useful(field: &Field<'_>, usable: &[usize], rows: &[usize]) -> Option<usize> {
    let lines = field.lines.iter().enumerate();
    let left: Vec<u32> = lines
        .map(|(line, wanted)| {
            let sent =
                |left: u32, row: &usize| left.saturating_sub(field.places[*row].supply[line]);
            rows.iter().fold(wanted.quantity, sent)
        })
        .collect();
    let mut best = (0, None);
    for next in usable.iter().filter(|next| !rows.contains(next)) {
        let supply = field.places[*next].supply.iter().zip(&left);
        let adds: u64 = supply.map(|(has, left)| u64::from(*has.min(left))).sum();
        if adds > best.0 {
            best = (adds, Some(*next));
        }
    }
    best.1
}

fn without_superfluous(field: &Field<'_>, mut rows: Vec<usize>) -> Way {
    let all = covered(field, &rows);
    let mut at = 0;
    while at < rows.len() {
        let mut others = rows.clone();
        others.remove(at);
        match covered(field, &others) == all {
            true => rows = others,
            false => at += 1,
        }
    }
    Way::new(field, rows)
}

fn most(field: &Field<'_>) -> u32 {
    field.request.rules.max_splits.max(1)
}

impl Choice {
    fn none(field: &Field<'_>) -> Self {
        Self {
            best: None,
            with: vec![None; field.places.len()],
        }
    }

    /// Keeps a way where it is better than those known.
    fn offer(&mut self, field: &Field<'_>, way: &Way) {
        let rules = &field.request.rules.order;
        for row in &way.places {
            keep_better(&mut self.with[*row], way, rules);
        }
        keep_better(&mut self.best, way, rules);
    }

    /// How many pieces are sent.
    pub fn covered(&self) -> u64 {
        self.best.as_ref().map_or(0, |way| way.covered)
    }
}

fn keep_better(seat: &mut Option<Way>, way: &Way, rules: &[super::Rule]) {
    if seat
        .as_ref()
        .is_none_or(|known| way.is_better(known, rules))
    {
        *seat = Some(way.clone());
    }
}
