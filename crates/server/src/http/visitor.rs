//! Who asks for a page, as far as the page may depend on it.

use super::{Shop, cookies};
use axum::http::header::HOST;
use axum::http::{HeaderMap, Uri};
use baguni::visit::{Outcome, Seed, Visit};
use baguni_api::forms::cookies::{CART, CURRENCY, STORE, WISHLIST};
use baguni_commerce::cart::percent_decode;
use baguni_commerce::{
    CartLines, Catalogue, Currency, Handle, Locale, Localization, LocationKind, Wishlist,
};

/// What is known before the page at a path is drawn, but for the shopper's lists.
pub fn visit(shop: &Shop, headers: &HeaderMap, uri: &Uri) -> Visit {
    let path = uri.path();
    let (locale, _) = Locale::split_path(path);
    let storefront = shop.catalogue.current();
    let seed = Seed {
        shown: Localization {
            locale,
            currency: currency(headers, locale),
        },
        chosen_store: cookies::read(headers, STORE)
            .and_then(percent_decode)
            .and_then(|raw| known_store(storefront.catalogue(), &raw)),
        basket: None,
        shares: Vec::new(),
        frame: storefront.frame_of_pages(locale),
    };
    let origin = origin(shop, headers);
    Visit {
        seed,
        origin,
        path: uri
            .path_and_query()
            .map(ToString::to_string)
            .unwrap_or_default(),
        api: storefront,
        private: None,
        outcome: Outcome::default(),
    }
}

/// Whether the page at a path shows what the shopper has put in the cart or marked.
pub fn shows_lists(path: &str) -> bool {
    let (_, path) = Locale::split_path(path);
    let mut parts = path.trim_start_matches('/').split('/');
    match (parts.next(), parts.next()) {
        (Some("cart"), _) => true,
        // What is shared is nobody's secret.
        (Some("wishlist"), part) => part != Some("shared"),
        _ => false,
    }
}

/// Scheme and host for absolute addresses.
pub fn origin(shop: &Shop, headers: &HeaderMap) -> String {
    let allowed =
        |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':' | b'[' | b']');
    let host = headers
        .get(HOST)
        .and_then(|host| host.to_str().ok())
        .filter(|host| !host.is_empty() && host.bytes().all(allowed))
        .unwrap_or("localhost");
    shop.public_url
        .clone()
        .unwrap_or_else(|| format!("http://{host}"))
}

/// The store under a handle, if shoppers can go there.
pub fn known_store(catalogue: &Catalogue, raw: &str) -> Option<Handle> {
    let handle: Handle = raw.parse().ok()?;
    let at = catalogue.location(&handle)?;
    (catalogue.locations()[at].kind == LocationKind::Store).then_some(handle)
}

/// The lines in the cookie of an earlier version. A line that cannot be read costs only itself.
pub fn cart(headers: &HeaderMap) -> CartLines {
    let mut cart = CartLines::default();
    let raw = cookies::read(headers, CART).unwrap_or_default();
    for line in raw
        .split(',')
        .filter_map(|line| line.parse::<CartLines>().ok())
    {
        for (sku, quantity) in line.iter() {
            if cart.add(sku.clone(), quantity).is_err() {
                return cart;
            }
        }
    }
    cart
}

/// The marked variants in the cookie of an earlier version, newest first, read as [`cart`] is.
pub fn wishlist(headers: &HeaderMap) -> Wishlist {
    let mut wishlist = Wishlist::default();
    let raw = cookies::read(headers, WISHLIST).unwrap_or_default();
    for one in raw
        .rsplit(',')
        .filter_map(|mark| mark.parse::<Wishlist>().ok())
    {
        for sku in one.iter() {
            if wishlist.add(sku.clone()).is_err() {
                return wishlist;
            }
        }
    }
    wishlist
}

fn currency(headers: &HeaderMap, locale: Locale) -> Currency {
    cookies::read(headers, CURRENCY)
        .and_then(Currency::from_code)
        .unwrap_or_else(|| locale.default_currency())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_lists_are_known() {
        let check = |path: &str, shows: bool| assert_eq!(shows_lists(path), shows, "{path}");
        check("/cart", true);
        check("/en/cart/A:1", true);
        check("/wishlist", true);
        check("/en/wishlist/2f6a01cd", true);
        check("/wishlist/shared/0123", false);
        check("/carts", false);
        check("/products/cart", false);
    }
}
