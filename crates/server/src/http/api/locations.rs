//! Where the shop is: its stores to everybody, its warehouses to those who work here.

use super::caller::Caller;
use super::problem::Problem;
use super::shapes::{LocationList, LocationShape};
use crate::http::Shop;
use axum::Json;
use axum::extract::State;
use baguni_commerce::LocationKind;
use std::sync::Arc;

/// Stores, and to keys warehouses too.
#[utoipa::path(
    get, path = "/api/v1/locations", tag = "stock",
    responses((status = 200, description = "All of them", body = LocationList)),
    security((), ("key" = []))
)]
pub async fn list(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
) -> Result<Json<LocationList>, Problem> {
    let storefront = shop.catalogue.current();
    let locations = storefront.catalogue().locations().iter();
    let all = matches!(caller, Caller::System(_));
    let seen = locations.filter(|location| all || location.kind == LocationKind::Store);
    Ok(Json(LocationList {
        data: seen.map(LocationShape::from).collect(),
    }))
}
