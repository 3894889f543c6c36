//! What the server answers over HTTP.

mod assets;
mod compression;
mod cookies;
mod feeds;
mod forms;
mod guard;
mod health;
mod json;
mod media;
mod metrics;
mod origin;
mod pages;
mod plain;
mod posted;
mod redirect;
mod routes;
mod security;
mod sitemap;
mod visitor;

pub use routes::{metrics_router, router};

use crate::bundle::Bundle;
use crate::catalogue::LiveCatalogue;
use baguni_storage::Storage;
use metrics::Metrics;
use std::sync::Arc;

/// All that answers are made from.
pub struct Shop {
    pub storage: Arc<dyn Storage>,
    pub catalogue: LiveCatalogue,
    pub bundle: Bundle,
    /// Scheme and host under which shoppers know the shop, as `https://shop.example`; without it
    /// each request's `Host` is believed.
    pub public_url: Option<String>,
    metrics: Metrics,
}

impl Shop {
    pub fn new(
        storage: Arc<dyn Storage>,
        catalogue: LiveCatalogue,
        bundle: Bundle,
        public_url: Option<String>,
    ) -> Self {
        let metrics = Metrics::new(&catalogue.reloads, &catalogue.failures);
        Self {
            storage,
            catalogue,
            bundle,
            public_url,
            metrics,
        }
    }

    /// Whether shoppers reach the shop over TLS, so that its cookies may insist on that.
    fn is_secure(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }
}
