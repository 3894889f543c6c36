//! Telling the shop's own pages from everybody else's.

use super::{Shop, visitor};
use axum::http::HeaderMap;
use axum::http::header::{ORIGIN, REFERER};

/// Whether a form was posted from a page of the shop. Browsers say so in `Sec-Fetch-Site`, older
/// ones in `Origin`; whoever sends neither is no browser and carries no shopper's cookies.
pub fn is_own(shop: &Shop, headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some("same-origin" | "none"), _) => true,
        (Some(_), _) => false,
        (None, Some(origin)) => is_host(shop, headers, origin),
        (None, None) => true,
    }
}

/// The path and query of the shop's page that a request came from.
pub fn own_page(shop: &Shop, headers: &HeaderMap) -> Option<String> {
    let referer = headers.get(REFERER)?.to_str().ok()?;
    let (scheme, rest) = referer.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    let page = &rest[host.len()..];
    let own = page.starts_with('/') && is_host(shop, headers, &format!("{scheme}://{host}"));
    own.then(|| page.split('#').next().unwrap_or("/").to_owned())
}

/// Hosts are compared without the scheme: behind a proxy that speaks TLS the server sees none.
fn is_host(shop: &Shop, headers: &HeaderMap, origin: &str) -> bool {
    let host = |origin: &str| {
        origin
            .split_once("://")
            .map(|(_, host)| host.to_ascii_lowercase())
    };
    host(origin).is_some_and(|asked| host(&visitor::origin(shop, headers)) == Some(asked))
}
