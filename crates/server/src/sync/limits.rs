//! How much a session may say: token buckets, one for each session that says anything.

use baguni_replica::Submission;
use baguni_storage::SessionId;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What a session may say at once: a full outbox of 1,000 operations that comes online, and more.
const BURST: f64 = 1_200.0;
/// And from then on, in a second: many times what fingers can do on several screens.
const PER_SECOND: f64 = 100.0;
/// Dots that an operation may name for the price of one more: each costs a look into the database.
const COVERS: f64 = 16.0;
/// Bytes of a basket that cost as much as an operation, each time it is read and written: a shopper
/// with the largest basket of all must not keep the others waiting.
const WEIGHT: f64 = 8.0 * 1024.0;
/// Sessions that are remembered. Those whose bucket is full again need not be.
const REMEMBERED: usize = 50_000;

#[derive(Default)]
pub struct Allowances(Mutex<HashMap<SessionId, Bucket>>);

#[derive(Clone, Copy)]
struct Bucket {
    left: f64,
    at: Instant,
}

impl Bucket {
    fn at(self, now: Instant) -> Self {
        let since = now.saturating_duration_since(self.at).as_secs_f64();
        Self {
            left: (self.left + since * PER_SECOND).min(BURST),
            at: now,
        }
    }
}

impl Allowances {
    /// Takes the price of so many operations, or says how long to wait for it.
    pub fn spend(&self, session: SessionId, cost: f64, now: Instant) -> Result<(), Duration> {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() >= REMEMBERED {
            buckets.retain(|_, bucket| bucket.at(now).left < BURST);
        }
        let full = Bucket {
            left: BURST,
            at: now,
        };
        let bucket = buckets.entry(session).or_insert(full);
        *bucket = bucket.at(now);
        if bucket.left < cost {
            return Err(Duration::from_secs_f64((cost - bucket.left) / PER_SECOND));
        }
        bucket.left -= cost;
        Ok(())
    }

    /// Takes what could not be known before: the work that a basket of so many bytes made.
    pub fn charge(&self, session: SessionId, weight: usize) {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(bucket) = buckets.get_mut(&session) {
            bucket.left -= weight as f64 / WEIGHT;
        }
    }
}

/// The price of a submission, in operations.
pub fn cost(submission: &Submission) -> f64 {
    let operations = submission.operations.iter();
    let costs = operations.map(|operation| 1.0 + operation.covers().len() as f64 / COVERS);
    costs.sum::<f64>().min(BURST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use baguni_replica::{Dot, Dots, List, Operation, ReplicaId};

    fn cleared(operations: usize, covers: u32) -> Submission {
        let replica = ReplicaId(1);
        let covers: Dots = (1..=covers).map(|seq| Dot { replica, seq }).collect();
        let list = List::Cart;
        let operation = Operation::Clear { list, covers };
        Submission {
            replica,
            first: 1,
            operations: vec![operation; operations],
        }
    }

    #[test]
    fn an_outbox_passes_at_once_and_a_flood_does_not() {
        let (allowances, start) = (Allowances::default(), Instant::now());
        let take = |session, what: &Submission, later| {
            allowances.spend(SessionId(session), cost(what), start + later)
        };
        let (one, many) = (cleared(1, 0), cleared(64, 0));
        for _ in 0..1_000 {
            assert!(take(1, &one, Duration::ZERO).is_ok());
        }
        let refused = (0..10).find_map(|_| take(1, &many, Duration::ZERO).err());
        assert!(refused.is_some_and(|wait| wait <= Duration::from_secs(1)));
        assert!(
            take(2, &many, Duration::ZERO).is_ok(),
            "another session has its own"
        );
        assert!(take(1, &many, Duration::from_secs(1)).is_ok());
    }

    #[test]
    fn what_names_many_dots_costs_more() {
        assert!(cost(&cleared(1, 160)) > cost(&cleared(1, 0)) * 10.0);
        let allowances = Allowances::default();
        let worst = cleared(64, 4_096);
        assert!(
            allowances
                .spend(SessionId(1), cost(&worst), Instant::now())
                .is_ok(),
            "it can be said"
        );
    }

    #[test]
    fn a_large_basket_costs_more() {
        let (allowances, now) = (Allowances::default(), Instant::now());
        let said = (0..1_000).take_while(|_| {
            let taken = allowances.spend(SessionId(1), 1.0, now);
            allowances.charge(SessionId(1), 1024 * 1024);
            taken.is_ok()
        });
        assert!(said.count() < 20);
        allowances.charge(SessionId(2), usize::MAX);
        assert!(
            allowances.spend(SessionId(2), 1.0, now).is_ok(),
            "who is not known owes nothing"
        );
    }

    #[test]
    fn memory_is_bounded() {
        let (allowances, now) = (Allowances::default(), Instant::now());
        for n in 0..2 * REMEMBERED as i64 {
            let later = now + Duration::from_millis(n as u64);
            allowances.spend(SessionId(n), 1.0, later).unwrap();
        }
        assert!(allowances.0.lock().unwrap().len() <= REMEMBERED);
    }
}
