//! The ledger: adding to it, reading it, and holding the levels against it.

use super::codes;
use crate::sqlite::columns::{Columns, each};
use crate::sqlite::shoppers::millis;
use crate::stock::{LedgerEntry, LedgerFault, Place, StockCommand};
use baguni_commerce::{CommandId, Handle, MovementKind, Sku, StockMovement};
use rusqlite::{Transaction, params};

/// What stands behind movements; all of one command have it alike.
#[derive(Clone, Copy)]
pub(in crate::sqlite) struct Cause<'a> {
    /// `None` where saying it again does no harm, as of a count.
    pub command: Option<CommandId>,
    /// What it belongs to, as an order's number; may be empty.
    pub reference: &'a str,
    pub actor: &'a str,
    /// Milliseconds since 1970.
    pub at: u64,
}

impl<'a> Cause<'a> {
    pub fn of(command: &'a StockCommand) -> Self {
        Self {
            command: Some(command.id),
            reference: &command.reference,
            actor: &command.actor,
            at: command.at,
        }
    }

    /// Whether this command has moved something before.
    pub fn is_done(&self, tx: &Transaction<'_>) -> rusqlite::Result<bool> {
        let sql = "SELECT 1 FROM stock_movement WHERE command = ?1";
        match self.command {
            Some(CommandId(id)) => tx.prepare_cached(sql)?.exists([id]),
            None => Ok(false),
        }
    }
}

/// A movement on its way into the ledger: kind, on hand, allocated.
pub(super) type Step = (MovementKind, i64, i64);

pub(super) fn write(
    tx: &Transaction<'_>,
    (sku, location): (&Sku, i64),
    (kind, on_hand, allocated): Step,
    cause: &Cause<'_>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO stock_movement
            (command, part, sku, location_id, kind, reason, on_hand, allocated, reference, actor, at)
        VALUES (?1, (SELECT count(*) FROM stock_movement WHERE command = ?1),
            ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    let (kind, reason) = codes::kind(kind);
    tx.prepare_cached(sql)?.execute(params![
        cause.command.map(|CommandId(id)| id),
        sku.as_str(),
        location,
        kind,
        reason,
        on_hand,
        allocated,
        cause.reference,
        cause.actor,
        millis(cause.at),
    ])?;
    Ok(())
}

/// Newest first.
pub(super) fn read(
    tx: &Transaction<'_>,
    sku: &Sku,
    location: Option<&Handle>,
    before: Option<u64>,
    limit: u32,
) -> rusqlite::Result<Vec<LedgerEntry>> {
    let sql = "SELECT stock_movement.id, sku, handle, stock_movement.kind, reason, on_hand,
            allocated, reference, actor, at
        FROM stock_movement
        JOIN stock_location ON stock_location.id = location_id
        WHERE sku = ?1 AND (?2 IS NULL OR handle = ?2) AND stock_movement.id < ?3
        ORDER BY stock_movement.id DESC
        LIMIT ?4";
    let before = before.map_or(i64::MAX, millis);
    let asked = params![sku.as_str(), location.map(Handle::as_str), before, limit];
    let mut entries = Vec::new();
    each(&mut tx.prepare_cached(sql)?, asked, |columns| {
        entries.push(entry(columns)?);
        Ok(())
    })?;
    Ok(entries)
}

fn entry(columns: &mut Columns<'_>) -> rusqlite::Result<LedgerEntry> {
    let number: i64 = columns.take()?;
    let (sku, location) = (columns.parse()?, columns.parse()?);
    let (code, reason): (String, Option<String>) = (columns.take()?, columns.take()?);
    let kind = codes::read_kind(&code, reason.as_deref())
        .ok_or_else(|| columns.refuse(format!("a movement is {code:?} for {reason:?}")))?;
    let movement = StockMovement {
        sku,
        location,
        kind,
        on_hand: columns.take()?,
        allocated: columns.take()?,
        reference: columns.take()?,
        actor: columns.take()?,
        at: columns.take::<i64>()?.unsigned_abs(),
    };
    let number = number.unsigned_abs();
    Ok(LedgerEntry { number, movement })
}

const FAULTS: &str = "
    WITH moved AS (
        SELECT sku, location_id, sum(on_hand) AS on_hand, sum(allocated) AS allocated
        FROM stock_movement GROUP BY sku, location_id),
    held AS (
        SELECT sku, location_id, sum(quantity) AS reserved
        FROM reservation WHERE state = 'active' GROUP BY sku, location_id),
    place AS (
        SELECT sku, location_id FROM stock_level
        UNION SELECT sku, location_id FROM moved
        UNION SELECT sku, location_id FROM held),
    compared AS (
        SELECT sku, handle,
            coalesce(stock_level.on_hand, 0) AS has, coalesce(stock_level.allocated, 0) AS owes,
            coalesce(stock_level.reserved, 0) AS holds, coalesce(moved.on_hand, 0) AS came,
            coalesce(moved.allocated, 0) AS promised, coalesce(held.reserved, 0) AS kept
        FROM place
        JOIN stock_location ON stock_location.id = location_id
        LEFT JOIN stock_level USING (sku, location_id)
        LEFT JOIN moved USING (sku, location_id)
        LEFT JOIN held USING (sku, location_id))
    SELECT sku, handle, has, owes, holds, came, promised, kept FROM compared
    WHERE (has, owes, holds) <> (came, promised, kept)
    ORDER BY sku, handle";

/// Levels that are not the sums they must be.
pub(super) fn faults(tx: &Transaction<'_>) -> rusqlite::Result<Vec<LedgerFault>> {
    let mut faults = Vec::new();
    each(&mut tx.prepare_cached(FAULTS)?, [], |columns| {
        faults.push(LedgerFault {
            at: Place {
                sku: columns.parse()?,
                location: columns.parse()?,
            },
            kept: [columns.take()?, columns.take()?, columns.take()?],
            summed: [columns.take()?, columns.take()?, columns.take()?],
        });
        Ok(())
    })?;
    Ok(faults)
}
