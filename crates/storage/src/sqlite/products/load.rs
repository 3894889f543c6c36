//! Reading products: one ordered scan for each table, merged in a single pass.

use crate::sqlite::codes;
use crate::sqlite::columns::{Columns, Keyed, Keys};
use baguni_commerce::product::Detail;
use baguni_commerce::{
    Currency, Handle, Money, OptionValue, Price, Prices, Product, ProductOption, Sku, Variant,
};
use rusqlite::{OptionalExtension as _, Transaction};
use std::collections::{BTreeMap, BTreeSet};

/// In the order in which they were first saved.
pub(in crate::sqlite) fn load(tx: &Transaction<'_>, keys: Keys) -> rusqlite::Result<Vec<Product>> {
    let mut products = Keyed::load(tx, keys, PRODUCTS, product)?;
    products.attach(tx, keys, DETAILS, |product, columns| {
        product.details.push(detail(columns)?);
        Ok(())
    })?;
    products.attach(tx, keys, TAGS, |product, columns| {
        product.tags.insert(columns.take()?);
        Ok(())
    })?;
    products.attach(tx, keys, OPTIONS, |product, columns| {
        product.options.push(option(columns)?);
        Ok(())
    })?;
    products.attach(tx, keys, VALUES, add_value)?;
    products.attach(tx, keys, MEDIA, |product, columns| {
        product.media.push(columns.media()?);
        Ok(())
    })?;
    products.attach(tx, keys, VARIANTS, |product, columns| {
        product.variants.push(variant(columns)?);
        Ok(())
    })?;
    Ok(products.rows)
}

pub(in crate::sqlite) fn find(
    tx: &Transaction<'_>,
    handle: &Handle,
) -> rusqlite::Result<Option<Product>> {
    let id: Option<i64> = tx
        .prepare_cached("SELECT id FROM product WHERE handle = ?1")?
        .query_row([handle.as_str()], |row| row.get(0))
        .optional()?;
    match id {
        Some(id) => Ok(load(tx, Keys::one(id))?.pop()),
        None => Ok(None),
    }
}

pub(in crate::sqlite) fn owners(
    tx: &Transaction<'_>,
    skus: Vec<Sku>,
) -> rusqlite::Result<BTreeMap<Sku, Handle>> {
    let mut owners = BTreeMap::new();
    for sku in skus {
        if let Some(handle) = owner(tx, &sku)? {
            owners.insert(sku, handle);
        }
    }
    Ok(owners)
}

pub(super) fn owner(tx: &Transaction<'_>, sku: &Sku) -> rusqlite::Result<Option<Handle>> {
    let sql = "SELECT handle FROM variant JOIN product ON product.id = product_id WHERE sku = ?1";
    tx.prepare_cached(sql)?
        .query_row([sku.as_str()], |row| Columns::of(row).parse())
        .optional()
}

const PRODUCTS: &str = "SELECT id, handle, status, published_at, ko.title, en.title,
        ko.summary, en.summary, ko.description, en.description, ko.vendor, en.vendor,
        ko.product_type, en.product_type
    FROM product
    LEFT JOIN product_text ko ON ko.product_id = id AND ko.locale = 'ko'
    LEFT JOIN product_text en ON en.product_id = id AND en.locale = 'en'
    WHERE id BETWEEN ?1 AND ?2
    ORDER BY id";

fn product(columns: &mut Columns<'_>) -> rusqlite::Result<Product> {
    let (handle, status) = (columns.parse()?, columns.code(codes::read_status)?);
    let published_at = columns.take()?;
    Ok(Product {
        handle,
        title: columns.text()?,
        summary: columns.text()?,
        description: columns.text()?,
        details: Vec::new(),
        vendor: columns.text()?,
        product_type: columns.text()?,
        tags: BTreeSet::new(),
        status,
        published_at,
        options: Vec::new(),
        variants: Vec::new(),
        media: Vec::new(),
    })
}

const DETAILS: &str = "SELECT product_id, title_ko, title_en, body_ko, body_en
    FROM product_detail
    WHERE product_id BETWEEN ?1 AND ?2
    ORDER BY product_id, position";

fn detail(columns: &mut Columns<'_>) -> rusqlite::Result<Detail> {
    Ok(Detail {
        title: columns.text()?,
        body: columns.text()?,
    })
}

const TAGS: &str = "SELECT product_id, tag
    FROM product_tag
    WHERE product_id BETWEEN ?1 AND ?2
    ORDER BY product_id";

const OPTIONS: &str = "SELECT product_id, name_ko, name_en
    FROM product_option
    WHERE product_id BETWEEN ?1 AND ?2
    ORDER BY product_id, position";

fn option(columns: &mut Columns<'_>) -> rusqlite::Result<ProductOption> {
    Ok(ProductOption {
        name: columns.text()?,
        values: Vec::new(),
    })
}

const VALUES: &str = "SELECT product_id, option_position, name_ko, name_en, swatch
    FROM option_value
    WHERE product_id BETWEEN ?1 AND ?2
    ORDER BY product_id, option_position, position";

fn add_value(product: &mut Product, columns: &mut Columns<'_>) -> rusqlite::Result<()> {
    let at: u16 = columns.take()?;
    let value = OptionValue {
        name: columns.text()?,
        swatch: columns.take()?,
    };
    if let Some(option) = product.options.get_mut(usize::from(at)) {
        option.values.push(value);
    }
    Ok(())
}

const MEDIA: &str = "SELECT product_id, source_kind, source, alt_ko, alt_en, width, height
    FROM product_media
    WHERE product_id BETWEEN ?1 AND ?2
    ORDER BY product_id, position";

const VARIANTS: &str = "SELECT product_id, sku, barcode, choice_1, choice_2, choice_3,
        krw.amount_minor, krw.compare_at_minor, usd.amount_minor, usd.compare_at_minor,
        weight_grams, picture_position, sell_without_stock
    FROM variant
    LEFT JOIN price krw ON krw.variant_id = id AND krw.currency = 'KRW'
    LEFT JOIN price usd ON usd.variant_id = id AND usd.currency = 'USD'
    WHERE product_id BETWEEN ?1 AND ?2
    ORDER BY product_id, position";

fn variant(columns: &mut Columns<'_>) -> rusqlite::Result<Variant> {
    let sku = columns.parse()?;
    let barcode: Option<String> = columns.take()?;
    Ok(Variant {
        sku,
        barcode: barcode.map(|raw| columns.parsed(&raw)).transpose()?,
        choices: choices(columns)?,
        prices: Prices {
            krw: price(columns, Currency::Krw)?,
            usd: price(columns, Currency::Usd)?,
        },
        weight_grams: columns.take()?,
        picture: columns.take()?,
        sell_without_stock: columns.take()?,
    })
}

fn choices(columns: &mut Columns<'_>) -> rusqlite::Result<Vec<u16>> {
    let mut choices = Vec::with_capacity(Product::MAX_OPTIONS);
    for _ in 0..Product::MAX_OPTIONS {
        choices.extend(columns.take::<Option<u16>>()?);
    }
    Ok(choices)
}

/// As it was saved, and not through [`Price::new`]: the table refuses what that would put right.
fn price(columns: &mut Columns<'_>, currency: Currency) -> rusqlite::Result<Price> {
    let amount = Money::new(columns.take()?, currency);
    let compare_at: Option<i64> = columns.take()?;
    Ok(Price {
        amount,
        compare_at: compare_at.map(|minor| Money::new(minor, currency)),
    })
}
