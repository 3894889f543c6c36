//! Orders, from the checkout on: what pages, answers and screens of every channel do with them. The
//! rules are `commerce`'s, and what is kept is kept by `storage`; here both meet time, chance and
//! the providers of payments.

mod acting;
pub mod checkout;
mod finding;
mod followers;
mod holding;
mod letters;
pub mod links;
mod offering;
mod paying;
mod placing;
mod quoting;
mod selling;
mod worker;

pub use acting::{act, choose};
pub use checkout::Checkout;
pub use finding::{FoundOrder, find};
pub use followers::Follower;
pub use offering::{Offers, offers};
pub use paying::{Paying, collect, give_back, pay, pay_again};
pub use placing::{Confirmation, PlaceAnswer, place};
pub use quoting::quote_lines;
pub use selling::{Sale, sell, sell_from};
pub use worker::{look_at_payments, run};

pub(crate) use crate::accounts::random;

use crate::accounts::AccountError;
use crate::accounts::limits::{Buckets, Rate, every};
use crate::payments::ProviderError;
use baguni_commerce::Money;
use baguni_commerce::order::{OrderNumber, Refused};
use baguni_commerce::routing::RoutingRules;
use baguni_storage::StorageError;
use finding::FindLimits;
use followers::Followers;
use selling::Counters;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};
use tokio::sync::{Notify, OnceCell, broadcast};

/// How many changes a follower may be behind before it has to look at everything.
const FOLLOWED: usize = 1_024;

/// How many forms of a checkout one session may send at once, and after how many seconds one more.
const PRESSES: Rate = every(60, 1);

/// What the shop needs for its orders, besides what it keeps of them.
pub struct Orders {
    pub rules: Arc<RoutingRules>,
    changes: broadcast::Sender<OrderNumber>,
    followers: Arc<Followers>,
    finds: FindLimits,
    counters: Counters,
    /// There may be something for the worker to do.
    wake: Notify,
    /// How often one session may press something on the way to an order.
    pub(crate) presses: Buckets,
    /// What links are signed with, once it has been read.
    key: OnceCell<[u8; 32]>,
}

impl Default for Orders {
    fn default() -> Self {
        Self {
            rules: Arc::default(),
            changes: broadcast::Sender::new(FOLLOWED),
            followers: Arc::default(),
            finds: FindLimits::default(),
            counters: Counters::default(),
            wake: Notify::new(),
            presses: Buckets::new(PRESSES),
            key: OnceCell::new(),
        }
    }
}

impl Orders {
    /// Orders that have changed, from now on, by whatever process.
    pub fn changes(&self) -> broadcast::Receiver<OrderNumber> {
        self.changes.subscribe()
    }

    /// Follows one order; `None` where there is no room.
    pub fn follow(&self, number: OrderNumber) -> Option<Follower> {
        self.followers.follow(number)
    }

    /// The worker looks again at once.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    fn changed(&self, number: OrderNumber) {
        // That nobody follows is no mistake.
        let _ = self.changes.send(number);
        self.followers.tell(number);
    }
}

/// Why something about an order was not done.
#[derive(Debug, thiserror::Error)]
pub enum OrderError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Account(#[from] AccountError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Provider(#[from] ProviderError),
    #[error("what is to be paid is {0:?} by now")]
    AmountDiffers(Money),
    #[error("there is no such order")]
    NoOrder,
    #[error("there is no such checkout")]
    NoCheckout,
    #[error("what is kept of the checkout cannot be read: {0}")]
    Unreadable(#[from] serde_json::Error),
}

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    })
}
