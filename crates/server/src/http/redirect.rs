//! Sending a browser elsewhere on this server.

use axum::http::header::{CACHE_CONTROL, LOCATION};
use axum::http::{HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use std::fmt::Write as _;

/// 301: the page has this address.
pub struct Permanently<'a>(pub &'a str);

/// 303: the form is done, and this is the page to look at.
pub struct SeeOther<'a>(pub &'a str);

impl IntoResponse for Permanently<'_> {
    fn into_response(self) -> Response {
        let kept = HeaderValue::from_static("private, max-age=300");
        (
            StatusCode::MOVED_PERMANENTLY,
            [(LOCATION, location(self.0)), (CACHE_CONTROL, kept)],
        )
            .into_response()
    }
}

impl IntoResponse for SeeOther<'_> {
    fn into_response(self) -> Response {
        let kept = HeaderValue::from_static("no-store");
        (
            StatusCode::SEE_OTHER,
            [(LOCATION, location(self.0)), (CACHE_CONTROL, kept)],
        )
            .into_response()
    }
}

/// The address a path should have had: no slash at its end, one at its start.
pub fn tidied(uri: &Uri) -> Option<String> {
    let path = uri.path();
    let tidy = format!("/{}", path.trim_matches('/'));
    (tidy != path).then(|| with_query(&tidy, uri))
}

/// A path with the query that was asked for, unless it brings its own.
pub fn with_query(path: &str, asked: &Uri) -> String {
    match asked.query() {
        Some(query) if !path.contains('?') => format!("{path}?{query}"),
        _ => path.to_owned(),
    }
}

/// What is not visible ASCII is percent-encoded: a header holds nothing else. Browsers drop tabs
/// and take `\` for `/`: either would turn `/⇥/elsewhere` into another server's address.
fn location(path: &str) -> HeaderValue {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && byte != b'\\' {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    HeaderValue::try_from(encoded).expect("visible ASCII makes a header")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_tidied() {
        let check = |asked: &str, want: Option<&str>| {
            assert_eq!(tidied(&asked.parse().unwrap()).as_deref(), want, "{asked}");
        };
        check("/", None);
        check("/products/a?b=/", None);
        check("/products/a/", Some("/products/a"));
        check("/products/a//?b=c", Some("/products/a?b=c"));
        check("/en/", Some("/en"));
        check("//elsewhere.example/", Some("/elsewhere.example"));
    }

    #[test]
    fn a_location_is_visible_ascii() {
        let check = |path: &str, want: &str| assert_eq!(location(path), want);
        check("/products/옹기", "/products/%EC%98%B9%EA%B8%B0");
        check("/\t/a", "/%09/a");
        check("/\\a", "/%5Ca");
        check("/a?b=%20", "/a?b=%20");
    }
}
