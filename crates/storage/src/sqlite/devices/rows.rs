//! Rows of devices, and their log.

use super::super::columns::{Columns, each};
use super::super::shoppers::{key, millis};
use super::super::staff::{who, who_of};
use crate::devices::{Device, DeviceNote};
use crate::{TokenHash, Who};
use baguni_commerce::{DeviceId, Handle};
use rusqlite::{OptionalExtension as _, Transaction, params};
use serde::de::DeserializeOwned;

/// The columns that [`read`] takes, of the devices that fit.
fn select(which: &str) -> String {
    let paired = who_of("paired_account", "paired_by");
    let revoked = who_of("revoked_account", "revoked_by");
    let staff = who_of("staff_account", "staff_by");
    format!(
        "SELECT device.id, handle, device.name, profile, idle_s, paired_at, {paired},
            revoked_at, {revoked}, locked, message, seen_at, heartbeat, staff_until, {staff}
        FROM device JOIN stock_location ON stock_location.id = location_id
        WHERE {which}"
    )
}

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        id: DeviceId(columns.take()?),
        location: columns.parse()?,
        name: columns.take()?,
        profile: document(columns)?,
        idle_s: columns.take()?,
        paired_at: columns.take::<i64>()?.unsigned_abs(),
        paired_by: who(columns)?
            .ok_or_else(|| columns.refuse("nobody has paired it".to_owned()))?,
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

/// Both are there, or neither is.
fn when_and_who(columns: &mut Columns<'_>) -> rusqlite::Result<Option<(u64, Who)>> {
    let at: Option<i64> = columns.take()?;
    Ok(at.map(i64::unsigned_abs).zip(who(columns)?))
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
    let sql = select("device.id = ?1");
    tx.prepare_cached(&sql)?
        .query_row([id.0], |row| read(&mut Columns::of(row)))
        .optional()
}

pub(super) fn of_key(tx: &Transaction<'_>, key: TokenHash) -> rusqlite::Result<Option<Device>> {
    let sql = select("key_hash = ?1");
    tx.prepare_cached(&sql)?
        .query_row([key.0], |row| read(&mut Columns::of(row)))
        .optional()
}

pub(super) fn all(
    tx: &Transaction<'_>,
    location: Option<&Handle>,
) -> rusqlite::Result<Vec<Device>> {
    let sql = select("?1 IS NULL OR handle = ?1 ORDER BY paired_at, device.id");
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
    by: &Who,
    what: &str,
    now: u64,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO device_log (device, account, who, what, at) VALUES (?1, ?2, ?3, ?4, ?5)";
    let row = params![id.0, by.account.map(key), by.name, what, millis(now)];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

pub(super) fn log(
    tx: &Transaction<'_>,
    id: DeviceId,
    limit: u32,
) -> rusqlite::Result<Vec<DeviceNote>> {
    let who_of = who_of("device_log.account", "who");
    let sql = format!(
        "SELECT {who_of}, what, at FROM device_log WHERE device = ?1 ORDER BY id DESC LIMIT ?2"
    );
    let mut notes = Vec::new();
    each(
        &mut tx.prepare_cached(&sql)?,
        params![id.0, limit],
        |columns| {
            notes.push(DeviceNote {
                who: who(columns)?.ok_or_else(|| columns.refuse("nobody did it".to_owned()))?,
                what: columns.take()?,
                at: columns.take::<i64>()?.unsigned_abs(),
            });
            Ok(())
        },
    )?;
    Ok(notes)
}
