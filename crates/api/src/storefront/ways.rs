//! How and when something can be had, seen from a store: told before it is ordered, by the very
//! rules that choose the places when it is.

use super::Storefront;
use super::frame::store_link;
use crate::{LocationStock, StoreLink};
use baguni_commerce::routing::{Candidate, RoutingLine, RoutingMethod, RoutingRequest, route};
use baguni_commerce::{
    Handle, Locale, LocationKind, Postcode, Promise, Quantity, Sku, StockLocation,
};
use std::cmp::Reverse;

/// Every way to have the same things.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// Sent to an address around the store; `None` where not all of it can be.
    pub home: Option<Promise>,
    /// The store asked from first, then those that have it soonest.
    pub stores: Vec<StoreWay>,
    /// How many the warehouses have together, told as in [`StoreWay::available`].
    pub warehouses: u32,
}

/// Having it at a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoreWay {
    pub store: StoreLink,
    /// How many can be promised out of its own stock, told up to [`LocationStock::TOLD`]. Of several
    /// variants, the one it has fewest of.
    pub available: u32,
    /// When all of it is there, some of it perhaps sent from elsewhere; `None` where it never is.
    pub promise: Option<Promise>,
}

impl StoreWay {
    /// Whether all of it waits there without being sent.
    pub fn is_there(&self) -> bool {
        matches!(self.promise, Some(Promise::ReadyBy(_)))
    }
}

/// What to reckon with where a store has no postcode: the middle of the country's largest city.
const SOMEWHERE: &str = "04524";

impl Storefront {
    /// How these can be had together now: each SKU and how many of it.
    pub fn ways(&self, locale: Locale, lines: &[(Sku, u32)], here: &Handle) -> Ways {
        let request = Asked {
            storefront: self,
            lines: self.routing_lines(lines),
            now: self.now(),
        };
        let locations = self.catalogue.locations();
        let near = locations.iter().find(|place| place.handle == *here);
        let mut stores: Vec<StoreWay> = self
            .catalogue
            .stores()
            .map(|store| StoreWay {
                store: store_link(store, locale),
                available: request.available(|place| place.handle == store.handle),
                promise: request.at_store(store),
            })
            .collect();
        stores.sort_by_key(|way| {
            let soonest = way.promise.map(|promise| (promise.until(), promise));
            (
                way.store.handle != *here,
                soonest.is_none(),
                soonest,
                Reverse(way.available),
            )
        });
        Ways {
            home: request.at_home(near),
            stores,
            warehouses: request.available(|place| place.kind == LocationKind::Warehouse),
        }
    }

    fn routing_lines(&self, lines: &[(Sku, u32)]) -> Vec<RoutingLine> {
        let line = |(sku, quantity): &(Sku, u32)| {
            let variant = self.catalogue.variant(sku);
            RoutingLine {
                sku: sku.clone(),
                quantity: *quantity,
                backorder: variant.is_some_and(|(_, variant)| variant.sell_without_stock),
            }
        };
        lines.iter().map(line).collect()
    }
}

struct Asked<'a> {
    storefront: &'a Storefront,
    lines: Vec<RoutingLine>,
    now: u64,
}

impl Asked<'_> {
    fn at_home(&self, near: Option<&StockLocation>) -> Option<Promise> {
        let postcode = |raw: &str| raw.parse::<Postcode>().ok();
        let postcode = near.and_then(|near| postcode(&near.postcode));
        let postcode = postcode.or_else(|| SOMEWHERE.parse().ok())?;
        self.promise(RoutingMethod::Ship { postcode })
    }

    fn at_store(&self, store: &StockLocation) -> Option<Promise> {
        let at = store.handle.clone();
        self.promise(RoutingMethod::Pickup { at })
    }

    /// When the last parcel is there; `None` where something is missing.
    fn promise(&self, method: RoutingMethod) -> Option<Promise> {
        let locations = self.storefront.catalogue.locations().iter();
        let routed = route(&RoutingRequest {
            lines: self.lines.clone(),
            method,
            preferred: None,
            candidates: locations.map(|place| self.candidate(place)).collect(),
            rules: &self.storefront.rules,
            now: self.now,
        });
        if !routed.missing.is_empty() {
            return None;
        }
        let promises = routed.parcels.into_iter().map(|parcel| parcel.promise);
        promises.max_by_key(|promise| (promise.until(), *promise))
    }

    fn candidate<'p>(&self, location: &'p StockLocation) -> Candidate<'p> {
        let has = |line: &RoutingLine| {
            let has = self.has(line, |place| place.handle == location.handle);
            // What is told as plenty is enough for any cart.
            let has = if has < LocationStock::TOLD {
                has
            } else {
                Quantity::MAX
            };
            (line.sku.clone(), has)
        };
        Candidate {
            location,
            available: self.lines.iter().map(has).collect(),
            open: 0,
            excluded: None,
        }
    }

    fn available(&self, at: impl Fn(&StockLocation) -> bool) -> u32 {
        let fewest = self.lines.iter().map(|line| self.has(line, &at)).min();
        fewest.unwrap_or_default().min(LocationStock::TOLD)
    }

    fn has(&self, line: &RoutingLine, at: impl Fn(&StockLocation) -> bool) -> u32 {
        let catalogue = &self.storefront.catalogue;
        let levels = catalogue.stock(&line.sku).iter().zip(catalogue.locations());
        let there = levels.filter(|(_, place)| at(place));
        there.fold(0, |sum, (level, _)| sum.saturating_add(level.available()))
    }
}
