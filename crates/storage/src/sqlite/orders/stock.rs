//! What a decision about an order does to stock, in the order's own transaction.

use super::super::stock::{self, Cause, adjust, apply};
use crate::error::{Fault, StorageError};
use crate::stock::Place;
use baguni_commerce::order::{StockAct, StockEffect};
use baguni_commerce::stock::{AdjustReason, Adjustment, Shortage, Take};
use baguni_commerce::{MovementKind, StockLevel};
use rusqlite::Transaction;

/// Does it all; what is short is not done, and the caller is to undo the rest.
pub(super) fn perform(
    tx: &Transaction<'_>,
    effects: &[StockEffect],
    cause: &Cause<'_>,
) -> Result<Vec<Shortage>, Fault> {
    let mut short = Vec::new();
    for effect in effects {
        let take = Take {
            sku: effect.sku.clone(),
            location: effect.location.clone(),
            quantity: effect.quantity,
        };
        match effect.act {
            StockAct::Allocate => {
                if !stock::allocate(tx, &take, effect.backorder, cause, cause.at)? {
                    short.push(shortage(tx, &take, cause.at)?);
                }
            }
            StockAct::Release => moved(tx, &take, MovementKind::Released, cause)?,
            StockAct::Ship => ship(tx, &take, effect.backorder, cause)?,
            StockAct::ReceiveAllocated => {
                moved(tx, &take, MovementKind::Received, cause)?;
                moved(tx, &take, MovementKind::Allocated, cause)?;
            }
            StockAct::Empty => empty(tx, &take, cause)?,
            StockAct::WriteOff => {
                let less = Adjustment::By(-i64::from(take.quantity));
                correct(tx, &take, less, AdjustReason::Damaged, cause)?;
            }
        }
    }
    Ok(short)
}

fn shortage(tx: &Transaction<'_>, take: &Take, now: u64) -> Result<Shortage, Fault> {
    Ok(Shortage {
        sku: take.sku.clone(),
        location: take.location.clone(),
        available: level(tx, take, now)?.available(),
    })
}

/// How the level stands that something is taken from.
pub(super) fn level(tx: &Transaction<'_>, take: &Take, now: u64) -> Result<StockLevel, Fault> {
    let levels = stock::levels(tx, std::slice::from_ref(&take.sku), now)?;
    let there = levels.get(&take.sku).into_iter().flatten();
    let level = there
        .filter(|(location, _)| *location == take.location)
        .map(|(_, level)| *level)
        .next();
    Ok(level.unwrap_or_default())
}

/// What was made or bought in for an order comes in when it goes out: as many as are promised and
/// not there, so that nothing goes that is another order's.
fn ship(
    tx: &Transaction<'_>,
    take: &Take,
    backorder: bool,
    cause: &Cause<'_>,
) -> Result<(), Fault> {
    let level = level(tx, take, cause.at)?;
    let missing = level.allocated.saturating_sub(level.on_hand);
    let missing = missing.min(take.quantity);
    if backorder && missing > 0 {
        let made = Take {
            quantity: missing,
            ..take.clone()
        };
        moved(tx, &made, MovementKind::Received, cause)?;
    }
    moved(tx, take, MovementKind::Shipped, cause)
}

fn moved(
    tx: &Transaction<'_>,
    take: &Take,
    kind: MovementKind,
    cause: &Cause<'_>,
) -> Result<(), Fault> {
    match apply(tx, take, kind, cause)? {
        true => Ok(()),
        false => Err(StorageError::Invalid {
            what: crate::Subject::Sku(take.sku.clone()),
            reason: format!("at {} has fewer than are promised", take.location),
        }
        .into()),
    }
}

/// Nothing more than what is promised is left there.
fn empty(tx: &Transaction<'_>, take: &Take, cause: &Cause<'_>) -> Result<(), Fault> {
    let level = level(tx, take, cause.at)?;
    let promised = level.allocated.saturating_add(level.reserved);
    let to = Adjustment::To(promised.min(level.on_hand));
    correct(tx, take, to, AdjustReason::NotOnShelf, cause)
}

/// A level that cannot be corrected so is left as it is: the order does not depend on it.
fn correct(
    tx: &Transaction<'_>,
    take: &Take,
    adjustment: Adjustment,
    reason: AdjustReason,
    cause: &Cause<'_>,
) -> Result<(), Fault> {
    let place = Place {
        sku: take.sku.clone(),
        location: take.location.clone(),
    };
    match adjust(tx, cause, &place, adjustment, reason) {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(refusal)) => {
            tracing::warn!(%refusal, sku = %take.sku, "a level was not corrected");
            Ok(())
        }
        // The variant has left the catalogue; its ledger goes on without the correction.
        Err(Fault::Refused(StorageError::Unknown(_))) => Ok(()),
        Err(fault) => Err(fault),
    }
}
