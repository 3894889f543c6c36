//! What browsers send and get for accounts and sessions.

mod begin;
mod flash;
pub mod forms;
pub mod pages;

pub use begin::open_session;

use crate::accounts::AccountError;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;

/// Puts cookies on an answer.
fn with_cookies(mut response: Response, cookies: Vec<HeaderValue>) -> Response {
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// The status of what went wrong for no fault of the shopper's.
fn status(error: &AccountError) -> StatusCode {
    match error {
        AccountError::Storage(_) | AccountError::Busy => StatusCode::SERVICE_UNAVAILABLE,
        AccountError::Revoked => StatusCode::FORBIDDEN,
        AccountError::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
    }
}
