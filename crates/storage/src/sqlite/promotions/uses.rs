//! How often promotions are used: counted in the transaction that places an order, so that a limit
//! holds whoever presses at the same moment.

use super::columns::millis;
use crate::sqlite::columns::each;
use baguni_commerce::Handle;
use baguni_commerce::quote::Uses;
use rusqlite::{OptionalExtension as _, Transaction, params};
use std::collections::BTreeMap;

/// An order's use of a promotion.
pub(in crate::sqlite) struct TakeUse<'a> {
    pub promotion: &'a Handle,
    pub checkout: [u8; 16],
    /// The canonical address of the order's contact.
    pub customer: &'a str,
    pub now: u64,
}

/// Counts a use, once for each checkout, and answers whether it could: `false` where the limits
/// are reached or the promotion is gone, and then nothing has changed.
pub(in crate::sqlite) fn use_once(
    tx: &Transaction<'_>,
    wanted: &TakeUse<'_>,
) -> rusqlite::Result<bool> {
    let sql = "SELECT id FROM promotion WHERE handle = ?1
            AND EXISTS (SELECT 1 FROM promotion_use WHERE promotion_id = id AND checkout = ?2)";
    let before: Option<i64> = tx
        .prepare_cached(sql)?
        .query_row(params![wanted.promotion.as_str(), wanted.checkout], |row| {
            row.get(0)
        })
        .optional()?;
    if before.is_some() {
        return Ok(true);
    }
    let sql = "UPDATE promotion SET used = used + 1
        WHERE handle = ?1
            AND (total_limit IS NULL OR used < total_limit)
            AND (shopper_limit IS NULL OR shopper_limit > (
                SELECT count(*) FROM promotion_use WHERE customer = ?2 AND promotion_id = id))
        RETURNING id";
    let taken: Option<i64> = tx
        .prepare_cached(sql)?
        .query_row((wanted.promotion.as_str(), wanted.customer), |row| {
            row.get(0)
        })
        .optional()?;
    let Some(id) = taken else {
        return Ok(false);
    };
    let sql = "INSERT INTO promotion_use (promotion_id, checkout, customer, used_at)
        VALUES (?1, ?2, ?3, ?4)";
    let row = params![id, wanted.checkout, wanted.customer, millis(wanted.now)];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(true)
}

/// Uncounts what the order of a checkout used, when it is cancelled or expires; a second time
/// nothing happens.
pub(in crate::sqlite) fn give_back(
    tx: &Transaction<'_>,
    checkout: [u8; 16],
) -> rusqlite::Result<()> {
    let sql = "UPDATE promotion SET used = used - 1
        WHERE id IN (SELECT promotion_id FROM promotion_use WHERE checkout = ?1)";
    tx.prepare_cached(sql)?.execute([checkout])?;
    tx.prepare_cached("DELETE FROM promotion_use WHERE checkout = ?1")?
        .execute([checkout])?;
    Ok(())
}

/// The uses of every promotion that has limits.
pub(super) fn counted(
    tx: &Transaction<'_>,
    customer: Option<&str>,
) -> rusqlite::Result<BTreeMap<Handle, Uses>> {
    let sql = "SELECT handle, used,
            (SELECT count(*) FROM promotion_use WHERE customer = ?1 AND promotion_id = id)
        FROM promotion
        WHERE total_limit IS NOT NULL OR shopper_limit IS NOT NULL";
    let mut counted = BTreeMap::new();
    each(&mut tx.prepare_cached(sql)?, [customer], |columns| {
        let handle = columns.parse()?;
        let (total, by_shopper) = (columns.take()?, columns.take()?);
        counted.insert(handle, Uses { total, by_shopper });
        Ok(())
    })?;
    Ok(counted)
}
