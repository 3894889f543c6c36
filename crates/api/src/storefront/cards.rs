//! A product as lists show it.

use super::Storefront;
use crate::{MAX_SKUS, Picture, ProductCard, Swatch};
use baguni_commerce::{
    Currency, Handle, Locale, Localization, LocationKind, Product, Variant, catalogue,
};

/// How long a product is called new: 45 days, in seconds. Counted back from the newest product and
/// not from today, so that a catalogue shows the same at any time and a quiet shop keeps its news.
const NEW_FOR: i64 = 45 * 24 * 60 * 60;

impl Storefront {
    pub(super) fn card(&self, shown: Localization, at: usize) -> Option<ProductCard> {
        let Localization { locale, currency } = shown;
        let product = self.catalogue.products().get(at)?;
        let cheapest = product.cheapest(currency)?;
        let sellable = self.cheapest_sellable(product, currency);
        let price = cheapest.prices.get(currency);
        let picture = |at: usize| {
            product
                .media
                .get(at)
                .map(|media| Picture::of(media, locale))
        };
        Some(ProductCard {
            handle: product.handle.clone(),
            title: product.title.get(locale).to_owned(),
            vendor: product.vendor.get(locale).to_owned(),
            price,
            price_varies: product
                .variants
                .iter()
                .any(|variant| variant.prices.get(currency).amount != price.amount),
            picture: picture(0),
            other_picture: picture(1),
            swatches: swatches(product, locale),
            is_new: self.is_new(product),
            sold_out: sellable.is_none(),
            in_stores: self.is_in_stores(product),
            sku: sellable.unwrap_or(cheapest).sku.clone(),
            has_choices: product.variants.len() > 1,
        })
    }

    pub(super) fn cards<'a>(
        &self,
        shown: Localization,
        products: impl IntoIterator<Item = &'a usize>,
    ) -> Vec<ProductCard> {
        products
            .into_iter()
            .filter_map(|at| self.card(shown, *at))
            .collect()
    }

    pub(super) fn cards_of_handles(
        &self,
        shown: Localization,
        handles: &[Handle],
    ) -> Vec<ProductCard> {
        let known = handles.iter().take(MAX_SKUS).filter_map(|handle| {
            match self.catalogue.product(handle) {
                catalogue::Found::Here(at) => self.card(shown, at),
                catalogue::Found::Moved(_) | catalogue::Found::Nowhere => None,
            }
        });
        known.collect()
    }

    pub(super) fn is_new(&self, product: &Product) -> bool {
        product.published_at > self.newest - NEW_FOR
    }

    pub(super) fn is_sold_out(&self, product: &Product) -> bool {
        !product
            .variants
            .iter()
            .any(|variant| self.catalogue.is_sellable(variant))
    }

    fn cheapest_sellable<'a>(
        &self,
        product: &'a Product,
        currency: Currency,
    ) -> Option<&'a Variant> {
        product
            .variants
            .iter()
            .filter(|variant| self.catalogue.is_sellable(variant))
            .min_by_key(|variant| variant.prices.get(currency).amount)
    }

    fn is_in_stores(&self, product: &Product) -> bool {
        let locations = self.catalogue.locations();
        product.variants.iter().any(|variant| {
            let levels = self.catalogue.stock(&variant.sku).iter();
            levels
                .zip(locations)
                .any(|(level, place)| place.kind == LocationKind::Store && level.available() > 0)
        })
    }
}

/// The colours of the first option that has any.
fn swatches(product: &Product, locale: Locale) -> Vec<Swatch> {
    let colored = |option: &&baguni_commerce::ProductOption| {
        option.values.iter().any(|value| value.swatch.is_some())
    };
    let values = product
        .options
        .iter()
        .find(colored)
        .map_or(&[][..], |option| &option.values);
    values
        .iter()
        .filter_map(|value| {
            let name = value.name.get(locale).to_owned();
            value.swatch.clone().map(|color| Swatch { name, color })
        })
        .collect()
}
