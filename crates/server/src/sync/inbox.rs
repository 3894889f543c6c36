//! What waits to be told to one screen. It is bounded: a screen that does not read is sent away.

use super::later;
use axum::body::Bytes;
use baguni_replica::frame::{Ack, Delta, Down};
use baguni_replica::{Remark, Seq, codec};
use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Written to by whoever has news, read by the one connection it belongs to. While nothing waits
/// it takes next to no memory, as most connections are idle.
pub struct Inbox {
    id: InboxId,
    state: Mutex<State>,
    ready: Notify,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InboxId(u64);

#[derive(Default)]
struct State {
    waiting: VecDeque<News>,
    /// The last word, after what waits.
    farewell: Option<Down>,
}

/// Something to tell.
#[derive(Clone, Debug)]
pub enum News {
    /// Of the shopper's basket: durable by now.
    Changed(Arc<Change>),
    /// To this screen alone.
    Answer(Arc<Down>),
    /// The basket is another: it has to be read.
    Reread,
}

/// What is next for a screen.
#[derive(Debug)]
pub enum Next {
    Told(News),
    /// The connection ends with this.
    Farewell(Down),
}

/// A submission that is durable, as its sender and all others are told of it.
#[derive(Debug)]
pub struct Change {
    /// The connection that it came over, if it still waits for an answer there.
    pub by: Option<InboxId>,
    pub delta: Delta,
    pub remarks: Vec<(Seq, Remark)>,
    told: OnceLock<Bytes>,
}

/// News that may wait for one screen: more than any shopper's other screens make while it reads.
const WAITING: usize = 256;

impl Default for Inbox {
    fn default() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self {
            id: InboxId(NEXT.fetch_add(1, Ordering::Relaxed)),
            state: Mutex::default(),
            ready: Notify::new(),
        }
    }
}

impl Inbox {
    pub fn id(&self) -> InboxId {
        self.id
    }

    /// Puts down what is to be told. A screen that is too far behind will be sent away instead.
    pub fn put(&self, news: News) {
        let mut state = self.lock();
        if state.farewell.is_some() {
            return;
        }
        if state.waiting.len() < WAITING {
            state.waiting.push_back(news);
        } else {
            state.waiting = VecDeque::new();
            state.farewell = Some(later(Duration::from_secs(1)).into());
        }
        drop(state);
        self.ready.notify_one();
    }

    /// Ends the connection after what waits.
    pub fn end(&self, farewell: Down) {
        self.lock().farewell.get_or_insert(farewell);
        self.ready.notify_one();
    }

    pub async fn next(&self) -> Next {
        loop {
            if let Some(next) = self.try_next() {
                return next;
            }
            self.ready.notified().await;
        }
    }

    pub fn try_next(&self) -> Option<Next> {
        let mut state = self.lock();
        if let Some(news) = state.waiting.pop_front() {
            if state.waiting.is_empty() {
                state.waiting = VecDeque::new();
            }
            return Some(Next::Told(news));
        }
        state.farewell.take().map(Next::Farewell)
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Change {
    pub fn new(by: Option<InboxId>, delta: Delta, remarks: Vec<(Seq, Remark)>) -> Self {
        Self {
            by,
            delta,
            remarks,
            told: OnceLock::new(),
        }
    }

    /// As others are told of it; written once for all of them.
    pub fn as_delta(&self) -> Bytes {
        let write = || codec::encode(&Down::Delta(self.delta.clone())).into();
        self.told.get_or_init(write).clone()
    }

    /// As its sender is thanked for it.
    pub fn as_ack(&self) -> Down {
        Down::Ack(Ack {
            replica: self.delta.replica,
            through: self.delta.through,
            remarks: self.remarks.clone(),
            changed: Some(self.delta.changed.clone()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn news_come_in_order_and_the_farewell_after_them() {
        let inbox = Inbox::default();
        inbox.put(News::Answer(Arc::new(Down::Pulse)));
        inbox.put(News::Reread);
        inbox.end(Down::Rebind { wipe: true });
        inbox.end(Down::Pulse);
        inbox.put(News::Reread);
        assert!(matches!(inbox.next().await, Next::Told(News::Answer(_))));
        assert!(matches!(inbox.next().await, Next::Told(News::Reread)));
        let last = inbox.next().await;
        assert!(
            matches!(last, Next::Farewell(Down::Rebind { wipe: true })),
            "{last:?}"
        );
        assert!(inbox.try_next().is_none());
    }

    #[tokio::test]
    async fn who_does_not_read_is_sent_away() {
        let inbox = Inbox::default();
        for _ in 0..10 * WAITING {
            inbox.put(News::Reread);
            assert!(inbox.lock().waiting.len() <= WAITING);
        }
        let next = inbox.next().await;
        assert!(matches!(next, Next::Farewell(Down::Bye(_))), "{next:?}");
    }
}
