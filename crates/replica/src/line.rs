//! One line of a list: every live change of it, and the quantity they come to.

use crate::dot::{Dot, Dots, Hlc, ReplicaId, Seq};
use crate::sorted::{Sorted, disorder};
use baguni_commerce::{Quantity, Sku};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
    /// So many more.
    Add(Quantity),
    /// As many more, brought over from another list where it had this dot. Brought over on two
    /// screens at once, it counts once.
    Transfer(Quantity, Dot),
    /// This many, said at this time.
    Set(Quantity, Hlc),
    /// So many fewer of what has this dot, and so gone with it: who takes one less has not seen what
    /// another screen puts there meanwhile, and must not take of that. Of a number that was typed
    /// over, it takes of the number that stands now.
    Take(Quantity, Dot),
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

    /// More live dots than these, and the next press takes the place of a small one of the same
    /// screen: two screens that do so at once lose nothing, and a removal that comes meanwhile
    /// misses no more than that one press.
    pub const FOLD_ABOVE: usize = 64;

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
            Change::Add(_) | Change::Transfer(..) | Change::Set(..) => true,
            Change::Take(..) => false,
        })
    }

    /// What the changes come to, before it is held between 1 and the most.
    pub fn quantity(&self) -> i64 {
        self.piles().iter().map(|pile| pile.left.max(0)).sum()
    }

    /// What there is to take from: the latest `Set`, every `Add`, and of what was brought over
    /// twice the larger, each less what has been taken of it.
    pub(crate) fn piles(&self) -> Vec<Pile> {
        let mut piles: Vec<Pile> = Vec::new();
        let mut latest: Option<(Hlc, Dot, Quantity)> = None;
        for (dot, change) in &self.changes {
            match *change {
                Change::Add(more) => piles.push(Pile::new(*dot, None, more)),
                Change::Transfer(quantity, from) => {
                    let fresh = Pile::new(*dot, Some(from), quantity);
                    match piles.iter_mut().find(|pile| pile.brought == Some(from)) {
                        Some(pile) => pile.left = pile.left.max(fresh.left),
                        None => piles.push(fresh),
                    }
                }
                Change::Set(to, at) => latest = latest.max(Some((at, *dot, to))),
                Change::Take(..) => {}
            }
        }
        let typed = latest.map(|(_, dot, to)| Pile::new(dot, None, to));
        piles.extend(typed.clone());
        for change in self.changes.values() {
            if let Change::Take(fewer, from) = change {
                let pile = self.pile_of(*from, &piles, typed.as_ref());
                if let Some(pile) =
                    pile.and_then(|dot| piles.iter_mut().find(|pile| pile.dot == dot))
                {
                    pile.left -= i64::from(fewer.get());
                }
            }
        }
        piles
    }

    fn pile_of(&self, from: Dot, piles: &[Pile], typed: Option<&Pile>) -> Option<Dot> {
        let pile = match self.changes.get(&from) {
            Some(Change::Transfer(_, of)) => piles.iter().find(|pile| pile.brought == Some(*of)),
            _ => piles.iter().find(|pile| pile.dot == from),
        };
        pile.or(typed).map(|pile| pile.dot)
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

/// Some of a line that was put there at once, and how many of it are left. That may be less than
/// none, where two screens took the same.
#[derive(Clone, Debug)]
pub(crate) struct Pile {
    pub dot: Dot,
    pub left: i64,
    brought: Option<Dot>,
}

impl Pile {
    fn new(dot: Dot, brought: Option<Dot>, quantity: Quantity) -> Self {
        Self {
            dot,
            left: i64::from(quantity.get()),
            brought,
        }
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
