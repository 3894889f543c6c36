//! What a screen in a store is given to keep: made once for each catalogue that is loaded, and
//! shared by all who ask for it.

use super::{LiveCatalogue, Served};
use axum::body::Bytes;
use baguni_api::LocationStock;
use baguni_api::kiosk::StockNews;
use baguni_api::storefront::{Snapshot, SnapshotError};
use baguni_commerce::RoutingRules;
use baguni_storage::StorageError;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, Write};
use std::sync::Arc;
use tokio::sync::Mutex;

/// A snapshot as it is sent.
#[derive(Debug)]
pub struct Packed {
    /// Quoted, as in the header. The same as long as only stock changes.
    pub etag: String,
    pub gzip: Bytes,
}

/// Why there is no snapshot.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotFailure {
    #[error("the catalogue cannot be sent to screens: {0}")]
    Snapshot(#[from] SnapshotError),
    #[error("compressing it: {0}")]
    Compressing(#[from] io::Error),
    #[error("the snapshot could not be made; the log says where")]
    Making,
}

/// The last snapshot, and of which load of the catalogue it is. Whoever asks while it is made waits
/// for it.
#[derive(Default)]
pub(super) struct Snapshots(Mutex<Option<(u64, Arc<Packed>)>>);

impl LiveCatalogue {
    /// The catalogue as screens keep it. Its levels may be from before: what has changed since is
    /// told by [`LiveCatalogue::stock_since`].
    pub async fn snapshot(&self, rules: &RoutingRules) -> Result<Arc<Packed>, SnapshotFailure> {
        let mut last = self.snapshots.0.lock().await;
        let served = self.served();
        if let Some((load, packed)) = &*last
            && *load == served.load
        {
            return Ok(Arc::clone(packed));
        }
        let load = served.load;
        let rules = rules.clone();
        let packed = tokio::task::spawn_blocking(move || pack(&served, rules))
            .await
            .map_err(|_| SnapshotFailure::Making)??;
        let packed = Arc::new(packed);
        *last = Some((load, Arc::clone(&packed)));
        Ok(packed)
    }

    /// How many can be promised of what has changed since a change of stock, and up to which change
    /// that is. That of another database, which is lower, is told without levels.
    pub async fn stock_since(&self, since: u64) -> Result<StockNews, StorageError> {
        let changes = self.storage.stock_changes(since).await?;
        let told = changes.levels.into_iter().map(|(sku, place, level)| {
            let available = level.available().min(LocationStock::TOLD);
            (sku, place, available)
        });
        Ok(StockNews {
            revision: changes.revision,
            levels: told.collect(),
        })
    }
}

fn pack(served: &Served, rules: RoutingRules) -> Result<Packed, SnapshotFailure> {
    let snapshot = served.storefront.snapshot(served.stock, rules);
    let bytes = snapshot.encode()?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    Ok(Packed {
        etag: format!("\"{}-{:016x}\"", Snapshot::VERSION, snapshot.mark()),
        gzip: gzip.finish()?.into(),
    })
}
