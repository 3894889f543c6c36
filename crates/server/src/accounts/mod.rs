//! Accounts: who a request comes from, and the rules of signing up, in and out.
//!
//! [`sessions`] tells who asks; [`signing`] and [`recovery`] change it. What a browser sends and
//! gets is `http/accounts`; what is kept is behind `storage::Shoppers`.

mod cookies;
mod device;
pub(crate) mod limits;
mod passwords;
pub mod peer;
pub mod recovery;
mod rotated;
pub mod sessions;
pub mod signing;
mod token;

pub use cookies::{left_behind, of_device};
pub use passwords::{PasswordProblem, check_password};
pub use sessions::Visitor;
pub use token::Token;
pub(crate) use token::random;

use crate::mail::Mailer;
use baguni_commerce::ShopperId;
use baguni_commerce::cart::GuestMerge;
use baguni_storage::{SessionId, Storage, StorageError};
use limits::Limits;
use passwords::Passwords;
use rotated::Rotated;
use sessions::SeenSessions;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::broadcast;

/// What accounts need besides the database.
pub struct Accounts {
    seen: SeenSessions,
    rotated: Rotated,
    passwords: Passwords,
    limits: Limits,
    mailer: Arc<dyn Mailer>,
    policy: GuestMerge,
    changes: broadcast::Sender<IdentityChanged>,
}

/// A session has become somebody else's, or has ended. Its open connections act for whom they
/// were opened, so they have to be opened anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityChanged {
    pub session: SessionId,
    /// Whose it is now; where it has ended, whose it was.
    pub shopper: ShopperId,
    pub signed_out: bool,
}

/// Why nothing has come of what was asked, whatever it was.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    /// As long as this.
    #[error("too many attempts: try again in {} s", .0.as_secs())]
    TooMany(Duration),
    #[error("too many passwords are being checked")]
    Busy,
    /// Of a store's screen.
    #[error("the key of this screen is not good any more")]
    Revoked,
}

/// What a password is kept as, outside of a running shop.
pub(crate) async fn new_password_hash(password: &str) -> Option<String> {
    Passwords::default().hash(password).await.ok()
}

/// Each time takes a few hundred at most.
const SWEEP_EVERY: Duration = Duration::from_secs(60);

/// How many changes a listener may be behind. One that is further behind has to take it that its
/// own session has changed.
const CHANGES: usize = 1_024;

impl Accounts {
    pub fn new(mailer: Arc<dyn Mailer>, policy: GuestMerge) -> Self {
        Self {
            seen: SeenSessions::default(),
            rotated: Rotated::default(),
            passwords: Passwords::default(),
            limits: Limits::default(),
            mailer,
            policy,
            changes: broadcast::Sender::new(CHANGES),
        }
    }

    pub fn allow_sign_ups(&mut self, at_once: u32) {
        self.limits.allow_sign_ups(at_once);
    }

    /// The way for letters.
    pub(crate) fn mailer(&self) -> &dyn Mailer {
        self.mailer.as_ref()
    }

    /// Every change from now on.
    pub fn changes(&self) -> broadcast::Receiver<IdentityChanged> {
        self.changes.subscribe()
    }

    /// Forgets what is remembered of a session and tells its connections.
    fn announce(&self, change: IdentityChanged) {
        self.seen.forget(change.session);
        // That nobody listens is no mistake.
        let _ = self.changes.send(change);
    }

    /// What becomes of a line that two baskets have when they are joined.
    pub(crate) fn policy(&self) -> GuestMerge {
        self.policy
    }

    /// A session shows this shopper's basket from now on.
    pub(crate) fn announce_in(&self, session: SessionId, shopper: ShopperId) {
        self.announce(IdentityChanged {
            session,
            shopper,
            signed_out: false,
        });
    }

    pub(crate) fn announce_ended(&self, shopper: ShopperId, sessions: &[SessionId]) {
        for session in sessions {
            self.announce(IdentityChanged {
                session: *session,
                shopper,
                signed_out: true,
            });
        }
    }
}

/// Forgets what has expired, for as long as it is waited for.
pub async fn sweep_now_and_then(storage: &dyn Storage) {
    loop {
        tokio::time::sleep(SWEEP_EVERY).await;
        match storage.sweep(now()).await {
            Ok(0) => {}
            Ok(count) => tracing::info!(count, "expired sessions and resets are forgotten"),
            Err(error) => tracing::warn!(%error, "what has expired was not forgotten"),
        }
    }
}

/// Milliseconds since 1970.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
}
