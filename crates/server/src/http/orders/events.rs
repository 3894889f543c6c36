//! `/orders/{number}/events`: says when the order is no longer what a page shows, and not how.

use super::access::{self, Access};
use crate::http::{Shop, json};
use crate::orders::Follower;
use axum::body::{Body, Bytes};
use axum::extract::{Path, RawQuery, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni_api::paths::query_value;
use baguni_commerce::order::OrderNumber;
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

/// Nothing has to be said so often, or a proxy takes the stream for dead.
const PULSE: Duration = Duration::from_secs(25);
/// How often at most a page is told: it asks for itself anew each time.
const BETWEEN: Duration = Duration::from_millis(200);

const CHANGED: &[u8] = b"data: changed\n\n";
/// A comment, which no listener hears.
const NOTHING: &[u8] = b": \n\n";

struct Watch {
    shop: Arc<Shop>,
    number: OrderNumber,
    follower: Follower,
    /// The version that the page shows.
    seen: u32,
    is_open: bool,
}

pub async fn follow(
    State(shop): State<Arc<Shop>>,
    Path(raw): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let order = match access::access(&shop, &headers, &raw).await {
        Ok(Some(Access { order, .. })) => order,
        Ok(None) => return json::problem(StatusCode::NOT_FOUND),
        Err(_) => return json::problem(StatusCode::SERVICE_UNAVAILABLE),
    };
    let seen = query_value(&query.unwrap_or_default(), "seen");
    let seen = seen.and_then(|seen| seen.parse().ok());
    let Some(follower) = shop.orders.follow(order.number) else {
        return json::problem(StatusCode::SERVICE_UNAVAILABLE);
    };
    let watch = Watch {
        shop,
        number: order.number,
        follower,
        seen: seen.unwrap_or(order.version),
        is_open: false,
    };
    let events = stream::unfold(watch, |mut watch| async {
        let event = Box::pin(watch.next()).await?;
        Some((Ok::<_, Infallible>(Bytes::from_static(event)), watch))
    });
    let headers = [
        (CONTENT_TYPE, "text/event-stream"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(events)).into_response()
}

impl Watch {
    /// The first says how it stands: the order may have changed between the page and the stream.
    async fn next(&mut self) -> Option<&'static [u8]> {
        if !std::mem::replace(&mut self.is_open, true) {
            return Some(match self.has_changed().await {
                true => CHANGED,
                false => NOTHING,
            });
        }
        loop {
            match timeout(PULSE, self.follower.changed()).await {
                Err(_) => return Some(NOTHING),
                Ok(false) => return None,
                Ok(true) => {}
            }
            tokio::time::sleep(BETWEEN).await;
            if self.has_changed().await {
                return Some(CHANGED);
            }
        }
    }

    async fn has_changed(&mut self) -> bool {
        let order = self.shop.storage.order(self.number).await;
        let Ok(Some(order)) = order else {
            return false;
        };
        std::mem::replace(&mut self.seen, order.version) != order.version
    }
}
