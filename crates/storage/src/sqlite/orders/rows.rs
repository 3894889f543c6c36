//! Rows of orders: the document, and the columns that are taken from it.

use super::super::columns::each;
use super::super::shoppers::{key, millis};
use crate::baskets::CheckoutId;
use crate::error::Fault;
use baguni_commerce::ShopperId;
use baguni_commerce::order::{Fulfillment, Method, Order, OrderNumber};
use rusqlite::types::Type;
use rusqlite::{CachedStatement, OptionalExtension as _, Params, Row, Transaction, params};

pub(in crate::sqlite) fn key_of(number: OrderNumber) -> i64 {
    // Sixty bits.
    number.bits().cast_signed()
}

pub(super) fn find(tx: &Transaction<'_>, number: OrderNumber) -> rusqlite::Result<Option<Order>> {
    let sql = "SELECT document, shopper FROM customer_order WHERE number = ?1";
    tx.prepare_cached(sql)?
        .query_row([key_of(number)], read)
        .optional()
}

/// Reads the columns document and shopper.
pub(super) fn read(row: &Row<'_>) -> rusqlite::Result<Order> {
    let document: String = row.get(0)?;
    let mut order: Order = serde_json::from_str(&document)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, error.into()))?;
    // A guest's orders become the account's when the guest signs in.
    order.shopper = ShopperId(row.get::<_, i64>(1)?.cast_unsigned());
    Ok(order)
}

/// The number that a query of one column finds.
pub(super) fn number(
    mut statement: CachedStatement<'_>,
    asked: impl Params,
) -> rusqlite::Result<Option<OrderNumber>> {
    statement
        .query_row(asked, |row| {
            let number: i64 = row.get(0)?;
            Ok(OrderNumber::from_bits(number.unsigned_abs()))
        })
        .optional()
}

/// A new order.
pub(super) fn insert(
    tx: &Transaction<'_>,
    order: &Order,
    CheckoutId(checkout): CheckoutId,
    now: u64,
) -> Result<(), Fault> {
    // What changes later is written by `update`, and only there.
    let sql = "INSERT INTO customer_order
            (number, checkout, shopper, email, channel, currency, total_minor, placed_at, state,
             payment_status, fulfillment_status, changed_at, calls_due, version, document)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, '', '', 0, 0, 0, '')";
    tx.prepare_cached(sql)?.execute(params![
        key_of(order.number),
        checkout,
        key(order.shopper),
        order.contact.email.as_str(),
        order.channel.code(),
        order.currency.code(),
        order.totals.total.minor,
        millis(order.placed_at),
        order.state.code(),
    ])?;
    update(tx, order, now)
}

/// Writes an order that is there, and what is derived from it.
pub(super) fn update(tx: &Transaction<'_>, order: &Order, now: u64) -> Result<(), Fault> {
    let sql = "UPDATE customer_order
        SET state = ?2, payment_status = ?3, fulfillment_status = ?4, changed_at = ?5,
            deadline_at = ?6, calls_due = ?7, version = ?8, document = ?9
        WHERE number = ?1";
    let document = serde_json::to_string(order)
        .map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))?;
    tx.prepare_cached(sql)?.execute(params![
        key_of(order.number),
        order.state.code(),
        order.payment_status().code(),
        order.fulfillment_status().code(),
        millis(now),
        order.deadline().map(millis),
        !order.due().is_empty(),
        order.version,
        document,
    ])?;
    write_places(tx, order)?;
    write_payments(tx, order)?;
    Ok(())
}

fn write_places(tx: &Transaction<'_>, order: &Order) -> rusqlite::Result<()> {
    let sql = "INSERT INTO order_place (number, fulfillment, location, state, is_open)
        VALUES (?1, ?2, ?3, ?4, ?5)
        ON CONFLICT DO UPDATE SET state = excluded.state, is_open = excluded.is_open";
    for part in &order.fulfillments {
        for place in places(part) {
            let is_open = !part.state.is_closed() && part.place() == place;
            tx.prepare_cached(sql)?.execute(params![
                key_of(order.number),
                part.id.0,
                place.as_str(),
                part.state.code(),
                is_open
            ])?;
        }
    }
    Ok(())
}

fn places(part: &Fulfillment) -> impl Iterator<Item = &baguni_commerce::Handle> {
    let end = match &part.method {
        Method::ShipToStore { to } if *to != part.location => Some(to),
        _ => None,
    };
    std::iter::once(&part.location).chain(end)
}

fn write_payments(tx: &Transaction<'_>, order: &Order) -> rusqlite::Result<()> {
    let sql = "INSERT INTO order_payment (payment, number) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    for payment in &order.payments {
        tx.prepare_cached(sql)?
            .execute(params![payment.id.0, key_of(order.number)])?;
    }
    Ok(())
}

/// Orders that have to be looked at, in the order of their numbers.
pub(super) fn due(
    tx: &Transaction<'_>,
    now: u64,
    after: Option<OrderNumber>,
    limit: u32,
) -> rusqlite::Result<Vec<OrderNumber>> {
    let sql = "SELECT number FROM customer_order WHERE calls_due = 1 AND number > ?2
        UNION SELECT number FROM customer_order
            WHERE deadline_at IS NOT NULL AND deadline_at <= ?1 AND number > ?2
        ORDER BY number LIMIT ?3";
    let after = after.map_or(-1, key_of);
    let mut due = Vec::new();
    each(
        &mut tx.prepare_cached(sql)?,
        params![millis(now), after, limit],
        |columns| {
            let number: i64 = columns.take()?;
            due.push(OrderNumber::from_bits(number.unsigned_abs()));
            Ok(())
        },
    )?;
    Ok(due)
}

/// A guest has signed in: orders, and what is being ordered, are the account's from now on.
pub(in crate::sqlite) fn hand_on(
    tx: &Transaction<'_>,
    guest: ShopperId,
    account: ShopperId,
) -> rusqlite::Result<()> {
    let orders = "UPDATE customer_order SET shopper = ?2 WHERE shopper = ?1";
    let drafts = "UPDATE checkout_draft SET shopper = ?2 WHERE shopper = ?1";
    for sql in [orders, drafts] {
        tx.prepare_cached(sql)?
            .execute([key(guest), key(account)])?;
    }
    Ok(())
}
