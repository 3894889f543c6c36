//! Who looks at an order now, and hears when it changes.

use baguni_commerce::order::OrderNumber;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::{Notify, watch};

/// Pages that may follow orders at the same time: with some 5 KiB each they take 50 MiB.
const MAX_OPEN: usize = 10_000;
/// Of one order: more than its shopper has screens.
const MAX_OF_ONE: usize = 32;

/// Open pages by the order they show.
#[derive(Default)]
pub struct Followers {
    open: Mutex<Open>,
    closed: watch::Sender<bool>,
}

#[derive(Default)]
struct Open {
    count: usize,
    of: HashMap<OrderNumber, Vec<Arc<Notify>>>,
}

/// A place among the followers, until it is dropped.
pub struct Follower {
    followers: Arc<Followers>,
    number: OrderNumber,
    news: Arc<Notify>,
    closed: watch::Receiver<bool>,
}

impl Followers {
    /// A place, if there is room.
    pub fn follow(self: &Arc<Self>, number: OrderNumber) -> Option<Follower> {
        let mut open = self.lock();
        let count = open.count;
        let of_one = open.of.entry(number).or_default();
        if count >= MAX_OPEN || of_one.len() >= MAX_OF_ONE {
            return None;
        }
        let news = Arc::new(Notify::new());
        of_one.push(Arc::clone(&news));
        open.count += 1;
        Some(Follower {
            followers: Arc::clone(self),
            number,
            news,
            closed: self.closed.subscribe(),
        })
    }

    pub(super) fn tell(&self, number: OrderNumber) {
        let open = self.lock();
        let followers = open.of.get(&number).into_iter().flatten();
        followers.for_each(|follower| follower.notify_one());
    }

    /// Ends it for everybody: nothing more will be told.
    pub(super) fn close(&self) {
        self.closed.send_replace(true);
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Follower {
    /// Waits for a change; `false` once there will be none.
    pub async fn changed(&mut self) -> bool {
        tokio::select! {
            () = self.news.notified() => true,
            _ = self.closed.wait_for(|closed| *closed) => false,
        }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        let mut open = self.followers.lock();
        open.count -= 1;
        if let Some(of_one) = open.of.get_mut(&self.number) {
            of_one.retain(|other| !Arc::ptr_eq(other, &self.news));
            if of_one.is_empty() {
                open.of.remove(&self.number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    fn number(bits: u64) -> OrderNumber {
        OrderNumber::from_bits(bits)
    }

    #[test]
    fn those_who_follow_an_order_are_told_and_nobody_else() {
        let all = Arc::new(Followers::default());
        let mut places = [1, 1, 2].map(|bits| all.follow(number(bits)).unwrap());
        let told = |places: &mut [Follower]| -> Vec<Option<bool>> {
            let each = places.iter_mut();
            each.map(|place| place.changed().now_or_never()).collect()
        };
        all.tell(number(1));
        assert_eq!(told(&mut places), [Some(true), Some(true), None]);
        assert_eq!(told(&mut places), [None; 3]);
        all.close();
        assert_eq!(told(&mut places), [Some(false); 3]);
        drop(places);
        assert!(all.lock().of.is_empty());
        assert_eq!(all.lock().count, 0);
    }

    #[test]
    fn there_is_room_for_so_many() {
        let all = Arc::new(Followers::default());
        let of_one: Vec<_> = (0..MAX_OF_ONE).map(|_| all.follow(number(0))).collect();
        assert!(of_one.iter().all(Option::is_some));
        assert!(all.follow(number(0)).is_none());
        let others = MAX_OPEN - MAX_OF_ONE;
        let places: Vec<_> = (1..=others as u64).map(|n| all.follow(number(n))).collect();
        assert!(places.iter().all(Option::is_some));
        assert!(all.follow(number(1 << 40)).is_none());
        drop(of_one);
        assert!(all.follow(number(1 << 40)).is_some());
    }
}
