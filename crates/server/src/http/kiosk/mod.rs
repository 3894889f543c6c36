//! What screens in stores ask (`api::kiosk`), and the one page that they open. [`confine`] keeps
//! them from everything else.

mod confine;
mod device;
mod hand_off;
mod page;
mod shopping;
mod snapshot;
mod voice;

pub use confine::confine;

use super::{Shop, json, origin};
use crate::accounts::{Visitor, sessions};
use crate::kiosk::{self, KioskError};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequestParts};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use baguni_api::kiosk as paths;
use baguni_api::{ApiError, wire};
use baguni_commerce::Locale;
use baguni_storage::Device;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::sync::Arc;

/// The largest body of a question, in bytes.
const MAX_BODY: usize = 16 * 1024;

pub fn routes() -> Router<Arc<Shop>> {
    let routes = Router::new()
        .route(paths::PAIR, post(device::pair))
        .route(paths::SETUP, get(device::setup))
        .route(paths::RESET, post(device::reset))
        .route(paths::HEARTBEAT, post(device::heartbeat))
        .route(paths::EVENTS, get(device::events))
        .route(paths::SNAPSHOT, get(snapshot::show))
        .route(paths::STOCK, get(snapshot::stock))
        .route(paths::STAFF, post(device::open_staff_screen))
        .route(paths::UNPAIR, post(device::unpair))
        .route(paths::CALL, post(shopping::call))
        .route(paths::CALL_OFF, post(shopping::call_off))
        .route(paths::HAND_OFF, post(hand_off::offer))
        .route(paths::TICKET, post(shopping::ticket))
        .route(paths::PICKUP, post(shopping::pickup))
        .route(paths::VOICE, get(voice::speaks).post(voice::say))
        .layer(DefaultBodyLimit::max(MAX_BODY));
    Locale::ALL.into_iter().fold(routes, |routes, locale| {
        routes.route(&locale.href(paths::PAGE), get(page::show))
    })
}

/// A screen that asks, with a key that is good, from the shop's own page.
pub struct Screen {
    pub shop: Arc<Shop>,
    pub device: Arc<Device>,
    pub headers: HeaderMap,
}

impl FromRequestParts<Arc<Shop>> for Screen {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        if !origin::is_own(shop, &parts.headers) {
            return Err(json::problem(StatusCode::FORBIDDEN));
        }
        let device = kiosk::device(shop, &parts.headers).await;
        let device = device.map_err(|error| refuse(&error.into()))?;
        Ok(Self {
            shop: Arc::clone(shop),
            device: device.ok_or_else(|| refuse(&KioskError::NoDevice))?,
            headers: parts.headers.clone(),
        })
    }
}

impl Screen {
    /// Whoever stands in front of it. Without a session nobody does.
    pub async fn visitor(&self) -> Result<Visitor, KioskError> {
        let visitor = sessions::of(&self.shop, &self.headers).await?;
        visitor.ok_or(KioskError::Wrong("nobody has begun anything here"))
    }
}

/// What a body asks.
pub fn asked<T: DeserializeOwned>(body: &Bytes) -> Result<T, KioskError> {
    wire::asked(body).ok_or(KioskError::Wrong("the question cannot be read"))
}

/// An answer as screens read it.
pub fn answer<T: Serialize>(answered: Result<T, KioskError>) -> Response {
    match answered {
        Ok(told) => written(StatusCode::OK, &Ok(told)),
        Err(error) => refuse(&error),
    }
}

pub fn refuse(error: &KioskError) -> Response {
    let (status, told) = match error {
        KioskError::NoDevice => (StatusCode::NOT_FOUND, ApiError::NotFound),
        KioskError::Wrong(why) => (
            StatusCode::BAD_REQUEST,
            ApiError::BadRequest((*why).to_owned()),
        ),
        KioskError::TooMany(_) => {
            let why = ApiError::BadRequest(paths::TOO_MANY.to_owned());
            (StatusCode::TOO_MANY_REQUESTS, why)
        }
        KioskError::Storage(_) | KioskError::Account(_) | KioskError::Order(_) => {
            tracing::warn!(%error, "a screen was not answered");
            (StatusCode::SERVICE_UNAVAILABLE, ApiError::Unavailable)
        }
    };
    let mut response = written::<()>(status, &Err(told));
    if let KioskError::TooMany(wait) = error {
        let wait = HeaderValue::from(wait.as_secs().max(1));
        response.headers_mut().insert(RETRY_AFTER, wait);
    }
    response
}

fn written<T: Serialize>(status: StatusCode, answer: &Result<T, ApiError>) -> Response {
    let headers = [
        (CONTENT_TYPE, wire::CONTENT_TYPE),
        (CACHE_CONTROL, "no-store"),
    ];
    (status, headers, wire::encode(answer)).into_response()
}
