//! A guest's basket comes into the account's, with all that is known of its screens.

use super::super::shoppers::key;
use super::rows::{self, Unread};
use crate::error::{Fault, StorageError, Subject};
use baguni_commerce::ShopperId;
use baguni_replica::frame::DeviceKind;
use baguni_replica::join::{JoinPolicy, join as joined};
use rusqlite::Transaction;

/// Joins the baskets. To be called once for each guest, in the transaction that writes the alias.
pub(in super::super) fn join(
    tx: &Transaction<'_>,
    guest: ShopperId,
    account: ShopperId,
    policy: JoinPolicy,
    now: u64,
) -> Result<(), Fault> {
    let find = |shopper| rows::find(tx, shopper).map_err(|unread: Unread| unread.of(shopper));
    let Some(theirs) = find(guest)? else {
        return move_rest(tx, guest, account);
    };
    let own = match find(account)? {
        Some(row) => Some(row),
        None => rows::begin(tx, account, now)?,
    };
    let nobody = || StorageError::Unknown(Subject::Account(account));
    let mut own = own.ok_or_else(nobody)?;
    let heard = rows::heard(tx, own.server)?;
    let written_by = (
        own.server,
        heard.map(|(_, heard)| heard).unwrap_or_default(),
    );
    let heard = joined(
        &mut own.truth,
        &theirs.truth.basket,
        policy,
        written_by,
        now,
    );
    rows::write(tx, account, &own.truth, now)?;
    if heard != written_by.1 {
        let told = (heard, DeviceKind::Shop, own.truth.basket.epoch());
        rows::hear(tx, own.server, account, told, now)?;
    }
    tx.prepare_cached("DELETE FROM basket WHERE shopper = ?1")?
        .execute([key(guest)])?;
    move_rest(tx, guest, account)
}

/// Replicas above all: what they say late belongs to the account, and counts once there too.
fn move_rest(tx: &Transaction<'_>, guest: ShopperId, account: ShopperId) -> Result<(), Fault> {
    let moves = [
        "UPDATE replica SET shopper = ?2 WHERE shopper = ?1",
        "UPDATE checkout SET shopper = ?2 WHERE shopper = ?1",
        "UPDATE OR REPLACE sent_form SET shopper = ?2 WHERE shopper = ?1",
        "UPDATE shared_wishlist SET shopper = ?2 WHERE shopper = ?1",
    ];
    for sql in moves {
        tx.prepare_cached(sql)?
            .execute([key(guest), key(account)])?;
    }
    Ok(())
}
