//! The shop's interface over what is on this screen. The network is never asked here.

use super::Shelf;
use baguni_api::storefront::Storefront;
use baguni_api::{
    ApiError, CollectionPage, Frame, HomePage, Lines, ProductCard, ProductPage, Reply, SearchPage,
    StorePage, StorefrontApi, Suggestions,
};
use baguni_commerce::{Handle, ListingQuery, Localization, Sku};
use leptos::prelude::*;
use std::future::ready;
use std::sync::Arc;

impl Shelf {
    /// As pages ask the shop. Until there is something to show the shop does not answer.
    pub fn api(self) -> Arc<dyn StorefrontApi> {
        Arc::new(self)
    }

    fn put<T: Send + 'static>(self, ask: impl FnOnce(&Storefront) -> Reply<T>) -> Reply<T> {
        match self.storefront.get_untracked() {
            Some(shop) => ask(&shop),
            None => Box::pin(ready(Err(ApiError::Unavailable))),
        }
    }
}

impl StorefrontApi for Shelf {
    fn frame(&self, shown: Localization) -> Reply<Frame> {
        self.put(|shop| shop.frame(shown))
    }

    fn home(&self, shown: Localization) -> Reply<HomePage> {
        self.put(|shop| shop.home(shown))
    }

    fn collection(
        &self,
        shown: Localization,
        handle: Handle,
        query: ListingQuery,
    ) -> Reply<CollectionPage> {
        self.put(|shop| shop.collection(shown, handle, query))
    }

    fn product(&self, shown: Localization, handle: Handle) -> Reply<ProductPage> {
        self.put(|shop| shop.product(shown, handle))
    }

    fn search(&self, shown: Localization, typed: String, query: ListingQuery) -> Reply<SearchPage> {
        self.put(|shop| shop.search(shown, typed, query))
    }

    fn suggest(&self, shown: Localization, typed: String) -> Reply<Suggestions> {
        self.put(|shop| shop.suggest(shown, typed))
    }

    fn variants(&self, shown: Localization, skus: Vec<Sku>) -> Reply<Lines> {
        self.put(|shop| shop.variants(shown, skus))
    }

    fn cards(&self, shown: Localization, handles: Vec<Handle>) -> Reply<Vec<ProductCard>> {
        self.put(|shop| shop.cards(shown, handles))
    }

    fn stores(&self, shown: Localization) -> Reply<Vec<StorePage>> {
        self.put(|shop| shop.stores(shown))
    }

    fn store_page(&self, shown: Localization, handle: Handle) -> Reply<StorePage> {
        self.put(|shop| shop.store_page(shown, handle))
    }
}
