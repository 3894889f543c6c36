//! Calls and tickets in the database.

mod calls;
mod tickets;

use super::SqliteStorage;
use super::shoppers::millis;
use crate::counter::{
    COUNTER_LIFE, CallId, Counter, KeptCall, KeptTicket, NewTicket, NoTicket, TicketNumber,
};
use crate::{StorageError, Who};
use async_trait::async_trait;
use baguni_commerce::device::CallReason;
use baguni_commerce::order::{FulfillmentId, OrderNumber};
use baguni_commerce::{CommandId, DeviceId, Handle, ShopperId};
use baguni_replica::Dots;
use rusqlite::Transaction;

#[async_trait]
impl Counter for SqliteStorage {
    async fn call_staff(
        &self,
        id: DeviceId,
        reason: CallReason,
        about: Option<(OrderNumber, FulfillmentId)>,
        now: u64,
    ) -> Result<Option<KeptCall>, StorageError> {
        self.write(move |tx| Ok(calls::call(tx, id, (reason, about), now)?))
            .await
    }

    async fn take_call(
        &self,
        call: CallId,
        by: &Who,
        now: u64,
    ) -> Result<Option<KeptCall>, StorageError> {
        let by = by.clone();
        self.write(move |tx| Ok(calls::take(tx, call, &by, now)?))
            .await
    }

    async fn close_call(&self, call: CallId, now: u64) -> Result<Option<KeptCall>, StorageError> {
        self.write(move |tx| Ok(calls::close(tx, call, now)?)).await
    }

    async fn open_calls(&self, location: Option<&Handle>) -> Result<Vec<KeptCall>, StorageError> {
        let location = location.cloned();
        self.read(move |tx| Ok(calls::open(tx, location.as_ref())?))
            .await
    }

    async fn add_ticket(
        &self,
        ticket: NewTicket,
        now: u64,
    ) -> Result<Result<KeptTicket, NoTicket>, StorageError> {
        self.write(move |tx| Ok(tickets::add(tx, &ticket, now)?))
            .await
    }

    async fn ticket_named(&self, id: CommandId) -> Result<Option<KeptTicket>, StorageError> {
        self.read(move |tx| Ok(tickets::named(tx, id)?)).await
    }

    async fn ticket(
        &self,
        location: &Handle,
        number: TicketNumber,
        now: u64,
    ) -> Result<Option<KeptTicket>, StorageError> {
        let location = location.clone();
        self.read(move |tx| Ok(tickets::find(tx, &location, number, now)?))
            .await
    }

    async fn last_ticket(
        &self,
        location: &Handle,
        number: TicketNumber,
    ) -> Result<Option<KeptTicket>, StorageError> {
        let location = location.clone();
        self.read(move |tx| Ok(tickets::last(tx, &location, number)?))
            .await
    }

    async fn ticket_sold(&self, id: CommandId, order: OrderNumber) -> Result<bool, StorageError> {
        self.write(move |tx| Ok(tickets::sold(tx, id, order)?))
            .await
    }

    async fn ticket_chosen(
        &self,
        id: CommandId,
    ) -> Result<Option<(ShopperId, Dots)>, StorageError> {
        self.read(move |tx| Ok(tickets::chosen(tx, id)?)).await
    }

    async fn ticket_of_order(
        &self,
        order: OrderNumber,
    ) -> Result<Option<KeptTicket>, StorageError> {
        self.read(move |tx| Ok(tickets::of_order(tx, order)?)).await
    }
}

/// How many rows of a kind one sweep takes, so that shoppers do not wait for it.
const SWEPT_AT_ONCE: i64 = 500;

/// Forgets calls and tickets that have long been over, and whose baskets tickets were made of that
/// nobody can sell any more.
pub(super) fn sweep(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<usize> {
    let calls = "DELETE FROM device_call WHERE id IN (
        SELECT id FROM device_call WHERE closed_at <= ?1 LIMIT ?2)";
    let tickets = "DELETE FROM counter_ticket WHERE id IN (
        SELECT id FROM counter_ticket WHERE expires_at <= ?1 LIMIT ?2)";
    let chosen = "UPDATE counter_ticket SET dots = NULL WHERE id IN (
        SELECT id FROM counter_ticket WHERE expires_at <= ?1 AND dots IS NOT NULL LIMIT ?2)";
    let mut swept = 0;
    for (sql, life) in [(calls, COUNTER_LIFE), (tickets, COUNTER_LIFE), (chosen, 0)] {
        let until = millis(now) - millis(life);
        swept += tx.prepare_cached(sql)?.execute([until, SWEPT_AT_ONCE])?;
    }
    Ok(swept)
}
