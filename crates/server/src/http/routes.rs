//! The table of everything the server answers.

use super::{Shop, assets, forms, guard, health, json, media, security};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{any, get, post};
use baguni_api::{forms as form_paths, paths};
use baguni_commerce::Locale;
use std::sync::Arc;

/// The largest body of a request, in bytes.
const MAX_BODY: usize = 64 * 1024;

pub fn router(shop: Arc<Shop>) -> Router {
    Router::new()
        .merge(answers())
        .merge(all_forms())
        .route("/media/{file}", get(media::file))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .fallback_service(get(assets::or_page).with_state(Arc::clone(&shop)))
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn(guard::address))
        .layer(from_fn_with_state(guard::Limits::default(), guard::answer))
        .layer(from_fn_with_state(Arc::clone(&shop), security::headers))
        .with_state(shop)
}

/// The questions of `baguni_api::StorefrontApi`.
fn answers() -> Router<Arc<Shop>> {
    Router::new()
        .route(paths::FRAME, get(json::frame))
        .route(paths::HOME, get(json::home))
        .route(paths::COLLECTION, get(json::collection))
        .route(paths::PRODUCT, get(json::product))
        .route(paths::SEARCH, get(json::search))
        .route(paths::SUGGEST, get(json::suggest))
        .route(paths::VARIANTS, get(json::variants))
        .route(paths::CARDS, get(json::cards))
        .route(paths::STORES, get(json::stores))
        .route(paths::STORE, get(json::store_page))
        .route("/api/{*rest}", any(json::unknown))
}

/// The forms stand under each language's prefix, so that either spelling works.
fn all_forms() -> Router<Arc<Shop>> {
    Locale::ALL
        .into_iter()
        .fold(Router::new(), |routes, locale| {
            routes
                .route(
                    &locale.href(form_paths::ADD_TO_CART),
                    post(forms::add_to_cart),
                )
                .route(
                    &locale.href(form_paths::CHANGE_LINE),
                    post(forms::change_line),
                )
                .route(
                    &locale.href(form_paths::TOGGLE_WISH),
                    post(forms::toggle_wish),
                )
                .route(&locale.href(form_paths::PREFER), post(forms::prefer))
        })
}
