//! A browser: its tabs, what they tell each other, and what stays when they die.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::history::{Id, Place, Puts, Statement};
use super::server::Record;
use super::{LISTS, SKUS, key, lines};
use baguni_commerce::{Quantity, ShopperId};
use baguni_replica::frame::Cursor;
use baguni_replica::session::Device;
use baguni_replica::{Basket, Dot, Dots, Hlc, Intent, List, Operation, ReplicaId, Seq};

/// What outlives the tabs.
#[derive(Clone, Default)]
pub struct Disk {
    pub journal: BTreeMap<Dot, Operation>,
    pub truth: Option<(ShopperId, Cursor, Basket)>,
}

pub struct Browser {
    pub session: usize,
    pub disk: Disk,
    /// What a power cut brings back.
    pub synced: Disk,
    /// How wrong its clock is, in milliseconds.
    pub skew: i64,
}

pub struct Tab {
    pub browser: usize,
    pub device: Device,
    pub connection: Option<usize>,
    pub news: VecDeque<News>,
    pub adopted: BTreeSet<ReplicaId>,
    /// What the shopper put somewhere in this tab.
    pub said: Vec<(Id, Place)>,
    /// What the shopper took away in this tab or one beside it, and by which statement.
    pub took: BTreeMap<Id, Id>,
    /// Of the truth: it never goes back.
    pub version: (Option<ShopperId>, u64),
}

/// What tabs of a browser tell each other.
#[derive(Clone, Debug)]
pub enum News {
    Said(Vec<(Dot, Operation)>),
    /// In whose truth, and from which version on.
    Confirmed(ReplicaId, Seq, (ShopperId, u64)),
    /// It goes on under another name.
    Gone(ReplicaId),
}

impl Tab {
    pub fn new(browser: usize, device: Device) -> Self {
        Self {
            browser,
            device,
            connection: None,
            news: VecDeque::new(),
            adopted: BTreeSet::new(),
            said: Vec::new(),
            took: BTreeMap::new(),
            version: (None, 0),
        }
    }

    pub fn hear(&mut self, news: News, ids: &BTreeMap<Dot, Id>) {
        match news {
            News::Said(said) => {
                for (dot, operation) in said {
                    if let Some(by) = ids.get(&dot) {
                        let covers = operation.covers().iter();
                        let taken = covers.filter_map(|dot| Some((*ids.get(&dot)?, *by)));
                        self.took.extend(taken);
                    }
                    self.device.sibling(dot, operation);
                }
            }
            // Versions of different truths cannot be compared: one tab may know of a sign-in already.
            News::Confirmed(replica, through, (shopper, version)) => {
                if self.device.shopper() == Some(shopper) {
                    self.device.sibling_confirmed(replica, through, version);
                }
            }
            News::Gone(replica) => self.device.sibling_gone(replica),
        }
    }

    /// Does it, writes down what that was, and looks whether the screen shows it.
    pub fn tap(
        &mut self,
        intent: &Intent,
        now: u64,
        record: &mut Record<'_>,
    ) -> Result<Vec<(Dot, Operation)>, String> {
        let before = self.device.view().clone();
        let Ok(minted) = self.device.intend(intent.clone(), now) else {
            return Ok(Vec::new());
        };
        let after = self.device.view();
        let wrong = |list, sku, want| -> Option<String> {
            let got = after.quantity(list, &key(sku));
            (got != want).then(|| {
                format!("{intent:?} shows {got} in {list:?}, not {want}: {minted:?} on {before:?}")
            })
        };
        for list in LISTS {
            for sku in 0..SKUS {
                let want = expected(intent, &before, list, sku);
                if let Some(wrong) = want.and_then(|want| wrong(list, sku, want)) {
                    return Err(wrong);
                }
            }
        }
        for (dot, operation) in &minted {
            self.write(*dot, operation, &before, record)?;
        }
        Ok(minted)
    }

    fn write(
        &mut self,
        dot: Dot,
        operation: &Operation,
        before: &Basket,
        record: &mut Record<'_>,
    ) -> Result<(), String> {
        let ids = &*record.ids;
        let id_of = |dot: Dot| ids.get(&dot).copied().ok_or(format!("nobody said {dot:?}"));
        let (puts, instead, saw) = reading(operation, before, &id_of)?;
        let named: Dots = match instead {
            true => saw.iter().copied().collect(),
            false => Dots::default(),
        };
        if named != *operation.covers() {
            return Err(format!("{operation:?} was said seeing {saw:?}"));
        }
        let saw: Vec<Id> = saw.into_iter().map(id_of).collect::<Result<_, _>>()?;
        let id = record.history.statements.len();
        if instead {
            self.took.extend(saw.iter().map(|taken| (*taken, id)));
            record.explained.extend(&saw);
        }
        self.said.extend(puts.map(|(place, _)| (id, place)));
        record.ids.insert(dot, id);
        record.history.statements.push(Statement {
            puts,
            saw,
            instead,
            by_the_shop: false,
        });
        Ok(())
    }

    /// What was done here is shown as long as nobody has undone it, and what was undone here never
    /// comes back; the truth never goes back.
    pub fn check(&mut self, record: &Record<'_>) -> Result<(), String> {
        let mut shown = BTreeMap::new();
        for (list, sku, line) in lines(self.device.view()) {
            for (dot, _) in line.changes() {
                let id = record.ids.get(&dot).ok_or(format!("nobody said {dot:?}"))?;
                if shown.insert(*id, Place::Line(list, sku)).is_some() {
                    return Err(format!("statement {id} is shown twice"));
                }
                let by = self.took.get(id);
                if by.is_some_and(|by| !record.history.forgotten.contains(by)) {
                    return Err(format!("statement {id} is back where it was taken away"));
                }
            }
        }
        for (id, place) in &self.said {
            let is_line = matches!(place, Place::Line(..));
            let saw = &record.history.statements[*id].saw;
            let less =
                record.ordered.contains(id) || saw.iter().any(|id| record.ordered.contains(id));
            if is_line && shown.get(id) != Some(place) && !record.explained.contains(id) && !less {
                return Err(format!("statement {id} is not shown where it was made"));
            }
        }
        if let Some((shopper, cursor, _)) = self.device.base() {
            if self.version.0 == Some(shopper) && self.version.1 > cursor.version {
                return Err("the truth went back".into());
            }
            self.version = (Some(shopper), cursor.version);
        }
        Ok(())
    }
}

/// What an operation must mean to who saw this: what it puts where, whether in the place of what
/// was seen, and what that was.
type Reading = (Option<(Place, Puts)>, bool, Vec<Dot>);

/// What is to be seen of a list, or of one line of it.
fn seen(before: &Basket, list: List, sku: Option<usize>) -> Vec<Dot> {
    let there = lines(before).into_iter().filter(|(at, of, _)| {
        let wanted = sku.is_none_or(|sku| sku == *of);
        *at == list && wanted
    });
    there
        .flat_map(|(_, _, line)| line.changes())
        .map(|(dot, _)| dot)
        .collect()
}

fn reading(
    operation: &Operation,
    before: &Basket,
    id_of: &dyn Fn(Dot) -> Result<Id, String>,
) -> Result<Reading, String> {
    let sku = operation
        .key()
        .and_then(|of| (0..SKUS).find(|sku| key(*sku) == *of));
    let sku = sku.unwrap_or_default();
    let whole = |list: List| seen(before, list, None);
    let one = |list: List| seen(before, list, Some(sku));
    let at = |list: &List, puts| Some((Place::Line(*list, sku), puts));
    let hidden = |list: &List| before.quantity(*list, &key(sku)) == 0;
    let number = |to: &Quantity, time: &Hlc| Puts::Number(i64::from(to.get()), *time);
    Ok(match operation {
        // In the place of some of what is there: an own press that is folded into the next, or
        // what was taken once too often.
        Operation::Add {
            list, by, covers, ..
        } if !covers.is_empty() && !hidden(list) => {
            let puts = Puts::More(i64::from(by.get()));
            (at(list, puts), true, covers.iter().collect())
        }
        Operation::Add { list, by, .. } | Operation::Restore { list, by, .. } => {
            let puts = Puts::More(i64::from(by.get()));
            (at(list, puts), hidden(list), one(*list))
        }
        Operation::Take { list, by, from, .. } => {
            let puts = Puts::Fewer(i64::from(by.get()), id_of(*from)?);
            (at(list, puts), false, one(*list))
        }
        Operation::Transfer {
            list,
            quantity,
            from,
            ..
        } => {
            let puts = Puts::Copy(i64::from(quantity.get()), id_of(*from)?);
            (at(list, puts), hidden(list), one(*list))
        }
        Operation::Set {
            list, to, at: time, ..
        } => (at(list, number(to, time)), true, one(*list)),
        Operation::Move {
            source,
            target,
            to,
            at: time,
            ..
        } => {
            let saw = [one(*source), one(*target)].concat();
            (at(target, number(to, time)), true, saw)
        }
        Operation::Remove { list, .. } => (None, true, one(*list)),
        Operation::Clear { list, .. } => (None, true, whole(*list)),
        Operation::Name {
            wishlist,
            at,
            covers,
            ..
        } => {
            let puts = (Place::Name(*wishlist), Puts::Name(*at));
            (Some(puts), true, covers.iter().collect())
        }
        Operation::Discard { covers, .. } => (None, true, covers.iter().collect()),
    })
}

/// What a line must show after a tap, where that is plain.
fn expected(intent: &Intent, before: &Basket, at: List, sku: usize) -> Option<u32> {
    let here = key(sku);
    let shown = before.quantity(at, &here);
    let held = |n: i64| n.clamp(0, 9_999) as u32;
    let more = |n: i64| held(i64::from(shown) + n);
    Some(match intent {
        Intent::Add {
            list,
            key,
            quantity,
        }
        | Intent::Restore {
            list,
            key,
            quantity,
            ..
        } if *list == at && *key == here => more(i64::from(quantity.get())),
        Intent::Step { list, key, by } if *list == at && *key == here => match shown {
            0 if *by < 0 => 0,
            _ => more(i64::from(*by)),
        },
        Intent::Set { list, key, to } if *list == at && *key == here => *to,
        Intent::Remove { list, key } if *list == at && *key == here => 0,
        Intent::Clear { list } if *list == at => 0,
        Intent::Move {
            key,
            source,
            target,
        } if *key == here && source != target => {
            let moved = before.quantity(*source, key);
            match (at == *source, at == *target) {
                (true, _) => 0,
                (_, true) => more(i64::from(moved)),
                _ => shown,
            }
        }
        Intent::Copy {
            key,
            source,
            target,
        } if *key == here && *target == at => more(i64::from(before.quantity(*source, key))),
        Intent::Wish { wishlist, key } if List::Wishlist(*wishlist) == at && *key == here => {
            u32::from(shown == 0)
        }
        Intent::Discard { wishlist } if List::Wishlist(*wishlist) == at => 0,
        _ => shown,
    })
}
