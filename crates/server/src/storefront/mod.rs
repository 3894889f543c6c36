//! The storefront as the server has it: what [`baguni_api::storefront`] answers from the catalogue,
//! and the wishlists that are shared, which are read from the database.

mod shared;
#[cfg(test)]
mod tests;

use crate::sync::SharedLists;
use baguni_api::storefront::Storefront as Answers;
use baguni_api::{
    CollectionPage, Frame, HomePage, Lines, ProductCard, ProductPage, Reply, SearchPage,
    SharedWishlist, StorePage, StorefrontApi, Suggestions,
};
use baguni_commerce::{
    Catalogue, CatalogueParts, Handle, ListingQuery, Localization, Pricing, Sku,
};
use std::ops::Deref;
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// One catalogue that never changes, with the way to shared wishlists.
pub struct Storefront {
    answers: Arc<Answers>,
    lists: Arc<SharedLists>,
}

impl Storefront {
    /// Indexes the parts with the prices that hold now. Takes a moment for a large catalogue.
    pub fn new(
        revision: u64,
        parts: CatalogueParts,
        pricing: Pricing,
        lists: Arc<SharedLists>,
    ) -> Self {
        Self {
            answers: Arc::new(Answers::new(revision, parts, pricing, Arc::new(now))),
            lists,
        }
    }

    /// The same storefront over a catalogue of which only the stock is another.
    pub fn restocked(&self, catalogue: Catalogue) -> Self {
        Self {
            answers: Arc::new(self.answers.restocked(catalogue)),
            lists: Arc::clone(&self.lists),
        }
    }
}

impl Deref for Storefront {
    type Target = Answers;

    fn deref(&self) -> &Answers {
        &self.answers
    }
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    })
}

impl StorefrontApi for Storefront {
    fn frame(&self, shown: Localization) -> Reply<Frame> {
        self.answers.frame(shown)
    }

    fn home(&self, shown: Localization) -> Reply<HomePage> {
        self.answers.home(shown)
    }

    fn collection(
        &self,
        shown: Localization,
        handle: Handle,
        query: ListingQuery,
    ) -> Reply<CollectionPage> {
        self.answers.collection(shown, handle, query)
    }

    fn product(&self, shown: Localization, handle: Handle) -> Reply<ProductPage> {
        self.answers.product(shown, handle)
    }

    fn search(&self, shown: Localization, typed: String, query: ListingQuery) -> Reply<SearchPage> {
        self.answers.search(shown, typed, query)
    }

    fn suggest(&self, shown: Localization, typed: String) -> Reply<Suggestions> {
        self.answers.suggest(shown, typed)
    }

    fn variants(&self, shown: Localization, skus: Vec<Sku>) -> Reply<Lines> {
        self.answers.variants(shown, skus)
    }

    fn cards(&self, shown: Localization, handles: Vec<Handle>) -> Reply<Vec<ProductCard>> {
        self.answers.cards(shown, handles)
    }

    fn stores(&self, shown: Localization) -> Reply<Vec<StorePage>> {
        self.answers.stores(shown)
    }

    fn store_page(&self, shown: Localization, handle: Handle) -> Reply<StorePage> {
        self.answers.store_page(shown, handle)
    }

    fn shared_wishlist(&self, shown: Localization, token: String) -> Reply<SharedWishlist> {
        self.shared_list(shown, token)
    }
}
