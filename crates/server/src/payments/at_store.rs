//! Pay at the store: the till takes the money, and an associate's word captures it here.

use super::book::PaidBy;
use super::desk::Desk;
use super::journal::JournalError;
use super::{Begun, PaymentAsk, PaymentProvider, ProviderError, ProviderStatus};
use async_trait::async_trait;
use baguni_commerce::{Money, PaymentId, RefundId};
use std::path::Path;

/// What was taken at tills, and given back there. It never expires by itself: whoever waits for the
/// shopper voids it.
pub struct AtStore(Desk);

impl AtStore {
    pub const NAME: &str = "store";

    pub fn in_memory() -> Self {
        Self(Desk::in_memory(PaidBy::Till))
    }

    pub fn open(journal: &Path) -> Result<Self, JournalError> {
        Desk::open(PaidBy::Till, journal).map(Self)
    }
}

#[async_trait]
impl PaymentProvider for AtStore {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    async fn begin(&self, ask: &PaymentAsk) -> Result<Begun, ProviderError> {
        let status = self.0.begin(ask).await?;
        Ok(match status.state {
            state if state.has_paid() || state.is_over() => Begun::Settled(status),
            _ => Begun::Awaiting,
        })
    }

    async fn status(&self, payment: &PaymentId) -> Result<Option<ProviderStatus>, ProviderError> {
        self.0.look(|book, now| book.status(payment, now)).await
    }

    async fn capture(
        &self,
        payment: &PaymentId,
        amount: Money,
    ) -> Result<ProviderStatus, ProviderError> {
        self.0.capture(*payment, amount).await
    }

    async fn refund(
        &self,
        payment: &PaymentId,
        refund: &RefundId,
        amount: Money,
    ) -> Result<ProviderStatus, ProviderError> {
        self.0.refund(*payment, *refund, amount).await
    }

    async fn void(&self, payment: &PaymentId) -> Result<ProviderStatus, ProviderError> {
        self.0.void(*payment).await
    }
}
