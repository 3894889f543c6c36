//! What screens hear at once, each on a stream of its own. Nothing depends on it: whatever is missed
//! the next heartbeat brings, the snapshot, and of a call the beginning of the next stream.

use super::{calls, now};
use crate::http::Shop;
use crate::stock::Changed;
use crate::storefront::Storefront;
use axum::body::{Body, Bytes};
use baguni_api::kiosk::News;
use baguni_api::{LocationStock, wire};
use baguni_commerce::catalogue::Found;
use baguni_commerce::{DeviceId, Handle, Sku};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::stream;
use std::collections::{BTreeSet, HashMap, VecDeque};
use std::convert::Infallible;
use std::iter::repeat_n;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{Notify, broadcast, watch};
use tokio::time::{sleep, timeout};

/// Streams that may be open at the same time, of one screen and of all.
const MAX_OF_ONE: usize = 4;
const MAX_OPEN: usize = 2_000;
/// What may wait for one stream; the oldest goes first.
const MAX_WAITING: usize = 64;
/// Nothing has to be said so often, or a proxy takes the stream for dead. Then whether the key is
/// still good is looked at too.
const PULSE: Duration = Duration::from_secs(20);
/// Changes of stock that follow each other closely are told together.
const TOGETHER: Duration = Duration::from_millis(200);
/// More levels than this are not told one by one: the whole is asked for anew.
const MAX_LEVELS: usize = 500;

/// The streams of all screens.
pub struct Newsroom {
    open: Mutex<Open>,
    closing: watch::Sender<bool>,
}

#[derive(Default)]
struct Open {
    count: usize,
    of: HashMap<DeviceId, Vec<Arc<Mailbox>>>,
}

#[derive(Default)]
struct Mailbox {
    waiting: Mutex<VecDeque<News>>,
    wake: Notify,
}

impl Default for Newsroom {
    fn default() -> Self {
        Self {
            open: Mutex::default(),
            closing: watch::Sender::new(false),
        }
    }
}

impl Newsroom {
    pub fn tell(&self, device: DeviceId, news: News) {
        let open = self.lock();
        let boxes = open.of.get(&device).map(Vec::as_slice).unwrap_or_default();
        let copies = repeat_n(news, boxes.len());
        boxes
            .iter()
            .zip(copies)
            .for_each(|(mailbox, news)| mailbox.put(news));
    }

    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    fn admit(&self, device: DeviceId) -> Option<Arc<Mailbox>> {
        let mut open = self.lock();
        let count = open.count;
        let of_one = open.of.entry(device).or_default();
        if count >= MAX_OPEN || of_one.len() >= MAX_OF_ONE {
            return None;
        }
        let mailbox = Arc::new(Mailbox::default());
        of_one.push(Arc::clone(&mailbox));
        open.count += 1;
        Some(mailbox)
    }

    fn leave(&self, device: DeviceId, mailbox: &Arc<Mailbox>) {
        let mut open = self.lock();
        open.count -= 1;
        if let Some(of_one) = open.of.get_mut(&device) {
            of_one.retain(|other| !Arc::ptr_eq(other, mailbox));
            if of_one.is_empty() {
                open.of.remove(&device);
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Mailbox {
    /// What is waiting already need not wait twice.
    fn put(&self, news: News) {
        let mut waiting = self.lock();
        if !waiting.contains(&news) {
            if waiting.len() >= MAX_WAITING {
                waiting.pop_front();
            }
            waiting.push_back(news);
        }
        drop(waiting);
        self.wake.notify_one();
    }

    fn take(&self) -> Option<News> {
        self.lock().pop_front()
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<News>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream from its beginning to its end.
struct Stream {
    shop: Arc<Shop>,
    device: DeviceId,
    mailbox: Arc<Mailbox>,
    changes: broadcast::Receiver<Changed>,
    closing: watch::Receiver<bool>,
    stage: Stage,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Opened,
    Running,
    Over,
}

impl Drop for Stream {
    fn drop(&mut self) {
        self.shop.kiosks.news.leave(self.device, &self.mailbox);
    }
}

/// Everything that a screen hears from now on; `None` where there is no room.
pub fn listen(shop: &Arc<Shop>, device: DeviceId) -> Option<Body> {
    let room = &shop.kiosks.news;
    let opened = Stream {
        mailbox: room.admit(device)?,
        changes: shop.catalogue.watchers.changes(),
        closing: room.closing.subscribe(),
        shop: Arc::clone(shop),
        device,
        stage: Stage::Opened,
    };
    let events = stream::unfold(opened, |mut stream| async {
        let event = Box::pin(stream.next()).await?;
        Some((Ok::<_, Infallible>(event), stream))
    });
    Some(Body::from_stream(events))
}

/// What a stream waits for.
enum Heard {
    Mail,
    Changed(Result<Changed, RecvError>),
    Nothing,
    Closed,
}

impl Stream {
    async fn next(&mut self) -> Option<Bytes> {
        match self.stage {
            Stage::Over => return None,
            Stage::Opened => {
                self.stage = Stage::Running;
                return Some(self.beginning().await);
            }
            Stage::Running => {}
        }
        loop {
            if let Some(news) = self.mailbox.take() {
                if news == News::Revoked {
                    self.stage = Stage::Over;
                }
                return Some(event(&news));
            }
            let told = match self.hear().await {
                Heard::Closed => return None,
                Heard::Mail => continue,
                Heard::Nothing => self.pulse().await,
                Heard::Changed(changed) => self.levels(changed).await.map(|news| event(&news)),
            };
            if told.is_some() {
                return told;
            }
        }
    }

    /// How soon to come again, and what may have been missed.
    async fn beginning(&self) -> Bytes {
        let mut told = b"retry: 1000\n\n".to_vec();
        match calls::of_call(&self.shop, self.device).await {
            Ok(news) => told.extend(news.iter().flat_map(event)),
            Err(error) => tracing::warn!(%error, "a screen does not hear of its call"),
        }
        told.into()
    }

    async fn hear(&mut self) -> Heard {
        tokio::select! {
            () = self.mailbox.wake.notified() => Heard::Mail,
            changed = self.changes.recv() => Heard::Changed(changed),
            _ = self.closing.wait_for(|closing| *closing) => Heard::Closed,
            () = sleep(PULSE) => Heard::Nothing,
        }
    }

    /// That the stream stands; or that the key is revoked, by whatever process.
    async fn pulse(&mut self) -> Option<Bytes> {
        let device = self.shop.storage.device(self.device).await;
        let revoked = device.is_ok_and(|found| found.is_none_or(|one| one.revoked.is_some()));
        if !revoked {
            return Some(Bytes::from_static(b": \n\n"));
        }
        self.stage = Stage::Over;
        Some(event(&News::Revoked))
    }

    /// What has changed in the catalogue, all at once for those who changed it one after another.
    async fn levels(&mut self, first: Result<Changed, RecvError>) -> Option<News> {
        let mut products = BTreeSet::new();
        let mut next = first;
        let mut all = false;
        let until = now() + u64::try_from(TOGETHER.as_millis()).unwrap_or_default();
        loop {
            match next {
                Ok(Changed::Products(handles)) => products.extend(handles.iter().cloned()),
                Ok(Changed::All) | Err(RecvError::Lagged(_)) => all = true,
                Err(RecvError::Closed) => break,
            }
            let left = Duration::from_millis(until.saturating_sub(now()));
            match timeout(left, self.changes.recv()).await {
                Ok(more) => next = more,
                Err(_) => break,
            }
        }
        let levels = levels(&self.shop.catalogue.current(), &products);
        match all || levels.len() > MAX_LEVELS {
            true => Some(News::Catalogue),
            false => (!levels.is_empty()).then_some(News::Stock(levels)),
        }
    }
}

/// How many of these products can be promised where, as far as it is told.
fn levels(storefront: &Storefront, products: &BTreeSet<Handle>) -> Vec<(Sku, Handle, u32)> {
    let catalogue = storefront.catalogue();
    let of_product = |handle| match catalogue.product(handle) {
        Found::Here(at) => Some(&catalogue.products()[at]),
        _ => None,
    };
    let variants = products.iter().filter_map(of_product);
    let variants = variants.flat_map(|product| &product.variants);
    let at_places = variants.flat_map(|variant| {
        let levels = catalogue.stock(&variant.sku).iter();
        levels.zip(catalogue.locations()).map(|(level, place)| {
            let told = level.available().min(LocationStock::TOLD);
            (variant.sku.clone(), place.handle.clone(), told)
        })
    });
    at_places.collect()
}

fn event(news: &News) -> Bytes {
    let told = wire::encode(&Ok(news.clone()));
    format!("data: {}\n\n", BASE64_STANDARD.encode(told)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_bounded_and_said_once() {
        let mailbox = Mailbox::default();
        mailbox.put(News::Told);
        mailbox.put(News::Told);
        assert_eq!(mailbox.take(), Some(News::Told));
        assert_eq!(mailbox.take(), None);
        for n in 0..3 * MAX_WAITING {
            mailbox.put(News::Call(Some(n.to_string())));
        }
        mailbox.put(News::Revoked);
        assert_eq!(mailbox.lock().len(), MAX_WAITING);
        assert_eq!(mailbox.lock().back(), Some(&News::Revoked));
    }

    #[test]
    fn a_screen_has_so_many_streams_and_no_more() {
        let room = Newsroom::default();
        let [one, other] = [1, 2].map(|n| DeviceId([n; 16]));
        let mut boxes: Vec<_> = (0..MAX_OF_ONE).filter_map(|_| room.admit(one)).collect();
        assert_eq!(boxes.len(), MAX_OF_ONE);
        assert!(room.admit(one).is_none());
        assert!(room.admit(other).is_some());
        room.tell(one, News::Told);
        assert!(
            boxes
                .iter()
                .all(|mailbox| mailbox.take() == Some(News::Told))
        );
        room.leave(one, &boxes.remove(0));
        assert!(room.admit(one).is_some());
    }
}
