//! What is peculiar to the embedded database: its file, its threads, its errors.

mod api_keys;
mod baskets;
mod devices;
mod failures;
mod hand_offs;
mod migrations;
mod orders;
mod promotions;
mod shoppers;
mod speed;
mod staff;
mod stock;
mod stock_model;

use super::*;
use crate::contract;
use crate::contract::samples::{self, handle, product};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc;
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread")]
async fn the_contract_holds_in_memory() {
    contract::all(async || SqliteStorage::in_memory().unwrap()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_contract_holds_on_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let made = AtomicU32::new(0);
    contract::all(async || {
        let name = format!("{}.sqlite", made.fetch_add(1, Ordering::Relaxed));
        SqliteStorage::open(folder.path().join(name)).unwrap()
    })
    .await;
}

fn a_file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.sqlite");
    (folder, path)
}

/// Saves [`samples::shop`] part by part.
async fn fill(storage: &SqliteStorage) {
    let shop = samples::shop();
    let mut products = shop.products;
    products[1].handle = handle("cup");
    storage.save_products(&products).await.unwrap();
    storage
        .move_product(&handle("cup"), &handle("mug"))
        .await
        .unwrap();
    storage.save_collections(&shop.collections).await.unwrap();
    storage.save_locations(&shop.locations).await.unwrap();
    stock::fill(storage).await;
    let (id, svg) = (samples::media_id("00000000000000aa"), Rendition::Svg);
    storage.save_media(&id, svg, b"<svg/>").await.unwrap();
    shoppers::fill(storage).await;
    baskets::fill(storage).await;
    promotions::fill(storage).await;
    staff::fill(storage).await;
    api_keys::fill(storage).await;
    devices::fill(storage).await;
    hand_offs::fill(storage).await;
}

async fn assert_filled(storage: &SqliteStorage) {
    assert_eq!(storage.load_catalogue().await.unwrap(), samples::shop());
    let (id, svg) = (samples::media_id("00000000000000aa"), Rendition::Svg);
    let file = storage.media(&id, svg).await.unwrap();
    assert_eq!(file.as_deref(), Some(b"<svg/>".as_slice()));
}

#[tokio::test]
async fn a_closed_shop_is_one_file_and_opens_as_it_was() {
    let (folder, path) = a_file();
    let storage = SqliteStorage::open(&path).unwrap();
    fill(&storage).await;
    let revision = storage.revision().await.unwrap();
    drop(storage);

    let files = std::fs::read_dir(folder.path()).unwrap();
    let names: Vec<_> = files.map(|file| file.unwrap().file_name()).collect();
    assert_eq!(names, ["shop.sqlite"]);
    let storage = SqliteStorage::open(&path).unwrap();
    assert_filled(&storage).await;
    assert_eq!(storage.revision().await.unwrap(), revision);
}

#[tokio::test]
async fn what_was_answered_for_outlives_the_process() {
    let (folder, path) = a_file();
    let storage = SqliteStorage::open(&path).unwrap();
    fill(&storage).await;
    // The files as a killed process leaves them.
    let left = folder.path().join("left.sqlite");
    std::fs::copy(&path, &left).unwrap();
    std::fs::copy(
        path.with_extension("sqlite-wal"),
        left.with_extension("sqlite-wal"),
    )
    .unwrap();
    assert_filled(&SqliteStorage::open(&left).unwrap()).await;
}

#[tokio::test]
async fn every_commit_is_synced() {
    let (_folder, path) = a_file();
    let storage = SqliteStorage::open(&path).unwrap();
    let pragma = async |name: &'static str| {
        let ask = move |c: &mut Connection| {
            c.pragma_query_value(None, name, |row| {
                row.get_ref(0)?
                    .as_str()
                    .map(str::to_owned)
                    .or_else(|_| Ok(row.get::<_, i64>(0)?.to_string()))
            })
        };
        storage.writer.run(ask).await.unwrap().unwrap()
    };
    assert_eq!(pragma("journal_mode").await, "wal");
    assert_eq!(pragma("synchronous").await, "2", "FULL");
    assert_eq!(pragma("foreign_keys").await, "1");
    assert_eq!(
        pragma("application_id").await,
        migrate::APPLICATION_ID.to_string()
    );
}

#[tokio::test]
async fn changes_of_another_process_are_seen() {
    let (_folder, path) = a_file();
    let [ours, theirs] = [(); 2].map(|()| SqliteStorage::open(&path).unwrap());
    let before = ours.revision().await.unwrap();
    fill(&theirs).await;
    assert!(ours.revision().await.unwrap() > before);
    assert_filled(&ours).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_take_turns_in_writing() {
    let (_folder, path) = a_file();
    let writers = (0..4).map(|writer| {
        let storage = SqliteStorage::open(&path).unwrap();
        tokio::spawn(async move {
            for round in 0..5 {
                let name = format!("{writer}-{round}");
                storage
                    .save_products(&[product(&name, &[&name])])
                    .await
                    .unwrap();
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.unwrap();
    }
    let storage = SqliteStorage::open(&path).unwrap();
    assert_eq!(storage.load_catalogue().await.unwrap().products.len(), 20);
    assert_eq!(storage.revision().await.unwrap(), 20);
}

/// On a runtime of one thread this ends only if waiting for the writer blocks neither the
/// runtime nor the readers.
#[tokio::test]
async fn reading_goes_on_beside_a_long_write() {
    let (_folder, path) = a_file();
    let storage = SqliteStorage::open(&path).unwrap();
    let (finish, finished) = mpsc::channel();
    let long_write = storage.write(move |tx| {
        bump_revision(tx)?;
        finished.recv().unwrap();
        Ok(())
    });
    let read = async {
        let seen = storage.revision().await;
        finish.send(()).unwrap();
        seen
    };
    let (written, seen) = tokio::join!(long_write, read);
    written.unwrap();
    assert_eq!(seen.unwrap(), 0, "what is not committed is not seen");
    assert_eq!(storage.revision().await.unwrap(), 1);
}

#[tokio::test]
async fn work_that_panics_is_undone_and_the_next_goes_on() {
    let storage = SqliteStorage::in_memory().unwrap();
    let broken = storage.write(|tx| -> Result<(), Fault> {
        bump_revision(tx)?;
        panic!("on purpose");
    });
    let error = broken.await.unwrap_err();
    assert!(matches!(error, StorageError::BrokenOff(_)), "{error}");
    assert_eq!(storage.revision().await.unwrap(), 0);
    fill(&storage).await;
    assert_filled(&storage).await;
}

#[tokio::test]
async fn what_is_queued_is_done_though_nobody_waits() {
    let (_folder, path) = a_file();
    let storage = SqliteStorage::open(&path).unwrap();
    let mug = [product("mug", &["A"])];
    let impatient = tokio::time::timeout(std::time::Duration::ZERO, storage.save_products(&mug));
    // It is queued by then; whether it was done in no time does not matter.
    let _ = impatient.await;
    drop(storage);
    let storage = SqliteStorage::open(&path).unwrap();
    assert!(storage.product(&handle("mug")).await.unwrap().is_some());
}
