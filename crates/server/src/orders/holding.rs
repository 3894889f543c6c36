//! What a checkout holds: places are chosen for its lines, and their stock is kept from others for a
//! while.

use super::checkout::{Checkout, Draft};
use super::{OrderError, now};
use crate::http::Shop;
use crate::storefront::Storefront;
use baguni_commerce::address::Postcode;
use baguni_commerce::checkout::CheckoutProblem;
use baguni_commerce::routing::{
    Candidate, Missing, Routed, RoutingLine, RoutingMethod, RoutingRequest, route,
};
use baguni_commerce::stock::{ReservationId, Take};
use baguni_commerce::{Handle, Sku, StockLevel};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const MINUTE: u64 = 60 * 1_000;
/// How long stock is held after the shopper did something.
pub const HOLD: u64 = 10 * MINUTE;
/// How long it is held at most, whatever the shopper does.
pub const LONGEST_HOLD: u64 = 30 * MINUTE;
/// How often places are chosen anew when others take stock at the same moment.
const ATTEMPTS: u32 = 3;

/// By SKU, what each place has.
pub(super) type Levels = BTreeMap<Sku, Vec<(Handle, StockLevel)>>;

/// How places stand: what each has, and how many parts of orders it has to take care of.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    pub levels: &'a Levels,
    pub loads: &'a BTreeMap<Handle, u32>,
}

/// What is held, and since when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub routed: Option<Routed>,
    /// Milliseconds since 1970.
    pub since: u64,
    pub until: u64,
}

/// Chooses places for the lines of a checkout and holds their stock. What cannot be had is told.
pub(super) async fn hold(
    shop: &Shop,
    storefront: &Storefront,
    checkout: &mut Checkout,
    problems: &mut Vec<CheckoutProblem>,
) -> Result<(), OrderError> {
    let lines = lines(storefront, &checkout.draft, problems);
    let id = ReservationId(checkout.id.0);
    let loads = shop.storage.loads().await?;
    for attempt in 1..=ATTEMPTS {
        let levels = levels(shop, checkout, &lines).await?;
        let places = Places {
            levels: &levels,
            loads: &loads,
        };
        let method = method(&checkout.draft);
        let routed = routed(shop, storefront, (&lines, places), method);
        if !routed.missing.is_empty() {
            problems.extend(missing(&routed.missing, &lines));
            checkout.draft.held.routed = None;
            shop.storage.release(id, "not_available", now()).await?;
            return Ok(());
        }
        let (since, until) = life(&checkout.draft.held);
        let takes = takes(&routed, &lines);
        match shop.storage.reserve(id, takes, until, now()).await? {
            Ok(()) => {
                let routed = Some(routed);
                checkout.draft.held = Held {
                    routed,
                    since,
                    until,
                };
                shop.orders.wake();
                return Ok(());
            }
            Err(short) if attempt == ATTEMPTS => {
                let short = short.into_iter();
                problems.extend(
                    short.map(|short| CheckoutProblem::SoldOut(short.sku, short.available)),
                );
                checkout.draft.held.routed = None;
            }
            // Somebody was faster: other places may still have it.
            Err(_) => {}
        }
    }
    Ok(())
}

/// A hold that has run its longest begins anew only after it has ended, so that somebody else has
/// had the chance.
fn life(held: &Held) -> (u64, u64) {
    let now = now();
    let since = match held.until > now {
        true => held.since,
        false => now,
    };
    (since, (now + HOLD).min(since + LONGEST_HOLD))
}

pub(super) fn lines(
    storefront: &Storefront,
    draft: &Draft,
    problems: &mut Vec<CheckoutProblem>,
) -> Vec<RoutingLine> {
    let mut lines = Vec::new();
    for (sku, quantity) in draft.lines.iter() {
        match storefront.catalogue().variant(sku) {
            Some((_, variant)) => lines.push(RoutingLine {
                sku: sku.clone(),
                quantity: quantity.get(),
                backorder: variant.sell_without_stock,
            }),
            None => problems.push(CheckoutProblem::Gone(sku.clone())),
        }
    }
    lines
}

/// What each place has of lines, with what this checkout holds of it.
pub(super) async fn levels(
    shop: &Shop,
    checkout: &Checkout,
    lines: &[RoutingLine],
) -> Result<Levels, OrderError> {
    let skus: Vec<Sku> = lines.iter().map(|line| line.sku.clone()).collect();
    let mut levels = shop.storage.levels_of(&skus, now()).await?;
    let id = ReservationId(checkout.id.0);
    for own in shop.storage.reserved(id, now()).await? {
        give_back(&mut levels, &own);
    }
    Ok(levels)
}

pub(super) fn routed(
    shop: &Shop,
    storefront: &Storefront,
    (lines, places): (&[RoutingLine], Places<'_>),
    method: RoutingMethod,
) -> Routed {
    let none_left_out = BTreeMap::new();
    let locations = storefront.catalogue().locations();
    route(&RoutingRequest {
        lines: lines.to_vec(),
        method,
        preferred: None,
        candidates: Candidate::all(locations, places.levels, places.loads, &none_left_out),
        rules: &shop.orders.rules,
        now: now(),
    })
}

/// To a checkout what it holds already is as good as free.
fn give_back(levels: &mut Levels, own: &Take) {
    let there = levels.get_mut(&own.sku).into_iter().flatten();
    for (_, level) in there.filter(|(place, _)| *place == own.location) {
        level.reserved = level.reserved.saturating_sub(own.quantity);
    }
}

/// As it was chosen; before that to the middle of the country's largest city.
fn method(draft: &Draft) -> RoutingMethod {
    let form = &draft.form;
    match (form.method.as_str(), form.location.parse::<Handle>()) {
        ("pickup", Ok(at)) => RoutingMethod::Pickup { at },
        _ => shipped(draft),
    }
}

/// As it would be shipped, whatever is chosen.
pub(super) fn shipped(draft: &Draft) -> RoutingMethod {
    RoutingMethod::Ship {
        postcode: postcode(&draft.form.address.postcode)
            .unwrap_or_else(|| postcode("04524").expect("the city hall of Seoul has five digits")),
    }
}

fn postcode(raw: &str) -> Option<Postcode> {
    raw.parse().ok()
}

fn takes(routed: &Routed, lines: &[RoutingLine]) -> Vec<Take> {
    let made = |sku: &Sku| lines.iter().any(|line| line.sku == *sku && line.backorder);
    let parcels = routed.parcels.iter();
    parcels
        .flat_map(|parcel| {
            let lines = parcel.lines.iter().filter(|(sku, _)| !made(sku));
            lines.map(|(sku, quantity)| Take {
                sku: sku.clone(),
                location: parcel.location.clone(),
                quantity: *quantity,
            })
        })
        .collect()
}

/// What is not there is sold out; what is there, but in too many places, is not.
fn missing(missing: &[Missing], lines: &[RoutingLine]) -> Vec<CheckoutProblem> {
    let wanted = |sku: &Sku| {
        let lines = lines.iter().filter(|line| line.sku == *sku);
        lines.map(|line| u64::from(line.quantity)).sum::<u64>()
    };
    let (scattered, short): (Vec<_>, Vec<_>) = missing
        .iter()
        .partition(|missing| u64::from(missing.available) >= wanted(&missing.sku));
    let short = short
        .into_iter()
        .map(|missing| CheckoutProblem::SoldOut(missing.sku.clone(), missing.available));
    let mut problems: Vec<_> = short.collect();
    if !scattered.is_empty() {
        let skus = scattered.into_iter().map(|missing| missing.sku.clone());
        problems.push(CheckoutProblem::NotTogether(skus.collect()));
    }
    problems
}
