//! `/account/orders`: the orders of the account that asks, and of nobody else.

use super::access::is_of;
use super::failed;
use super::page::{places, variants};
use crate::http::{Shop, accounts, pages, visitor};
use crate::orders::{OrderError, now};
use axum::extract::{Request, State};
use axum::response::Response;
use baguni::pages::orders::Orders;
use baguni_api::paths::query_value;
use baguni_commerce::{Localization, ShopperId};
use baguni_storage::OrderFilter;
use std::sync::Arc;

/// Orders on a page.
const PAGE: usize = 20;

pub async fn mine(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let signed_in = accounts::pages::signed_in(&shop, request.headers(), request.uri()).await;
    let shopper = match signed_in {
        Ok(visitor) => visitor.shopper,
        Err(elsewhere) => return elsewhere,
    };
    let mut visit = visitor::visit(&shop, request.headers(), request.uri());
    let query = request.uri().query().unwrap_or_default();
    let after = query_value(query, "after").unwrap_or_default();
    match orders(&shop, visit.shown(), shopper, &after).await {
        Ok(seen) => {
            visit.private = Some(seen.page());
            pages::drawn(&shop, request, visit).await
        }
        Err(error) => failed(&error),
    }
}

async fn orders(
    shop: &Shop,
    shown: Localization,
    shopper: ShopperId,
    after: &str,
) -> Result<Orders, OrderError> {
    let after = Orders::read_mark(after);
    let filter = OrderFilter {
        shopper: Some(shopper),
        after,
        // One more tells whether there is another page.
        limit: PAGE as u32 + 1,
        ..OrderFilter::default()
    };
    let mut orders = shop.storage.orders(filter).await?;
    let has_more = orders.len() > PAGE;
    orders.truncate(PAGE);
    let more = orders.last().filter(|_| has_more).map(Orders::mark);
    orders.retain(|order| is_of(order, shopper));
    let skus = orders.iter().flat_map(|order| order.lines.iter().take(3));
    Ok(Orders {
        variants: variants(shop, shown, skus.map(|line| line.sku.clone())).await,
        places: places(shop),
        more,
        is_first: after.is_none(),
        now: now(),
        orders,
    })
}
