//! Levels: reading them, and changing them together with the ledger.

use super::ledger::{self, Cause, Step};
use super::reservations;
use crate::error::{Fault, StorageError, Subject};
use crate::sqlite::codes::read_location_kind;
use crate::sqlite::columns::{Columns, each};
use crate::sqlite::shoppers::millis;
use crate::stock::StockChanges;
use baguni_commerce::stock::Take;
use baguni_commerce::{Handle, LocationKind, MovementKind, Sku, StockLevel};
use rusqlite::{OptionalExtension as _, Transaction, params};
use std::cell::Cell;
use std::collections::BTreeMap;

/// A level's row, whether or not it is there yet.
#[derive(Clone, Copy)]
pub(super) struct Spot<'a> {
    pub sku: &'a Sku,
    pub location: i64,
    /// Kept back where the row says nothing else.
    pub safety: u32,
}

/// Every level at which something is there or promised, in the order of SKUs.
pub(in crate::sqlite) fn load(
    tx: &Transaction<'_>,
) -> rusqlite::Result<Vec<(Sku, Handle, StockLevel)>> {
    let sql = "SELECT stock_level.sku, handle, kind, on_hand, allocated, reserved, safety
        FROM stock_level
        JOIN variant ON variant.sku = stock_level.sku
        JOIN stock_location ON stock_location.id = location_id
        WHERE (on_hand, allocated, reserved) <> (0, 0, 0)
        ORDER BY stock_level.sku, location_id";
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
    let sql = "SELECT handle, kind, on_hand, allocated, reserved, safety
        FROM stock_level
        JOIN stock_location ON stock_location.id = location_id
        WHERE sku = ?1 AND (on_hand, allocated, reserved) <> (0, 0, 0)";
    let mut levels = BTreeMap::new();
    each(&mut tx.prepare_cached(sql)?, [sku.as_str()], |columns| {
        levels.insert(columns.parse()?, level(columns)?);
        Ok(())
    })?;
    Ok(levels)
}

/// At this moment: holds that have expired are not counted.
const LEVELS: &str = "SELECT handle, kind, on_hand, allocated,
        reserved - coalesce((SELECT sum(quantity) FROM reservation
            WHERE reservation.sku = stock_level.sku
                AND reservation.location_id = stock_level.location_id
                AND state = 'active' AND expires_at <= ?2), 0), safety
    FROM stock_level
    JOIN stock_location ON stock_location.id = location_id
    WHERE sku = ?1
    ORDER BY location_id";

/// The levels of these SKUs at every location that ever had some, in the order of locations.
pub(in crate::sqlite) fn levels(
    tx: &Transaction<'_>,
    skus: &[Sku],
    now: u64,
) -> rusqlite::Result<BTreeMap<Sku, Vec<(Handle, StockLevel)>>> {
    let mut found = BTreeMap::new();
    for sku in skus {
        let mut there = Vec::new();
        let asked = params![sku.as_str(), millis(now)];
        each(&mut tx.prepare_cached(LEVELS)?, asked, |columns| {
            there.push((columns.parse()?, level(columns)?));
            Ok(())
        })?;
        found.insert(sku.clone(), there);
    }
    Ok(found)
}

/// Levels that have changed after this revision, and the revision of now.
pub(super) fn changes(tx: &Transaction<'_>, since: u64) -> rusqlite::Result<StockChanges> {
    let revision = "SELECT revision FROM stock_revision";
    let revision: i64 = tx
        .prepare_cached(revision)?
        .query_row([], |row| row.get(0))?;
    let sql = "SELECT stock_level.sku, handle, kind, on_hand, allocated, reserved, safety
        FROM stock_level INDEXED BY stock_level_by_revision
        JOIN variant ON variant.sku = stock_level.sku
        JOIN stock_location ON stock_location.id = location_id
        WHERE revision > ?1";
    let mut levels = Vec::new();
    each(&mut tx.prepare_cached(sql)?, [millis(since)], |columns| {
        levels.push((columns.parse()?, columns.parse()?, level(columns)?));
        Ok(())
    })?;
    let revision = revision.unsigned_abs();
    Ok(StockChanges { revision, levels })
}

/// Kind of the location, on hand, allocated, reserved, safety.
fn level(columns: &mut Columns<'_>) -> rusqlite::Result<StockLevel> {
    let kind: LocationKind = columns.code(read_location_kind)?;
    Ok(StockLevel {
        on_hand: columns.take()?,
        allocated: columns.take()?,
        reserved: columns.take()?,
        safety: columns.take::<Option<u32>>()?.unwrap_or(kind.safety()),
    })
}

impl<'a> Spot<'a> {
    /// [`StorageError::Unknown`] where there is no such location.
    pub fn find(tx: &Transaction<'_>, sku: &'a Sku, at: &Handle) -> Result<Self, Fault> {
        let sql = "SELECT id, kind FROM stock_location WHERE handle = ?1";
        let found = tx
            .prepare_cached(sql)?
            .query_row([at.as_str()], |row| {
                let mut columns = Columns::of(row);
                Ok((columns.take()?, columns.code(read_location_kind)?))
            })
            .optional()?;
        let (location, kind) =
            found.ok_or_else(|| StorageError::Unknown(Subject::Location(at.clone())))?;
        Ok(Self {
            sku,
            location,
            safety: kind.safety(),
        })
    }

    /// The same of a variant that the catalogue knows.
    pub fn find_known(tx: &Transaction<'_>, sku: &'a Sku, at: &Handle) -> Result<Self, Fault> {
        let sql = "SELECT 1 FROM variant WHERE sku = ?1";
        if !tx.prepare_cached(sql)?.exists([sku.as_str()])? {
            return Err(StorageError::Unknown(Subject::Sku(sku.clone())).into());
        }
        Self::find(tx, sku, at)
    }

    /// The level, after holds that have expired are ended.
    pub fn level(&self, tx: &Transaction<'_>, now: u64) -> rusqlite::Result<StockLevel> {
        reservations::end_expired(tx, (self.sku, self.location), now)?;
        let sql = "SELECT on_hand, allocated, reserved, coalesce(safety, ?3)
            FROM stock_level WHERE sku = ?1 AND location_id = ?2";
        let found = tx
            .prepare_cached(sql)?
            .query_row(
                params![self.sku.as_str(), self.location, self.safety],
                |row| {
                    Ok(StockLevel {
                        on_hand: row.get(0)?,
                        allocated: row.get(1)?,
                        reserved: row.get(2)?,
                        safety: row.get(3)?,
                    })
                },
            )
            .optional()?;
        let nothing = StockLevel {
            safety: self.safety,
            ..StockLevel::default()
        };
        Ok(found.unwrap_or(nothing))
    }

    /// Takes from what is available, or changes nothing; tells which. `column` is what it becomes.
    /// Holds that have expired must have been ended.
    pub fn take(
        &self,
        tx: &Transaction<'_>,
        column: Taken,
        quantity: u32,
    ) -> rusqlite::Result<bool> {
        let sql = match column {
            Taken::Reserved => {
                "UPDATE stock_level
                SET reserved = reserved + ?4, revision = (SELECT revision + 1 FROM stock_revision)
                WHERE sku = ?1 AND location_id = ?2
                    AND on_hand - allocated - reserved - coalesce(safety, ?3) >= ?4"
            }
            Taken::Allocated => {
                "UPDATE stock_level
                SET allocated = allocated + ?4, revision = (SELECT revision + 1 FROM stock_revision)
                WHERE sku = ?1 AND location_id = ?2
                    AND on_hand - allocated - reserved - coalesce(safety, ?3) >= ?4"
            }
        };
        let asked = params![self.sku.as_str(), self.location, self.safety, quantity];
        let taken = tx.prepare_cached(sql)?.execute(asked)? > 0;
        if taken {
            bump(tx)?;
        }
        Ok(taken)
    }

    /// Changes level and ledger together, or neither where the level would fall below nothing;
    /// tells which.
    pub fn step(
        &self,
        tx: &Transaction<'_>,
        step: Step,
        cause: &Cause<'_>,
    ) -> rusqlite::Result<bool> {
        let sql = "UPDATE stock_level
            SET on_hand = on_hand + ?3, allocated = allocated + ?4,
                revision = (SELECT revision + 1 FROM stock_revision)
            WHERE sku = ?1 AND location_id = ?2
                AND on_hand + ?3 BETWEEN 0 AND 4294967295
                AND allocated + ?4 BETWEEN 0 AND 4294967295";
        let (_, on_hand, allocated) = step;
        let row = params![self.sku.as_str(), self.location, on_hand, allocated];
        let moved =
            tx.prepare_cached(sql)?.execute(row)? > 0 || self.insert(tx, on_hand, allocated)?;
        if moved {
            bump(tx)?;
            ledger::write(tx, (self.sku, self.location), step, cause)?;
        }
        Ok(moved)
    }

    /// The first of a variant here, if it is.
    fn insert(&self, tx: &Transaction<'_>, on_hand: i64, allocated: i64) -> rusqlite::Result<bool> {
        let possible = 0..=i64::from(u32::MAX);
        if !possible.contains(&on_hand) || !possible.contains(&allocated) {
            return Ok(false);
        }
        let sql = "INSERT INTO stock_level
                (sku, location_id, on_hand, allocated, reserved, revision)
            VALUES (?1, ?2, ?3, ?4, 0, (SELECT revision + 1 FROM stock_revision))
            ON CONFLICT DO NOTHING";
        let row = params![self.sku.as_str(), self.location, on_hand, allocated];
        Ok(tx.prepare_cached(sql)?.execute(row)? > 0)
    }
}

/// What becomes of stock that is taken.
#[derive(Clone, Copy)]
pub(super) enum Taken {
    Reserved,
    Allocated,
}

thread_local! {
    /// Whether the transaction under way on this connection's thread has changed a level.
    static MOVED: Cell<bool> = const { Cell::new(false) };
}

/// Whether a level has changed on this thread since this was asked last.
pub(in crate::sqlite) fn take_moved() -> bool {
    MOVED.take()
}

/// Tells those who hold levels in memory. Called after the level has been given the number.
pub(super) fn bump(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    MOVED.set(true);
    tx.prepare_cached("UPDATE stock_revision SET revision = revision + 1")?
        .execute([])?;
    Ok(())
}

/// Promises stock to an order if it is available, or in any case as a back order; tells whether it
/// has. What the order's own checkout holds is to be given back first ([`super::commit`]).
pub(in crate::sqlite) fn allocate(
    tx: &Transaction<'_>,
    take: &Take,
    is_backorder: bool,
    cause: &Cause<'_>,
    now: u64,
) -> Result<bool, Fault> {
    let spot = Spot::find(tx, &take.sku, &take.location)?;
    reservations::end_expired(tx, (spot.sku, spot.location), now)?;
    let (on_hand, allocated) = MovementKind::Allocated.effect(take.quantity);
    let step = (MovementKind::Allocated, on_hand, allocated);
    if is_backorder {
        return Ok(spot.step(tx, step, cause)?);
    }
    let taken = spot.take(tx, Taken::Allocated, take.quantity)?;
    if taken {
        ledger::write(tx, (spot.sku, spot.location), step, cause)?;
    }
    Ok(taken)
}

/// Moves stock: level and ledger together. `false` where the level would fall below nothing (or
/// above what a count can be); nothing has changed then. Shipping something that was allocated as a
/// back order therefore needs it [`MovementKind::Received`] first.
pub(in crate::sqlite) fn apply(
    tx: &Transaction<'_>,
    take: &Take,
    kind: MovementKind,
    cause: &Cause<'_>,
) -> Result<bool, Fault> {
    let spot = Spot::find(tx, &take.sku, &take.location)?;
    let (on_hand, allocated) = kind.effect(take.quantity);
    Ok(spot.step(tx, (kind, on_hand, allocated), cause)?)
}
