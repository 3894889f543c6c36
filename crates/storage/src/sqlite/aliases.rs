//! Guests that have become part of somebody else: their basket is joined into the other's, and
//! what they still send is led there. A guest who signs in is led to an account, and that of a
//! screen in a store to whoever took its basket to a phone.
//!
//! A row names where the way ends: whoever is joined takes along all that were led there.

use super::shoppers::accounts;
use super::shoppers::{key, millis, shopper};
use super::{baskets, orders};
use crate::error::{Fault, StorageError, Subject};
use baguni_commerce::ShopperId;
use baguni_replica::join::JoinPolicy;
use rusqlite::{OptionalExtension as _, Transaction};

/// One transaction, so that however often and from wherever a guest signs in, the basket is joined
/// once.
pub(super) fn join(
    tx: &Transaction<'_>,
    guest: ShopperId,
    account: ShopperId,
    policy: JoinPolicy,
    now: u64,
) -> Result<(), Fault> {
    accounts::require(tx, account)?;
    if guest == account || find(tx, guest)?.is_some() {
        return Ok(());
    }
    lead(tx, guest, account, policy, now)
}

/// Leads a guest that is led nowhere yet to somebody who is not led anywhere either.
pub(super) fn lead(
    tx: &Transaction<'_>,
    guest: ShopperId,
    to: ShopperId,
    policy: JoinPolicy,
    now: u64,
) -> Result<(), Fault> {
    if accounts::is_there(tx, guest)? {
        let (what, reason) = (Subject::Shopper(guest), "is an account".to_owned());
        return Err(StorageError::Invalid { what, reason }.into());
    }
    tx.prepare_cached("UPDATE shopper_alias SET shopper = ?2 WHERE shopper = ?1")?
        .execute([key(guest), key(to)])?;
    let sql = "INSERT INTO shopper_alias (guest, shopper, joined_at) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?
        .execute([key(guest), key(to), millis(now)])?;
    orders::hand_on(tx, guest, to)?;
    baskets::join(tx, guest, to, policy, now)
}

/// Where a guest has been led.
pub(super) fn find(tx: &Transaction<'_>, guest: ShopperId) -> rusqlite::Result<Option<ShopperId>> {
    tx.prepare_cached("SELECT shopper FROM shopper_alias WHERE guest = ?1")?
        .query_row([key(guest)], |row| row.get(0).map(shopper))
        .optional()
}

/// Forgets who was led somewhere until then. Those whom nothing else keeps now are told: the guests,
/// and guests that they were led to.
pub(super) fn sweep(tx: &Transaction<'_>, until: i64, limit: i64) -> rusqlite::Result<Swept> {
    let sql = "DELETE FROM shopper_alias
        WHERE guest IN (SELECT guest FROM shopper_alias WHERE joined_at <= ?1 LIMIT ?2)
        RETURNING guest, shopper";
    let mut swept = Swept::default();
    let mut statement = tx.prepare_cached(sql)?;
    let mut rows = statement.query([until, limit])?;
    while let Some(row) = rows.next()? {
        swept.count += 1;
        swept.left.extend([row.get::<_, i64>(0)?, row.get(1)?]);
    }
    Ok(swept)
}

/// What a sweep has taken, and the keys of shoppers that may be of no use any more.
#[derive(Default)]
pub(super) struct Swept {
    pub count: usize,
    pub left: Vec<i64>,
}
