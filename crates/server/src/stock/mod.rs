//! Stock while the shop runs: holds that have expired are ended, and open pages hear of changes.

use std::time::{SystemTime, UNIX_EPOCH};

/// Milliseconds since 1970.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let millis = since.map_or(0, |time| time.as_millis());
    u64::try_from(millis).unwrap_or(u64::MAX)
}
