//! A provider at work: its book, the journal that the book survives in, and a clock.

use super::book::{Book, Choice, Entry, PaidBy, ROOM};
use super::journal::{Journal, JournalError};
use super::{PaymentAsk, ProviderError, ProviderStatus, Refusal};
use baguni_commerce::{Money, PaymentId, RefundId};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

/// Tells milliseconds since 1970.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

pub struct Desk {
    book: Mutex<Book>,
    journal: Journal,
    clock: Clock,
}

impl Desk {
    /// A desk whose book is forgotten with the process.
    pub fn in_memory(paid_by: PaidBy) -> Self {
        Self {
            book: Mutex::new(Book::new(paid_by, ROOM)),
            journal: Journal::in_memory(),
            clock: system_clock(),
        }
    }

    /// A desk with the book that this journal tells.
    pub fn open(paid_by: PaidBy, journal: &Path) -> Result<Self, JournalError> {
        let mut book = Book::new(paid_by, ROOM);
        let journal = Journal::open(journal, |entries: Vec<Entry>| {
            let payments: Vec<_> = entries.iter().map(|entry| *entry.payment()).collect();
            entries.into_iter().for_each(|entry| book.write(entry));
            payments.iter().map(|payment| book.knows(payment)).collect()
        })?;
        Ok(Self {
            book: Mutex::new(book),
            journal,
            clock: system_clock(),
        })
    }

    /// The same desk by another clock.
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.clock = clock;
        self
    }

    pub fn now(&self) -> u64 {
        (self.clock)()
    }

    pub async fn begin(&self, ask: &PaymentAsk) -> Result<ProviderStatus, ProviderError> {
        self.act(ask.payment, |book, now| book.begin(ask, now))
            .await
    }

    pub async fn choose(
        &self,
        payment: PaymentId,
        choice: Choice,
        late: u64,
    ) -> Result<ProviderStatus, ProviderError> {
        self.act(payment, |book, now| book.choose(payment, choice, now, late))
            .await
    }

    pub async fn capture(
        &self,
        payment: PaymentId,
        amount: Money,
    ) -> Result<ProviderStatus, ProviderError> {
        self.act(payment, |book, now| book.capture(payment, amount, now))
            .await
    }

    pub async fn refund(
        &self,
        payment: PaymentId,
        refund: RefundId,
        amount: Money,
    ) -> Result<ProviderStatus, ProviderError> {
        self.act(payment, |book, now| {
            book.refund(payment, refund, amount, now)
        })
        .await
    }

    pub async fn void(&self, payment: PaymentId) -> Result<ProviderStatus, ProviderError> {
        self.act(payment, |book, now| book.void(payment, now)).await
    }

    /// What the book says, once that is safe: what nobody can lose may be told.
    pub async fn look<T>(&self, see: impl FnOnce(&Book, u64) -> T) -> Result<T, ProviderError> {
        let (seen, line) = {
            let book = self.book();
            (see(&book, self.now()), self.journal.last())
        };
        self.durable(line).await?;
        Ok(seen)
    }

    /// Judges, writes down, and answers how the payment stands then.
    async fn act(
        &self,
        payment: PaymentId,
        judge: impl FnOnce(&Book, u64) -> Result<Option<Entry>, Refusal>,
    ) -> Result<ProviderStatus, ProviderError> {
        let (answer, line) = {
            let mut book = self.book();
            let now = self.now();
            let judged = judge(&book, now);
            if let Ok(Some(entry)) = &judged {
                self.journal.append(entry);
                book.write(entry.clone());
            }
            let status = book.status(&payment, now).ok_or(Refusal::Unknown);
            (judged.and(status), self.journal.last())
        };
        self.durable(line).await?;
        Ok(answer?)
    }

    async fn durable(&self, line: u64) -> Result<(), ProviderError> {
        let safe = self.journal.durable(line).await;
        safe.map_err(|_| ProviderError::Unavailable)
    }

    fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn system_clock() -> Clock {
    Arc::new(|| {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(u64::MAX)
    })
}
