//! Who looks at a product now, and hears when its stock is another.

use super::Closing;
use crate::catalogue::LiveCatalogue;
use axum::body::{Body, Bytes};
use baguni_commerce::Handle;
use baguni_commerce::catalogue::Found;
use futures_util::stream;
use std::collections::HashMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Notify, broadcast};

/// Pages that may listen at the same time: with some 5 KiB each they take 100 MiB.
const MAX_OPEN: usize = 20_000;
/// Nothing has to be said so often, or a proxy takes the stream for dead.
const PULSE: Duration = Duration::from_secs(25);

/// Those who look at the same product are told one after another, since each asks for its page then.
const BETWEEN: Duration = Duration::from_micros(400);

/// How many changes a screen may be behind before it has to ask for everything.
const BEHIND: usize = 256;

/// Open pages by the product they show, and the screens of stores, which show all of them.
pub struct Watchers {
    open: Mutex<Open>,
    changes: broadcast::Sender<Changed>,
    closing: Closing,
}

/// What has changed.
#[derive(Clone, Debug)]
pub enum Changed {
    /// The stock of these products.
    Products(Arc<[Handle]>),
    /// The catalogue.
    All,
}

impl Default for Watchers {
    fn default() -> Self {
        Self {
            open: Mutex::default(),
            changes: broadcast::Sender::new(BEHIND),
            closing: Closing::default(),
        }
    }
}

#[derive(Default)]
struct Open {
    count: usize,
    of: HashMap<Handle, Vec<Arc<Notify>>>,
}

impl Watchers {
    /// Wakes those who look at one of these products.
    pub fn tell<'h>(&self, changed: impl IntoIterator<Item = &'h Handle>) {
        let changed: Arc<[Handle]> = changed.into_iter().cloned().collect();
        let open = self.lock();
        for handle in changed.iter() {
            let watchers = open.of.get(handle).into_iter().flatten();
            watchers.for_each(|watcher| watcher.notify_one());
        }
        // That no screen listens is no mistake.
        let _ = self.changes.send(Changed::Products(changed));
    }

    /// Every change from now on.
    pub fn changes(&self) -> broadcast::Receiver<Changed> {
        self.changes.subscribe()
    }

    /// Wakes everybody: the catalogue is another.
    pub fn tell_all(&self) {
        let open = self.lock();
        let all = open.of.values().flatten();
        all.for_each(|watcher| watcher.notify_one());
        let _ = self.changes.send(Changed::All);
    }

    /// Ends every stream: the server stops.
    pub fn close(&self) {
        self.closing.now();
    }

    fn admit(self: &Arc<Self>, handle: Handle) -> Option<Seat> {
        let mut open = self.lock();
        if open.count >= MAX_OPEN {
            return None;
        }
        open.count += 1;
        let news = Arc::new(Notify::new());
        let watchers = open.of.entry(handle.clone()).or_default();
        let before = u32::try_from(watchers.len()).unwrap_or(u32::MAX);
        watchers.push(Arc::clone(&news));
        Some(Seat {
            watchers: Arc::clone(self),
            handle,
            news,
            turn: BETWEEN.saturating_mul(before),
        })
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place among the watchers, until it is dropped.
struct Seat {
    watchers: Arc<Watchers>,
    handle: Handle,
    news: Arc<Notify>,
    /// How long after the first.
    turn: Duration,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut open = self.watchers.lock();
        open.count -= 1;
        if let Some(watchers) = open.of.get_mut(&self.handle) {
            watchers.retain(|other| !Arc::ptr_eq(other, &self.news));
            if watchers.is_empty() {
                open.of.remove(&self.handle);
            }
        }
    }
}

struct Watch {
    catalogue: Arc<LiveCatalogue>,
    seat: Seat,
    /// What the page shows, see [`crate::storefront::Storefront::stock_mark`].
    shown: u32,
    is_open: bool,
}

/// Events that say that the stock of a product is no longer what a page shows, and not how; the
/// first at once, if it was so before the page listened. `None` where there is no room.
pub fn watch(catalogue: &Arc<LiveCatalogue>, handle: Handle, shown: u32) -> Option<Body> {
    let opened = Watch {
        catalogue: Arc::clone(catalogue),
        seat: catalogue.watchers.admit(handle)?,
        shown,
        is_open: false,
    };
    let events = stream::unfold(opened, |mut watch| async {
        let event = Box::pin(watch.next()).await?;
        Some((Ok::<_, Infallible>(Bytes::from_static(event)), watch))
    });
    Some(Body::from_stream(events))
}

const CHANGED: &[u8] = b"data: changed\n\n";
/// A comment, which no listener hears.
const NOTHING: &[u8] = b": \n\n";

impl Watch {
    async fn next(&mut self) -> Option<&'static [u8]> {
        let was_open = std::mem::replace(&mut self.is_open, true);
        loop {
            if self.has_changed() {
                return Some(CHANGED);
            }
            if !was_open {
                return Some(NOTHING);
            }
            tokio::select! {
                () = self.seat.watchers.closing.said() => return None,
                () = self.seat.news.notified() => tokio::time::sleep(self.seat.turn).await,
                () = tokio::time::sleep(PULSE) => return Some(NOTHING),
            }
        }
    }

    /// A product that is not there any more has no stock to tell.
    fn has_changed(&mut self) -> bool {
        let storefront = self.catalogue.current();
        let Found::Here(at) = storefront.catalogue().product(&self.seat.handle) else {
            return false;
        };
        let mark = storefront.stock_mark(at);
        std::mem::replace(&mut self.shown, mark) != mark
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    #[test]
    fn those_who_look_are_told_and_nobody_else() {
        let watchers = Arc::new(Watchers::default());
        let [mug, bowl] = ["mug", "bowl"].map(|name| name.parse::<Handle>().unwrap());
        let seats = [&mug, &mug, &bowl].map(|handle| watchers.admit(handle.clone()).unwrap());
        let told = || [0, 1, 2].map(|at: usize| seats[at].news.notified().now_or_never().is_some());
        watchers.tell([&mug]);
        assert_eq!(told(), [true, true, false]);
        assert_eq!(told(), [false; 3]);
        watchers.tell_all();
        assert_eq!(told(), [true; 3]);
        drop(seats);
        assert!(watchers.lock().of.is_empty());
        assert_eq!(watchers.lock().count, 0);
    }

    #[test]
    fn there_is_room_for_so_many() {
        let watchers = Arc::new(Watchers::default());
        let mug: Handle = "mug".parse().unwrap();
        let mut seats: Vec<_> = (0..MAX_OPEN).map(|_| watchers.admit(mug.clone())).collect();
        assert!(seats.iter().all(Option::is_some));
        assert!(watchers.admit(mug.clone()).is_none());
        seats.pop();
        assert!(watchers.admit(mug).is_some());
    }
}
