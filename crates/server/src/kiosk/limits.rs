//! How often screens, and whoever stands in front of them, may try.

use super::KioskError;
use crate::accounts::AccountError;
use crate::accounts::limits::{Buckets, a_second, every};
use baguni_commerce::DeviceId;
use std::net::IpAddr;
use std::time::Instant;

/// What is counted, each apart.
pub struct Limits {
    /// Pairing codes that are tried from one address, and by everybody together: eight digits must
    /// not be found by trying.
    codes_from_address: Buckets,
    codes: Buckets,
    /// Pickup codes and staff passes that are wrong: five, and then one a minute.
    guesses: Buckets,
    passes: Buckets,
    tickets: Buckets,
    calls: Buckets,
    /// Codes for phones, and what phones do with them: 128 bits cannot be found by trying, and many
    /// phones share the address of a store.
    offers: Buckets,
    looks_from_address: Buckets,
    /// What a screen does by itself: several times what one does where people come and go every
    /// second, and too little to keep others waiting, for whoever has stolen a key.
    heartbeats: Buckets,
    resets: Buckets,
    sessions: Buckets,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            codes_from_address: Buckets::new(every(10, 60)),
            codes: Buckets::new(every(60, 10)),
            guesses: Buckets::new(every(5, 60)),
            passes: Buckets::new(every(5, 60)),
            tickets: Buckets::new(every(10, 30)),
            calls: Buckets::new(every(10, 15)),
            offers: Buckets::new(every(20, 5)),
            looks_from_address: Buckets::new(every(120, 1)),
            heartbeats: Buckets::new(a_second(120, 5)),
            resets: Buckets::new(a_second(60, 5)),
            sessions: Buckets::new(a_second(60, 5)),
        }
    }
}

impl Limits {
    pub fn try_code(&self, from: Option<IpAddr>) -> Result<(), KioskError> {
        if let Some(from) = from {
            take(&self.codes_from_address, from)?;
        }
        take(&self.codes, ())
    }

    pub fn guess(&self, device: DeviceId) -> Result<(), KioskError> {
        take(&self.guesses, device.0)
    }

    /// It was the code of a pickup.
    pub fn guessed_right(&self, device: DeviceId) {
        self.guesses.give_back(&device.0);
    }

    pub fn try_pass(&self, device: DeviceId) -> Result<(), KioskError> {
        take(&self.passes, device.0)
    }

    pub fn pass_was_right(&self, device: DeviceId) {
        self.passes.give_back(&device.0);
    }

    pub fn ticket(&self, device: DeviceId) -> Result<(), KioskError> {
        take(&self.tickets, device.0)
    }

    pub fn offer(&self, device: DeviceId) -> Result<(), KioskError> {
        take(&self.offers, device.0)
    }

    pub fn look(&self, from: Option<IpAddr>) -> Result<(), KioskError> {
        from.map_or(Ok(()), |from| take(&self.looks_from_address, from))
    }

    pub fn heartbeat(&self, device: DeviceId) -> Result<(), KioskError> {
        take(&self.heartbeats, device.0)
    }

    pub fn reset(&self, device: DeviceId) -> Result<(), KioskError> {
        take(&self.resets, device.0)
    }

    pub fn session(&self, device: DeviceId) -> Result<(), AccountError> {
        let taken = self.sessions.take(&device.0, Instant::now());
        taken.map_err(AccountError::TooMany)
    }

    pub fn call(&self, device: DeviceId) -> Result<(), KioskError> {
        take(&self.calls, device.0)
    }
}

fn take(buckets: &Buckets, key: impl std::hash::Hash) -> Result<(), KioskError> {
    let taken = buckets.take(&key, Instant::now());
    taken.map_err(KioskError::TooMany)
}
