//! Accounts: made of guests, found by their e-mail address.

use super::super::columns::Columns;
use super::{key, millis, sessions, shopper};
use crate::error::{Fault, StorageError, Subject};
use crate::shoppers::{Account, Credentials, NewAccount, NewSession, SessionId};
use baguni_commerce::{Email, ShopperId};
use rusqlite::{OptionalExtension as _, Transaction, params};

pub(super) fn sign_up(
    tx: &Transaction<'_>,
    account: &NewAccount,
    session: &NewSession,
    now: u64,
) -> Result<SessionId, Fault> {
    let shopper = account.shopper;
    if let Some(taken) = credentials(tx, &account.email)? {
        return Err(belongs_to(Subject::Email, taken.account.shopper));
    }
    if !add_shopper(tx, shopper, now)? && is_there(tx, shopper)? {
        return Err(belongs_to(Subject::Shopper(shopper), shopper));
    }
    let sql = "INSERT INTO account (shopper, email, name, password_hash, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    tx.prepare_cached(sql)?.execute(params![
        key(shopper),
        account.email.as_str(),
        account.name,
        account.password_hash,
        millis(now)
    ])?;
    // A token that was given to a guest must not become one to an account.
    sessions::revoke_but(tx, shopper, None)?;
    Ok(sessions::insert_known(tx, shopper, session, now)?)
}

fn belongs_to(what: Subject, account: ShopperId) -> Fault {
    let owner = Subject::Account(account);
    StorageError::Conflict { what, owner }.into()
}

/// Tells whether the shopper is new.
pub(super) fn add_shopper(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    now: u64,
) -> rusqlite::Result<bool> {
    let sql = "INSERT INTO shopper (id, created_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    let added = tx
        .prepare_cached(sql)?
        .execute([key(shopper), millis(now)])?;
    Ok(added > 0)
}

pub(in super::super) fn is_there(
    tx: &Transaction<'_>,
    account: ShopperId,
) -> rusqlite::Result<bool> {
    tx.prepare_cached("SELECT 1 FROM account WHERE shopper = ?1")?
        .exists([key(account)])
}

pub(in super::super) fn require(tx: &Transaction<'_>, account: ShopperId) -> Result<(), Fault> {
    match is_there(tx, account)? {
        true => Ok(()),
        false => Err(StorageError::Unknown(Subject::Account(account)).into()),
    }
}

/// Whether this is what the account's password is checked against today.
pub(super) fn has_password(
    tx: &Transaction<'_>,
    account: ShopperId,
    hash: &str,
) -> rusqlite::Result<bool> {
    tx.prepare_cached("SELECT 1 FROM account WHERE shopper = ?1 AND password_hash = ?2")?
        .exists(params![key(account), hash])
}

/// Reads the e-mail address and the name that follow an account's key.
pub(super) fn read(id: i64, columns: &mut Columns<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        shopper: shopper(id),
        email: columns.parse()?,
        name: columns.take()?,
    })
}

pub(super) fn credentials(
    tx: &Transaction<'_>,
    email: &Email,
) -> rusqlite::Result<Option<Credentials>> {
    let sql = "SELECT shopper, email, name, password_hash FROM account WHERE email = ?1";
    tx.prepare_cached(sql)?
        .query_row([email.as_str()], |row| {
            let mut columns = Columns::of(row);
            let id = columns.take()?;
            Ok(Credentials {
                account: read(id, &mut columns)?,
                password_hash: columns.take()?,
            })
        })
        .optional()
}

pub(super) fn rename(tx: &Transaction<'_>, account: ShopperId, name: &str) -> Result<(), Fault> {
    require(tx, account)?;
    tx.prepare_cached("UPDATE account SET name = ?1 WHERE shopper = ?2")?
        .execute(params![name, key(account)])?;
    Ok(())
}
