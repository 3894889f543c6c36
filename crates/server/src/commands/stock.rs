//! `baguni stock`.

use super::{open, say};
use crate::cli::{Count, DatabaseUrl, Stock};
use crate::failure::Failure;
use crate::stock::now;
use baguni_commerce::stock::Adjustment;
use baguni_commerce::{CommandId, Handle, Sku, StockLevel};
use baguni_storage::{Place, StockCommand, Storage, StorageError, Subject};

pub async fn stock(database: &DatabaseUrl, what: Stock) -> Result<(), Failure> {
    let storage = open(database)?;
    match what {
        Stock::Show { sku, last } => show(storage.as_ref(), &sku, last).await,
        Stock::Count(typed) => count(storage.as_ref(), typed).await,
        Stock::Check => check(storage.as_ref()).await,
    }
}

async fn show(storage: &dyn Storage, sku: &Sku, last: u32) -> Result<(), Failure> {
    if storage.owners(std::slice::from_ref(sku)).await?.is_empty() {
        return Err(StorageError::Unknown(Subject::Sku(sku.clone())).into());
    }
    let levels = storage.levels_of(std::slice::from_ref(sku), now()).await?;
    let there = levels.get(sku).map(Vec::as_slice).unwrap_or_default();
    if there.is_empty() {
        say(&format!("SKU {sku} is nowhere."))?;
    }
    for (location, level) in there {
        say(&told(sku, location, *level))?;
    }
    for entry in storage.movements(sku, None, None, last).await? {
        let moved = entry.movement;
        say(&format!(
            "{:>8}  {:?} at {}: {:+} on hand, {:+} allocated  {} {}",
            entry.number,
            moved.kind,
            moved.location,
            moved.on_hand,
            moved.allocated,
            moved.actor,
            moved.reference,
        ))?;
    }
    Ok(())
}

async fn count(storage: &dyn Storage, typed: Count) -> Result<(), Failure> {
    let mut id = [0; 16];
    getrandom::fill(&mut id)
        .map_err(|_| Failure::Refused("the system gives no random numbers".to_owned()))?;
    let command = StockCommand {
        id: CommandId(id),
        actor: "command line".to_owned(),
        reference: String::new(),
        at: now(),
    };
    let at = Place {
        sku: typed.sku.clone(),
        location: typed.location.clone(),
    };
    let to = Adjustment::To(typed.on_hand);
    match storage.adjust(command, at, to, typed.reason.into()).await? {
        Ok(level) => say(&told(&typed.sku, &typed.location, level)),
        Err(refusal) => Err(Failure::Refused(format!(
            "SKU {} at {}: {refusal}",
            typed.sku, typed.location
        ))),
    }
}

async fn check(storage: &dyn Storage) -> Result<(), Failure> {
    let faults = storage.check_ledger().await?;
    for fault in &faults {
        say(&fault.to_string())?;
    }
    match faults.len() {
        0 => say("Every level is the sum of its movements and holds."),
        n => Err(Failure::Refused(format!(
            "{n} levels are not what the ledger says"
        ))),
    }
}

fn told(sku: &Sku, location: &Handle, level: StockLevel) -> String {
    let StockLevel {
        on_hand,
        allocated,
        reserved,
        safety,
    } = level;
    format!(
        "SKU {sku} at {location}: {} can be sold; {on_hand} on hand, {allocated} promised to \
         orders, {reserved} held for checkouts, {safety} kept back",
        level.available()
    )
}
