//! One file for each address.

pub mod cart;
pub mod collection;
pub mod home;
pub mod not_found;
pub mod product;
pub mod search;
pub mod stores;
pub mod wishlist;

use baguni_api::paths::query_pairs;
use baguni_commerce::{Handle, ListingQuery};
use leptos_router::params::ParamsMap;

/// The handle in an address; `None` where no handle could be spelled so.
fn param_handle(params: &ParamsMap) -> Option<Handle> {
    params.get_str("handle")?.parse().ok()
}

/// The list that an address's query asks for.
fn query_of(search: &str) -> ListingQuery {
    let pairs = query_pairs(search);
    ListingQuery::from_pairs(
        pairs
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str())),
    )
}
