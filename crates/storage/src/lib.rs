//! Persistence: the catalogue and its media behind one trait, in an embedded SQLite database.
//!
//! Any database that passes [`contract`] can stand behind [`Storage`].

mod error;
mod sqlite;

#[cfg(any(test, feature = "contract"))]
pub mod contract;

pub use error::{StorageError, Subject};
pub use sqlite::SqliteStorage;

use async_trait::async_trait;
use baguni_commerce::media::Rendition;
use baguni_commerce::{
    CatalogueParts, Collection, Handle, MediaId, Product, Sku, StockLevel, StockLocation,
};
use std::collections::BTreeMap;

/// Everything the shop keeps. Each call is one transaction: all of it is durable when it returns
/// `Ok`, none of it when it returns an error.
#[async_trait]
pub trait Storage: Send + Sync {
    /// Grows with every change of what [`Storage::load_catalogue`] returns, made by any process.
    async fn revision(&self) -> Result<u64, StorageError>;

    /// The whole catalogue, drafts and archived products included.
    async fn load_catalogue(&self) -> Result<CatalogueParts, StorageError>;

    async fn product(&self, handle: &Handle) -> Result<Option<Product>, StorageError>;

    /// The products that these SKUs belong to today; free ones are left out.
    async fn owners(&self, skus: &[Sku]) -> Result<BTreeMap<Sku, Handle>, StorageError>;

    /// Inserts products, or replaces those of the same handle. Stock of variants that stay is kept;
    /// of those that go it is dropped. [`StorageError::Conflict`] names a SKU of another product,
    /// [`StorageError::Invalid`] a product that [`Product::check`] refuses.
    async fn save_products(&self, products: &[Product]) -> Result<(), StorageError>;

    /// Inserts or replaces by handle.
    async fn save_collections(&self, collections: &[Collection]) -> Result<(), StorageError>;

    /// Inserts or replaces by handle; their order is the order of first saving.
    async fn save_locations(&self, locations: &[StockLocation]) -> Result<(), StorageError>;

    /// Sets levels. [`StorageError::Unknown`] names a SKU or a location that is not there.
    async fn set_stock(&self, levels: &[(Sku, Handle, StockLevel)]) -> Result<(), StorageError>;

    /// A SKU's levels that are not zero, by location.
    async fn stock(&self, sku: &Sku) -> Result<BTreeMap<Handle, StockLevel>, StorageError>;

    /// Gives a product another handle and remembers the former one. [`StorageError::Unknown`]
    /// where there is no such product, [`StorageError::Conflict`] where the new handle is taken.
    async fn move_product(&self, from: &Handle, to: &Handle) -> Result<(), StorageError>;

    /// As [`Storage::move_product`], for a collection.
    async fn move_collection(&self, from: &Handle, to: &Handle) -> Result<(), StorageError>;

    /// Keeps one file of a picture. The same name always has the same bytes: keeping it again
    /// changes nothing.
    async fn save_media(
        &self,
        id: &MediaId,
        rendition: Rendition,
        bytes: &[u8],
    ) -> Result<(), StorageError>;

    async fn media(
        &self,
        id: &MediaId,
        rendition: Rendition,
    ) -> Result<Option<Vec<u8>>, StorageError>;
}
