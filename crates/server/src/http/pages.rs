//! Pages: the web app's component tree, rendered for one request.

use super::metrics::RouteClass;
use super::redirect::{self, Permanently};
use super::{Shop, compression, lists, plain, security, visitor};
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni::shell::shell;
use baguni::visit::{HEAD_MARK, Status, Visit};
use baguni_commerce::Locale;
use http_body_util::BodyExt;
use leptos::context::provide_context;
use leptos::nonce::Nonce;
use leptos_axum::render_app_async_with_context;

/// Renders the page at the request's path and gives it the status that the page asked for.
pub async fn page(shop: &Shop, request: Request) -> Response {
    let uri = request.uri().clone();
    if let Some(to) = redirect::tidied(&uri) {
        return Permanently(&to).into_response();
    }
    let mut visit = visitor::visit(shop, request.headers(), &uri);
    let cookies = match visitor::shows_lists(uri.path()) {
        true => lists::show(shop, request.headers(), &mut visit.seed).await,
        false => Vec::new(),
    };
    let mut response = drawn(shop, request, visit).await;
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Draws the page of a visit, with the status that it asks for.
pub async fn drawn(shop: &Shop, request: Request, visit: Visit) -> Response {
    let uri = request.uri().clone();
    let accepted = compression::accepted(request.headers());
    let is_private = visit.private.is_some() || visitor::shows_lists(uri.path());
    let outcome = visit.outcome.clone();
    let nonce = Nonce::new();
    let Some(html) = render(shop, request, visit, nonce.clone()).await else {
        return plain::page(StatusCode::INTERNAL_SERVER_ERROR);
    };
    let html = with_head(&html, &outcome.head());
    let status = match outcome.get() {
        Status::Found => StatusCode::OK,
        Status::Moved(to) => return Permanently(&redirect::with_query(&to, &uri)).into_response(),
        Status::NotFound => StatusCode::NOT_FOUND,
        Status::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    };
    let mut headers = headers(is_private, &nonce);
    let body = compression::compress(html, accepted, &mut headers);
    (status, headers, body).into_response()
}

/// What kind of page stands at a path.
pub fn class(path: &str) -> RouteClass {
    let (_, path) = Locale::split_path(path);
    let mut parts = path.trim_start_matches('/').split('/');
    RouteClass(match (parts.next(), parts.next()) {
        (Some(""), None) => "home",
        (Some("products"), Some(_)) => "product",
        (Some("collections"), Some(_)) => "collection",
        (Some("search"), None) => "search",
        (Some("cart" | "wishlist"), _) => "lists",
        _ => "page",
    })
}

/// The whole document: it is collected before the status is known, since the page may find only
/// while it is drawn that there is nothing to show.
async fn render(shop: &Shop, request: Request, visit: Visit, nonce: Nonce) -> Option<String> {
    let head = shop.bundle.head(&nonce);
    let context = move || provide_context(nonce.clone());
    let app = move || shell(head.clone(), visit.clone());
    let response = render_app_async_with_context(context, app)(request).await;
    response
        .into_body()
        .collect()
        .await
        .ok()
        .and_then(|body| String::from_utf8(body.to_bytes().into()).ok())
}

/// Puts what the page says of itself into the document's head.
fn with_head(html: &str, head: &str) -> Bytes {
    let (before, after) = html.split_once(HEAD_MARK).unwrap_or((html, ""));
    [before, head, after].concat().into()
}

/// A page is never taken from a cache unasked: its policy names a nonce, and its cookies may have
/// changed. What is a shopper's own is not even kept.
fn headers(is_private: bool, nonce: &Nonce) -> HeaderMap {
    let cache = match is_private {
        true => "no-store",
        false => "private, no-cache",
    };
    HeaderMap::from_iter([
        (
            CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (CACHE_CONTROL, HeaderValue::from_static(cache)),
        (VARY, HeaderValue::from_static("Cookie, Accept-Encoding")),
        security::page_policy(nonce),
    ])
}
