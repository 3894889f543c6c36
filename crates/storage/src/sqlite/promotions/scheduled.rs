//! Scheduled prices as rows.

use super::columns::{millis, moment};
use crate::error::{Fault, StorageError, Subject};
use crate::sqlite::bump_revision;
use crate::sqlite::columns::{Columns, each};
use baguni_commerce::{Currency, Money, Price, ScheduledPrice, Sku};
use rusqlite::{OptionalExtension as _, Transaction, params};

/// What must hold of a price before it is saved.
pub(super) fn check(scheduled: &ScheduledPrice) -> Result<(), StorageError> {
    let price = scheduled.price;
    let compared = price
        .compare_at
        .is_none_or(|was| was.currency == price.amount.currency && was > price.amount);
    let reason = if !(0..=Money::MAX_MINOR).contains(&price.amount.minor) || !compared {
        "has a scheduled price below zero or not below what it is compared with"
    } else if scheduled.until.is_some_and(|until| until <= scheduled.from) {
        "has a scheduled price that ends before it begins"
    } else {
        return Ok(());
    };
    Err(StorageError::Invalid {
        what: Subject::Sku(scheduled.sku.clone()),
        reason: reason.to_owned(),
    })
}

const PRICES: &str = "SELECT sku, currency, amount_minor, compare_at_minor, begins_at, ends_at
    FROM scheduled_price JOIN variant ON variant.id = variant_id";

pub(super) fn load(tx: &Transaction<'_>) -> rusqlite::Result<Vec<ScheduledPrice>> {
    let sql = format!("{PRICES} ORDER BY sku, currency, begins_at");
    let mut prices = Vec::new();
    each(&mut tx.prepare_cached(&sql)?, (), |columns| {
        prices.push(read(columns)?);
        Ok(())
    })?;
    Ok(prices)
}

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<ScheduledPrice> {
    let sku = columns.parse()?;
    let currency = columns.code(Currency::from_code)?;
    let money = |minor| Money::new(minor, currency);
    let amount = money(columns.take()?);
    let compare_at = columns.take::<Option<i64>>()?.map(money);
    Ok(ScheduledPrice {
        sku,
        price: Price { amount, compare_at },
        from: columns.take::<i64>()?.unsigned_abs(),
        until: moment(columns)?,
    })
}

/// Inserts or replaces. Those that are already as they should be are left alone.
pub(super) fn save(tx: &Transaction<'_>, prices: &[ScheduledPrice]) -> Result<(), Fault> {
    let mut changed = false;
    for scheduled in prices {
        let id = variant(tx, &scheduled.sku)?;
        if find(tx, id, scheduled)?.as_ref() != Some(scheduled) {
            save_one(tx, id, scheduled)?;
            changed = true;
        }
    }
    if changed {
        bump_revision(tx)?;
    }
    Ok(())
}

fn variant(tx: &Transaction<'_>, sku: &Sku) -> Result<i64, Fault> {
    let id: Option<i64> = tx
        .prepare_cached("SELECT id FROM variant WHERE sku = ?1")?
        .query_row([sku.as_str()], |row| row.get(0))
        .optional()?;
    Ok(id.ok_or_else(|| StorageError::Unknown(Subject::Sku(sku.clone())))?)
}

fn find(
    tx: &Transaction<'_>,
    variant: i64,
    like: &ScheduledPrice,
) -> rusqlite::Result<Option<ScheduledPrice>> {
    let sql = format!("{PRICES} WHERE variant_id = ?1 AND currency = ?2 AND begins_at = ?3");
    let key = params![
        variant,
        like.price.amount.currency.code(),
        millis(like.from)
    ];
    let mut statement = tx.prepare_cached(&sql)?;
    statement
        .query_row(key, |row| read(&mut Columns::of(row)))
        .optional()
}

fn save_one(
    tx: &Transaction<'_>,
    variant: i64,
    scheduled: &ScheduledPrice,
) -> rusqlite::Result<()> {
    let sql = "INSERT OR REPLACE INTO scheduled_price
            (variant_id, currency, amount_minor, compare_at_minor, begins_at, ends_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let price = scheduled.price;
    let row = params![
        variant,
        price.amount.currency.code(),
        price.amount.minor,
        price.compare_at.map(|was| was.minor),
        millis(scheduled.from),
        scheduled.until.map(millis),
    ];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

pub(super) fn remove(
    tx: &Transaction<'_>,
    sku: &Sku,
    currency: Currency,
    from: u64,
) -> rusqlite::Result<bool> {
    let sql = "DELETE FROM scheduled_price
        WHERE variant_id = (SELECT id FROM variant WHERE sku = ?1)
            AND currency = ?2 AND begins_at = ?3";
    let key = params![sku.as_str(), currency.code(), millis(from)];
    let removed = tx.prepare_cached(sql)?.execute(key)? > 0;
    if removed {
        bump_revision(tx)?;
    }
    Ok(removed)
}
