//! The catalogue on this screen. It is always asked first and last: with a line it is kept up to
//! date, without one it says as of when it is right (docs/decisions/0021-snapshot.md).
//!
//! [`kept`] is what lies on the disk, [`fetched`] what the server sends, [`answers`] how pages ask,
//! [`worker`] what opens the page itself and its pictures without a line.

mod answers;
mod fetched;
mod kept;
mod worker;

use super::Kiosk;
use baguni_api::ApiError;
use baguni_api::kiosk::HEARTBEAT_S;
use baguni_api::storefront::{Snapshot, Storefront};
use baguni_commerce::{Handle, Sku};
use gloo::timers::callback::{Interval, Timeout};
use js_sys::Promise;
use kept::Kept;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// What this screen shows of the shop, and as of when.
#[derive(Clone, Copy)]
pub struct Shelf {
    kiosk: Kiosk,
    storefront: RwSignal<Option<Arc<Storefront>>>,
    taken_at: RwSignal<Option<u64>>,
    /// What has been kept, or would be.
    held: StoredValue<Kept>,
    turn: StoredValue<Turn>,
}

/// Whether the shop is being asked. One asks at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Turn {
    Free,
    Asking,
    /// And it was wished for again since.
    AskingAgain,
}

impl Shelf {
    /// Opens what is kept, and asks for what is newer: at once, as soon as the screen belongs to a
    /// store, and every half minute.
    pub fn begin(kiosk: Kiosk) -> Self {
        let shelf = Self {
            kiosk,
            storefront: RwSignal::new(None),
            taken_at: RwSignal::new(None),
            held: StoredValue::new(Kept::default()),
            turn: StoredValue::new(Turn::Asking),
        };
        provide_context(shelf);
        worker::register();
        spawn_local(async move {
            shelf.open().await;
            shelf.ask().await;
        });
        let is_paired = Memo::new(move |_| kiosk.setup().with(Option::is_some));
        Effect::new(move || {
            if is_paired.get() {
                shelf.refresh();
            }
        });
        Interval::new(HEARTBEAT_S * 1_000, move || shelf.refresh()).forget();
        shelf
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// The shop as it is known here; `None` until it has been opened or fetched for the first time.
    pub fn storefront(self) -> ReadSignal<Option<Arc<Storefront>>> {
        self.storefront.read_only()
    }

    /// When stock and prices were last known to be right, in milliseconds since 1970.
    pub fn taken_at(self) -> ReadSignal<Option<u64>> {
        self.taken_at.read_only()
    }

    /// Asks the server for what is newer. What it does not answer is asked again later.
    pub fn refresh(self) {
        match self.turn.get_value() {
            Turn::Free => {
                self.turn.set_value(Turn::Asking);
                spawn_local(self.ask());
            }
            Turn::Asking | Turn::AskingAgain => self.turn.set_value(Turn::AskingAgain),
        }
    }

    /// Takes in how many can be promised of these now, as they were told.
    pub fn restock(self, levels: &[(Sku, Handle, u32)]) {
        let Some(shop) = self.storefront.get_untracked() else {
            return;
        };
        if levels.is_empty() {
            return;
        }
        self.storefront.set(Some(Arc::new(shop.with_stock(levels))));
        self.held.update_value(|held| held.note(levels));
    }

    /// Fetches everything as if nothing were here, and the page's own files too. What is here stays
    /// until the other has come.
    pub async fn fetch_anew(self) {
        worker::update();
        self.held.update_value(|held| held.etag.clear());
        let _ = self.bring_up_to_date().await;
    }

    /// What was kept last, if it can be read.
    async fn open(self) {
        let Some((bytes, etag)) = kept::snapshot().await else {
            return;
        };
        // The page is drawn before.
        breathe().await;
        match Snapshot::decode(&bytes) {
            Ok(snapshot) => {
                self.take(snapshot, etag).await;
                if let Some(later) = kept::changes().await {
                    self.take_kept(later);
                }
            }
            // Of another version, or damaged: the next answer takes its place.
            Err(_) => kept::forget().await,
        }
    }

    async fn ask(self) {
        loop {
            let asked = match self.kiosk.setup().with_untracked(Option::is_some) {
                true => self.bring_up_to_date().await,
                false => Err(ApiError::Unavailable),
            };
            let again = self.turn.get_value() == Turn::AskingAgain;
            if !again || asked == Err(ApiError::Unavailable) {
                break self.turn.set_value(Turn::Free);
            }
            self.turn.set_value(Turn::Asking);
        }
    }

    async fn bring_up_to_date(self) -> Result<(), ApiError> {
        let asked = self.fetch_snapshot().await;
        if asked == Err(ApiError::NotFound) {
            // The screen is no store's: it has no shop to show.
            self.storefront.set(None);
            self.taken_at.set(None);
            self.held.set_value(Kept::default());
            kept::forget().await;
        }
        asked?;
        let since = self.held.with_value(|held| held.stock);
        let news = fetched::stock(since).await?;
        if news.revision < since {
            // Of another database: what is held is not what has changed there.
            self.held.update_value(|held| held.etag.clear());
            return self.fetch_snapshot().await;
        }
        self.restock(&news.levels);
        let now = now();
        self.taken_at.set(Some(now));
        self.held.update_value(|held| {
            held.stock = news.revision;
            held.taken_at = now;
        });
        kept::keep_changes(&self.held.get_value()).await;
        Ok(())
    }

    async fn fetch_snapshot(self) -> Result<(), ApiError> {
        let known = self.held.with_value(|held| held.etag.clone());
        let Some((bytes, etag)) = fetched::snapshot(&known).await? else {
            return Ok(());
        };
        let snapshot = Snapshot::decode(&bytes).map_err(|_| ApiError::Unavailable)?;
        self.take(snapshot, etag.clone()).await;
        kept::keep_snapshot(&bytes, &etag).await;
        kept::keep_changes(&self.held.get_value()).await;
        Ok(())
    }

    async fn take(self, snapshot: Snapshot, etag: String) {
        let (stock, taken_at) = (snapshot.stock, snapshot.taken_at);
        worker::keep_pictures(snapshot.pictures());
        // Reading and indexing are two pauses of the page and not one long one.
        breathe().await;
        let shop = Storefront::of_snapshot(snapshot, Arc::new(now));
        self.held.set_value(Kept {
            etag,
            stock,
            taken_at,
            ..Kept::default()
        });
        let shop = Arc::new(shop);
        self.storefront.set(Some(Arc::clone(&shop)));
        self.taken_at.set(Some(taken_at));
        // The shop can be looked through by now: searching it takes longest to prepare.
        breathe().await;
        shop.prepare();
    }

    /// What was told after the snapshot, before the page was loaded anew.
    fn take_kept(self, later: Kept) {
        if self.held.with_value(|held| held.etag != later.etag) {
            return;
        }
        self.restock(&later.levels());
        self.taken_at.set(Some(later.taken_at));
        self.held.set_value(later);
    }
}

/// Milliseconds since 1970.
fn now() -> u64 {
    js_sys::Date::now() as u64
}

/// Lets the page do what waits: draw, and hear who touches it.
async fn breathe() {
    let passed = Promise::new(&mut |resolve, _| {
        let resolve = move || _ = resolve.call0(&JsValue::UNDEFINED);
        Timeout::new(0, resolve).forget();
    });
    let _ = JsFuture::from(passed).await;
}
