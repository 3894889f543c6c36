//! Holds of stock for checkouts that have begun. Whether one counts is decided by `expires_at > now`
//! wherever it is asked; the sweep only tidies up.

use super::levels::{Spot, Taken, bump};
use crate::error::{Fault, StorageError};
use crate::sqlite::columns::each;
use crate::sqlite::shoppers::millis;
use crate::stock::RESERVATION_LIFE;
use baguni_commerce::stock::{ReservationId, Shortage, Take};
use baguni_commerce::{Handle, Sku};
use rusqlite::{Transaction, params};
use std::collections::BTreeMap;

/// How many rows of a kind one sweep takes, so that shoppers do not wait for it.
const SWEPT_AT_ONCE: i64 = 500;

pub(super) fn reserve(
    tx: &Transaction<'_>,
    id: ReservationId,
    takes: &[Take],
    expires_at: u64,
    now: u64,
) -> Result<Result<(), Vec<Shortage>>, Fault> {
    let committed = "SELECT 1 FROM reservation WHERE id = ?1 AND state = 'committed'";
    if tx.prepare_cached(committed)?.exists([id.0])? {
        return Ok(Ok(()));
    }
    tx.execute_batch("SAVEPOINT hold")?;
    let shortages = hold(tx, id, &summed(takes), expires_at, now)?;
    if shortages.is_empty() {
        tx.execute_batch("RELEASE hold")?;
        return Ok(Ok(()));
    }
    tx.execute_batch("ROLLBACK TO hold; RELEASE hold")?;
    Ok(Err(shortages))
}

/// The same thing asked for twice is asked for at once.
fn summed(takes: &[Take]) -> BTreeMap<(&Sku, &Handle), u32> {
    let mut wanted = BTreeMap::new();
    for take in takes.iter().filter(|take| take.quantity > 0) {
        let sum: &mut u32 = wanted.entry((&take.sku, &take.location)).or_default();
        *sum = sum.saturating_add(take.quantity);
    }
    wanted
}

/// Gives back what was held and holds this; what could not be held is answered.
fn hold(
    tx: &Transaction<'_>,
    id: ReservationId,
    wanted: &BTreeMap<(&Sku, &Handle), u32>,
    expires_at: u64,
    now: u64,
) -> Result<Vec<Shortage>, Fault> {
    give_back(tx, id)?;
    tx.prepare_cached("DELETE FROM reservation WHERE id = ?1")?
        .execute([id.0])?;
    let sql = "INSERT INTO reservation (id, sku, location_id, quantity, expires_at, state)
        VALUES (?1, ?2, ?3, ?4, ?5, 'active')";
    let mut insert = tx.prepare_cached(sql)?;
    let mut shortages = Vec::new();
    for ((sku, location), quantity) in wanted {
        let (held, available) = match Spot::find(tx, sku, location) {
            Ok(spot) => hold_one(tx, &spot, *quantity, now)?,
            Err(Fault::Refused(StorageError::Unknown(_))) => (None, 0),
            Err(fault) => return Err(fault),
        };
        match held {
            Some(at) => {
                let row = params![id.0, sku.as_str(), at, quantity, millis(expires_at)];
                insert.execute(row)?;
            }
            None => shortages.push(Shortage {
                sku: (*sku).clone(),
                location: (*location).clone(),
                available,
            }),
        }
    }
    Ok(shortages)
}

/// The location's key if it was held, and else how many there are.
fn hold_one(
    tx: &Transaction<'_>,
    spot: &Spot<'_>,
    quantity: u32,
    now: u64,
) -> rusqlite::Result<(Option<i64>, u32)> {
    end_expired(tx, (spot.sku, spot.location), now)?;
    match spot.take(tx, Taken::Reserved, quantity)? {
        true => Ok((Some(spot.location), 0)),
        false => Ok((None, spot.level(tx, now)?.available())),
    }
}

/// What is held, of a hold that counts.
pub(in crate::sqlite) fn active(
    tx: &Transaction<'_>,
    id: ReservationId,
    now: u64,
) -> rusqlite::Result<Vec<Take>> {
    let sql = "SELECT sku, handle, quantity
        FROM reservation JOIN stock_location ON stock_location.id = location_id
        WHERE reservation.id = ?1 AND state = 'active' AND expires_at > ?2
        ORDER BY sku, location_id";
    let mut takes = Vec::new();
    let asked = params![id.0, millis(now)];
    each(&mut tx.prepare_cached(sql)?, asked, |columns| {
        takes.push(Take {
            sku: columns.parse()?,
            location: columns.parse()?,
            quantity: columns.take()?,
        });
        Ok(())
    })?;
    Ok(takes)
}

/// Ends a hold because its order is placed, and gives back what it held: nobody else can come in
/// between while the caller's transaction allocates it. Answers what was held; nothing of a hold
/// that has ended or expired.
pub(in crate::sqlite) fn commit(
    tx: &Transaction<'_>,
    id: ReservationId,
    now: u64,
) -> rusqlite::Result<Vec<Take>> {
    let held = active(tx, id, now)?;
    end(tx, id, "committed", None, now)?;
    Ok(held)
}

pub(in crate::sqlite) fn release(
    tx: &Transaction<'_>,
    id: ReservationId,
    reason: &str,
    now: u64,
) -> rusqlite::Result<bool> {
    end(tx, id, "released", Some(reason), now)
}

/// Tells whether it still counted; what had expired is ended as that.
fn end(
    tx: &Transaction<'_>,
    id: ReservationId,
    state: &str,
    reason: Option<&str>,
    now: u64,
) -> rusqlite::Result<bool> {
    give_back(tx, id)?;
    let sql = "UPDATE reservation SET state = ?2, reason = ?3, ended_at = ?4
        WHERE id = ?1 AND state = 'active' AND expires_at > ?4";
    let row = params![id.0, state, reason, millis(now)];
    let counted = tx.prepare_cached(sql)?.execute(row)? > 0;
    let expired = "UPDATE reservation SET state = 'expired', ended_at = ?2
        WHERE id = ?1 AND state = 'active'";
    tx.prepare_cached(expired)?
        .execute(params![id.0, millis(now)])?;
    Ok(counted)
}

/// Takes everything that a hold holds off the levels. Its rows are left for the caller to end.
fn give_back(tx: &Transaction<'_>, id: ReservationId) -> rusqlite::Result<()> {
    let sql = "SELECT sku, location_id, quantity FROM reservation
        WHERE id = ?1 AND state = 'active'";
    let held: Vec<(String, i64, u32)> = tx
        .prepare_cached(sql)?
        .query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    held.iter()
        .try_for_each(|(sku, location, quantity)| free(tx, sku, *location, (*quantity).into()))
}

fn free(tx: &Transaction<'_>, sku: &str, location: i64, quantity: i64) -> rusqlite::Result<()> {
    let sql = "UPDATE stock_level
        SET reserved = reserved - ?3, revision = (SELECT revision + 1 FROM stock_revision)
        WHERE sku = ?1 AND location_id = ?2";
    tx.prepare_cached(sql)?
        .execute(params![sku, location, quantity])?;
    bump(tx)
}

pub(super) fn extend(
    tx: &Transaction<'_>,
    id: ReservationId,
    expires_at: u64,
    now: u64,
) -> rusqlite::Result<bool> {
    let sql = "UPDATE reservation SET expires_at = ?2
        WHERE id = ?1 AND state = 'active' AND expires_at > ?3";
    let row = params![id.0, millis(expires_at), millis(now)];
    Ok(tx.prepare_cached(sql)?.execute(row)? > 0)
}

/// Ends what has expired of one level. Whoever takes or shows a level inside a transaction calls
/// this first.
pub(super) fn end_expired(
    tx: &Transaction<'_>,
    (sku, location): (&Sku, i64),
    now: u64,
) -> rusqlite::Result<()> {
    let sql = "SELECT sum(quantity) FROM reservation
        WHERE sku = ?1 AND location_id = ?2 AND state = 'active' AND expires_at <= ?3";
    let row = params![sku.as_str(), location, millis(now)];
    let expired: Option<i64> = tx.prepare_cached(sql)?.query_row(row, |row| row.get(0))?;
    let Some(expired) = expired else {
        return Ok(());
    };
    let sql = "UPDATE reservation SET state = 'expired', ended_at = ?3
        WHERE sku = ?1 AND location_id = ?2 AND state = 'active' AND expires_at <= ?3";
    tx.prepare_cached(sql)?.execute(row)?;
    free(tx, sku.as_str(), location, expired)
}

/// Whether a sweep would find something.
pub(super) fn is_due(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<bool> {
    let expired = "SELECT 1 FROM reservation WHERE state = 'active' AND expires_at <= ?1";
    let old = "SELECT 1 FROM reservation WHERE state <> 'active' AND ended_at <= ?1";
    Ok(tx.prepare_cached(expired)?.exists([millis(now)])?
        || tx.prepare_cached(old)?.exists([forgotten(now)])?)
}

fn forgotten(now: u64) -> i64 {
    millis(now) - millis(RESERVATION_LIFE)
}

pub(super) fn sweep(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<usize> {
    let sql = "SELECT DISTINCT sku, location_id FROM (SELECT sku, location_id FROM reservation
        WHERE state = 'active' AND expires_at <= ?1 LIMIT ?2)";
    let mut places: Vec<(Sku, i64)> = Vec::new();
    let asked = [millis(now), SWEPT_AT_ONCE];
    each(&mut tx.prepare_cached(sql)?, asked, |columns| {
        places.push((columns.parse()?, columns.take()?));
        Ok(())
    })?;
    for (sku, location) in &places {
        end_expired(tx, (sku, *location), now)?;
    }
    let old = "DELETE FROM reservation WHERE (id, sku, location_id) IN (
        SELECT id, sku, location_id FROM reservation
        WHERE state <> 'active' AND ended_at <= ?1 LIMIT ?2)";
    let deleted = tx
        .prepare_cached(old)?
        .execute([forgotten(now), SWEPT_AT_ONCE])?;
    Ok(places.len() + deleted)
}
