//! Guests that have become part of an account: their basket is joined into the account's, and
//! what they still send is led there.

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
    if accounts::is_there(tx, guest)? {
        let (what, reason) = (Subject::Shopper(guest), "is an account".to_owned());
        return Err(StorageError::Invalid { what, reason }.into());
    }
    let sql = "INSERT INTO shopper_alias (guest, account, joined_at) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(sql)?
        .execute([key(guest), key(account), millis(now)])?;
    orders::hand_on(tx, guest, account)?;
    baskets::join(tx, guest, account, policy, now)
}

/// The account that a guest has been joined into.
pub(super) fn find(tx: &Transaction<'_>, guest: ShopperId) -> rusqlite::Result<Option<ShopperId>> {
    tx.prepare_cached("SELECT account FROM shopper_alias WHERE guest = ?1")?
        .query_row([key(guest)], |row| row.get(0).map(shopper))
        .optional()
}
