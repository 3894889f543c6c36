//! Telling a barcode scanner from a hand: [`Wedge`]. A scanner types what it reads like a keyboard,
//! only faster than anybody can, and ends with Enter or Tab.

use super::keys::Key;

/// The longest time between two keys of a scan, in milliseconds.
pub const GAP_MS: f64 = 50.0;
/// The fewest characters that are a scan: nobody types so many so fast.
pub const LEAST: usize = 6;
/// The most characters that are read.
pub const MOST: usize = 256;

/// What stands for a key in a scan that is no character.
pub const UNREADABLE: char = '\u{FFFD}';

/// Fed with every key that is pressed.
#[derive(Clone, Debug, Default)]
pub struct Wedge {
    run: Option<Run>,
}

/// Keys that came quickly after each other.
#[derive(Clone, Debug)]
struct Run {
    text: String,
    length: usize,
    last: f64,
    /// There was more than [`MOST`]: what still comes is not kept.
    is_over: bool,
}

/// What a key was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fed {
    /// A hand's, or the end of nothing.
    Typed,
    /// A character that a scan may begin with: what it changes may have to be put back.
    Begins,
    /// One of the first characters of what may be a scan.
    Follows,
    /// A scan's. Whatever it would do, it must not.
    Scanned,
    /// A scan's last, which ends it: this was read.
    Read(String),
    /// A scan's, which has become too long to be anything.
    TooLong,
}

impl Fed {
    /// Whether the key must not reach what has the focus.
    pub fn is_scanned(&self) -> bool {
        matches!(self, Self::Scanned | Self::Read(_) | Self::TooLong)
    }
}

impl Wedge {
    /// `at` is when the key was pressed, in milliseconds of any one clock.
    pub fn feed(&mut self, at: f64, key: Key) -> Fed {
        let quick = |run: &Run| (0.0..=GAP_MS).contains(&(at - run.last));
        let mut run = self.run.take().filter(quick);
        if let Some(run) = &mut run {
            run.last = at;
        }
        match (run, key) {
            // Shift alone is no character, but takes its time.
            (run, Key::Shift) => {
                self.run = run;
                Fed::Typed
            }
            (None, Key::Character(c)) => self.begin(at, c),
            (Some(run), Key::Character(c)) => self.go_on(run, c),
            (Some(run), Key::Other) if run.is_scan() => self.go_on(run, UNREADABLE),
            (Some(run), Key::End) if run.is_over => Fed::Scanned,
            (Some(run), Key::End) if run.is_scan() => Fed::Read(run.text),
            (_, Key::End | Key::Other) => Fed::Typed,
        }
    }

    fn begin(&mut self, at: f64, c: char) -> Fed {
        // Space presses what has the focus: no code begins with it, and people do.
        if c == ' ' {
            return Fed::Typed;
        }
        self.run = Some(Run {
            text: c.to_string(),
            length: 1,
            last: at,
            is_over: false,
        });
        Fed::Begins
    }

    fn go_on(&mut self, mut run: Run, c: char) -> Fed {
        let fed = if run.is_over {
            Fed::Scanned
        } else if run.length == MOST {
            run.is_over = true;
            run.text.clear();
            Fed::TooLong
        } else {
            run.text.push(c);
            run.length += 1;
            if run.is_scan() {
                Fed::Scanned
            } else {
                Fed::Follows
            }
        };
        self.run = Some(run);
        fed
    }
}

impl Run {
    fn is_scan(&self) -> bool {
        self.length >= LEAST
    }
}

#[cfg(test)]
mod tests;
