//! Another place for what one could not send.

use super::follow::Draft;
use super::{Delivery, EventKind, FulfillmentState, LineId, Order};
use crate::ident::{Handle, Sku};
use crate::routing::{Candidate, Exclusion, RoutingLine, RoutingMethod, RoutingRequest, route};
use crate::stock::StockLocation;
use std::collections::BTreeMap;

impl Draft<'_> {
    /// Looks for places for these lines. What none has is left for the shopper to decide.
    pub(super) fn route(&mut self, lines: Vec<(LineId, u32)>, excluded: Vec<Handle>) {
        let world = self.world;
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
            candidates: world
                .locations
                .iter()
                .map(|at| self.candidate(at, &excluded))
                .collect(),
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

    fn candidate<'a>(&self, location: &'a StockLocation, excluded: &[Handle]) -> Candidate<'a> {
        let here = excluded.contains(&location.handle);
        Candidate {
            location,
            available: self.available_at(&location.handle),
            open: self
                .world
                .loads
                .get(&location.handle)
                .copied()
                .unwrap_or_default(),
            excluded: refused_before(&self.order, &location.handle)
                .or(here.then_some(Exclusion::NotFulfilling)),
        }
    }

    fn available_at(&self, location: &Handle) -> BTreeMap<Sku, u32> {
        let at = |(sku, levels): (&Sku, &Vec<(Handle, crate::stock::StockLevel)>)| {
            let (_, level) = levels.iter().find(|(place, _)| place == location)?;
            Some((sku.clone(), level.available()))
        };
        self.world.levels.iter().filter_map(at).collect()
    }
}

/// A place is not asked again for an order that it has not taken.
fn refused_before(order: &Order, location: &Handle) -> Option<Exclusion> {
    let there = order
        .fulfillments
        .iter()
        .filter(|part| part.location == *location);
    there
        .filter_map(|part| match part.state {
            FulfillmentState::Rejected => Some(Exclusion::Rejected),
            FulfillmentState::TimedOut => Some(Exclusion::TimedOut),
            _ => None,
        })
        .next()
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
