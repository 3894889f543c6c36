//! Calls for an associate: at most one is open for each screen.

use super::super::columns::{Columns, each};
use super::super::devices::rows;
use super::super::orders::key_of;
use super::super::shoppers::{key, millis};
use super::super::staff::{who, who_of};
use crate::Who;
use crate::counter::{CallId, KeptCall};
use baguni_commerce::device::CallReason;
use baguni_commerce::order::{FulfillmentId, OrderNumber};
use baguni_commerce::{DeviceId, Handle};
use rusqlite::{OptionalExtension as _, Params, Transaction, params};

/// The columns that [`read`] takes, of the calls that fit.
fn select(which: &str) -> String {
    let taken = who_of("taken_account", "taken_by");
    format!(
        "SELECT device_call.id, device, device.name, handle, reason, called_at,
            about_order, about_part, {taken}, taken_at
        FROM device_call
        JOIN device ON device.id = device
        JOIN stock_location ON stock_location.id = location_id
        WHERE {which}"
    )
}

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<KeptCall> {
    Ok(KeptCall {
        id: CallId(columns.take()?),
        device: DeviceId(columns.take()?),
        device_name: columns.take()?,
        location: columns.parse()?,
        reason: columns.code(CallReason::from_code)?,
        called_at: columns.take::<i64>()?.unsigned_abs(),
        about: {
            let (order, part): (Option<i64>, Option<u16>) = (columns.take()?, columns.take()?);
            let order = order.map(|bits| OrderNumber::from_bits(bits.cast_unsigned()));
            order.zip(part.map(FulfillmentId))
        },
        taken: {
            let (by, at): (_, Option<i64>) = (who(columns)?, columns.take()?);
            by.zip(at.map(i64::unsigned_abs))
        },
    })
}

fn one(
    tx: &Transaction<'_>,
    which: &str,
    asked: impl Params,
) -> rusqlite::Result<Option<KeptCall>> {
    tx.prepare_cached(&select(which))?
        .query_row(asked, |row| read(&mut Columns::of(row)))
        .optional()
}

pub(super) fn call(
    tx: &Transaction<'_>,
    id: DeviceId,
    (reason, about): (CallReason, Option<(OrderNumber, FulfillmentId)>),
    now: u64,
) -> rusqlite::Result<Option<KeptCall>> {
    if !rows::is_good(tx, id)? {
        return Ok(None);
    }
    let sql = "INSERT INTO device_call (device, reason, called_at) VALUES (?1, ?2, ?3)
        ON CONFLICT DO NOTHING";
    tx.prepare_cached(sql)?
        .execute(params![id.0, reason.code(), millis(now)])?;
    if let Some((order, FulfillmentId(part))) = about {
        let sql = "UPDATE device_call SET about_order = ?2, about_part = ?3
            WHERE device = ?1 AND closed_at IS NULL";
        tx.prepare_cached(sql)?
            .execute(params![id.0, key_of(order), part])?;
    }
    one(tx, "device = ?1 AND closed_at IS NULL", [id.0])
}

pub(super) fn take(
    tx: &Transaction<'_>,
    CallId(call): CallId,
    by: &Who,
    now: u64,
) -> rusqlite::Result<Option<KeptCall>> {
    let sql = "UPDATE device_call SET taken_by = ?2, taken_account = ?3, taken_at = ?4
        WHERE id = ?1 AND closed_at IS NULL AND taken_by IS NULL";
    let row = params![call, by.name, by.account.map(key), millis(now)];
    tx.prepare_cached(sql)?.execute(row)?;
    one(tx, "device_call.id = ?1 AND closed_at IS NULL", [call])
}

pub(super) fn close(
    tx: &Transaction<'_>,
    CallId(call): CallId,
    now: u64,
) -> rusqlite::Result<Option<KeptCall>> {
    let sql = "UPDATE device_call SET closed_at = ?2 WHERE id = ?1 AND closed_at IS NULL";
    let closed = tx.prepare_cached(sql)?.execute([call, millis(now)])?;
    match closed {
        0 => Ok(None),
        _ => one(tx, "device_call.id = ?1", [call]),
    }
}

pub(super) fn open(
    tx: &Transaction<'_>,
    location: Option<&Handle>,
) -> rusqlite::Result<Vec<KeptCall>> {
    let which = "closed_at IS NULL AND (?1 IS NULL OR handle = ?1) ORDER BY device_call.id";
    let mut calls = Vec::new();
    let asked = [location.map(Handle::as_str)];
    each(&mut tx.prepare_cached(&select(which))?, asked, |columns| {
        calls.push(read(columns)?);
        Ok(())
    })?;
    Ok(calls)
}
