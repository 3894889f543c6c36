//! How many of a variant are where.

use super::columns::{Columns, each};
use super::{bump_revision, locations};
use crate::error::{Fault, StorageError, Subject};
use baguni_commerce::{Handle, Sku, StockLevel};
use rusqlite::{OptionalExtension as _, Transaction, params};
use std::collections::BTreeMap;

/// Every level that is not zero.
pub(super) fn load(tx: &Transaction<'_>) -> rusqlite::Result<Vec<(Sku, Handle, StockLevel)>> {
    let sql = "SELECT sku, handle, on_hand, reserved
        FROM stock_level
        JOIN variant ON variant.id = variant_id
        JOIN stock_location ON stock_location.id = location_id
        ORDER BY variant_id, location_id";
    let mut levels = Vec::new();
    each(&mut tx.prepare_cached(sql)?, [], |columns| {
        levels.push((columns.parse()?, columns.parse()?, level(columns)?));
        Ok(())
    })?;
    Ok(levels)
}

pub(super) fn of(
    tx: &Transaction<'_>,
    sku: &Sku,
) -> rusqlite::Result<BTreeMap<Handle, StockLevel>> {
    let sql = "SELECT handle, on_hand, reserved
        FROM variant
        JOIN stock_level ON variant_id = variant.id
        JOIN stock_location ON stock_location.id = location_id
        WHERE sku = ?1";
    let mut levels = BTreeMap::new();
    each(&mut tx.prepare_cached(sql)?, [sku.as_str()], |columns| {
        levels.insert(columns.parse()?, level(columns)?);
        Ok(())
    })?;
    Ok(levels)
}

fn level(columns: &mut Columns<'_>) -> rusqlite::Result<StockLevel> {
    Ok(StockLevel {
        on_hand: columns.take()?,
        reserved: columns.take()?,
    })
}

pub(super) fn set(tx: &Transaction<'_>, levels: &[(Sku, Handle, StockLevel)]) -> Result<(), Fault> {
    let mut changed = 0;
    for (sku, handle, level) in levels {
        let unknown = |subject| StorageError::Unknown(subject);
        let variant = variant_key(tx, sku)?.ok_or_else(|| unknown(Subject::Sku(sku.clone())))?;
        let location = locations::key(tx, handle)?
            .ok_or_else(|| unknown(Subject::Location(handle.clone())))?;
        changed += set_one(tx, variant, location, *level)?;
    }
    if changed > 0 {
        bump_revision(tx)?;
    }
    Ok(())
}

fn variant_key(tx: &Transaction<'_>, sku: &Sku) -> rusqlite::Result<Option<i64>> {
    tx.prepare_cached("SELECT id FROM variant WHERE sku = ?1")?
        .query_row([sku.as_str()], |row| row.get(0))
        .optional()
}

/// Returns how many rows have changed; none where the level was this one already.
fn set_one(
    tx: &Transaction<'_>,
    variant: i64,
    location: i64,
    level: StockLevel,
) -> rusqlite::Result<usize> {
    if level == StockLevel::default() {
        let sql = "DELETE FROM stock_level WHERE variant_id = ?1 AND location_id = ?2";
        return tx.prepare_cached(sql)?.execute([variant, location]);
    }
    let sql = "INSERT INTO stock_level (variant_id, location_id, on_hand, reserved)
        VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET on_hand = excluded.on_hand, reserved = excluded.reserved
        WHERE on_hand <> excluded.on_hand OR reserved <> excluded.reserved";
    let row = params![variant, location, level.on_hand, level.reserved];
    tx.prepare_cached(sql)?.execute(row)
}
