//! A checkout becomes an order, once.

use super::super::baskets::place as take_from_cart;
use super::super::promotions::{self, TakeUse};
use super::super::shoppers::millis;
use super::super::stock::{self as levels, Cause};
use super::events::{self, Told};
use super::{rows, stock};
use crate::baskets::Placing;
use crate::error::Fault;
use crate::orders::{PlaceOrder, Placed};
use baguni_commerce::Handle;
use baguni_commerce::order::{OrderState, StockAct};
use baguni_commerce::stock::{ReservationId, Shortage, Take};
use rusqlite::{Transaction, params};

pub(super) fn place(tx: &Transaction<'_>, new: PlaceOrder, now: u64) -> Result<Placed, Fault> {
    let before = "SELECT number FROM customer_order WHERE checkout = ?1";
    let before = tx.prepare_cached(before)?;
    if let Some(number) = rows::number(before, [new.checkout.0])? {
        return Ok(Placed::Before(number));
    }
    tx.execute_batch("SAVEPOINT placing")?;
    let placed = write(tx, new, now)?;
    tx.execute_batch(match placed {
        Placed::Placed(_) => "RELEASE placing",
        // What is refused changes nothing.
        _ => "ROLLBACK TO placing; RELEASE placing",
    })?;
    Ok(placed)
}

/// Writes all of it, or what stands against it; then what it has written is to be undone.
fn write(tx: &Transaction<'_>, new: PlaceOrder, now: u64) -> Result<Placed, Fault> {
    if let Some(refused) = refusal(tx, &new, now)? {
        return Ok(refused);
    }
    if let Some(used_up) = use_promotions(tx, &new, now)? {
        return Ok(Placed::UsedUp(used_up));
    }
    let order = new.outcome.order;
    if let Some(confirmed) = &new.confirmed
        && take_from_cart(tx, order.shopper, new.checkout, confirmed, now)? != Placing::Placed
    {
        return Ok(Placed::CartChanged);
    }
    levels::commit(tx, ReservationId(new.checkout.0), now)?;
    let (reference, actor) = (order.number.to_string(), new.actor.name());
    let cause = Cause {
        command: None,
        reference: &reference,
        actor: &actor,
        at: now,
    };
    let short = stock::perform(tx, &new.outcome.stock, &cause)?;
    if !short.is_empty() {
        return Ok(Placed::SoldOut(short));
    }
    rows::insert(tx, &order, new.checkout, now)?;
    let command = "INSERT INTO order_command (command, number, at) VALUES (?1, ?2, ?3)";
    let row = params![new.command.0, rows::key_of(order.number), millis(now)];
    tx.prepare_cached(command)?.execute(row)?;
    let told = Told {
        command: new.command,
        actor: &new.actor,
        before: OrderState::PendingPayment,
        at: now,
    };
    events::tell(tx, &order, &new.outcome.events, &told)?;
    Ok(Placed::Placed(Box::new(order)))
}

/// Counts the uses of all promotions, or names one that cannot be used any more.
fn use_promotions(
    tx: &Transaction<'_>,
    new: &PlaceOrder,
    now: u64,
) -> Result<Option<Handle>, Fault> {
    for promotion in &new.uses {
        let wanted = TakeUse {
            promotion,
            checkout: new.checkout.0,
            customer: new.customer.as_str(),
            now,
        };
        if !promotions::use_once(tx, &wanted)? {
            return Ok(Some(promotion.clone()));
        }
    }
    Ok(None)
}

/// What stands against it: stock that others have, but for what this checkout itself holds.
fn refusal(tx: &Transaction<'_>, new: &PlaceOrder, now: u64) -> Result<Option<Placed>, Fault> {
    let held = levels::active(tx, ReservationId(new.checkout.0), now)?;
    let mut wanted: Vec<Take> = Vec::new();
    for effect in &new.outcome.stock {
        if effect.act != StockAct::Allocate || effect.backorder {
            continue;
        }
        let mut same = wanted.iter_mut();
        match same.find(|take| take.sku == effect.sku && take.location == effect.location) {
            Some(take) => take.quantity += effect.quantity,
            None => wanted.push(Take {
                sku: effect.sku.clone(),
                location: effect.location.clone(),
                quantity: effect.quantity,
            }),
        }
    }
    let mut short = Vec::new();
    for take in wanted {
        let mut own = held.iter();
        let own = own.find(|held| held.sku == take.sku && held.location == take.location);
        let own = own.map_or(0, |held| held.quantity);
        // A correction may have left less than is held and kept back together.
        let mut level = stock::level(tx, &take, now)?;
        level.reserved = level.reserved.saturating_sub(own);
        if level.available() < take.quantity {
            short.push(Shortage {
                sku: take.sku,
                location: take.location,
                available: level.available(),
            });
        }
    }
    Ok((!short.is_empty()).then_some(Placed::SoldOut(short)))
}
