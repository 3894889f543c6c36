//! The embedded database: one SQLite file, written by one thread and read by several.

mod aliases;
mod api_keys;
mod baskets;
mod codes;
mod collections;
mod columns;
mod counter;
mod devices;
mod hand_offs;
mod handles;
mod locations;
mod media;
mod migrate;
mod open;
mod orders;
mod products;
mod promotions;
mod shoppers;
mod staff;
mod stock;
mod workers;

#[cfg(test)]
mod tests;

use crate::Storage;
use crate::error::{Fault, StorageError};
use async_trait::async_trait;
use baguni_commerce::media::Rendition;
use baguni_commerce::{CatalogueParts, Collection, Handle, MediaId, Product, Sku, StockLocation};
use columns::Keys;
use handles::Named;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;
use workers::{BrokenOff, Workers};

/// A shop in one SQLite file (with `-wal` and `-shm` beside it while it is open). Other processes
/// may use the same file at the same time. Dropping it waits for the work in hand and moves
/// everything into the one file.
pub struct SqliteStorage {
    // The readers are dropped first: the writer's connection, closing last, empties the WAL.
    /// `None` for a database in memory, which has a single connection.
    readers: Option<Workers>,
    writer: Workers,
    /// Counts the transactions that have moved stock.
    moved: Arc<watch::Sender<u64>>,
    path: PathBuf,
}

impl SqliteStorage {
    /// Opens a file or makes it, and runs the migrations it has not seen. Blocks; call it at start.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, StorageError> {
        Self::open_with(path.as_ref(), open::BUSY_TIMEOUT)
    }

    /// A database that is gone when it is dropped.
    pub fn in_memory() -> Result<Self, StorageError> {
        let path = PathBuf::from(":memory:");
        let writer = open::in_memory().map_err(|fault| fault.at(&path))?;
        Ok(Self {
            readers: None,
            writer: open::start("baguni-database", vec![writer], &path)?,
            moved: Arc::default(),
            path,
        })
    }

    fn open_with(path: &Path, busy_timeout: std::time::Duration) -> Result<Self, StorageError> {
        let (writer, readers) = open::file(path, busy_timeout).map_err(|fault| fault.at(path))?;
        Ok(Self {
            readers: Some(open::start("baguni-reader", readers, path)?),
            writer: open::start("baguni-writer", vec![writer], path)?,
            moved: Arc::default(),
            path: path.to_owned(),
        })
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StorageError> {
        let readers = self.readers.as_ref().unwrap_or(&self.writer);
        let done = readers.run(|c| in_transaction(c, TransactionBehavior::Deferred, work));
        self.settle(done.await)
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, StorageError> {
        let moved = Arc::clone(&self.moved);
        let done = self.writer.run(move |c| {
            let done = in_transaction(c, TransactionBehavior::Immediate, work);
            if stock::take_moved() && done.is_ok() {
                moved.send_modify(|count| *count += 1);
            }
            done
        });
        self.settle(done.await)
    }

    fn settle<T>(&self, done: Result<Result<T, Fault>, BrokenOff>) -> Result<T, StorageError> {
        done.map_err(|BrokenOff| StorageError::BrokenOff(self.path.clone()))?
            .map_err(|fault| fault.at(&self.path))
    }
}

/// All of the work, or nothing of it.
fn in_transaction<T>(
    connection: &mut Connection,
    behavior: TransactionBehavior,
    work: impl FnOnce(&Transaction<'_>) -> Result<T, Fault>,
) -> Result<T, Fault> {
    let tx = connection.transaction_with_behavior(behavior)?;
    let done = work(&tx)?;
    tx.commit()?;
    Ok(done)
}

/// Tells everybody who holds the catalogue in memory to read it again.
fn bump_revision(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    tx.execute("UPDATE catalogue_revision SET revision = revision + 1", [])?;
    Ok(())
}

fn revision(tx: &Transaction<'_>) -> Result<u64, Fault> {
    let sql = "SELECT revision FROM catalogue_revision";
    let revision: i64 = tx.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
    Ok(revision.unsigned_abs())
}

fn load_catalogue(tx: &Transaction<'_>) -> Result<CatalogueParts, Fault> {
    Ok(CatalogueParts {
        products: products::load(tx, Keys::ALL)?,
        collections: collections::load(tx, Keys::ALL)?,
        locations: locations::load(tx, Keys::ALL)?,
        stock: stock::load(tx)?,
        moved_products: handles::moved(tx, Named::Product)?,
        moved_collections: handles::moved(tx, Named::Collection)?,
    })
}

#[async_trait]
impl Storage for SqliteStorage {
    async fn revision(&self) -> Result<u64, StorageError> {
        self.read(revision).await
    }

    async fn load_catalogue(&self) -> Result<CatalogueParts, StorageError> {
        self.read(load_catalogue).await
    }

    async fn product(&self, handle: &Handle) -> Result<Option<Product>, StorageError> {
        let handle = handle.clone();
        self.read(move |tx| Ok(products::find(tx, &handle)?)).await
    }

    async fn owners(&self, skus: &[Sku]) -> Result<BTreeMap<Sku, Handle>, StorageError> {
        let skus = skus.to_vec();
        self.read(move |tx| Ok(products::owners(tx, skus)?)).await
    }

    async fn save_products(&self, products: &[Product]) -> Result<(), StorageError> {
        products.iter().try_for_each(products::check)?;
        let products = products.to_vec();
        self.write(move |tx| products::save(tx, &products)).await
    }

    async fn save_collections(&self, collections: &[Collection]) -> Result<(), StorageError> {
        let collections = collections.to_vec();
        self.write(move |tx| Ok(collections::save(tx, &collections)?))
            .await
    }

    async fn save_locations(&self, locations: &[StockLocation]) -> Result<(), StorageError> {
        let locations = locations.to_vec();
        self.write(move |tx| Ok(locations::save(tx, &locations)?))
            .await
    }

    async fn move_product(&self, from: &Handle, to: &Handle) -> Result<(), StorageError> {
        let (from, to) = (from.clone(), to.clone());
        self.write(move |tx| handles::rename(tx, Named::Product, &from, &to))
            .await
    }

    async fn move_collection(&self, from: &Handle, to: &Handle) -> Result<(), StorageError> {
        let (from, to) = (from.clone(), to.clone());
        self.write(move |tx| handles::rename(tx, Named::Collection, &from, &to))
            .await
    }

    async fn save_media(
        &self,
        id: &MediaId,
        rendition: Rendition,
        bytes: &[u8],
    ) -> Result<(), StorageError> {
        let (id, bytes) = (id.clone(), bytes.to_vec());
        self.write(move |tx| Ok(media::save(tx, &id, rendition, &bytes)?))
            .await
    }

    async fn media(
        &self,
        id: &MediaId,
        rendition: Rendition,
    ) -> Result<Option<Vec<u8>>, StorageError> {
        let id = id.clone();
        self.read(move |tx| Ok(media::find(tx, &id, rendition)?))
            .await
    }
}
