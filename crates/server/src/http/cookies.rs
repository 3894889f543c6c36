//! Cookies that the browser's script reads and writes too, so none of them is `HttpOnly`.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use baguni_api::forms::cookies::MAX_AGE;

/// A handle as a cookie's value: only ASCII may stand there.
pub fn encoded(raw: &str) -> String {
    baguni_commerce::cart::percent_encode(raw)
}

/// The first cookie of a name.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.trim_matches('"'))
}

/// A `Set-Cookie` for the whole shop; an empty value takes the cookie away.
pub fn set(name: &str, value: &str, secure: bool) -> Option<HeaderValue> {
    let age = if value.is_empty() { 0 } else { MAX_AGE };
    let secure = if secure { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={age}; SameSite=Lax{secure}")
        .parse()
        .ok()
}
