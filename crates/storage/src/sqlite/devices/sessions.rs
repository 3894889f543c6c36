//! Sessions at screens: whoever comes next finds nothing of who was there before.

use super::super::shoppers::{millis, open_guest, shopper};
use super::super::stock::release;
use super::{SWEPT_AT_ONCE, rows};
use crate::devices::{EndedSession, KIOSK_SESSION_LIFE};
use crate::error::Fault;
use crate::{NewSession, SessionId};
use baguni_commerce::stock::ReservationId;
use baguni_commerce::{DeviceId, ShopperId};
use rusqlite::{Transaction, params};

/// What a hold is released for.
const REASON: &str = "screen_reset";

pub(super) fn open(
    tx: &Transaction<'_>,
    id: DeviceId,
    shopper: ShopperId,
    session: &NewSession,
    now: u64,
) -> Result<Option<(SessionId, Vec<EndedSession>)>, Fault> {
    if !rows::is_good(tx, id)? {
        return Ok(None);
    }
    let ended = end(tx, id, now)?;
    let opened = open_guest(tx, shopper, session, now)?;
    tx.prepare_cached("UPDATE session SET kiosk = ?2 WHERE id = ?1")?
        .execute(params![opened.0, id.0])?;
    Ok(Some((opened, ended)))
}

/// Whoever was here is gone, and so is what somebody came to help with. A call that nobody has
/// answered yet stays.
pub(super) fn reset(
    tx: &Transaction<'_>,
    id: DeviceId,
    now: u64,
) -> rusqlite::Result<Vec<EndedSession>> {
    let calls = "UPDATE device_call SET closed_at = ?2
        WHERE device = ?1 AND closed_at IS NULL AND taken_by IS NOT NULL";
    tx.prepare_cached(calls)?
        .execute(params![id.0, millis(now)])?;
    end(tx, id, now)
}

pub(super) fn end(
    tx: &Transaction<'_>,
    id: DeviceId,
    now: u64,
) -> rusqlite::Result<Vec<EndedSession>> {
    let staff = "UPDATE device SET staff_until = NULL, staff_by = NULL,
            staff_account = NULL WHERE id = ?1";
    tx.prepare_cached(staff)?.execute([id.0])?;
    // By the screen and not by the shopper: a basket that was handed off is somebody else's by now.
    let tickets = "UPDATE counter_ticket SET shopper = NULL WHERE device = ?1";
    tx.prepare_cached(tickets)?.execute([id.0])?;
    let sql = "DELETE FROM session WHERE kiosk = ?1 RETURNING id, shopper";
    let mut statement = tx.prepare_cached(sql)?;
    let ended = statement.query_map([id.0], |row| Ok((SessionId(row.get(0)?), row.get(1)?)))?;
    let ended: Vec<(SessionId, i64)> = ended.collect::<rusqlite::Result<_>>()?;
    ended
        .into_iter()
        .map(|(session, guest)| {
            forget(tx, guest, now)?;
            let shopper = shopper(guest);
            Ok(EndedSession { session, shopper })
        })
        .collect()
}

/// Forgets all that a guest at a screen has left, unless it is somebody else's by now.
fn forget(tx: &Transaction<'_>, guest: i64, now: u64) -> rusqlite::Result<()> {
    if !is_alone(tx, guest)? {
        return Ok(());
    }
    for checkout in holding(tx, guest)? {
        release(tx, ReservationId(checkout), REASON, now)?;
    }
    // What belongs to a shopper goes with the shopper.
    tx.prepare_cached("DELETE FROM shopper WHERE id = ?1")?
        .execute([guest])?;
    Ok(())
}

/// Whether a guest is nobody but who stood here: joined into nobody, with no order under way and
/// no other session.
fn is_alone(tx: &Transaction<'_>, guest: i64) -> rusqlite::Result<bool> {
    let sql = "SELECT NOT EXISTS (SELECT 1 FROM shopper_alias WHERE guest = ?1 OR shopper = ?1)
        AND NOT EXISTS (SELECT 1 FROM account WHERE shopper = ?1)
        AND NOT EXISTS (SELECT 1 FROM session WHERE shopper = ?1)
        AND NOT EXISTS (SELECT 1 FROM customer_order WHERE shopper = ?1
            AND state IN ('pending_payment', 'placed', 'on_hold'))";
    tx.prepare_cached(sql)?.query_row([guest], |row| row.get(0))
}

/// The checkouts of a guest that have not become orders: their ids are their holds'.
fn holding(tx: &Transaction<'_>, guest: i64) -> rusqlite::Result<Vec<[u8; 16]>> {
    let sql = "SELECT id FROM checkout_draft WHERE shopper = ?1";
    let mut statement = tx.prepare_cached(sql)?;
    let ids = statement.query_map([guest], |row| row.get(0))?;
    ids.collect()
}

/// Ends what no screen has ended.
pub(super) fn sweep(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<usize> {
    let sql = "SELECT DISTINCT kiosk FROM session
        WHERE kiosk IS NOT NULL AND seen_at <= ?1 LIMIT ?2";
    let old = millis(now) - millis(KIOSK_SESSION_LIFE);
    let mut statement = tx.prepare_cached(sql)?;
    let left = statement.query_map([old, SWEPT_AT_ONCE], |row| row.get(0).map(DeviceId))?;
    let left: Vec<DeviceId> = left.collect::<rusqlite::Result<_>>()?;
    for device in &left {
        end(tx, *device, now)?;
    }
    Ok(left.len())
}
