//! What those who work for the shop look at: the work of a place, what is on its shelves, and what
//! proves that somebody may have a pickup. What they do goes through `orders` and `storage`.

pub mod sale;
mod things;
mod work;

pub use things::{found, places, thing, things};
pub use work::{at_work, list_of, parts_at, picked, today};

use crate::accounts::limits::{Buckets, every};
use baguni_commerce::{Handle, ShopperId};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

/// How many screens may follow the orders at once.
const FOLLOWERS: usize = 256;

/// What the screens of the staff share in one process.
pub struct StaffRoom {
    /// Codes that were typed, by who typed them and where.
    codes: Buckets,
    followers: Arc<Semaphore>,
    /// Counts calls, tickets and alarms of screens.
    changes: watch::Sender<u64>,
    closing: watch::Sender<bool>,
}

impl Default for StaffRoom {
    fn default() -> Self {
        Self {
            codes: Buckets::new(every(10, 30)),
            followers: Arc::new(Semaphore::new(FOLLOWERS)),
            changes: watch::Sender::new(0),
            closing: watch::Sender::new(false),
        }
    }
}

impl StaffRoom {
    /// Counts a code that is tried, or tells how long to wait: six digits must not be found by
    /// trying.
    pub fn try_code(&self, staff: ShopperId, place: &Handle) -> Result<(), Duration> {
        self.codes.take(&(staff.0, place.as_str()), Instant::now())
    }

    /// It was a pickup's.
    pub fn was_right(&self, staff: ShopperId, place: &Handle) {
        self.codes.give_back(&(staff.0, place.as_str()));
    }

    pub fn follow(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.followers).try_acquire_owned().ok()
    }

    /// Something is another at the screens of some store.
    pub(crate) fn changed(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    /// Hears of calls, tickets and alarms of screens.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// Whoever follows has to leave.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }
}
