//! One fulfilment, moved on by whoever works at its place, or by time.

use super::follow::Draft;
use super::{
    Actor, EventKind, Fulfillment, FulfillmentId, FulfillmentState as S, LineId, Method,
    OrderState, Proof, Refused, RejectReason, Step, StockAct,
};

const DAY: u64 = 24 * 60 * 60 * 1_000;
/// What nobody has come for by then is sold to others.
const PICKUP_LIFE: u64 = 7 * DAY;
/// What a carrier has had for so long has been delivered, if nobody says anything else.
const DELIVERY_LIFE: u64 = 14 * DAY;

impl Fulfillment {
    /// When something happens to it if nobody does anything.
    pub(super) fn deadline(&self) -> Option<u64> {
        match self.state {
            S::Offered => self.accept_by,
            S::ReadyForPickup => Some(self.since + PICKUP_LIFE),
            S::HandedOver => Some(self.since + DELIVERY_LIFE),
            _ => None,
        }
    }
}

impl Draft<'_> {
    pub(super) fn step(
        &mut self,
        id: FulfillmentId,
        step: &Step,
        actor: &Actor,
    ) -> Result<(), Refused> {
        let part = self.order.fulfillment(id).ok_or(Refused::NoFulfillment)?;
        let part = part.clone();
        let may = match actor {
            Actor::Staff(staff) => staff.works_at(part.place()),
            Actor::System => true,
            Actor::Shopper | Actor::Provider(_) => false,
        };
        if !may {
            return Err(Refused::NotAllowed);
        }
        if self.order.is_closed() && *step != Step::PutBack {
            return Err(Refused::OrderState(self.order.state));
        }
        let wrong = || Refused::FulfillmentState(part.state);
        match (step, part.state) {
            (Step::Accept, S::Offered) => self.turn(id, S::Accepted),
            (Step::Reject(why, lines), S::Offered | S::Accepted | S::Picking) => {
                self.reject(&part, *why, lines)?;
            }
            (Step::Pick, S::Accepted) => self.turn(id, S::Picking),
            (Step::Pack, S::Picking) => self.turn(id, S::Packed),
            (Step::HandOver { tracking }, S::Packed) => self.hand_over(&part, tracking.as_ref())?,
            (Step::Deliver, S::HandedOver) => self.turn(id, S::Delivered),
            (Step::Ready, S::Packed) if part.method == Method::Pickup => {
                self.turn(id, S::ReadyForPickup);
            }
            (Step::Receive, S::InTransit) => {
                self.each_line(&part, part.place(), StockAct::ReceiveAllocated);
                self.turn(id, S::ReceivedAtStore);
            }
            (Step::Ready, S::ReceivedAtStore) => self.turn(id, S::ReadyForPickup),
            (Step::PickUp(proof), S::ReadyForPickup) => self.pick_up(&part, *proof)?,
            (Step::PutBack, S::NoShow) => self.turn(id, S::ReturnedToStock),
            _ => return Err(wrong()),
        }
        self.go_on();
        Ok(())
    }

    /// What is on the shelf no longer, or cannot be sold, is taken off the level at once: of the
    /// lines that are to blame. The others are there, for whoever buys them next.
    fn reject(
        &mut self,
        part: &Fulfillment,
        why: RejectReason,
        blamed: &[LineId],
    ) -> Result<(), Refused> {
        let has = |id: &LineId| part.lines.iter().any(|(line, _)| line == id);
        if !blamed.iter().all(has) {
            return Err(Refused::NoLine);
        }
        let mut missing = part.clone();
        let is_blamed = |id: &LineId| blamed.is_empty() || blamed.contains(id);
        missing.lines.retain(|(id, _)| is_blamed(id));
        self.each_line(part, &part.location, StockAct::Release);
        match why {
            RejectReason::NotInStock => self.each_line(&missing, &part.location, StockAct::Empty),
            RejectReason::Damaged => self.each_line(&missing, &part.location, StockAct::WriteOff),
            RejectReason::TooBusy | RejectReason::Closing => {}
        }
        self.turn_because(part.id, S::Rejected, why.code());
        self.route(&part.lines, Vec::new());
        Ok(())
    }

    fn hand_over(&mut self, part: &Fulfillment, tracking: Option<&String>) -> Result<(), Refused> {
        let next = match part.method {
            Method::Ship => S::HandedOver,
            Method::ShipToStore { .. } => S::InTransit,
            Method::Pickup => return Err(Refused::FulfillmentState(part.state)),
        };
        self.each_line(part, &part.location, StockAct::Ship);
        self.turn(part.id, next);
        if let Some(part) = self.part(part.id) {
            part.tracking = tracking.cloned();
        }
        Ok(())
    }

    fn pick_up(&mut self, part: &Fulfillment, proof: Proof) -> Result<(), Refused> {
        let fits = match proof {
            Proof::Code(code) => part.code == Some(code),
            Proof::Scanned => true,
        };
        if !fits {
            return Err(Refused::WrongCode);
        }
        let paid = self
            .order
            .payment()
            .is_some_and(|payment| payment.is_paid());
        if !paid && self.order.totals.total.minor > 0 {
            return Err(Refused::NotPaid);
        }
        self.each_line(part, part.place(), StockAct::Ship);
        self.turn(part.id, S::PickedUp);
        Ok(())
    }

    /// Keeps the deadlines of all parts. Gives the lines that need another place.
    pub(super) fn end_late_parts(&mut self) -> Vec<(LineId, u32)> {
        let now = self.world.now;
        let mut homeless = Vec::new();
        let late = |part: &&Fulfillment| part.deadline().is_some_and(|at| at <= now);
        let late: Vec<_> = self
            .order
            .fulfillments
            .iter()
            .filter(late)
            .cloned()
            .collect();
        for part in late {
            match part.state {
                S::Offered => {
                    self.each_line(&part, &part.location, StockAct::Release);
                    self.turn_because(part.id, S::TimedOut, "no_answer");
                    homeless.extend(part.lines);
                }
                S::ReadyForPickup => {
                    self.each_line(&part, part.place(), StockAct::Release);
                    self.turn_because(part.id, S::NoShow, "no_show");
                    self.repay(&part.lines, "no_show");
                }
                _ => self.turn(part.id, S::Delivered),
            }
        }
        homeless
    }

    pub(super) fn turn(&mut self, id: FulfillmentId, state: S) {
        let now = self.world.now;
        if let Some(part) = self.part(id) {
            part.state = state;
            part.since = now;
            if state != S::Offered {
                part.accept_by = None;
            }
            self.tell(EventKind::Fulfillment(state), Some(id));
        }
    }

    fn turn_because(&mut self, id: FulfillmentId, state: S, why: &str) {
        self.turn(id, state);
        if let Some(part) = self.part(id) {
            part.reason = Some(why.to_owned());
        }
        self.because(why);
    }

    fn part(&mut self, id: FulfillmentId) -> Option<&mut Fulfillment> {
        let mut parts = self.order.fulfillments.iter_mut();
        parts.find(|part| part.id == id)
    }

    /// Ends the order where nothing more is to come, and lets it go on where nothing holds it up.
    pub(super) fn go_on(&mut self) {
        let order = &mut self.order;
        if order.is_closed() || order.state == OrderState::PendingPayment {
            return;
        }
        let held = !order.unfulfillable.is_empty();
        let parts = &order.fulfillments;
        let open = parts.iter().any(|part| !part.state.is_closed());
        let done = parts.iter().any(|part| part.state.is_done());
        let (state, kind) = match (held, open, done) {
            (true, ..) => (OrderState::OnHold, EventKind::OrderHeld),
            (_, true, _) => (OrderState::Placed, EventKind::OrderPlaced),
            (_, _, true) => (OrderState::Completed, EventKind::OrderCompleted),
            _ => (OrderState::Cancelled, EventKind::OrderCancelled),
        };
        if state == order.state {
            return;
        }
        order.state = state;
        if state == OrderState::Cancelled {
            // Nothing of it was ever handed over, so what it cost to send comes back as well.
            let rest = order.kept().minor;
            self.refund(rest, "nothing_sent");
        }
        if kind != EventKind::OrderPlaced {
            self.tell(kind, None);
        }
    }
}
