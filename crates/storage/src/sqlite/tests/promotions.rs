//! Uses of promotions, which are counted where orders are placed; and what a fixture holds.

use super::*;
use crate::Promotions as _;
use crate::contract::promotions::{methods, promotions, scheduled};
use crate::sqlite::promotions::{TakeUse, give_back, use_once};
use baguni_commerce::Pricing;
use baguni_commerce::quote::Uses;

/// Uses `name` for the checkout of sixteen times this byte.
async fn take(storage: &SqliteStorage, name: &str, checkout: u8, customer: &'static str) -> bool {
    let promotion = handle(name);
    let work = move |tx: &Transaction<'_>| {
        let wanted = TakeUse {
            promotion: &promotion,
            checkout: [checkout; 16],
            customer,
            now: 1,
        };
        Ok(use_once(tx, &wanted)?)
    };
    storage.write(work).await.unwrap()
}

/// Of `capped`, which may be used twice and once by each.
async fn uses(storage: &SqliteStorage, customer: &str) -> (u32, u32) {
    let uses = storage.promotion_uses(Some(customer)).await.unwrap();
    let Uses { total, by_shopper } = uses[&handle("capped")];
    (total, by_shopper)
}

async fn with_promotions() -> SqliteStorage {
    let storage = SqliteStorage::in_memory().unwrap();
    storage.save_promotions(&promotions()).await.unwrap();
    storage
}

#[tokio::test]
async fn limits_hold_and_a_checkout_counts_once() {
    let storage = with_promotions().await;
    assert!(take(&storage, "capped", 1, "a").await);
    assert!(take(&storage, "capped", 1, "a").await, "the same checkout");
    assert_eq!(uses(&storage, "a").await, (1, 1));
    assert!(!take(&storage, "capped", 2, "a").await, "once by each");
    assert!(take(&storage, "capped", 3, "b").await);
    assert!(!take(&storage, "capped", 4, "c").await, "twice by all");
    assert_eq!(uses(&storage, "c").await, (2, 0));
    for checkout in 5..9 {
        assert!(take(&storage, "amount", checkout, "a").await, "no limits");
    }
    assert!(!take(&storage, "nothing", 1, "a").await);
}

#[tokio::test]
async fn what_is_given_back_can_be_used_again() {
    let storage = with_promotions().await;
    assert!(take(&storage, "capped", 1, "a").await);
    assert!(take(&storage, "amount", 1, "a").await);
    for _ in 0..2 {
        let work = |tx: &Transaction<'_>| Ok(give_back(tx, [1; 16])?);
        storage.write(work).await.unwrap();
        assert_eq!(uses(&storage, "a").await, (0, 0));
    }
    assert!(take(&storage, "capped", 2, "a").await);
    // Saved anew it keeps its uses.
    let mut changed = promotions();
    changed[1].priority = 9;
    storage.save_promotions(&changed).await.unwrap();
    assert_eq!(uses(&storage, "a").await, (1, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_limit_holds_for_all_who_press_at_once() {
    let storage = Arc::new(with_promotions().await);
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let tasks: Vec<_> = (0..32_u8)
        .map(|n| {
            let storage = Arc::clone(&storage);
            tokio::spawn(
                async move { take(&storage, "capped", n, names[usize::from(n) % 8]).await },
            )
        })
        .collect();
    let mut taken = 0;
    for task in tasks {
        taken += usize::from(task.await.unwrap());
    }
    assert_eq!((taken, uses(&storage, "z").await), (2, (2, 0)));
}

/// What a fixture holds since format 6.
pub(super) async fn fill(storage: &SqliteStorage) {
    storage.save_promotions(&promotions()).await.unwrap();
    storage.set_shipping_methods(&methods()).await.unwrap();
    storage.save_scheduled_prices(&scheduled()).await.unwrap();
    assert!(take(storage, "capped", 7, "a@example.com").await);
}

pub(super) async fn assert_filled(storage: &SqliteStorage) {
    let kept = Pricing {
        promotions: promotions(),
        methods: methods(),
        scheduled: scheduled(),
    };
    assert_eq!(storage.pricing().await.unwrap(), kept);
    assert_eq!(uses(storage, "a@example.com").await, (1, 1));
}
