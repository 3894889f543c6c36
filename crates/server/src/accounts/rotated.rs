//! Tokens that have been replaced of late. Whoever still has one is about to have the next: their
//! browser reads of the change on one connection and of the cookie on another.

use baguni_storage::TokenHash;
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// As long as an answer may take to arrive.
const REMEMBERED: Duration = Duration::from_secs(60);
/// At the rate at which passwords can be checked, more than there are in that time.
const MOST: usize = 4_096;

/// Oldest first.
#[derive(Default)]
pub struct Rotated(Mutex<VecDeque<(TokenHash, Instant)>>);

impl Rotated {
    pub fn remember(&self, token: TokenHash, now: Instant) {
        let mut rotated = self.lock();
        if rotated.len() >= MOST {
            rotated.pop_front();
        }
        rotated.push_back((token, now));
    }

    pub fn has(&self, token: &TokenHash, now: Instant) -> bool {
        let is_old = |at: Instant| now.saturating_duration_since(at) >= REMEMBERED;
        let mut rotated = self.lock();
        while rotated.front().is_some_and(|(_, at)| is_old(*at)) {
            rotated.pop_front();
        }
        rotated.iter().any(|(known, _)| known == token)
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(TokenHash, Instant)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(n: usize) -> TokenHash {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&n.to_le_bytes());
        TokenHash(hash)
    }

    #[test]
    fn a_replaced_token_is_known_for_a_minute() {
        let (rotated, now) = (Rotated::default(), Instant::now());
        rotated.remember(token(1), now);
        let check = |n, later, known| {
            assert_eq!(rotated.has(&token(n), now + later), known, "{n} {later:?}");
        };
        check(1, Duration::ZERO, true);
        check(2, Duration::ZERO, false);
        check(1, Duration::from_secs(59), true);
        check(1, REMEMBERED, false);
    }

    #[test]
    fn memory_is_bounded() {
        let (rotated, now) = (Rotated::default(), Instant::now());
        for n in 0..2 * MOST {
            rotated.remember(token(n), now);
        }
        assert_eq!(rotated.lock().len(), MOST);
        assert!(rotated.has(&token(2 * MOST - 1), now));
    }
}
