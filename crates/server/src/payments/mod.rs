//! Paying: what the shop asks of whoever moves the money, and who that can be. Nothing here knows a
//! card: shoppers type those at the provider's.

mod at_store;
mod book;
mod desk;
mod hex;
mod journal;
pub mod test_provider;

pub use at_store::AtStore;
pub use desk::Clock;
pub use journal::JournalError;
pub use test_provider::TestProvider;

use crate::accounts::limits::{Buckets, Rate, every};
use async_trait::async_trait;
use baguni_commerce::{Locale, Money, PaymentId, PaymentState, RefundId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Instant;
use tokio::sync::broadcast;

/// Whoever moves the money.
///
/// Every call may be made again, as often as needed, with the same names: what was done is done
/// once, and answered as it stands now. That is how [`ProviderError::TimedOut`] is left: the call may
/// have had its effect or not, and asking again finds out. `contract::check_all` holds every provider
/// to this.
///
/// What a provider answers is the truth about money. It is still compared with the order: a payment
/// counts only when its amounts and currency are the order's.
#[async_trait]
pub trait PaymentProvider: Send + Sync {
    /// Its name in addresses and in the database: lower case, without spaces.
    fn name(&self) -> &'static str;

    /// Begins to take a payment. Refused where the same name was begun for another amount.
    async fn begin(&self, ask: &PaymentAsk) -> Result<Begun, ProviderError>;

    /// How a payment stands. `None` where the provider has never heard of it, so that it may safely
    /// be begun.
    async fn status(&self, payment: &PaymentId) -> Result<Option<ProviderStatus>, ProviderError>;

    /// Takes the money, once for each payment: what was authorized beyond `amount` is let go.
    async fn capture(
        &self,
        payment: &PaymentId,
        amount: Money,
    ) -> Result<ProviderStatus, ProviderError>;

    /// Gives money back, as often as there are names for it, at most what was captured.
    async fn refund(
        &self,
        payment: &PaymentId,
        refund: &RefundId,
        amount: Money,
    ) -> Result<ProviderStatus, ProviderError>;

    /// Lets a payment go before it is captured. One that is over already is answered as it stands.
    async fn void(&self, payment: &PaymentId) -> Result<ProviderStatus, ProviderError>;
}

/// What a payment is asked for with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentAsk {
    #[serde(with = "hex")]
    pub payment: PaymentId,
    /// As the shopper reads it.
    pub order_number: String,
    /// More than nothing.
    pub amount: Money,
    /// The path and query on this shop where the shopper comes back to.
    pub return_to: String,
    pub locale: Locale,
}

/// What comes next after a payment was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The shopper goes to this address of the provider, and comes back to [`PaymentAsk::return_to`].
    GoTo(String),
    /// There is nothing for the shopper to do.
    Settled(ProviderStatus),
    /// It will be paid in another way, as at the store's till, and captured then.
    Awaiting,
}

/// How a payment stands at its provider. The amounts are of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProviderStatus {
    pub state: PaymentState,
    /// What the shop may capture, or could before it did.
    pub authorized: Money,
    pub captured: Money,
    pub refunded: Money,
}

/// Why a provider did not do what it was asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProviderError {
    /// It may have been done or not: ask again.
    #[error("the payment provider did not answer in time")]
    TimedOut,
    /// It was not done: ask later.
    #[error("the payment provider cannot be reached")]
    Unavailable,
    /// It was not done, and asking again will not help.
    #[error("the payment provider refused: {0}")]
    Refused(#[from] Refusal),
}

/// What a provider will not do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("it knows no such payment")]
    Unknown,
    #[error("this is no amount that can be paid")]
    NoAmount,
    #[error("the payment is in another currency")]
    OtherCurrency,
    #[error("the same was asked for before, with another amount")]
    OtherAmount,
    #[error("that is more than was authorized")]
    MoreThanAuthorized,
    #[error("that is more than was captured and not yet refunded")]
    MoreThanCaptured,
    #[error("the payment was captured already")]
    AlreadyCaptured,
    #[error("the payment is {}", .0.code())]
    NotNow(PaymentState),
}

/// The providers of this shop, and their calls to look at a payment.
pub struct Payments {
    providers: BTreeMap<&'static str, Arc<dyn PaymentProvider>>,
    test: Option<Arc<TestProvider>>,
    notifications: Notifications,
    looks: Buckets,
}

impl Default for Payments {
    fn default() -> Self {
        Self::new(Notifications::default())
    }
}

impl Payments {
    /// No providers yet; notifications come by this way.
    pub fn new(notifications: Notifications) -> Self {
        Self {
            providers: BTreeMap::new(),
            test: None,
            notifications,
            looks: Buckets::new(LOOKS),
        }
    }

    pub fn with(mut self, provider: Arc<dyn PaymentProvider>) -> Self {
        self.providers.insert(provider.name(), provider);
        self
    }

    /// The provider for trying, with its page.
    pub fn with_test(mut self, provider: Arc<TestProvider>) -> Self {
        self.test = Some(Arc::clone(&provider));
        self.with(provider)
    }

    /// The provider for trying, where the shop has it.
    pub fn test(&self) -> Option<&TestProvider> {
        self.test.as_deref()
    }

    pub fn get(&self, name: &str) -> Option<&Arc<dyn PaymentProvider>> {
        self.providers.get(name)
    }

    /// In the order of their names.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.providers.keys().copied()
    }

    /// Payments to look at, from now on. They may be named twice, late, or be nobody's. Whoever
    /// lags behind has missed some, and looks at all that are open.
    pub fn notified(&self) -> broadcast::Receiver<PaymentId> {
        self.notifications.0.subscribe()
    }

    /// Whether one more call to look is taken from this address. Whoever has none is inside.
    pub fn may_notify(&self, from: Option<IpAddr>) -> bool {
        from.is_none_or(|from| self.looks.take(&from, Instant::now()).is_ok())
    }

    /// Asks for a look at a payment.
    pub fn notify(&self, payment: PaymentId) {
        self.notifications.send(payment);
    }
}

/// How many calls to look one address may make at once, and after how many seconds one more. A
/// provider calls a few times for each payment; each call costs it and us a question.
const LOOKS: Rate = every(240, 1);

/// How many calls to look may wait.
const WAITING: usize = 1_024;

/// The way by which a provider says: look at this payment.
#[derive(Clone)]
pub struct Notifications(broadcast::Sender<PaymentId>);

impl Default for Notifications {
    fn default() -> Self {
        Self(broadcast::Sender::new(WAITING))
    }
}

impl Notifications {
    pub fn send(&self, payment: PaymentId) {
        // That nobody listens is no mistake: open payments are looked at now and then anyway.
        let _ = self.0.send(payment);
    }
}
