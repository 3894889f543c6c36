//! What screens hear at once, each on a stream of its own. Little depends on it: what is missed the
//! next heartbeat brings, the snapshot, and the beginning of the next stream.

use super::newsroom::{Mailbox, Mark};
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
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::{broadcast, watch};
use tokio::time::{sleep, timeout};

/// Nothing has to be said so often, or a proxy takes the stream for dead. Then whether the key is
/// still good is looked at too.
const PULSE: Duration = Duration::from_secs(20);
/// Changes of stock that follow each other closely are told together.
const TOGETHER: Duration = Duration::from_millis(200);
/// More levels than this are not told one by one: the whole is asked for anew.
const MAX_LEVELS: usize = 500;

/// A stream from its beginning to its end.
struct Stream {
    shop: Arc<Shop>,
    device: DeviceId,
    mailbox: Arc<Mailbox>,
    /// Up to where the screen has heard when this begins.
    begins: Mark,
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

/// Everything that a screen hears from now on, and what it has missed since the event of an id;
/// `None` where there is no room.
pub fn listen(shop: &Arc<Shop>, device: DeviceId, since: Option<Mark>) -> Option<Body> {
    let room = &shop.kiosks.news;
    let (mailbox, begins) = room.admit(device, since)?;
    let opened = Stream {
        mailbox,
        begins,
        changes: shop.catalogue.watchers.changes(),
        closing: room.closing(),
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
            if self.mailbox.is_over() {
                return None;
            }
            if let Some((number, news)) = self.mailbox.take() {
                if news == News::Revoked {
                    self.stage = Stage::Over;
                }
                let mark = self.shop.kiosks.news.mark(number);
                return Some(format!("id: {mark}\n{}", event(&news)).into());
            }
            let told = match self.hear().await {
                Heard::Closed => return None,
                Heard::Mail => continue,
                Heard::Nothing => self.pulse().await,
                Heard::Changed(changed) => {
                    self.levels(changed).await.map(|news| event(&news).into())
                }
            };
            if told.is_some() {
                return told;
            }
        }
    }

    /// How soon to come again, how the call is, and from where on it has to be heard then, which is
    /// said with no news too.
    async fn beginning(&self) -> Bytes {
        let of_call = calls::of_call(&self.shop, self.device).await;
        let of_call = of_call.unwrap_or_else(|error| {
            tracing::warn!(%error, "a screen does not hear of its call");
            None
        });
        let told = of_call.map_or("data:\n\n".to_owned(), |news| event(&news));
        format!("retry: 1000\nid: {}\n{told}", self.begins).into()
    }

    async fn hear(&mut self) -> Heard {
        tokio::select! {
            () = self.mailbox.wait() => Heard::Mail,
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
        Some(event(&News::Revoked).into())
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

fn event(news: &News) -> String {
    let told = wire::encode(&Ok(news.clone()));
    format!("data: {}\n\n", BASE64_STANDARD.encode(told))
}
