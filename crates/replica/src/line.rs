//! One line of a list: every live change of it, and the quantity they come to.

use crate::dot::{Dot, Dots, Hlc, ReplicaId, Seq};
use crate::sorted::{Sorted, disorder};
use baguni_commerce::{Quantity, Sku};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::num::NonZeroI16;

/// The changes of one line that nobody who saw them has taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// The version of the basket in which the line came: lists are shown in this order.
    pub since: u64,
    changes: Sorted<Dot, Change>,
}

/// What one dot stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    /// More or fewer.
    Add(Step),
    /// As many more, brought over from another list where it had this dot. Brought over on two
    /// screens at once, it counts once.
    Transfer(Quantity, Dot),
    /// This many, said at this time.
    Set(Quantity, Hlc),
}

/// A number of pieces more or fewer: −9,999 to 9,999, never 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "i16", into = "i16")]
pub struct Step(NonZeroI16);

impl Step {
    pub fn new(by: i32) -> Option<Self> {
        let by = i16::try_from(by).ok()?;
        let held = u32::from(by.unsigned_abs()) <= Quantity::MAX;
        NonZeroI16::new(by).filter(|_| held).map(Self)
    }

    pub fn get(self) -> i32 {
        i32::from(self.0.get())
    }
}

impl TryFrom<i16> for Step {
    type Error = &'static str;

    fn try_from(by: i16) -> Result<Self, Self::Error> {
        Self::new(i32::from(by)).ok_or("a step is from 1 to 9,999, up or down")
    }
}

impl From<Step> for i16 {
    fn from(step: Step) -> Self {
        step.0.get()
    }
}

/// What makes two lines one line.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineKey {
    pub sku: Sku,
    pub options: LineOptions,
}

impl From<Sku> for LineKey {
    fn from(sku: Sku) -> Self {
        Self {
            sku,
            options: LineOptions::default(),
        }
    }
}

/// What was ordered of a variant beyond the variant itself, as an engraving: names and values,
/// ordered by name, so that the same wishes are the same line.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Sorted<String, String>", into = "Sorted<String, String>")]
pub struct LineOptions(Sorted<String, String>);

impl LineOptions {
    /// The most names, and the most bytes of names and values together.
    pub const MAX: (usize, usize) = (8, 400);
}

impl TryFrom<Sorted<String, String>> for LineOptions {
    type Error = &'static str;

    fn try_from(options: Sorted<String, String>) -> Result<Self, Self::Error> {
        let bytes: usize = options
            .iter()
            .map(|(name, value)| name.len() + value.len())
            .sum();
        match options.len() <= Self::MAX.0 && bytes <= Self::MAX.1 {
            true => Ok(Self(options)),
            false => Err("a line has at most 8 options of 400 bytes together"),
        }
    }
}

impl From<LineOptions> for Sorted<String, String> {
    fn from(options: LineOptions) -> Self {
        options.0
    }
}

impl Line {
    /// The most live dots that a line may have; beyond, an operation is refused.
    pub const MAX_DOTS: usize = 1_024;

    /// More live dots than these, and the next step of a shopper is preceded by one `Set` in the
    /// place of all that is seen. That number is a guess at what others do meanwhile, as one dot
    /// for each press is not: so it is taken late, where hardly anybody comes.
    pub const SETTLE_ABOVE: usize = 256;

    /// How many a shopper is shown: 0 where the line is not present.
    pub fn shown(&self) -> u32 {
        match self.is_present() {
            true => self.quantity().clamp(1, i64::from(Quantity::MAX)) as u32,
            false => 0,
        }
    }

    /// Whether some live change put something there.
    pub fn is_present(&self) -> bool {
        self.changes.values().any(|change| match change {
            Change::Add(step) => step.get() > 0,
            Change::Transfer(..) | Change::Set(..) => true,
        })
    }

    /// What the changes come to, before it is held between 1 and the most: the latest `Set`, else
    /// 0, every `Add`, and of what was brought over twice the larger.
    pub fn quantity(&self) -> i64 {
        let mut latest: Option<(Hlc, Dot, Quantity)> = None;
        let mut brought: Sorted<Dot, Quantity> = Sorted::default();
        let mut sum = 0;
        for (dot, change) in &self.changes {
            match *change {
                Change::Add(step) => sum += i64::from(step.get()),
                Change::Transfer(quantity, from) => {
                    let once = brought.get(&from).copied().unwrap_or(quantity);
                    brought.insert(from, quantity.max(once));
                }
                Change::Set(to, at) => latest = latest.max(Some((at, *dot, to))),
            }
        }
        let set = latest.map(|(_, _, to)| to);
        let whole = brought.values().copied().chain(set);
        sum + whole.map(|quantity| i64::from(quantity.get())).sum::<i64>()
    }

    /// Every live dot: what a shopper who sees this line has seen.
    pub fn dots(&self) -> Dots {
        self.changes.keys().copied().collect()
    }

    pub fn changes(&self) -> impl Iterator<Item = (Dot, Change)> {
        self.changes.iter().map(|(dot, change)| (*dot, *change))
    }

    pub fn contains(&self, dot: Dot) -> bool {
        self.changes.contains_key(&dot)
    }

    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    pub fn len(&self) -> usize {
        self.changes.len()
    }

    pub(crate) fn insert(&mut self, dot: Dot, change: Change) {
        self.changes.insert(dot, change);
    }

    pub(crate) fn remove(&mut self, dot: Dot) -> Option<Change> {
        self.changes.remove(&dot)
    }

    pub(crate) fn retain(&mut self, dots: &Dots) {
        self.changes.retain(|dot, _| dots.contains(*dot));
    }

    pub(crate) fn latest(&self) -> Hlc {
        let at = |change: &Change| match change {
            Change::Set(_, at) => *at,
            _ => Hlc::default(),
        };
        self.changes.values().map(at).max().unwrap_or_default()
    }
}

impl FromIterator<(Dot, Change)> for Line {
    fn from_iter<I: IntoIterator<Item = (Dot, Change)>>(changes: I) -> Self {
        Self {
            since: 0,
            changes: changes.into_iter().collect(),
        }
    }
}

/// One replica's changes of a line.
type Run = (ReplicaId, Vec<(Seq, Change)>);

impl Serialize for Line {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut runs: Vec<Run> = Vec::new();
        for (dot, change) in self.changes() {
            match runs.last_mut() {
                Some((replica, run)) if *replica == dot.replica => run.push((dot.seq, change)),
                _ => runs.push((dot.replica, vec![(dot.seq, change)])),
            }
        }
        (self.since, runs).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (since, runs) = <(u64, Vec<Run>)>::deserialize(deserializer)?;
        let changes = runs.into_iter().flat_map(|(replica, run)| {
            run.into_iter()
                .map(move |(seq, change)| (Dot { replica, seq }, change))
        });
        let changes = Sorted::ascending(changes).ok_or_else(disorder)?;
        Ok(Self { since, changes })
    }
}
