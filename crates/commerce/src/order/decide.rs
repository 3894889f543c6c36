//! The one place where it is decided what becomes of an order.

use super::follow::Draft;
use super::{
    Actor, Choice, Command, EventKind, Order, OrderPayment, OrderState, Outcome, Refused, Role,
    Said, World, refunds,
};
use crate::payment::{PaymentId, PaymentState};

/// How long places are left in peace before they are asked again, in milliseconds.
pub(super) const RETRY: u64 = HOUR;
/// For how long a shopper may choose what becomes of lines that no place can send.
const CHOOSE: u64 = 3 * 24 * HOUR;
/// How long an order lives on whose money is set aside and only has to be taken: what its provider
/// has promised is not thrown away because it is down for a moment.
const TAKE: u64 = HOUR;
const HOUR: u64 = 60 * 60 * 1_000;

impl Order {
    /// What comes of a command, or why nothing does. What nobody would hear of,
    /// as when places are asked again, has no events.
    pub fn decide(
        &self,
        command: &Command,
        actor: &Actor,
        world: &World<'_>,
    ) -> Result<Outcome, Refused> {
        let mut draft = Draft::of(self, *world);
        match command {
            Command::Settle { payment, said } => settle(&mut draft, *payment, said, actor)?,
            Command::SettleRefund { refund, succeeded } => {
                refunds::settle(&mut draft, *refund, *succeeded, actor)?;
            }
            Command::RefundAgain(refund) => refunds::again(&mut draft, *refund, actor)?,
            Command::GivenBack(refund) => refunds::given_back(&mut draft, *refund, actor)?,
            Command::PayAgain { payment, provider } => {
                pay_again(&mut draft, *payment, provider, actor)?;
            }
            Command::Cancel { reason } => cancel(&mut draft, reason, actor)?,
            Command::Step(id, step) => draft.step(*id, step, actor)?,
            Command::Choose(choice) => choose(&mut draft, *choice, actor)?,
            Command::Tick => draft.tick(),
        }
        Ok(draft.outcome())
    }

    /// When something happens to it if nobody does anything, in milliseconds since 1970.
    pub fn deadline(&self) -> Option<u64> {
        if self.is_closed() {
            return None;
        }
        let parts = self.fulfillments.iter().filter_map(|one| one.deadline());
        let whole = [self.expires_at(), self.retry_at, self.choose_by()];
        parts.chain(whole.into_iter().flatten()).min()
    }

    /// When it ends if no money comes.
    fn expires_at(&self) -> Option<u64> {
        let waits = self.state == OrderState::PendingPayment;
        let is_promised = |payment: &&OrderPayment| {
            payment.state == PaymentState::Authorized && self.wants(payment)
        };
        let promised = self.payment().filter(is_promised);
        let longer = promised.map_or(0, |_| TAKE);
        Some(self.pay_by.filter(|_| waits)? + longer)
    }

    /// When lines that no place can send are dropped, if the shopper does not choose: so long after
    /// the last search that left something over.
    pub fn choose_by(&self) -> Option<u64> {
        if self.unfulfillable.is_empty() || self.retry_at.is_some() {
            return None;
        }
        let mut searches = self.decisions.iter().rev();
        let last = searches.find(|search| !search.missing.is_empty());
        last.map(|search| search.at + CHOOSE)
    }
}

fn settle(draft: &mut Draft<'_>, id: PaymentId, said: &Said, actor: &Actor) -> Result<(), Refused> {
    let mut payments = draft.order.payments.iter_mut();
    let payment = payments.find(|payment| payment.id == id);
    let payment = payment.ok_or(Refused::NoPayment)?;
    let by_hand = payment.is_at_store() && matches!(actor, Actor::Staff(_));
    if !by_hand && !matches!(actor, Actor::Provider(_) | Actor::System) {
        return Err(Refused::NotAllowed);
    }
    let before = payment.clone();
    if !payment.take(said) {
        return Ok(());
    }
    let after = payment.clone();
    draft.tell_payment(&before, &after);
    if after.captured.minor > before.captured.minor {
        match draft.order.wants(&after) {
            true => draft.paid(),
            // It came after the order had gone, or of an attempt that was given up.
            false => draft.refund_of(id, after.kept().minor, "not_wanted"),
        }
    }
    Ok(())
}

fn pay_again(
    draft: &mut Draft<'_>,
    id: PaymentId,
    provider: &str,
    actor: &Actor,
) -> Result<(), Refused> {
    if *actor != Actor::Shopper && !matches!(actor, Actor::Staff(_)) {
        return Err(Refused::NotAllowed);
    }
    let order = &mut draft.order;
    if order.state != OrderState::PendingPayment {
        return Err(Refused::OrderState(order.state));
    }
    let amount = order.totals.total;
    order.payments.push(OrderPayment::new(id, provider, amount));
    draft.tell(EventKind::PaymentBegun, None);
    Ok(())
}

fn cancel(draft: &mut Draft<'_>, reason: &str, actor: &Actor) -> Result<(), Refused> {
    let may = match actor {
        Actor::Shopper | Actor::System => true,
        Actor::Staff(_) => actor.is_staff_with(Role::Merchant),
        Actor::Provider(_) => false,
    };
    if !may {
        return Err(Refused::NotAllowed);
    }
    if draft.order.is_closed() {
        return Err(Refused::OrderState(draft.order.state));
    }
    if !draft.order.is_cancellable() {
        return Err(Refused::HandedOver);
    }
    draft.call_off(OrderState::Cancelled, EventKind::OrderCancelled, reason);
    Ok(())
}

fn choose(draft: &mut Draft<'_>, choice: Choice, actor: &Actor) -> Result<(), Refused> {
    if *actor != Actor::Shopper && !actor.is_staff_with(Role::Manager) {
        return Err(Refused::NotAllowed);
    }
    if draft.order.unfulfillable.is_empty() {
        return Err(Refused::NothingToChoose);
    }
    match choice {
        Choice::Wait => {
            draft.order.retry_at = Some(draft.world.now + RETRY);
            draft.tell(EventKind::Waits, None);
        }
        Choice::Refund => {
            draft.drop_lines("unfulfillable");
            draft.go_on();
        }
    }
    Ok(())
}

impl Draft<'_> {
    fn tell_payment(&mut self, before: &OrderPayment, after: &OrderPayment) {
        use PaymentState as S;
        if after.differs && !before.differs {
            self.tell(EventKind::PaymentDiffers, None);
        }
        if after.captured.minor > before.captured.minor {
            self.tell(EventKind::PaymentCaptured, None);
            return;
        }
        let kind = match after.state {
            state if state == before.state => return,
            S::Authorized => EventKind::PaymentAuthorized,
            S::RequiresAction => EventKind::PaymentRequiresAction,
            S::Failed | S::Expired => EventKind::PaymentFailed,
            S::Voided => EventKind::PaymentVoided,
            _ => return,
        };
        self.tell(kind, None);
    }

    fn drop_lines(&mut self, reason: &str) {
        let dropped = std::mem::take(&mut self.order.unfulfillable);
        self.order.retry_at = None;
        self.tell(EventKind::LinesDropped, None);
        self.because(reason);
        self.repay(&dropped, reason);
    }

    fn tick(&mut self) {
        let now = self.world.now;
        let is_over = |at: Option<u64>| at.is_some_and(|at| at <= now);
        if is_over(self.order.expires_at()) {
            return self.call_off(OrderState::Expired, EventKind::OrderExpired, "not_paid");
        }
        if is_over(self.order.choose_by()) {
            self.drop_lines("not_chosen");
        }
        let homeless = self.end_late_parts();
        let retries = is_over(self.order.retry_at);
        let mut waiting = Vec::new();
        if retries {
            self.order.retry_at = None;
            waiting = std::mem::take(&mut self.order.unfulfillable);
        }
        // All at once: each search sees the levels of before the decision, so a second one could
        // promise what the first has just taken.
        self.route(&homeless, waiting);
        if retries && !self.order.unfulfillable.is_empty() {
            self.order.retry_at = Some(now + RETRY);
        }
        self.go_on();
    }
}
