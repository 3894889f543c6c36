//! Which screens do not say that they live.

use super::{now, tickets};
use crate::http::Shop;
use baguni_api::kiosk::{HEARTBEAT_S, MISSED_HEARTBEATS};
use baguni_commerce::DeviceId;
use baguni_storage::{Device, StorageError};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::interval;

/// How often screens are looked at.
const LOOKS: Duration = Duration::from_secs(10);
/// What a heartbeat may come late.
const GRACE_S: u32 = 5;

/// How a screen is, as far as its heartbeats tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DeviceState {
    /// It lives.
    Alive,
    /// It lives, and an associate has locked it.
    Locked,
    /// It has missed [`MISSED_HEARTBEATS`]: this is an alarm.
    Silent,
}

impl DeviceState {
    const ALL: [Self; 3] = [Self::Alive, Self::Locked, Self::Silent];

    pub fn code(self) -> &'static str {
        match self {
            Self::Alive => "alive",
            Self::Locked => "locked",
            Self::Silent => "silent",
        }
    }
}

/// How a screen is now. One that was just paired has time for its first heartbeat.
pub fn state(device: &Device, now: u64) -> DeviceState {
    let seen = device.seen.as_ref().map(|(at, _)| *at);
    let last = seen.unwrap_or_default().max(device.paired_at);
    let patience = u64::from(HEARTBEAT_S * MISSED_HEARTBEATS + GRACE_S) * 1_000;
    match () {
        () if now.saturating_sub(last) > patience => DeviceState::Silent,
        () if device.locked => DeviceState::Locked,
        () => DeviceState::Alive,
    }
}

/// How the screens were when they were looked at last.
#[derive(Default)]
pub struct States {
    last: Mutex<BTreeMap<DeviceId, DeviceState>>,
    counted: Family<InState, Gauge>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct InState {
    state: &'static str,
}

impl States {
    pub fn register(&self, told: &mut Registry) {
        told.register(
            "kiosk_devices",
            "Screens that stores have set up",
            self.counted.clone(),
        );
    }
}

/// Looks at every screen as it is at a moment, and tells the log and the measurements; answers those
/// that have fallen silent since the last look.
pub async fn look(shop: &Shop, now: u64) -> Result<Vec<DeviceId>, StorageError> {
    let devices = shop.storage.devices(None).await?;
    let devices = devices.iter().filter(|device| device.revoked.is_none());
    let states: BTreeMap<DeviceId, (DeviceState, &Device)> = devices
        .map(|device| (device.id, (state(device, now), device)))
        .collect();
    for one in DeviceState::ALL {
        let many = states.values().filter(|(state, _)| *state == one).count();
        let label = InState { state: one.code() };
        let gauge = shop.kiosks.states.counted.get_or_create(&label);
        gauge.set(i64::try_from(many).unwrap_or(i64::MAX));
    }
    let now_known = states
        .iter()
        .map(|(id, (state, _))| (*id, *state))
        .collect();
    let last = shop.kiosks.states.last.lock();
    let mut last = last.unwrap_or_else(PoisonError::into_inner);
    let before = std::mem::replace(&mut *last, now_known);
    drop(last);
    let mut silent = Vec::new();
    for (id, (state, device)) in &states {
        if before.get(id) == Some(state) || !say(*state, before.get(id), device) {
            continue;
        }
        silent.push(*id);
    }
    if !silent.is_empty() {
        shop.staff.changed();
    }
    Ok(silent)
}

/// Writes a change into the log; tells whether it is an alarm.
fn say(state: DeviceState, before: Option<&DeviceState>, device: &Device) -> bool {
    let (id, location, name) = (device.id, &device.location, &device.name);
    let was_silent = before == Some(&DeviceState::Silent);
    match state {
        DeviceState::Silent => {
            tracing::warn!(%id, %location, name, "a screen has fallen silent");
            true
        }
        _ if was_silent => {
            tracing::info!(%id, %location, name, "a screen is there again");
            false
        }
        _ => false,
    }
}

/// Looks after the screens until the shop ends: whether they live, and whose ticket was paid.
pub async fn run(shop: Arc<Shop>) {
    let mut tick = interval(LOOKS);
    let mut changes = shop.orders.changes();
    loop {
        tokio::select! {
            _ = tick.tick() => {
                if let Err(error) = look(&shop, now()).await {
                    tracing::warn!(%error, "the screens could not be looked at");
                }
            }
            changed = changes.recv() => match changed {
                Ok(number) => {
                    if let Err(error) = tickets::order_changed(&shop, number).await {
                        tracing::warn!(%number, %error, "a screen was not told of its ticket");
                    }
                }
                Err(RecvError::Lagged(_)) => {}
                // The shop is held here, so that this is not reached.
                Err(RecvError::Closed) => std::future::pending().await,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use baguni_commerce::DeviceProfile;
    use baguni_commerce::device::Heartbeat;
    use baguni_storage::Who;

    #[test]
    fn three_heartbeats_that_do_not_come_are_an_alarm() {
        let check = |paired_at, seen_at: Option<u64>, locked, now, want| {
            let device = Device {
                id: DeviceId([1; 16]),
                location: "yeouido".parse().unwrap(),
                name: String::new(),
                profile: DeviceProfile::portrait_32(),
                idle_s: 60,
                paired_at,
                paired_by: Who {
                    account: None,
                    name: String::new(),
                },
                revoked: None,
                locked,
                message: None,
                seen: seen_at.map(|at| (at, Heartbeat::default())),
                staff: None,
            };
            assert_eq!(state(&device, now), want, "{paired_at} {seen_at:?} {now}");
        };
        check(1_000, None, false, 90_000, DeviceState::Alive);
        check(1_000, None, false, 97_000, DeviceState::Silent);
        check(1_000, Some(60_000), false, 150_000, DeviceState::Alive);
        check(1_000, Some(60_000), true, 150_000, DeviceState::Locked);
        check(1_000, Some(60_000), true, 155_001, DeviceState::Silent);
    }
}
