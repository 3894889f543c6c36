//! Carts that are paid at the counter, under a number of four digits.

use super::super::columns::Columns;
use super::super::devices::rows;
use super::super::orders::key_of;
use super::super::shoppers::{key, millis, shopper};
use crate::counter::{KeptTicket, MAX_TICKETS, NewTicket, NoTicket, TICKET_LIFE, TicketNumber};
use baguni_commerce::order::OrderNumber;
use baguni_commerce::{CommandId, Currency, DeviceId, Handle, Money, ShopperId};
use baguni_replica::{Dots, ReplicaId};
use rusqlite::{OptionalExtension as _, Params, Transaction, params};
use std::collections::BTreeSet;

/// The columns that [`read`] takes.
const TICKET: &str = "SELECT counter_ticket.id, number, device, device.name, handle, lines, way,
        shopper, total_minor, currency, made_at, expires_at, sold
    FROM counter_ticket
    JOIN device ON device.id = device
    JOIN stock_location ON stock_location.id = counter_ticket.location_id";

fn read(columns: &mut Columns<'_>) -> rusqlite::Result<KeptTicket> {
    Ok(KeptTicket {
        id: CommandId(columns.take()?),
        number: TicketNumber::nth(columns.take()?),
        device: DeviceId(columns.take()?),
        device_name: columns.take()?,
        location: columns.parse()?,
        lines: columns.parse()?,
        way: rows::document(columns)?,
        shopper: columns.take::<Option<i64>>()?.map(shopper),
        total: {
            let minor = columns.take()?;
            Money::new(minor, columns.code(Currency::from_code)?)
        },
        made_at: columns.take::<i64>()?.unsigned_abs(),
        expires_at: columns.take::<i64>()?.unsigned_abs(),
        sold: {
            let sold: Option<i64> = columns.take()?;
            sold.map(|bits| OrderNumber::from_bits(bits.cast_unsigned()))
        },
    })
}

fn one(
    tx: &Transaction<'_>,
    which: &str,
    asked: impl Params,
) -> rusqlite::Result<Option<KeptTicket>> {
    let sql = format!("{TICKET} WHERE {which}");
    tx.prepare_cached(&sql)?
        .query_row(asked, |row| read(&mut Columns::of(row)))
        .optional()
}

pub(super) fn add(
    tx: &Transaction<'_>,
    new: &NewTicket,
    now: u64,
) -> rusqlite::Result<Result<KeptTicket, NoTicket>> {
    if let Some(before) = named(tx, new.id)? {
        let is_own = before.device == new.device;
        return Ok(if is_own {
            Ok(before)
        } else {
            Err(NoTicket::Foreign)
        });
    }
    let place = "SELECT location_id FROM device WHERE id = ?1 AND revoked_at IS NULL";
    let place: Option<i64> = tx
        .prepare_cached(place)?
        .query_row([new.device.0], |row| row.get(0))
        .optional()?;
    let Some(place) = place else {
        return Ok(Err(NoTicket::NoDevice));
    };
    let open = "SELECT count(*) FROM counter_ticket
        WHERE device = ?1 AND expires_at > ?2 AND sold IS NULL";
    let open: u32 = tx
        .prepare_cached(open)?
        .query_row(params![new.device.0, millis(now)], |row| row.get(0))?;
    if open >= MAX_TICKETS {
        return Ok(Err(NoTicket::TooMany));
    }
    let Some(number) = free(tx, place, new, now)? else {
        return Ok(Err(NoTicket::NoNumber));
    };
    insert(tx, new, (place, number), now)?;
    let added = named(tx, new.id)?;
    Ok(added.ok_or(NoTicket::NoDevice))
}

/// The first number from the one drawn that nobody has.
fn free(
    tx: &Transaction<'_>,
    place: i64,
    new: &NewTicket,
    now: u64,
) -> rusqlite::Result<Option<TicketNumber>> {
    let sql = "SELECT number FROM counter_ticket WHERE location_id = ?1
        AND (day = ?2 OR (expires_at > ?3 AND sold IS NULL))";
    let mut statement = tx.prepare_cached(sql)?;
    let asked = params![place, new.day, millis(now)];
    let taken = statement.query_map(asked, |row| row.get(0))?;
    let taken: BTreeSet<u16> = taken.collect::<rusqlite::Result<_>>()?;
    let mut all = (0..TicketNumber::COUNT).map(|n| TicketNumber::nth(new.draw.get() + n));
    Ok(all.find(|number| !taken.contains(&number.get())))
}

fn insert(
    tx: &Transaction<'_>,
    new: &NewTicket,
    (place, number): (i64, TicketNumber),
    now: u64,
) -> rusqlite::Result<()> {
    let sql = "INSERT INTO counter_ticket (id, device, location_id, day, number, lines, way,
            shopper, total_minor, currency, made_at, expires_at, dots)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    tx.prepare_cached(sql)?.execute(params![
        new.id.0,
        new.device.0,
        place,
        new.day,
        number.get(),
        new.lines.to_string(),
        rows::written(&new.way),
        key(new.shopper),
        new.total.minor,
        new.total.currency.code(),
        millis(now),
        millis(now + TICKET_LIFE),
        new.dots.to_string()
    ])?;
    Ok(())
}

pub(super) fn named(tx: &Transaction<'_>, id: CommandId) -> rusqlite::Result<Option<KeptTicket>> {
    one(tx, "counter_ticket.id = ?1", [id.0])
}

pub(super) fn find(
    tx: &Transaction<'_>,
    location: &Handle,
    number: TicketNumber,
    now: u64,
) -> rusqlite::Result<Option<KeptTicket>> {
    let which = "handle = ?1 AND number = ?2 AND expires_at > ?3 AND sold IS NULL";
    one(
        tx,
        which,
        params![location.as_str(), number.get(), millis(now)],
    )
}

pub(super) fn last(
    tx: &Transaction<'_>,
    location: &Handle,
    number: TicketNumber,
) -> rusqlite::Result<Option<KeptTicket>> {
    let which = "handle = ?1 AND number = ?2 ORDER BY made_at DESC, day DESC LIMIT 1";
    one(tx, which, params![location.as_str(), number.get()])
}

pub(super) fn sold(
    tx: &Transaction<'_>,
    id: CommandId,
    order: OrderNumber,
) -> rusqlite::Result<bool> {
    let sql = "UPDATE counter_ticket SET sold = ?2 WHERE id = ?1 AND sold IS NULL";
    let sold = tx
        .prepare_cached(sql)?
        .execute(params![id.0, key_of(order)])?;
    Ok(sold > 0)
}

/// Replicas go where the basket goes, so the first that is known tells whose it is.
pub(super) fn chosen(
    tx: &Transaction<'_>,
    id: CommandId,
) -> rusqlite::Result<Option<(ShopperId, Dots)>> {
    let sql = "SELECT dots FROM counter_ticket WHERE id = ?1 AND dots IS NOT NULL";
    let dots: Option<Dots> = tx
        .prepare_cached(sql)?
        .query_row([id.0], |row| Columns::of(row).parse())
        .optional()?;
    let Some(dots) = dots else {
        return Ok(None);
    };
    let mut of_replica = tx.prepare_cached("SELECT shopper FROM replica WHERE replica = ?1")?;
    let replicas: BTreeSet<ReplicaId> = dots.iter().map(|dot| dot.replica).collect();
    for ReplicaId(replica) in replicas {
        let whose = of_replica.query_row([replica.cast_signed()], |row| row.get(0));
        if let Some(whose) = whose.optional()? {
            return Ok(Some((shopper(whose), dots)));
        }
    }
    Ok(None)
}

pub(super) fn of_order(
    tx: &Transaction<'_>,
    order: OrderNumber,
) -> rusqlite::Result<Option<KeptTicket>> {
    one(tx, "sold = ?1", [key_of(order)])
}
