//! The interface for other systems under `/api/v1`: products, stock, checkouts and orders in JSON,
//! to shoppers by their session and to systems by their key. `docs/api.md` shows it at work, and
//! [`document`] describes all of it.

mod asked;
mod caller;
mod checkouts;
mod command;
mod cursor;
mod guard;
mod locations;
mod openapi;
mod orders;
mod placing;
mod problem;
mod products;
mod shapes;
mod steps;
mod stock;
mod transfers;
mod words;

pub use caller::Limits;
pub use openapi::document;
pub(super) use problem::refusal;

use super::Shop;
use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodRouter, any, get, post};
use problem::{Kind, Problem};
use std::sync::Arc;

/// Something that can be asked.
struct Route {
    method: &'static str,
    path: &'static str,
    handler: MethodRouter<Arc<Shop>>,
}

fn reads<H, T>(path: &'static str, handler: H) -> Route
where
    H: Handler<T, Arc<Shop>>,
    T: 'static,
{
    Route {
        method: "GET",
        path,
        handler: get(handler),
    }
}

fn acts<H, T>(path: &'static str, handler: H) -> Route
where
    H: Handler<T, Arc<Shop>>,
    T: 'static,
{
    Route {
        method: "POST",
        path,
        handler: post(handler),
    }
}

fn table() -> Vec<Route> {
    vec![
        reads("/api/v1/openapi.json", openapi::show),
        reads("/api/v1/problems/{code}", problem::explain),
        reads("/api/v1/products", products::list),
        reads("/api/v1/products/{handle}", products::one),
        reads("/api/v1/locations", locations::list),
        reads("/api/v1/stock", stock::list),
        acts("/api/v1/stock/adjustments", stock::adjust),
        reads("/api/v1/stock/transfers", transfers::list),
        acts("/api/v1/stock/transfers", transfers::send),
        acts("/api/v1/stock/transfers/{id}/receive", transfers::receive),
        acts("/api/v1/checkouts", checkouts::price),
        reads("/api/v1/orders", orders::list),
        acts("/api/v1/orders", placing::place),
        reads("/api/v1/orders/{number}", orders::one),
        acts("/api/v1/orders/{number}/cancel", steps::cancel),
        acts("/api/v1/orders/{number}/collect", steps::collect),
        acts(
            "/api/v1/orders/{number}/fulfillments/{id}/{step}",
            steps::step,
        ),
    ]
}

/// Every method and path of the interface.
pub fn routes() -> Vec<(&'static str, &'static str)> {
    let table = table().into_iter();
    table.map(|route| (route.method, route.path)).collect()
}

pub(super) fn router(shop: &Arc<Shop>) -> Router<Arc<Shop>> {
    let nothing = || async { Problem::of(Kind::NotFound) };
    table()
        .into_iter()
        .fold(Router::new(), |routes, route| {
            routes.route(route.path, route.handler)
        })
        .route("/api/v1/{*rest}", any(nothing))
        .layer(from_fn_with_state(Arc::clone(shop), guard::guard))
}
