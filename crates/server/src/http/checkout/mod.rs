//! The checkout over HTTP: two pages, each with its form. What was typed is kept with the checkout
//! and not in addresses, so every page may be loaded again.

pub mod fill;
pub mod review;
mod seen;

use super::posted::Posted;
use super::redirect::SeeOther;
use super::{Shop, pages, plain, visitor};
use crate::accounts::{Visitor, sessions};
use crate::orders::{OrderError, links};
use axum::extract::Request;
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni::pages::checkout::CheckoutSeen;
use baguni_api::orders as paths;
use baguni_commerce::order::OrderNumber;
use baguni_commerce::{CommandId, Locale};
use baguni_storage::CheckoutId;
use std::time::Instant;

/// Where there is nothing to order, and where that is said.
const CART: &str = "/cart";

/// Who asks, if anybody has put anything into a cart.
async fn known(shop: &Shop, headers: &HeaderMap) -> Result<Option<Visitor>, Response> {
    let visitor = sessions::of(shop, headers).await;
    visitor.map_err(|error| failed(error.into()))
}

/// Who posts, unless they post too often.
async fn posting(shop: &Shop, posted: &Posted) -> Result<Visitor, Response> {
    let visitor = known(shop, &posted.headers).await?;
    let visitor = visitor.ok_or_else(|| plain::page(StatusCode::NOT_FOUND))?;
    match shop.orders.presses.take(&visitor.session.0, Instant::now()) {
        Ok(()) => Ok(visitor),
        Err(wait) => {
            let mut response = plain::page(StatusCode::TOO_MANY_REQUESTS);
            let seconds = HeaderValue::from(wait.as_secs() + 1);
            response.headers_mut().insert(RETRY_AFTER, seconds);
            Err(response)
        }
    }
}

/// The checkout that a form was drawn for. What cannot be an id is nobody's.
fn named(posted: &Posted) -> Result<CheckoutId, OrderError> {
    let raw = posted.field("checkout").unwrap_or_default();
    let id: CommandId = raw.parse().map_err(|_| OrderError::NoCheckout)?;
    Ok(CheckoutId(id.0))
}

/// The order of a checkout, for whoever placed it. An account's needs no key.
async fn order_page(
    shop: &Shop,
    visitor: &Visitor,
    number: OrderNumber,
    locale: Locale,
) -> Result<String, OrderError> {
    let path = match visitor.account {
        Some(_) => paths::at(paths::ORDER, number),
        None => {
            let key = links::sign(shop, links::Grant::Order(number)).await?;
            paths::with_key(number, &key)
        }
    };
    Ok(locale.href(&path))
}

async fn draw(shop: &Shop, request: Request, seen: CheckoutSeen) -> Response {
    let mut visit = visitor::visit(shop, request.headers(), request.uri());
    visit.private = Some(seen.page());
    pages::drawn(shop, request, visit).await
}

fn see(path: &str) -> Response {
    SeeOther(path).into_response()
}

fn failed(error: OrderError) -> Response {
    match error {
        // Somebody else's is none.
        OrderError::NoCheckout | OrderError::NoOrder => plain::page(StatusCode::NOT_FOUND),
        error => {
            tracing::error!(%error, "a checkout came to nothing");
            plain::page(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}
