//! The screens of those who work for the shop: `/staff`, and `/admin` for merchants. Pages that the
//! server draws whole, plain forms, and redirects.

#![allow(
    clippy::result_large_err,
    reason = "an error here is the whole answer, made once in a request and handed on"
)]

mod admin;
mod calls;
mod desk;
mod devices;
mod drawn;
mod forms;
mod live;
mod money;
mod pages;
mod pickups;
mod sale;
mod signing;
mod stock;
mod tickets;

use super::Shop;
use crate::accounts::random;
use axum::Router;
use axum::routing::{get, post};
use baguni_api::staff;
use baguni_commerce::CommandId;
use baguni_commerce::Locale;
use std::sync::Arc;

pub fn routes() -> Router<Arc<Shop>> {
    let routes = Router::new()
        .route(staff::EVENTS, get(live::events))
        .route(staff::STYLE, get(drawn::style))
        .route(staff::SCRIPT, get(drawn::script));
    Locale::ALL.into_iter().fold(routes, |routes, locale| {
        let at = |path| locale.href(path);
        routes
            .route(
                &at(staff::SIGN_IN),
                get(signing::page).post(signing::sign_in),
            )
            .route(&at(staff::SIGN_OUT), post(signing::sign_out))
            .route(&at(staff::PLACE), post(forms::place))
            .route(&at(staff::TODAY), get(pages::today))
            .route(&at(staff::WORK), get(pages::work))
            .route(&at(staff::PICK), get(pages::pick))
            .route(&at(staff::ORDER), get(pages::order))
            .route(&at(staff::PART), get(pages::part).post(forms::step))
            .route(&at(staff::COLLECT), post(money::collect))
            .route(&at(staff::REFUND), post(money::refund))
            .route(&at(staff::CHOOSE), post(money::choose))
            .route(
                &at(staff::HAND_OVER),
                get(pickups::page).post(pickups::look),
            )
            .route(&at(staff::STOCK), get(stock::page))
            .route(&at(staff::ADJUST), post(stock::adjust))
            .route(&at(staff::RECEIVE), post(stock::receive))
            .route(&at(staff::TRANSFER), post(stock::transfer))
            .route(
                &at(staff::TRANSFERS),
                get(stock::transfers).post(stock::arrive),
            )
            .route(&at(staff::SALE), get(sale::page))
            .route(&at(staff::BUYER), get(sale::buyer).post(sale::sell))
            .route(
                &at(staff::DEVICES),
                get(devices::page).post(devices::set_up),
            )
            .route(&at(staff::DEVICE), get(devices::one).post(devices::act))
            .route(&at(staff::CALL), post(calls::act))
            .route(&at(staff::ORDERS), get(admin::orders))
            .route(&at(staff::ADMIN_ORDER), get(admin::order))
            .route(&at(staff::CANCEL), post(admin::cancel))
    })
}

/// Names the command of a form that is being drawn.
fn command() -> String {
    CommandId(random()).to_string()
}
