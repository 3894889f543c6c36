//! Whether the process lives, and whether it can serve shoppers.

use super::Shop;
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::sync::Arc;

/// It answers, so it lives.
pub async fn alive() -> &'static str {
    "ok\n"
}

/// 200 when the database answers and a catalogue is loaded, else 503; why, is in the body. A
/// catalogue that could not be reloaded is still served, and only told of.
pub async fn ready(State(shop): State<Arc<Shop>>) -> Response {
    let database = shop
        .storage
        .revision()
        .await
        .map_err(|error| error.to_string());
    let storefront = shop.catalogue.current();
    let status = match database {
        Ok(_) => StatusCode::OK,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE,
    };
    let body = json!({
        "ready": database.is_ok(),
        "database": { "error": database.err() },
        "catalogue": {
            "revision": storefront.revision(),
            "products": storefront.catalogue().products().len(),
            "reload_error": shop.catalogue.failing(),
        },
    });
    (status, [(CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
