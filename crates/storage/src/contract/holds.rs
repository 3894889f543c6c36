//! Checks of stock that is held for a while.

use super::samples::{count, handle, sku};
use super::stock::{assert_ledger, available, open_two_places, take};
use crate::Storage;
use baguni_commerce::stock::{ReservationId, Shortage};
use std::sync::Arc;
use tokio::task::JoinSet;

pub(super) const HOLD: ReservationId = ReservationId([1; 16]);
pub(super) const OTHER: ReservationId = ReservationId([2; 16]);

pub(super) async fn is_held_all_or_nothing(storage: &dyn Storage) {
    open_two_places(storage).await;
    count(storage, &[("A", "there", 3), ("B", "there", 1)]).await;
    let check = async |id, takes: &[(&str, u32)], want: &[(&str, u32)], left: [u32; 2]| {
        let takes = takes.iter().map(|(name, n)| take(name, "there", *n));
        let done = storage.reserve(id, takes.collect(), 100, 0).await.unwrap();
        let shortages = want.iter().map(|(name, available)| Shortage {
            sku: sku(name),
            location: handle("there"),
            available: *available,
        });
        assert_eq!(
            done.err().unwrap_or_default(),
            shortages.collect::<Vec<_>>()
        );
        for (name, left) in ["A", "B"].into_iter().zip(left) {
            assert_eq!(available(storage, name, "there", 0).await, left, "{name}");
        }
        assert_ledger(storage).await;
    };
    check(HOLD, &[("A", 2)], &[], [1, 1]).await;
    // Said again it is held once; another quantity takes its place.
    check(HOLD, &[("A", 2)], &[], [1, 1]).await;
    check(HOLD, &[("A", 3), ("B", 1)], &[], [0, 0]).await;
    check(OTHER, &[("A", 1), ("B", 1)], &[("A", 0), ("B", 0)], [0, 0]).await;
    check(HOLD, &[("A", 1), ("A", 1)], &[], [1, 1]).await;
    // What cannot be changed stays as it was; its own counts as free.
    check(HOLD, &[("A", 4), ("B", 1)], &[("A", 3)], [1, 1]).await;
    let held = storage.reserved(HOLD, 0).await.unwrap();
    assert_eq!(held, [take("A", "there", 2)]);
    check(
        OTHER,
        &[("A", 1), ("NO-SUCH", 1)],
        &[("NO-SUCH", 0)],
        [1, 1],
    )
    .await;
    check(OTHER, &[("A", 0)], &[], [1, 1]).await;
    check(HOLD, &[], &[], [3, 1]).await;
}

pub(super) async fn is_held_for_a_time(storage: &dyn Storage) {
    open_two_places(storage).await;
    count(storage, &[("A", "there", 1)]).await;
    let reserve = async |id, expires_at, now| {
        let takes = vec![take("A", "there", 1)];
        let done = storage.reserve(id, takes, expires_at, now).await.unwrap();
        assert_ledger(storage).await;
        done.is_ok()
    };
    let left = async |now| available(storage, "A", "there", now).await;
    assert!(reserve(HOLD, 10, 0).await);
    assert!(!reserve(OTHER, 20, 9).await);
    assert!(storage.extend(HOLD, 12, 9).await.unwrap());
    assert_eq!((left(11).await, left(12).await), (0, 1));
    // Nothing has swept: time alone decides.
    assert!(!storage.extend(HOLD, 50, 12).await.unwrap());
    assert_eq!(storage.reserved(HOLD, 12).await.unwrap(), []);
    assert!(reserve(OTHER, 20, 12).await);
    assert!(!storage.release(HOLD, "late", 12).await.unwrap());
    assert_eq!(left(13).await, 0);

    assert!(storage.release(OTHER, "left", 13).await.unwrap());
    assert!(!storage.release(OTHER, "left", 13).await.unwrap());
    assert_eq!(left(13).await, 1);
    assert!(reserve(OTHER, 30, 14).await);
    assert_eq!(storage.sweep_reservations(29).await.unwrap(), 0);
    assert_eq!(storage.sweep_reservations(30).await.unwrap(), 1);
    assert!(!storage.stock(&sku("A")).await.unwrap().is_empty());
    assert_eq!(storage.sweep_reservations(30).await.unwrap(), 0);
    let old = 30 + crate::RESERVATION_LIFE;
    assert!(storage.sweep_reservations(old).await.unwrap() > 0);
    assert_eq!(storage.sweep_reservations(old).await.unwrap(), 0);
    assert_ledger(storage).await;
}

/// More shoppers than pieces, all at the same moment: every piece is held once.
pub(super) async fn is_never_held_twice(storage: impl Storage + 'static) {
    const SHOPPERS: u8 = 60;
    const PIECES: u32 = 20;
    open_two_places(&storage).await;
    count(&storage, &[("A", "there", PIECES)]).await;
    let storage = Arc::new(storage);
    let mut shoppers = JoinSet::new();
    for shopper in 0..SHOPPERS {
        let storage = Arc::clone(&storage);
        shoppers.spawn(async move {
            let takes = vec![take("A", "there", 1)];
            let id = ReservationId([shopper; 16]);
            storage.reserve(id, takes, 100, 0).await.unwrap().is_ok()
        });
    }
    let mut held = 0;
    while let Some(ended) = shoppers.join_next().await {
        held += u32::from(ended.unwrap());
    }
    assert_eq!(held, PIECES);
    assert_eq!(available(&*storage, "A", "there", 0).await, 0);
    assert_ledger(&*storage).await;
}
