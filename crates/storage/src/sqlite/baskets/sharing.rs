//! Wishlists that anybody may see who has their address.

use super::super::aliases;
use super::super::columns::each;
use super::super::shoppers::{key, millis, shopper as shopper_of};
use crate::baskets::ShareToken;
use crate::error::{Fault, StorageError, Subject};
use baguni_commerce::ShopperId;
use baguni_replica::WishlistId;
use rusqlite::{OptionalExtension as _, Transaction, params};

pub(super) fn share(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    wishlist: WishlistId,
    token: ShareToken,
    now: u64,
) -> Result<ShareToken, Fault> {
    let shopper = aliases::find(tx, shopper)?.unwrap_or(shopper);
    let shared = of(tx, shopper)?;
    if let Some((_, token)) = shared.into_iter().find(|(id, _)| *id == wishlist) {
        return Ok(token);
    }
    let sql = "INSERT INTO shared_wishlist (token, shopper, wishlist, shared_at)
        SELECT ?1, id, ?3, ?4 FROM shopper WHERE id = ?2";
    let put =
        tx.prepare_cached(sql)?
            .execute(params![token.0, key(shopper), wishlist.0, millis(now)])?;
    match put {
        0 => Err(StorageError::Unknown(Subject::Shopper(shopper)).into()),
        _ => Ok(token),
    }
}

pub(super) fn unshare(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    wishlist: WishlistId,
) -> rusqlite::Result<bool> {
    let shopper = aliases::find(tx, shopper)?.unwrap_or(shopper);
    let sql = "DELETE FROM shared_wishlist WHERE shopper = ?1 AND wishlist = ?2";
    let ended = tx
        .prepare_cached(sql)?
        .execute(params![key(shopper), wishlist.0])?;
    Ok(ended > 0)
}

pub(super) fn shared(
    tx: &Transaction<'_>,
    token: ShareToken,
) -> rusqlite::Result<Option<(ShopperId, WishlistId)>> {
    let sql = "SELECT shopper, wishlist FROM shared_wishlist WHERE token = ?1";
    tx.prepare_cached(sql)?
        .query_row([token.0], |row| {
            Ok((shopper_of(row.get(0)?), WishlistId(row.get(1)?)))
        })
        .optional()
}

pub(super) fn of(
    tx: &Transaction<'_>,
    shopper: ShopperId,
) -> rusqlite::Result<Vec<(WishlistId, ShareToken)>> {
    let shopper = aliases::find(tx, shopper)?.unwrap_or(shopper);
    let sql = "SELECT wishlist, token FROM shared_wishlist WHERE shopper = ?1
        ORDER BY shared_at, token";
    let mut shares = Vec::new();
    each(&mut tx.prepare_cached(sql)?, [key(shopper)], |columns| {
        shares.push((WishlistId(columns.take()?), ShareToken(columns.take()?)));
        Ok(())
    })?;
    Ok(shares)
}
