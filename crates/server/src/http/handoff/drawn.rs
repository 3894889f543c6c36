//! A page of a hand-off as an answer. It stands outside of the shop's app, and the one script on it
//! is the one that reads the code.

use crate::http::{Shop, compression, visitor};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use baguni::pages::handoff::{PhonePage, PhoneSeen, document};
use baguni_commerce::{Locale, Localization};
use leptos::nonce::Nonce;

pub fn drawn(shop: &Shop, headers: &HeaderMap, locale: Locale, page: PhonePage) -> Response {
    let nonce = Nonce::new();
    let origin = visitor::origin(shop, headers);
    let host = origin.split_once("://").map_or(origin.as_str(), |at| at.1);
    let seen = PhoneSeen {
        locale,
        head: shop.bundle.sheets(),
        nonce: nonce.to_string(),
        host: host.to_owned(),
        page,
    };
    let accepted = compression::accepted(headers);
    let mut headers = answer_headers(&nonce);
    let body = compression::compress(document(seen).into(), accepted, &mut headers);
    (StatusCode::OK, headers, body).into_response()
}

fn answer_headers(nonce: &Nonce) -> HeaderMap {
    let fixed = HeaderValue::from_static;
    let policy = format!(
        "default-src 'none'; style-src 'self' 'nonce-{nonce}'; script-src 'nonce-{nonce}'; \
         img-src 'self' data:; font-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    let policy = HeaderValue::try_from(policy).expect("a nonce is URL-safe base64");
    HeaderMap::from_iter([
        (CONTENT_TYPE, fixed("text/html; charset=utf-8")),
        (CACHE_CONTROL, fixed("no-store")),
        (VARY, fixed("Cookie, Accept-Encoding")),
        (CONTENT_SECURITY_POLICY, policy),
    ])
}

/// The language and currency of a phone.
pub fn shown(shop: &Shop, headers: &HeaderMap, locale: Locale) -> Localization {
    let path = Uri::try_from(locale.href("/")).unwrap_or_default();
    visitor::visit(shop, headers, &path).shown()
}
