//! How many of each variant lie where: [`levels`], decided by the SKU and the location alone.

use super::chance::draw;
use super::schema::{LocationEntry, StockProfile};
use baguni_commerce::{LocationKind, StockLevel};
use std::cmp::Reverse;

/// The handles of the locations that hold a variant, and how much of it: what is available, and
/// what is kept back there besides.
pub fn levels<'a>(
    sku: &str,
    profile: &StockProfile,
    locations: &'a [LocationEntry],
) -> Vec<(&'a str, StockLevel)> {
    let held = |place: &'a LocationEntry| {
        let safety = place.kind.safety();
        let level = StockLevel {
            safety,
            ..StockLevel::of(count(sku, profile, place) + safety)
        };
        (place.handle.as_str(), level)
    };
    let places: Vec<&LocationEntry> = match profile {
        StockProfile::Gone | StockProfile::Order => Vec::new(),
        StockProfile::Plenty => locations.iter().collect(),
        StockProfile::Warehouse => of_kind(locations, LocationKind::Warehouse).collect(),
        StockProfile::Last => stores_by_lot(sku, locations).into_iter().take(1).collect(),
        StockProfile::Only(handle) => locations.iter().filter(|at| at.handle == *handle).collect(),
        StockProfile::Usual => usual_places(sku, locations),
    };
    places.into_iter().map(held).collect()
}

/// Two to four shops, and nearly always the warehouse. One variant in thirty has run out.
fn usual_places<'a>(sku: &str, locations: &'a [LocationEntry]) -> Vec<&'a LocationEntry> {
    if draw(&[sku, "run out"], 30) == 0 {
        return Vec::new();
    }
    let stores =
        2 + usize::from(draw(&[sku, "some"], 3) > 0) + usize::from(draw(&[sku, "many"], 3) == 0);
    let awaited = draw(&[sku, "awaited"], 12) == 0;
    let warehouses = of_kind(locations, LocationKind::Warehouse).filter(|_| !awaited);
    warehouses
        .chain(stores_by_lot(sku, locations).into_iter().take(stores))
        .collect()
}

/// The shops, larger ones more often first.
fn stores_by_lot<'a>(sku: &str, locations: &'a [LocationEntry]) -> Vec<&'a LocationEntry> {
    let mut stores: Vec<_> = of_kind(locations, LocationKind::Store).collect();
    let lot = |at: &LocationEntry| draw(&[sku, &at.handle, "lot"], 100) + u64::from(at.size) * 12;
    stores.sort_by_key(|at| Reverse(lot(at)));
    stores
}

fn of_kind(
    locations: &[LocationEntry],
    kind: LocationKind,
) -> impl Iterator<Item = &LocationEntry> {
    locations
        .iter()
        .filter(move |location| location.kind == kind)
}

fn count(sku: &str, profile: &StockProfile, at: &LocationEntry) -> u32 {
    let (least, more) = match (profile, at.kind) {
        (StockProfile::Last, _) => (1, 1),
        (StockProfile::Only(_), _) => (2, 5),
        (StockProfile::Plenty, LocationKind::Warehouse) => (60, 180),
        (StockProfile::Plenty, LocationKind::Store) => (5, 4 * u64::from(at.size)),
        (_, LocationKind::Warehouse) => (4, 44),
        (_, LocationKind::Store) => (1, 2 + u64::from(at.size)),
    };
    least + u32::try_from(draw(&[sku, &at.handle, "count"], more)).unwrap_or(0)
}
