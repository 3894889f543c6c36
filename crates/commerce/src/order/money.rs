//! What an order's payments have come to, and what has to be asked of a provider next.

use super::{Order, OrderState};
use crate::money::Money;
use crate::payment::{PaymentId, PaymentState, RefundId};
use serde::{Deserialize, Serialize};

/// One attempt to pay for an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPayment {
    pub id: PaymentId,
    /// The provider's name.
    pub provider: String,
    /// What is to be paid.
    pub amount: Money,
    pub state: PaymentState,
    pub authorized: Money,
    pub captured: Money,
    /// The provider spoke of another amount: nothing of it is kept.
    pub differs: bool,
    pub refunds: Vec<Refund>,
}

/// Money on its way back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refund {
    pub id: RefundId,
    pub amount: Money,
    pub state: RefundState,
    pub reason: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundState {
    /// To be asked for, or not answered yet; asking again is safe.
    Pending,
    Succeeded,
    /// The provider refuses it: somebody has to look.
    Failed,
}

/// What a provider said of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    pub state: PaymentState,
    pub authorized: Money,
    pub captured: Money,
}

/// What has to be asked of a provider. It follows from the order alone, so that nothing is lost
/// when the process ends between the order and the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Due {
    /// How it stands.
    Look(PaymentId),
    Capture(PaymentId, Money),
    Void(PaymentId),
    Refund(PaymentId, RefundId, Money),
}

impl OrderPayment {
    /// Paid at a store's till, by whoever comes for it: nobody is asked before.
    pub const AT_STORE: &str = "store";

    pub fn new(id: PaymentId, provider: &str, amount: Money) -> Self {
        let nothing = Money::zero(amount.currency);
        Self {
            id,
            provider: provider.to_owned(),
            amount,
            state: PaymentState::Created,
            authorized: nothing,
            captured: nothing,
            differs: false,
            refunds: Vec::new(),
        }
    }

    pub fn is_at_store(&self) -> bool {
        self.provider == Self::AT_STORE
    }

    /// What is on its way back or has come back already.
    pub fn refunded(&self) -> Money {
        let refunds = self.refunds.iter();
        let minor = refunds
            .filter(|refund| refund.state != RefundState::Failed)
            .map(|refund| refund.amount.minor)
            .sum();
        Money::new(minor, self.amount.currency)
    }

    /// What the shop has of it and keeps.
    pub fn kept(&self) -> Money {
        let minor = self.captured.minor - self.refunded().minor;
        Money::new(minor, self.amount.currency)
    }

    /// Whether the whole amount is there.
    pub fn is_paid(&self) -> bool {
        !self.differs && self.captured.minor >= self.amount.minor
    }

    /// Takes what a provider says, whether it comes late, twice or in another order: money that
    /// has moved counts, and nothing else makes it unmoved. Tells whether anything is new.
    pub(super) fn take(&mut self, said: &Said) -> bool {
        let before = self.clone();
        let amounts = [said.authorized, said.captured];
        let foreign = amounts
            .iter()
            .any(|amount| amount.minor != 0 && *amount != self.amount);
        self.differs |= foreign;
        if said.captured.minor > self.captured.minor {
            self.captured = said.captured;
            self.state = PaymentState::Captured;
        } else if said.authorized.minor > self.authorized.minor && self.captured.minor == 0 {
            self.state = PaymentState::Authorized;
        } else if self.state.may_become(said.state) {
            self.state = said.state;
        }
        if said.authorized.minor > self.authorized.minor {
            self.authorized = said.authorized;
        }
        *self != before
    }
}

impl Order {
    /// The attempt to pay that counts.
    pub fn payment(&self) -> Option<&OrderPayment> {
        self.payments.last()
    }

    /// All that the shop has of this order's money and keeps.
    pub fn kept(&self) -> Money {
        self.money(self.payments.iter().map(|paid| paid.kept().minor).sum())
    }

    /// What has to be asked of providers now.
    pub fn due(&self) -> Vec<Due> {
        self.payments
            .iter()
            .flat_map(|payment| self.due_of(payment))
            .collect()
    }

    fn due_of(&self, payment: &OrderPayment) -> Vec<Due> {
        use PaymentState as S;
        // Both ways it goes through an associate's hands, when the shopper comes.
        if payment.is_at_store() {
            return Vec::new();
        }
        let pending = payment.refunds.iter();
        let pending = pending.filter(|refund| refund.state == RefundState::Pending);
        let mut due: Vec<_> = pending
            .map(|refund| Due::Refund(payment.id, refund.id, refund.amount))
            .collect();
        let wanted = self.wants(payment);
        match payment.state {
            S::Created | S::RequiresAction | S::AwaitingDeposit if wanted => {
                due.push(Due::Look(payment.id));
            }
            S::Authorized if wanted => due.push(Due::Capture(payment.id, payment.amount)),
            S::Created | S::RequiresAction | S::AwaitingDeposit | S::Authorized => {
                due.push(Due::Void(payment.id));
            }
            _ => {}
        }
        due
    }

    /// Whether the money of an attempt is for something: the last one's, of an order that goes on.
    pub(super) fn wants(&self, payment: &OrderPayment) -> bool {
        use OrderState as S;
        let last = self.payment().is_some_and(|last| last.id == payment.id);
        last && !payment.differs && !matches!(self.state, S::Expired | S::Cancelled)
    }
}
