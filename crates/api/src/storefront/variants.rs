//! Variants as the lines of a cart and of a wishlist show them.

use super::Storefront;
use crate::{LocationStock, MAX_SKUS, Picture, VariantLine};
use baguni_commerce::{Localization, Sku, Variant};

impl Storefront {
    pub fn variant_lines(&self, shown: Localization, skus: &[Sku]) -> Vec<VariantLine> {
        skus.iter()
            .take(MAX_SKUS)
            .filter_map(|sku| self.variant_line(shown, sku))
            .collect()
    }

    fn variant_line(&self, shown: Localization, sku: &Sku) -> Option<VariantLine> {
        let locale = shown.locale;
        let (at, variant) = self.catalogue.variant(sku)?;
        let product = &self.catalogue.products()[at];
        Some(VariantLine {
            sku: variant.sku.clone(),
            handle: product.handle.clone(),
            title: product.title.get(locale).to_owned(),
            vendor: product.vendor.get(locale).to_owned(),
            choices: product
                .choice_names(variant)
                .map(|name| name.get(locale).to_owned())
                .collect(),
            price: variant.prices.get(shown.currency),
            picture: product
                .picture_of(variant)
                .map(|media| Picture::of(media, locale)),
            sellable: self.catalogue.is_sellable(variant),
            available: self.promised(variant),
            collections: self.promoted_collections(sku),
            grams: variant.weight_grams,
        })
    }

    /// How many can be promised, as far as that is told.
    fn promised(&self, variant: &Variant) -> Option<u32> {
        let available = self.catalogue.available(&variant.sku, None);
        (!variant.sell_without_stock).then_some(available.min(LocationStock::TOLD))
    }
}
