//! Orders in the database.

mod acting;
mod codes;
mod drafts;
mod events;
mod filter;
mod placing;
mod rows;
mod stock;

pub(super) use rows::{hand_on, key_of};

use super::SqliteStorage;
use crate::StorageError;
use crate::baskets::CheckoutId;
use crate::orders::{Act, Acted, KeptCheckout, KeptEvent, OrderFilter, Orders, PlaceOrder, Placed};
use async_trait::async_trait;
use baguni_commerce::order::{Order, OrderNumber, Refused};
use baguni_commerce::payment::PaymentId;
use baguni_commerce::{Handle, ShopperId};
use rusqlite::OptionalExtension as _;
use std::collections::BTreeMap;

#[async_trait]
impl Orders for SqliteStorage {
    async fn save_checkout(
        &self,
        shopper: ShopperId,
        checkout: CheckoutId,
        document: String,
        now: u64,
    ) -> Result<(), StorageError> {
        self.write(move |tx| drafts::save(tx, shopper, checkout, &document, now))
            .await
    }

    async fn checkout(
        &self,
        shopper: ShopperId,
        checkout: CheckoutId,
    ) -> Result<Option<KeptCheckout>, StorageError> {
        self.read(move |tx| Ok(drafts::find(tx, shopper, checkout)?))
            .await
    }

    async fn open_checkout(
        &self,
        shopper: ShopperId,
    ) -> Result<Option<KeptCheckout>, StorageError> {
        self.read(move |tx| Ok(drafts::last(tx, shopper)?)).await
    }

    async fn place(&self, order: PlaceOrder, now: u64) -> Result<Placed, StorageError> {
        self.write(move |tx| placing::place(tx, order, now)).await
    }

    async fn act(&self, act: Act, now: u64) -> Result<Result<Acted, Refused>, StorageError> {
        self.write(move |tx| acting::act(tx, &act, now)).await
    }

    async fn order(&self, number: OrderNumber) -> Result<Option<Order>, StorageError> {
        self.read(move |tx| Ok(rows::find(tx, number)?)).await
    }

    async fn order_of_payment(
        &self,
        PaymentId(payment): PaymentId,
    ) -> Result<Option<OrderNumber>, StorageError> {
        self.read(move |tx| {
            let sql = "SELECT number FROM order_payment WHERE payment = ?1";
            let found = tx.prepare_cached(sql)?;
            Ok(rows::number(found, [payment])?)
        })
        .await
    }

    async fn order_of_checkout(
        &self,
        CheckoutId(checkout): CheckoutId,
    ) -> Result<Option<OrderNumber>, StorageError> {
        self.read(move |tx| {
            let sql = "SELECT number FROM customer_order WHERE checkout = ?1";
            let found = tx.prepare_cached(sql)?;
            Ok(rows::number(found, [checkout])?)
        })
        .await
    }

    async fn orders(&self, filter: OrderFilter) -> Result<Vec<Order>, StorageError> {
        self.read(move |tx| Ok(filter::orders(tx, &filter)?)).await
    }

    async fn count_orders(&self, filter: OrderFilter) -> Result<u64, StorageError> {
        self.read(move |tx| Ok(filter::count(tx, &filter)?)).await
    }

    async fn history(&self, number: OrderNumber) -> Result<Vec<KeptEvent>, StorageError> {
        self.read(move |tx| Ok(events::of(tx, number)?)).await
    }

    async fn loads(&self) -> Result<BTreeMap<Handle, u32>, StorageError> {
        self.read(|tx| Ok(acting::loads(tx)?)).await
    }

    async fn due_orders(
        &self,
        now: u64,
        after: Option<OrderNumber>,
        limit: u32,
    ) -> Result<Vec<OrderNumber>, StorageError> {
        self.read(move |tx| Ok(rows::due(tx, now, after, limit)?))
            .await
    }

    async fn unread_events(
        &self,
        reader: &'static str,
        limit: u32,
    ) -> Result<Vec<KeptEvent>, StorageError> {
        self.read(move |tx| Ok(events::unread(tx, reader, limit)?))
            .await
    }

    async fn events_read(&self, reader: &'static str, event: i64) -> Result<(), StorageError> {
        self.write(move |tx| Ok(events::read(tx, reader, event)?))
            .await
    }

    async fn secret(&self, name: &'static str, fresh: [u8; 32]) -> Result<[u8; 32], StorageError> {
        self.write(move |tx| {
            let new = "INSERT INTO secret (name, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
            tx.prepare_cached(new)?.execute((name, fresh))?;
            let kept = "SELECT bytes FROM secret WHERE name = ?1";
            let kept = tx
                .prepare_cached(kept)?
                .query_row([name], |row| row.get(0))
                .optional()?;
            Ok(kept.unwrap_or(fresh))
        })
        .await
    }

    async fn sweep_checkouts(&self, now: u64) -> Result<usize, StorageError> {
        self.write(move |tx| Ok(drafts::sweep(tx, now)?)).await
    }
}
