//! What an import would change of a product, in the words of a report.

use baguni_commerce::{Product, Variant};

/// The parts in which two products of one handle differ, each once; none where they are equal.
pub fn differences(before: &Product, after: &Product) -> Vec<&'static str> {
    let parts = [
        ("title", before.title == after.title),
        ("summary", before.summary == after.summary),
        ("description", before.description == after.description),
        ("details", before.details == after.details),
        ("vendor", before.vendor == after.vendor),
        ("type", before.product_type == after.product_type),
        ("tags", before.tags == after.tags),
        ("status", before.status == after.status),
        ("published", before.published_at == after.published_at),
        ("options", before.options == after.options),
        ("pictures", before.media == after.media),
    ];
    let mut changed: Vec<&'static str> = named(&parts);
    changed.extend(variant_differences(before, after));
    changed
}

fn variant_differences(before: &Product, after: &Product) -> Vec<&'static str> {
    let pairs: Vec<(&Variant, &Variant)> = after
        .variants
        .iter()
        .filter_map(|new| Some((before.variant(&new.sku)?, new)))
        .collect();
    let same = |part: fn(&Variant, &Variant) -> bool| pairs.iter().all(|(a, b)| part(a, b));
    let in_order = |product: &Product| -> Vec<_> {
        let skus = product.variants.iter().map(|variant| variant.sku.clone());
        skus.filter(|sku| before.variant(sku).is_some() && after.variant(sku).is_some())
            .collect()
    };
    named(&[
        ("new variants", pairs.len() == after.variants.len()),
        ("removed variants", pairs.len() == before.variants.len()),
        ("order of variants", in_order(before) == in_order(after)),
        ("choices", same(|a, b| a.choices == b.choices)),
        ("barcodes", same(|a, b| a.barcode == b.barcode)),
        ("prices", same(|a, b| a.prices == b.prices)),
        ("weights", same(|a, b| a.weight_grams == b.weight_grams)),
        ("pictures of variants", same(|a, b| a.picture == b.picture)),
        (
            "selling without stock",
            same(|a, b| a.sell_without_stock == b.sell_without_stock),
        ),
    ])
}

fn named(parts: &[(&'static str, bool)]) -> Vec<&'static str> {
    let differ = parts.iter().filter(|(_, same)| !same);
    differ.map(|(name, _)| *name).collect()
}
