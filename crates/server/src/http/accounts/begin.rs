//! The session of somebody of whom nothing is known yet.

use super::{status, with_cookies};
use crate::accounts::{AccountError, sessions};
use crate::http::{Shop, json, origin};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// 204 with the cookies of a guest's session, unless there is a session already.
pub async fn open_session(State(shop): State<Arc<Shop>>, headers: HeaderMap) -> Response {
    if !origin::is_own(&shop, &headers) {
        return json::problem(StatusCode::FORBIDDEN);
    }
    match sessions::open(&shop, &headers).await {
        Ok((_, cookies)) => {
            let done = (StatusCode::NO_CONTENT, [(CACHE_CONTROL, "no-store")]);
            with_cookies(done.into_response(), cookies)
        }
        Err(error) => {
            tracing::warn!(%error, "no session was opened");
            let mut response = json::problem(status(&error));
            if let AccountError::TooMany(wait) = error {
                let wait = HeaderValue::from(wait.as_secs().max(1));
                response.headers_mut().insert(RETRY_AFTER, wait);
            }
            response
        }
    }
}
