//! Who works for the shop, in the database.

use super::columns::{Columns, each};
use super::shoppers::{key, millis, shopper};
use super::{SqliteStorage, locations};
use crate::error::{Fault, StorageError, Subject};
use crate::staff::{Staffing, Who};
use async_trait::async_trait;
use baguni_commerce::order::{Role, Staff};
use baguni_commerce::{Email, Handle, ShopperId};
use rusqlite::{OptionalExtension as _, Transaction, params};

#[async_trait]
impl Staffing for SqliteStorage {
    async fn staff(&self, account: ShopperId) -> Result<Option<Staff>, StorageError> {
        self.read(move |tx| Ok(find(tx, account)?)).await
    }

    async fn all_staff(&self) -> Result<Vec<(Email, Staff)>, StorageError> {
        self.read(|tx| Ok(all(tx)?)).await
    }

    async fn appoint(
        &self,
        email: &Email,
        role: Role,
        location: Option<&Handle>,
        now: u64,
    ) -> Result<Staff, StorageError> {
        let (email, location) = (email.clone(), location.cloned());
        self.write(move |tx| appoint(tx, &email, role, location.as_ref(), now))
            .await
    }

    async fn dismiss(&self, email: &Email) -> Result<bool, StorageError> {
        let email = email.clone();
        self.write(move |tx| {
            let sql = "DELETE FROM staff_member
                WHERE account = (SELECT shopper FROM account WHERE email = ?1)";
            Ok(tx.prepare_cached(sql)?.execute([email.as_str()])? > 0)
        })
        .await
    }
}

/// The columns that [`who`] takes, out of two that note an account and the name that it had.
pub(super) fn who_of(account: &str, name: &str) -> String {
    format!("{account}, coalesce((SELECT name FROM account WHERE shopper = {account}), {name})")
}

/// By the name of today; `None` where nobody is noted.
pub(super) fn who(columns: &mut Columns<'_>) -> rusqlite::Result<Option<Who>> {
    let (account, name): (Option<i64>, Option<String>) = (columns.take()?, columns.take()?);
    let account = account.map(shopper);
    Ok(name.map(|name| Who { account, name }))
}

fn find(tx: &Transaction<'_>, account: ShopperId) -> rusqlite::Result<Option<Staff>> {
    let sql = "SELECT account.shopper, name, role, handle
        FROM staff_member
        JOIN account ON account.shopper = staff_member.account
        LEFT JOIN stock_location ON id = location_id
        WHERE staff_member.account = ?1";
    tx.prepare_cached(sql)?
        .query_row([key(account)], |row| read(&mut Columns::of(row)))
        .optional()
}

fn all(tx: &Transaction<'_>) -> rusqlite::Result<Vec<(Email, Staff)>> {
    let sql = "SELECT email, account.shopper, name, role, handle
        FROM staff_member
        JOIN account ON account.shopper = staff_member.account
        LEFT JOIN stock_location ON id = location_id
        ORDER BY email";
    let mut staff = Vec::new();
    each(&mut tx.prepare_cached(sql)?, [], |columns| {
        staff.push((columns.parse()?, read(columns)?));
        Ok(())
    })?;
    Ok(staff)
}

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<Staff> {
    let (account, name) = (shopper(columns.take()?), columns.take()?);
    let role = columns.code(Role::from_code)?;
    let location: Option<String> = columns.take()?;
    Ok(Staff {
        account,
        name,
        role,
        location: location.map(|raw| columns.parsed(&raw)).transpose()?,
    })
}

fn appoint(
    tx: &Transaction<'_>,
    email: &Email,
    role: Role,
    location: Option<&Handle>,
    now: u64,
) -> Result<Staff, Fault> {
    let sql = "SELECT shopper FROM account WHERE email = ?1";
    let account: Option<i64> = tx
        .prepare_cached(sql)?
        .query_row([email.as_str()], |row| row.get(0))
        .optional()?;
    let account = shopper(account.ok_or(StorageError::Unknown(Subject::Email))?);
    if role != Role::Merchant && location.is_none() {
        let what = Subject::Account(account);
        let reason = format!("works somewhere, as every {}", role.code());
        return Err(StorageError::Invalid { what, reason }.into());
    }
    let place = location.map(|at| match locations::key(tx, at)? {
        Some(id) => Ok::<_, Fault>(id),
        None => Err(StorageError::Unknown(Subject::Location(at.clone())).into()),
    });
    let sql = "INSERT INTO staff_member (account, role, location_id, since)
        VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT DO UPDATE SET role = ?2, location_id = ?3, since = ?4";
    tx.prepare_cached(sql)?.execute(params![
        key(account),
        role.code(),
        place.transpose()?,
        millis(now)
    ])?;
    let found = find(tx, account)?;
    Ok(found.ok_or(StorageError::Unknown(Subject::Account(account)))?)
}
