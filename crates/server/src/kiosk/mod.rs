//! Screens that stores set up: who asks, what they are told, and what shoppers ask of the staff
//! there. Pages and answers are `http/kiosk` and `http/staff`; what is kept is behind
//! `storage::Devices` and `storage::Counter`.
//!
//! A screen has a key, [`device`] knows whose it is, and [`tell`] reaches it at once.

mod alarms;
mod calls;
pub mod hand_off;
mod keys;
mod limits;
mod names;
mod news;
mod newsroom;
mod pairing;
mod pickups;
mod sessions;
mod staff;
mod tickets;

pub use alarms::{DeviceState, look, run, state};
pub use calls::{call, call_off, calls, close_call, take_call};
pub use keys::{Known, device, key, known};
pub use names::first_name;
pub use news::listen;
pub use newsroom::{Mark, NotAMark};
pub use pairing::{IDLE_S, pair, setup};
pub use pickups::check_pickup;
pub use sessions::{open, reset};
pub use staff::{
    allow_pairing, allow_staff, may, open_staff_screen, order, replace, revoke, unpair,
};
pub use tickets::{make_ticket, sell_ticket};

use crate::accounts::AccountError;
use crate::http::Shop;
use crate::orders::OrderError;
use crate::stock::now;
use baguni_api::kiosk::{Heartbeat, News, Told};
use baguni_commerce::DeviceId;
use baguni_storage::{Device, StorageError};
use prometheus_client::registry::Registry;
use std::time::Duration;

/// What screens share in one process.
#[derive(Default)]
pub struct Kiosks {
    seen: keys::SeenDevices,
    limits: limits::Limits,
    news: newsroom::Newsroom,
    states: alarms::States,
}

/// Why something was not done that a screen, or somebody of the staff about one, has asked for.
#[derive(Debug, thiserror::Error)]
pub enum KioskError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(transparent)]
    Account(#[from] AccountError),
    #[error(transparent)]
    Order(#[from] OrderError),
    /// Or it is another store's.
    #[error("there is no such screen")]
    NoDevice,
    #[error("too many attempts: try again in {} s", .0.as_secs())]
    TooMany(Duration),
    #[error("{0}")]
    Wrong(&'static str),
}

impl Kiosks {
    /// Ends every stream: the server stops.
    pub fn close(&self) {
        self.news.close();
    }

    pub(crate) fn register(&self, told: &mut Registry) {
        self.states.register(told);
    }
}

/// Says something to a screen at once, if it listens; what concerns whoever stands there it also hears
/// if it comes back soon.
pub fn tell(shop: &Shop, device: DeviceId, news: News) {
    shop.kiosks.news.tell(device, news);
}

/// Keeps how a screen is; answers what it is to do.
pub async fn heartbeat(
    shop: &Shop,
    device: &Device,
    mut heartbeat: Heartbeat,
) -> Result<Vec<Told>, KioskError> {
    /// The longest of the words that a screen says of itself, in characters.
    const WORD: usize = 40;
    shop.kiosks.limits.heartbeat(device.id)?;
    for word in [&mut heartbeat.version, &mut heartbeat.screen] {
        *word = word
            .chars()
            .filter(|c| !c.is_control())
            .take(WORD)
            .collect();
    }
    let noted = shop.storage.note_heartbeat(device.id, &heartbeat, now());
    Ok(noted.await?)
}
