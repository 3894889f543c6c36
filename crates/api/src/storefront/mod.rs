//! Every question of the pages, answered from one catalogue that never changes: the server answers
//! from what it has just read, a screen in a store from the snapshot that it keeps.

mod barcodes;
mod cards;
mod frame;
mod home;
mod listing;
mod pricing;
mod product;
mod restock;
mod search;
mod snapshot;
mod stores;
#[cfg(test)]
mod tests;
mod variants;
mod ways;

pub use snapshot::{Snapshot, SnapshotError};
pub use ways::{StoreWay, Ways};

use crate::{
    ApiError, CollectionPage, Frame, HomePage, Lines, ProductCard, ProductPage, Reply, SearchPage,
    StorePage, StorefrontApi, Suggestions,
};
use baguni_commerce::catalogue::Found;
use baguni_commerce::search::SearchIndex;
use baguni_commerce::{
    Catalogue, CatalogueParts, Handle, ListingQuery, Localization, Pricing, RoutingRules, Sku,
};
use std::future::ready;
use std::sync::{Arc, OnceLock};

/// Tells the time, in milliseconds since 1970. It comes from outside: what runs in a browser has
/// another one.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// One catalogue with what is derived from it once, so that no answer has to. It does not know the
/// wishlists that are shared: they are not of the catalogue.
pub struct Storefront {
    revision: u64,
    catalogue: Catalogue,
    /// Made when first asked for, see [`Storefront::prepare`].
    index: Arc<OnceLock<SearchIndex>>,
    /// For each product its collections, from the widest to the narrowest.
    collections_of: Arc<Vec<Vec<usize>>>,
    /// The latest moment at which a product went on sale.
    newest: i64,
    shelves: restock::Shelves,
    /// Promotions and shipping; prices of the catalogue are those that hold already.
    pricing: Arc<Pricing>,
    /// When the snapshot is no longer right, because a price begins or ends then.
    until: Option<u64>,
    barcodes: barcodes::Barcodes,
    /// How promises are made before anything is ordered.
    rules: Arc<RoutingRules>,
    clock: Clock,
}

impl Storefront {
    /// Indexes the parts as they were at `revision`, with the prices that hold now. Takes a moment
    /// for a large catalogue.
    pub fn new(revision: u64, parts: CatalogueParts, pricing: Pricing, clock: Clock) -> Self {
        let storefront = Self::unprepared(revision, parts, pricing, clock);
        storefront.prepare();
        storefront
    }

    /// Does what takes longest, so that the first search need not: most of a second for 5,000
    /// products.
    pub fn prepare(&self) {
        self.index();
    }

    fn unprepared(
        revision: u64,
        mut parts: CatalogueParts,
        pricing: Pricing,
        clock: Clock,
    ) -> Self {
        let now = clock();
        pricing.hold(&mut parts.products, now);
        let catalogue = Catalogue::new(parts);
        let published = catalogue.products().iter().map(|p| p.published_at);
        Self {
            revision,
            index: Arc::default(),
            collections_of: Arc::new(collections_of(&catalogue)),
            newest: published.max().unwrap_or(0),
            shelves: restock::Shelves::default(),
            until: pricing.next_change(now),
            pricing: Arc::new(pricing),
            barcodes: barcodes::Barcodes::default(),
            rules: Arc::default(),
            clock,
            catalogue,
        }
    }

    fn index(&self) -> &SearchIndex {
        self.index.get_or_init(|| SearchIndex::new(&self.catalogue))
    }

    pub fn revision(&self) -> u64 {
        self.revision
    }

    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Milliseconds since 1970.
    pub fn now(&self) -> u64 {
        (self.clock)()
    }
}

fn collections_of(catalogue: &Catalogue) -> Vec<Vec<usize>> {
    let mut by_size: Vec<usize> = (0..catalogue.collections().len()).collect();
    by_size.sort_by_key(|at| std::cmp::Reverse(catalogue.members(*at).len()));
    let mut of = vec![Vec::new(); catalogue.products().len()];
    for collection in by_size {
        catalogue
            .members(collection)
            .iter()
            .for_each(|product| of[*product].push(collection));
    }
    of
}

/// What a handle stands for, or why it is not answered.
fn found<T>(found: Found<'_, T>) -> Result<T, ApiError> {
    match found {
        Found::Here(what) => Ok(what),
        Found::Moved(now) => Err(ApiError::Moved(now.clone())),
        Found::Nowhere => Err(ApiError::NotFound),
    }
}

/// Everything is in memory, so every answer is there as soon as it is asked for.
fn answer<T: Send + 'static>(answer: Result<T, ApiError>) -> Reply<T> {
    Box::pin(ready(answer))
}

impl StorefrontApi for Storefront {
    fn frame(&self, shown: Localization) -> Reply<Frame> {
        answer(Ok(self.frame_of_pages(shown.locale)))
    }

    fn home(&self, shown: Localization) -> Reply<HomePage> {
        answer(Ok(self.home_page(shown)))
    }

    fn collection(
        &self,
        shown: Localization,
        handle: Handle,
        query: ListingQuery,
    ) -> Reply<CollectionPage> {
        answer(self.collection_page(shown, &handle, &query))
    }

    fn product(&self, shown: Localization, handle: Handle) -> Reply<ProductPage> {
        answer(self.product_page(shown, &handle))
    }

    fn search(&self, shown: Localization, typed: String, query: ListingQuery) -> Reply<SearchPage> {
        answer(Ok(self.search_page(shown, &typed, &query)))
    }

    fn suggest(&self, shown: Localization, typed: String) -> Reply<Suggestions> {
        answer(Ok(self.suggestions(shown, &typed)))
    }

    fn variants(&self, shown: Localization, skus: Vec<Sku>) -> Reply<Lines> {
        answer(Ok(self.lines(shown, &skus)))
    }

    fn cards(&self, shown: Localization, handles: Vec<Handle>) -> Reply<Vec<ProductCard>> {
        answer(Ok(self.cards_of_handles(shown, &handles)))
    }

    fn stores(&self, shown: Localization) -> Reply<Vec<StorePage>> {
        answer(Ok(self.store_pages(shown)))
    }

    fn store_page(&self, shown: Localization, handle: Handle) -> Reply<StorePage> {
        answer(self.one_store_page(shown, &handle))
    }
}
