//! A provider's own book of payments, as pure bookkeeping: what is asked is judged, what is decided is
//! an [`Entry`], and the book is the sum of its entries.

use super::{PaymentAsk, ProviderStatus, Refusal, hex};
use baguni_commerce::{Money, PaymentId, PaymentState, RefundId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};

/// Payments by name. The oldest that ended are forgotten when there are too many.
pub struct Book {
    paid_by: PaidBy,
    room: usize,
    records: BTreeMap<PaymentId, Record>,
    /// Oldest first.
    order: VecDeque<PaymentId>,
}

/// Where a shopper pays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidBy {
    /// On the provider's page: authorized there, captured by the shop.
    Page,
    /// At the store's till: captured when it is there.
    Till,
}

/// One line of the book. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    Begun {
        ask: PaymentAsk,
        at: u64,
    },
    Chosen {
        #[serde(with = "hex")]
        payment: PaymentId,
        choice: Choice,
        /// When it takes effect.
        due: u64,
    },
    Captured {
        #[serde(with = "hex")]
        payment: PaymentId,
        amount: Money,
    },
    Refunded {
        #[serde(with = "hex")]
        payment: PaymentId,
        #[serde(with = "hex")]
        refund: RefundId,
        amount: Money,
    },
    Voided {
        #[serde(with = "hex")]
        payment: PaymentId,
    },
}

/// What a shopper can press on the page, and so what the provider does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    Approve,
    Decline,
    /// The shopper is asked once more.
    Confirm,
    /// Approved some time after the shopper has come back.
    Late,
    /// Approved, and told twice.
    Twice,
    /// Nothing is heard of it again.
    Never,
}

/// How long a shopper has to choose.
pub const LIFE: u64 = 30 * 60 * 1_000;

/// How many payments are remembered.
pub const ROOM: usize = 100_000;

struct Record {
    ask: PaymentAsk,
    begun_at: u64,
    is_asked_again: bool,
    /// The last choice, and when it takes effect.
    chosen: Option<(Choice, u64)>,
    captured: Option<Money>,
    refunds: BTreeMap<RefundId, Money>,
    is_voided: bool,
}

impl Book {
    pub fn new(paid_by: PaidBy, room: usize) -> Self {
        Self {
            paid_by,
            room,
            records: BTreeMap::new(),
            order: VecDeque::new(),
        }
    }

    pub fn status(&self, payment: &PaymentId, now: u64) -> Option<ProviderStatus> {
        let record = self.records.get(payment)?;
        Some(record.status(self.paid_by, now))
    }

    pub fn ask(&self, payment: &PaymentId) -> Option<&PaymentAsk> {
        self.records.get(payment).map(|record| &record.ask)
    }

    /// Whether nothing is to be heard of this payment until it expires.
    pub fn is_silent(&self, payment: &PaymentId, now: u64) -> bool {
        self.records.get(payment).is_some_and(|record| {
            let is_chosen = matches!(record.chosen, Some((Choice::Never, _)));
            is_chosen && !record.is_too_old(now)
        })
    }

    /// Payments that change by themselves after `now`, and when.
    pub fn due_after(&self, now: u64) -> impl Iterator<Item = (PaymentId, u64)> {
        let due = move |record: &Record| record.chosen.map(|(_, due)| due).filter(|due| *due > now);
        self.records
            .iter()
            .filter_map(move |(payment, record)| Some((*payment, due(record)?)))
    }

    pub fn begin(&self, ask: &PaymentAsk, now: u64) -> Result<Option<Entry>, Refusal> {
        match self.records.get(&ask.payment) {
            Some(record) if record.ask.amount.currency != ask.amount.currency => {
                Err(Refusal::OtherCurrency)
            }
            Some(record) if record.ask.amount != ask.amount => Err(Refusal::OtherAmount),
            Some(_) => Ok(None),
            None if !is_amount(ask.amount) => Err(Refusal::NoAmount),
            None => Ok(Some(Entry::Begun {
                ask: ask.clone(),
                at: now,
            })),
        }
    }

    /// What the shopper presses counts while nothing is decided.
    pub fn choose(
        &self,
        payment: PaymentId,
        choice: Choice,
        now: u64,
        late: u64,
    ) -> Result<Option<Entry>, Refusal> {
        let record = self.records.get(&payment).ok_or(Refusal::Unknown)?;
        let state = record.status(self.paid_by, now).state;
        let is_decided = record.chosen.is_some_and(|(it, _)| it != Choice::Confirm);
        if is_decided || !matches!(state, PaymentState::Created | PaymentState::RequiresAction) {
            return Err(Refusal::NotNow(state));
        }
        let due = match choice {
            Choice::Late => now.saturating_add(late),
            _ => now,
        };
        Ok(Some(Entry::Chosen {
            payment,
            choice,
            due,
        }))
    }

    pub fn capture(
        &self,
        payment: PaymentId,
        amount: Money,
        now: u64,
    ) -> Result<Option<Entry>, Refusal> {
        let record = self.record(&payment, amount)?;
        match record.captured {
            Some(before) if before == amount => return Ok(None),
            Some(_) => return Err(Refusal::AlreadyCaptured),
            None => {}
        }
        let state = record.status(self.paid_by, now).state;
        match state {
            PaymentState::Authorized | PaymentState::AwaitingDeposit => {}
            _ => return Err(Refusal::NotNow(state)),
        }
        match amount.minor <= record.ask.amount.minor {
            true => Ok(Some(Entry::Captured { payment, amount })),
            false => Err(Refusal::MoreThanAuthorized),
        }
    }

    pub fn refund(
        &self,
        payment: PaymentId,
        refund: RefundId,
        amount: Money,
        now: u64,
    ) -> Result<Option<Entry>, Refusal> {
        let record = self.record(&payment, amount)?;
        match record.refunds.get(&refund) {
            Some(before) if *before == amount => return Ok(None),
            Some(_) => return Err(Refusal::OtherAmount),
            None => {}
        }
        let status = record.status(self.paid_by, now);
        if !status.state.has_paid() {
            return Err(Refusal::NotNow(status.state));
        }
        match amount.minor <= status.captured.minor - status.refunded.minor {
            true => Ok(Some(Entry::Refunded {
                payment,
                refund,
                amount,
            })),
            false => Err(Refusal::MoreThanCaptured),
        }
    }

    pub fn void(&self, payment: PaymentId, now: u64) -> Result<Option<Entry>, Refusal> {
        let record = self.records.get(&payment).ok_or(Refusal::Unknown)?;
        let state = record.status(self.paid_by, now).state;
        match state {
            state if state.has_paid() => Err(Refusal::AlreadyCaptured),
            state if state.is_over() => Ok(None),
            _ => Ok(Some(Entry::Voided { payment })),
        }
    }

    /// Writes a line. One about a payment that is forgotten says nothing.
    pub fn write(&mut self, entry: Entry) {
        let payment = *entry.payment();
        match entry {
            Entry::Begun { ask, at } => {
                self.make_room(at);
                self.order.push_back(payment);
                self.records.insert(payment, Record::new(ask, at));
            }
            other => {
                if let Some(record) = self.records.get_mut(&payment) {
                    record.write(&other);
                }
            }
        }
    }

    pub fn knows(&self, payment: &PaymentId) -> bool {
        self.records.contains_key(payment)
    }

    fn record(&self, payment: &PaymentId, amount: Money) -> Result<&Record, Refusal> {
        let record = self.records.get(payment).ok_or(Refusal::Unknown)?;
        match amount {
            amount if !is_amount(amount) => Err(Refusal::NoAmount),
            amount if amount.currency != record.ask.amount.currency => Err(Refusal::OtherCurrency),
            _ => Ok(record),
        }
    }

    /// Forgets a hundredth, those first that ended without money, then those that were paid; what is
    /// still open stays in any case.
    fn make_room(&mut self, now: u64) {
        if self.records.len() < self.room {
            return;
        }
        let many = self.room.div_ceil(100);
        let state = |book: &Self, payment| book.status(payment, now).map(|status| status.state);
        for ended in [PaymentState::is_over, PaymentState::has_paid] {
            let found = self.order.iter().filter(|one| {
                let state = state(self, one);
                state.is_some_and(ended)
            });
            let found: Vec<_> = found.take(many).copied().collect();
            if !found.is_empty() {
                found.iter().for_each(|one| drop(self.records.remove(one)));
                self.order.retain(|one| self.records.contains_key(one));
                return;
            }
        }
    }
}

fn is_amount(amount: Money) -> bool {
    (1..=Money::MAX_MINOR).contains(&amount.minor)
}

impl Record {
    fn new(ask: PaymentAsk, begun_at: u64) -> Self {
        Self {
            ask,
            begun_at,
            is_asked_again: false,
            chosen: None,
            captured: None,
            refunds: BTreeMap::new(),
            is_voided: false,
        }
    }

    fn write(&mut self, entry: &Entry) {
        match *entry {
            Entry::Begun { .. } => {}
            Entry::Chosen { choice, due, .. } => {
                self.is_asked_again |= choice == Choice::Confirm;
                self.chosen = Some((choice, due));
            }
            Entry::Captured { amount, .. } => self.captured = Some(amount),
            Entry::Refunded { refund, amount, .. } => {
                self.refunds.insert(refund, amount);
            }
            Entry::Voided { .. } => self.is_voided = true,
        }
    }

    fn status(&self, paid_by: PaidBy, now: u64) -> ProviderStatus {
        let nothing = Money::zero(self.ask.amount.currency);
        let state = self.state(paid_by, now);
        ProviderStatus {
            state,
            authorized: match (state, paid_by) {
                (PaymentState::Authorized, _) => self.ask.amount,
                (state, PaidBy::Page) if state.has_paid() => self.ask.amount,
                _ => self.captured.unwrap_or(nothing),
            },
            captured: self.captured.unwrap_or(nothing),
            refunded: self
                .refunds
                .values()
                .fold(nothing, |sum, one| sum.plus(*one)),
        }
    }

    fn state(&self, paid_by: PaidBy, now: u64) -> PaymentState {
        if self.captured.is_some() {
            return match self.refunds.is_empty() {
                true => PaymentState::Captured,
                false => PaymentState::Refunded,
            };
        }
        match (self.chosen, paid_by) {
            _ if self.is_voided => PaymentState::Voided,
            (_, PaidBy::Till) => PaymentState::AwaitingDeposit,
            (Some((Choice::Decline, _)), _) => PaymentState::Failed,
            (Some((Choice::Approve | Choice::Twice | Choice::Late, due)), _) if due <= now => {
                PaymentState::Authorized
            }
            (None | Some((Choice::Confirm | Choice::Never, _)), _) if self.is_too_old(now) => {
                PaymentState::Expired
            }
            _ if self.is_asked_again => PaymentState::RequiresAction,
            _ => PaymentState::Created,
        }
    }

    fn is_too_old(&self, now: u64) -> bool {
        now >= self.begun_at.saturating_add(LIFE)
    }
}

impl Entry {
    pub fn payment(&self) -> &PaymentId {
        match self {
            Self::Begun { ask, .. } => &ask.payment,
            Self::Chosen { payment, .. }
            | Self::Captured { payment, .. }
            | Self::Refunded { payment, .. }
            | Self::Voided { payment } => payment,
        }
    }
}

#[cfg(test)]
mod tests;
