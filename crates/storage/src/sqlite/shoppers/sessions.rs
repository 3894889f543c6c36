//! Sessions: opened, found by their token, put in another's place, ended.

use super::super::aliases;
use super::super::columns::{Columns, each};
use super::{accounts, key, millis, shopper};
use crate::error::{Fault, StorageError, Subject};
use crate::shoppers::{
    ALIAS_LIFE, Credentials, NewSession, SESSION_LIFE, Session, SessionId, TokenHash,
};
use baguni_commerce::{DeviceId, ShopperId};
use rusqlite::{OptionalExtension as _, Transaction, params};

/// How many rows of a kind one sweep takes, so that shoppers do not wait for it.
const SWEPT_AT_ONCE: i64 = 500;

/// The columns that [`read`] takes. Whose basket it is, follows the alias; whose account it is,
/// does not: the password of the account was not given in that session.
const SESSION: &str = "SELECT session.id, coalesce(shopper_alias.shopper, session.shopper),
        session.device, session.created_at, session.seen_at,
        account.shopper, account.email, account.name, session.kiosk
    FROM session
    LEFT JOIN shopper_alias ON shopper_alias.guest = session.shopper
    LEFT JOIN account ON account.shopper = session.shopper AND session.kind = 'account'";

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: SessionId(columns.take()?),
        shopper: shopper(columns.take()?),
        device: columns.take()?,
        created_at: columns.take::<i64>()?.unsigned_abs(),
        seen_at: columns.take::<i64>()?.unsigned_abs(),
        account: match columns.take()? {
            Some(id) => Some(accounts::read(id, columns)?),
            None => {
                columns.skip(2);
                None
            }
        },
        kiosk: columns.take::<Option<[u8; 16]>>()?.map(DeviceId),
    })
}

pub(super) fn find(
    tx: &Transaction<'_>,
    token: &TokenHash,
    now: u64,
) -> rusqlite::Result<Option<Session>> {
    let sql = format!("{SESSION} WHERE token_hash = ?1 AND seen_at > ?2");
    tx.prepare_cached(&sql)?
        .query_row(params![token.0, expired(now)], |row| {
            read(&mut Columns::of(row))
        })
        .optional()
}

/// Sessions that were seen at this time or before have ended.
fn expired(now: u64) -> i64 {
    millis(now) - millis(SESSION_LIFE)
}

pub(super) fn of(
    tx: &Transaction<'_>,
    account: ShopperId,
    now: u64,
) -> rusqlite::Result<Vec<Session>> {
    let sql = format!(
        "{SESSION} WHERE session.shopper = ?1 AND session.kind = 'account' AND seen_at > ?2
         ORDER BY seen_at DESC, session.id DESC"
    );
    let mut sessions = Vec::new();
    let params = params![key(account), expired(now)];
    each(&mut tx.prepare_cached(&sql)?, params, |columns| {
        sessions.push(read(columns)?);
        Ok(())
    })?;
    Ok(sessions)
}

pub(super) fn note_seen(tx: &Transaction<'_>, id: SessionId, now: u64) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE session SET seen_at = max(seen_at, ?1) WHERE id = ?2")?
        .execute(params![millis(now), id.0])?;
    Ok(())
}

pub(in crate::sqlite) fn open_guest(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    session: &NewSession,
    now: u64,
) -> Result<SessionId, Fault> {
    if !accounts::add_shopper(tx, shopper, now)? {
        let (what, owner) = (Subject::Shopper(shopper), Subject::Shopper(shopper));
        return Err(StorageError::Conflict { what, owner }.into());
    }
    Ok(insert(tx, shopper, "guest", session, now)?)
}

fn insert(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    kind: &str,
    session: &NewSession,
    now: u64,
) -> rusqlite::Result<SessionId> {
    let sql = "INSERT INTO session (token_hash, shopper, kind, device, created_at, seen_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?5) RETURNING id";
    let (token, device, now) = (session.token.0, &session.device, millis(now));
    tx.prepare_cached(sql)?
        .query_row(params![token, key(shopper), kind, device, now], |row| {
            row.get(0).map(SessionId)
        })
}

/// The session of somebody whose password has just been given or chosen.
pub(super) fn insert_known(
    tx: &Transaction<'_>,
    account: ShopperId,
    session: &NewSession,
    now: u64,
) -> rusqlite::Result<SessionId> {
    insert(tx, account, "account", session, now)
}

pub(super) fn rotate(
    tx: &Transaction<'_>,
    old: Option<TokenHash>,
    new: &NewSession,
    checked: &Credentials,
    now: u64,
) -> rusqlite::Result<Option<SessionId>> {
    let account = checked.account.shopper;
    if !accounts::has_password(tx, account, &checked.password_hash)? {
        return Ok(None);
    }
    let sql = "UPDATE session SET token_hash = ?2, shopper = ?3, kind = 'account', device = ?4,
        created_at = ?5, seen_at = ?5 WHERE token_hash = ?1 AND kiosk IS NULL RETURNING id";
    let rotated = match old {
        Some(old) => tx
            .prepare_cached(sql)?
            .query_row(
                params![old.0, new.token.0, key(account), new.device, millis(now)],
                |row| row.get(0).map(SessionId),
            )
            .optional()?,
        None => None,
    };
    match rotated {
        Some(id) => Ok(Some(id)),
        None => insert_known(tx, account, new, now).map(Some),
    }
}

pub(super) fn end(tx: &Transaction<'_>, token: &TokenHash) -> rusqlite::Result<Option<SessionId>> {
    tx.prepare_cached("DELETE FROM session WHERE token_hash = ?1 RETURNING id")?
        .query_row([token.0], |row| row.get(0).map(SessionId))
        .optional()
}

pub(super) fn revoke(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    session: SessionId,
) -> rusqlite::Result<bool> {
    let sql = "DELETE FROM session WHERE id = ?1 AND shopper = ?2";
    let ended = tx.prepare_cached(sql)?.execute([session.0, key(shopper)])?;
    Ok(ended > 0)
}

/// Ends every session of a shopper, but for one that is kept.
pub(super) fn revoke_but(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    keep: Option<SessionId>,
) -> rusqlite::Result<Vec<SessionId>> {
    let sql = "DELETE FROM session WHERE shopper = ?1 AND id IS NOT ?2 RETURNING id";
    let mut statement = tx.prepare_cached(sql)?;
    let ids = statement.query_map(params![key(shopper), keep.map(|id| id.0)], |row| {
        row.get(0).map(SessionId)
    })?;
    ids.collect()
}

/// Forgets what has expired, and with their last session guests of whom nothing else is known.
pub(super) fn sweep(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<usize> {
    let sessions = "DELETE FROM session
        WHERE id IN (SELECT id FROM session WHERE seen_at <= ?1 LIMIT ?2) RETURNING shopper";
    let left = left_by(tx, sessions, expired(now))?;
    let led = aliases::sweep(tx, millis(now) - millis(ALIAS_LIFE), SWEPT_AT_ONCE)?;
    for shopper in left.iter().chain(&led.left) {
        forget_guest(tx, *shopper)?;
    }
    Ok(left.len() + led.count)
}

fn left_by(tx: &Transaction<'_>, sql: &str, until: i64) -> rusqlite::Result<Vec<i64>> {
    let mut statement = tx.prepare_cached(sql)?;
    let shoppers = statement.query_map([until, SWEPT_AT_ONCE], |row| row.get(0))?;
    shoppers.collect()
}

fn forget_guest(tx: &Transaction<'_>, shopper: i64) -> rusqlite::Result<()> {
    let sql = "DELETE FROM shopper WHERE id = ?1
        AND NOT EXISTS (SELECT 1 FROM session WHERE shopper = ?1)
        AND NOT EXISTS (SELECT 1 FROM account WHERE shopper = ?1)
        AND NOT EXISTS (SELECT 1 FROM shopper_alias WHERE guest = ?1 OR shopper = ?1)";
    tx.prepare_cached(sql)?.execute([shopper])?;
    Ok(())
}
