//! Whether there is a line, judged by what came through it and what did not.

/// So many questions in a row without an answer, and the line is cut: one alone may be a pause for
/// breath, and a sign that comes and goes helps nobody.
const CUT_AFTER: u32 = 2;

/// The waits between attempts double from the first to the longest, in milliseconds.
const FIRST_WAIT_MS: u32 = 1_000;
const LONGEST_WAIT_MS: u32 = 30_000;

/// How the line stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Questions in a row that nobody answered.
    missed: u32,
}

impl Standing {
    pub fn answered(&mut self) {
        self.missed = 0;
    }

    pub fn missed(&mut self) {
        self.missed = self.missed.saturating_add(1);
    }

    /// The browser itself says that there is no network.
    pub fn cut(&mut self) {
        self.missed = self.missed.max(CUT_AFTER);
    }

    pub fn is_online(self) -> bool {
        self.missed < CUT_AFTER
    }

    /// How long to wait before the next attempt, in milliseconds; `None` where the last one was
    /// answered. `drawn`, from 0 to 1, keeps a store's screens from coming back in one moment.
    pub fn wait(self, drawn: f64) -> Option<u32> {
        let doublings = self.missed.checked_sub(1)?;
        let bound = LONGEST_WAIT_MS.min(FIRST_WAIT_MS << doublings.min(10));
        Some((f64::from(bound) * (0.5 + drawn.clamp(0.0, 1.0) / 2.0)) as u32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `a` answered, `m` missed, `c` cut.
    fn after(told: &str) -> Standing {
        let mut standing = Standing::default();
        for what in told.chars() {
            match what {
                'a' => standing.answered(),
                'm' => standing.missed(),
                _ => standing.cut(),
            }
        }
        standing
    }

    #[test]
    fn one_question_without_an_answer_is_no_cut_line() {
        let check = |told: &str, online: bool| {
            assert_eq!(after(told).is_online(), online, "{told}");
        };
        check("", true);
        check("m", true);
        check("mam", true);
        check("mm", false);
        check("mma", true);
        check("mmam", true);
        check("c", false);
        check("ca", true);
        check("mmmmc", false);
    }

    #[test]
    fn attempts_come_ever_less_often_and_never_all_at_once() {
        let check = |told: &str, drawn: f64, want: Option<u32>| {
            assert_eq!(after(told).wait(drawn), want, "{told} {drawn}");
        };
        check("", 0.5, None);
        check("mma", 0.5, None);
        check("m", 0.0, Some(500));
        check("m", 1.0, Some(1_000));
        check("mm", 0.0, Some(1_000));
        check("mmm", 1.0, Some(4_000));
        check("mmmmmmmm", 1.0, Some(30_000));
        check(&"m".repeat(100), 0.0, Some(15_000));
    }
}
