//! The one task through which everything goes into the database: what has queued while the last
//! batch was synced to the disk is the next batch.

use super::fan_out::FanOut;
use super::inbox::{Change, Inbox, InboxId, News};
use super::limits::Allowances;
use super::{Measured, NotTaken, later, now};
use crate::catalogue::LiveCatalogue;
use baguni_commerce::{ShopperId, Sku};
use baguni_replica::frame::{Ack, Bye, Delta, DeviceKind, Down};
use baguni_replica::{Merged, ReplicaId};
use baguni_storage::{Entry, Outcome, Refused, Sells, SessionId, Storage, StorageError};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

pub struct Merger {
    pub storage: Arc<dyn Storage>,
    pub catalogue: Arc<LiveCatalogue>,
    pub fan_out: Arc<dyn FanOut>,
    pub measured: Arc<Measured>,
    pub allowances: Arc<Allowances>,
}

pub enum Job {
    /// Said in a session, which pays for it.
    Merge(Box<Entry>, SessionId, Answer),
    /// Tells when all that came before is durable.
    Flush(oneshot::Sender<()>),
}

/// Where the answer goes.
pub enum Answer {
    Inbox {
        inbox: Arc<Inbox>,
        /// Whose news the inbox gets.
        shopper: ShopperId,
        replica: ReplicaId,
    },
    Once(oneshot::Sender<Result<Outcome, NotTaken>>),
}

/// What is known of an entry while it is merged.
struct Awaited {
    session: SessionId,
    device: DeviceKind,
    answer: Answer,
}

/// The most submissions in one transaction. All of them wait for the last.
const BATCH: usize = 256;
/// Screens whose submissions the database does not take come back over this time.
const RECOVERY: Duration = Duration::from_secs(4);

type Answers = Vec<Result<Outcome, Refused>>;

impl Merger {
    /// Merges until nobody can say anything any more.
    pub async fn run(self, mut queue: mpsc::Receiver<Job>) {
        let mut jobs = Vec::with_capacity(BATCH);
        while queue.recv_many(&mut jobs, BATCH).await > 0 {
            let (mut entries, mut answers, mut flushed) = (Vec::new(), Vec::new(), Vec::new());
            for job in jobs.drain(..) {
                match job {
                    Job::Merge(entry, session, answer) => {
                        answers.push(Awaited {
                            session,
                            device: entry.device,
                            answer,
                        });
                        entries.push(*entry);
                    }
                    Job::Flush(done) => flushed.push(done),
                }
            }
            if !entries.is_empty() {
                self.merge(entries, answers).await;
            }
            for done in flushed {
                let _ = done.send(());
            }
        }
    }

    async fn merge(&self, entries: Vec<Entry>, answers: Vec<Awaited>) {
        let start = Instant::now();
        self.measured.batches.observe(entries.len() as f64);
        let merged = self.stored(entries).await;
        self.measured
            .merge_seconds
            .observe(start.elapsed().as_secs_f64());
        for (merged, awaited) in merged.into_iter().zip(answers) {
            self.tell(merged, awaited);
        }
    }

    /// One answer for each entry. Where the work on all of them broke off, each is tried alone, so
    /// that one that cannot be merged harms nobody else.
    async fn stored(&self, entries: Vec<Entry>) -> Vec<Result<Outcome, NotTaken>> {
        let count = entries.len();
        match self.try_all(entries.clone()).await {
            Ok(answers) => answers.into_iter().map(taken).collect(),
            Err(StorageError::BrokenOff(_)) if count > 1 => {
                let mut answers = Vec::with_capacity(count);
                for entry in entries {
                    let alone = self.try_all(vec![entry]).await;
                    let answer = alone.ok().and_then(|mut answers| answers.pop());
                    answers.push(answer.map_or(Err(NotTaken::Unavailable), taken));
                }
                answers
            }
            Err(_) => (0..count).map(|_| Err(NotTaken::Unavailable)).collect(),
        }
    }

    async fn try_all(&self, entries: Vec<Entry>) -> Result<Answers, StorageError> {
        let storefront = self.catalogue.current();
        let sells: Sells = Arc::new(move |sku: &Sku| storefront.catalogue().variant(sku).is_some());
        let merged = self.storage.merge_all(entries, sells, now()).await;
        merged.inspect_err(|error| tracing::error!(%error, "baskets were not written"))
    }

    fn tell(&self, merged: Result<Outcome, NotTaken>, awaited: Awaited) {
        let Awaited {
            session,
            device,
            answer,
        } = awaited;
        match &merged {
            Ok(outcome) => {
                self.measured.submissions.inc();
                self.allowances.charge(session, outcome.weight);
                let by = match &answer {
                    Answer::Inbox { inbox, .. } => Some(inbox.id()),
                    Answer::Once(_) => None,
                };
                self.publish(outcome, device, by);
            }
            Err(error) => self.measured.refuse(reason(error)),
        }
        match answer {
            // Whoever asked may have gone.
            Answer::Once(waits) => drop(waits.send(merged)),
            Answer::Inbox {
                inbox,
                shopper,
                replica,
            } => answer_inbox(&inbox, shopper, replica, merged),
        }
    }

    fn publish(&self, outcome: &Outcome, device: DeviceKind, by: Option<InboxId>) {
        let Merged {
            heard,
            remarks,
            changed: Some(changed),
        } = &outcome.merged
        else {
            return;
        };
        let delta = Delta {
            replica: outcome.replica,
            through: heard.last,
            device,
            changed: changed.clone(),
        };
        let change = Change::new(by, delta, remarks.clone());
        let news = News::Changed(Arc::new(change));
        self.fan_out.publish(outcome.shopper, &news);
    }
}

fn taken(answer: Result<Outcome, Refused>) -> Result<Outcome, NotTaken> {
    answer.map_err(NotTaken::Refused)
}

/// What has not been told to the sender by the fan-out.
fn answer_inbox(
    inbox: &Inbox,
    shopper: ShopperId,
    replica: ReplicaId,
    merged: Result<Outcome, NotTaken>,
) {
    let answer = |down| inbox.put(News::Answer(Arc::new(down)));
    let refused = match merged {
        // A guest that has been joined since: the news of the account go elsewhere.
        Ok(outcome) if outcome.shopper != shopper => {
            return inbox.end(Down::Rebind { wipe: false });
        }
        Ok(Outcome { merged, .. }) => {
            if merged.changed.is_none() {
                answer(Down::Ack(Ack {
                    replica,
                    through: merged.heard.last,
                    remarks: merged.remarks,
                    changed: None,
                }));
            }
            return;
        }
        Err(NotTaken::Unavailable) => return inbox.end(later(RECOVERY).into()),
        Err(NotTaken::Refused(refused)) => refused,
    };
    match refused {
        Refused::Gap { expected } => answer(Down::Nack { replica, expected }),
        Refused::Fork => answer(Down::Fork { replica }),
        Refused::Foreign => inbox.end(Bye::Foreign.into()),
        Refused::NoShopper => inbox.end(Bye::Unknown.into()),
        Refused::Intent(_) | Refused::Damaged(_) => inbox.end(later(RECOVERY).into()),
    }
}

fn reason(error: &NotTaken) -> &'static str {
    match error {
        NotTaken::Unavailable => "storage",
        NotTaken::Refused(refused) => match refused {
            Refused::Gap { .. } => "gap",
            Refused::Fork => "fork",
            Refused::Foreign => "foreign",
            Refused::NoShopper => "unknown",
            Refused::Intent(_) => "intent",
            Refused::Damaged(_) => "damaged",
        },
    }
}
