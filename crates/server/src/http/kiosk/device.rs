//! What a screen asks about itself.

use super::{Screen, answer, asked, refuse};
use crate::accounts::peer::{Peer, counted};
use crate::accounts::{left_behind, of_device};
use crate::http::{Shop, json, origin, visitor};
use crate::kiosk::{self, KioskError, Mark};
use axum::Extension;
use axum::body::Bytes;
use axum::extract::{Query, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni_api::kiosk::Heartbeat;
use serde::Deserialize;
use std::sync::Arc;

/// Makes a store's screen of a browser. Whatever the browser was before, it is not any more.
pub async fn pair(
    State(shop): State<Arc<Shop>>,
    peer: Option<Extension<Peer>>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if !origin::is_own(&shop, &headers) {
        return json::problem(StatusCode::FORBIDDEN);
    }
    let from = counted(peer.map(|Extension(peer)| peer), &headers);
    let paired = async { kiosk::pair(&shop, &asked(&body)?, from).await };
    let (key, device) = match paired.await {
        Ok(paired) => paired,
        Err(error) => return refuse(&error),
    };
    if let Ok(Some(before)) = kiosk::device(&shop, &headers).await
        && let Err(error) = kiosk::replace(&shop, &before, &device.paired_by).await
    {
        tracing::warn!(%error, device = %before.id, "a former key was not revoked");
    }
    let origin = visitor::origin(&shop, &headers);
    let mut response = answer(kiosk::setup(&shop, device.id, origin).await);
    let cookies = left_behind(&shop).into_iter();
    set(&mut response, cookies.chain([of_device(&shop, &key)]));
    response
}

fn set(response: &mut Response, cookies: impl IntoIterator<Item = HeaderValue>) {
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

pub async fn setup(screen: Screen) -> Response {
    let origin = visitor::origin(&screen.shop, &screen.headers);
    let mut response = answer(kiosk::setup(&screen.shop, screen.device.id, origin).await);
    // A screen that is used keeps its key for longer than browsers keep a cookie.
    let key = kiosk::key(&screen.headers).map(|key| of_device(&screen.shop, &key));
    set(&mut response, key);
    response
}

/// Forgets whoever was here. Its key and what it works without a line with, the screen keeps.
pub async fn reset(screen: Screen) -> Response {
    let done = kiosk::reset(&screen.shop, screen.device.id).await;
    let is_done = done.is_ok();
    let mut response = answer(done);
    if is_done {
        let clear = HeaderName::from_static("clear-site-data");
        let what = HeaderValue::from_static("\"cache\"");
        response.headers_mut().insert(clear, what);
        set(&mut response, left_behind(&screen.shop));
    }
    response
}

pub async fn heartbeat(screen: Screen, body: Bytes) -> Response {
    let noted = async {
        let heartbeat: Heartbeat = asked(&body)?;
        kiosk::heartbeat(&screen.shop, &screen.device, heartbeat).await
    };
    answer(noted.await)
}

/// After which event a screen listens.
#[derive(Deserialize)]
pub struct Since {
    since: Option<String>,
}

impl Since {
    /// A browser that comes back by itself says it in a header, newer than the address that it had.
    fn mark(&self, headers: &HeaderMap) -> Option<Mark> {
        let again = headers.get("last-event-id");
        let again = again.and_then(|id| id.to_str().ok());
        again.or(self.since.as_deref())?.parse().ok()
    }
}

pub async fn events(screen: Screen, Query(since): Query<Since>) -> Response {
    let since = since.mark(&screen.headers);
    let Some(body) = kiosk::listen(&screen.shop, screen.device.id, since) else {
        return json::problem(StatusCode::SERVICE_UNAVAILABLE);
    };
    let headers = [
        (CONTENT_TYPE, "text/event-stream"),
        (CACHE_CONTROL, "no-store"),
        // Or a proxy collects events before it passes them on.
        (HeaderName::from_static("x-accel-buffering"), "no"),
    ];
    (headers, body).into_response()
}

pub async fn open_staff_screen(screen: Screen, body: Bytes) -> Response {
    let opened = async {
        let pass = asked(&body)?;
        kiosk::open_staff_screen(&screen.shop, screen.device.id, &pass).await
    };
    answer::<u64>(opened.await)
}

/// The cookie stays: until it is paired anew the browser is nothing but a screen.
pub async fn unpair(screen: Screen) -> Response {
    let done: Result<(), KioskError> = kiosk::unpair(&screen.shop, screen.device.id).await;
    answer(done)
}
