//! Links to choose a new password, each good once and for a while.

use super::super::columns::Columns;
use super::{accounts, key, millis, sessions, shopper};
use crate::error::Fault;
use crate::shoppers::{Account, SessionId, TokenHash};
use baguni_commerce::ShopperId;
use rusqlite::{OptionalExtension as _, Transaction, params};

pub(super) fn open(
    tx: &Transaction<'_>,
    account: ShopperId,
    token: &TokenHash,
    expires_at: u64,
) -> Result<(), Fault> {
    accounts::require(tx, account)?;
    let sql = "INSERT INTO reset (token_hash, account, expires_at) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?
        .execute(params![token.0, key(account), millis(expires_at)])?;
    Ok(())
}

pub(super) fn find(
    tx: &Transaction<'_>,
    token: &TokenHash,
    now: u64,
) -> rusqlite::Result<Option<Account>> {
    let sql = "SELECT shopper, email, name FROM reset JOIN account ON shopper = reset.account
        WHERE token_hash = ?1 AND expires_at > ?2";
    tx.prepare_cached(sql)?
        .query_row(params![token.0, millis(now)], |row| {
            let mut columns = Columns::of(row);
            let id = columns.take()?;
            accounts::read(id, &mut columns)
        })
        .optional()
}

pub(super) fn consume(
    tx: &Transaction<'_>,
    token: &TokenHash,
    password_hash: &str,
    now: u64,
) -> rusqlite::Result<Option<Vec<SessionId>>> {
    let sql = "SELECT account FROM reset WHERE token_hash = ?1 AND expires_at > ?2";
    let account: Option<i64> = tx
        .prepare_cached(sql)?
        .query_row(params![token.0, millis(now)], |row| row.get(0))
        .optional()?;
    let Some(account) = account else {
        return Ok(None);
    };
    tx.prepare_cached("UPDATE account SET password_hash = ?1 WHERE shopper = ?2")?
        .execute(params![password_hash, account])?;
    tx.prepare_cached("DELETE FROM reset WHERE account = ?1")?
        .execute([account])?;
    sessions::revoke_but(tx, shopper(account), None).map(Some)
}

pub(super) fn sweep(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<usize> {
    tx.prepare_cached("DELETE FROM reset WHERE expires_at <= ?1")?
        .execute([millis(now)])
}
