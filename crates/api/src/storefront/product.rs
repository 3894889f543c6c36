//! A product's own page.

use super::frame::{collection_link, store_link};
use super::{Storefront, found};
use crate::{
    ApiError, CollectionLink, LocationStock, OptionChoice, OptionChoiceValue, Picture, ProductCard,
    ProductPage, VariantDetail,
};
use baguni_commerce::listing::facet_key;
use baguni_commerce::{Handle, Locale, Localization, Product, ProductOption, Variant};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Related products on a page.
const RELATED: usize = 8;
/// More candidates than this are not weighed: the narrowest collections come first anyway.
const WEIGHED: usize = 400;

impl Storefront {
    pub(super) fn product_page(
        &self,
        shown: Localization,
        handle: &Handle,
    ) -> Result<ProductPage, ApiError> {
        let locale = shown.locale;
        let at = found(self.catalogue.product(handle))?;
        let product = &self.catalogue.products()[at];
        let variants = product.variants.iter();
        Ok(ProductPage {
            handle: product.handle.clone(),
            title: product.title.get(locale).to_owned(),
            vendor: product.vendor.get(locale).to_owned(),
            product_type: product.product_type.get(locale).to_owned(),
            summary: product.summary.get(locale).to_owned(),
            description: product.description.get(locale).to_owned(),
            details: details(product, locale),
            pictures: product
                .media
                .iter()
                .map(|media| Picture::of(media, locale))
                .collect(),
            options: product
                .options
                .iter()
                .map(|option| choice(option, locale))
                .collect(),
            variants: variants
                .map(|variant| self.variant_detail(shown, variant))
                .collect(),
            is_new: self.is_new(product),
            collections: self.way_to(at, locale),
            related: self.related(shown, at),
            stock_mark: self.stock_mark(at),
        })
    }

    /// The collections that hold a product, those of the menu first: they are the way a shopper
    /// came.
    fn way_to(&self, product: usize, locale: Locale) -> Vec<CollectionLink> {
        let all = self.catalogue.collections();
        let mut holding: Vec<_> = self.collections_of[product]
            .iter()
            .map(|at| &all[*at])
            .collect();
        holding.sort_by_key(|collection| collection.menu_position.is_none());
        holding
            .into_iter()
            .map(|collection| collection_link(collection, locale))
            .collect()
    }

    fn variant_detail(&self, shown: Localization, variant: &Variant) -> VariantDetail {
        VariantDetail {
            sku: variant.sku.clone(),
            barcode: variant.barcode.clone(),
            choices: variant.choices.clone(),
            price: variant.prices.get(shown.currency),
            picture: variant.picture,
            weight_grams: variant.weight_grams,
            sellable: self.catalogue.is_sellable(variant),
            stock: self.location_stock(shown.locale, variant),
        }
    }

    fn location_stock(&self, locale: Locale, variant: &Variant) -> Vec<LocationStock> {
        let levels = self.catalogue.stock(&variant.sku).iter();
        let mut stock: Vec<LocationStock> = levels
            .zip(self.catalogue.locations())
            .map(|(level, location)| LocationStock {
                location: store_link(location, locale),
                kind: location.kind,
                available: level.available().min(LocationStock::TOLD),
            })
            .collect();
        stock.sort_by_key(|at| at.kind);
        stock
    }

    /// What shares collections, kind or brand with a product: what can be bought first, then what
    /// shares most.
    fn related(&self, shown: Localization, at: usize) -> Vec<ProductCard> {
        let products = self.catalogue.products();
        let mut ranked: Vec<(Reverse<(bool, usize)>, usize)> = self
            .relatives(at)
            .into_iter()
            .map(|other| {
                let buyable = !self.is_sold_out(&products[other]);
                (Reverse((buyable, self.kinship(at, other))), other)
            })
            .collect();
        ranked.sort_unstable();
        self.cards(shown, ranked.iter().map(|(_, other)| other).take(RELATED))
    }

    /// The other members of a product's collections, of the narrowest first.
    fn relatives(&self, at: usize) -> BTreeSet<usize> {
        let narrowest_first = self.collections_of[at].iter().rev();
        narrowest_first
            .flat_map(|collection| self.catalogue.members(*collection))
            .copied()
            .filter(|other| *other != at)
            .take(WEIGHED)
            .collect()
    }

    fn kinship(&self, at: usize, other: usize) -> usize {
        let products = self.catalogue.products();
        let (a, b) = (&products[at], &products[other]);
        let theirs = &self.collections_of[other];
        let shared = self.collections_of[at]
            .iter()
            .filter(|at| theirs.contains(at))
            .count();
        let same_type = !a.product_type.is_empty() && a.product_type == b.product_type;
        let same_vendor = !a.vendor.is_empty() && a.vendor == b.vendor;
        shared + 3 * usize::from(same_type) + usize::from(same_vendor)
    }
}

fn details(product: &Product, locale: Locale) -> Vec<(String, String)> {
    let text = |text: &baguni_commerce::Text| text.get(locale).to_owned();
    product
        .details
        .iter()
        .map(|detail| (text(&detail.title), text(&detail.body)))
        .collect()
}

fn choice(option: &ProductOption, locale: Locale) -> OptionChoice {
    let values = option.values.iter().map(|value| OptionChoiceValue {
        name: value.name.get(locale).to_owned(),
        swatch: value.swatch.clone(),
    });
    OptionChoice {
        name: option.name.get(locale).to_owned(),
        key: facet_key(&option.name),
        values: values.collect(),
    }
}
