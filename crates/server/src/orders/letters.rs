//! Letters at each step of an order, written from the outbox by a reader of its own.
//!
//! Each goes at least once: an event is dealt with when its letter has gone, so a process that dies
//! between the two sends it again. In normal running none goes twice. Mail that does not work delays
//! letters and nothing else: the reader waits, longer each time, and goes on where it was. A letter
//! that is refused is tried a few times and given up, and one that comes too late to be of use is
//! not sent.

mod occasion;
mod text;

use super::links::{self, Grant};
use super::{OrderError, now};
use crate::http::Shop;
use crate::mail::{Letter, MailError, SmtpProblem};
use baguni_api::orders as paths;
use baguni_commerce::Handle;
use baguni_commerce::order::{FulfillmentId, Order};
use baguni_storage::{KeptEvent, StorageError};
use occasion::Occasion;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use text::Facts;
use tokio::time::{sleep, timeout};

const READER: &str = "letters";
const AT_ONCE: u32 = 100;
/// How often it looks when nobody tells of a change.
const LOOKS: Duration = Duration::from_secs(1);
/// How long mail that does not work is left alone: at first, and at most.
const PATIENCE: (Duration, Duration) = (Duration::from_millis(500), Duration::from_secs(300));
/// How often a letter is tried that the mail server refuses.
const TRIES: u32 = 4;
/// What happened so long ago is not written about any more: 3 days.
const TOO_OLD: u64 = 3 * 24 * 60 * 60 * 1_000;

#[derive(Debug, thiserror::Error)]
enum LetterError {
    #[error(transparent)]
    Order(#[from] OrderError),
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("a letter did not go: {0}")]
    Mail(#[from] MailError),
}

/// Writes letters until it is ended.
pub(super) async fn run(shop: Arc<Shop>) {
    let mut changes = shop.orders.changes();
    let mut wait = PATIENCE.0;
    let mut refusals = Refusals::default();
    loop {
        match write_all(&shop, &mut refusals).await {
            Ok(()) => {
                wait = PATIENCE.0;
                // Whether there is news or the time is over, it looks.
                let _ = timeout(LOOKS, changes.recv()).await;
            }
            Err(error) => {
                tracing::warn!(%error, seconds = wait.as_secs_f32(), "letters have to wait");
                sleep(wait).await;
                wait = (wait * 2).min(PATIENCE.1);
            }
        }
    }
}

async fn write_all(shop: &Shop, refusals: &mut Refusals) -> Result<(), LetterError> {
    loop {
        let events = shop.storage.unread_events(READER, AT_ONCE).await?;
        if events.is_empty() {
            return Ok(());
        }
        for event in &events {
            let has_gone = match write(shop, event).await {
                Err(LetterError::Mail(MailError::None)) => false,
                Err(LetterError::Mail(error)) if refusals.is_final(event, &error) => {
                    tracing::error!(order = %event.number, %error, "a letter is given up");
                    false
                }
                written => written?,
            };
            // What has gone is marked at once; what gave no letter, with the next that did.
            if has_gone || events.last() == Some(event) {
                shop.storage.events_read(READER, event.id).await?;
            }
        }
    }
}

/// Writes what an event has to say to the shopper; tells whether it has anything to say.
async fn write(shop: &Shop, event: &KeptEvent) -> Result<bool, LetterError> {
    if now().saturating_sub(event.at) > TOO_OLD || !occasion::may_be(event.kind) {
        return Ok(false);
    }
    let Some(order) = shop.storage.order(event.number).await? else {
        return Ok(false);
    };
    let Some(occasion) = Occasion::of(event, &order) else {
        return Ok(false);
    };
    let facts = facts(shop, &order).await?;
    let letter: Letter = text::letter(&order, occasion, &facts);
    shop.accounts.mailer().send(letter).await?;
    Ok(true)
}

/// What a letter says that the order does not know.
async fn facts(shop: &Shop, order: &Order) -> Result<Facts, OrderError> {
    let key = links::sign(shop, Grant::Order(order.number)).await?;
    let path = order.locale.href(&paths::with_key(order.number, &key));
    let storefront = shop.catalogue.current();
    let places = storefront.catalogue().locations().iter();
    let places = places.map(|place| (place.handle.clone(), place.name.clone()));
    Ok(Facts {
        link: shop.public_url.as_ref().map(|own| format!("{own}{path}")),
        places: places.collect::<BTreeMap<Handle, _>>(),
        now: now(),
    })
}

/// The letter that was refused last, and how often.
#[derive(Default)]
struct Refusals {
    event: i64,
    count: u32,
}

impl Refusals {
    /// Whether trying once more would not help. Whatever is wrong with one letter must not hold up
    /// those behind it for long; mail that does not work at all holds them up as long as it takes.
    fn is_final(&mut self, event: &KeptEvent, error: &MailError) -> bool {
        if self.event != event.id {
            (self.event, self.count) = (event.id, 0);
        }
        match error {
            MailError::Form(_) | MailError::Address(_) => true,
            MailError::Server(_, SmtpProblem::Refused(_)) => {
                self.count += 1;
                self.count >= TRIES
            }
            MailError::Folder(_)
            | MailError::Server(..)
            | MailError::None
            | MailError::NoPublicUrl => false,
        }
    }
}

/// A part of an order, which an event names.
fn part_of(event: &KeptEvent, order: &Order) -> Option<FulfillmentId> {
    let id = event.fulfillment?;
    order.fulfillment(id).map(|part| part.id)
}
