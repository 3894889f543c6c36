//! What every request meets before it is answered: limits, and a net under what panics.

use super::{api, json, plain};
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use baguni_commerce::cart::percent_decode;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// The longest path with its query, in bytes.
const MAX_ADDRESS: usize = 8 * 1024;
/// Requests that are worked on at the same time; more are sent away at once.
const MAX_AT_ONCE: usize = 512;
/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many requests may be worked on.
#[derive(Clone)]
pub struct Limits {
    places: Arc<Semaphore>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(MAX_AT_ONCE)),
        }
    }
}

/// Refuses addresses that no page can have.
pub async fn address(request: Request, next: Next) -> Response {
    match refused(request.uri()) {
        Some(status) => refusal(request.uri().path(), status),
        None => next.run(request).await,
    }
}

fn refused(uri: &Uri) -> Option<StatusCode> {
    let whole = uri.path_and_query().map_or("/", |whole| whole.as_str());
    if whole.len() > MAX_ADDRESS {
        return Some(StatusCode::URI_TOO_LONG);
    }
    let is_plain = percent_decode(whole).is_some() && !climbs(uri.path());
    (!is_plain).then_some(StatusCode::BAD_REQUEST)
}

/// Browsers resolve `..` before they ask and take `\` for `/`. Whoever sends either wants the
/// layers behind to disagree about which page this is.
fn climbs(path: &str) -> bool {
    let path = path.to_ascii_lowercase().replace("%2e", ".");
    path.contains('\\') || path.split('/').any(|step| matches!(step, "." | ".."))
}

/// Answers within the limits. A panic becomes the answer 500 and reaches nobody else.
pub async fn answer(State(limits): State<Limits>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let Ok(_place) = limits.places.try_acquire() else {
        return busy(&path);
    };
    let answered = AssertUnwindSafe(next.run(request)).catch_unwind();
    match timeout(PATIENCE, answered).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => refusal(&path, StatusCode::INTERNAL_SERVER_ERROR),
        Err(_) => busy(&path),
    }
}

fn busy(path: &str) -> Response {
    let mut response = refusal(path, StatusCode::SERVICE_UNAVAILABLE);
    response
        .headers_mut()
        .insert(RETRY_AFTER, HeaderValue::from_static("2"));
    response
}

/// The refusal in the form that the asker of a path expects.
fn refusal(path: &str, status: StatusCode) -> Response {
    if path.starts_with("/api/v1/") {
        api::refusal(status)
    } else if path.starts_with("/api/") {
        json::problem(status)
    } else {
        plain::page(status)
    }
}
