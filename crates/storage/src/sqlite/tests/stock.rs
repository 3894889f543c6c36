//! Stock as it stands in the fixtures, and what the contract cannot see: what orders do with it
//! inside their own transactions.

use super::*;
use crate::contract::samples::sku;
use crate::sqlite::stock::{Cause, allocate, apply, commit};
use crate::{Place, Stock as _, StockCommand};
use baguni_commerce::stock::{AdjustReason, Adjustment, ReservationId, Take};
use baguni_commerce::{CommandId, MovementKind};

const NOW: u64 = 1_800_000_000_000;

fn take(name: &str, at: &str, quantity: u32) -> Take {
    Take {
        sku: sku(name),
        location: handle(at),
        quantity,
    }
}

fn cause(id: u8) -> Cause<'static> {
    Cause {
        command: Some(CommandId([id; 16])),
        reference: "order 1",
        actor: "Kim",
        at: NOW,
    }
}

/// Levels as [`samples::shop`] has them, a hold that has ended, and a transfer on its way.
pub(super) async fn fill(storage: &SqliteStorage) {
    samples::count(storage, &[("om-free", "icheon", 40), ("M2", "seongsu", 1)]).await;
    let three = take("om-free", "icheon", 3);
    let allocated = storage.write(move |tx| allocate(tx, &three, false, &cause(1), NOW));
    assert!(allocated.await.unwrap());
    let (hold, five) = (ReservationId([2; 16]), vec![take("om-free", "icheon", 5)]);
    let held = storage.reserve(hold, five, NOW + 1, NOW).await.unwrap();
    held.unwrap();
    assert!(storage.release(hold, "left", NOW).await.unwrap());
    let command = |id| StockCommand {
        id: CommandId([id; 16]),
        actor: "Kim".to_owned(),
        reference: String::new(),
        at: NOW,
    };
    let at = Place {
        sku: sku("om-free"),
        location: handle("icheon"),
    };
    let (two, found) = (Adjustment::By(2), AdjustReason::Found);
    let adjusted = storage.adjust(command(3), at.clone(), two, found).await;
    adjusted.unwrap().unwrap();
    let sent = storage.transfer(command(4), at, handle("seongsu"), 2).await;
    sent.unwrap().unwrap();
}

/// The levels are those of the samples in every format; the rest is there since format 4.
pub(super) async fn assert_filled(storage: &SqliteStorage, format: u32) {
    assert_eq!(storage.check_ledger().await.unwrap(), []);
    let entries = storage.movements(&sku("om-free"), None, None, 10).await;
    let steps: Vec<_> = entries
        .unwrap()
        .iter()
        .rev()
        .map(|e| (e.movement.kind, e.movement.on_hand))
        .collect();
    let sent = storage.open_transfers(&handle("seongsu")).await.unwrap();
    let sent: Vec<_> = sent.iter().map(|t| (t.quantity, t.sent_at)).collect();
    if format < 4 {
        let opening = [(MovementKind::Received, 40), (MovementKind::Allocated, 0)];
        assert_eq!(steps, opening, "format {format}");
        assert_eq!(sent, []);
        return;
    }
    let all = [
        (MovementKind::Adjusted(AdjustReason::Imported), 40),
        (MovementKind::Allocated, 0),
        (MovementKind::Adjusted(AdjustReason::Found), 2),
        (MovementKind::TransferredOut, -2),
    ];
    assert_eq!(steps, all, "format {format}");
    assert_eq!(sent, [(2, NOW)]);
}

/// A mug, so many of it in a warehouse.
async fn stocked(count: u32) -> SqliteStorage {
    let storage = SqliteStorage::in_memory().unwrap();
    let mut place = samples::location("there");
    place.kind = baguni_commerce::LocationKind::Warehouse;
    storage.save_locations(&[place]).await.unwrap();
    storage
        .save_products(&[product("mug", &["A"])])
        .await
        .unwrap();
    samples::count(&storage, &[("A", "there", count)]).await;
    storage
}

async fn level(storage: &SqliteStorage) -> [u32; 3] {
    assert_eq!(storage.check_ledger().await.unwrap(), []);
    let levels = storage.levels_of(&[sku("A")], NOW).await.unwrap();
    let (_, level) = levels[&sku("A")][0];
    [level.on_hand, level.allocated, level.reserved]
}

#[tokio::test]
async fn a_hold_becomes_an_order_and_the_order_is_shipped() {
    let storage = stocked(3).await;
    let hold = ReservationId([1; 16]);
    let takes = vec![take("A", "there", 2)];
    let held = storage
        .reserve(hold, takes.clone(), NOW + 10, NOW)
        .await
        .unwrap();
    held.unwrap();
    assert_eq!(level(&storage).await, [3, 0, 2]);

    let place = move |tx: &Transaction<'_>| {
        let held = commit(tx, hold, NOW)?;
        for take in &held {
            assert!(allocate(tx, take, false, &cause(1), NOW)?);
        }
        Ok(held)
    };
    assert_eq!(storage.write(place).await.unwrap(), takes);
    assert_eq!(level(&storage).await, [3, 2, 0]);
    // It holds nothing any more, and what comes late for it changes nothing.
    assert_eq!(storage.write(place).await.unwrap(), []);
    let late = storage.reserve(hold, takes, NOW + 10, NOW).await.unwrap();
    late.unwrap();
    assert!(!storage.extend(hold, NOW + 20, NOW).await.unwrap());
    assert_eq!(level(&storage).await, [3, 2, 0]);

    let step = async |kind, quantity| {
        let work =
            move |tx: &Transaction<'_>| apply(tx, &take("A", "there", quantity), kind, &cause(2));
        storage.write(work).await.unwrap()
    };
    assert!(step(MovementKind::Shipped, 1).await);
    assert_eq!(level(&storage).await, [2, 1, 0]);
    assert!(!step(MovementKind::Shipped, 2).await);
    assert!(step(MovementKind::Released, 1).await);
    assert!(!step(MovementKind::Released, 1).await);
    assert!(step(MovementKind::Adjusted(AdjustReason::Returned), 1).await);
    assert_eq!(level(&storage).await, [3, 0, 0]);
}

#[tokio::test]
async fn what_is_not_available_is_promised_as_a_back_order_alone() {
    let storage = stocked(1).await;
    let promise = async |quantity, is_backorder| {
        let work = move |tx: &Transaction<'_>| {
            allocate(
                tx,
                &take("A", "there", quantity),
                is_backorder,
                &cause(1),
                NOW,
            )
        };
        storage.write(work).await.unwrap()
    };
    assert!(!promise(2, false).await);
    assert_eq!(level(&storage).await, [1, 0, 0]);
    assert!(promise(2, true).await);
    assert!(!promise(1, false).await);
    assert_eq!(level(&storage).await, [1, 2, 0]);
    // A count that is lower than what is promised is not believed; a higher one is.
    samples::count(&storage, &[("A", "there", 0)]).await;
    assert_eq!(level(&storage).await, [1, 2, 0]);
    samples::count(&storage, &[("A", "there", 2)]).await;
    assert_eq!(level(&storage).await, [2, 2, 0]);
}

#[tokio::test]
async fn what_is_promised_is_not_adjusted_away_nor_lost_with_the_variant() {
    let storage = stocked(5).await;
    let two = take("A", "there", 2);
    let promised = two.clone();
    let allocated = storage.write(move |tx| allocate(tx, &promised, false, &cause(1), NOW));
    assert!(allocated.await.unwrap());
    let adjust = async |adjustment| {
        let command = StockCommand {
            id: CommandId([7; 16]),
            actor: String::new(),
            reference: String::new(),
            at: NOW,
        };
        let at = Place {
            sku: sku("A"),
            location: handle("there"),
        };
        let lost = AdjustReason::Lost;
        storage.adjust(command, at, adjustment, lost).await.unwrap()
    };
    let refused = crate::StockRefusal::Allocated { allocated: 2 };
    assert_eq!(adjust(Adjustment::To(1)).await, Err(refused.clone()));
    assert_eq!(adjust(Adjustment::By(-4)).await, Err(refused));
    storage
        .save_products(&[product("mug", &["B"])])
        .await
        .unwrap();
    assert_eq!(level(&storage).await, [2, 2, 0]);
    let shipped = storage.write(move |tx| apply(tx, &two, MovementKind::Shipped, &cause(2)));
    assert!(shipped.await.unwrap());
    assert_eq!(level(&storage).await, [0, 0, 0]);
}

#[tokio::test]
async fn the_ledger_is_only_added_to_and_faults_are_found() {
    let storage = stocked(5).await;
    let run = async |sql: &'static str| {
        let work = move |c: &mut Connection| c.execute_batch(sql).map_err(|e| e.to_string());
        storage.writer.run(work).await.unwrap()
    };
    for sql in [
        "DELETE FROM stock_movement",
        "UPDATE stock_movement SET on_hand = 1",
    ] {
        let error = run(sql).await.unwrap_err();
        assert!(error.contains("only added to"), "{error}");
    }
    run("UPDATE stock_level SET on_hand = 6").await.unwrap();
    let faults = storage.check_ledger().await.unwrap();
    let found: Vec<_> = faults
        .iter()
        .map(|fault| (fault.kept, fault.summed))
        .collect();
    assert_eq!(found, [([6, 0, 0], [5, 0, 0])]);
    assert!(faults[0].to_string().contains("SKU A at there"));
}
