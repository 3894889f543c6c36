//! Measurements: what was asked, how it was answered and how long that took.

use super::Shop;
use crate::sync::Switchboard;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// What kind of question an answer was to: a few names, never a path, so that the number of
/// series stays small. An answer without one was refused on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteClass(pub &'static str);

/// All that is counted, and how it is told.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Asked, Histogram>,
    revision: Gauge,
    products: Gauge,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Answered {
    route: &'static str,
    status: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct Asked {
    route: &'static str,
}

/// Upper ends of the histogram's buckets, in seconds.
const BUCKETS: [f64; 11] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0,
];

impl Metrics {
    /// `reloads` and `failures` are counted by the live catalogue.
    pub fn new(reloads: &Counter, failures: &Counter, screens: &Switchboard) -> Self {
        let metrics = Self {
            registry: Registry::with_prefix("baguni"),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(BUCKETS)),
            revision: Gauge::default(),
            products: Gauge::default(),
        };
        let mut metrics = metrics.registered(reloads, failures);
        screens.measured().register(&mut metrics.registry);
        metrics
    }

    fn registered(mut self, reloads: &Counter, failures: &Counter) -> Self {
        let told = &mut self.registry;
        told.register("http_requests", "Requests answered", self.requests.clone());
        told.register_with_unit(
            "http_request_duration",
            "Time until an answer was ready",
            Unit::Seconds,
            self.seconds.clone(),
        );
        told.register(
            "catalogue_revision",
            "Revision that is served",
            self.revision.clone(),
        );
        told.register(
            "catalogue_products",
            "Products that are served",
            self.products.clone(),
        );
        told.register(
            "catalogue_reloads",
            "Changed catalogues loaded",
            reloads.clone(),
        );
        told.register(
            "catalogue_reload_failures",
            "Reloads that failed",
            failures.clone(),
        );
        let started = Gauge::<i64>::default();
        started.set(now());
        told.register_with_unit(
            "start_time",
            "When the process began",
            Unit::Seconds,
            started,
        );
        self
    }

    /// Where other parts of the process name what they count.
    pub fn registry(&mut self) -> &mut Registry {
        &mut self.registry
    }

    fn count(&self, route: &'static str, status: StatusCode, seconds: f64) {
        let status = status.as_u16();
        self.requests
            .get_or_create(&Answered { route, status })
            .inc();
        self.seconds
            .get_or_create(&Asked { route })
            .observe(seconds);
    }
}

/// Measures and logs every answer: quietly when it went well, loudly when it is our fault. The
/// query stays out of the log, for it says what shoppers look for.
pub async fn observe(State(shop): State<Arc<Shop>>, request: Request, next: Next) -> Response {
    let start = Instant::now();
    let (method, path) = (request.method().clone(), told_path(request.uri().path()));
    let response = next.run(request).await;
    let (status, seconds) = (response.status(), start.elapsed().as_secs_f64());
    let RouteClass(route) = response
        .extensions()
        .get()
        .copied()
        .unwrap_or(RouteClass("refused"));
    shop.metrics.count(route, status, seconds);
    let (status, ms) = (status.as_u16(), seconds * 1e3);
    match response.status().is_server_error() {
        true => tracing::warn!(%method, path, status, route, ms, "answered"),
        false => tracing::debug!(%method, path, status, route, ms, "answered"),
    }
    response
}

/// What the log says was asked for. The last step of some addresses is a secret.
fn told_path(path: &str) -> String {
    match path.split_once(SECRET_AFTER) {
        Some((before, _)) => format!("{before}{SECRET_AFTER}…"),
        None => path.to_owned(),
    }
}

const SECRET_AFTER: &str = "/account/reset/";

/// All measurements as text (OpenMetrics 1.0), which Prometheus reads.
pub async fn told(State(shop): State<Arc<Shop>>) -> Response {
    let storefront = shop.catalogue.current();
    let whole = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    shop.metrics.revision.set(whole(storefront.revision()));
    shop.metrics
        .products
        .set(whole(storefront.catalogue().products().len() as u64));
    let mut text = String::new();
    match encode(&mut text, &shop.metrics.registry) {
        Ok(()) => {
            let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
            ([(CONTENT_TYPE, kind)], text).into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
