//! What devices say of themselves, and what they are told to do.

use super::super::columns::each;
use super::super::shoppers::millis;
use super::rows;
use crate::Who;
use crate::devices::MAX_TOLD;
use baguni_commerce::device::{DeviceOrder, Heartbeat, Told};
use baguni_commerce::{CommandId, DeviceId};
use rusqlite::{Transaction, params};

pub(super) fn heartbeat(
    tx: &Transaction<'_>,
    id: DeviceId,
    mut heartbeat: Heartbeat,
    now: u64,
) -> rusqlite::Result<Vec<Told>> {
    let done = std::mem::take(&mut heartbeat.done);
    let sql = "UPDATE device SET seen_at = max(coalesce(seen_at, 0), ?2), heartbeat = ?3
        WHERE id = ?1 AND revoked_at IS NULL";
    let row = params![id.0, millis(now), rows::written(&heartbeat)];
    tx.prepare_cached(sql)?.execute(row)?;
    let mut forget = tx.prepare_cached("DELETE FROM device_order WHERE id = ?1 AND device = ?2")?;
    for order in done.iter().take(MAX_TOLD as usize) {
        forget.execute(params![order.0, id.0])?;
    }
    waiting(tx, id)
}

fn waiting(tx: &Transaction<'_>, id: DeviceId) -> rusqlite::Result<Vec<Told>> {
    let sql = "SELECT id, what FROM device_order WHERE device = ?1 ORDER BY seq";
    let mut told = Vec::new();
    each(&mut tx.prepare_cached(sql)?, [id.0], |columns| {
        told.push(Told {
            id: CommandId(columns.take()?),
            order: rows::document(columns)?,
        });
        Ok(())
    })?;
    Ok(told)
}

pub(super) fn tell(
    tx: &Transaction<'_>,
    id: DeviceId,
    told: &Told,
    by: &Who,
    now: u64,
) -> rusqlite::Result<bool> {
    if !rows::is_good(tx, id)? {
        return Ok(false);
    }
    let sql = "INSERT INTO device_order (id, device, what, told_at) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (id) DO NOTHING";
    let row = params![told.id.0, id.0, rows::written(&told.order), millis(now)];
    if tx.prepare_cached(sql)?.execute(row)? == 0 {
        return Ok(true);
    }
    let old = "DELETE FROM device_order WHERE seq IN (
        SELECT seq FROM device_order WHERE device = ?1 ORDER BY seq DESC LIMIT -1 OFFSET ?2)";
    tx.prepare_cached(old)?.execute(params![id.0, MAX_TOLD])?;
    stand(tx, id, &told.order)?;
    rows::note(tx, id, by, told.order.code(), now)?;
    Ok(true)
}

/// What a screen has to know when it starts anew too.
fn stand(tx: &Transaction<'_>, id: DeviceId, order: &DeviceOrder) -> rusqlite::Result<()> {
    let lock = "UPDATE device SET locked = ?2 WHERE id = ?1";
    let say = "UPDATE device SET message = ?2 WHERE id = ?1";
    match order {
        DeviceOrder::Lock => tx.prepare_cached(lock)?.execute(params![id.0, true])?,
        DeviceOrder::Unlock => tx.prepare_cached(lock)?.execute(params![id.0, false])?,
        DeviceOrder::Message(text) => tx.prepare_cached(say)?.execute(params![id.0, text])?,
        DeviceOrder::Reload | DeviceOrder::Update => 0,
    };
    Ok(())
}
