//! An order begins.

use super::follow::Draft;
use super::{
    Channel, Contact, Delivery, Discount, EventKind, LineId, LineItem, Method, Order, OrderNumber,
    OrderPayment, OrderState, Outcome, Totals, World,
};
use crate::ident::{Handle, ShopperId, Sku};
use crate::locale::Locale;
use crate::money::Currency;
use crate::routing::Routed;
use std::collections::BTreeMap;

/// What has been agreed on, before any place has been told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewOrder {
    pub number: OrderNumber,
    pub channel: Channel,
    pub locale: Locale,
    pub currency: Currency,
    pub shopper: ShopperId,
    pub contact: Contact,
    pub lines: Vec<LineItem>,
    pub totals: Totals,
    pub discounts: Vec<Discount>,
    pub delivery: Delivery,
    pub payment: OrderPayment,
    /// For as long the stock is held without money.
    pub pay_by: u64,
}

impl Order {
    /// Begins an order whose lines come from these places. Picked up where it is paid, or worth
    /// nothing, it is placed at once; else it waits for its payment: what is sent from a counter is
    /// gone before anybody could ask for the money.
    ///
    /// # Panics
    /// In debug builds, when the places do not have all of the lines.
    pub fn place(new: NewOrder, routed: Routed, world: World<'_>) -> Outcome {
        debug_assert!(routed.missing.is_empty(), "every line has its place");
        let is_sent = matches!(new.delivery, Delivery::Ship { .. });
        let waits = (is_sent || !new.payment.is_at_store()) && new.totals.total.minor > 0;
        let order = Self {
            number: new.number,
            state: OrderState::PendingPayment,
            channel: new.channel,
            placed_at: world.now,
            locale: new.locale,
            currency: new.currency,
            shopper: new.shopper,
            contact: new.contact,
            lines: new.lines,
            totals: new.totals,
            discounts: new.discounts,
            delivery: new.delivery,
            fulfillments: Vec::new(),
            unfulfillable: Vec::new(),
            repaid: BTreeMap::new(),
            retry_at: None,
            decisions: Vec::new(),
            payments: vec![new.payment],
            pay_by: Some(new.pay_by),
            reason: None,
            version: 0,
        };
        let mut draft = Draft::of(&order, world);
        draft.tell(EventKind::OrderOpened, None);
        let lines = draft.order.lines.iter();
        let lines = lines.map(|line| (line.id, line.quantity)).collect();
        draft.take_parcels(lines, routed);
        if !waits {
            draft.paid();
        }
        draft.outcome()
    }
}

impl Draft<'_> {
    /// A part for each parcel, of these lines; what no parcel has is left over.
    pub(super) fn take_parcels(&mut self, mut lines: Vec<(LineId, u32)>, routed: Routed) {
        self.order.decisions.push(routed.decision);
        for parcel in routed.parcels {
            let mut part = Vec::new();
            for (sku, quantity) in parcel.lines {
                part.extend(self.take_lines(&mut lines, &sku, quantity));
            }
            self.add_part(&parcel.location, parcel.promise, part);
        }
        lines.retain(|(_, left)| *left > 0);
        self.order.unfulfillable.extend(lines);
    }

    fn take_lines(
        &self,
        lines: &mut [(LineId, u32)],
        sku: &Sku,
        mut quantity: u32,
    ) -> Vec<(LineId, u32)> {
        let mut taken = Vec::new();
        for (id, left) in lines {
            let is_it = self.order.line(*id).is_some_and(|line| line.sku == *sku);
            let some = quantity.min(*left);
            if is_it && some > 0 {
                taken.push((*id, some));
                *left -= some;
                quantity -= some;
            }
        }
        taken
    }

    pub(super) fn method_from(&self, location: &Handle) -> Method {
        match &self.order.delivery {
            Delivery::Ship { .. } => Method::Ship,
            Delivery::Pickup { location: to } if to == location => Method::Pickup,
            Delivery::Pickup { location: to } => Method::ShipToStore { to: to.clone() },
        }
    }
}
