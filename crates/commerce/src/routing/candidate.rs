//! The places of a request, and which of them may send anything at all.

use super::{RoutingLine, RoutingMethod, RoutingRequest, RoutingRules};
use crate::address::{Postcode, distance_km};
use crate::calendar::MINUTE;
use crate::ident::{Handle, Sku};
use crate::stock::{LocationKind, StockLevel, StockLocation};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A place that may send something. A request names each place once.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    pub location: &'a StockLocation,
    /// What it can promise after its safety stock, of the SKUs asked for.
    pub available: BTreeMap<Sku, u32>,
    /// How many fulfilments it has open now.
    pub open: u32,
    pub excluded: Option<Exclusion>,
}

/// Why whoever asks leaves a place out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Exclusion {
    /// It has said that it cannot send this order.
    Rejected,
    /// It has not answered in time.
    TimedOut,
    /// It sends no orders.
    NotFulfilling,
}

/// Why a place sends nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ineligible {
    Excluded(Exclusion),
    /// The store at which the shopper wants it has no door that ever opens.
    NoPickup,
    /// All of it is to come to this store from elsewhere.
    OwnStockKept,
    /// It has as many orders open as it can do.
    Full,
    /// It does not open soon enough.
    Closed,
    /// It is open, and closes before somebody could begin.
    LastCall,
    /// It has nothing of what is asked for.
    NoStock,
}

impl<'a> Candidate<'a> {
    /// Every place with what it has of what is asked for: `levels` by SKU, `open` fulfilments by
    /// place, and the places that are left out.
    pub fn all(
        locations: &'a [StockLocation],
        levels: &BTreeMap<Sku, Vec<(Handle, StockLevel)>>,
        open: &BTreeMap<Handle, u32>,
        excluded: &BTreeMap<Handle, Exclusion>,
    ) -> Vec<Self> {
        let candidate = |location: &'a StockLocation| {
            let has = |(sku, levels): (&Sku, &Vec<(Handle, StockLevel)>)| {
                let level = levels.iter().find(|(at, _)| *at == location.handle);
                level.map(|(_, level)| (sku.clone(), level.available()))
            };
            Candidate {
                location,
                available: levels.iter().filter_map(has).collect(),
                open: open.get(&location.handle).copied().unwrap_or_default(),
                excluded: excluded.get(&location.handle).copied(),
            }
        };
        locations.iter().map(candidate).collect()
    }
}

/// A request in the order and the figures that a choice needs.
pub(super) struct Field<'a> {
    pub request: &'a RoutingRequest<'a>,
    /// Each SKU once, by SKU.
    pub lines: Vec<RoutingLine>,
    /// Of each line: whether it is made or bought in for the order.
    pub made: Vec<bool>,
    /// By handle.
    pub places: Vec<Place<'a>>,
    /// The store to which it goes.
    pub store: Option<&'a StockLocation>,
}

pub(super) struct Place<'a> {
    pub candidate: &'a Candidate<'a>,
    pub refused: Option<Ineligible>,
    /// What it can send of each line, at most what is asked for.
    pub supply: Vec<u32>,
    pub km: Option<u32>,
    pub is_preferred: bool,
    /// Its row in the merchant's list.
    pub priority: usize,
    /// What it has of all lines together.
    pub atp: u64,
}

impl<'a> Field<'a> {
    /// Lines that may be sold without stock are made to order where there is not enough of them,
    /// and with `make_all` in any case.
    pub fn new(request: &'a RoutingRequest<'a>, make_all: bool) -> Self {
        let mut field = Self {
            request,
            lines: together(&request.lines),
            made: Vec::new(),
            places: Vec::new(),
            store: store(request),
        };
        field.places = request
            .candidates
            .iter()
            .map(|candidate| field.place(candidate))
            .collect();
        field.places.sort_by(|a, b| a.handle().cmp(b.handle()));
        field.places.dedup_by(|a, b| a.handle() == b.handle());
        field.made = (0..field.lines.len())
            .map(|row| {
                let line = &field.lines[row];
                let enough = field.available(row) >= u64::from(line.quantity);
                line.backorder && (make_all || !enough)
            })
            .collect();
        field.make();
        field.refuse_empty();
        field
    }

    /// What all places that may send have of a line.
    pub fn available(&self, row: usize) -> u64 {
        let sku = &self.lines[row].sku;
        let willing = self.places.iter().filter(|place| place.may_send());
        willing.map(|place| u64::from(place.has(sku))).sum()
    }

    /// Whether a line that may be sold without stock is taken from stock.
    pub fn could_make_more(&self) -> bool {
        let mut lines = self.lines.iter().zip(&self.made);
        lines.any(|(line, made)| line.backorder && !made)
    }

    fn place(&self, candidate: &'a Candidate<'a>) -> Place<'a> {
        let refused = refusal(self.request, self.store, candidate);
        let rules = self.request.rules;
        let handle = &candidate.location.handle;
        let listed = rules.priority.iter().position(|other| other == handle);
        let mut place = Place {
            candidate,
            refused,
            supply: Vec::new(),
            km: self.distance(candidate),
            is_preferred: self.prefers(handle),
            priority: listed.unwrap_or(rules.priority.len()),
            atp: 0,
        };
        let has: Vec<u32> = self.lines.iter().map(|line| place.has(&line.sku)).collect();
        place.atp = has.iter().copied().map(u64::from).sum();
        let supply = |(has, line): (&u32, &RoutingLine)| match refused {
            Some(_) => 0,
            None => line.quantity.min(*has),
        };
        place.supply = has.iter().zip(&self.lines).map(supply).collect();
        place
    }

    fn prefers(&self, handle: &Handle) -> bool {
        let chosen = match &self.request.method {
            RoutingMethod::Pickup { at } => Some(at),
            _ => None,
        };
        chosen.or(self.request.preferred.as_ref()) == Some(handle)
    }

    fn distance(&self, candidate: &Candidate<'_>) -> Option<u32> {
        let to = match &self.request.method {
            RoutingMethod::Ship { postcode } => *postcode,
            _ => self.store?.postcode.parse::<Postcode>().ok()?,
        };
        distance_km(candidate.location.postcode.parse().ok()?, to)
    }

    /// Warehouses make or buy in what is made to order; stores do where there is no warehouse.
    fn make(&mut self) {
        let is_depot = |place: &Place<'_>| {
            place.may_send() && place.candidate.location.kind == LocationKind::Warehouse
        };
        let depots = self.places.iter().any(is_depot);
        for place in &mut self.places {
            let makes = place.may_send() && (!depots || is_depot(place));
            let rows = self.lines.iter().zip(&self.made).zip(&mut place.supply);
            for ((line, _), supply) in rows.filter(|((_, made), _)| **made) {
                *supply = if makes { line.quantity } else { 0 };
            }
        }
    }

    fn refuse_empty(&mut self) {
        for place in &mut self.places {
            if place.supply.iter().all(|supply| *supply == 0) {
                place.refused = place.refused.or(Some(Ineligible::NoStock));
            }
        }
    }
}

impl Place<'_> {
    pub fn handle(&self) -> &Handle {
        &self.candidate.location.handle
    }

    pub fn has(&self, sku: &Sku) -> u32 {
        self.candidate
            .available
            .get(sku)
            .copied()
            .unwrap_or_default()
    }

    pub fn may_send(&self) -> bool {
        self.refused.is_none() || self.refused == Some(Ineligible::NoStock)
    }
}

/// Each SKU once; none of nothing.
fn together(lines: &[RoutingLine]) -> Vec<RoutingLine> {
    let mut by_sku: BTreeMap<&Sku, (u32, bool)> = BTreeMap::new();
    for line in lines.iter().filter(|line| line.quantity > 0) {
        let (quantity, backorder) = by_sku.entry(&line.sku).or_default();
        *quantity = quantity.saturating_add(line.quantity);
        *backorder |= line.backorder;
    }
    by_sku
        .into_iter()
        .map(|(sku, (quantity, backorder))| RoutingLine {
            sku: sku.clone(),
            quantity,
            backorder,
        })
        .collect()
}

/// The store to which it goes, if shoppers can come there.
fn store<'a>(request: &RoutingRequest<'a>) -> Option<&'a StockLocation> {
    let at = request.method.store()?;
    let mut locations = request
        .candidates
        .iter()
        .map(|candidate| candidate.location);
    let store = locations.find(|location| location.handle == *at)?;
    let opens = store.next_hours(request.now).is_some();
    (store.kind == LocationKind::Store && opens).then_some(store)
}

impl RoutingMethod {
    fn store(&self) -> Option<&Handle> {
        match self {
            Self::Ship { .. } => None,
            Self::Pickup { at } | Self::ShipToStore { at } => Some(at),
        }
    }
}

/// Why a place may not send, whatever it has.
fn refusal(
    request: &RoutingRequest<'_>,
    store: Option<&StockLocation>,
    candidate: &Candidate<'_>,
) -> Option<Ineligible> {
    let location = candidate.location;
    if let Some(why) = candidate.excluded {
        return Some(Ineligible::Excluded(why));
    }
    if request.method.store().is_some() && store.is_none() {
        return Some(Ineligible::NoPickup);
    }
    match &request.method {
        RoutingMethod::ShipToStore { at } if *at == location.handle => {
            Some(Ineligible::OwnStockKept)
        }
        RoutingMethod::Pickup { at } if *at == location.handle => None,
        _ if location.kind == LocationKind::Warehouse => None,
        _ if candidate.open >= request.rules.store_capacity => Some(Ineligible::Full),
        _ => too_late(location, request.rules, request.now),
    }
}

/// Whether a store opens too late to begin, or closes too soon.
fn too_late(location: &StockLocation, rules: &RoutingRules, now: u64) -> Option<Ineligible> {
    let last_call = u64::from(rules.last_call) * MINUTE;
    let Some((opens, closes)) = location.next_hours(now) else {
        return Some(Ineligible::Closed);
    };
    if opens.max(now) + last_call <= closes {
        return (opens > now + hours(rules)).then_some(Ineligible::Closed);
    }
    let next = location.next_hours(closes);
    let too_late = next.is_none_or(|(opens, _)| opens > now + hours(rules));
    match opens <= now {
        true => too_late.then_some(Ineligible::LastCall),
        false => too_late.then_some(Ineligible::Closed),
    }
}

fn hours(rules: &RoutingRules) -> u64 {
    u64::from(rules.opens_within) * 60 * MINUTE
}
