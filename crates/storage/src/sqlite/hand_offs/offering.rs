//! Codes that screens show.

use super::super::shoppers::{key, millis};
use crate::TokenHash;
use crate::hand_offs::{HAND_OFF_KEPT, NewHandOff};
use baguni_commerce::ShopperId;
use baguni_commerce::device::{Direction, KioskWay};
use rusqlite::{Transaction, params};

/// How many rows one sweep takes, so that shoppers do not wait for it.
const SWEPT_AT_ONCE: i64 = 500;

pub(super) fn offer(
    tx: &Transaction<'_>,
    code: &TokenHash,
    offer: &NewHandOff,
    now: u64,
) -> rusqlite::Result<bool> {
    // What nobody has accepted and nobody can, needs no answer of its own.
    let stale = "DELETE FROM hand_off WHERE device = ?1 AND used_at IS NULL AND expires_at <= ?2";
    tx.prepare_cached(stale)?
        .execute(params![offer.device.0, millis(now)])?;
    let sql = "INSERT INTO hand_off (code_hash, session, device, direction, way, expires_at)
        SELECT ?1, session.id, device.id, ?4, ?5, ?6
        FROM session JOIN device ON device.id = session.kiosk
        WHERE session.id = ?2 AND device.id = ?3 AND revoked_at IS NULL";
    let offered = tx.prepare_cached(sql)?.execute(params![
        code.0,
        offer.session.0,
        offer.device.0,
        word(offer.direction),
        offer.way.as_ref().map(written).transpose()?,
        millis(offer.expires_at)
    ])?;
    Ok(offered > 0)
}

fn written(way: &KioskWay) -> rusqlite::Result<String> {
    serde_json::to_string(way)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
}

pub(super) fn use_up(
    tx: &Transaction<'_>,
    code: &TokenHash,
    phone: ShopperId,
    now: u64,
) -> rusqlite::Result<()> {
    let sql = "UPDATE hand_off SET used_by = ?2, used_at = ?3 WHERE code_hash = ?1";
    tx.prepare_cached(sql)?
        .execute(params![code.0, key(phone), millis(now)])?;
    Ok(())
}

pub(in crate::sqlite) fn sweep(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<usize> {
    let sql = "DELETE FROM hand_off WHERE code_hash IN (
        SELECT code_hash FROM hand_off WHERE expires_at <= ?1 LIMIT ?2)";
    let old = millis(now.saturating_sub(HAND_OFF_KEPT));
    tx.prepare_cached(sql)?.execute([old, SWEPT_AT_ONCE])
}

pub(super) fn word(direction: Direction) -> &'static str {
    match direction {
        Direction::ToPhone => "to_phone",
        Direction::ToScreen => "to_screen",
    }
}

pub(super) fn read_word(word: &str) -> Option<Direction> {
    let mut all = [Direction::ToPhone, Direction::ToScreen].into_iter();
    all.find(|direction| self::word(*direction) == word)
}
