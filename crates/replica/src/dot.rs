//! Names of single changes: who made one, and which of theirs it was.

use crate::codec::{CodecError, MAX_MESSAGE, decode, encode, from_text, to_text};
use crate::sorted::{Set, Sorted, disorder};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// One change of one replica. It is minted once and never again, so it names the change for good.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Dot {
    pub replica: ReplicaId,
    pub seq: Seq,
}

/// One tab since it was opened, or the server acting for a shopper's forms. Random, and never used
/// a second time: what a device wrote down may be rolled back by a power cut, and a replica that
/// came back with an older memory would give one name to two changes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReplicaId(#[serde(with = "postcard::fixint::le")] pub u64);

/// The place of an operation among those of its replica: 1, 2, 3 and so on without a gap.
pub type Seq = u32;

impl fmt::Display for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for ReplicaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Debug for Dot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}#{}", self.replica, self.seq)
    }
}

/// A set of dots. Written as runs of one replica, because most dots of a line come from few: its
/// first number, and how much further each of the others is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dots(Set<Dot>);

impl Dots {
    /// The most that one operation may name, and so the most that a decoder takes.
    pub const MAX: usize = 4_096;

    pub fn iter(&self) -> impl Iterator<Item = Dot> {
        self.0.keys().copied()
    }

    pub fn contains(&self, dot: Dot) -> bool {
        self.0.contains_key(&dot)
    }

    pub fn insert(&mut self, dot: Dot) -> bool {
        self.0.add(dot)
    }

    pub fn remove(&mut self, dot: Dot) -> bool {
        self.0.remove(&dot).is_some()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }
}

/// As a form carries what its page showed: hexadecimal digits of the encoded set.
impl fmt::Display for Dots {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&to_text(&encode(self)))
    }
}

/// Undoes `Display`; more than [`Dots::MAX`] are refused.
impl FromStr for Dots {
    type Err = CodecError;

    fn from_str(raw: &str) -> Result<Self, CodecError> {
        if raw.len() > 2 * MAX_MESSAGE {
            return Err(CodecError::TooLong);
        }
        let bytes = from_text(raw).ok_or(CodecError::Malformed)?;
        let dots: Self = decode(&bytes)?;
        match dots.len() <= Self::MAX {
            true => Ok(dots),
            false => Err(CodecError::TooLong),
        }
    }
}

impl FromIterator<Dot> for Dots {
    fn from_iter<I: IntoIterator<Item = Dot>>(dots: I) -> Self {
        Self(dots.into_iter().map(|dot| (dot, ())).collect())
    }
}

impl Extend<Dot> for Dots {
    fn extend<I: IntoIterator<Item = Dot>>(&mut self, dots: I) {
        self.0.extend(dots.into_iter().map(|dot| (dot, ())));
    }
}

impl Serialize for Dots {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut runs: Vec<(ReplicaId, Vec<Seq>)> = Vec::new();
        let mut last = 0;
        for dot in self.iter() {
            match runs.last_mut() {
                Some((replica, steps)) if *replica == dot.replica => steps.push(dot.seq - last),
                _ => runs.push((dot.replica, vec![dot.seq])),
            }
            last = dot.seq;
        }
        runs.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Dots {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let runs = Vec::<(ReplicaId, Vec<Seq>)>::deserialize(deserializer)?;
        let dots = runs
            .into_iter()
            .flat_map(|(replica, steps)| steps.into_iter().scan(0, to_dot(replica)));
        let dots = Sorted::ascending(dots.map(|dot| (dot, ())));
        dots.map(Self).ok_or_else(disorder)
    }
}

/// A step too far comes out before the last, and so out of order.
fn to_dot(replica: ReplicaId) -> impl FnMut(&mut Seq, Seq) -> Option<Dot> {
    move |last, step| {
        *last = last.wrapping_add(step);
        Some(Dot {
            replica,
            seq: *last,
        })
    }
}

/// A hybrid clock: milliseconds since 1970 and a counter within one, as one number. It decides
/// between numbers that were typed at the same time on two screens, and nothing else; a clock that
/// is wrong can do no more harm than that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hlc(u64);

impl Hlc {
    /// Within one millisecond, 4,096 ticks.
    const COUNTER_BITS: u32 = 12;

    /// How far ahead of the server's clock a replica's may be, in milliseconds.
    pub const MAX_AHEAD: u64 = 60_000;

    pub fn at(millis: u64) -> Self {
        Self(millis << Self::COUNTER_BITS)
    }

    /// The next tick: not before `now`, and after everything seen.
    #[must_use]
    pub fn tick(self, now: u64) -> Self {
        Self(self.0.saturating_add(1).max(Self::at(now).0))
    }

    /// Held at [`Hlc::MAX_AHEAD`] after `now`, as the server does when it first sees a time.
    #[must_use]
    pub fn held(self, now: u64) -> Self {
        self.min(Self::at(now.saturating_add(Self::MAX_AHEAD)))
    }
}

/// What is left to tell of a replica that has been heard: how far it got, and what it said last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    pub last: Seq,
    /// Of the operation `last`, by [`crate::codec::fingerprint`].
    pub fingerprint: u64,
}

/// How far replicas have been heard, as far as it matters to a merge.
pub type HeardOf = BTreeMap<ReplicaId, Heard>;
