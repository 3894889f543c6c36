//! One basket on every screen: what screens say becomes durable, is thanked for, and is told to
//! the shopper's other screens. In this order.
//!
//! A socket ([`socket`]) hands what it reads to the one [`merger`], which has storage merge all
//! that waits in one transaction and only then publishes it to the [`fan_out`]; each screen's
//! [`inbox`] takes it from there. What the messages mean is the crate `replica`.

mod connections;
pub mod events;
mod fan_out;
pub mod frames;
mod greeting;
mod inbox;
mod limits;
mod measured;
mod merger;
mod screen;
mod sharing;
pub mod socket;

pub use fan_out::{FanOut, InProcess};
pub use measured::Measured;
pub use screen::device_kind;
pub use sharing::{Shared, SharedLists, watch};

use crate::accounts::{IdentityChanged, Visitor, sessions};
use crate::http::Shop;
use axum::http::HeaderMap;
use baguni_commerce::ShopperId;
use baguni_replica::frame::{Bye, DeviceKind, Down, Welcome};
use baguni_replica::{Dots, Intent};
use baguni_storage::{Entry, FormMark, Outcome, Refused, Said, StorageError};
use connections::Connections;
use inbox::News;
use limits::Allowances;
use merger::{Answer, Job, Merger};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{broadcast, mpsc, oneshot};

/// What connects the screens of shoppers with their baskets and with each other.
pub struct Switchboard {
    queue: mpsc::Sender<Job>,
    /// What the merger will read once it is started.
    waiting: Mutex<Option<mpsc::Receiver<Job>>>,
    fan_out: Arc<dyn FanOut>,
    connections: Arc<Connections>,
    allowances: Arc<Allowances>,
    measured: Arc<Measured>,
    closing: AtomicBool,
}

/// Why nothing has come of what was said.
#[derive(Debug, thiserror::Error)]
pub enum NotTaken {
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The database did not take it, or the server stops. It may be said again.
    #[error("it could not be written down")]
    Unavailable,
}

/// What a form asks for.
pub struct Form {
    pub intents: Vec<Intent>,
    /// What its page showed.
    pub seen: Option<Dots>,
    pub once: Option<FormMark>,
    pub device: DeviceKind,
}

/// Submissions that may wait for the merger: a second's worth at the highest rate. Sockets are not
/// read while it is full.
const WAITING: usize = 8_192;
/// How long screens may take to leave when the server stops.
const LEAVING: Duration = Duration::from_secs(5);
/// Screens of a server that stops come back over this time, and not all at once.
const COME_BACK: Duration = Duration::from_secs(3);

impl Default for Switchboard {
    fn default() -> Self {
        let (queue, waiting) = mpsc::channel(WAITING);
        let measured = Arc::new(Measured::default());
        Self {
            queue,
            waiting: Mutex::new(Some(waiting)),
            fan_out: Arc::new(InProcess::default()),
            connections: Arc::new(Connections::new(Arc::clone(&measured))),
            allowances: Arc::default(),
            measured,
            closing: AtomicBool::new(false),
        }
    }
}

impl Switchboard {
    /// Begins to merge and to follow who signs in and out. Once for each shop, on the runtime that
    /// serves it.
    pub fn start(&self, shop: &Shop) {
        let waiting = self.waiting.lock();
        let Some(waiting) = waiting.unwrap_or_else(PoisonError::into_inner).take() else {
            return;
        };
        let merger = Merger {
            storage: Arc::clone(&shop.storage),
            catalogue: Arc::clone(&shop.catalogue),
            fan_out: Arc::clone(&self.fan_out),
            measured: Arc::clone(&self.measured),
            allowances: Arc::clone(&self.allowances),
        };
        tokio::spawn(merger.run(waiting));
        let (connections, fan_out) = (Arc::clone(&self.connections), Arc::clone(&self.fan_out));
        tokio::spawn(follow_identities(
            shop.identity_changed(),
            connections,
            fan_out,
        ));
    }

    /// Merges what a form asks for and waits until it is durable.
    pub async fn form(&self, visitor: &Visitor, form: Form) -> Result<Outcome, NotTaken> {
        let (session, cost) = (visitor.session, form.intents.len() as f64);
        let allowed = self.allowances.spend(session, cost, Instant::now());
        if allowed.is_err() {
            self.measured.refuse("limit");
            return Err(NotTaken::Unavailable);
        }
        let entry = Entry {
            shopper: visitor.shopper,
            device: form.device,
            kiosk: visitor.kiosk,
            said: Said::Form {
                intents: form.intents,
                seen: form.seen,
                once: form.once,
            },
        };
        let (answer, answered) = oneshot::channel();
        let job = Job::Merge(Box::new(entry), session, Answer::Once(answer));
        self.queue
            .send(job)
            .await
            .map_err(|_| NotTaken::Unavailable)?;
        answered.await.unwrap_or(Err(NotTaken::Unavailable))
    }

    /// Tells every screen to come back later, and waits until what they have said is durable and
    /// they are gone.
    pub async fn close(&self) {
        self.closing.store(true, Ordering::Relaxed);
        let (done, merged) = oneshot::channel();
        // Without a merger nothing waits.
        if self.queue.send(Job::Flush(done)).await.is_ok() {
            let _ = tokio::time::timeout(LEAVING, merged).await;
        }
        self.connections.end_all(|| later(COME_BACK).into());
        if tokio::time::timeout(LEAVING, self.connections.all_gone())
            .await
            .is_err()
        {
            tracing::warn!("some screens have not left");
        }
    }

    pub fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }

    /// Whether another screen may connect.
    pub fn has_room(&self) -> bool {
        !self.is_closing() && !self.connections.is_full()
    }

    /// Shows a shopper's screens the whole basket: it has changed otherwise than by what was said.
    pub fn show_anew(&self, shopper: ShopperId) {
        self.fan_out.publish(shopper, &News::Reread);
    }

    pub fn measured(&self) -> &Measured {
        &self.measured
    }
}

/// Sends away the connections of sessions that are somebody else's by now, and shows the screens
/// of the account what the guest has brought along.
async fn follow_identities(
    mut changes: broadcast::Receiver<IdentityChanged>,
    connections: Arc<Connections>,
    fan_out: Arc<dyn FanOut>,
) {
    loop {
        match changes.recv().await {
            Ok(change) => {
                let wipe = change.signed_out;
                connections.end_session(change.session, &Down::Rebind { wipe });
                if !change.signed_out {
                    fan_out.publish(change.shopper, &News::Reread);
                }
            }
            // Whose sessions have changed is not known, so everybody has to come anew.
            Err(broadcast::error::RecvError::Lagged(_)) => {
                connections.end_all(|| later(COME_BACK).into());
            }
            Err(broadcast::error::RecvError::Closed) => return,
        }
    }
}

/// For who has no session: to begin one, or to come again with the token that is on its way.
fn nobody(shop: &Shop, headers: &HeaderMap) -> Bye {
    match sessions::is_rotated(shop, headers) {
        true => later(Duration::from_secs(1)),
        false => Bye::Unknown,
    }
}

/// Come again at some time within this span.
fn later(within: Duration) -> Bye {
    let span = u32::try_from(within.as_millis()).unwrap_or(u32::MAX).max(1);
    Bye::Later(span / 4 + random() % span)
}

fn random() -> u32 {
    let mut bytes = [0; 4];
    // Without randomness all come at once, which the limits withstand.
    let _ = getrandom::fill(&mut bytes);
    u32::from_le_bytes(bytes)
}

/// The basket of a shopper who asks for a page, as a greeting that names no replica.
pub async fn seed(shop: &Shop, shopper: ShopperId) -> Result<Welcome, StorageError> {
    greeting::seed(shop, shopper).await
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
}
