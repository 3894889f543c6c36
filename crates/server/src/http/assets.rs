//! The bundle's files; every other path is a page.

use super::compression;
use super::metrics::RouteClass;
use super::{Shop, pages};
use crate::bundle::Asset;
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// For what never changes under its name: a year.
pub const FOREVER: &str = "public, max-age=31536000, immutable";

/// The bundle's file at the request's path, else the page there.
pub async fn or_page(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let (mut response, class) = match shop.bundle.asset(request.uri().path()) {
        Some(asset) => (send(asset, request.headers()), RouteClass("asset")),
        None => {
            let class = pages::class(request.uri().path());
            (pages::page(&shop, request).await, class)
        }
    };
    response.extensions_mut().insert(class);
    response
}

fn send(asset: &Asset, asked: &HeaderMap) -> Response {
    let cache = if asset.immutable { FOREVER } else { "no-cache" };
    let headers = [
        (CACHE_CONTROL, HeaderValue::from_static(cache)),
        (VARY, HeaderValue::from_static("Accept-Encoding")),
    ];
    let etag = [(ETAG, asset.etag.as_str())];
    if is_known(asked, &asset.etag) {
        return (StatusCode::NOT_MODIFIED, headers, etag).into_response();
    }
    let content_type = [(CONTENT_TYPE, asset.content_type)];
    match (&asset.brotli, compression::accepted(asked).brotli) {
        (Some(brotli), true) => {
            let encoding = [(CONTENT_ENCODING, "br")];
            (headers, etag, content_type, encoding, brotli.clone()).into_response()
        }
        _ => (headers, etag, content_type, asset.bytes.clone()).into_response(),
    }
}

/// Whether the asker has what this tag (quoted, perhaps weak) stands for.
pub fn is_known(asked: &HeaderMap, etag: &str) -> bool {
    let strong = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let known = asked
        .get(IF_NONE_MATCH)
        .and_then(|known| known.to_str().ok())
        .unwrap_or_default();
    known.split(',').any(|tag| strong(tag) == strong(etag))
}
