//! The addresses of the JSON interface. Every question carries `locale` and `currency`.

use baguni_commerce::cart::{percent_decode, percent_encode};
use baguni_commerce::{Handle, ListingQuery, Localization, Sku};

pub const PREFIX: &str = "/api/storefront";

pub const FRAME: &str = "/api/storefront/frame";
pub const HOME: &str = "/api/storefront/home";
pub const COLLECTION: &str = "/api/storefront/collections/{handle}";
pub const PRODUCT: &str = "/api/storefront/products/{handle}";
pub const SEARCH: &str = "/api/storefront/search";
pub const SUGGEST: &str = "/api/storefront/suggest";
pub const VARIANTS: &str = "/api/storefront/variants";
pub const CARDS: &str = "/api/storefront/cards";
pub const STORES: &str = "/api/storefront/stores";
pub const STORE: &str = "/api/storefront/stores/{handle}";

/// Server-sent events without content: the stock of the product with this `handle` is not what
/// `seen`, a `ProductPage::stock_mark`, stands for.
pub const STOCK_EVENTS: &str = "/api/storefront/stock/events";

pub const SHARED_WISHLIST: &str = "/api/storefront/shared/{token}";
/// Server-sent events without content: the shared list has changed.
pub const SHARED_EVENTS: &str = "/api/sync/shared/{token}";

/// The socket of a tab: each binary message is a `replica::frame::Up` or `Down`.
pub const SYNC_SOCKET: &str = "/api/sync/socket";
/// Where sockets fail: POST a body of `replica::frame::batch`ed messages, the greeting first, and
/// be answered with such a body.
pub const SYNC_FRAMES: &str = "/api/sync/frames";
/// Where sockets fail: server-sent events, each a message in base64.
pub const SYNC_EVENTS: &str = "/api/sync/events";
/// POST: begins a session for a guest who has none. 204 with cookies.
pub const SESSION: &str = "/api/shopper/session";

pub fn frame(shown: Localization) -> String {
    localized(FRAME, shown)
}

pub fn home(shown: Localization) -> String {
    localized(HOME, shown)
}

pub fn collection(shown: Localization, handle: &Handle, query: &ListingQuery) -> String {
    and(
        localized(&under(COLLECTION, handle), shown),
        &query.to_query_string(),
    )
}

pub fn product(shown: Localization, handle: &Handle) -> String {
    localized(&under(PRODUCT, handle), shown)
}

pub fn search(shown: Localization, typed: &str, query: &ListingQuery) -> String {
    let asked = format!("{}&q={}", localized(SEARCH, shown), percent_encode(typed));
    and(asked, &query.to_query_string())
}

pub fn suggest(shown: Localization, typed: &str) -> String {
    format!("{}&q={}", localized(SUGGEST, shown), percent_encode(typed))
}

pub fn variants(shown: Localization, skus: &[Sku]) -> String {
    skus.iter().fold(localized(VARIANTS, shown), |path, sku| {
        format!("{path}&sku={}", percent_encode(sku.as_str()))
    })
}

pub fn shared_wishlist(shown: Localization, token: &str) -> String {
    localized(
        &SHARED_WISHLIST.replace("{token}", &percent_encode(token)),
        shown,
    )
}

pub fn shared_events(token: &str) -> String {
    SHARED_EVENTS.replace("{token}", &percent_encode(token))
}

pub fn stock_events(handle: &Handle, seen: u32) -> String {
    let handle = percent_encode(handle.as_str());
    format!("{STOCK_EVENTS}?handle={handle}&seen={seen}")
}

pub fn cards(shown: Localization, handles: &[Handle]) -> String {
    handles
        .iter()
        .fold(localized(CARDS, shown), |path, handle| {
            format!("{path}&handle={}", percent_encode(handle.as_str()))
        })
}

pub fn stores(shown: Localization) -> String {
    localized(STORES, shown)
}

pub fn store(shown: Localization, handle: &Handle) -> String {
    localized(&under(STORE, handle), shown)
}

fn under(template: &str, handle: &Handle) -> String {
    template.replace("{handle}", &percent_encode(handle.as_str()))
}

fn localized(path: &str, shown: Localization) -> String {
    format!(
        "{path}?locale={}&currency={}",
        shown.locale.code(),
        shown.currency.code()
    )
}

fn and(path: String, query: &str) -> String {
    if query.is_empty() {
        path
    } else {
        format!("{path}&{query}")
    }
}

/// The decoded pairs of a query string without its `?`. A pair that is not UTF-8 is left out.
pub fn query_pairs(query: &str) -> Vec<(String, String)> {
    let decode = |part: &str| percent_decode(&part.replace('+', " "));
    query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .filter_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(key)?, decode(value)?))
        })
        .collect()
}

/// The first value of a key in a query string.
pub fn query_value(query: &str, key: &str) -> Option<String> {
    query_pairs(query)
        .into_iter()
        .find(|(name, _)| name == key)
        .map(|(_, value)| value)
}
