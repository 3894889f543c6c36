//! What every request meets before it is answered: limits, and a net under what panics.

use super::{api, json, plain};
use crate::accounts::peer::{Peer, counted, is_near};
use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::Response;
use baguni_commerce::cart::percent_decode;
use futures_util::FutureExt;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

/// The longest path with its query, in bytes.
const MAX_ADDRESS: usize = 8 * 1024;
/// Requests that are worked on at the same time; more are sent away at once.
const MAX_AT_ONCE: usize = 512;
/// The most of them that may come from one address.
const MAX_FROM_ONE: usize = 64;
/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// How many requests may be worked on.
#[derive(Clone)]
pub struct Limits {
    places: Arc<Semaphore>,
    from_each: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            places: Arc::new(Semaphore::new(MAX_AT_ONCE)),
            from_each: Arc::default(),
        }
    }
}

impl Limits {
    /// A place until it is dropped, if there is one for somebody from there.
    fn place(&self, from: Option<IpAddr>) -> Option<Place> {
        let one = Arc::clone(&self.places).try_acquire_owned().ok()?;
        if let Some(from) = from {
            let mut from_each = lock(&self.from_each);
            let taken = from_each.entry(from).or_default();
            if *taken >= MAX_FROM_ONE {
                return None;
            }
            *taken += 1;
        }
        Some(Place {
            _one: one,
            from,
            from_each: Arc::clone(&self.from_each),
        })
    }
}

struct Place {
    _one: OwnedSemaphorePermit,
    from: Option<IpAddr>,
    from_each: Arc<Mutex<HashMap<IpAddr, usize>>>,
}

impl Drop for Place {
    fn drop(&mut self) {
        let Some(from) = self.from else { return };
        let mut from_each = lock(&self.from_each);
        if let Entry::Occupied(mut taken) = from_each.entry(from) {
            *taken.get_mut() -= 1;
            if *taken.get() == 0 {
                taken.remove();
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Whom the request's place is counted to: who sends a body slowly keeps it long. What is near and
/// names nobody may be a proxy, and everybody comes from there.
fn sender(request: &Request) -> Option<IpAddr> {
    let peer = request.extensions().get::<Peer>().copied();
    counted(peer, request.headers()).filter(|from| !is_near(*from))
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
    let Some(_place) = limits.place(sender(&request)) else {
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
pub fn refusal(path: &str, status: StatusCode) -> Response {
    if path.starts_with("/api/v1/") {
        api::refusal(status)
    } else if path.starts_with("/api/") {
        json::problem(status)
    } else {
        plain::page(status)
    }
}
