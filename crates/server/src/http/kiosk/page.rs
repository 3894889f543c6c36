//! The page that a screen opens. It says nothing of any screen: which one it is and how it is set up
//! it asks by itself, so that it can be opened without a line too.

use crate::http::{Shop, compression, plain, security};
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use leptos::nonce::Nonce;
use std::sync::Arc;

pub async fn show(State(shop): State<Arc<Shop>>, asked: HeaderMap) -> Response {
    let nonce = Nonce::new();
    let document = shop.bundle.kiosk(&nonce);
    if document.is_empty() {
        // There is no bundle, so nothing could be drawn.
        return plain::page(StatusCode::SERVICE_UNAVAILABLE);
    }
    let mut headers = headers(&nonce);
    let accepted = compression::accepted(&asked);
    let body = compression::compress(document.into(), accepted, &mut headers);
    (headers, body).into_response()
}

fn headers(nonce: &Nonce) -> HeaderMap {
    let (_, policy) = security::page_policy(nonce);
    // What the page works without a line with comes from this server too.
    let policy = [policy.as_bytes(), b"; worker-src 'self'"].concat();
    let policy = HeaderValue::from_bytes(&policy).expect("the policy is ASCII, and so is this");
    HeaderMap::from_iter([
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (VARY, HeaderValue::from_static("Accept-Encoding")),
        (CONTENT_SECURITY_POLICY, policy),
        (
            HeaderName::from_static("x-robots-tag"),
            HeaderValue::from_static("noindex"),
        ),
    ])
}
