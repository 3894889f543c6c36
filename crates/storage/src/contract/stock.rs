//! Checks of stock: levels, the ledger and transfers.

use super::holds::{HOLD, OTHER};
use super::samples::{count, handle, in_store, location, product, sku};
use crate::{
    Counting, LedgerEntry, Place, StockCommand, StockRefusal, Storage, StorageError, Subject,
    Transfer,
};
use baguni_commerce::stock::{AdjustReason, Adjustment, Take, TransferId};
use baguni_commerce::{
    CommandId, Handle, LocationKind, MovementKind, Sku, StockLevel, StockLocation,
};

/// A store "here" and a warehouse "there", and a mug in two sizes.
pub(super) async fn open_two_places(storage: &dyn Storage) -> (Handle, Handle) {
    let warehouse = StockLocation {
        kind: LocationKind::Warehouse,
        ..location("there")
    };
    let places = [location("here"), warehouse];
    storage.save_locations(&places).await.unwrap();
    storage
        .save_products(&[product("mug", &["A", "B"])])
        .await
        .unwrap();
    (handle("here"), handle("there"))
}

fn command(id: u8, at: u64) -> StockCommand {
    StockCommand {
        id: CommandId([id; 16]),
        actor: "Kim".to_owned(),
        reference: "why".to_owned(),
        at,
    }
}

fn place(name: &str, at: &str) -> Place {
    Place {
        sku: sku(name),
        location: handle(at),
    }
}

pub(super) fn take(name: &str, at: &str, quantity: u32) -> Take {
    Take {
        sku: sku(name),
        location: handle(at),
        quantity,
    }
}

/// What is available of a SKU at a location at a time.
pub(super) async fn available(storage: &dyn Storage, name: &str, at: &str, now: u64) -> u32 {
    let levels = storage.levels_of(&[sku(name)], now).await.unwrap();
    let found = levels[&sku(name)].iter().find(|(h, _)| *h == handle(at));
    found.map_or(0, |(_, level)| level.available())
}

pub(super) async fn assert_ledger(storage: &dyn Storage) {
    assert_eq!(storage.check_ledger().await.unwrap(), []);
}

pub(super) async fn is_set_and_read(storage: &dyn Storage) {
    let (here, there) = open_two_places(storage).await;
    let check = async |counts: &[(&str, &str, u32)], expected: &[(&Handle, StockLevel)]| {
        count(storage, counts).await;
        let found = storage.stock(&sku("A")).await.unwrap();
        let expected = expected
            .iter()
            .map(|(place, level)| ((*place).clone(), *level));
        assert_eq!(found, expected.collect());
        assert!(storage.stock(&sku("B")).await.unwrap().is_empty());
        assert_eq!(
            storage.load_catalogue().await.unwrap().stock.len(),
            found.len()
        );
        assert_ledger(storage).await;
    };
    check(&[("A", "here", 0)], &[]).await;
    check(&[("A", "here", 5)], &[(&here, in_store(5))]).await;
    let most = StockLevel::of(u32::MAX);
    check(
        &[("A", "there", 9), ("A", "there", u32::MAX)],
        &[(&here, in_store(5)), (&there, most)],
    )
    .await;
    check(&[("A", "here", 0)], &[(&there, most)]).await;
    assert!(storage.stock(&sku("NO-SUCH")).await.unwrap().is_empty());
}

pub(super) async fn of_what_is_not_there_is_refused(storage: &dyn Storage) {
    let (here, _) = open_two_places(storage).await;
    let check = async |name: &str, at: &str, unknown: Subject| {
        let counts = [(sku("A"), here.clone(), 1), (sku(name), handle(at), 1)];
        let by = Counting::imported("a test");
        let set = storage.set_stock(&counts, by, 0).await;
        let at = place(name, at);
        let (to, reason) = (Adjustment::To(1), AdjustReason::Counted);
        let adjusted = storage.adjust(command(1, 0), at.clone(), to, reason).await;
        let kept = storage.set_safety(at, Some(1)).await;
        for error in [set.unwrap_err(), adjusted.unwrap_err(), kept.unwrap_err()] {
            assert!(
                matches!(&error, StorageError::Unknown(what) if *what == unknown),
                "{error}"
            );
        }
        assert!(storage.stock(&sku("A")).await.unwrap().is_empty());
        assert_ledger(storage).await;
    };
    check("NO-SUCH", "here", Subject::Sku(sku("NO-SUCH"))).await;
    check("A", "no-such", Subject::Location(handle("no-such"))).await;
}

pub(super) async fn is_adjusted(storage: &dyn Storage) {
    open_two_places(storage).await;
    let check = async |id: u8, adjustment, want: Result<u32, StockRefusal>| {
        let (command, reason) = (command(id, 0), AdjustReason::Counted);
        let done = storage.adjust(command, place("A", "here"), adjustment, reason);
        let on_hand = done.await.unwrap().map(|level| level.on_hand);
        assert_eq!(on_hand, want, "{adjustment:?}");
        assert_ledger(storage).await;
    };
    check(1, Adjustment::To(7), Ok(7)).await;
    check(2, Adjustment::By(-3), Ok(4)).await;
    // Sent again it changes nothing.
    check(2, Adjustment::By(-3), Ok(4)).await;
    check(1, Adjustment::To(7), Ok(4)).await;
    check(3, Adjustment::By(-5), Err(StockRefusal::Number)).await;
    check(3, Adjustment::By(i64::MAX), Err(StockRefusal::Number)).await;
    // A count that was right is known as well.
    check(3, Adjustment::To(4), Ok(4)).await;
    check(4, Adjustment::ToAllocated, Ok(0)).await;
    check(3, Adjustment::To(4), Ok(0)).await;

    let receive = async |id, quantity| {
        let done = storage.receive(command(id, 0), place("A", "here"), quantity);
        done.await.unwrap().map(|level| level.on_hand)
    };
    assert_eq!(receive(5, 3).await, Ok(3));
    assert_eq!(receive(5, 3).await, Ok(3));
    assert_eq!(receive(6, u32::MAX).await, Err(StockRefusal::Number));
    assert_ledger(storage).await;
}

pub(super) async fn is_kept_back(storage: &dyn Storage) {
    open_two_places(storage).await;
    count(storage, &[("A", "here", 5), ("A", "there", 5)]).await;
    let check = async |at: &str, safety, want| {
        let level = storage.set_safety(place("A", at), safety).await.unwrap();
        assert_eq!(level.available(), want, "{at} {safety:?}");
        assert_eq!(available(storage, "A", at, 0).await, want);
    };
    assert_eq!(available(storage, "A", "here", 0).await, 4);
    assert_eq!(available(storage, "A", "there", 0).await, 5);
    check("here", Some(0), 5).await;
    check("here", Some(9), 0).await;
    check("here", None, 4).await;
    check("there", Some(2), 3).await;
    assert_ledger(storage).await;
}

pub(super) async fn is_carried_elsewhere(storage: &dyn Storage) {
    let (here, there) = open_two_places(storage).await;
    count(storage, &[("A", "here", 5)]).await;
    let send = async |id, to: &Handle, quantity| {
        let done = storage.transfer(command(id, 7), place("A", "here"), to.clone(), quantity);
        done.await.unwrap()
    };
    let receive = async |id, transfer, arrived| {
        let done = storage.receive_transfer(command(id, 9), transfer, arrived);
        done.await.unwrap().map(|transfer| transfer.received)
    };
    let first = TransferId([1; 16]);
    assert_eq!(send(1, &here, 1).await, Err(StockRefusal::SamePlace));
    assert_eq!(send(1, &there, 0).await, Err(StockRefusal::Number));
    let takes = vec![take("A", "here", 1)];
    storage.reserve(HOLD, takes, 100, 0).await.unwrap().unwrap();
    assert_eq!(
        send(1, &there, 5).await,
        Err(StockRefusal::Short { movable: 4 })
    );
    assert_eq!(send(1, &there, 4).await, Ok(first));
    assert_eq!(send(1, &there, 4).await, Ok(first));
    let on_its_way = Transfer {
        id: first,
        sku: sku("A"),
        from: here.clone(),
        to: there.clone(),
        quantity: 4,
        sent_by: "Kim".to_owned(),
        sent_at: 7,
        received: None,
    };
    for place in [&here, &there] {
        let open = storage.open_transfers(place).await.unwrap();
        assert_eq!(open, std::slice::from_ref(&on_its_way));
    }
    assert_eq!(available(storage, "A", "there", 0).await, 0);

    assert_eq!(
        receive(2, TransferId([9; 16]), 1).await,
        Err(StockRefusal::NoTransfer)
    );
    assert_eq!(
        receive(2, first, 5).await,
        Err(StockRefusal::MoreThanSent { sent: 4 })
    );
    assert_eq!(receive(2, first, 3).await, Ok(Some(3)));
    assert_eq!(receive(2, first, 3).await, Ok(Some(3)));
    assert_eq!(receive(3, first, 3).await, Err(StockRefusal::Received));
    assert_eq!(storage.open_transfers(&there).await.unwrap(), []);
    assert_eq!(available(storage, "A", "there", 0).await, 3);
    assert_ledger(storage).await;
}

pub(super) async fn has_a_ledger(storage: &dyn Storage) {
    let (here, there) = open_two_places(storage).await;
    count(
        storage,
        &[("A", "here", 5), ("B", "here", 1), ("A", "there", 2)],
    )
    .await;
    count(storage, &[("A", "here", 5)]).await;
    let (by, reason) = (Adjustment::By(-1), AdjustReason::Damaged);
    let adjusted = storage.adjust(command(1, 8), place("A", "here"), by, reason);
    adjusted.await.unwrap().unwrap();

    let read = async |location: Option<&Handle>, before, limit| {
        let entries = storage.movements(&sku("A"), location, before, limit).await;
        entries.unwrap()
    };
    let told = |entries: &[LedgerEntry]| -> Vec<(Handle, i64)> {
        let told = |entry: &LedgerEntry| (entry.movement.location.clone(), entry.movement.on_hand);
        entries.iter().map(told).collect()
    };
    let all = read(None, None, 10).await;
    let newest_first = [(here.clone(), -1), (there.clone(), 2), (here.clone(), 5)];
    assert_eq!(told(&all), newest_first);
    assert_eq!(read(None, Some(all[0].number), 10).await, all[1..]);
    assert_eq!(read(None, None, 1).await, all[..1]);
    assert_eq!(told(&read(Some(&there), None, 10).await), [(there, 2)]);
    let newest = &all[0].movement;
    assert_eq!(newest.kind, MovementKind::Adjusted(AdjustReason::Damaged));
    assert_eq!(
        (newest.actor.as_str(), newest.reference.as_str()),
        ("Kim", "why")
    );
    assert_eq!((newest.at, newest.allocated), (8, 0));
}

pub(super) async fn tells_what_changed(storage: &dyn Storage) {
    let (here, there) = open_two_places(storage).await;
    let catalogue = storage.revision().await.unwrap();
    let mut last = storage.stock_changes(0).await.unwrap().revision;
    let mut moved = storage.stock_moved();
    let mut check = async |what: &str, expected: &[(&str, &Handle, u32)]| {
        let changes = storage.stock_changes(last).await.unwrap();
        let found: Vec<(Sku, Handle, u32)> = changes
            .levels
            .into_iter()
            .map(|(sku, at, level)| (sku, at, level.available()))
            .collect();
        let expected = expected
            .iter()
            .map(|(n, at, left)| (sku(n), (*at).clone(), *left));
        assert_eq!(found, expected.collect::<Vec<_>>(), "{what}");
        assert_eq!(changes.revision > last, !found.is_empty(), "{what}");
        // It may be said in vain, but is never left unsaid.
        assert!(moved.has_changed().unwrap() || found.is_empty(), "{what}");
        moved.mark_unchanged();
        last = changes.revision;
    };
    check("nothing", &[]).await;
    count(storage, &[("A", "here", 5), ("A", "there", 1)]).await;
    check("stock", &[("A", &here, 4), ("A", &there, 1)]).await;
    count(storage, &[("A", "here", 5)]).await;
    check("the same stock", &[]).await;
    let takes = vec![take("A", "there", 1)];
    storage.reserve(HOLD, takes, 100, 0).await.unwrap().unwrap();
    check("a hold", &[("A", &there, 0)]).await;
    let more = vec![take("A", "there", 1)];
    storage
        .reserve(OTHER, more, 100, 0)
        .await
        .unwrap()
        .unwrap_err();
    check("a refusal", &[]).await;
    storage.extend(HOLD, 200, 0).await.unwrap();
    check("a longer hold", &[]).await;
    storage.sweep_reservations(200).await.unwrap();
    check("a sweep", &[("A", &there, 1)]).await;
    count(storage, &[("A", "there", 0)]).await;
    check("nothing left", &[("A", &there, 0)]).await;
    storage
        .set_safety(place("A", "here"), Some(0))
        .await
        .unwrap();
    check("less kept back", &[("A", &here, 5)]).await;
    storage
        .set_safety(place("A", "here"), Some(0))
        .await
        .unwrap();
    check("the same", &[]).await;
    assert_eq!(storage.revision().await.unwrap(), catalogue);
}

pub(super) async fn of_what_leaves_the_catalogue_is_written_off(storage: &dyn Storage) {
    open_two_places(storage).await;
    count(storage, &[("A", "here", 5), ("B", "there", 1)]).await;
    storage
        .save_products(&[product("mug", &["B"])])
        .await
        .unwrap();
    assert!(storage.stock(&sku("A")).await.unwrap().is_empty());
    let history = storage.movements(&sku("A"), None, None, 10).await.unwrap();
    let changes: Vec<_> = history.iter().map(|entry| entry.movement.on_hand).collect();
    assert_eq!(changes, [-5, 5]);
    assert_ledger(storage).await;
}
