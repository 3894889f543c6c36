//! Stock while the shop runs: holds that have expired are ended, and open pages hear of changes.

mod watching;

pub use watching::{Changed, Watchers, watch};

use baguni_storage::Storage;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::sync::watch as told;

/// How often holds that have expired are looked for. Nothing depends on it but how soon pages show
/// what is free again.
const SWEEP: Duration = Duration::from_secs(1);

/// Ends holds that have expired, for as long as it is awaited.
pub async fn sweep_now_and_then(storage: &dyn Storage) {
    loop {
        tokio::time::sleep(SWEEP).await;
        if let Err(error) = storage.sweep_reservations(now()).await {
            tracing::warn!(%error, "expired holds of stock were not swept");
        }
    }
}

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let millis = since.map_or(0, |time| time.as_millis());
    u64::try_from(millis).unwrap_or(u64::MAX)
}

/// Said once, and heard by all who wait for it, before or after.
struct Closing(told::Sender<bool>);

impl Default for Closing {
    fn default() -> Self {
        Self(told::Sender::new(false))
    }
}

impl Closing {
    fn now(&self) {
        self.0.send_replace(true);
    }

    async fn said(&self) {
        let mut hears = self.0.subscribe();
        // The sender lives as long as this is borrowed.
        let _ = hears.wait_for(|said| *said).await;
    }
}
