//! The catalogue that is served now: a snapshot that follows the database, whoever changes it.

use crate::storefront::{self, Storefront};
use crate::sync::SharedLists;
use baguni_storage::{Storage, StorageError};
use prometheus_client::metrics::counter::Counter;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

/// How often the database is asked whether the catalogue has changed.
const POLL: Duration = Duration::from_secs(1);

/// Answers from memory and follows the database in the background. Reading never waits: a reload
/// builds another snapshot and puts it in the place of the former one.
pub struct LiveCatalogue {
    storage: Arc<dyn Storage>,
    shared: Arc<SharedLists>,
    current: RwLock<Arc<Storefront>>,
    /// Times that a changed catalogue was loaded.
    pub reloads: Counter,
    /// Times that it could not be.
    pub failures: Counter,
    /// Why the last attempt to follow failed; `None` since one has worked.
    failing: Mutex<Option<String>>,
}

/// Why a catalogue was not loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("the catalogue could not be indexed; the log says where")]
    Indexing,
}

impl LiveCatalogue {
    /// Loads the catalogue once.
    pub async fn open(storage: Arc<dyn Storage>) -> Result<Self, LoadError> {
        let first = load(storage.as_ref()).await?;
        let shared = Arc::new(SharedLists(Arc::clone(&storage)));
        Ok(Self {
            current: RwLock::new(first.sharing(Arc::clone(&shared))),
            storage,
            shared,
            reloads: Counter::default(),
            failures: Counter::default(),
            failing: Mutex::default(),
        })
    }

    /// The snapshot of this moment. A page takes it once and is consistent in itself.
    pub fn current(&self) -> Arc<Storefront> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Why the catalogue is older than the database, if it may be.
    pub fn failing(&self) -> Option<String> {
        self.failing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Follows the database until dropped.
    pub async fn follow(&self) {
        loop {
            tokio::time::sleep(POLL).await;
            self.refresh().await;
        }
    }

    /// Loads the catalogue if it has changed. A failure keeps the one there is.
    pub async fn refresh(&self) {
        let failing = self
            .try_refresh()
            .await
            .err()
            .map(|error| error.to_string());
        if let Some(reason) = &failing {
            self.failures.inc();
            tracing::warn!(
                reason,
                "the catalogue was not reloaded; the last one is served on"
            );
        }
        *self.failing.lock().unwrap_or_else(PoisonError::into_inner) = failing;
    }

    async fn try_refresh(&self) -> Result<(), LoadError> {
        let current = self.current();
        let same = self.storage.revision().await? == current.revision();
        if same && !current.is_outdated(storefront::now()) {
            return Ok(());
        }
        let next = load(self.storage.as_ref()).await?;
        let next = next.sharing(Arc::clone(&self.shared));
        let (revision, products) = (next.revision(), next.catalogue().products().len());
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = next;
        self.reloads.inc();
        tracing::info!(revision, products, "the catalogue has changed");
        Ok(())
    }
}

/// The revision is read first: a change in between is seen as another revision and loaded again.
async fn load(storage: &dyn Storage) -> Result<Storefront, LoadError> {
    let revision = storage.revision().await?;
    let parts = storage.load_catalogue().await?;
    let pricing = storage.pricing().await?;
    tokio::task::spawn_blocking(move || {
        Storefront::priced(revision, parts, pricing, storefront::now())
    })
    .await
    .map_err(|_| LoadError::Indexing)
}
