//! The table of everything the server answers.

use super::metrics::{self, RouteClass};
use super::{
    Shop, accounts, api, assets, checkout, feeds, forms, guard, guests, health, json, kiosk, media,
    payments, security, sitemap, staff, sync,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state, map_response};
use axum::response::Response;
use axum::routing::{any, get, post};
use baguni_api::{account, forms as form_paths, orders, paths};
use baguni_commerce::Locale;
use std::sync::Arc;

/// The largest body of a request, in bytes.
const MAX_BODY: usize = 64 * 1024;

/// Everything that shoppers, their browsers and search engines ask for.
pub fn router(shop: Arc<Shop>) -> Router {
    // Whoever was first has set it to the same.
    let _ = any_spawner::Executor::init_tokio();
    shop.switchboard.start(&shop);
    let limits = guard::Limits::default();
    let guests = from_fn_with_state(Arc::clone(&shop), guests::limited);
    Router::new()
        .merge(classed("json", answers()))
        .merge(classed("form", preferences()))
        .merge(classed("form", all_forms().layer(guests.clone())))
        .merge(classed("json", to_begin().layer(guests.clone())))
        .merge(classed("api", api::router(&shop)))
        .merge(classed("sync", screens()))
        .merge(classed("account", accounts()))
        .merge(classed("checkout", to_order()))
        .merge(classed("order", super::orders::routes()))
        .merge(classed("handoff", super::handoff::routes()))
        .merge(classed("payment", to_pay()))
        .merge(classed("staff", staff::routes()))
        .merge(classed("kiosk", kiosk::routes()))
        .merge(classed(
            "media",
            Router::new().route("/media/{file}", get(media::file)),
        ))
        .merge(classed("listing", for_robots()))
        .fallback_service(
            get(assets::or_page)
                .layer(guests)
                .with_state(Arc::clone(&shop)),
        )
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(from_fn_with_state(Arc::clone(&shop), kiosk::confine))
        .layer(from_fn(guard::address))
        .layer(from_fn_with_state(limits, guard::answer))
        // A shop that is full lives.
        .merge(classed("health", health_checks()))
        .layer(from_fn_with_state(Arc::clone(&shop), security::headers))
        .layer(from_fn_with_state(Arc::clone(&shop), metrics::observe))
        .with_state(shop)
}

/// What is told at an address of its own, which shoppers do not reach.
pub fn metrics_router(shop: Arc<Shop>) -> Router {
    Router::new()
        .route("/metrics", get(metrics::told))
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
        .route(paths::SHARED_WISHLIST, get(json::shared_wishlist))
        .route("/api/", any(json::unknown))
        .route("/api/{*rest}", any(json::unknown))
}

/// What makes somebody of whoever has pressed something.
fn to_begin() -> Router<Arc<Shop>> {
    Router::new().route(paths::SESSION, post(accounts::open_session))
}

/// Where the screens of shoppers connect.
fn screens() -> Router<Arc<Shop>> {
    let frames = post(sync::frames).layer(DefaultBodyLimit::max(sync::MAX_FRAMES));
    Router::new()
        .route(paths::SYNC_SOCKET, get(sync::socket))
        .route(paths::SYNC_FRAMES, frames)
        .route(paths::SYNC_EVENTS, get(sync::events))
        .route(paths::SHARED_EVENTS, get(sync::shared_events))
        .route(paths::STOCK_EVENTS, get(sync::stock_events))
}

/// The forms stand under each language's prefix, so that either spelling works.
fn all_forms() -> Router<Arc<Shop>> {
    Locale::ALL
        .into_iter()
        .fold(Router::new(), |routes, locale| {
            let at = |path| locale.href(path);
            routes
                .route(&at(form_paths::ADD_TO_CART), post(forms::add_to_cart))
                .route(&at(form_paths::ADD_LINES), post(forms::add_lines))
                .route(&at(form_paths::CHANGE_LINE), post(forms::change_line))
                .route(&at(form_paths::CLEAR_LIST), post(forms::clear_list))
                .route(&at(form_paths::MOVE_LINE), post(forms::move_line))
                .route(&at(form_paths::COPY_LINE), post(forms::copy_line))
                .route(&at(form_paths::TOGGLE_WISH), post(forms::toggle_wish))
                .route(&at(form_paths::BEGIN_WISHLIST), post(forms::begin_wishlist))
                .route(
                    &at(form_paths::RENAME_WISHLIST),
                    post(forms::rename_wishlist),
                )
                .route(
                    &at(form_paths::DISCARD_WISHLIST),
                    post(forms::discard_wishlist),
                )
                .route(&at(form_paths::SHARE_WISHLIST), post(forms::share_wishlist))
        })
}

/// These make nobody of whoever posts them.
fn preferences() -> Router<Arc<Shop>> {
    Locale::ALL
        .into_iter()
        .fold(Router::new(), |routes, locale| {
            routes.route(&locale.href(form_paths::PREFER), post(forms::prefer))
        })
}

/// Pages that only their shopper may see, and the forms on them.
fn accounts() -> Router<Arc<Shop>> {
    use accounts::{forms, pages};
    let reset_forms = get(pages::new_password).post(forms::new_password);
    Locale::ALL
        .into_iter()
        .fold(Router::new(), |routes, locale| {
            let at = |path| locale.href(path);
            let sign_up = get(pages::sign_up).post(forms::sign_up);
            routes
                .route(&at(account::OVERVIEW), get(pages::overview))
                .route(
                    &at(account::SIGN_IN),
                    get(pages::sign_in).post(forms::sign_in),
                )
                .route(&at(account::SIGN_UP), sign_up)
                .route(&at(account::SIGN_OUT), post(forms::sign_out))
                .route(&at(account::RESET), get(pages::reset).post(forms::reset))
                .route(&at(account::NEW_PASSWORD), reset_forms.clone())
                .route(&at(account::DEVICES), get(pages::devices))
                .route(&at(account::REVOKE), post(forms::revoke))
                .route(&at(account::REVOKE_OTHERS), post(forms::revoke_others))
                .route(&at(account::RENAME), post(forms::rename))
        })
}

/// From the cart to the order.
fn to_order() -> Router<Arc<Shop>> {
    use checkout::{fill, review};
    Locale::ALL
        .into_iter()
        .fold(Router::new(), |routes, locale| {
            let at = |path| locale.href(path);
            routes
                .route(&at(orders::CHECKOUT), get(fill::show).post(fill::take))
                .route(&at(orders::REVIEW), get(review::show).post(review::take))
        })
}

/// The page of the provider for trying, and what providers send.
fn to_pay() -> Router<Arc<Shop>> {
    use payments::page;
    let notify = post(payments::notify);
    let routes = Router::new().route("/api/payments/{provider}/notify", notify);
    Locale::ALL.into_iter().fold(routes, |routes, locale| {
        let page = get(page::show).post(page::choose);
        routes.route(&locale.href(page::PATH), page)
    })
}

fn for_robots() -> Router<Arc<Shop>> {
    let routes = Router::new()
        .route("/sitemap.xml", get(sitemap::whole))
        .route("/sitemaps/{file}", get(sitemap::part))
        .route("/robots.txt", get(sitemap::robots));
    Locale::ALL.into_iter().fold(routes, |routes, locale| {
        routes.route(&locale.href("/feeds/google.xml"), get(feeds::google))
    })
}

fn health_checks() -> Router<Arc<Shop>> {
    Router::new()
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
}

/// Says of every answer of these routes what was asked.
fn classed(class: &'static str, routes: Router<Arc<Shop>>) -> Router<Arc<Shop>> {
    routes.layer(map_response(move |mut response: Response| async move {
        response.extensions_mut().insert(RouteClass(class));
        response
    }))
}
