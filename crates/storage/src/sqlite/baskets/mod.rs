//! Baskets in the database.

mod joining;
mod merging;
mod orders;
mod rows;
mod sharing;

pub(super) use joining::join;
pub(super) use orders::place;

use super::SqliteStorage;
use super::shoppers::millis;
use crate::StorageError;
use crate::baskets::{
    Baskets, CheckoutId, Entry, KeptBasket, ORDERED_LIFE, Outcome, Placing, REPLICA_LIFE, Refused,
    SENT_LIFE, Sells, ShareToken,
};
use crate::shoppers::SESSION_LIFE;
use async_trait::async_trait;
use baguni_commerce::ShopperId;
use baguni_replica::{Dots, ReplicaId, WishlistId};
use rusqlite::{Transaction, params};

#[async_trait]
impl Baskets for SqliteStorage {
    async fn merge_all(
        &self,
        entries: Vec<Entry>,
        sells: Sells,
        now: u64,
    ) -> Result<Vec<Result<Outcome, Refused>>, StorageError> {
        self.write(move |tx| merging::merge_all(tx, &entries, &sells, now))
            .await
    }

    async fn basket(
        &self,
        shopper: ShopperId,
        replicas: Vec<ReplicaId>,
    ) -> Result<KeptBasket, StorageError> {
        self.read(move |tx| rows::kept(tx, shopper, &replicas))
            .await
    }

    async fn take_confirmed(
        &self,
        shopper: ShopperId,
        checkout: CheckoutId,
        confirmed: Dots,
        now: u64,
    ) -> Result<Placing, StorageError> {
        self.write(move |tx| place(tx, shopper, checkout, &confirmed, now))
            .await
    }

    async fn share(
        &self,
        shopper: ShopperId,
        wishlist: WishlistId,
        token: ShareToken,
        now: u64,
    ) -> Result<ShareToken, StorageError> {
        self.write(move |tx| sharing::share(tx, shopper, wishlist, token, now))
            .await
    }

    async fn unshare(
        &self,
        shopper: ShopperId,
        wishlist: WishlistId,
    ) -> Result<bool, StorageError> {
        self.write(move |tx| Ok(sharing::unshare(tx, shopper, wishlist)?))
            .await
    }

    async fn shared(
        &self,
        token: ShareToken,
    ) -> Result<Option<(ShopperId, WishlistId)>, StorageError> {
        self.read(move |tx| Ok(sharing::shared(tx, token)?)).await
    }

    async fn shares(
        &self,
        shopper: ShopperId,
    ) -> Result<Vec<(WishlistId, ShareToken)>, StorageError> {
        self.read(move |tx| Ok(sharing::of(tx, shopper)?)).await
    }
}

/// How many rows of a kind one sweep takes, so that shoppers do not wait for it.
const SWEPT_AT_ONCE: i64 = 500;

/// Forgets what late operations need no longer.
pub(super) fn sweep(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<usize> {
    let replicas = "DELETE FROM replica WHERE replica IN (
        SELECT replica FROM replica JOIN basket USING (shopper)
        WHERE seen_at <= ?1 AND replica <> server_replica
            AND (replica.epoch < basket.epoch OR seen_at <= ?2) LIMIT ?3)";
    let old = |life| millis(now) - millis(life);
    let mut swept = tx.prepare_cached(replicas)?.execute(params![
        old(REPLICA_LIFE),
        old(SESSION_LIFE),
        SWEPT_AT_ONCE
    ])?;
    let ordered = "DELETE FROM ordered WHERE (replica, seq) IN (
        SELECT replica, seq FROM ordered WHERE ordered_at <= ?1 LIMIT ?2)";
    let sent = "DELETE FROM sent_form WHERE (shopper, mark) IN (
        SELECT shopper, mark FROM sent_form WHERE sent_at <= ?1 LIMIT ?2)";
    for (sql, life) in [(ordered, ORDERED_LIFE), (sent, SENT_LIFE)] {
        swept += tx
            .prepare_cached(sql)?
            .execute([old(life), SWEPT_AT_ONCE])?;
    }
    Ok(swept)
}
