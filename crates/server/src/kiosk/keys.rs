//! Whose key a request carries.

use crate::accounts::Token;
use crate::http::{Shop, cookies};
use axum::http::HeaderMap;
use baguni_api::forms::cookies::DEVICE;
use baguni_commerce::DeviceId;
use baguni_storage::{Device, StorageError, TokenHash};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Who asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Known {
    /// No screen, as far as can be told.
    Stranger,
    /// It was one.
    Revoked,
    Device(Arc<Device>),
}

/// The screen whose key a request carries, if it is good. How it is set up may be some seconds old.
pub async fn device(shop: &Shop, headers: &HeaderMap) -> Result<Option<Arc<Device>>, StorageError> {
    match known(shop, headers).await? {
        Known::Device(device) => Ok(Some(device)),
        Known::Stranger | Known::Revoked => Ok(None),
    }
}

/// The key that a request carries, whatever it is worth.
pub fn key(headers: &HeaderMap) -> Option<Token> {
    cookies::read(headers, DEVICE)?.parse().ok()
}

/// As [`device`], and whether it was one.
pub async fn known(shop: &Shop, headers: &HeaderMap) -> Result<Known, StorageError> {
    let Some(key) = key(headers) else {
        return Ok(Known::Stranger);
    };
    let (hash, seen) = (key.hash(), &shop.kiosks.seen);
    if let Some(device) = seen.find(&hash, Instant::now()) {
        return Ok(of(device));
    }
    let before = seen.changes();
    let Some(device) = shop.storage.device_of_key(&hash).await? else {
        // A key that the database has lost, as an older copy of it has, opens nothing either.
        return Ok(Known::Revoked);
    };
    let device = Arc::new(device);
    seen.remember(hash, &device, before, Instant::now());
    Ok(of(device))
}

fn of(device: Arc<Device>) -> Known {
    match device.revoked {
        Some(_) => Known::Revoked,
        None => Known::Device(device),
    }
}

/// How long a device is believed without asking the database, which another process may have
/// changed.
const BELIEVED: Duration = Duration::from_secs(15);
/// How many are remembered.
const REMEMBERED: usize = 1_024;

/// The devices seen of late.
#[derive(Default)]
pub struct SeenDevices(Mutex<Seen>);

#[derive(Default)]
struct Seen {
    devices: HashMap<TokenHash, (Arc<Device>, Instant)>,
    /// How often one has been forgotten.
    changes: u64,
}

impl SeenDevices {
    fn find(&self, key: &TokenHash, now: Instant) -> Option<Arc<Device>> {
        let seen = self.lock();
        let (device, at) = seen.devices.get(key)?;
        (now.saturating_duration_since(*at) < BELIEVED).then(|| Arc::clone(device))
    }

    fn changes(&self) -> u64 {
        self.lock().changes
    }

    /// Remembers what was read since `before`. If any has changed meanwhile, it may have been this.
    fn remember(&self, key: TokenHash, device: &Arc<Device>, before: u64, now: Instant) {
        let mut seen = self.lock();
        if seen.changes != before {
            return;
        }
        if seen.devices.len() >= REMEMBERED {
            seen.devices.clear();
        }
        seen.devices.insert(key, (Arc::clone(device), now));
    }

    pub(super) fn forget(&self, id: DeviceId) {
        let mut seen = self.lock();
        seen.changes += 1;
        seen.devices.retain(|_, (device, _)| device.id != id);
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
