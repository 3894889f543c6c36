//! The catalogue that is served now: a snapshot that follows the database, whoever changes it. A
//! change of stock alone makes another snapshot that shares all the rest.

mod snapshot;

pub use snapshot::{Packed, SnapshotFailure};

use crate::stock::Watchers;
use crate::storefront::{self, Storefront};
use crate::sync::SharedLists;
use baguni_storage::{Storage, StorageError};
use prometheus_client::metrics::counter::Counter;
use std::sync::{Arc, Mutex, PoisonError, RwLock, RwLockWriteGuard};
use std::time::Duration;

/// How often the database is asked what other processes have changed.
const POLL: Duration = Duration::from_secs(1);
/// Changes of stock that come together are shown together: many sales cost no more than this makes
/// of them, and nobody sees the difference.
const TOGETHER: Duration = Duration::from_millis(20);

/// Answers from memory and follows the database in the background. Reading never waits: a reload
/// builds another snapshot and puts it in the place of the former one.
pub struct LiveCatalogue {
    storage: Arc<dyn Storage>,
    shared: Arc<SharedLists>,
    current: RwLock<Served>,
    /// Pages that are told of changes.
    pub watchers: Arc<Watchers>,
    /// Times that a changed catalogue was loaded.
    pub reloads: Counter,
    /// Times that it could not be.
    pub failures: Counter,
    /// Why the last attempt to follow failed; `None` since one has worked.
    failing: Mutex<Option<String>>,
    snapshots: snapshot::Snapshots,
}

/// A snapshot, and up to which change of stock it is right.
#[derive(Clone)]
struct Served {
    storefront: Arc<Storefront>,
    stock: u64,
    /// Counts how often the whole was loaded; what only restocks it keeps the number.
    load: u64,
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
        let shared = Arc::new(SharedLists(Arc::clone(&storage)));
        Ok(Self {
            current: RwLock::new(load(storage.as_ref(), &shared).await?),
            storage,
            shared,
            watchers: Arc::default(),
            reloads: Counter::default(),
            failures: Counter::default(),
            failing: Mutex::default(),
            snapshots: snapshot::Snapshots::default(),
        })
    }

    /// The snapshot of this moment. A page takes it once and is consistent in itself.
    pub fn current(&self) -> Arc<Storefront> {
        self.served().storefront
    }

    /// Why the catalogue is older than the database, if it may be.
    pub fn failing(&self) -> Option<String> {
        self.failing
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Follows the database until dropped: everything now and then, and stock at once where this
    /// process has moved it. A reload does not hold up stock.
    pub async fn follow(&self) {
        tokio::join!(self.follow_all(), self.follow_stock());
    }

    async fn follow_all(&self) {
        loop {
            tokio::time::sleep(POLL).await;
            self.refresh().await;
        }
    }

    async fn follow_stock(&self) {
        let mut moved = self.storage.stock_moved();
        while moved.changed().await.is_ok() {
            self.note(self.try_restock().await);
            tokio::time::sleep(TOGETHER).await;
        }
        // The storage is held by this catalogue, so that this is not reached.
        std::future::pending::<()>().await;
    }

    /// Loads what has changed. A failure keeps what there is.
    pub async fn refresh(&self) {
        let refreshed = async {
            self.try_refresh().await?;
            self.try_restock().await
        };
        self.note(refreshed.await);
    }

    fn note(&self, followed: Result<(), LoadError>) {
        let failing = followed.err().map(|error| error.to_string());
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
        let mut next = load(self.storage.as_ref(), &self.shared).await?;
        let storefront = Arc::clone(&next.storefront);
        {
            let mut serving = self.serving();
            next.load = serving.load + 1;
            *serving = next;
        }
        self.watchers.tell_all();
        self.reloads.inc();
        let products = storefront.catalogue().products().len();
        let revision = storefront.revision();
        tracing::info!(revision, products, "the catalogue has changed");
        Ok(())
    }

    /// Takes changes of stock into the snapshot. Where that is replaced meanwhile, the next one is
    /// tried.
    async fn try_restock(&self) -> Result<(), LoadError> {
        loop {
            let before = self.served();
            let changes = self.storage.stock_changes(before.stock).await?;
            if changes.revision == before.stock {
                return Ok(());
            }
            let storefront = &before.storefront;
            let (catalogue, changed) = storefront.catalogue().with_stock(&changes.levels);
            let next = Served {
                storefront: Arc::new(storefront.restocked(catalogue)),
                stock: changes.revision,
                load: before.load,
            };
            if self.replace(&before, next) {
                let products = storefront.catalogue().products();
                let handles = changed.iter().map(|at| &products[*at].handle);
                self.watchers.tell(handles);
                return Ok(());
            }
        }
    }

    /// Tells whether the snapshot was still that one.
    fn replace(&self, before: &Served, next: Served) -> bool {
        let mut serving = self.serving();
        let is_same = Arc::ptr_eq(&serving.storefront, &before.storefront);
        if is_same {
            *serving = next;
        }
        is_same
    }

    fn served(&self) -> Served {
        let current = self.current.read();
        current.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn serving(&self) -> RwLockWriteGuard<'_, Served> {
        self.current.write().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The revisions are read first: a change in between is seen as another revision and loaded again.
async fn load(storage: &dyn Storage, shared: &Arc<SharedLists>) -> Result<Served, LoadError> {
    let stock = storage.stock_changes(u64::MAX).await?.revision;
    let revision = storage.revision().await?;
    let parts = storage.load_catalogue().await?;
    let pricing = storage.pricing().await?;
    let lists = Arc::clone(shared);
    let index = move || Storefront::new(revision, parts, pricing, lists);
    let storefront = tokio::task::spawn_blocking(index)
        .await
        .map_err(|_| LoadError::Indexing)?;
    Ok(Served {
        storefront: Arc::new(storefront),
        stock,
        load: 0,
    })
}
