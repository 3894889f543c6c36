//! What the server does with operations: each exactly once, in the order of its replica.

use crate::basket::Basket;
use crate::codec::fingerprint;
use crate::dot::{Dot, Dots, Heard, HeardOf, ReplicaId, Seq};
use crate::intent::{Intent, Refusal, Writer, operations};
use crate::line::{Change, Line, LineKey};
use crate::list::{List, Names, WishlistId};
use crate::operation::Operation;
use baguni_commerce::{Quantity, Sku};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A basket and how many times it has changed. The version never goes back, not with an order and
/// not when a guest signs in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Truth {
    pub version: u64,
    pub basket: Basket,
}

/// Operations of one replica, in a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub replica: ReplicaId,
    /// The place of the first.
    pub first: Seq,
    pub operations: Vec<Operation>,
}

/// What a merge must know beside the basket: how far the replicas were heard that [`needs`] names,
/// the sender among them, and what was ordered of the dots that it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    pub heard: HeardOf,
    pub ordered: BTreeMap<Dot, Change>,
}

/// Which rows of the past a merge asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    pub replicas: BTreeSet<ReplicaId>,
    pub dots: Dots,
}

/// What came of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// How far the replica has been heard now.
    pub heard: Heard,
    /// What the shopper should be told.
    pub remarks: Vec<(Seq, Remark)>,
    /// `None` where all of it had been merged before.
    pub changed: Option<Changed>,
}

/// Why a submission was not taken. Nothing has changed then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MergeError {
    #[error("operations before this one are missing; expected number {expected}")]
    Gap { expected: Seq },
    #[error("the replica has said something else under this number")]
    Fork,
}

/// What the server says of one operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Remark {
    /// It had no effect: the list is full.
    Full,
    /// It had no effect: the shop knows no such variant.
    Unknown,
    /// It had no effect: more changes than a shopper could make.
    TooMuch,
    /// What it takes away or counts on has been ordered by now.
    AlreadyOrdered,
    /// It removed a line to which another screen has given a number meanwhile: so many stay.
    Kept(u32),
}

/// The lines that are different now, whole: what to put in their place, empty where they are gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    pub from: u64,
    pub to: u64,
    /// Of the basket as it is now, by [`fingerprint`].
    pub hash: u64,
    pub lines: Vec<(List, LineKey, Line)>,
    pub names: Vec<(WishlistId, Names)>,
    pub deferred: Dots,
}

/// What of the past has to be looked up before [`merge`].
pub fn needs(basket: &Basket, submission: &Submission) -> Needs {
    let mut needs = Needs::default();
    needs.replicas.insert(submission.replica);
    for operation in &submission.operations {
        let held = basket.held(operation);
        let gone = operation.covers().iter().filter(|dot| !held.contains(*dot));
        for dot in gone {
            needs.replicas.insert(dot.replica);
            needs.dots.insert(dot);
        }
        let line = operation
            .key()
            .and_then(|key| basket.line(operation.list(), key));
        let there = |dot: &Dot| line.is_some_and(|line| line.contains(*dot));
        let from = operation.takes_from().filter(|from| !there(from));
        needs.dots.extend(from);
    }
    needs
}

/// Merges what has not been merged yet. `sells` tells the variants that may come into a list;
/// `now` is in milliseconds since 1970.
pub fn merge(
    truth: &mut Truth,
    past: &mut Past,
    submission: &Submission,
    sells: &dyn Fn(&Sku) -> bool,
    now: u64,
) -> Result<Merged, MergeError> {
    let heard = past
        .heard
        .get(&submission.replica)
        .copied()
        .unwrap_or_default();
    let fresh = fresh(heard, submission)?;
    let mut merge = Merge {
        truth,
        past,
        touched: Touched::default(),
        remarks: Vec::new(),
        killed: Dots::default(),
        now,
    };
    for (seq, operation) in fresh.clone() {
        let dot = Dot {
            replica: submission.replica,
            seq,
        };
        merge.take(dot, operation, sells);
    }
    let Some((last, operation)) = fresh.last() else {
        return Ok(Merged {
            heard,
            remarks: Vec::new(),
            changed: None,
        });
    };
    let heard = Heard {
        last,
        fingerprint: fingerprint(operation),
    };
    Ok(Merged {
        heard,
        remarks: std::mem::take(&mut merge.remarks),
        changed: Some(merge.finish()),
    })
}

/// The operations after the last one heard, if they begin there.
fn fresh(
    heard: Heard,
    submission: &Submission,
) -> Result<impl Iterator<Item = (Seq, &Operation)> + Clone, MergeError> {
    let numbered = (submission.first..).zip(&submission.operations);
    let expected = heard.last + 1;
    if submission.first == 0 || submission.first > expected {
        return Err(MergeError::Gap { expected });
    }
    let differs = |operation: &Operation| fingerprint(operation) != heard.fingerprint;
    // What was taken for lost has come after all: the rest is the same.
    let filled = |operation: &Operation| *operation == Operation::nothing();
    let forked = numbered
        .clone()
        .any(|(seq, said)| seq == heard.last && differs(said) && !filled(said));
    match forked {
        true => Err(MergeError::Fork),
        false => Ok(numbered.skip_while(move |(seq, _)| *seq <= heard.last)),
    }
}

/// Lets the server write for a shopper: what a form asks for becomes a submission of the server's
/// own replica. `seen` are the dots of the list, or of its one line, as the page of the form showed
/// it; without them, all there is. Of the list that a line is moved to, all there is counts as seen.
pub fn written(
    truth: &Truth,
    replica: ReplicaId,
    heard: Heard,
    intent: Intent,
    seen: Option<&Dots>,
    now: u64,
) -> Result<Submission, Refusal> {
    let first = heard.last + 1;
    let writer = Writer {
        replica,
        next: first,
        at: truth.basket.latest().tick(now),
    };
    let shown = match seen {
        Some(seen) => &truth.basket.as_shown(intent.list(), seen),
        None => &truth.basket,
    };
    Ok(Submission {
        replica,
        first,
        operations: operations(shown, writer, intent)?,
    })
}

struct Merge<'a> {
    truth: &'a mut Truth,
    past: &'a mut Past,
    touched: Touched,
    remarks: Vec<(Seq, Remark)>,
    /// What this submission has covered so far: no row of the past was asked for.
    killed: Dots,
    now: u64,
}

#[derive(Default)]
struct Touched {
    lines: BTreeSet<(List, LineKey)>,
    names: BTreeSet<WishlistId>,
}

impl Merge<'_> {
    fn take(&mut self, dot: Dot, operation: &Operation, sells: &dyn Fn(&Sku) -> bool) {
        self.past.heard.entry(dot.replica).or_default().last = dot.seq;
        if let Some(remark) = self.truth.basket.refuses(operation, sells) {
            self.truth.basket.deferred.remove(dot);
            self.remarks.push((dot.seq, remark));
            return;
        }
        let mut operation = operation.clone();
        if let Some(at) = operation.time_mut() {
            *at = at.held(self.now);
        }
        let taken = self.less_what_was_ordered(dot, &mut operation);
        self.touch(&operation);
        self.apply(dot, &operation, taken);
        self.remark_kept(dot, &operation);
    }

    /// A number that was said of pieces ordered meanwhile means only what is beyond them, and fewer
    /// of them means nothing. Tells whether anything is left to put down.
    fn less_what_was_ordered(&mut self, dot: Dot, operation: &mut Operation) -> bool {
        let ordered: Line = operation
            .covers()
            .iter()
            .filter_map(|dot| Some((dot, *self.past.ordered.get(&dot)?)))
            .collect();
        if !ordered.is_present() {
            let from = operation.takes_from();
            return from.is_none_or(|from| !self.past.ordered.contains_key(&from));
        }
        let left = operation.sets_mut().map(|to| {
            let left = Quantity::try_from(to.get().saturating_sub(ordered.shown()));
            left.map(|left| *to = left).is_ok()
        });
        let only_more = matches!(operation, Operation::Set { .. }) && left == Some(true);
        if !only_more {
            self.remarks.push((dot.seq, Remark::AlreadyOrdered));
        }
        left.unwrap_or(true)
    }

    fn touch(&mut self, operation: &Operation) {
        let (list, key) = (operation.list(), operation.key());
        match operation {
            Operation::Clear { covers, .. } => self.touch_list(list, covers),
            Operation::Name { wishlist, .. } => {
                self.touched.names.insert(*wishlist);
            }
            Operation::Discard { wishlist, covers } => {
                self.touched.names.insert(*wishlist);
                self.touch_list(list, covers);
            }
            _ => self
                .touched
                .lines
                .extend(key.map(|key| (list, key.clone()))),
        }
        if let Operation::Move { key, target, .. } = operation {
            self.touched.lines.insert((*target, key.clone()));
        }
    }

    fn touch_list(&mut self, list: List, covers: &Dots) {
        let lines = self.truth.basket.lists.get(&list).into_iter().flatten();
        let covered = lines.filter(|(_, line)| line.changes().any(|(dot, _)| covers.contains(dot)));
        self.touched
            .lines
            .extend(covered.map(|(key, _)| (list, key.clone())));
    }

    /// What is covered and has never been heard of waits for its arrival. `mints` is false for what
    /// would mint a number of which nothing is left.
    fn apply(&mut self, dot: Dot, operation: &Operation, mints: bool) {
        let basket = &mut self.truth.basket;
        let killed = match mints {
            true => basket.apply(dot, operation, self.truth.version + 1),
            false => basket.kill(operation),
        };
        basket.deferred.remove(dot);
        self.killed.extend(killed.iter());
        let unheard = |dot: &Dot| {
            let heard = self.past.heard.get(&dot.replica);
            heard.is_none_or(|heard| heard.last < dot.seq)
        };
        let covers = operation.covers().iter();
        basket.deferred.extend(
            covers
                .filter(|dot| !self.killed.contains(*dot))
                .filter(unheard),
        );
    }

    fn remark_kept(&mut self, dot: Dot, operation: &Operation) {
        let Operation::Remove { list, key, .. } = operation else {
            return;
        };
        let line = self.truth.basket.line(*list, key);
        let numbered = |line: &&Line| {
            line.changes()
                .any(|(_, change)| matches!(change, Change::Set(..)))
        };
        if let Some(line) = line.filter(numbered) {
            self.remarks.push((dot.seq, Remark::Kept(line.shown())));
        }
    }

    fn finish(self) -> Changed {
        let truth = self.truth;
        let from = truth.version;
        truth.version += 1;
        let basket = &truth.basket;
        let line = |(list, key): (List, LineKey)| {
            let line = basket.line(list, &key).cloned().unwrap_or_default();
            (list, key, line)
        };
        let names = |id: WishlistId| (id, basket.names.get(&id).cloned().unwrap_or_default());
        Changed {
            from,
            to: truth.version,
            hash: fingerprint(basket),
            lines: self.touched.lines.into_iter().map(line).collect(),
            names: self.touched.names.into_iter().map(names).collect(),
            deferred: basket.deferred.clone(),
        }
    }
}
