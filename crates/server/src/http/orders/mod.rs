//! What browsers send and get for orders.

mod access;
mod events;
mod find;
mod forms;
mod mine;
mod page;

use crate::http::{Shop, plain};
use crate::orders::OrderError;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use baguni_api::orders as paths;
use baguni_commerce::Locale;
use std::sync::Arc;

/// The pages stand under each language's prefix, and what they post to and listen to with them.
pub fn routes() -> Router<Arc<Shop>> {
    let each = Locale::ALL.into_iter();
    each.fold(Router::new(), |routes, locale| {
        let at = |path| locale.href(path);
        routes
            .route(&at(paths::ORDER), get(page::show))
            .route(&at(paths::CANCEL), post(forms::cancel))
            .route(&at(paths::CHOOSE), post(forms::choose))
            .route(&at(paths::PAY), post(forms::pay))
            .route(&at(paths::EVENTS), get(events::follow))
            .route(&at(paths::FIND), get(find::show).post(find::find))
            .route(&at(paths::MINE), get(mine::mine))
    })
}

/// What is answered to something that went wrong for no fault of the shopper's.
fn failed(error: &OrderError) -> Response {
    tracing::warn!(%error, "a page of an order was not drawn");
    plain::page(StatusCode::SERVICE_UNAVAILABLE)
}
