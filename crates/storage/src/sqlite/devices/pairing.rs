//! Screens are set up with a code, opened to the staff with a pass, and end when their key is
//! revoked.

use super::super::columns::Columns;
use super::super::locations;
use super::super::shoppers::{key, millis};
use super::super::staff::who;
use super::{rows, sessions};
use crate::devices::{Device, DevicePlan, EndedSession, PAIRING_LIFE, PASS_LIFE};
use crate::error::{Fault, StorageError, Subject};
use crate::{TokenHash, Who};
use baguni_commerce::DeviceId;
use rusqlite::{OptionalExtension as _, Transaction, params};

pub(super) fn allow(
    tx: &Transaction<'_>,
    code: TokenHash,
    plan: &DevicePlan,
    by: &Who,
    now: u64,
) -> Result<(), Fault> {
    let Some(location) = locations::key(tx, &plan.location)? else {
        return Err(StorageError::Unknown(Subject::Location(plan.location.clone())).into());
    };
    let sql = "INSERT OR REPLACE INTO pairing_code
        (code_hash, location_id, name, profile, idle_s, made_by, made_account, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    tx.prepare_cached(sql)?.execute(params![
        code.0,
        location,
        plan.name,
        rows::written(&plan.profile),
        plan.idle_s,
        by.name,
        by.account.map(key),
        millis(now + PAIRING_LIFE)
    ])?;
    Ok(())
}

pub(super) fn pair(
    tx: &Transaction<'_>,
    code: TokenHash,
    id: DeviceId,
    key_hash: TokenHash,
    now: u64,
) -> rusqlite::Result<Option<Device>> {
    let sql = "DELETE FROM pairing_code WHERE code_hash = ?1 AND expires_at > ?2
        RETURNING location_id, name, profile, idle_s, made_account, made_by";
    type Plan = (i64, String, String, u32, Option<Who>);
    let plan: Option<Plan> = tx
        .prepare_cached(sql)?
        .query_row(params![code.0, millis(now)], |row| {
            let mut columns = Columns::of(row);
            Ok((
                columns.take()?,
                columns.take()?,
                columns.take()?,
                columns.take()?,
                who(&mut columns)?,
            ))
        })
        .optional()?;
    let Some((location, name, profile, idle_s, Some(by))) = plan else {
        return Ok(None);
    };
    let sql = "INSERT INTO device
        (id, key_hash, location_id, name, profile, idle_s, paired_at, paired_by, paired_account)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    let row = params![
        id.0,
        key_hash.0,
        location,
        name,
        profile,
        idle_s,
        millis(now),
        by.name,
        by.account.map(key)
    ];
    tx.prepare_cached(sql)?.execute(row)?;
    rows::note(tx, id, &by, "pair", now)?;
    rows::find(tx, id)
}

pub(super) fn revoke(
    tx: &Transaction<'_>,
    id: DeviceId,
    by: &Who,
    now: u64,
) -> rusqlite::Result<Option<Vec<EndedSession>>> {
    let sql = "UPDATE device SET revoked_at = ?2, revoked_by = ?3, revoked_account = ?4
        WHERE id = ?1 AND revoked_at IS NULL";
    let row = params![id.0, millis(now), by.name, by.account.map(key)];
    let revoked = tx.prepare_cached(sql)?.execute(row)?;
    if revoked == 0 {
        return Ok(None);
    }
    rows::note(tx, id, by, "revoke", now)?;
    for sql in [
        "DELETE FROM device_order WHERE device = ?1",
        "DELETE FROM staff_pass WHERE device = ?1",
    ] {
        tx.prepare_cached(sql)?.execute([id.0])?;
    }
    let call = "UPDATE device_call SET closed_at = ?2 WHERE device = ?1 AND closed_at IS NULL";
    tx.prepare_cached(call)?
        .execute(params![id.0, millis(now)])?;
    sessions::end(tx, id, now).map(Some)
}

pub(super) fn allow_staff(
    tx: &Transaction<'_>,
    id: DeviceId,
    pass: TokenHash,
    by: &Who,
    now: u64,
) -> rusqlite::Result<bool> {
    if !rows::is_good(tx, id)? {
        return Ok(false);
    }
    tx.prepare_cached("DELETE FROM staff_pass WHERE device = ?1")?
        .execute([id.0])?;
    let sql = "INSERT INTO staff_pass (device, pass_hash, made_by, made_account, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    let until = millis(now + PASS_LIFE);
    let row = params![id.0, pass.0, by.name, by.account.map(key), until];
    tx.prepare_cached(sql)?.execute(row)?;
    rows::note(tx, id, by, "pass", now)?;
    Ok(true)
}

pub(super) fn open_staff_screen(
    tx: &Transaction<'_>,
    id: DeviceId,
    pass: TokenHash,
    now: u64,
) -> rusqlite::Result<Option<u64>> {
    let sql = "DELETE FROM staff_pass WHERE device = ?1 AND pass_hash = ?2 AND expires_at > ?3
        RETURNING made_account, made_by";
    let by = tx
        .prepare_cached(sql)?
        .query_row(params![id.0, pass.0, millis(now)], |row| {
            who(&mut Columns::of(row))
        })
        .optional()?;
    let Some(by) = by.flatten() else {
        return Ok(None);
    };
    let until = now + PASS_LIFE;
    let sql = "UPDATE device SET staff_until = ?2, staff_by = ?3, staff_account = ?4
        WHERE id = ?1";
    let row = params![id.0, millis(until), by.name, by.account.map(key)];
    tx.prepare_cached(sql)?.execute(row)?;
    rows::note(tx, id, &by, "staff-screen", now)?;
    Ok(Some(until))
}
