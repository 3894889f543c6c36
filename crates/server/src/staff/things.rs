//! Variants as they are known on sight, and where they are.

use crate::catalogue::LiveCatalogue;
use crate::storefront::Storefront;
use baguni::pages::staff::{Found, Places, Thing, Things};
use baguni_api::{Picture, StorefrontApi as _};
use baguni_commerce::catalogue::Found as Known;
use baguni_commerce::{
    Catalogue, Handle, ListingQuery, Localization, LocationKind, Product, Sku, Variant,
};
use std::collections::BTreeMap;

/// The most variants that a look-up shows.
const MOST: usize = 40;

pub fn thing(product: &Product, variant: &Variant) -> Thing {
    let picture = product
        .picture_of(variant)
        .and_then(|media| Picture::of(media, Localization::default().locale).src);
    Thing {
        title: product.title.clone(),
        choices: product.choice_names(variant).cloned().collect(),
        barcode: variant.barcode.as_ref().map(ToString::to_string),
        picture,
    }
}

/// Of these SKUs those that are still in the catalogue.
pub fn things<'a>(catalogue: &Catalogue, skus: impl IntoIterator<Item = &'a Sku>) -> Things {
    let known = skus.into_iter().filter_map(|sku| {
        let (product, variant) = catalogue.variant(sku)?;
        let shown = thing(&catalogue.products()[product], variant);
        Some((sku.clone(), shown))
    });
    known.collect::<BTreeMap<_, _>>()
}

/// What can be promised of a variant, seen from a place.
pub fn places(catalogue: &Catalogue, sku: &Sku, here: &Handle) -> Places {
    let mut places = Places::default();
    for (level, at) in catalogue.stock(sku).iter().zip(catalogue.locations()) {
        let available = level.available();
        match at.kind {
            _ if at.handle == *here => places.here += available,
            LocationKind::Store => places.stores += available,
            LocationKind::Warehouse => places.warehouses += available,
        }
    }
    places
}

/// Looks for variants: by SKU or barcode the one, else by words.
pub async fn found(live: &LiveCatalogue, shown: Localization, typed: &str, here: &Handle) -> Found {
    let storefront = live.current();
    let typed = typed.trim();
    let mut found = Found {
        typed: typed.to_owned(),
        variants: Vec::new(),
    };
    if typed.is_empty() {
        return found;
    }
    let mut variants = exactly(&storefront, typed);
    if variants.is_empty() {
        variants = by_words(&storefront, shown, typed).await;
    }
    let catalogue = storefront.catalogue();
    found.variants = variants
        .into_iter()
        .map(|(sku, thing)| {
            let places = places(catalogue, &sku, here);
            (sku, thing, places)
        })
        .collect();
    found
}

fn exactly(storefront: &Storefront, typed: &str) -> Vec<(Sku, Thing)> {
    let products = storefront.catalogue().products().iter();
    let variants = products.flat_map(|product| product.variants.iter().map(move |v| (product, v)));
    let is_it = |variant: &Variant| {
        let barcode = variant.barcode.as_ref().map(ToString::to_string);
        variant.sku.as_str().eq_ignore_ascii_case(typed) || barcode.as_deref() == Some(typed)
    };
    variants
        .filter(|(_, variant)| is_it(variant))
        .map(|(product, variant)| (variant.sku.clone(), thing(product, variant)))
        .take(MOST)
        .collect()
}

async fn by_words(storefront: &Storefront, shown: Localization, typed: &str) -> Vec<(Sku, Thing)> {
    let query = ListingQuery::from_pairs([]);
    let asked = storefront.search(shown, typed.to_owned(), query);
    let Ok(answer) = asked.await else {
        return Vec::new();
    };
    let catalogue = storefront.catalogue();
    let cards = answer.listing.products.iter();
    let products = cards.filter_map(|card| match catalogue.product(&card.handle) {
        Known::Here(at) => catalogue.products().get(at),
        Known::Moved(_) | Known::Nowhere => None,
    });
    products
        .flat_map(|product| {
            let variants = product.variants.iter();
            variants.map(|variant| (variant.sku.clone(), thing(product, variant)))
        })
        .take(MOST)
        .collect()
}
