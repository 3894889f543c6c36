//! Keys of other systems, and what was answered, in the database.

use super::columns::{Columns, each};
use super::shoppers::{key, millis, shopper};
use super::{SqliteStorage, locations};
use crate::api_keys::{
    ANSWER_LIFE, ApiKeys, Asked, KeptAnswer, MAX_ANSWERS, NewApiKey, TakenUp, WORKED_ON,
};
use crate::error::{Fault, StorageError, Subject};
use crate::shoppers::TokenHash;
use async_trait::async_trait;
use baguni_commerce::ShopperId;
use baguni_commerce::order::{Role, Staff};
use rusqlite::{OptionalExtension as _, Transaction, params};

/// How many answers one request may forget that are too old.
const FORGOTTEN_AT_ONCE: u32 = 10;

#[async_trait]
impl ApiKeys for SqliteStorage {
    async fn add_api_key(&self, new: NewApiKey, now: u64) -> Result<Staff, StorageError> {
        self.write(move |tx| add(tx, &new, now)).await
    }

    async fn api_key(&self, token: &TokenHash) -> Result<Option<Staff>, StorageError> {
        let TokenHash(token) = *token;
        self.read(move |tx| {
            let sql = format!("SELECT {KEY} WHERE token_hash = ?1");
            let mut found = tx.prepare_cached(&sql)?;
            let found = found.query_row([token], |row| staff(&mut Columns::of(row)));
            Ok(found.optional()?)
        })
        .await
    }

    async fn api_keys(&self) -> Result<Vec<(Staff, u64)>, StorageError> {
        self.read(|tx| Ok(all(tx)?)).await
    }

    async fn revoke_api_key(&self, name: &str) -> Result<bool, StorageError> {
        let name = name.to_owned();
        self.write(move |tx| {
            let sql = "DELETE FROM api_key WHERE name = ?1";
            Ok(tx.prepare_cached(sql)?.execute([name])? > 0)
        })
        .await
    }

    async fn take_up(&self, asked: Asked, now: u64) -> Result<TakenUp, StorageError> {
        self.write(move |tx| Ok(take_up(tx, &asked, now)?)).await
    }

    async fn keep_answer(&self, asked: &Asked, answer: KeptAnswer) -> Result<(), StorageError> {
        let asked = asked.clone();
        self.write(move |tx| {
            let sql = "UPDATE kept_answer SET status = ?3, body = ?4
                WHERE caller = ?1 AND name = ?2";
            let row = params![asked.caller, asked.name, answer.status, answer.body];
            tx.prepare_cached(sql)?.execute(row)?;
            Ok(())
        })
        .await
    }

    async fn let_go(&self, asked: &Asked) -> Result<(), StorageError> {
        let asked = asked.clone();
        self.write(move |tx| {
            let sql = "DELETE FROM kept_answer
                WHERE caller = ?1 AND name = ?2 AND status IS NULL";
            tx.prepare_cached(sql)?
                .execute([asked.caller, asked.name])?;
            Ok(())
        })
        .await
    }
}

const KEY: &str = "api_key.id, api_key.name, role, stock_location.handle, created_at
    FROM api_key LEFT JOIN stock_location ON stock_location.id = location_id";

fn staff(columns: &mut Columns<'_>) -> rusqlite::Result<Staff> {
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

fn all(tx: &Transaction<'_>) -> rusqlite::Result<Vec<(Staff, u64)>> {
    let sql = format!("SELECT {KEY} ORDER BY api_key.name");
    let mut keys = Vec::new();
    each(&mut tx.prepare_cached(&sql)?, [], |columns| {
        keys.push((staff(columns)?, columns.take::<i64>()?.unsigned_abs()));
        Ok(())
    })?;
    Ok(keys)
}

fn add(tx: &Transaction<'_>, new: &NewApiKey, now: u64) -> Result<Staff, Fault> {
    let refused = |reason: String| {
        let what = Subject::ApiKey(new.name.clone());
        Err(StorageError::Invalid { what, reason }.into())
    };
    if new.role != Role::Merchant && new.location.is_none() {
        return refused(format!("works somewhere, as every {}", new.role.code()));
    }
    let place = new
        .location
        .as_ref()
        .map(|at| match locations::key(tx, at)? {
            Some(id) => Ok::<_, Fault>(id),
            None => Err(StorageError::Unknown(Subject::Location(at.clone())).into()),
        });
    let sql = "INSERT INTO api_key (id, name, token_hash, role, location_id, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (name) DO NOTHING";
    let id = ShopperId(new.id);
    let added = tx.prepare_cached(sql)?.execute(params![
        key(id),
        new.name,
        new.token.0,
        new.role.code(),
        place.transpose()?,
        millis(now)
    ])?;
    if added == 0 {
        return refused("is taken: revoke that key first, or choose another name".to_owned());
    }
    Ok(Staff {
        account: id,
        name: new.name.clone(),
        role: new.role,
        location: new.location.clone(),
    })
}

/// Fingerprint, when it was asked, status and body.
type Known = ([u8; 32], u64, Option<u16>, Option<Vec<u8>>);

fn take_up(tx: &Transaction<'_>, asked: &Asked, now: u64) -> rusqlite::Result<TakenUp> {
    let sql = "SELECT fingerprint, asked_at, status, body FROM kept_answer
        WHERE caller = ?1 AND name = ?2";
    let found: Option<Known> = tx
        .prepare_cached(sql)?
        .query_row([&asked.caller, &asked.name], |row| {
            let at: i64 = row.get(1)?;
            Ok((row.get(0)?, at.unsigned_abs(), row.get(2)?, row.get(3)?))
        })
        .optional()?;
    match found {
        Some((_, at, ..)) if at + ANSWER_LIFE <= now => {}
        Some((fingerprint, ..)) if fingerprint != asked.fingerprint => return Ok(TakenUp::Other),
        Some((_, _, Some(status), Some(body))) => {
            return Ok(TakenUp::Answered(KeptAnswer { status, body }));
        }
        Some((_, at, ..)) if now.saturating_sub(at) < WORKED_ON => return Ok(TakenUp::Busy),
        _ => {}
    }
    make_room(tx, &asked.caller, now)?;
    let sql = "INSERT OR REPLACE INTO kept_answer (caller, name, fingerprint, asked_at)
        VALUES (?1, ?2, ?3, ?4)";
    let row = params![asked.caller, asked.name, asked.fingerprint, millis(now)];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(TakenUp::Go)
}

/// Forgets what is too old, and of a caller who has too many the oldest.
fn make_room(tx: &Transaction<'_>, caller: &str, now: u64) -> rusqlite::Result<()> {
    let old = "DELETE FROM kept_answer WHERE (caller, name) IN (
        SELECT caller, name FROM kept_answer WHERE asked_at <= ?1 LIMIT ?2)";
    let before = millis(now.saturating_sub(ANSWER_LIFE));
    tx.prepare_cached(old)?
        .execute(params![before, FORGOTTEN_AT_ONCE])?;
    let many = "SELECT count(*) FROM (SELECT 1 FROM kept_answer WHERE caller = ?1 LIMIT ?2)";
    let count: u32 = tx
        .prepare_cached(many)?
        .query_row(params![caller, MAX_ANSWERS], |row| row.get(0))?;
    if count >= MAX_ANSWERS {
        let oldest = "DELETE FROM kept_answer WHERE (caller, name) IN (
            SELECT caller, name FROM kept_answer WHERE caller = ?1 ORDER BY asked_at LIMIT 1)";
        tx.prepare_cached(oldest)?.execute([caller])?;
    }
    Ok(())
}
