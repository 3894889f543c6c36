//! How often somebody may try: token buckets by account and by address, in bounded memory.

use super::AccountError;
use baguni_commerce::Email;
use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, RandomState};
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is counted, each apart.
pub struct Limits {
    passwords_of_account: Buckets,
    passwords_from_address: Buckets,
    sign_ups_from_address: Buckets,
    resets_of_account: Buckets,
    resets_from_address: Buckets,
}

pub(crate) const fn every(burst: u32, seconds: u64) -> Rate {
    Rate {
        burst,
        one_in: Duration::from_secs(seconds),
    }
}

pub(crate) const fn a_second(burst: u32, many: u64) -> Rate {
    Rate {
        burst,
        one_in: Duration::from_millis(1_000 / many),
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            passwords_of_account: Buckets::new(every(10, 120)),
            passwords_from_address: Buckets::new(every(30, 30)),
            sign_ups_from_address: Buckets::new(every(10, 120)),
            resets_of_account: Buckets::new(every(3, 600)),
            resets_from_address: Buckets::new(every(10, 300)),
        }
    }
}

impl Limits {
    /// Counts a password that is tried for an account.
    pub fn try_password(&self, email: &Email, from: Option<IpAddr>) -> Result<(), AccountError> {
        let now = Instant::now();
        take_from(&self.passwords_from_address, from, now)?;
        take(&self.passwords_of_account, email, now)
    }

    /// It was the right one, so it was no attempt at anything.
    pub fn was_right(&self, email: &Email, from: Option<IpAddr>) {
        self.passwords_of_account.give_back(email);
        if let Some(from) = from {
            self.passwords_from_address.give_back(&from);
        }
    }

    pub fn allow_sign_ups(&mut self, at_once: u32) {
        self.sign_ups_from_address = Buckets::new(every(at_once.max(1), 120));
    }

    pub fn sign_up(&self, from: Option<IpAddr>) -> Result<(), AccountError> {
        take_from(&self.sign_ups_from_address, from, Instant::now())
    }

    /// Counts a question for a reset by whom asks.
    pub fn ask_reset(&self, from: Option<IpAddr>) -> Result<(), AccountError> {
        take_from(&self.resets_from_address, from, Instant::now())
    }

    /// Whether one more letter may go to this address.
    pub fn may_write_to(&self, email: &Email) -> bool {
        take(&self.resets_of_account, email, Instant::now()).is_ok()
    }
}

fn take(buckets: &Buckets, key: &impl Hash, now: Instant) -> Result<(), AccountError> {
    buckets.take(key, now).map_err(AccountError::TooMany)
}

/// Whoever has no address came through no connection, and is counted nowhere.
fn take_from(buckets: &Buckets, from: Option<IpAddr>, now: Instant) -> Result<(), AccountError> {
    from.map_or(Ok(()), |from| take(buckets, &from, now))
}

/// How many at once, and how long until there is one more.
#[derive(Clone, Copy)]
pub(crate) struct Rate {
    burst: u32,
    one_in: Duration,
}

/// One bucket for each key, all of one rate. Of a bucket only the time is kept at which it will be
/// full again, and one that is full is as good as none.
pub(crate) struct Buckets {
    rate: Rate,
    hasher: RandomState,
    /// By a digest of the key, which nobody outside can make collide.
    full_at: Mutex<HashMap<u64, Instant>>,
}

/// How many buckets there may be.
const BUCKETS: usize = 10_000;

impl Buckets {
    pub(crate) fn new(rate: Rate) -> Self {
        Self {
            rate,
            hasher: RandomState::new(),
            full_at: Mutex::default(),
        }
    }

    /// Takes one, or tells how long to wait for it.
    pub(crate) fn take(&self, key: &impl Hash, now: Instant) -> Result<(), Duration> {
        let key = self.hasher.hash_one(key);
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        let full_at = buckets.get(&key).copied().unwrap_or(now).max(now);
        let missing = full_at + self.rate.one_in - now;
        let all = self.rate.one_in * self.rate.burst;
        if missing > all {
            return Err(missing - all);
        }
        make_room(&mut buckets, now);
        buckets.insert(key, now + missing);
        Ok(())
    }

    pub(crate) fn give_back(&self, key: &impl Hash) {
        let key = self.hasher.hash_one(key);
        let mut buckets = self.full_at.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(full_at) = buckets.get_mut(&key) {
            *full_at -= self.rate.one_in;
        }
    }
}

/// Forgets buckets that are full again; if none is, the one that will be first.
fn make_room(buckets: &mut HashMap<u64, Instant>, now: Instant) {
    if buckets.len() < BUCKETS {
        return;
    }
    buckets.retain(|_, full_at| *full_at > now);
    if buckets.len() >= BUCKETS
        && let Some(first) = buckets
            .iter()
            .min_by_key(|(_, at)| **at)
            .map(|(key, _)| *key)
    {
        buckets.remove(&first);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    #[test]
    fn a_bucket_empties_and_fills() {
        let (buckets, start) = (Buckets::new(every(3, 10)), Instant::now());
        let check = |at: u32, want: Result<(), u64>| {
            let taken = buckets.take(&"mina", start + SECOND * at);
            assert_eq!(taken, want.map_err(Duration::from_secs), "at {at} s");
        };
        check(0, Ok(()));
        check(0, Ok(()));
        check(1, Ok(()));
        check(1, Err(9));
        check(9, Err(1));
        check(10, Ok(()));
        check(10, Err(10));
        check(100, Ok(()));
        check(100, Ok(()));
        check(100, Ok(()));
        check(100, Err(10));
        assert_eq!(buckets.take(&"juno", start), Ok(()), "another's is full");
        buckets.give_back(&"mina");
        check(100, Ok(()));
        check(100, Err(10));
    }

    #[test]
    fn memory_is_bounded_and_the_emptiest_stay() {
        let (buckets, start) = (Buckets::new(every(1, 1_000)), Instant::now());
        let many = u32::try_from(BUCKETS).unwrap() + 50;
        for n in 0..many {
            let at = start + Duration::from_millis(n.into());
            assert_eq!(buckets.take(&n, at), Ok(()));
        }
        assert_eq!(buckets.full_at.lock().unwrap().len(), BUCKETS);
        let now = start + SECOND * 100;
        assert_eq!(buckets.take(&0, now), Ok(()), "the first is forgotten");
        assert!(buckets.take(&(many - 1), now).is_err(), "the last is not");
    }
}
