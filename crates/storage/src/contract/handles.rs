//! Checks of moving products and collections to other handles.

use super::samples::{count, handle, in_store, location, manual_collection, product, sku};
use crate::{Storage, StorageError, Subject};
use baguni_commerce::{CatalogueParts, Handle};
use std::collections::BTreeMap;

type Moves = BTreeMap<Handle, Handle>;

/// `a>b c>d`: what each former handle leads to.
fn told(moves: &Moves) -> String {
    let told: Vec<_> = moves
        .iter()
        .map(|(from, to)| format!("{from}>{to}"))
        .collect();
    told.join(" ")
}

pub(super) async fn of_products_move(storage: &dyn Storage) {
    storage
        .save_products(&[product("a", &["A"]), product("z", &["Z"])])
        .await
        .unwrap();
    let lists_it = manual_collection("kitchen", &["z", "a"]);
    storage.save_collections(&[lists_it]).await.unwrap();
    storage.save_locations(&[location("here")]).await.unwrap();
    count(storage, &[("A", "here", 4)]).await;
    let stock = [(sku("A"), handle("here"), in_store(4))];

    let check = async |from: &str, to: &str, moves: &str| {
        storage
            .move_product(&handle(from), &handle(to))
            .await
            .unwrap();
        let parts: CatalogueParts = storage.load_catalogue().await.unwrap();
        assert_eq!(told(&parts.moved_products), moves);
        // It is the same product, in the same place, with its stock and its collections.
        let names: Vec<_> = parts.products.iter().map(|p| p.handle.as_str()).collect();
        assert_eq!(names, [to, "z"]);
        assert_eq!(parts.stock, stock);
        assert_eq!(
            parts.collections,
            [manual_collection("kitchen", &["z", to])]
        );
        assert_eq!(
            storage.owners(&[sku("A")]).await.unwrap()[&sku("A")],
            handle(to)
        );
        assert_eq!(told(&parts.moved_collections), "");
    };
    check("a", "b", "a>b").await;
    check("b", "c", "a>c b>c").await;
    check("c", "a", "b>a c>a").await;
    check("a", "a", "b>a c>a").await;

    // A new product takes a former handle over, by its first saving or by a move.
    storage
        .save_products(&[product("b", &["B"])])
        .await
        .unwrap();
    let parts = storage.load_catalogue().await.unwrap();
    assert_eq!(told(&parts.moved_products), "c>a");
    storage
        .move_product(&handle("z"), &handle("c"))
        .await
        .unwrap();
    let parts = storage.load_catalogue().await.unwrap();
    assert_eq!(told(&parts.moved_products), "z>c");
}

pub(super) async fn of_collections_move(storage: &dyn Storage) {
    let collections = [manual_collection("a", &["a"]), manual_collection("z", &[])];
    storage.save_collections(&collections).await.unwrap();
    let check = async |from: &str, to: &str, moves: &str| {
        storage
            .move_collection(&handle(from), &handle(to))
            .await
            .unwrap();
        let parts = storage.load_catalogue().await.unwrap();
        assert_eq!(told(&parts.moved_collections), moves);
        let expected = [manual_collection(to, &["a"]), manual_collection("z", &[])];
        assert_eq!(parts.collections, expected);
        assert_eq!(told(&parts.moved_products), "");
    };
    check("a", "b", "a>b").await;
    check("b", "c", "a>c b>c").await;
    check("c", "a", "b>a c>a").await;

    storage
        .save_collections(&[manual_collection("b", &[])])
        .await
        .unwrap();
    let parts = storage.load_catalogue().await.unwrap();
    assert_eq!(told(&parts.moved_collections), "c>a");
}

pub(super) async fn move_only_what_is_there_to_what_is_free(storage: &dyn Storage) {
    storage
        .save_products(&[product("a", &["A"]), product("b", &["B"])])
        .await
        .unwrap();
    let collections = [manual_collection("c", &[]), manual_collection("d", &[])];
    storage.save_collections(&collections).await.unwrap();
    let before = storage.load_catalogue().await.unwrap();
    let unknown = |error: StorageError, expected: Subject| {
        let of_it = matches!(&error, StorageError::Unknown(what) if *what == expected);
        assert!(of_it, "{error}");
    };
    let taken = |error: StorageError, expected: Subject| {
        let by_it = matches!(&error, StorageError::Conflict { owner, .. } if *owner == expected);
        assert!(by_it, "{error}");
    };
    let product_moved = async |from: &str, to: &str| {
        let (from, to) = (handle(from), handle(to));
        storage.move_product(&from, &to).await.unwrap_err()
    };
    let collection_moved = async |from: &str, to: &str| {
        let (from, to) = (handle(from), handle(to));
        storage.move_collection(&from, &to).await.unwrap_err()
    };
    unknown(product_moved("c", "x").await, Subject::Product(handle("c")));
    unknown(product_moved("x", "x").await, Subject::Product(handle("x")));
    taken(product_moved("a", "b").await, Subject::Product(handle("b")));
    unknown(
        collection_moved("a", "x").await,
        Subject::Collection(handle("a")),
    );
    taken(
        collection_moved("c", "d").await,
        Subject::Collection(handle("d")),
    );
    assert_eq!(storage.load_catalogue().await.unwrap(), before);
}
