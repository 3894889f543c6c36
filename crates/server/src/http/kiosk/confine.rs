//! A screen in a store is nothing but that: a request with its key, good or revoked, reaches its own
//! page and what that asks, whatever somebody has typed or found a way to.

use crate::http::metrics::RouteClass;
use crate::http::{Shop, json, plain};
use crate::kiosk::{Known, known};
use axum::extract::{Request, State};
use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use baguni_api::{kiosk, paths};
use baguni_commerce::Locale;
use std::sync::Arc;

/// What begins like this is a screen's.
const BEGINNINGS: [&str; 2] = ["/api/kiosk/", "/api/storefront/"];
const PATHS: [&str; 5] = [
    paths::SYNC_SOCKET,
    paths::SYNC_FRAMES,
    paths::SYNC_EVENTS,
    paths::SESSION,
    "/healthz",
];

pub async fn confine(State(shop): State<Arc<Shop>>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if is_for_screens(&shop, path) {
        return next.run(request).await;
    }
    match known(&shop, request.headers()).await {
        Ok(Known::Stranger) => next.run(request).await,
        Ok(Known::Revoked | Known::Device(_)) => back(request.method(), path),
        Err(error) => {
            tracing::error!(%error, "whether a screen asks is not known");
            plain::page(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}

fn is_for_screens(shop: &Shop, path: &str) -> bool {
    let (_, page) = Locale::split_path(path);
    page == kiosk::PAGE
        || PATHS.contains(&path)
        || BEGINNINGS.iter().any(|start| path.starts_with(start))
        || path.strip_prefix("/media/").is_some_and(is_one_step)
        || shop.bundle.asset(path).is_some()
}

/// Whatever lies deeper is no picture, and would be answered by a page.
fn is_one_step(rest: &str) -> bool {
    !rest.is_empty() && !rest.contains('/')
}

/// Pages lead to the screen's own; nothing else is answered.
fn back(method: &Method, path: &str) -> Response {
    let is_page = matches!(*method, Method::GET | Method::HEAD) && !path.starts_with("/api/");
    let mut response = match is_page {
        true => {
            let (locale, _) = Locale::split_path(path);
            let page = HeaderValue::try_from(locale.href(kiosk::PAGE));
            let page = page.expect("the page's path is ASCII");
            let headers = [
                (LOCATION, page),
                (CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            (StatusCode::SEE_OTHER, headers).into_response()
        }
        false => json::problem(StatusCode::FORBIDDEN),
    };
    response.extensions_mut().insert(RouteClass("kiosk"));
    response
}
