//! Stock that is carried from one location to another: out at once, in when it has arrived.

use super::ledger::Cause;
use super::levels::Spot;
use crate::error::Fault;
use crate::sqlite::columns::{Columns, each};
use crate::sqlite::shoppers::millis;
use crate::stock::{Place, StockCommand, StockRefusal, Transfer};
use baguni_commerce::stock::TransferId;
use baguni_commerce::{Handle, MovementKind};
use rusqlite::{OptionalExtension as _, Transaction, params};

pub(super) fn send(
    tx: &Transaction<'_>,
    command: &StockCommand,
    from: &Place,
    to: &Handle,
    quantity: u32,
) -> Result<Result<TransferId, StockRefusal>, Fault> {
    let id = TransferId(command.id.0);
    let cause = Cause::of(command);
    if find(tx, id)?.is_some() || cause.is_done(tx)? {
        return Ok(Ok(id));
    }
    let start = Spot::find_known(tx, &from.sku, &from.location)?;
    let end = Spot::find(tx, &from.sku, to)?;
    let movable = start.level(tx, command.at)?.movable();
    if start.location == end.location {
        return Ok(Err(StockRefusal::SamePlace));
    }
    match quantity {
        0 => return Ok(Err(StockRefusal::Number)),
        more if more > movable => return Ok(Err(StockRefusal::Short { movable })),
        _ => {}
    }
    let (on_hand, allocated) = MovementKind::TransferredOut.effect(quantity);
    start.step(
        tx,
        (MovementKind::TransferredOut, on_hand, allocated),
        &cause,
    )?;
    let sql = "INSERT INTO stock_transfer
            (id, sku, from_location, to_location, quantity, sent_by, sent_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    tx.prepare_cached(sql)?.execute(params![
        id.0,
        from.sku.as_str(),
        start.location,
        end.location,
        quantity,
        command.actor,
        millis(command.at),
    ])?;
    Ok(Ok(id))
}

pub(super) fn receive(
    tx: &Transaction<'_>,
    command: &StockCommand,
    id: TransferId,
    arrived: u32,
) -> Result<Result<Transfer, StockRefusal>, Fault> {
    let Some(mut transfer) = find(tx, id)? else {
        return Ok(Err(StockRefusal::NoTransfer));
    };
    let reference = id.to_string();
    let cause = Cause {
        reference: &reference,
        ..Cause::of(command)
    };
    if cause.is_done(tx)? {
        return Ok(Ok(transfer));
    }
    let sent = transfer.quantity;
    match transfer.received {
        Some(_) => return Ok(Err(StockRefusal::Received)),
        None if arrived > sent => return Ok(Err(StockRefusal::MoreThanSent { sent })),
        None => transfer.received = Some(arrived),
    }
    let sql = "UPDATE stock_transfer SET received = ?2, received_by = ?3, received_at = ?4
        WHERE id = ?1";
    let row = params![id.0, arrived, command.actor, millis(command.at)];
    tx.prepare_cached(sql)?.execute(row)?;
    let spot = Spot::find(tx, &transfer.sku, &transfer.to)?;
    let (on_hand, allocated) = MovementKind::TransferredIn.effect(arrived);
    let step = (MovementKind::TransferredIn, on_hand, allocated);
    match spot.step(tx, step, &cause)? {
        true => Ok(Ok(transfer)),
        false => Ok(Err(StockRefusal::Number)),
    }
}

const TRANSFERS: &str = "SELECT stock_transfer.id, sku, origin.handle, destination.handle,
        quantity, sent_by, sent_at, received
    FROM stock_transfer
    JOIN stock_location origin ON origin.id = from_location
    JOIN stock_location destination ON destination.id = to_location";

fn find(tx: &Transaction<'_>, id: TransferId) -> rusqlite::Result<Option<Transfer>> {
    tx.prepare_cached(&format!("{TRANSFERS} WHERE stock_transfer.id = ?1"))?
        .query_row([id.0], |row| transfer(&mut Columns::of(row)))
        .optional()
}

/// Oldest first.
pub(super) fn open(tx: &Transaction<'_>, at: &Handle) -> rusqlite::Result<Vec<Transfer>> {
    let sql = format!(
        "{TRANSFERS} WHERE received IS NULL AND ?1 IN (origin.handle, destination.handle)
        ORDER BY sent_at, stock_transfer.rowid"
    );
    let mut transfers = Vec::new();
    each(&mut tx.prepare_cached(&sql)?, [at.as_str()], |columns| {
        transfers.push(transfer(columns)?);
        Ok(())
    })?;
    Ok(transfers)
}

fn transfer(columns: &mut Columns<'_>) -> rusqlite::Result<Transfer> {
    Ok(Transfer {
        id: TransferId(columns.take()?),
        sku: columns.parse()?,
        from: columns.parse()?,
        to: columns.parse()?,
        quantity: columns.take()?,
        sent_by: columns.take()?,
        sent_at: columns.take::<i64>()?.unsigned_abs(),
        received: columns.take()?,
    })
}
