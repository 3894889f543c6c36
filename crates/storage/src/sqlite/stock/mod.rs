//! Stock in the database: every change of a level is a movement in the ledger, and both are written
//! together. What happens to orders calls [`active`], [`commit`], [`allocate`] and [`apply`] inside
//! its own transaction.

mod adjusting;
mod codes;
mod ledger;
mod levels;
mod reservations;
mod transfers;

pub(super) use adjusting::{adjust, write_off};
pub(super) use ledger::Cause;
pub(super) use levels::{allocate, apply, levels, load, take_moved};
pub(super) use reservations::{active, commit, release};

use super::SqliteStorage;
use crate::StorageError;
use crate::stock::{
    Counting, LedgerEntry, LedgerFault, Place, Stock, StockChanges, StockCommand, StockRefusal,
    Transfer,
};
use async_trait::async_trait;
use baguni_commerce::stock::{AdjustReason, Adjustment, ReservationId, Shortage, Take, TransferId};
use baguni_commerce::{Handle, Sku, StockLevel};
use std::collections::BTreeMap;
use tokio::sync::watch;

#[async_trait]
impl Stock for SqliteStorage {
    async fn set_stock(
        &self,
        counts: &[(Sku, Handle, u32)],
        by: Counting,
        now: u64,
    ) -> Result<(), StorageError> {
        let counts = counts.to_vec();
        self.write(move |tx| adjusting::set(tx, &counts, &by, now))
            .await
    }

    async fn stock(&self, sku: &Sku) -> Result<BTreeMap<Handle, StockLevel>, StorageError> {
        let sku = sku.clone();
        self.read(move |tx| Ok(levels::of(tx, &sku)?)).await
    }

    async fn levels_of(
        &self,
        skus: &[Sku],
        now: u64,
    ) -> Result<BTreeMap<Sku, Vec<(Handle, StockLevel)>>, StorageError> {
        let skus = skus.to_vec();
        self.read(move |tx| Ok(levels(tx, &skus, now)?)).await
    }

    async fn reserve(
        &self,
        id: ReservationId,
        takes: Vec<Take>,
        expires_at: u64,
        now: u64,
    ) -> Result<Result<(), Vec<Shortage>>, StorageError> {
        self.write(move |tx| reservations::reserve(tx, id, &takes, expires_at, now))
            .await
    }

    async fn reserved(&self, id: ReservationId, now: u64) -> Result<Vec<Take>, StorageError> {
        self.read(move |tx| Ok(active(tx, id, now)?)).await
    }

    async fn extend(
        &self,
        id: ReservationId,
        expires_at: u64,
        now: u64,
    ) -> Result<bool, StorageError> {
        self.write(move |tx| Ok(reservations::extend(tx, id, expires_at, now)?))
            .await
    }

    async fn release(
        &self,
        id: ReservationId,
        reason: &str,
        now: u64,
    ) -> Result<bool, StorageError> {
        let reason = reason.to_owned();
        self.write(move |tx| Ok(release(tx, id, &reason, now)?))
            .await
    }

    async fn sweep_reservations(&self, now: u64) -> Result<usize, StorageError> {
        // Asked every second, and nearly always for nothing: the writer is left alone then.
        match self
            .read(move |tx| Ok(reservations::is_due(tx, now)?))
            .await?
        {
            true => {
                self.write(move |tx| Ok(reservations::sweep(tx, now)?))
                    .await
            }
            false => Ok(0),
        }
    }

    async fn adjust(
        &self,
        command: StockCommand,
        at: Place,
        adjustment: Adjustment,
        reason: AdjustReason,
    ) -> Result<Result<StockLevel, StockRefusal>, StorageError> {
        self.write(move |tx| adjust(tx, &Cause::of(&command), &at, adjustment, reason))
            .await
    }

    async fn receive(
        &self,
        command: StockCommand,
        at: Place,
        quantity: u32,
    ) -> Result<Result<StockLevel, StockRefusal>, StorageError> {
        self.write(move |tx| adjusting::receive(tx, &Cause::of(&command), &at, quantity))
            .await
    }

    async fn transfer(
        &self,
        command: StockCommand,
        from: Place,
        to: Handle,
        quantity: u32,
    ) -> Result<Result<TransferId, StockRefusal>, StorageError> {
        self.write(move |tx| transfers::send(tx, &command, &from, &to, quantity))
            .await
    }

    async fn receive_transfer(
        &self,
        command: StockCommand,
        transfer: TransferId,
        arrived: u32,
    ) -> Result<Result<Transfer, StockRefusal>, StorageError> {
        self.write(move |tx| transfers::receive(tx, &command, transfer, arrived))
            .await
    }

    async fn open_transfers(&self, location: &Handle) -> Result<Vec<Transfer>, StorageError> {
        let location = location.clone();
        self.read(move |tx| Ok(transfers::open(tx, &location)?))
            .await
    }

    async fn set_safety(&self, at: Place, safety: Option<u32>) -> Result<StockLevel, StorageError> {
        self.write(move |tx| adjusting::set_safety(tx, &at, safety))
            .await
    }

    async fn movements(
        &self,
        sku: &Sku,
        location: Option<&Handle>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<LedgerEntry>, StorageError> {
        let (sku, location) = (sku.clone(), location.cloned());
        self.read(move |tx| Ok(ledger::read(tx, &sku, location.as_ref(), before, limit)?))
            .await
    }

    async fn stock_changes(&self, since: u64) -> Result<StockChanges, StorageError> {
        self.read(move |tx| Ok(levels::changes(tx, since)?)).await
    }

    fn stock_moved(&self) -> watch::Receiver<u64> {
        self.moved.subscribe()
    }

    async fn check_ledger(&self) -> Result<Vec<LedgerFault>, StorageError> {
        self.read(|tx| Ok(ledger::faults(tx)?)).await
    }
}
