//! Another place for what one could not send.

use super::follow::Draft;
use super::{Delivery, EventKind, Fulfillment, FulfillmentState, LineId, Order};
use crate::ident::Handle;
use crate::routing::{Candidate, Exclusion, RoutingLine, RoutingMethod, RoutingRequest, route};
use std::collections::BTreeMap;

impl Draft<'_> {
    /// Looks for places for these lines, of which some may be of one line. What none has is left
    /// for the shopper to decide. Once in a decision: it knows the levels of before it.
    pub(super) fn route(&mut self, parts: &[(LineId, u32)]) {
        if parts.is_empty() {
            return;
        }
        let lines = whole_lines(parts);
        let world = self.world;
        let excluded = refused(&self.order);
        let request = RoutingRequest {
            lines: lines
                .iter()
                .filter_map(|(id, quantity)| {
                    let line = self.order.line(*id)?;
                    Some(RoutingLine {
                        sku: line.sku.clone(),
                        quantity: *quantity,
                        backorder: line.backorder,
                    })
                })
                .collect(),
            method: method(&self.order.delivery),
            preferred: None,
            candidates: Candidate::all(world.locations, world.levels, world.loads, &excluded),
            rules: world.rules,
            now: world.now,
        };
        let before = self.order.unfulfillable.len();
        let routed = route(&request);
        self.take_parcels(lines, routed);
        if self.order.unfulfillable.len() > before {
            self.tell(EventKind::Unfulfillable, None);
        }
    }
}

/// Each line once, with all of it that is looked for.
fn whole_lines(parts: &[(LineId, u32)]) -> Vec<(LineId, u32)> {
    let mut lines = BTreeMap::new();
    for (id, quantity) in parts {
        *lines.entry(*id).or_default() += quantity;
    }
    lines.into_iter().collect()
}

/// A place is not asked again for an order that it has not taken.
fn refused(order: &Order) -> BTreeMap<Handle, Exclusion> {
    let why = |part: &Fulfillment| match part.state {
        FulfillmentState::Rejected => Some(Exclusion::Rejected),
        FulfillmentState::TimedOut => Some(Exclusion::TimedOut),
        _ => None,
    };
    let parts = order.fulfillments.iter();
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
