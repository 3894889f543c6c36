//! Lists of products as shoppers narrow and order them: facets with counts, price range, stock at
//! a place, sort and pages. A query has one spelling in an address.

mod facets;
mod index;
mod narrow;
mod query;
mod sizes;
mod stocked;
#[cfg(test)]
mod tests;

pub use facets::facet_key;
pub(crate) use index::ListingIndex;
pub use query::{ListingQuery, PriceRange, Sort};
pub(crate) use stocked::Stocked;

use crate::catalogue::Catalogue;
use crate::locale::{Locale, Localization, Text};
use crate::stock::LocationKind;
use narrow::{Narrowing, Tally};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// One page of the candidates, which are product indices in their featured order, as the query
/// narrows and orders them. A page that the list does not have holds no products.
pub fn list(
    catalogue: &Catalogue,
    candidates: &[usize],
    query: &ListingQuery,
    shown: Localization,
) -> Listing {
    let index = catalogue.listing_index();
    let place = query.at.as_ref().and_then(|at| catalogue.location(at));
    let stocked = catalogue.stocked();
    let narrowing = Narrowing::new((index, stocked), query, place, shown.currency);
    let mut tally = narrowing.tally(candidates);
    sort((index, stocked), &mut tally.products, query.sort, shown);
    let size = ListingQuery::PAGE_SIZE;
    Listing {
        products: page(&tally.products, query.page),
        total: facets::number(tally.products.len()),
        page: query.page,
        pages: facets::number(tally.products.len().div_ceil(size).max(1)),
        facets: shown_facets(index, &narrowing, &tally, shown.locale),
        price_bounds: tally.price_bounds(shown.currency),
        stocked_at: stocked_at(catalogue, &tally),
        in_stock: tally.in_stock,
        on_sale: tally.on_sale,
    }
}

fn page(products: &[usize], page: u32) -> Vec<usize> {
    let size = ListingQuery::PAGE_SIZE;
    let before = (page as usize)
        .checked_sub(1)
        .and_then(|n| n.checked_mul(size));
    let rest = before.and_then(|before| products.get(before..));
    rest.unwrap_or(&[]).iter().take(size).copied().collect()
}

/// What is alike in the order asked for stays in its featured order.
fn sort(
    (index, stocked): (&ListingIndex, &Stocked),
    products: &mut [usize],
    order: Sort,
    shown: Localization,
) {
    let column = index::column(shown.currency);
    let row = |at: &usize| &index.products[*at];
    match order {
        Sort::Featured => products.sort_by_key(|at| stocked.is_sold_out(*at)),
        Sort::New => products.sort_by_key(|at| Reverse(row(at).published_at)),
        Sort::PriceAsc => products.sort_by_key(|at| row(at).price[column]),
        Sort::PriceDesc => products.sort_by_key(|at| Reverse(row(at).price[column])),
        Sort::Discount => products.sort_by_key(|at| Reverse(row(at).percent_off[column])),
    }
}

fn stocked_at(catalogue: &Catalogue, tally: &Tally) -> Vec<(usize, u32)> {
    let locations = catalogue.locations().iter().enumerate();
    locations
        .filter(|(_, location)| location.kind == LocationKind::Store)
        .map(|(at, _)| (at, tally.places.get(at).copied().unwrap_or(0)))
        .collect()
}

/// Facets with something to choose between, or something chosen.
fn shown_facets(
    index: &ListingIndex,
    narrowing: &Narrowing,
    tally: &Tally,
    locale: Locale,
) -> Vec<Facet> {
    let mut facets = Vec::new();
    for at in index.facets.in_order() {
        let names = &index.facets.facets[at as usize];
        let values = shown_values(index, at, narrowing, tally, locale);
        let has_chosen = values.iter().any(|value| value.selected);
        let has_room = facets.len() < Facet::MAX && values.len() >= 2;
        if has_chosen || has_room {
            facets.push(Facet {
                key: names.key.clone(),
                name: names.name.clone(),
                values,
            });
        }
    }
    facets
}

fn shown_values(
    index: &ListingIndex,
    facet: u32,
    narrowing: &Narrowing,
    tally: &Tally,
    locale: Locale,
) -> Vec<FacetValue> {
    let facet = &index.facets.facets[facet as usize];
    let mut shown: Vec<u32> = facet.values.clone();
    shown.retain(|value| tally.values.of(*value) > 0 || narrowing.is_chosen(*value));
    let name = |value: &u32| &index.facets.values[*value as usize];
    shown.sort_by_cached_key(|value| {
        let name = name(value).name.get(locale).to_owned();
        (Reverse(tally.values.of(*value)), name)
    });
    let mut left = FacetValue::MAX;
    shown.retain(|value| {
        left = left.saturating_sub(1);
        left > 0 || narrowing.is_chosen(*value)
    });
    if facet.is_sized {
        shown.sort_by_key(|value| name(value).rank);
    }
    let value = |value: &u32| FacetValue {
        key: name(value).key.clone(),
        name: name(value).name.clone(),
        swatch: name(value).swatch.clone(),
        count: tally.values.of(*value),
        selected: narrowing.is_chosen(*value),
    };
    shown.iter().map(value).collect()
}

/// One way of narrowing a list, with the counts of what would be shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    pub key: String,
    pub name: Text,
    pub values: Vec<FacetValue>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetValue {
    pub key: String,
    pub name: Text,
    pub swatch: Option<String>,
    /// How many products the list would have with this value chosen in its facet alone and all
    /// other facets as they are.
    pub count: u32,
    pub selected: bool,
}

/// One page of a list. Products are indices into the catalogue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    pub products: Vec<usize>,
    pub total: u32,
    /// From 1.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    pub facets: Vec<Facet>,
    /// The cheapest and the dearest of the list before the price range narrowed it.
    pub price_bounds: PriceRange,
    /// For each walk-in location, by its index, how many of the list it has.
    pub stocked_at: Vec<(usize, u32)>,
    pub in_stock: u32,
    pub on_sale: u32,
}

impl Facet {
    /// Facets shown beside a list; a chosen one is shown whatever their number.
    pub const MAX: usize = 12;
}

impl FacetValue {
    /// Values shown of a facet are fewer than this, the most frequent, and whatever is chosen.
    pub const MAX: usize = 101;
}
