//! Who is told when a shopper's basket changes.

use super::inbox::{Inbox, News};
use baguni_commerce::ShopperId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Brings news of baskets to their screens. In one process it is a table; with several there is a
/// messenger between them, which may lose news but not change their order: a screen sees a hole
/// and asks.
pub trait FanOut: Send + Sync {
    /// Tells all who listen to this shopper's basket. It never waits.
    fn publish(&self, shopper: ShopperId, news: &News);

    /// From now on, and until it is dropped, the inbox is told.
    fn subscribe(self: Arc<Self>, shopper: ShopperId, inbox: Arc<Inbox>) -> Subscription;

    /// Ends what [`FanOut::subscribe`] began.
    fn unsubscribe(&self, shopper: ShopperId, inbox: &Inbox);
}

/// Ends itself when it is dropped.
pub struct Subscription {
    fan_out: Arc<dyn FanOut>,
    shopper: ShopperId,
    inbox: Arc<Inbox>,
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.fan_out.unsubscribe(self.shopper, &self.inbox);
    }
}

/// Screens that are connected to this process, in so many tables that they seldom wait for each
/// other.
pub struct InProcess {
    shards: [Mutex<HashMap<ShopperId, Vec<Arc<Inbox>>>>; SHARDS],
}

const SHARDS: usize = 32;

impl Default for InProcess {
    fn default() -> Self {
        Self {
            shards: std::array::from_fn(|_| Mutex::default()),
        }
    }
}

impl InProcess {
    fn shard(&self, shopper: ShopperId) -> MutexGuard<'_, HashMap<ShopperId, Vec<Arc<Inbox>>>> {
        let at = (shopper.0 % SHARDS as u64) as usize;
        self.shards[at]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl FanOut for InProcess {
    fn publish(&self, shopper: ShopperId, news: &News) {
        for inbox in self.shard(shopper).get(&shopper).into_iter().flatten() {
            inbox.put(news.clone());
        }
    }

    fn subscribe(self: Arc<Self>, shopper: ShopperId, inbox: Arc<Inbox>) -> Subscription {
        let mut shard = self.shard(shopper);
        shard.entry(shopper).or_default().push(Arc::clone(&inbox));
        drop(shard);
        Subscription {
            fan_out: self,
            shopper,
            inbox,
        }
    }

    fn unsubscribe(&self, shopper: ShopperId, inbox: &Inbox) {
        let mut shard = self.shard(shopper);
        if let Some(inboxes) = shard.get_mut(&shopper) {
            inboxes.retain(|other| other.id() != inbox.id());
            if inboxes.is_empty() {
                shard.remove(&shopper);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn news_reach_those_who_listen_and_nobody_else() {
        let fan_out = Arc::new(InProcess::default());
        let (one, other) = (ShopperId(1), ShopperId(1 + SHARDS as u64));
        let inboxes = [(); 3].map(|()| Arc::new(Inbox::default()));
        let subscribe =
            |shopper, n: usize| Arc::clone(&fan_out).subscribe(shopper, Arc::clone(&inboxes[n]));
        let first = subscribe(one, 0);
        let _second = subscribe(one, 1);
        let _third = subscribe(other, 2);
        let told = || inboxes.each_ref().map(|inbox| inbox.try_next().is_some());
        fan_out.publish(one, &News::Reread);
        assert_eq!(told(), [true, true, false]);
        drop(first);
        fan_out.publish(one, &News::Reread);
        fan_out.publish(other, &News::Reread);
        assert_eq!(told(), [false, true, true]);
        drop(_second);
        assert!(
            fan_out.shard(one).get(&one).is_none(),
            "nothing is left of who has gone"
        );
    }
}
