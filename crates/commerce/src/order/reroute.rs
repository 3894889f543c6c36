//! Another place for what one could not send.

use super::decide::RETRY;
use super::follow::Draft;
use super::{Delivery, EventKind, Fulfillment, FulfillmentState, LineId, Order};
use crate::ident::Handle;
use crate::routing::{
    Candidate, Exclusion, Routed, RoutingLine, RoutingMethod, RoutingRequest, route,
};
use std::collections::BTreeMap;

impl Draft<'_> {
    /// Looks for places for lines that have just lost theirs, and again for those that the shopper
    /// waits for. What none has is left for the shopper to decide, who is told if it is more than
    /// before. Once in a decision: it knows the levels of before it.
    pub(super) fn route(&mut self, homeless: &[(LineId, u32)], waiting: Vec<(LineId, u32)>) {
        let lines = whole_lines(homeless.iter().chain(&waiting));
        if lines.is_empty() {
            return;
        }
        let since = match waiting.is_empty() {
            true => 0,
            false => self.world.now.saturating_sub(RETRY) + 1,
        };
        let routed = self.search(&lines, since);
        if routed.parcels.is_empty() && homeless.is_empty() {
            self.order.unfulfillable = waiting;
            return;
        }
        let before = whole_lines(self.order.unfulfillable.iter().chain(&waiting));
        self.take_parcels(lines.into_iter().collect(), routed);
        let after = whole_lines(&self.order.unfulfillable);
        let is_more = |(id, left): (&LineId, &u32)| before.get(id).is_none_or(|had| had < left);
        if after.iter().any(is_more) {
            self.tell(EventKind::Unfulfillable, None);
        }
    }

    fn search(&self, lines: &BTreeMap<LineId, u32>, since: u64) -> Routed {
        let world = self.world;
        let excluded = refused(&self.order, since);
        let wanted = |(id, quantity): (&LineId, &u32)| {
            let line = self.order.line(*id)?;
            Some(RoutingLine {
                sku: line.sku.clone(),
                quantity: *quantity,
                backorder: line.backorder,
            })
        };
        route(&RoutingRequest {
            lines: lines.iter().filter_map(wanted).collect(),
            method: method(&self.order.delivery),
            preferred: None,
            candidates: Candidate::all(world.locations, world.levels, world.loads, &excluded),
            rules: world.rules,
            now: world.now,
        })
    }
}

/// Each line once, with all of it.
fn whole_lines<'a>(parts: impl IntoIterator<Item = &'a (LineId, u32)>) -> BTreeMap<LineId, u32> {
    let mut lines = BTreeMap::new();
    for (id, quantity) in parts {
        *lines.entry(*id).or_default() += quantity;
    }
    lines
}

/// Places that have not taken it since then are not asked: ever, where a part has just lost its
/// place; but what the shopper waits for may be there again.
fn refused(order: &Order, since: u64) -> BTreeMap<Handle, Exclusion> {
    let why = |part: &Fulfillment| match part.state {
        FulfillmentState::Rejected => Some(Exclusion::Rejected),
        FulfillmentState::TimedOut => Some(Exclusion::TimedOut),
        _ => None,
    };
    let parts = order.fulfillments.iter().filter(|part| part.since >= since);
    parts
        .filter_map(|part| Some((part.location.clone(), why(part)?)))
        .collect()
}

fn method(delivery: &Delivery) -> RoutingMethod {
    match delivery {
        Delivery::Ship { address, .. } => RoutingMethod::Ship {
            postcode: address.postcode(),
        },
        Delivery::Pickup { location } => RoutingMethod::Pickup {
            at: location.clone(),
        },
    }
}
