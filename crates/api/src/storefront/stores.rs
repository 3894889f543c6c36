//! The stores and what each has.

use super::Storefront;
use super::frame::store_link;
use crate::{ApiError, StorePage};
use baguni_commerce::{Handle, Localization, LocationKind, Product, StockLocation};

/// Products on a store's page.
const SHELF: usize = 8;
/// Products kept for it, since some may be sold before the shelf is filled again.
const KEPT: usize = 2 * SHELF;

impl Storefront {
    pub(super) fn store_pages(&self, shown: Localization) -> Vec<StorePage> {
        let locations = self.catalogue.locations().iter().enumerate();
        locations
            .filter(|(_, location)| location.kind == LocationKind::Store)
            .map(|(at, location)| self.store_page_of(shown, at, location))
            .collect()
    }

    pub(super) fn one_store_page(
        &self,
        shown: Localization,
        handle: &Handle,
    ) -> Result<StorePage, ApiError> {
        let at = self.catalogue.location(handle).ok_or(ApiError::NotFound)?;
        let location = &self.catalogue.locations()[at];
        match location.kind {
            LocationKind::Store => Ok(self.store_page_of(shown, at, location)),
            LocationKind::Warehouse => Err(ApiError::NotFound),
        }
    }

    fn store_page_of(&self, shown: Localization, at: usize, location: &StockLocation) -> StorePage {
        let locale = shown.locale;
        let (_, shelves) = self
            .shelves
            .get_or_init(|| (self.now(), self.fill_shelves()));
        StorePage {
            link: store_link(location, locale),
            city: location.city.get(locale).to_owned(),
            address: location.address.get(locale).to_owned(),
            postcode: location.postcode.clone(),
            phone: location.phone.clone(),
            note: location.note.get(locale).to_owned(),
            hours: location.hours,
            products: self.cards(shown, &self.there_now(&shelves[at], at)),
        }
    }

    /// For each location some of what no other location has, then of what it has.
    fn fill_shelves(&self) -> Vec<Vec<usize>> {
        let mut only_here = vec![Vec::new(); self.catalogue.locations().len()];
        let mut also_here = only_here.clone();
        for (at, product) in self.catalogue.products().iter().enumerate() {
            let places = self.places_of(product);
            match places.as_slice() {
                [place] => only_here[*place].push(at),
                places => places.iter().for_each(|place| also_here[*place].push(at)),
            }
        }
        only_here
            .into_iter()
            .zip(also_here)
            .map(|(only, also)| only.into_iter().chain(also).take(KEPT).collect())
            .collect()
    }

    /// Of what stood on a shelf what still is there.
    fn there_now(&self, shelf: &[usize], location: usize) -> Vec<usize> {
        let products = self.catalogue.products();
        let is_there = |at: &usize| self.places_of(&products[*at]).contains(&location);
        shelf.iter().copied().filter(is_there).take(SHELF).collect()
    }

    /// The locations that can promise some variant of a product.
    fn places_of(&self, product: &Product) -> Vec<usize> {
        let has = |at: &usize| {
            let mut variants = product.variants.iter();
            variants.any(|variant| self.catalogue.available(&variant.sku, Some(*at)) > 0)
        };
        (0..self.catalogue.locations().len()).filter(has).collect()
    }
}
