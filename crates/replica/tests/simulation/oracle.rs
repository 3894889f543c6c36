//! The judge: what the lists must show, from the history alone. It knows who saw what when they
//! did what, and nothing of merging, frames or versions.

use super::history::{Fact, History, Id, Join, Place, Puts};
use baguni_commerce::ShopperId;
use baguni_replica::{Dot, Hlc, List};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Default)]
pub struct Oracle {
    arrived: BTreeMap<Id, Arrived>,
    /// Taken away by somebody who saw it: never back, whether or not it has arrived.
    gone: BTreeSet<Id>,
    ordered: BTreeSet<Id>,
}

type Verdict = Result<(), String>;
type By = (ShopperId, Dot);
/// Whose it is, and what it put where.
type Arrived = (ShopperId, Dot, Option<(Place, Puts)>);

impl Oracle {
    pub fn of(history: &History) -> Result<Self, String> {
        let mut oracle = Self::default();
        for fact in &history.facts {
            match fact {
                Fact::Arrived { id, by, now } => {
                    oracle.arrives(history, *id, *by, Hlc::at(now + 60_000))?;
                }
                Fact::Ordered { shopper, confirmed } => oracle.is_ordered(*shopper, confirmed)?,
                Fact::Joined(join) => oracle.joins(history, join)?,
            }
        }
        for (id, said) in history.statements.iter().enumerate() {
            let there = oracle.arrived.contains_key(&id) || said.by_the_shop;
            if !there && !history.forgotten.contains(&id) {
                return Err(format!("statement {id} is lost: {said:?}"));
            }
        }
        Ok(oracle)
    }

    fn arrives(&mut self, all: &History, id: Id, by: By, latest: Hlc) -> Verdict {
        let said = &all.statements[id];
        let mut puts = said.puts;
        if said.instead {
            let saw = said.saw.iter().copied();
            let bought: Vec<Id> = saw.filter(|id| self.ordered.contains(id)).collect();
            if let Some((_, Puts::Number(n, _))) = &mut puts {
                *n -= i64::from(self.amount(&bought));
            }
            self.gone.extend(&said.saw);
        }
        // Fewer of what was bought is nothing.
        let bought = |of: Id| self.ordered.contains(&of);
        puts = puts.filter(|(_, puts)| !matches!(puts, Puts::Fewer(_, of) if bought(*of)));
        if let Some((_, Puts::Number(_, at))) = &mut puts {
            *at = latest.min(*at);
        }
        let puts = puts.filter(|(_, puts)| !matches!(puts, Puts::Number(..=0, _)));
        match self.arrived.insert(id, (by.0, by.1, puts)) {
            Some(_) => Err(format!("statement {id} counts twice: {said:?}")),
            None => Ok(()),
        }
    }

    fn is_ordered(&mut self, shopper: ShopperId, confirmed: &BTreeSet<Id>) -> Verdict {
        let live = self.live(shopper, |place| matches!(place, Place::Line(List::Cart, _)));
        if !live.iter().eq(confirmed) {
            return Err(format!("ordered {confirmed:?}, but there were {live:?}"));
        }
        self.gone.extend(&live);
        self.ordered.extend(live);
        Ok(())
    }

    /// Of what both had the larger number, and of what one had that; but what nobody was shown any
    /// more stays behind, and while a guest pays, what only the account had is saved for later.
    fn joins(&mut self, history: &History, join: &Join) -> Verdict {
        let (guest, account) = (join.guest, join.account);
        let all = self.arrived.values();
        let places = all.filter_map(|(_, _, puts)| Some(puts.as_ref()?.0));
        let lines: BTreeSet<Place> = places.filter(|at| matches!(at, Place::Line(..))).collect();
        let at_all = |who| -> BTreeMap<Place, u32> {
            lines.iter().map(|at| (*at, self.shown(who, *at))).collect()
        };
        let (theirs, own) = (at_all(guest), at_all(account));
        let larger = |at: &Place| (*at, theirs[at].max(own[at]));
        let mut expected: BTreeMap<Place, u32> = lines.iter().map(larger).collect();
        for at in &lines {
            if let (Place::Line(List::Cart, sku), true, 0) = (*at, join.in_checkout, theirs[at]) {
                let saved = expected.entry(Place::Line(List::Saved, sku)).or_default();
                *saved = 9_999.min(*saved + own[at]);
                expected.insert(*at, 0);
            }
        }
        let there = self.live(guest, |at| theirs.get(&at) == Some(&0));
        let here = |at| own.get(&at) == Some(&0) && theirs[&at] > 0;
        let here = self.live(account, here);
        self.gone.extend(there.into_iter().chain(here));
        let owners = self.arrived.values_mut().map(|(owner, ..)| owner);
        owners
            .filter(|owner| **owner == guest)
            .for_each(|owner| *owner = account);
        for (id, dot) in &join.said {
            self.arrives(history, *id, (account, *dot), Hlc::at(u64::MAX >> 12))?;
        }
        for (at, n) in expected {
            if self.shown(account, at) != n {
                return Err(format!("{at:?} was not joined to {n}"));
            }
        }
        Ok(())
    }

    /// What is there: it has arrived, and nobody who saw it has taken it away.
    pub fn live(&self, shopper: ShopperId, wanted: impl Fn(Place) -> bool) -> Vec<Id> {
        let there = self.arrived.iter().filter(|(id, (owner, _, puts))| {
            let at = puts.is_some_and(|(place, _)| wanted(place));
            at && *owner == shopper && !self.gone.contains(id)
        });
        there.map(|(id, _)| *id).collect()
    }

    pub fn shown(&self, shopper: ShopperId, place: Place) -> u32 {
        self.amount(&self.live(shopper, |at| at == place))
    }

    /// The latest number and all that was put beside it, of copies of one thing the largest; less
    /// what was taken of each, or of the number that stands where it was taken.
    fn amount(&self, ids: &[Id]) -> u32 {
        let put = |id: &Id| {
            let (_, dot, puts) = self.arrived.get(id)?;
            Some((*dot, (*puts)?.1))
        };
        let pile_of = |id: &Id| match put(id) {
            Some((_, Puts::Copy(_, of))) => (true, of),
            _ => (false, *id),
        };
        let (mut piles, mut latest) = (BTreeMap::<(bool, Id), i64>::new(), None);
        for id in ids {
            match put(id) {
                Some((dot, Puts::Number(n, at))) => latest = latest.max(Some((at, dot, *id, n))),
                Some((_, Puts::More(n) | Puts::Copy(n, _))) => {
                    let pile = piles.entry(pile_of(id)).or_default();
                    *pile = n.max(*pile);
                }
                Some((_, Puts::Fewer(..) | Puts::Name(_))) | None => {}
            }
        }
        let number = latest.map(|(_, _, id, n)| ((false, id), n));
        piles.extend(number);
        for id in ids {
            if let Some((_, Puts::Fewer(n, of))) = put(id) {
                let pile = ids.contains(&of).then(|| pile_of(&of));
                let pile = pile
                    .filter(|pile| piles.contains_key(pile))
                    .or(number.map(|(at, _)| at));
                pile.into_iter()
                    .for_each(|pile| *piles.entry(pile).or_default() -= n);
            }
        }
        let sum: i64 = piles.values().map(|left| left.max(&0)).sum();
        match piles.is_empty() {
            true => 0,
            false => sum.clamp(1, 9_999) as u32,
        }
    }
}
