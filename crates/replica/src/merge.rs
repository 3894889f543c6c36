//! What the server does with operations: each exactly once, in the order of its replica.

use crate::basket::Basket;
use crate::codec::fingerprint;
use crate::dot::{Dot, Dots, Heard, HeardOf, ReplicaId, Seq};
use crate::intent::{Intent, Refusal, Writer, operations};
use crate::line::{Change, Line, LineKey};
use crate::list::{List, Names, WishlistId};
use crate::operation::{Minted, Operation};
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
        let gone = |dot: &Dot| !basket.holds(operation, *dot);
        for dot in operation.covers().iter().filter(gone) {
            needs.replicas.insert(dot.replica);
            needs.dots.insert(dot);
        }
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
    let forked = numbered
        .clone()
        .any(|(seq, operation)| seq == heard.last && fingerprint(operation) != heard.fingerprint);
    match forked {
        true => Err(MergeError::Fork),
        false => Ok(numbered.skip_while(move |(seq, _)| *seq <= heard.last)),
    }
}

/// Lets the server write for a shopper: what a form asks for becomes a submission of the server's
/// own replica. `seen` are the dots that the page of the form showed; without them, all there is.
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
    let mut operations = operations(&truth.basket, writer, intent)?;
    if let Some(seen) = seen {
        for operation in &mut operations {
            let covers = operation.covers_mut();
            *covers = covers.iter().filter(|dot| seen.contains(*dot)).collect();
        }
    }
    Ok(Submission {
        replica,
        first,
        operations,
    })
}

struct Merge<'a> {
    truth: &'a mut Truth,
    past: &'a mut Past,
    touched: Touched,
    remarks: Vec<(Seq, Remark)>,
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

    /// A number that was said of pieces ordered meanwhile means only what is beyond them. Tells
    /// whether anything is left to put down.
    fn less_what_was_ordered(&mut self, dot: Dot, operation: &mut Operation) -> bool {
        let ordered: Line = operation
            .covers()
            .iter()
            .filter_map(|dot| Some((dot, *self.past.ordered.get(&dot)?)))
            .collect();
        if !ordered.is_present() {
            return true;
        }
        let takes_away = !matches!(
            operation,
            Operation::Add { .. } | Operation::Transfer { .. }
        );
        let Some(to) = operation.sets_mut() else {
            if takes_away {
                self.remarks.push((dot.seq, Remark::AlreadyOrdered));
            }
            return true;
        };
        let left = to.get().saturating_sub(ordered.shown());
        if let Ok(left) = Quantity::try_from(left) {
            *to = left;
            return true;
        }
        self.remarks.push((dot.seq, Remark::AlreadyOrdered));
        false
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
        let unheard = |dot: &Dot| {
            let heard = self.past.heard.get(&dot.replica);
            heard.is_none_or(|heard| heard.last < dot.seq)
        };
        let covers = operation.covers().iter();
        basket
            .deferred
            .extend(covers.filter(|dot| !killed.contains(*dot)).filter(unheard));
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

impl Basket {
    /// Whether a dot that an operation covers is there.
    fn holds(&self, operation: &Operation, dot: Dot) -> bool {
        let in_line = |list, key| self.line(list, key).is_some_and(|line| line.contains(dot));
        let in_list = |list| {
            let lines = self.lists.get(&list).into_iter().flatten();
            lines.into_iter().any(|(_, line)| line.contains(dot))
        };
        let in_names = |id| self.names.get(id).is_some_and(|names| names.contains(dot));
        match operation {
            Operation::Clear { list, .. } => in_list(*list),
            Operation::Name { wishlist, .. } => in_names(wishlist),
            Operation::Discard { wishlist, .. } => {
                in_names(wishlist) || in_list(List::Wishlist(*wishlist))
            }
            Operation::Move {
                key,
                source,
                target,
                ..
            } => in_line(*source, key) || in_line(*target, key),
            Operation::Add { list, key, .. }
            | Operation::Transfer { list, key, .. }
            | Operation::Set { list, key, .. }
            | Operation::Remove { list, key, .. }
            | Operation::Restore { list, key, .. } => in_line(*list, key),
        }
    }

    fn refuses(&self, operation: &Operation, sells: &dyn Fn(&Sku) -> bool) -> Option<Remark> {
        if self.deferred.len() + operation.covers().len() > Self::MAX_DEFERRED {
            let unseen = |dot: &Dot| !self.holds(operation, *dot);
            let deferred = operation.covers().iter().filter(unseen).count();
            if self.deferred.len() + deferred > Self::MAX_DEFERRED {
                return Some(Remark::TooMuch);
            }
        }
        match operation.minted()? {
            Minted::Change(list, key, _) => self.refuses_line(list, key, sells),
            Minted::Name(wishlist, ..) => {
                let new = !self.names.contains_key(&wishlist);
                (new && self.wishlists().len() >= Self::MAX_WISHLISTS).then_some(Remark::Full)
            }
        }
    }

    fn refuses_line(
        &self,
        list: List,
        key: &LineKey,
        sells: &dyn Fn(&Sku) -> bool,
    ) -> Option<Remark> {
        if let Some(line) = self.line(list, key) {
            return (line.len() >= Line::MAX_DOTS).then_some(Remark::TooMuch);
        }
        if !sells(&key.sku) {
            return Some(Remark::Unknown);
        }
        let lists_full =
            !self.lists.contains_key(&list) && self.lists.len() >= Self::MAX_WISHLISTS + 2;
        let full = |lines: &crate::basket::Lines| lines.len() >= Self::MAX_LINES;
        (lists_full || self.lists.get(&list).is_some_and(full)).then_some(Remark::Full)
    }

    /// Puts changed lines in the place of what stood there.
    pub(crate) fn replace(&mut self, changed: &Changed) {
        for (list, key, line) in &changed.lines {
            let lines = self.lists.entry(*list).or_default();
            match line.is_empty() {
                true => lines.remove(key),
                false => lines.insert(key.clone(), line.clone()),
            };
            if lines.is_empty() {
                self.lists.remove(list);
            }
        }
        for (wishlist, names) in &changed.names {
            match names.is_empty() {
                true => self.names.remove(wishlist),
                false => self.names.insert(*wishlist, names.clone()),
            };
        }
        self.deferred = changed.deferred.clone();
    }
}
