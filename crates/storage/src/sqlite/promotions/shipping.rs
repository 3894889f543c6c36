//! Ways of shipping as rows.

use super::columns::{amounts, split};
use crate::sqlite::bump_revision;
use crate::sqlite::columns::{Columns, each};
use baguni_commerce::ShippingMethod;
use rusqlite::{Transaction, params};

const METHODS: &str = "SELECT handle, title_ko, title_en, rate_krw, rate_usd, jeju_krw, jeju_usd,
        island_krw, island_usd, free_from_krw, free_from_usd, max_grams, days_least, days_most
    FROM shipping_method
    ORDER BY position";

pub(super) fn load(tx: &Transaction<'_>) -> rusqlite::Result<Vec<ShippingMethod>> {
    let mut methods = Vec::new();
    each(&mut tx.prepare_cached(METHODS)?, (), |columns| {
        methods.push(read(columns)?);
        Ok(())
    })?;
    Ok(methods)
}

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<ShippingMethod> {
    Ok(ShippingMethod {
        id: columns.parse()?,
        title: columns.text()?,
        rate: amounts(columns)?.unwrap_or_default(),
        jeju: amounts(columns)?,
        island: amounts(columns)?,
        free_from: amounts(columns)?,
        max_grams: columns.take()?,
        days: (columns.take()?, columns.take()?),
    })
}

/// Makes these the methods, in this order.
pub(super) fn set(tx: &Transaction<'_>, methods: &[ShippingMethod]) -> rusqlite::Result<()> {
    if load(tx)? == methods {
        return Ok(());
    }
    tx.execute("DELETE FROM shipping_method", [])?;
    for (position, method) in (0_i64..).zip(methods) {
        save(tx, position, method)?;
    }
    bump_revision(tx)
}

fn save(tx: &Transaction<'_>, position: i64, method: &ShippingMethod) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO shipping_method (handle, position, title_ko, title_en,
            rate_krw, rate_usd, jeju_krw, jeju_usd, island_krw, island_usd,
            free_from_krw, free_from_usd, max_grams, days_least, days_most)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";
    let (jeju, island) = (split(method.jeju), split(method.island));
    let free_from = split(method.free_from);
    let row = params![
        method.id.as_str(),
        position,
        method.title.ko,
        method.title.en,
        method.rate.krw,
        method.rate.usd,
        jeju.0,
        jeju.1,
        island.0,
        island.1,
        free_from.0,
        free_from.1,
        method.max_grams,
        method.days.0,
        method.days.1,
    ];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}
