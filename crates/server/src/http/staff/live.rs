//! Says to the staff's pages that some order, call or screen has changed, and not which: what they
//! may see, they ask for.

use super::desk::Desk;
use crate::http::plain;
use axum::body::{Body, Bytes};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use baguni_commerce::order::OrderNumber;
use futures_util::stream;
use std::convert::Infallible;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{OwnedSemaphorePermit, watch};
use tokio::time::{Instant, sleep, sleep_until};

/// So that proxies and browsers see that it stands.
const PULSE: Duration = Duration::from_secs(25);
/// Changes that follow each other closely are said once.
const PAUSE: Duration = Duration::from_millis(250);
/// Then the browser asks again, and whether it may follow is decided anew.
const LIFE: Duration = Duration::from_secs(10 * 60);

const CHANGED: &[u8] = b"data: changed\n\n";
const STILL_HERE: &[u8] = b": still here\n\n";

struct Followed {
    changes: Receiver<OrderNumber>,
    screens: watch::Receiver<u64>,
    closing: watch::Receiver<bool>,
    ends: Instant,
    is_open: bool,
    _place: OwnedSemaphorePermit,
}

pub async fn events(desk: Desk) -> Response {
    let room = &desk.shop.staff;
    let Some(place) = room.follow() else {
        return plain::page(StatusCode::SERVICE_UNAVAILABLE);
    };
    let followed = Followed {
        changes: desk.shop.orders.changes(),
        screens: room.changes(),
        closing: room.closing(),
        ends: Instant::now() + LIFE,
        is_open: false,
        _place: place,
    };
    let events = stream::unfold(followed, |mut followed| async {
        let event = followed.next().await?;
        Some((Ok::<_, Infallible>(Bytes::from_static(event)), followed))
    });
    let headers = [
        (CONTENT_TYPE, "text/event-stream"),
        (CACHE_CONTROL, "no-store"),
    ];
    (headers, Body::from_stream(events)).into_response()
}

impl Followed {
    async fn next(&mut self) -> Option<&'static [u8]> {
        if !self.is_open {
            self.is_open = true;
            return Some(b"retry: 1000\n\n");
        }
        let event = tokio::select! {
            changed = self.changes.recv() => match changed {
                Err(RecvError::Closed) => None,
                Ok(_) | Err(RecvError::Lagged(_)) => Some(CHANGED),
            },
            Ok(()) = self.screens.changed() => Some(CHANGED),
            () = sleep(PULSE) => Some(STILL_HERE),
            () = sleep_until(self.ends) => None,
            () = closed(&mut self.closing) => None,
        };
        if event == Some(CHANGED) {
            sleep(PAUSE).await;
            while self.changes.try_recv().is_ok() {}
            self.screens.mark_unchanged();
        }
        event
    }
}

async fn closed(closing: &mut watch::Receiver<bool>) {
    // The room lives as long as the shop, and the shop as long as its answers.
    let _ = closing.wait_for(|closing| *closing).await;
}
