//! What a scanner reads, and what is meant by it.

use super::Storefront;
use baguni_commerce::{Barcode, Catalogue, Handle, Sku};
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Every barcode as it is compared; found when first asked for.
pub(super) type Barcodes = Arc<OnceLock<BTreeMap<String, Sku>>>;

impl Storefront {
    /// The product and the variant that a barcode or a SKU names. One trade item number in any of
    /// its lengths is the same; a code of the shop's own is taken as it stands.
    pub fn by_barcode(&self, read: &str) -> Option<(Handle, Sku)> {
        let read: Barcode = read.trim().parse().ok()?;
        let known = self.barcodes.get_or_init(|| all(&self.catalogue));
        let sku = known.get(&compared(&read)).cloned();
        let sku = sku.or_else(|| read.as_str().parse().ok())?;
        let (at, _) = self.catalogue.variant(&sku)?;
        Some((self.catalogue.products()[at].handle.clone(), sku))
    }
}

fn all(catalogue: &Catalogue) -> BTreeMap<String, Sku> {
    let mut known = BTreeMap::new();
    let products = catalogue.products().iter();
    for variant in products.flat_map(|product| &product.variants) {
        if let Some(barcode) = &variant.barcode {
            let first = known.entry(compared(barcode));
            first.or_insert_with(|| variant.sku.clone());
        }
    }
    known
}

/// Numbers of 8, 12 and 13 digits are those of 14 without the zeros before them (GS1 General
/// Specifications 7.9).
fn compared(barcode: &Barcode) -> String {
    match barcode.is_gtin() {
        true => format!("{:0>14}", barcode.as_str()),
        false => barcode.to_string(),
    }
}
