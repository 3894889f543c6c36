//! An order in the middle of a decision, with all that follows from what has been decided so far.

use super::{
    Event, EventKind, Fulfillment, FulfillmentId, FulfillmentState, LineId, Method, Order,
    OrderState, Outcome, PickupCode, Refund, RefundState, StockAct, StockEffect, World,
};
use crate::ident::Handle;
use crate::payment::{PaymentId, RefundId};
use crate::promise::Promise;

pub(super) struct Draft<'a> {
    pub order: Order,
    pub world: World<'a>,
    before: &'a Order,
    stock: Vec<StockEffect>,
    events: Vec<Event>,
    /// How many ids have been made of the fresh bits.
    minted: u128,
}

impl<'a> Draft<'a> {
    pub fn of(order: &'a Order, world: World<'a>) -> Self {
        Self {
            order: order.clone(),
            world,
            before: order,
            stock: Vec::new(),
            events: Vec::new(),
            minted: 0,
        }
    }

    pub fn outcome(mut self) -> Outcome {
        if self.order != *self.before {
            self.order.version += 1;
        }
        Outcome {
            order: self.order,
            stock: self.stock,
            events: self.events,
        }
    }

    pub fn tell(&mut self, kind: EventKind, fulfillment: Option<FulfillmentId>) {
        self.events.push(Event {
            kind,
            fulfillment,
            reason: None,
        });
    }

    /// Says why what was told last has happened.
    pub fn because(&mut self, why: &str) {
        if let Some(event) = self.events.last_mut() {
            event.reason = Some(why.to_owned());
        }
    }

    /// 128 bits that nothing else has.
    pub fn mint(&mut self) -> u128 {
        self.minted += 1;
        // An odd factor moves every bit and maps no two numbers to one.
        self.world.fresh.wrapping_add(
            self.minted
                .wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835),
        )
    }

    pub fn each_line(&mut self, part: &Fulfillment, location: &Handle, act: StockAct) {
        for (id, quantity) in &part.lines {
            let Some(line) = self.order.line(*id) else {
                continue;
            };
            self.stock.push(StockEffect {
                act,
                sku: line.sku.clone(),
                location: location.clone(),
                quantity: *quantity,
                backorder: line.backorder,
            });
        }
    }

    /// The money is there: every place is told what it has to do.
    pub fn paid(&mut self) {
        if self.order.state != OrderState::PendingPayment {
            return;
        }
        self.order.state = OrderState::Placed;
        self.order.pay_by = None;
        self.tell(EventKind::OrderPlaced, None);
        self.offer_all();
    }

    pub fn offer_all(&mut self) {
        let routed = self.order.fulfillments.iter();
        let routed = routed.filter(|part| part.state == FulfillmentState::Routing);
        let routed: Vec<_> = routed.map(|part| part.id).collect();
        for id in routed {
            self.offer(id);
        }
    }

    fn offer(&mut self, id: FulfillmentId) {
        self.turn(id, FulfillmentState::Offered);
        let (now, locations) = (self.world.now, self.world.locations);
        let mut parts = self.order.fulfillments.iter_mut();
        let Some(part) = parts.find(|part| part.id == id) else {
            return;
        };
        let place = locations.iter().find(|at| at.handle == part.location);
        part.accept_by = place.and_then(|place| place.accept_by(now));
    }

    /// Holds stock at a place for lines of the order; without an answer yet.
    pub fn add_part(&mut self, location: &Handle, promise: Promise, lines: Vec<(LineId, u32)>) {
        let last = self.order.fulfillments.iter().map(|part| part.id.0).max();
        let id = FulfillmentId(last.unwrap_or_default() + 1);
        let method = self.method_from(location);
        let bits = (self.mint() >> 64) as u64;
        let decisions = self.order.decisions.len();
        let part = Fulfillment {
            id,
            location: location.clone(),
            code: (method != Method::Ship).then(|| PickupCode::from_bits(bits)),
            method,
            lines,
            state: FulfillmentState::Routing,
            since: self.world.now,
            accept_by: None,
            promise,
            decision: u16::try_from(decisions.saturating_sub(1)).unwrap_or(u16::MAX),
            tracking: None,
            reason: None,
        };
        self.each_line(&part, location, StockAct::Allocate);
        self.order.fulfillments.push(part);
        if !matches!(self.order.state, OrderState::PendingPayment) {
            self.offer(id);
        }
    }

    /// The order ends before anything was handed over.
    pub fn call_off(&mut self, state: OrderState, kind: EventKind, reason: &str) {
        let parts = self.order.fulfillments.iter();
        let open: Vec<_> = parts
            .filter(|part| !part.state.is_closed())
            .cloned()
            .collect();
        for part in open {
            self.each_line(&part, part.place(), StockAct::Release);
            self.turn(part.id, FulfillmentState::Cancelled);
        }
        self.order.state = state;
        self.order.unfulfillable.clear();
        self.order.retry_at = None;
        self.order.reason = Some(reason.to_owned());
        self.tell(kind, None);
        self.because(reason);
        let kept = self.order.kept().minor;
        self.refund(kept, reason);
    }

    /// Gives back what lines cost after all discounts.
    pub fn repay(&mut self, lines: &[(LineId, u32)], reason: &str) {
        let mut worth = 0;
        for (id, quantity) in lines {
            worth += self.worth(*id, *quantity);
        }
        self.refund(worth, reason);
    }

    /// What the next so many of a line to come back are worth, in minor units: all so far less
    /// those of before, so that the whole line comes back as what was paid for it.
    fn worth(&mut self, id: LineId, quantity: u32) -> i64 {
        let Some(line) = self.order.line(id) else {
            return 0;
        };
        let before = self.order.repaid.get(&id).copied().unwrap_or_default();
        let after = before.saturating_add(quantity);
        let worth = line.share(after) - line.share(before);
        self.order.repaid.insert(id, after);
        worth
    }

    /// Gives money back: of what was captured, or off what is still to be paid at a store.
    pub fn refund(&mut self, minor: i64, reason: &str) {
        let Some(payment) = self.order.payments.last_mut() else {
            return;
        };
        if payment.captured.minor == 0 && payment.is_at_store() {
            payment.amount.minor = (payment.amount.minor - minor).max(0);
            return;
        }
        let id = payment.id;
        let minor = minor.min(payment.kept().minor);
        self.refund_of(id, minor, reason);
    }

    pub fn refund_of(&mut self, payment: PaymentId, minor: i64, reason: &str) {
        if minor <= 0 {
            return;
        }
        let id = RefundId(self.mint().to_be_bytes());
        let amount = self.order.money(minor);
        let mut payments = self.order.payments.iter_mut();
        let Some(payment) = payments.find(|one| one.id == payment) else {
            return;
        };
        payment.refunds.push(Refund {
            id,
            amount,
            state: RefundState::Pending,
            reason: reason.to_owned(),
        });
        self.tell(EventKind::RefundRequested, None);
        self.because(reason);
    }
}
