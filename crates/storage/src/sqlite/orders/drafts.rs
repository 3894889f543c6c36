//! Checkouts that are being filled in.

use super::super::columns::Columns;
use super::super::shoppers::{key, millis};
use crate::baskets::CheckoutId;
use crate::error::{Fault, StorageError, Subject};
use crate::orders::{DRAFT_LIFE, KeptCheckout};
use baguni_commerce::ShopperId;
use baguni_commerce::order::OrderNumber;
use rusqlite::{OptionalExtension as _, Row, Transaction, params};

/// How many one sweep takes.
const SWEPT_AT_ONCE: i64 = 500;

const COLUMNS: &str = "SELECT checkout_draft.id, checkout_draft.shopper, checkout_draft.document,
        checkout_draft.updated_at, number
    FROM checkout_draft
    LEFT JOIN customer_order ON checkout = checkout_draft.id";

pub(super) fn save(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    CheckoutId(id): CheckoutId,
    document: &str,
    now: u64,
) -> Result<(), Fault> {
    let known = "SELECT 1 FROM shopper WHERE id = ?1";
    if !tx.prepare_cached(known)?.exists([key(shopper)])? {
        return Err(StorageError::Unknown(Subject::Shopper(shopper)).into());
    }
    let sql = "INSERT INTO checkout_draft (id, shopper, document, updated_at)
        VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET document = excluded.document, updated_at = excluded.updated_at
        WHERE shopper = excluded.shopper";
    let row = params![id, key(shopper), document, millis(now)];
    if tx.prepare_cached(sql)?.execute(row)? == 0 {
        let what = Subject::Shopper(shopper);
        let reason = "has no such checkout".to_owned();
        return Err(StorageError::Invalid { what, reason }.into());
    }
    Ok(())
}

pub(super) fn find(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    CheckoutId(id): CheckoutId,
) -> rusqlite::Result<Option<KeptCheckout>> {
    let sql = format!("{COLUMNS} WHERE checkout_draft.id = ?1 AND checkout_draft.shopper = ?2");
    tx.prepare_cached(&sql)?
        .query_row(params![id, key(shopper)], kept)
        .optional()
}

pub(super) fn last(
    tx: &Transaction<'_>,
    shopper: ShopperId,
) -> rusqlite::Result<Option<KeptCheckout>> {
    let sql = format!(
        "{COLUMNS} WHERE checkout_draft.shopper = ?1 AND number IS NULL
        ORDER BY checkout_draft.updated_at DESC LIMIT 1"
    );
    tx.prepare_cached(&sql)?
        .query_row([key(shopper)], kept)
        .optional()
}

fn kept(row: &Row<'_>) -> rusqlite::Result<KeptCheckout> {
    let mut columns = Columns::of(row);
    Ok(KeptCheckout {
        id: CheckoutId(columns.take()?),
        shopper: ShopperId(columns.take::<i64>()?.cast_unsigned()),
        document: columns.take()?,
        updated_at: columns.take::<i64>()?.unsigned_abs(),
        order: columns
            .take::<Option<i64>>()?
            .map(|number| OrderNumber::from_bits(number.unsigned_abs())),
    })
}

pub(super) fn sweep(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<usize> {
    let sql = "DELETE FROM checkout_draft WHERE id IN (
        SELECT id FROM checkout_draft WHERE updated_at <= ?1 LIMIT ?2)";
    let old = millis(now.saturating_sub(DRAFT_LIFE));
    tx.prepare_cached(sql)?.execute([old, SWEPT_AT_ONCE])
}
