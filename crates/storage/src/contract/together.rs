//! Checks of what holds for all changes: revisions, atomicity, and several writers at once.

use super::samples::{count, handle, location, manual_collection, product, sku};
use crate::{Counting, Storage, StorageError};
use baguni_commerce::Product;
use baguni_commerce::media::Rendition;
use std::sync::Arc;
use tokio::task::JoinSet;

pub(super) async fn revision_follows_changes_alone(storage: &dyn Storage) {
    let mut last = storage.revision().await.unwrap();
    let mut check = async |what: &str, changes: bool, done: Result<(), StorageError>| {
        done.unwrap();
        let now = storage.revision().await.unwrap();
        assert_eq!(now > last, changes, "{what}: {last}, then {now}");
        assert!(now >= last, "{what}: {last}, then {now}");
        last = now;
    };
    let s = storage;
    let mug = [product("mug", &["A"])];
    let changed = [Product {
        published_at: 1,
        ..mug[0].clone()
    }];
    let places = [location("here")];
    let kitchen = [manual_collection("kitchen", &["mug"])];
    let [mug_now, mug_later] = ["mug", "cup"].map(handle);
    let [kitchen_now, kitchen_later] = ["kitchen", "table"].map(handle);
    let media = "00000000000000aa".parse().unwrap();

    check("a product", true, s.save_products(&mug).await).await;
    check("the same product", false, s.save_products(&mug).await).await;
    check("a changed product", true, s.save_products(&changed).await).await;
    check("no product", false, s.save_products(&[]).await).await;
    check("a location", true, s.save_locations(&places).await).await;
    check("the same location", false, s.save_locations(&places).await).await;
    check("a collection", true, s.save_collections(&kitchen).await).await;
    check(
        "the same collection",
        false,
        s.save_collections(&kitchen).await,
    )
    .await;
    check("stock", false, set_one(s, 1).await).await;
    check("stock sold out", false, set_one(s, 0).await).await;
    check("a move", true, s.move_product(&mug_now, &mug_later).await).await;
    check(
        "another",
        true,
        s.move_collection(&kitchen_now, &kitchen_later).await,
    )
    .await;
    check(
        "a picture",
        false,
        s.save_media(&media, Rendition::Svg, b"<svg/>").await,
    )
    .await;
    check("a load", false, s.load_catalogue().await.map(drop)).await;
    check("a look", false, s.product(&mug_now).await.map(drop)).await;
    check("owners", false, s.owners(&[sku("A")]).await.map(drop)).await;
    check("levels", false, s.stock(&sku("A")).await.map(drop)).await;
}

async fn set_one(storage: &dyn Storage, count: u32) -> Result<(), StorageError> {
    let counts = [(sku("A"), handle("here"), count)];
    let by = Counting::imported("a test");
    storage.set_stock(&counts, by, 0).await
}

pub(super) async fn a_failing_batch_changes_nothing(storage: &dyn Storage) {
    let owner = product("owner", &["TAKEN", "OTHER"]);
    storage
        .save_products(std::slice::from_ref(&owner))
        .await
        .unwrap();
    storage.save_locations(&[location("here")]).await.unwrap();
    count(storage, &[("OTHER", "here", 2)]).await;
    let before = storage.load_catalogue().await.unwrap();
    let revision = storage.revision().await.unwrap();

    let new = product("new", &["NEW"]);
    let less = product("owner", &["TAKEN"]);
    let conflicting = product("thief", &["TAKEN"]);
    let invalid = product("invalid", &[]);
    for last in [conflicting, invalid] {
        let batch = [new.clone(), less.clone(), last];
        storage.save_products(&batch).await.unwrap_err();
        assert_eq!(storage.load_catalogue().await.unwrap(), before);
        assert_eq!(storage.revision().await.unwrap(), revision);
    }
    // What failed leaves no trace that would disturb what follows.
    storage.save_products(&[new]).await.unwrap();
    assert_eq!(storage.load_catalogue().await.unwrap().products.len(), 2);
}

pub(super) async fn writers_do_not_lose_each_others_work(storage: impl Storage + 'static) {
    const WRITERS: i64 = 8;
    const ROUNDS: i64 = 5;
    let storage = Arc::new(storage);
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let storage = Arc::clone(&storage);
        writers.spawn(async move {
            for round in 0..ROUNDS {
                let name = format!("own-{writer}-{round}");
                let own = product(&name, &[&name]);
                let shared = Product {
                    published_at: 1 + writer * ROUNDS + round,
                    ..product("shared", &["SHARED"])
                };
                storage.save_products(&[own, shared]).await.unwrap();
            }
        });
    }
    while let Some(ended) = writers.join_next().await {
        ended.unwrap();
    }
    let parts = storage.load_catalogue().await.unwrap();
    let count = u64::try_from(WRITERS * ROUNDS).unwrap();
    assert_eq!(parts.products.len() as u64, count + 1);
    assert!(storage.revision().await.unwrap() >= count);
    let shared = storage.product(&handle("shared")).await.unwrap().unwrap();
    assert!((1..=WRITERS * ROUNDS).contains(&shared.published_at));
}

pub(super) async fn readers_never_see_half_a_batch(storage: impl Storage + 'static) {
    const ROUNDS: i64 = 20;
    let storage = Arc::new(storage);
    let pair = |published_at| {
        ["left", "right"].map(|name| Product {
            published_at,
            ..product(name, &[name])
        })
    };
    storage.save_products(&pair(0)).await.unwrap();
    let writing = {
        let storage = Arc::clone(&storage);
        tokio::spawn(async move {
            for round in 1..=ROUNDS {
                storage.save_products(&pair(round)).await.unwrap();
            }
        })
    };
    let mut seen = 0;
    while !writing.is_finished() {
        seen = see_pair(&*storage, seen).await;
    }
    writing.await.unwrap();
    assert_eq!(see_pair(&*storage, seen).await, ROUNDS);
}

/// Reads a pair that is always written together, and says which version it is.
async fn see_pair(storage: &dyn Storage, seen: i64) -> i64 {
    let products = storage.load_catalogue().await.unwrap().products;
    let versions: Vec<_> = products.iter().map(|p| p.published_at).collect();
    assert_eq!(versions, [versions[0]; 2]);
    assert!(
        versions[0] >= seen,
        "time runs backwards: {seen}, then {}",
        versions[0]
    );
    versions[0]
}
