//! The addresses of the shop: what a path and its query mean.

use baguni_api::paths::{query_pairs, query_value};
use baguni_commerce::cart::percent_decode;
use baguni_commerce::{CartLines, Handle, ListingQuery, Locale, Sku};
use baguni_replica::WishlistId;
use serde::{Deserialize, Serialize};

/// A page, with all that has to be known to ask for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Address {
    Home,
    Collections,
    Collection(Handle, ListingQuery),
    Product(Handle),
    Search(String, ListingQuery),
    /// With the variants that lie in the cart or are saved for later.
    Cart(Vec<Sku>),
    /// Lines that a link offers to put in the cart.
    CartLink(CartLines),
    /// With the variants that are on it.
    Wishlist(WishlistId, Vec<Sku>),
    /// With the token that gives access to it.
    SharedWishlist(String),
    Stores,
    Store(Handle),
    /// The account, orders and the like, which the server draws for whom they are.
    Private,
    /// A path that means nothing, or names what cannot be a handle.
    Nowhere,
}

impl Address {
    /// Reads a path with or without the language's prefix. The lists are asked for only where
    /// they are shown, so that nothing else depends on them.
    pub fn read(
        path: &str,
        query: &str,
        cart: impl FnOnce() -> Vec<Sku>,
        wishlist: impl FnOnce(WishlistId) -> Vec<Sku>,
    ) -> Self {
        let steps: Vec<&str> = Locale::split_path(path).1.split('/').skip(1).collect();
        match steps.as_slice() {
            [""] => Self::Home,
            ["collections"] => Self::Collections,
            ["collections", handle] => named(handle, |handle| {
                Self::Collection(handle, listing_query(query))
            }),
            ["products", handle] => named(handle, Self::Product),
            ["search"] => Self::Search(
                query_value(query, "q").unwrap_or_default(),
                listing_query(query),
            ),
            ["cart"] => Self::Cart(cart()),
            ["cart", lines] => match lines.parse::<CartLines>() {
                Ok(lines) if !lines.is_empty() => Self::CartLink(lines),
                _ => Self::Nowhere,
            },
            ["wishlist"] => Self::Wishlist(WishlistId::FIRST, wishlist(WishlistId::FIRST)),
            ["wishlist", "shared", token] => Self::SharedWishlist((*token).to_owned()),
            ["wishlist", id] => match id.parse() {
                Ok(id) => Self::Wishlist(id, wishlist(id)),
                Err(_) => Self::Nowhere,
            },
            ["stores"] => Self::Stores,
            ["stores", handle] => named(handle, Self::Store),
            ["account" | "admin" | "checkout" | "orders" | "staff", ..] => Self::Private,
            _ => Self::Nowhere,
        }
    }

    /// Whether it shows lines of the shopper's lists.
    pub fn has_lines(&self) -> bool {
        matches!(self, Self::Cart(_) | Self::Wishlist(..))
    }

    /// The path of the same kind of page under another handle.
    pub fn moved_to(&self, handle: &Handle) -> String {
        match self {
            Self::Collection(..) => format!("/collections/{handle}"),
            Self::Store(_) => format!("/stores/{handle}"),
            _ => format!("/products/{handle}"),
        }
    }
}

fn named(step: &str, address: impl FnOnce(Handle) -> Address) -> Address {
    percent_decode(step)
        .and_then(|raw| raw.parse().ok())
        .map_or(Address::Nowhere, address)
}

fn listing_query(query: &str) -> ListingQuery {
    let pairs = query_pairs(query);
    ListingQuery::from_pairs(
        pairs
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str())),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read() {
        let check = |path: &str, want: Address| {
            assert_eq!(
                Address::read(path, "q=a&page=2", Vec::new, |_| Vec::new()),
                want,
                "{path}"
            );
        };
        let handle: Handle = "머그".parse().unwrap();
        let second = ListingQuery {
            page: 2,
            ..ListingQuery::default()
        };
        check("/", Address::Home);
        check("/en", Address::Home);
        check("/en/collections", Address::Collections);
        check(
            "/products/%EB%A8%B8%EA%B7%B8",
            Address::Product(handle.clone()),
        );
        check("/en/products/머그", Address::Product(handle.clone()));
        check(
            "/collections/머그",
            Address::Collection(handle, second.clone()),
        );
        check("/search", Address::Search("a".to_owned(), second));
        check("/products/Upper", Address::Nowhere);
        check("/products/%ff", Address::Nowhere);
        check("/products", Address::Nowhere);
        check("/cart/more", Address::Nowhere);
        check("/cart/A:0", Address::Nowhere);
        check(
            "/en/cart/A%2F1:2,B:1",
            Address::CartLink("A%2F1:2,B:1".parse().unwrap()),
        );
        check("/wishlist", Address::Wishlist(WishlistId(0), Vec::new()));
        check(
            "/wishlist/2f6a01cd",
            Address::Wishlist(WishlistId(0x2f6a_01cd), Vec::new()),
        );
        check("/wishlist/xyz", Address::Nowhere);
        check(
            "/wishlist/shared/abc",
            Address::SharedWishlist("abc".to_owned()),
        );
        check("/en/account", Address::Private);
        check("/account/reset/x", Address::Private);
        check("/orders/find", Address::Private);
    }
}
