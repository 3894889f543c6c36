//! A page of the staff as an answer. It stands outside of the shop's app: no bundle, a stylesheet
//! and a small script of its own, and everything works without that script.

use crate::http::{Shop, compression};
use crate::media::hex_digest;
use crate::stock::now;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use baguni::pages::staff::{PlaceName, Said, StaffPage, StaffSeen, document};
use baguni_api::paths::query_value;
use baguni_api::staff::{SCRIPT, STYLE};
use baguni_commerce::Locale;
use baguni_commerce::order::Staff;
use std::sync::OnceLock;

const STYLE_FILE: &str = include_str!("style.css");
const SCRIPT_FILE: &str = include_str!("script.js");

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; \
    base-uri 'none'; frame-ancestors 'none'";

/// What a request says of the page it asks for.
pub struct Asked<'a> {
    pub uri: &'a Uri,
    pub headers: &'a HeaderMap,
}

impl<'a> Asked<'a> {
    pub fn of(parts: &'a Parts) -> Self {
        Self {
            uri: &parts.uri,
            headers: &parts.headers,
        }
    }

    pub fn drawn(
        &self,
        shop: &Shop,
        staff: Option<&Staff>,
        page: StaffPage,
        status: StatusCode,
    ) -> Response {
        let (locale, path) = Locale::split_path(self.uri.path());
        let query = self.uri.query().unwrap_or_default();
        let said = query_value(query, "said").and_then(|code| Said::from_code(&code));
        let path = match query {
            "" => path.to_owned(),
            query => format!("{path}?{query}"),
        };
        let seen = StaffSeen {
            locale,
            path,
            head: head(shop),
            now: now(),
            staff: staff.cloned(),
            places: places(shop),
            said,
            page,
        };
        let accepted = compression::accepted(self.headers);
        let mut headers = headers();
        let body = compression::compress(document(seen).into(), accepted, &mut headers);
        (status, headers, body).into_response()
    }
}

fn headers() -> HeaderMap {
    let fixed = HeaderValue::from_static;
    HeaderMap::from_iter([
        (CONTENT_TYPE, fixed("text/html; charset=utf-8")),
        (CACHE_CONTROL, fixed("no-store")),
        (VARY, fixed("Cookie, Accept-Encoding")),
        (CONTENT_SECURITY_POLICY, fixed(POLICY)),
    ])
}

fn places(shop: &Shop) -> Vec<PlaceName> {
    let storefront = shop.catalogue.current();
    let places = storefront.catalogue().locations().iter();
    let named = places.map(|at| PlaceName {
        handle: at.handle.clone(),
        kind: at.kind,
        name: at.name.clone(),
    });
    named.collect()
}

/// The shop's stylesheet, these pages' own, and their script.
fn head(shop: &Shop) -> String {
    let mut head = shop.bundle.sheets();
    let (style, script) = versions();
    head.push_str(&format!(
        r#"<link rel="stylesheet" href="{STYLE}?v={style}"><script type="module" src="{SCRIPT}?v={script}"></script>"#
    ));
    head
}

/// A name for what the files hold.
fn versions() -> &'static (String, String) {
    static VERSIONS: OnceLock<(String, String)> = OnceLock::new();
    VERSIONS.get_or_init(|| {
        [STYLE_FILE, SCRIPT_FILE]
            .map(|file| hex_digest(file.as_bytes(), 12))
            .into()
    })
}

pub async fn style() -> Response {
    file("text/css; charset=utf-8", STYLE_FILE)
}

pub async fn script() -> Response {
    file("text/javascript; charset=utf-8", SCRIPT_FILE)
}

fn file(kind: &'static str, text: &'static str) -> Response {
    let headers = [
        (CONTENT_TYPE, kind),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    (headers, text).into_response()
}
