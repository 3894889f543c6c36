//! A command, put to an order.

use super::super::columns::{Keys, each};
use super::super::locations;
use super::super::promotions;
use super::super::shoppers::millis;
use super::super::stock::{self as levels, Cause};
use super::events::{self, Told};
use super::{rows, stock};
use crate::error::{Fault, StorageError, Subject};
use crate::orders::{Act, Acted};
use baguni_commerce::order::{Order, Refused, World};
use baguni_commerce::{Handle, Sku};
use rusqlite::{Transaction, params};
use std::collections::BTreeMap;

pub(super) fn act(
    tx: &Transaction<'_>,
    act: &Act,
    now: u64,
) -> Result<Result<Acted, Refused>, Fault> {
    let unknown = || StorageError::Unknown(Subject::Order(act.number));
    let order = rows::find(tx, act.number)?.ok_or_else(unknown)?;
    let known = "SELECT number FROM order_command WHERE command = ?1";
    let known = tx.prepare_cached(known)?;
    if let Some(number) = rows::number(known, [act.id.0])? {
        let is_news = false;
        return Ok(match number == act.number {
            true => Ok(Acted { order, is_news }),
            false => Err(Refused::Foreign),
        });
    }
    let outcome = match decided(tx, &order, act, now)? {
        Ok(outcome) => outcome,
        Err(refused) => return Ok(Err(refused)),
    };
    let is_news = outcome.order != order;
    if is_news {
        let reference = act.number.to_string();
        let actor = act.actor.name();
        let cause = Cause {
            // The command is kept with the order.
            command: None,
            reference: &reference,
            actor: &actor,
            at: now,
        };
        let short = stock::perform(tx, &outcome.stock, &cause)?;
        if let Some(short) = short.first() {
            return Err(StorageError::Invalid {
                what: Subject::Sku(short.sku.clone()),
                reason: "was promised twice".to_owned(),
            }
            .into());
        }
        rows::update(tx, &outcome.order, now)?;
        if outcome.order.is_void() && !order.is_void() {
            give_back_promotions(tx, act)?;
        }
        remember(tx, act, now)?;
        let told = Told {
            command: act.id,
            actor: &act.actor,
            before: order.state,
            at: now,
        };
        events::tell(tx, &outcome.order, &outcome.events, &told)?;
    }
    let order = outcome.order;
    Ok(Ok(Acted { order, is_news }))
}

/// An order that came to nothing has used nothing.
fn give_back_promotions(tx: &Transaction<'_>, act: &Act) -> rusqlite::Result<()> {
    let sql = "SELECT checkout FROM customer_order WHERE number = ?1";
    let checkout = tx
        .prepare_cached(sql)?
        .query_row([rows::key_of(act.number)], |row| row.get(0))?;
    promotions::give_back(tx, checkout)
}

fn remember(tx: &Transaction<'_>, act: &Act, now: u64) -> rusqlite::Result<()> {
    let sql = "INSERT INTO order_command (command, number, at) VALUES (?1, ?2, ?3)";
    let row = params![act.id.0, rows::key_of(act.number), millis(now)];
    tx.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

fn decided(
    tx: &Transaction<'_>,
    order: &Order,
    act: &Act,
    now: u64,
) -> Result<Result<baguni_commerce::order::Outcome, Refused>, Fault> {
    let skus: Vec<Sku> = order.lines.iter().map(|line| line.sku.clone()).collect();
    let levels = levels::levels(tx, &skus, now)?;
    let locations = locations::load(tx, Keys::ALL)?;
    let loads = loads(tx)?;
    let world = World {
        now,
        fresh: act.fresh,
        locations: &locations,
        levels: &levels,
        loads: &loads,
        rules: &act.rules,
    };
    Ok(order.decide(&act.command, &act.actor, &world))
}

/// How many fulfilments each place has open.
pub(super) fn loads(tx: &Transaction<'_>) -> rusqlite::Result<BTreeMap<Handle, u32>> {
    let sql = "SELECT location, count(*) FROM order_place WHERE is_open = 1
            AND state IN ('offered', 'accepted', 'picking', 'packed')
        GROUP BY location";
    let mut loads = BTreeMap::new();
    each(&mut tx.prepare_cached(sql)?, [], |columns| {
        loads.insert(columns.parse()?, columns.take()?);
        Ok(())
    })?;
    Ok(loads)
}
