//! The catalogue that this screen keeps, where the questions of the pages are not enough.

use crate::kiosk::Kiosk;
use crate::kiosk::snapshot::Shelf;
use baguni_api::storefront::{Storefront, Ways};
use baguni_commerce::calendar::minute_of_day;
use baguni_commerce::catalogue::Found;
use baguni_commerce::{Handle, Sku};
use leptos::prelude::*;
use std::sync::Arc;

/// Whatever reads this is done again when the catalogue is another.
pub fn follow() {
    if let Some(shelf) = use_context::<Shelf>() {
        shelf.storefront().track();
    }
}

/// The shop as it is known here; `None` before anything is.
pub fn storefront() -> Option<Arc<Storefront>> {
    use_context::<Shelf>()?.storefront().get()
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// When what is known here was right, in milliseconds since 1970.
fn taken_at() -> Option<u64> {
    use_context::<Shelf>()?.taken_at().get()
}

/// `14:05`, where what is said may be old because there is no line.
pub fn as_of() -> Option<String> {
    if Kiosk::here().online().get() {
        return None;
    }
    let minute = minute_of_day(taken_at()?);
    Some(format!("{:02}:{:02}", minute / 60, minute % 60))
}

/// The store that this screen stands in.
pub fn this_store() -> Option<Handle> {
    let setup = Kiosk::here().setup();
    setup.with(|setup| setup.as_ref().map(|setup| setup.location.clone()))
}

/// How and when these can be had together, each SKU and how many of it.
pub fn ways(lines: &[(Sku, u32)]) -> Option<Ways> {
    let (shop, here) = (storefront()?, this_store()?);
    Some(shop.ways(crate::i18n::locale(), lines, &here))
}

/// Whether some variant of a product is in this store.
pub fn is_here(handle: &Handle) -> Option<bool> {
    let (shop, here) = (storefront()?, this_store()?);
    let catalogue = shop.catalogue();
    let here = catalogue.location(&here)?;
    let Found::Here(product) = catalogue.product(handle) else {
        return None;
    };
    let mut variants = catalogue.products().get(product)?.variants.iter();
    Some(variants.any(|variant| catalogue.available(&variant.sku, Some(here)) > 0))
}
