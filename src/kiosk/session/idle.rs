//! When nobody is there any more: the rules alone, told what the time is (K8).
//!
//! Somebody who does nothing for a while is asked, with half a minute to answer, and as often as it
//! takes. Whoever has not been asked for that long is never sent away, not even by a clock that has
//! jumped.

/// How long it asks, in milliseconds.
pub const ASKING_MS: f64 = 30_000.0;

/// Until the device's own is known, in seconds.
const USUAL_S: u32 = 60;
/// What a store may choose from, in seconds.
const SHORTEST_S: u32 = 30;
pub const LONGEST_S: u32 = 180;

/// Whether somebody is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Nothing has been done that could be left behind.
    Nobody,
    Here,
    /// Being asked, with so many seconds to answer: at least 1.
    Asked(u32),
    /// There was no answer.
    Gone,
}

#[derive(Clone, Copy, Debug)]
pub struct Idle {
    /// When somebody last did something, in milliseconds of the same clock as every `now`.
    touched: f64,
    asked: Option<f64>,
}

impl Idle {
    pub fn new(now: f64) -> Self {
        Self {
            touched: now,
            asked: None,
        }
    }

    /// Somebody touches, types or scans: it begins anew, however often.
    pub fn touch(&mut self, now: f64) {
        *self = Self::new(now);
    }

    /// How long ago that was, in seconds.
    pub fn seconds(&self, now: f64) -> u32 {
        ((now - self.touched).max(0.0) / 1_000.0) as u32
    }

    /// How it is now. `used`: whether anything would be left behind. `limit_s`: how long nobody may do
    /// anything, in seconds.
    pub fn look(&mut self, now: f64, used: bool, limit_s: Option<u32>) -> Presence {
        if !used {
            self.touch(now);
            return Presence::Nobody;
        }
        let limit_s = limit_s.unwrap_or(USUAL_S).clamp(SHORTEST_S, LONGEST_S);
        if self.asked.is_none() && now - self.touched < f64::from(limit_s) * 1_000.0 {
            return Presence::Here;
        }
        let left = ASKING_MS - (now - *self.asked.get_or_insert(now));
        match left > 0.0 {
            true => Presence::Asked((left / 1_000.0).ceil() as u32),
            false => Presence::Gone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: f64 = 1_000.0;

    /// A screen that somebody uses, looked at each quarter of a second from 0 to `until`.
    fn watch(idle: &mut Idle, from: f64, until: f64) -> Vec<Presence> {
        let mut seen = Vec::new();
        let mut now = from;
        while now <= until {
            let presence = idle.look(now, true, Some(60));
            if seen.last() != Some(&presence) {
                seen.push(presence);
            }
            now += SECOND / 4.0;
        }
        seen
    }

    #[test]
    fn who_does_nothing_is_asked_for_half_a_minute() {
        let mut idle = Idle::new(0.0);
        let seen = watch(&mut idle, 0.0, 91.0 * SECOND);
        let mut expected = vec![Presence::Here];
        expected.extend((1..=30).rev().map(Presence::Asked));
        expected.push(Presence::Gone);
        assert_eq!(seen, expected);
    }

    #[test]
    fn one_touch_is_enough_as_often_as_it_takes() {
        let mut idle = Idle::new(0.0);
        let mut now = 0.0;
        for round in 0..50 {
            let seen = watch(&mut idle, now, now + 89.0 * SECOND);
            assert!(
                !seen.contains(&Presence::Gone) && seen.contains(&Presence::Asked(2)),
                "round {round}: {seen:?}"
            );
            now += 89.5 * SECOND;
            idle.touch(now);
            assert_eq!(idle.look(now, true, Some(60)), Presence::Here);
        }
    }

    #[test]
    fn what_nobody_has_used_is_never_ended() {
        let mut idle = Idle::new(0.0);
        for hour in 0..100 {
            let now = f64::from(hour) * 3_600.0 * SECOND;
            assert_eq!(idle.look(now, false, Some(60)), Presence::Nobody);
        }
        let now = 99.0 * 3_600.0 * SECOND + 1.0;
        assert_eq!(idle.look(now, true, Some(60)), Presence::Here, "it begins");
    }

    #[test]
    fn a_clock_that_jumps_asks_first() {
        let mut idle = Idle::new(0.0);
        let later = 86_400.0 * SECOND;
        assert_eq!(idle.look(later, true, Some(60)), Presence::Asked(30));
        assert_eq!(
            idle.look(later + 20.0 * SECOND, true, Some(60)),
            Presence::Asked(10)
        );
        assert_eq!(
            idle.look(later + 30.0 * SECOND, true, Some(60)),
            Presence::Gone
        );
    }

    #[test]
    fn a_store_chooses_within_bounds() {
        let check = |limit: Option<u32>, here_s: f64| {
            let mut idle = Idle::new(0.0);
            let before = idle.look(here_s * SECOND - 1.0, true, limit);
            assert_eq!(before, Presence::Here, "{limit:?}");
            let after = idle.look(here_s * SECOND, true, limit);
            assert_eq!(after, Presence::Asked(30), "{limit:?}");
        };
        check(None, 60.0);
        check(Some(0), 30.0);
        check(Some(45), 45.0);
        check(Some(100_000), 180.0);
    }

    #[test]
    fn seconds_since_the_last_touch() {
        let mut idle = Idle::new(5_000.0);
        assert_eq!(idle.seconds(12_900.0), 7);
        idle.touch(12_900.0);
        assert_eq!(idle.seconds(1.0), 0, "a clock that went back");
    }
}
