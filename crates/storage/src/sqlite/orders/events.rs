//! What happened to orders: their history, and the outbox.

use super::super::columns::{Columns, each};
use super::super::shoppers::millis;
use super::{codes, rows};
use crate::orders::KeptEvent;
use baguni_commerce::CommandId;
use baguni_commerce::order::{Actor, Event, FulfillmentId, Order, OrderNumber, OrderState};
use rusqlite::{Transaction, params};

const COLUMNS: &str = "SELECT id, number, kind, fulfillment, actor, reason, before, after, at
    FROM order_event";

/// What stands behind events.
pub(super) struct Told<'a> {
    pub command: CommandId,
    pub actor: &'a Actor,
    pub before: OrderState,
    pub at: u64,
}

/// Adds to the history of an order, in whose state the events have brought it.
pub(super) fn tell(
    tx: &Transaction<'_>,
    order: &Order,
    events: &[Event],
    told: &Told<'_>,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO order_event
            (number, command, kind, fulfillment, actor, reason, before, after, at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    for event in events {
        tx.prepare_cached(sql)?.execute(params![
            rows::key_of(order.number),
            told.command.0,
            event.kind.code(),
            event.fulfillment.map(|FulfillmentId(id)| id),
            told.actor.name(),
            event.reason,
            told.before.code(),
            order.state.code(),
            millis(told.at)
        ])?;
    }
    Ok(())
}

pub(super) fn of(tx: &Transaction<'_>, number: OrderNumber) -> rusqlite::Result<Vec<KeptEvent>> {
    let sql = format!("{COLUMNS} WHERE number = ?1 ORDER BY id");
    let mut events = Vec::new();
    each(
        &mut tx.prepare_cached(&sql)?,
        [rows::key_of(number)],
        |columns| {
            events.push(kept(columns)?);
            Ok(())
        },
    )?;
    Ok(events)
}

pub(super) fn unread(
    tx: &Transaction<'_>,
    reader: &str,
    limit: u32,
) -> rusqlite::Result<Vec<KeptEvent>> {
    let sql = format!(
        "{COLUMNS} WHERE id > coalesce((SELECT event FROM outbox_reader WHERE name = ?1), 0)
        ORDER BY id LIMIT ?2"
    );
    let mut events = Vec::new();
    each(
        &mut tx.prepare_cached(&sql)?,
        params![reader, limit],
        |columns| {
            events.push(kept(columns)?);
            Ok(())
        },
    )?;
    Ok(events)
}

/// A reader never goes back.
pub(super) fn read(tx: &Transaction<'_>, reader: &str, event: i64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO outbox_reader (name, event) VALUES (?1, ?2)
        ON CONFLICT DO UPDATE SET event = max(event, excluded.event)";
    tx.prepare_cached(sql)?.execute(params![reader, event])?;
    Ok(())
}

fn kept(columns: &mut Columns<'_>) -> rusqlite::Result<KeptEvent> {
    Ok(KeptEvent {
        id: columns.take()?,
        number: OrderNumber::from_bits(columns.take::<i64>()?.unsigned_abs()),
        kind: columns.code(codes::kind)?,
        fulfillment: columns.take::<Option<u16>>()?.map(FulfillmentId),
        actor: columns.take()?,
        reason: columns.take()?,
        before: columns.code(codes::state)?,
        after: columns.code(codes::state)?,
        at: columns.take::<i64>()?.unsigned_abs(),
    })
}
