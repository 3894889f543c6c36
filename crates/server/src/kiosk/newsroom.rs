//! Which screens listen, and what has to be said to one again: what is told while a line is cut
//! would be lost with it. Only what matters to whoever stands there is remembered, for a while, in
//! this process, and until their session ends.

use crate::accounts::random;
use baguni_api::kiosk::News;
use baguni_commerce::DeviceId;
use std::collections::{HashMap, VecDeque};
use std::fmt;
use std::iter::repeat_n;
use std::str::FromStr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, watch};

/// Streams that may be open at the same time: of one screen, the newest; and of all.
const MAX_OF_ONE: usize = 4;
const MAX_OPEN: usize = 2_000;
/// What may wait for one stream; the oldest goes first.
const MAX_WAITING: usize = 64;
/// So much is remembered of one screen, the newest, and for so long.
const MAX_REMEMBERED: usize = 16;
const REMEMBERED_FOR: Duration = Duration::from_secs(10 * 60);

/// The streams of all screens.
pub struct Newsroom {
    open: Mutex<Open>,
    closing: watch::Sender<bool>,
    /// Drawn by each process: numbers of another one say nothing here.
    run: u32,
}

#[derive(Default)]
struct Open {
    count: usize,
    /// The number of what was told last, to whichever screen.
    last: u64,
    of: HashMap<DeviceId, OfOne>,
}

/// What there is of one screen, the oldest first.
#[derive(Default)]
struct OfOne {
    streams: Vec<Arc<Mailbox>>,
    remembered: VecDeque<Remembered>,
}

struct Remembered {
    number: u64,
    at: Instant,
    news: News,
}

/// Up to where a screen has heard: the id of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    run: u32,
    number: u64,
}

/// A text that is not the id of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not the id of an event")]
pub struct NotAMark;

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}-{}", self.run, self.number)
    }
}

impl FromStr for Mark {
    type Err = NotAMark;

    fn from_str(raw: &str) -> Result<Self, NotAMark> {
        let (run, number) = raw.split_once('-').ok_or(NotAMark)?;
        let run = u32::from_str_radix(run, 16).map_err(|_| NotAMark)?;
        let number = number.parse().map_err(|_| NotAMark)?;
        Ok(Self { run, number })
    }
}

impl Default for Newsroom {
    fn default() -> Self {
        Self {
            open: Mutex::default(),
            closing: watch::Sender::new(false),
            run: u32::from_be_bytes(random()),
        }
    }
}

impl Newsroom {
    pub fn tell(&self, device: DeviceId, news: News) {
        self.tell_at(device, news, Instant::now());
    }

    fn tell_at(&self, device: DeviceId, news: News, now: Instant) {
        let mut open = self.lock();
        open.last += 1;
        let number = open.last;
        if is_personal(&news) {
            let of_one = open.of.entry(device).or_default();
            of_one.remember(number, &news, now);
        }
        let streams = open.of.get(&device).map(|of_one| of_one.streams.as_slice());
        let streams = streams.unwrap_or_default();
        let copies = repeat_n(news, streams.len());
        let each = streams.iter().zip(copies);
        each.for_each(|(mailbox, news)| mailbox.put(number, news));
    }

    /// Whoever stood at a screen has gone: what concerned them is nobody's.
    pub fn forget(&self, device: DeviceId) {
        let mut open = self.lock();
        if let Some(of_one) = open.of.get_mut(&device) {
            of_one.remembered.clear();
            of_one.streams.iter().for_each(|mailbox| mailbox.forget());
        }
        open.tidy(device);
    }

    /// One more stream, in which what was told `since` waits already; and up to where it has heard
    /// when that begins. Of one screen the oldest has to make room; `None` where all are too many.
    pub fn admit(&self, device: DeviceId, since: Option<Mark>) -> Option<(Arc<Mailbox>, Mark)> {
        self.admit_at(device, since, Instant::now())
    }

    fn admit_at(
        &self,
        device: DeviceId,
        since: Option<Mark>,
        now: Instant,
    ) -> Option<(Arc<Mailbox>, Mark)> {
        let mut open = self.lock();
        if open.count >= MAX_OPEN {
            return None;
        }
        open.count += 1;
        let last = open.last;
        let heard = match since {
            None => last,
            Some(mark) if mark.run == self.run => mark.number,
            // What this process has told was told to nobody who listened to another.
            Some(_) => 0,
        };
        let of_one = open.of.entry(device).or_default();
        if of_one.streams.len() >= MAX_OF_ONE {
            of_one.streams.remove(0).end();
        }
        let missed = of_one.missed(heard, now);
        let number = missed.front().map_or(last, |(first, _)| first - 1);
        let mailbox = Arc::new(Mailbox::with(missed));
        of_one.streams.push(Arc::clone(&mailbox));
        let run = self.run;
        Some((mailbox, Mark { run, number }))
    }

    /// A stream has ended, whoever ended it.
    pub fn leave(&self, device: DeviceId, mailbox: &Arc<Mailbox>) {
        let mut open = self.lock();
        open.count -= 1;
        if let Some(of_one) = open.of.get_mut(&device) {
            of_one.streams.retain(|other| !Arc::ptr_eq(other, mailbox));
        }
        open.tidy(device);
    }

    pub fn mark(&self, number: u64) -> Mark {
        let run = self.run;
        Mark { run, number }
    }

    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    fn lock(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether it concerns whoever stands there, and nothing else would bring it. How a call is, orders,
/// stock and prices the next stream, heartbeat and snapshot tell.
fn is_personal(news: &News) -> bool {
    matches!(news, News::HandedOff(_) | News::Paid { .. } | News::Reset)
}

impl Open {
    fn tidy(&mut self, device: DeviceId) {
        let is_idle = |of_one: &OfOne| of_one.streams.is_empty() && of_one.remembered.is_empty();
        if self.of.get(&device).is_some_and(is_idle) {
            self.of.remove(&device);
        }
    }
}

impl OfOne {
    /// Said twice it is remembered once, from when it was said first.
    fn remember(&mut self, number: u64, news: &News, at: Instant) {
        self.let_go(at);
        if self.remembered.iter().any(|before| before.news == *news) {
            return;
        }
        if self.remembered.len() >= MAX_REMEMBERED {
            self.remembered.pop_front();
        }
        let news = news.clone();
        self.remembered.push_back(Remembered { number, at, news });
    }

    fn missed(&mut self, heard: u64, now: Instant) -> VecDeque<(u64, News)> {
        self.let_go(now);
        let after = self.remembered.iter().filter(|told| told.number > heard);
        after.map(|told| (told.number, told.news.clone())).collect()
    }

    fn let_go(&mut self, now: Instant) {
        let is_new = |told: &Remembered| now.saturating_duration_since(told.at) < REMEMBERED_FOR;
        self.remembered.retain(is_new);
    }
}

/// What waits for one stream.
#[derive(Default)]
pub struct Mailbox {
    /// By their numbers.
    waiting: Mutex<VecDeque<(u64, News)>>,
    is_over: AtomicBool,
    wake: Notify,
}

impl Mailbox {
    fn with(missed: VecDeque<(u64, News)>) -> Self {
        Self {
            waiting: Mutex::new(missed),
            ..Self::default()
        }
    }

    /// What is waiting already need not wait twice.
    fn put(&self, number: u64, news: News) {
        let mut waiting = self.lock();
        if !waiting.iter().any(|(_, before)| *before == news) {
            if waiting.len() >= MAX_WAITING {
                waiting.pop_front();
            }
            waiting.push_back((number, news));
        }
        drop(waiting);
        self.wake.notify_one();
    }

    pub fn take(&self) -> Option<(u64, News)> {
        self.lock().pop_front()
    }

    /// Until there is something to take, or no more to come.
    pub async fn wait(&self) {
        self.wake.notified().await;
    }

    /// Whether the stream has to make room for a newer one.
    pub fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    fn end(&self) {
        self.is_over.store(true, Ordering::Release);
        self.wake.notify_one();
    }

    fn forget(&self) {
        self.lock().retain(|(_, news)| !is_personal(news));
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<(u64, News)>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
