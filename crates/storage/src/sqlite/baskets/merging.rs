//! Many merges in one transaction, so that one sync of the disk serves them all.

use super::super::aliases;
use super::super::shoppers::{key, millis};
use super::rows::{self, BasketRow, Told, Unread};
use crate::baskets::{Entry, FormMark, Outcome, Refused, Said, Sells};
use crate::error::Fault;
use baguni_commerce::{DeviceId, ShopperId};
use baguni_replica::frame::DeviceKind;
use baguni_replica::merge::{MergeError, Past, merge, needs, written};
use baguni_replica::{Dots, Heard, Intent, Merged, Refusal, ReplicaId, Submission, Truth};
use rusqlite::{Transaction, params};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

pub(super) fn merge_all(
    tx: &Transaction<'_>,
    entries: &[Entry],
    sells: &Sells,
    now: u64,
) -> Result<Vec<Result<Outcome, Refused>>, Fault> {
    let mut batch = Batch {
        tx,
        sells,
        now,
        open: BTreeMap::new(),
        speakers: BTreeMap::new(),
    };
    let mut answers = Vec::with_capacity(entries.len());
    for entry in entries {
        answers.push(match batch.take(entry) {
            Ok(outcome) => Ok(outcome),
            Err(Stop::Refused(refused)) => Err(refused),
            Err(Stop::Sql(error)) => return Err(error.into()),
        });
    }
    batch.write()?;
    Ok(answers)
}

/// The baskets that a batch is about, each read once and written once.
struct Batch<'a> {
    tx: &'a Transaction<'a>,
    sells: &'a Sells,
    now: u64,
    open: BTreeMap<ShopperId, Open>,
    /// Whose the replicas are that have spoken in this batch.
    speakers: BTreeMap<ReplicaId, ShopperId>,
}

struct Open {
    row: BasketRow,
    past: Past,
    /// Whom to write down as heard.
    heard: BTreeMap<ReplicaId, (DeviceKind, Option<DeviceId>)>,
    changed: bool,
}

/// One entry is refused, or the whole batch fails.
enum Stop {
    Refused(Refused),
    Sql(rusqlite::Error),
}

impl From<rusqlite::Error> for Stop {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Refused> for Stop {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<MergeError> for Stop {
    fn from(error: MergeError) -> Self {
        Self::Refused(match error {
            MergeError::Gap { expected } => Refused::Gap { expected },
            MergeError::Fork => Refused::Fork,
        })
    }
}

fn unread(shopper: ShopperId) -> impl Fn(Unread) -> Stop {
    move |unread| match unread {
        Unread::Damaged => Refused::Damaged(shopper).into(),
        Unread::Sql(error) => error.into(),
    }
}

impl Batch<'_> {
    fn take(&mut self, entry: &Entry) -> Result<Outcome, Stop> {
        let shopper = self.stands_for(entry.shopper)?;
        self.open(shopper)?;
        let (replica, merged) = match &entry.said {
            Said::Submission {
                submission,
                meant_for,
            } => {
                self.is_meant(shopper, *meant_for)?;
                let merged = self.submitted(shopper, submission)?;
                (submission.replica, merged)
            }
            Said::Form {
                intents,
                seen,
                once,
            } => self.formed(shopper, intents, seen.as_ref(), *once)?,
        };
        self.speakers.insert(replica, shopper);
        let open = self.opened(shopper);
        open.changed |= merged.changed.is_some();
        open.past.heard.insert(replica, merged.heard);
        open.heard.insert(replica, (entry.device, entry.kiosk));
        Ok(Outcome {
            weight: open.row.size,
            shopper,
            replica,
            merged,
        })
    }

    /// The shopper whose basket it is today.
    fn stands_for(&self, shopper: ShopperId) -> rusqlite::Result<ShopperId> {
        Ok(aliases::find(self.tx, shopper)?.unwrap_or(shopper))
    }

    fn open(&mut self, shopper: ShopperId) -> Result<(), Stop> {
        let Slot::Vacant(slot) = self.open.entry(shopper) else {
            return Ok(());
        };
        let row = match rows::find(self.tx, shopper).map_err(unread(shopper))? {
            Some(row) => row,
            None => rows::begin(self.tx, shopper, self.now)?.ok_or(Refused::NoShopper)?,
        };
        slot.insert(Open {
            row,
            past: Past::default(),
            heard: BTreeMap::new(),
            changed: false,
        });
        Ok(())
    }

    fn opened(&mut self, shopper: ShopperId) -> &mut Open {
        let open = self.open.get_mut(&shopper);
        open.expect("it was opened at the beginning of the entry")
    }

    /// What was meant for a guest that has been joined since is meant for the account.
    fn is_meant(&self, shopper: ShopperId, meant_for: Option<ShopperId>) -> Result<(), Stop> {
        match meant_for {
            Some(meant) if meant != shopper && self.stands_for(meant)? != shopper => {
                Err(Refused::Foreign.into())
            }
            _ => Ok(()),
        }
    }

    fn submitted(&mut self, shopper: ShopperId, submission: &Submission) -> Result<Merged, Stop> {
        let speaker = self.speakers.get(&submission.replica);
        let is_anothers = speaker.is_some_and(|speaker| *speaker != shopper);
        if is_anothers || submission.replica == self.opened(shopper).row.server {
            return Err(Refused::Foreign.into());
        }
        self.recall(shopper, submission)?;
        let (sells, now) = (self.sells, self.now);
        let Open { row, past, .. } = self.opened(shopper);
        Ok(merge(
            &mut row.truth,
            past,
            submission,
            sells.as_ref(),
            now,
        )?)
    }

    /// Reads what a merge must know of the past.
    fn recall(&mut self, shopper: ShopperId, submission: &Submission) -> Result<(), Stop> {
        let tx = self.tx;
        let Open { row, past, .. } = self.opened(shopper);
        let needs = needs(&row.truth.basket, submission);
        for replica in needs.replicas {
            if past.heard.contains_key(&replica) {
                continue;
            }
            match rows::heard(tx, replica)? {
                Some((owner, heard)) if owner == key(shopper) => {
                    past.heard.insert(replica, heard);
                }
                Some(_) if replica == submission.replica => return Err(Refused::Foreign.into()),
                Some(_) | None => {}
            }
        }
        for dot in needs.dots.iter() {
            let change = rows::ordered(tx, dot).map_err(unread(shopper))?;
            past.ordered.extend(change.map(|change| (dot, change)));
        }
        Ok(())
    }

    /// Says what a form asks for: on a copy first, one intent after the other, and if all of them
    /// can be said, as one submission.
    fn formed(
        &mut self,
        shopper: ShopperId,
        intents: &[Intent],
        seen: Option<&Dots>,
        once: Option<FormMark>,
    ) -> Result<(ReplicaId, Merged), Stop> {
        let server = self.opened(shopper).row.server;
        let heard = self.server_heard(shopper, server)?;
        if !self.is_first(shopper, once)? {
            return Ok((server, nothing(heard)));
        }
        let now = self.now;
        let truth = &self.opened(shopper).row.truth;
        let said = said(truth, (server, heard), intents, seen, now).map_err(Refused::Intent)?;
        self.recall(shopper, &said)?;
        let sells = self.sells;
        let Open { row, past, .. } = self.opened(shopper);
        let merged = merge(&mut row.truth, past, &said, sells.as_ref(), now)?;
        self.remember(shopper, once)?;
        Ok((server, merged))
    }

    fn server_heard(&mut self, shopper: ShopperId, server: ReplicaId) -> Result<Heard, Stop> {
        if let Some(heard) = self.opened(shopper).past.heard.get(&server) {
            return Ok(*heard);
        }
        let row = rows::heard(self.tx, server)?;
        Ok(row.map(|(_, heard)| heard).unwrap_or_default())
    }

    fn is_first(&self, shopper: ShopperId, once: Option<FormMark>) -> rusqlite::Result<bool> {
        let Some(mark) = once else { return Ok(true) };
        let sql = "SELECT 1 FROM sent_form WHERE shopper = ?1 AND mark = ?2";
        let sent = self
            .tx
            .prepare_cached(sql)?
            .exists(params![key(shopper), mark.0])?;
        Ok(!sent)
    }

    fn remember(&self, shopper: ShopperId, once: Option<FormMark>) -> rusqlite::Result<()> {
        if let Some(mark) = once {
            let sql = "INSERT INTO sent_form (shopper, mark, sent_at) VALUES (?1, ?2, ?3)";
            let sent = params![key(shopper), mark.0, millis(self.now)];
            self.tx.prepare_cached(sql)?.execute(sent)?;
        }
        Ok(())
    }

    fn write(self) -> rusqlite::Result<()> {
        for (shopper, open) in self.open {
            let truth = &open.row.truth;
            if open.changed {
                rows::write(self.tx, shopper, truth, self.now)?;
            }
            for (replica, (device, kiosk)) in open.heard {
                let heard = open.past.heard.get(&replica).copied().unwrap_or_default();
                if heard != Heard::default() {
                    let epoch = truth.basket.epoch();
                    let told = Told {
                        heard,
                        device,
                        kiosk,
                        epoch,
                    };
                    rows::hear(self.tx, replica, shopper, &told, self.now)?;
                }
            }
        }
        Ok(())
    }
}

/// Nothing was said.
fn nothing(heard: Heard) -> Merged {
    Merged {
        heard,
        remarks: Vec::new(),
        changed: None,
    }
}

/// What all of the intents come to, each in the sight of those before it.
fn said(
    truth: &Truth,
    (replica, mut heard): (ReplicaId, Heard),
    intents: &[Intent],
    seen: Option<&Dots>,
    now: u64,
) -> Result<Submission, Refusal> {
    let mut said = Submission {
        replica,
        first: heard.last + 1,
        operations: Vec::new(),
    };
    let mut sight = truth.clone();
    for intent in intents {
        let next = written(&sight, replica, heard, intent.clone(), seen, now)?;
        let mut past = Past::default();
        past.heard.insert(replica, heard);
        let merged = merge(&mut sight, &mut past, &next, &|_| true, now);
        heard = merged
            .expect("what is written follows on what was heard")
            .heard;
        said.operations.extend(next.operations);
    }
    Ok(said)
}
