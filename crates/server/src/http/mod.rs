//! What the server answers over HTTP.

mod accounts;
pub mod api;
mod assets;
mod checkout;
mod compression;
pub(crate) mod cookies;
mod feeds;
mod forms;
mod guard;
mod guests;
mod handoff;
mod health;
mod json;
mod kiosk;
mod lists;
mod media;
mod metrics;
mod orders;
mod origin;
mod pages;
mod payments;
mod plain;
mod posted;
mod redirect;
mod routes;
mod security;
mod sitemap;
mod staff;
mod sync;
mod visitor;

pub use routes::{metrics_router, router};

use crate::accounts::{Accounts, IdentityChanged};
use crate::bundle::Bundle;
use crate::catalogue::LiveCatalogue;
use crate::kiosk::Kiosks;
use crate::mail::{Mailer, NoMail};
use crate::orders::Orders;
use crate::payments::Payments;
use crate::staff::StaffRoom;
use crate::sync::Switchboard;
use crate::voice::Voice;
use baguni_commerce::cart::GuestMerge;
use baguni_storage::Storage;
use metrics::Metrics;
use std::sync::Arc;
use tokio::sync::broadcast;

/// All that answers are made from.
pub struct Shop {
    pub storage: Arc<dyn Storage>,
    pub catalogue: Arc<LiveCatalogue>,
    pub bundle: Bundle,
    /// Scheme and host under which shoppers know the shop, as `https://shop.example`; without it
    /// each request's `Host` is believed.
    pub public_url: Option<String>,
    pub accounts: Accounts,
    pub switchboard: Switchboard,
    pub payments: Payments,
    pub orders: Orders,
    pub staff: StaffRoom,
    pub kiosks: Kiosks,
    /// For screens that have none.
    pub voice: Voice,
    pub(crate) api: api::Limits,
    guests: guests::Guests,
    metrics: Metrics,
}

impl Shop {
    pub fn new(
        storage: Arc<dyn Storage>,
        catalogue: LiveCatalogue,
        bundle: Bundle,
        public_url: Option<String>,
    ) -> Self {
        let switchboard = Switchboard::default();
        let kiosks = Kiosks::default();
        let mut metrics = Metrics::new(&catalogue.reloads, &catalogue.failures, &switchboard);
        kiosks.register(metrics.registry());
        Self {
            storage,
            catalogue: Arc::new(catalogue),
            bundle,
            public_url,
            accounts: Accounts::new(Arc::new(NoMail), GuestMerge::default()),
            switchboard,
            payments: Payments::default(),
            orders: Orders::default(),
            staff: StaffRoom::default(),
            kiosks,
            voice: Voice::default(),
            api: api::Limits::default(),
            guests: guests::Guests::default(),
            metrics,
        }
    }

    /// The same shop with a way for its letters, and a rule for what guests bring along.
    pub fn with_accounts(mut self, mailer: Arc<dyn Mailer>, policy: GuestMerge) -> Self {
        self.accounts = Accounts::new(mailer, policy);
        self
    }

    /// The same shop with these ways to pay.
    pub fn with_payments(mut self, payments: Payments) -> Self {
        self.payments = payments;
        self
    }

    /// The same shop with another number of accounts that may be made from one address at once, and
    /// with as many guests.
    pub fn with_sign_ups(mut self, at_once: u32) -> Self {
        self.guests = guests::Guests::at_once(at_once);
        self.accounts.allow_sign_ups(at_once);
        self
    }

    /// The same shop with a voice for screens.
    pub fn with_voice(mut self, voice: Voice) -> Self {
        self.voice = voice;
        self
    }

    /// Sessions that become somebody else's, or end, from now on.
    pub fn identity_changed(&self) -> broadcast::Receiver<IdentityChanged> {
        self.accounts.changes()
    }

    /// Whether shoppers reach the shop over TLS, so that its cookies may insist on that.
    pub(crate) fn is_secure(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }
}
