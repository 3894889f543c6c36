//! The built-in provider for trying the shop: a page where one presses what shall become of the
//! payment, money that is not there, and every fault that a real one has.

mod script;

pub use super::book::Choice;
pub use script::{Call, Fault, Script, choice};

use super::book::PaidBy;
use super::desk::{Clock, Desk};
use super::journal::JournalError;
use super::{Begun, Notifications, PaymentAsk, PaymentProvider, ProviderError, ProviderStatus};
use async_trait::async_trait;
use baguni_commerce::{Money, PaymentId, PaymentState, RefundId};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub struct TestProvider {
    desk: Desk,
    script: Mutex<Script>,
    late: Duration,
    notifications: Notifications,
}

/// How long after the shopper's choice a late answer comes.
pub const LATE: Duration = Duration::from_secs(8);
/// How long after the first the same is told again.
const AGAIN: Duration = Duration::from_millis(400);

impl TestProvider {
    pub const NAME: &str = "test";

    /// A provider that forgets everything with the process and does what the script says.
    pub fn scripted(script: Script, notifications: Notifications) -> Self {
        Self::at(Desk::in_memory(PaidBy::Page), script, notifications)
    }

    /// A provider that remembers by its journal. What was to come late when it ended comes now.
    pub fn open(
        journal: &Path,
        script: Script,
        notifications: Notifications,
    ) -> Result<Self, JournalError> {
        let desk = Desk::open(PaidBy::Page, journal)?;
        Ok(Self::at(desk, script, notifications))
    }

    fn at(desk: Desk, script: Script, notifications: Notifications) -> Self {
        Self {
            desk,
            script: Mutex::new(script),
            late: LATE,
            notifications,
        }
    }

    /// The same provider by another clock.
    pub fn with_clock(mut self, clock: Clock) -> Self {
        self.desk = self.desk.with_clock(clock);
        self
    }

    /// The same provider with late answers after this time.
    pub fn with_late(mut self, late: Duration) -> Self {
        self.late = late;
        self
    }

    /// More faults to meet, after those that are still to be met.
    pub fn meet(&self, more: Script) {
        self.script().extend(more);
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        self.script.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sees to the answers that were still to come when the journal was written.
    pub async fn resume(&self) -> Result<(), ProviderError> {
        let find = |book: &super::book::Book, now| book.due_after(now).collect::<Vec<_>>();
        let (open, now) = (self.desk.look(find).await?, self.desk.now());
        for (payment, due) in open {
            self.tell_after(payment, Duration::from_millis(due.saturating_sub(now)));
        }
        Ok(())
    }

    /// What the shopper has pressed, at the page or in a test's stead.
    pub async fn choose(
        &self,
        payment: PaymentId,
        choice: Choice,
    ) -> Result<ProviderStatus, ProviderError> {
        let late = u64::try_from(self.late.as_millis()).unwrap_or(u64::MAX);
        let status = self.desk.choose(payment, choice, late).await?;
        match choice {
            Choice::Approve | Choice::Decline | Choice::Confirm => self.notifications.send(payment),
            Choice::Late => self.tell_after(payment, self.late),
            Choice::Twice => {
                self.notifications.send(payment);
                self.tell_after(payment, AGAIN);
            }
            Choice::Never => {}
        }
        Ok(status)
    }

    /// What its page shows: the payment as it was asked for, and as it stands.
    pub async fn shown(
        &self,
        payment: &PaymentId,
    ) -> Result<Option<(PaymentAsk, ProviderStatus)>, ProviderError> {
        self.desk
            .look(|book, now| book.ask(payment).cloned().zip(book.status(payment, now)))
            .await
    }

    /// Whether the shopper may still choose.
    pub async fn is_open(&self, payment: &PaymentId) -> Result<bool, ProviderError> {
        self.desk
            .look(|book, now| book.choose(*payment, Choice::Approve, now, 0).is_ok())
            .await
    }

    /// The page where a payment is decided, on this shop.
    pub fn page(ask: &PaymentAsk) -> String {
        let path = format!("/payments/{}/{}", Self::NAME, ask.payment);
        ask.locale.href(&path)
    }

    fn tell_after(&self, payment: PaymentId, wait: Duration) {
        let notifications = self.notifications.clone();
        tokio::spawn(async move {
            tokio::time::sleep(wait).await;
            notifications.send(payment);
        });
    }

    /// The fault that a call meets, after it was seen to that those without effect have none.
    async fn fault(&self, call: Call, payment: &PaymentId) -> Result<Option<Fault>, ProviderError> {
        if self
            .desk
            .look(|book, now| book.is_silent(payment, now))
            .await?
        {
            return Err(ProviderError::TimedOut);
        }
        let fault = self.script().next(call);
        match fault {
            Some(Fault::Lost) => Err(ProviderError::TimedOut),
            Some(Fault::Away) => Err(ProviderError::Unavailable),
            Some(Fault::CrashBefore) => std::process::abort(),
            fault => Ok(fault),
        }
    }
}

/// What becomes of an answer whose effect is written.
fn answered<T>(fault: Option<Fault>, answer: Result<T, ProviderError>) -> Result<T, ProviderError> {
    match fault {
        Some(Fault::AnswerLost) => Err(ProviderError::TimedOut),
        Some(Fault::Crash) => std::process::abort(),
        _ => answer,
    }
}

#[async_trait]
impl PaymentProvider for TestProvider {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    async fn begin(&self, ask: &PaymentAsk) -> Result<Begun, ProviderError> {
        let fault = self.fault(Call::Begin, &ask.payment).await?;
        let mut begun = self.desk.begin(ask).await;
        let choice = self.script().choice();
        if let (Ok(status), Some(choice)) = (begun, choice)
            && status.state == PaymentState::Created
        {
            begun = self.choose(ask.payment, choice).await;
        }
        let begun = begun.map(|status| match status.state {
            PaymentState::Created | PaymentState::RequiresAction => Begun::GoTo(Self::page(ask)),
            _ => Begun::Settled(status),
        });
        answered(fault, begun)
    }

    async fn status(&self, payment: &PaymentId) -> Result<Option<ProviderStatus>, ProviderError> {
        let fault = self.fault(Call::Status, payment).await?;
        let status = self.desk.look(|book, now| book.status(payment, now)).await;
        answered(fault, status)
    }

    async fn capture(
        &self,
        payment: &PaymentId,
        amount: Money,
    ) -> Result<ProviderStatus, ProviderError> {
        let fault = self.fault(Call::Capture, payment).await?;
        answered(fault, self.desk.capture(*payment, amount).await)
    }

    async fn refund(
        &self,
        payment: &PaymentId,
        refund: &RefundId,
        amount: Money,
    ) -> Result<ProviderStatus, ProviderError> {
        let fault = self.fault(Call::Refund, payment).await?;
        answered(fault, self.desk.refund(*payment, *refund, amount).await)
    }

    async fn void(&self, payment: &PaymentId) -> Result<ProviderStatus, ProviderError> {
        let fault = self.fault(Call::Void, payment).await?;
        answered(fault, self.desk.void(*payment).await)
    }
}
