//! The judge: what the lists must show, from the history alone. It knows who saw what when they
//! did what, and nothing of merging, frames or versions.

use std::collections::{BTreeMap, BTreeSet};

use super::history::{Fact, History, Id, Place, Puts};
use baguni_commerce::ShopperId;
use baguni_replica::{Dot, Hlc, List};

/// What has arrived, whose it is, and what was taken away by somebody who saw it.
#[derive(Default)]
pub struct Oracle {
    arrived: BTreeMap<Id, (ShopperId, Dot, Option<(Place, Puts)>)>,
    /// Once here, never back, whether or not it has arrived.
    gone: BTreeSet<Id>,
    ordered: BTreeSet<Id>,
}

type Verdict = Result<(), String>;

impl Oracle {
    pub fn of(history: &History) -> Result<Self, String> {
        let mut oracle = Self::default();
        for fact in &history.facts {
            oracle.learn(history, fact)?;
        }
        for (id, said) in history.statements.iter().enumerate() {
            let there = oracle.arrived.contains_key(&id);
            if !there && !said.by_the_shop && !history.forgotten.contains(&id) {
                return Err(format!("statement {id} is lost: {said:?}"));
            }
        }
        Ok(oracle)
    }

    fn learn(&mut self, history: &History, fact: &Fact) -> Verdict {
        match fact {
            Fact::Arrived {
                id,
                shopper,
                dot,
                now,
            } => self.arrives(history, *id, (*shopper, *dot), Some(*now)),
            Fact::Ordered { shopper, confirmed } => self.is_ordered(*shopper, confirmed),
            Fact::Joined {
                guest,
                account,
                in_checkout,
                said,
            } => self.joins(history, (*guest, *account), *in_checkout, said),
        }
    }

    fn arrives(
        &mut self,
        history: &History,
        id: Id,
        by: (ShopperId, Dot),
        now: Option<u64>,
    ) -> Verdict {
        let said = &history.statements[id];
        let mut puts = said.puts;
        if said.instead {
            let bought: Vec<Id> = said
                .saw
                .iter()
                .copied()
                .filter(|id| self.ordered.contains(id))
                .collect();
            if let Some((_, Puts::Number(n, _))) = &mut puts {
                *n -= i64::from(self.amount(&bought));
            }
            self.gone.extend(&said.saw);
        }
        if let (Some((_, Puts::Number(_, at) | Puts::Name(at))), Some(now)) = (&mut puts, now) {
            *at = (*at).min(Hlc::at(now + 60_000));
        }
        let nothing_left = matches!(puts, Some((_, Puts::Number(..=0, _))));
        let puts = puts.filter(|_| !nothing_left);
        match self.arrived.insert(id, (by.0, by.1, puts)) {
            Some(_) => Err(format!("statement {id} counts twice: {said:?}")),
            None => Ok(()),
        }
    }

    fn is_ordered(&mut self, shopper: ShopperId, confirmed: &BTreeSet<Id>) -> Verdict {
        let in_cart = |place: Place| matches!(place, Place::Line(List::Cart, _));
        let live: BTreeSet<Id> = self.live(shopper, in_cart).into_iter().collect();
        if live != *confirmed {
            return Err(format!(
                "ordered {confirmed:?}, but in the cart were {live:?}"
            ));
        }
        self.gone.extend(&live);
        self.ordered.extend(&live);
        Ok(())
    }

    fn joins(
        &mut self,
        history: &History,
        (guest, account): (ShopperId, ShopperId),
        in_checkout: bool,
        said: &[(Id, Dot)],
    ) -> Verdict {
        let mut expected = BTreeMap::new();
        let places: BTreeSet<Place> = self.places();
        let before = |place, who| self.amount(&self.live(who, |at| at == place));
        for place in places
            .iter()
            .copied()
            .filter(|place| matches!(place, Place::Line(..)))
        {
            match (before(place, guest), before(place, account)) {
                (0, 0) => {}
                (0, _) => {}
                (_, 0) => {}
                (theirs, own) => drop(expected.insert(place, theirs.max(own))),
            }
        }
        let aside = |place: &Place| match place {
            Place::Line(List::Cart, sku) if in_checkout && before(*place, guest) == 0 => Some(*sku),
            _ => None,
        };
        for sku in places.iter().filter_map(aside) {
            let saved = Place::Line(List::Saved, sku);
            let moved = before(Place::Line(List::Cart, sku), account);
            let there = before(saved, account).max(before(saved, guest));
            if moved > 0 {
                expected.insert(saved, moved + there);
            }
        }
        let unseen = |who, other| {
            let hidden = |place| {
                before(place, who) == 0 && before(place, other) + u32::from(who == guest) > 0
            };
            self.live(who, |place| {
                matches!(place, Place::Line(..)) && hidden(place)
            })
        };
        let left: Vec<Id> = [unseen(guest, account), unseen(account, guest)].concat();
        self.gone.extend(left);
        for (_, (owner, ..)) in self
            .arrived
            .iter_mut()
            .filter(|(_, (owner, ..))| *owner == guest)
        {
            *owner = account;
        }
        for (id, dot) in said {
            self.arrives(history, *id, (account, *dot), None)?;
        }
        for (place, number) in expected {
            let shown = self.shown(account, place);
            if shown != number {
                return Err(format!("joined to {shown} at {place:?}, not to {number}"));
            }
        }
        Ok(())
    }

    fn places(&self) -> BTreeSet<Place> {
        let puts = self.arrived.values().filter_map(|(_, _, puts)| *puts);
        puts.map(|(place, _)| place).collect()
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

    /// How many these come to: the latest number and all that was put beside it, each copy once.
    fn amount(&self, ids: &[Id]) -> u32 {
        let (mut latest, mut sum, mut there) = (None, 0, false);
        let mut copied = BTreeSet::new();
        for (_, dot, puts) in ids.iter().filter_map(|id| self.arrived.get(id)) {
            match puts.map(|(_, puts)| puts) {
                Some(Puts::More(n)) => (sum, there) = (sum + n, there || n > 0),
                Some(Puts::Number(n, at)) => latest = latest.max(Some((at, *dot, n))),
                Some(Puts::Copy(n, of)) if copied.insert(of) => (sum, there) = (sum + n, true),
                Some(Puts::Copy(..) | Puts::Name(_)) | None => {}
            }
        }
        let sum = sum + latest.map_or(0, |(_, _, n)| n);
        match there || latest.is_some() {
            true => sum.clamp(1, 9_999) as u32,
            false => 0,
        }
    }
}
