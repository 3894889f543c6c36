//! An order takes out of the cart what was confirmed, once.

use super::super::aliases;
use super::super::shoppers::{key, millis};
use super::rows;
use crate::baskets::{CheckoutId, Placing};
use crate::error::Fault;
use baguni_commerce::ShopperId;
use baguni_replica::{Dots, checkout};
use rusqlite::{Transaction, params};

pub(in crate::sqlite) fn place(
    tx: &Transaction<'_>,
    shopper: ShopperId,
    CheckoutId(id): CheckoutId,
    confirmed: &Dots,
    now: u64,
) -> Result<Placing, Fault> {
    let before = "SELECT 1 FROM checkout WHERE id = ?1";
    if tx.prepare_cached(before)?.exists([id])? {
        return Ok(Placing::PlacedBefore);
    }
    let shopper = aliases::find(tx, shopper)?.unwrap_or(shopper);
    let row = rows::find(tx, shopper).map_err(|unread| unread.of(shopper))?;
    let Some(mut row) = row.filter(|_| !confirmed.is_empty()) else {
        return Ok(Placing::CartChanged);
    };
    let Ok(taken) = checkout::order(&mut row.truth, confirmed) else {
        return Ok(Placing::CartChanged);
    };
    let placed = "INSERT INTO checkout (id, shopper, placed_at) VALUES (?1, ?2, ?3)";
    tx.prepare_cached(placed)?
        .execute(params![id, key(shopper), millis(now)])?;
    rows::keep_ordered(tx, id, &taken, now)?;
    rows::write(tx, shopper, &row.truth, now)?;
    Ok(Placing::Placed)
}
