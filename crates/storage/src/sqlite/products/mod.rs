//! Products: saving them, with all that belongs to them.

mod load;
mod parts;

pub(super) use load::{find, load, owners};

use super::columns::Columns;
use super::{bump_revision, codes, stock};
use crate::error::{Fault, StorageError, Subject};
use baguni_commerce::{Currency, Handle, Product, Sku, Variant};
use rusqlite::{OptionalExtension as _, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// Inserts or replaces products. Those that are already as they should be are left alone.
pub(in crate::sqlite) fn save(tx: &Transaction<'_>, products: &[Product]) -> Result<(), Fault> {
    let changed = changed(tx, products)?;
    // First every SKU that goes, so that one product may take in this call what another gives up.
    for product in &changed {
        drop_absent_variants(tx, product)?;
    }
    for product in &changed {
        save_one(tx, product)?;
    }
    if !changed.is_empty() {
        bump_revision(tx)?;
    }
    Ok(())
}

/// What must hold of a product before it is saved.
pub(in crate::sqlite) fn check(product: &Product) -> Result<(), StorageError> {
    let invalid = |reason| StorageError::Invalid {
        what: Subject::Product(product.handle.clone()),
        reason,
    };
    product
        .check()
        .map_err(|error| invalid(error.to_string()))?;
    match product.variants.iter().find(|variant| !is_priced(variant)) {
        Some(variant) => Err(invalid(format!(
            "variant {} has a price below zero, of a wrong currency, or not below what it is \
             compared with",
            variant.sku
        ))),
        None => Ok(()),
    }
}

fn is_priced(variant: &Variant) -> bool {
    Currency::ALL.into_iter().all(|currency| {
        let price = variant.prices.get(currency);
        let compared = price
            .compare_at
            .is_none_or(|was| was.currency == currency && was.minor > price.amount.minor);
        price.amount.currency == currency && price.amount.minor >= 0 && compared
    })
}

/// Those that differ from what is kept. Of a handle that stands there twice the last one counts.
fn changed<'p>(
    tx: &Transaction<'_>,
    products: &'p [Product],
) -> rusqlite::Result<Vec<&'p Product>> {
    let last: BTreeMap<&Handle, usize> = (0..).zip(products).map(|(n, p)| (&p.handle, n)).collect();
    let mut changed = Vec::new();
    for (at, product) in products.iter().enumerate() {
        if last[&product.handle] == at && find(tx, &product.handle)?.as_ref() != Some(product) {
            changed.push(product);
        }
    }
    Ok(changed)
}

fn drop_absent_variants(tx: &Transaction<'_>, product: &Product) -> Result<(), Fault> {
    let stay: BTreeSet<&Sku> = product.variants.iter().map(|v| &v.sku).collect();
    let sql = "SELECT sku FROM variant JOIN product ON product.id = product_id WHERE handle = ?1";
    let known: Vec<Sku> = tx
        .prepare_cached(sql)?
        .query_map([product.handle.as_str()], |row| Columns::of(row).parse())?
        .collect::<rusqlite::Result<_>>()?;
    for sku in known.iter().filter(|sku| !stay.contains(sku)) {
        stock::write_off(tx, sku)?;
        tx.prepare_cached("DELETE FROM variant WHERE sku = ?1")?
            .execute([sku.as_str()])?;
    }
    Ok(())
}

fn save_one(tx: &Transaction<'_>, product: &Product) -> Result<(), Fault> {
    let sql = "INSERT INTO product (handle, status, published_at) VALUES (?1, ?2, ?3)
        ON CONFLICT (handle) DO UPDATE SET
            status = excluded.status, published_at = excluded.published_at
        RETURNING id";
    let status = codes::status(product.status);
    let row = params![product.handle.as_str(), status, product.published_at];
    let id: i64 = tx.prepare_cached(sql)?.query_row(row, |row| row.get(0))?;
    // A new product under a former handle is what is meant by that handle from now on.
    tx.prepare_cached("DELETE FROM product_former_handle WHERE handle = ?1")?
        .execute([product.handle.as_str()])?;
    parts::replace(tx, id, product)?;
    (0..)
        .zip(&product.variants)
        .try_for_each(|(position, variant)| save_variant(tx, id, position, variant))
}

fn save_variant(
    tx: &Transaction<'_>,
    product_id: i64,
    position: i64,
    variant: &Variant,
) -> Result<(), Fault> {
    let sql = "INSERT INTO variant (product_id, position, sku, barcode, choice_1, choice_2,
            choice_3, weight_grams, picture_position, sell_without_stock)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
        ON CONFLICT (sku) DO UPDATE SET
            position = excluded.position, barcode = excluded.barcode,
            choice_1 = excluded.choice_1, choice_2 = excluded.choice_2,
            choice_3 = excluded.choice_3, weight_grams = excluded.weight_grams,
            picture_position = excluded.picture_position,
            sell_without_stock = excluded.sell_without_stock
        WHERE variant.product_id = excluded.product_id
        RETURNING id";
    let row = params![
        product_id,
        position,
        variant.sku.as_str(),
        variant.barcode.as_ref().map(|barcode| barcode.as_str()),
        variant.choices.first(),
        variant.choices.get(1),
        variant.choices.get(2),
        variant.weight_grams,
        variant.picture,
        variant.sell_without_stock,
    ];
    let id: Option<i64> = tx
        .prepare_cached(sql)?
        .query_row(row, |row| row.get(0))
        .optional()?;
    match id {
        Some(id) => Ok(save_prices(tx, id, variant)?),
        None => Err(taken(tx, variant)?.into()),
    }
}

fn save_prices(tx: &Transaction<'_>, variant_id: i64, variant: &Variant) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO price (variant_id, currency, amount_minor, compare_at_minor)
        VALUES (?1, ?2, ?3, ?4)";
    let mut statement = tx.prepare_cached(sql)?;
    for currency in Currency::ALL {
        let price = variant.prices.get(currency);
        let compare_at = price.compare_at.map(|was| was.minor);
        let row = params![variant_id, currency.code(), price.amount.minor, compare_at];
        statement.execute(row)?;
    }
    Ok(())
}

fn taken(tx: &Transaction<'_>, variant: &Variant) -> rusqlite::Result<StorageError> {
    let owner = load::owner(tx, &variant.sku)?;
    let what = Subject::Sku(variant.sku.clone());
    Ok(match owner {
        Some(handle) => StorageError::Conflict {
            what,
            owner: Subject::Product(handle),
        },
        None => StorageError::Unknown(what),
    })
}
