//! Corrections: counts, adjustments, what comes in, and what is kept back.

use super::ledger::Cause;
use super::levels::{Spot, bump};
use crate::error::Fault;
use crate::stock::{Counting, Place, StockRefusal};
use baguni_commerce::stock::{AdjustReason, Adjustment};
use baguni_commerce::{Handle, MovementKind, Sku, StockLevel};
use rusqlite::{OptionalExtension as _, Transaction, params};

/// Never below what is allocated.
pub(super) fn set(
    tx: &Transaction<'_>,
    counts: &[(Sku, Handle, u32)],
    by: &Counting,
    now: u64,
) -> Result<(), Fault> {
    let cause = Cause {
        command: None,
        reference: &by.reference,
        actor: &by.actor,
        at: now,
    };
    for (sku, location, count) in counts {
        let spot = Spot::find_known(tx, sku, location)?;
        let level = spot.level(tx, now)?;
        let on_hand = (*count).max(level.allocated.min(level.on_hand));
        if on_hand != level.on_hand {
            correct(tx, &spot, level, on_hand, by.reason, &cause)?;
        }
    }
    Ok(())
}

/// An adjustment by nothing is written down too: a count that was right is known from then on, and
/// the command is known should it come again.
pub(in crate::sqlite) fn adjust(
    tx: &Transaction<'_>,
    cause: &Cause<'_>,
    at: &Place,
    adjustment: Adjustment,
    reason: AdjustReason,
) -> Result<Result<StockLevel, StockRefusal>, Fault> {
    let spot = Spot::find_known(tx, &at.sku, &at.location)?;
    let level = spot.level(tx, cause.at)?;
    if cause.is_done(tx)? {
        return Ok(Ok(level));
    }
    let Some(on_hand) = adjustment.of(level) else {
        return Ok(Err(StockRefusal::Number));
    };
    let allocated = level.allocated;
    if on_hand < level.on_hand && on_hand < allocated {
        return Ok(Err(StockRefusal::Allocated { allocated }));
    }
    correct(tx, &spot, level, on_hand, reason, cause)?;
    Ok(Ok(StockLevel { on_hand, ..level }))
}

fn correct(
    tx: &Transaction<'_>,
    spot: &Spot<'_>,
    level: StockLevel,
    on_hand: u32,
    reason: AdjustReason,
    cause: &Cause<'_>,
) -> rusqlite::Result<()> {
    let by = i64::from(on_hand) - i64::from(level.on_hand);
    // It cannot be refused: the level has been read in this transaction.
    spot.step(tx, (MovementKind::Adjusted(reason), by, 0), cause)?;
    Ok(())
}

pub(super) fn receive(
    tx: &Transaction<'_>,
    cause: &Cause<'_>,
    at: &Place,
    quantity: u32,
) -> Result<Result<StockLevel, StockRefusal>, Fault> {
    let spot = Spot::find_known(tx, &at.sku, &at.location)?;
    let is_new = !cause.is_done(tx)?;
    let (on_hand, allocated) = MovementKind::Received.effect(quantity);
    let step = (MovementKind::Received, on_hand, allocated);
    if is_new && !spot.step(tx, step, cause)? {
        return Ok(Err(StockRefusal::Number));
    }
    Ok(Ok(spot.level(tx, cause.at)?))
}

/// Whether the ledger is right does not depend on it: it is a setting, not a movement.
pub(super) fn set_safety(
    tx: &Transaction<'_>,
    at: &Place,
    safety: Option<u32>,
) -> Result<StockLevel, Fault> {
    let spot = Spot::find_known(tx, &at.sku, &at.location)?;
    let sql = "INSERT INTO stock_level
            (sku, location_id, on_hand, allocated, reserved, safety, revision)
        VALUES (?1, ?2, 0, 0, 0, ?3, (SELECT revision + 1 FROM stock_revision))
        ON CONFLICT DO UPDATE SET safety = excluded.safety, revision = excluded.revision
        WHERE safety IS NOT excluded.safety";
    let row = params![at.sku.as_str(), spot.location, safety];
    if tx.prepare_cached(sql)?.execute(row)? > 0 {
        bump(tx)?;
    }
    Ok(spot.level(tx, 0)?)
}

/// Writes off what lies of a variant that leaves the catalogue, but for what is promised: that will
/// be handed over all the same.
pub(in crate::sqlite) fn write_off(tx: &Transaction<'_>, sku: &Sku) -> Result<(), Fault> {
    let sql = "SELECT location_id, on_hand, allocated FROM stock_level
        WHERE sku = ?1 AND on_hand > allocated";
    let free: Vec<(i64, i64)> = tx
        .prepare_cached(sql)?
        .query_map([sku.as_str()], |row| {
            Ok((row.get(0)?, row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    if free.is_empty() {
        return Ok(());
    }
    // Saving a product brings no time of its own.
    let now = "SELECT unixepoch() * 1000";
    let now: Option<i64> = tx
        .prepare_cached(now)?
        .query_row([], |row| row.get(0))
        .optional()?;
    let cause = Cause {
        command: None,
        reference: "variant removed",
        actor: "catalogue",
        at: now.unwrap_or(0).unsigned_abs(),
    };
    for (location, free) in free {
        let spot = Spot {
            sku,
            location,
            safety: 0,
        };
        let step = (MovementKind::Adjusted(AdjustReason::Imported), -free, 0);
        spot.step(tx, step, &cause)?;
    }
    Ok(())
}
