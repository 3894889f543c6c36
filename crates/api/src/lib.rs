//! The contract between the storefront and whatever answers it: the server itself on the first
//! paint, HTTP in the browser, a fixture in tests.

pub mod account;
mod answers;
pub mod forms;
pub mod kiosk;
pub mod orders;
pub mod paths;
mod pictures;
mod pricing;
pub mod staff;
pub mod storefront;
pub mod wire;

pub use answers::*;
pub use pictures::{Picture, Source};
pub use pricing::{Lines, Terms};

use baguni_commerce::{Handle, ListingQuery, Localization, Sku};
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::pin::Pin;

/// What the pages read. Every answer is in one language and one currency.
///
/// Answers are the same for every shopper: what a shopper has in the cart is known to the device
/// (`shopper` in the web app) and never part of an answer. A list that somebody shares is the same
/// for everybody too.
pub trait StorefrontApi: Send + Sync {
    /// The frame around every page: the menu's collections.
    fn frame(&self, shown: Localization) -> Reply<Frame>;

    fn home(&self, shown: Localization) -> Reply<HomePage>;

    /// One page of a collection. `NotFound` for an unknown handle and for a page past the end,
    /// `Moved` for a former handle.
    fn collection(
        &self,
        shown: Localization,
        handle: Handle,
        query: ListingQuery,
    ) -> Reply<CollectionPage>;

    /// `NotFound` for an unknown handle, `Moved` for a former one.
    fn product(&self, shown: Localization, handle: Handle) -> Reply<ProductPage>;

    /// Products that match what was typed, best first. Never `NotFound`: no match is an answer.
    fn search(&self, shown: Localization, typed: String, query: ListingQuery) -> Reply<SearchPage>;

    /// What the search field offers while typing.
    fn suggest(&self, shown: Localization, typed: String) -> Reply<Suggestions>;

    /// The variants behind SKUs as they are today, in the order asked, with the terms of sale;
    /// unknown ones are left out. At most [`MAX_SKUS`] are answered.
    fn variants(&self, shown: Localization, skus: Vec<Sku>) -> Reply<Lines>;

    /// Cards of products by handle, in the order asked; unknown ones are left out.
    fn cards(&self, shown: Localization, handles: Vec<Handle>) -> Reply<Vec<ProductCard>>;

    fn stores(&self, shown: Localization) -> Reply<Vec<StorePage>>;

    fn store_page(&self, shown: Localization, handle: Handle) -> Reply<StorePage>;

    /// A wishlist that its owner shares under this token. `NotFound` for any other.
    fn shared_wishlist(&self, shown: Localization, token: String) -> Reply<SharedWishlist> {
        let _ = (shown, token);
        Box::pin(async { Err(ApiError::NotFound) })
    }
}

/// An answer on its way.
pub type Reply<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>> + Send>>;

/// The most SKUs or handles that one question may name.
pub const MAX_SKUS: usize = 100;

/// Why there is no answer. Over HTTP it is an `application/problem+json` (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "type", content = "detail")]
pub enum ApiError {
    /// 404
    #[error("nothing is known under that name")]
    NotFound,
    /// 301; the handle it has now.
    #[error("it has moved to {0}")]
    Moved(Handle),
    /// 400; what is wrong with the question.
    #[error("{0}")]
    BadRequest(String),
    /// 503; the server, the network or what stands behind them does not answer.
    #[error("the shop does not answer")]
    Unavailable,
}
