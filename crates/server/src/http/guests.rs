//! How many guests may come from one address. Each is written down and kept for half a year, so that
//! somebody who makes them without end fills the disk.

use super::{Shop, guard, lists, visitor};
use crate::accounts::limits::{Buckets, every};
use crate::accounts::peer::{Peer, counted};
use crate::accounts::sessions;
use axum::extract::{Request, State};
use axum::http::header::{COOKIE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// From one address at once; one more may follow every second. Many may share an address.
const AT_ONCE: u32 = 300;

/// What is counted.
pub struct Guests(Buckets);

impl Default for Guests {
    fn default() -> Self {
        Self::at_once(AT_ONCE)
    }
}

impl Guests {
    /// Never fewer than usual.
    pub fn at_once(many: u32) -> Self {
        Self(Buckets::new(every(many.max(AT_ONCE), 1)))
    }
}

/// Lets a request make a guest of whoever sends it, unless too many have come from there. A page is
/// shown all the same, to somebody of whom nothing is known.
pub async fn limited(State(shop): State<Arc<Shop>>, mut request: Request, next: Next) -> Response {
    let is_read = request.method().is_safe();
    let makes_one = match is_read {
        true => visitor::shows_lists(request.uri().path()) && lists::has_left(request.headers()),
        false => true,
    };
    if !makes_one {
        return next.run(request).await;
    }
    let peer = request.extensions().get::<Peer>().copied();
    let headers = request.headers().clone();
    match one_more(&shop, counted(peer, &headers), &headers).await {
        Ok(()) => {}
        Err(_) if is_read => drop(request.headers_mut().remove(COOKIE)),
        Err(wait) => return refused(request.uri().path(), wait),
    }
    next.run(request).await
}

/// Or how long until there may be one.
async fn one_more(shop: &Shop, from: Option<IpAddr>, headers: &HeaderMap) -> Result<(), Duration> {
    let Some(from) = from else { return Ok(()) };
    match sessions::of(shop, headers).await {
        Ok(None) => shop.guests.0.take(&from, Instant::now()),
        // Somebody who is known, or a database that will say so itself.
        Ok(Some(_)) | Err(_) => Ok(()),
    }
}

fn refused(path: &str, wait: Duration) -> Response {
    let mut response = guard::refusal(path, StatusCode::TOO_MANY_REQUESTS);
    let wait = HeaderValue::from(wait.as_secs().max(1));
    response.headers_mut().insert(RETRY_AFTER, wait);
    response
}
