//! Where screens connect: the socket, and what stands in for it. All of it is for pages of the
//! shop alone.

use super::{Shop, json, origin};
use crate::accounts::{Visitor, sessions};
use crate::stock;
use crate::sync::{events, frames, socket as sockets, watch};
use axum::body::{Body, Bytes};
use axum::extract::rejection::QueryRejection;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni_commerce::Handle;
use baguni_commerce::catalogue::Found;
use baguni_replica::ReplicaId;
use baguni_replica::codec::MAX_MESSAGE;
use serde::Deserialize;
use std::sync::Arc;

/// Read at once: operations have some 35 bytes, and this much every socket keeps.
const READ_BUFFER: usize = 4 * 1024;
/// Written at once; more waits for the screen to read.
const WRITE_BUFFER: usize = 4 * 1024;
/// A whole basket of the largest size must fit, and some changes after it.
const WRITTEN_AHEAD: usize = 4 * 1024 * 1024;
/// A little more than a message may have, so that one that is too long can be told so.
const LONGEST: usize = MAX_MESSAGE + 1024;
/// The largest body of [`frames`]: a whole outbox.
pub const MAX_FRAMES: usize = 2 * MAX_MESSAGE;

/// Opens a tab's socket. Who has no session is told so over the socket, where a script can read it.
pub async fn socket(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    upgrade: WebSocketUpgrade,
) -> Response {
    let visitor = match asked(&shop, &headers).await {
        Ok(visitor) => visitor,
        Err(refusal) => return refusal,
    };
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .max_write_buffer_size(WRITTEN_AHEAD)
        .max_message_size(LONGEST)
        .max_frame_size(LONGEST)
        .on_upgrade(move |socket| sockets::attend(shop, visitor, headers, socket))
}

/// Takes messages and answers them in the same form.
pub async fn frames(State(shop): State<Arc<Shop>>, headers: HeaderMap, body: Bytes) -> Response {
    match asked(&shop, &headers).await {
        Ok(visitor) => {
            let answers = frames::answer(&shop, visitor.as_ref(), &headers, &body).await;
            let kind = [(CONTENT_TYPE, "application/octet-stream")];
            (kind, [(CACHE_CONTROL, "no-store")], answers).into_response()
        }
        Err(refusal) => refusal,
    }
}

/// Which tab listens.
#[derive(Deserialize)]
pub struct Listener {
    /// Sixteen hexadecimal digits. Without it the tab's own changes are told as anybody's.
    replica: Option<String>,
}

/// What happens to the basket, as server-sent events, for the tab that `?replica=` may name.
pub async fn events(
    State(shop): State<Arc<Shop>>,
    headers: HeaderMap,
    Query(listener): Query<Listener>,
) -> Response {
    let read = |raw: String| u64::from_str_radix(&raw, 16).map(ReplicaId);
    let Ok(replica) = listener.replica.map(read).transpose() else {
        return json::problem(StatusCode::BAD_REQUEST);
    };
    match asked(&shop, &headers).await {
        Ok(Some(visitor)) => {
            let Ok(body) = events::body(&shop, &visitor, replica) else {
                return json::problem(StatusCode::SERVICE_UNAVAILABLE);
            };
            // As for a socket: whoever signed in or out meanwhile could not have known of it.
            match is_still(&shop, &visitor, &headers).await {
                true => stream(body),
                false => json::problem(StatusCode::UNAUTHORIZED),
            }
        }
        Ok(None) => json::problem(StatusCode::UNAUTHORIZED),
        Err(refusal) => refusal,
    }
}

/// Says when a shared wishlist has changed, to anybody who has its token.
pub async fn shared_events(State(shop): State<Arc<Shop>>, Path(token): Path<String>) -> Response {
    let Ok(token) = token.parse() else {
        return json::problem(StatusCode::NOT_FOUND);
    };
    match shop.storage.shared(token).await {
        Ok(Some(list)) => match watch(&shop, token, list) {
            Some(body) => stream(body),
            None => json::problem(StatusCode::SERVICE_UNAVAILABLE),
        },
        Ok(None) => json::problem(StatusCode::NOT_FOUND),
        Err(_) => json::problem(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// Which product's page listens, and what it shows.
#[derive(Deserialize)]
pub struct Watcher {
    handle: Handle,
    seen: u32,
}

/// Says when a product's stock is no longer what its page shows, to anybody.
pub async fn stock_events(
    State(shop): State<Arc<Shop>>,
    watcher: Result<Query<Watcher>, QueryRejection>,
) -> Response {
    let Ok(Query(Watcher { handle, seen })) = watcher else {
        return json::problem(StatusCode::BAD_REQUEST);
    };
    let known = shop.catalogue.current();
    if !matches!(known.catalogue().product(&handle), Found::Here(_)) {
        return json::problem(StatusCode::NOT_FOUND);
    }
    match stock::watch(&shop.catalogue, handle, seen) {
        Some(body) => stream(body),
        None => json::problem(StatusCode::SERVICE_UNAVAILABLE),
    }
}

/// Who asks, if it is one of the shop's own pages and there is room.
async fn asked(shop: &Shop, headers: &HeaderMap) -> Result<Option<Visitor>, Response> {
    if !origin::is_own(shop, headers) {
        shop.switchboard.measured().refuse("origin");
        return Err(json::problem(StatusCode::FORBIDDEN));
    }
    if !shop.switchboard.has_room() {
        shop.switchboard.measured().refuse("full");
        return Err(json::problem(StatusCode::SERVICE_UNAVAILABLE));
    }
    let visitor = sessions::of(shop, headers).await;
    visitor.map_err(|error| {
        tracing::error!(%error, "a session was not read");
        json::problem(StatusCode::SERVICE_UNAVAILABLE)
    })
}

async fn is_still(shop: &Shop, visitor: &Visitor, headers: &HeaderMap) -> bool {
    let now = sessions::of(shop, headers).await.ok().flatten();
    now.is_some_and(|now| (now.session, now.shopper) == (visitor.session, visitor.shopper))
}

fn stream(body: Body) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/event-stream"),
        (CACHE_CONTROL, "no-store"),
        // Or a proxy collects events before it passes them on.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, body).into_response()
}
