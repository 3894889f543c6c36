//! Rows of devices, and their log.

use super::super::columns::{Columns, each};
use super::super::shoppers::millis;
use crate::TokenHash;
use crate::devices::{Device, DeviceNote};
use baguni_commerce::{DeviceId, Handle};
use rusqlite::{OptionalExtension as _, Transaction, params};
use serde::de::DeserializeOwned;

/// The columns that [`read`] takes.
const DEVICE: &str = "SELECT device.id, handle, device.name, profile, idle_s, paired_at, paired_by,
        revoked_at, revoked_by, locked, message, seen_at, heartbeat, staff_until, staff_by
    FROM device JOIN stock_location ON stock_location.id = location_id";

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        id: DeviceId(columns.take()?),
        location: columns.parse()?,
        name: columns.take()?,
        profile: document(columns)?,
        idle_s: columns.take()?,
        paired_at: columns.take::<i64>()?.unsigned_abs(),
        paired_by: columns.take()?,
        revoked: when_and_who(columns)?,
        locked: columns.take()?,
        message: columns.take()?,
        seen: match columns.take::<Option<i64>>()? {
            Some(at) => Some((at.unsigned_abs(), document(columns)?)),
            None => {
                columns.take::<Option<String>>()?;
                None
            }
        },
        staff: when_and_who(columns)?,
    })
}

/// Two columns that are null together.
fn when_and_who(columns: &mut Columns<'_>) -> rusqlite::Result<Option<(u64, String)>> {
    let (at, who): (Option<i64>, Option<String>) = (columns.take()?, columns.take()?);
    Ok(at.map(i64::unsigned_abs).zip(who))
}

/// A column in JSON.
pub(in crate::sqlite) fn document<T: DeserializeOwned>(
    columns: &mut Columns<'_>,
) -> rusqlite::Result<T> {
    let raw: String = columns.take()?;
    serde_json::from_str(&raw).map_err(|error| columns.refuse(error.to_string()))
}

/// What [`document`] reads again. Values of our own with text for keys can always be written.
pub(in crate::sqlite) fn written(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

pub(super) fn find(tx: &Transaction<'_>, id: DeviceId) -> rusqlite::Result<Option<Device>> {
    let sql = format!("{DEVICE} WHERE device.id = ?1");
    tx.prepare_cached(&sql)?
        .query_row([id.0], |row| read(&mut Columns::of(row)))
        .optional()
}

pub(super) fn of_key(tx: &Transaction<'_>, key: TokenHash) -> rusqlite::Result<Option<Device>> {
    let sql = format!("{DEVICE} WHERE key_hash = ?1");
    tx.prepare_cached(&sql)?
        .query_row([key.0], |row| read(&mut Columns::of(row)))
        .optional()
}

pub(super) fn all(
    tx: &Transaction<'_>,
    location: Option<&Handle>,
) -> rusqlite::Result<Vec<Device>> {
    let sql = format!("{DEVICE} WHERE ?1 IS NULL OR handle = ?1 ORDER BY paired_at, device.id");
    let mut devices = Vec::new();
    let asked = [location.map(Handle::as_str)];
    each(&mut tx.prepare_cached(&sql)?, asked, |columns| {
        devices.push(read(columns)?);
        Ok(())
    })?;
    Ok(devices)
}

/// Whether the device is there and not revoked.
pub(in crate::sqlite) fn is_good(tx: &Transaction<'_>, id: DeviceId) -> rusqlite::Result<bool> {
    tx.prepare_cached("SELECT 1 FROM device WHERE id = ?1 AND revoked_at IS NULL")?
        .exists([id.0])
}

pub(super) fn note(
    tx: &Transaction<'_>,
    id: DeviceId,
    who: &str,
    what: &str,
    now: u64,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO device_log (device, who, what, at) VALUES (?1, ?2, ?3, ?4)";
    tx.prepare_cached(sql)?
        .execute(params![id.0, who, what, millis(now)])?;
    Ok(())
}

pub(super) fn log(
    tx: &Transaction<'_>,
    id: DeviceId,
    limit: u32,
) -> rusqlite::Result<Vec<DeviceNote>> {
    let sql = "SELECT who, what, at FROM device_log WHERE device = ?1 ORDER BY id DESC LIMIT ?2";
    let mut notes = Vec::new();
    each(
        &mut tx.prepare_cached(sql)?,
        params![id.0, limit],
        |columns| {
            notes.push(DeviceNote {
                who: columns.take()?,
                what: columns.take()?,
                at: columns.take::<i64>()?.unsigned_abs(),
            });
            Ok(())
        },
    )?;
    Ok(notes)
}
