//! What happens to orders by itself: deadlines, payments that have to be asked about, holds that have
//! run out, and telling everybody who follows. All of it follows from what is kept, so a process
//! that ends in the middle loses nothing.

use super::followers::Followers;
use super::{OrderError, act, letters, now, paying, random};
use crate::http::Shop;
use baguni_commerce::CommandId;
use baguni_commerce::order::{Actor, Command, OrderNumber};
use baguni_storage::OrderFilter;
use futures_util::{StreamExt as _, stream};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::AbortHandle;
use tokio::time::{Instant, interval, sleep};

/// How often it looks when nobody wakes it.
const LOOKS: Duration = Duration::from_secs(1);
/// How many orders are read in one go.
const AT_ONCE: u32 = 100;
/// How many are looked at beside each other: a provider that is slow for one holds up no others.
const HANDS: usize = 16;
/// How long an order whose provider does not answer is left alone: at first, and at most.
const PATIENCE: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(60));
/// How far back orders are looked through for money that a till has taken: 30 days.
const TILLS: u64 = 30 * 24 * 60 * 60 * 1_000;
/// How long there must be between two sweeps.
const SWEEPS: Duration = Duration::from_secs(60);

/// Works until the shop ends.
pub async fn run(shop: Arc<Shop>) {
    let beside = Beside {
        tasks: [
            tokio::spawn(follow_notifications(Arc::clone(&shop))).abort_handle(),
            tokio::spawn(letters::run(Arc::clone(&shop))).abort_handle(),
        ],
        followers: Arc::clone(&shop.orders.followers),
    };
    if let Err(error) = look_at_tills(&shop).await {
        tracing::error!(%error, "what tills have taken was not looked at");
    }
    let mut tick = interval(LOOKS);
    let mut patience = Patience::default();
    let mut swept = Instant::now();
    loop {
        tokio::select! {
            _ = tick.tick() => {}
            () = shop.orders.wake.notified() => {}
        }
        if let Err(error) = round(&shop, &mut patience).await {
            tracing::error!(%error, "orders could not be looked at");
            sleep(LOOKS).await;
        }
        if let Err(error) = tell(&shop).await {
            tracing::error!(%error, "the outbox could not be read");
        }
        if swept.elapsed() >= SWEEPS {
            swept = Instant::now();
            sweep(&shop).await;
        }
        if shop.switchboard.is_closing() {
            break;
        }
    }
    drop(beside);
}

/// What goes on beside the worker and ends with it, however that ends: nobody is told anything any
/// more then.
struct Beside {
    tasks: [AbortHandle; 2],
    followers: Arc<Followers>,
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.tasks.iter().for_each(AbortHandle::abort);
        self.followers.close();
    }
}

async fn round(shop: &Shop, patience: &mut Patience) -> Result<(), OrderError> {
    shop.storage.sweep_reservations(now()).await?;
    let mut after = None;
    loop {
        let due = shop.storage.due_orders(now(), after, AT_ONCE).await?;
        after = due.last().copied();
        let ripe = due
            .iter()
            .copied()
            .filter(|number| patience.is_over(*number));
        let ripe: Vec<_> = ripe.collect();
        let looked =
            stream::iter(ripe).map(|number| async move { (number, looked(shop, number).await) });
        let looked: Vec<_> = looked.buffer_unordered(HANDS).collect().await;
        for (number, is_done) in looked {
            match is_done {
                true => patience.forget(number),
                false => patience.wait(number),
            }
        }
        if after.is_none() {
            return Ok(());
        }
    }
}

/// Whether nothing more is to be done about an order for now. A failure is one order's alone.
async fn looked(shop: &Shop, number: OrderNumber) -> bool {
    look(shop, number).await.unwrap_or_else(|error| {
        tracing::warn!(%number, %error, "an order could not be looked at");
        false
    })
}

/// Keeps the deadlines of an order and asks what has to be asked; tells whether all is done.
async fn look(shop: &Shop, number: OrderNumber) -> Result<bool, OrderError> {
    let order = shop
        .storage
        .order(number)
        .await?
        .ok_or(OrderError::NoOrder)?;
    // The money first: it may come in time yet. What is set aside lives an hour beyond its deadline
    // when its provider cannot be asked, and expires then.
    paying::look_at_till(shop, &order).await?;
    paying::ask_all(shop, order).await?;
    let order = shop
        .storage
        .order(number)
        .await?
        .ok_or(OrderError::NoOrder)?;
    let late = order.deadline().is_some_and(|at| at <= now());
    let order = match late {
        true => {
            let id = CommandId(random());
            act(shop, number, id, Actor::System, Command::Tick).await?
        }
        false => order,
    };
    Ok(order.due().is_empty())
}

/// A provider has said that a payment should be looked at. What it says is not believed, only asked.
async fn follow_notifications(shop: Arc<Shop>) {
    let mut notified = shop.payments.notified();
    loop {
        match notified.recv().await {
            Ok(payment) => match shop.storage.order_of_payment(payment).await {
                Ok(Some(number)) => {
                    if let Err(error) = look_at_payments(&shop, number).await {
                        tracing::warn!(%number, %error, "a payment could not be looked at");
                    }
                }
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "a notification was not followed"),
            },
            // All that is open is looked at anyway.
            Err(RecvError::Lagged(_)) => shop.orders.wake(),
            Err(RecvError::Closed) => return,
        }
    }
}

/// Asks providers about an order now, even about payments that are settled as far as is known.
pub async fn look_at_payments(shop: &Shop, number: OrderNumber) -> Result<(), OrderError> {
    let order = shop
        .storage
        .order(number)
        .await?
        .ok_or(OrderError::NoOrder)?;
    for payment in order
        .payments
        .iter()
        .filter(|payment| !payment.is_at_store())
    {
        let Some(provider) = shop.payments.get(&payment.provider) else {
            continue;
        };
        if let Ok(Some(status)) = provider.status(&payment.id).await {
            paying::settle(shop, number, payment.id, provider.name(), &status).await?;
        }
    }
    let order = shop
        .storage
        .order(number)
        .await?
        .ok_or(OrderError::NoOrder)?;
    paying::ask_all(shop, order).await?;
    Ok(())
}

/// What tills have taken counts, though a process has ended before the order was told.
async fn look_at_tills(shop: &Shop) -> Result<(), OrderError> {
    let mut filter = OrderFilter {
        from: Some(now().saturating_sub(TILLS)),
        ..OrderFilter::default()
    };
    loop {
        let orders = shop.storage.orders(filter.clone()).await?;
        let Some(last) = orders.last() else {
            return Ok(());
        };
        filter.after = Some((last.placed_at, last.number));
        for order in &orders {
            paying::look_at_till(shop, order).await?;
        }
    }
}

async fn sweep(shop: &Shop) {
    match shop.storage.sweep_checkouts(now()).await {
        Ok(_) => {}
        Err(error) => tracing::warn!(%error, "old checkouts were not swept"),
    }
}

/// Orders whose provider does not answer, and when to ask again.
#[derive(Default)]
struct Patience(BTreeMap<OrderNumber, (Instant, Duration)>);

impl Patience {
    /// More than this many at once are all asked again.
    const MAX: usize = 10_000;

    fn is_over(&self, number: OrderNumber) -> bool {
        self.0
            .get(&number)
            .is_none_or(|(until, _)| *until <= Instant::now())
    }

    fn forget(&mut self, number: OrderNumber) {
        self.0.remove(&number);
    }

    fn wait(&mut self, number: OrderNumber) {
        if self.0.len() >= Self::MAX {
            self.0.clear();
        }
        let before = self.0.get(&number).map(|(_, wait)| *wait);
        let wait = before.map_or(PATIENCE.0, |wait| (wait * 2).min(PATIENCE.1));
        self.0.insert(number, (Instant::now() + wait, wait));
    }
}

/// Reads the outbox for those on this process who follow orders. Letters are written elsewhere, and
/// whatever holds them up holds up nothing here.
async fn tell(shop: &Shop) -> Result<(), OrderError> {
    const READER: &str = "followers";
    loop {
        let events = shop.storage.unread_events(READER, AT_ONCE).await?;
        let Some(last) = events.last().map(|event| event.id) else {
            return Ok(());
        };
        for event in &events {
            shop.orders.changed(event.number);
        }
        shop.storage.events_read(READER, last).await?;
    }
}
