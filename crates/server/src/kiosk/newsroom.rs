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
mod tests {
    use super::*;
    use baguni_api::kiosk::Direction;
    use baguni_commerce::order::OrderNumber;

    const ONE: DeviceId = DeviceId([1; 16]);
    const OTHER: DeviceId = DeviceId([2; 16]);

    fn paid(n: usize) -> News {
        News::Paid {
            ticket: n.to_string(),
            order: OrderNumber::from_bits(1),
        }
    }

    /// Everything that waits for a stream.
    fn all(mailbox: &Mailbox) -> Vec<News> {
        let taken = std::iter::from_fn(|| mailbox.take());
        taken.map(|(_, news)| news).collect()
    }

    fn heard(room: &Newsroom, device: DeviceId, since: Option<Mark>) -> Vec<News> {
        let (mailbox, _) = room.admit(device, since).unwrap();
        room.leave(device, &mailbox);
        all(&mailbox)
    }

    #[test]
    fn mail_is_bounded_and_said_once() {
        let mailbox = Mailbox::default();
        mailbox.put(1, News::Told);
        mailbox.put(2, News::Told);
        assert_eq!(mailbox.take(), Some((1, News::Told)));
        assert_eq!(mailbox.take(), None);
        for n in 0..3 * MAX_WAITING {
            mailbox.put(3, paid(n));
        }
        mailbox.put(4, News::Revoked);
        assert_eq!(mailbox.lock().len(), MAX_WAITING);
        assert_eq!(mailbox.lock().back(), Some(&(4, News::Revoked)));
    }

    #[test]
    fn the_newest_streams_of_a_screen_are_the_ones_that_go_on() {
        let room = Newsroom::default();
        let mut boxes: Vec<_> = (0..=MAX_OF_ONE)
            .map(|_| room.admit(ONE, None).unwrap().0)
            .collect();
        let over: Vec<bool> = boxes.iter().map(|mailbox| mailbox.is_over()).collect();
        assert_eq!(over, [true, false, false, false, false]);
        let (other, _) = room.admit(OTHER, None).unwrap();
        room.tell(ONE, News::Told);
        let told: Vec<_> = boxes.iter().map(|mailbox| all(mailbox).len()).collect();
        assert_eq!(told, [0, 1, 1, 1, 1]);
        assert_eq!((other.is_over(), all(&other)), (false, vec![]));
        room.leave(ONE, &boxes.remove(0));
        room.leave(ONE, &boxes.remove(0));
        assert_eq!(room.lock().count, MAX_OF_ONE);
        room.admit(ONE, None).unwrap();
        assert!(
            boxes.iter().all(|mailbox| !mailbox.is_over()),
            "there is room"
        );
    }

    #[test]
    fn streams_of_all_screens_are_bounded() {
        let room = Newsroom::default();
        room.lock().count = MAX_OPEN;
        assert!(room.admit(ONE, None).is_none());
    }

    #[test]
    fn what_a_cut_line_has_swallowed_is_heard_once() {
        let room = Newsroom::default();
        let (first, begun) = room.admit(ONE, None).unwrap();
        let moved = News::HandedOff(Direction::ToPhone);
        room.tell(ONE, moved.clone());
        let (number, news) = first.take().unwrap();
        assert_eq!(news, moved);
        room.leave(ONE, &first);
        for news in [paid(1), News::Told, News::Catalogue, paid(1)] {
            room.tell(ONE, news);
        }
        room.tell(OTHER, paid(2));
        assert_eq!(heard(&room, ONE, Some(room.mark(number))), [paid(1)]);
        assert_eq!(heard(&room, ONE, Some(begun)), [moved.clone(), paid(1)]);
        assert_eq!(heard(&room, ONE, None), [], "a page that has just begun");
        let of_another = Mark {
            run: room.run ^ 1,
            number: 99,
        };
        assert_eq!(heard(&room, ONE, Some(of_another)), [moved, paid(1)]);

        // Before what has been missed is heard, a second cut must not swallow it.
        let (again, mark) = room.admit(ONE, Some(room.mark(number))).unwrap();
        assert_eq!(heard(&room, ONE, Some(mark)), [paid(1)]);
        let (last, _) = again.take().unwrap();
        assert_eq!(heard(&room, ONE, Some(room.mark(last))), []);
    }

    #[test]
    fn nobody_hears_of_who_was_there_before() {
        let room = Newsroom::default();
        let (mailbox, begun) = room.admit(ONE, None).unwrap();
        room.tell(ONE, paid(1));
        room.tell(ONE, News::Told);
        room.forget(ONE);
        assert_eq!(all(&mailbox), [News::Told], "nor if it waited to be said");
        assert_eq!(heard(&room, ONE, Some(begun)), []);
        room.tell(ONE, paid(2));
        assert_eq!(heard(&room, ONE, Some(begun)), [paid(2)]);
        room.leave(ONE, &mailbox);
        room.forget(ONE);
        assert!(room.lock().of.is_empty());
    }

    #[test]
    fn memory_is_bounded_in_number_and_age() {
        let room = Newsroom::default();
        let begun = room.mark(0);
        let start = Instant::now();
        for n in 0..3 * MAX_REMEMBERED {
            room.tell_at(ONE, paid(n), start);
        }
        let told = heard(&room, ONE, Some(begun));
        assert_eq!(told.len(), MAX_REMEMBERED);
        assert_eq!(told.last(), Some(&paid(3 * MAX_REMEMBERED - 1)));
        let (late, _) = room
            .admit_at(ONE, Some(begun), start + REMEMBERED_FOR)
            .unwrap();
        assert_eq!(all(&late), []);
    }

    #[test]
    fn marks_are_read_as_they_are_written() {
        let mark = Mark {
            run: 0xa0,
            number: 7,
        };
        assert_eq!(mark.to_string(), "000000a0-7");
        assert_eq!("000000a0-7".parse(), Ok(mark));
        let check = |raw: &str| assert_eq!(raw.parse::<Mark>(), Err(NotAMark), "{raw:?}");
        check("");
        check("7");
        check("x-7");
        check("a0-");
        check("a0--7");
        check("123456789-1");
    }
}
