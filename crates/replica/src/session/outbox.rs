//! What a replica has said and nobody has confirmed yet.

use crate::codec::{MAX_MESSAGE, encode};
use crate::dot::{Dot, Dots, ReplicaId, Seq};
use crate::merge::Submission;
use crate::operation::Operation;
use crate::sorted::Sorted;

/// The pending operations of one replica, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outbox {
    replica: ReplicaId,
    pending: Sorted<Seq, Operation>,
    /// The highest number given so far.
    last: Seq,
    /// How far it has been sent on this connection.
    sent: Seq,
}

/// What a message has beside its operations, at the most.
const ENVELOPE: usize = 64;

impl Outbox {
    /// The most operations that wait. Beyond, a shopper is asked to come online first.
    pub const MAX: usize = 1_000;

    /// The most lost operations in a row that are filled up.
    const MAX_FILL: usize = 256;

    pub fn new(replica: ReplicaId) -> Self {
        Self {
            replica,
            pending: Sorted::default(),
            last: 0,
            sent: 0,
        }
    }

    pub fn replica(&self) -> ReplicaId {
        self.replica
    }

    pub fn next(&self) -> Seq {
        self.last + 1
    }

    pub fn is_empty(&self) -> bool {
        self.pending.is_empty()
    }

    pub fn len(&self) -> usize {
        self.pending.len()
    }

    pub fn pending(&self) -> impl Iterator<Item = (Dot, &Operation)> {
        let dot = |seq| Dot {
            replica: self.replica,
            seq,
        };
        self.pending
            .iter()
            .map(move |(seq, operation)| (dot(*seq), operation))
    }

    pub fn get(&self, seq: Seq) -> Option<&Operation> {
        self.pending.get(&seq)
    }

    /// Takes the next operation; its number.
    pub fn push(&mut self, operation: Operation) -> Seq {
        self.last += 1;
        self.pending.insert(self.last, operation);
        self.last
    }

    /// Takes an operation whose number is known: from a sibling, or from what a dead tab left.
    pub fn insert(&mut self, seq: Seq, operation: Operation) {
        self.pending.insert(seq, operation);
        self.last = self.last.max(seq);
    }

    /// Forgets what has been confirmed.
    pub fn confirm(&mut self, through: Seq) {
        self.pending.retain(|seq, _| *seq > through);
        self.sent = self.sent.max(through);
        self.last = self.last.max(through);
    }

    /// The next operations to send, if there are any: at most [`Submission::MAX`] in a row, and no
    /// more than a message holds.
    pub fn take_unsent(&mut self) -> Option<Submission> {
        let (first, _) = self.pending.from(&(self.sent + 1)).next()?;
        let first = *first;
        let row = self.pending.from(&first).zip(first..);
        let mut room = MAX_MESSAGE - ENVELOPE;
        let operations: Vec<Operation> = row
            .take_while(|((seq, _), at)| *seq == at)
            .take(Submission::MAX)
            .map(|((_, operation), _)| operation)
            .enumerate()
            .take_while(|(place, operation)| {
                let left = room.checked_sub(encode(operation).len());
                room = left.unwrap_or_default();
                left.is_some() || *place == 0
            })
            .map(|(_, operation)| operation.clone())
            .collect();
        self.sent = first + operations.len() as Seq - 1;
        Some(Submission {
            replica: self.replica,
            first,
            operations,
        })
    }

    /// Whether something was sent and not confirmed.
    pub fn is_unanswered(&self) -> bool {
        self.pending
            .keys()
            .next()
            .is_some_and(|first| *first <= self.sent)
    }

    /// Sends again from this number on.
    pub fn rewind(&mut self, expected: Seq) {
        self.sent = expected.saturating_sub(1);
    }

    /// Puts operations without effect in the place of those from `expected` on that are lost, so
    /// that what comes after them keeps the dots by which others know it. False where that would
    /// be too many.
    #[must_use]
    pub fn fill(&mut self, expected: Seq) -> bool {
        let next = self.pending.from(&expected).next();
        let lost = expected..next.map_or(expected, |(next, _)| *next);
        if lost.len() > Self::MAX_FILL {
            return false;
        }
        self.pending
            .extend(lost.map(|seq| (seq, Operation::nothing())));
        true
    }

    /// The same operations said by another replica, from 1 on: where they name each other, they
    /// name each other anew.
    #[must_use]
    pub fn said_by(self, replica: ReplicaId) -> Self {
        let mut anew = Self::new(replica);
        let seqs: Sorted<Seq, Seq> = self.pending.keys().copied().zip(1..).collect();
        let own = self.replica;
        let renamed = |dot: Dot| match seqs.get(&dot.seq) {
            Some(seq) if dot.replica == own => Dot { replica, seq: *seq },
            _ => dot,
        };
        for (_, mut operation) in self.pending {
            let covers: Dots = operation.covers().iter().map(renamed).collect();
            *operation.covers_mut() = covers;
            if let Some(from) = operation.takes_from_mut() {
                *from = renamed(*from);
            }
            anew.push(operation);
        }
        anew
    }
}
