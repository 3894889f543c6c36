//! `/admin/orders`: what merchants see of all orders, whatever channel they came by.

use super::desk::Desk;
use super::forms::{command, refused, said};
use super::pages::order_page;
use crate::http::posted::Posted;
use crate::orders;
use axum::extract::Path;
use axum::response::Response;
use baguni::pages::staff::{Narrowed, OrdersPage, Owed, Said, StaffPage};
use baguni_api::paths::{query_pairs, query_value};
use baguni_api::staff::{ADMIN_ORDER, of_order};
use baguni_commerce::Date;
use baguni_commerce::order::{
    Channel, Command, Order, OrderNumber, OrderState, PaymentStatus, Role,
};
use baguni_storage::OrderFilter;

type Drawn = Result<Response, Response>;

/// Orders on a page.
const PAGE: usize = 50;
/// How often storage is asked for one page that is narrowed by what it cannot tell.
const QUESTIONS: usize = 10;
/// Of a reason or of words that are looked for, in characters.
const TYPED: usize = 100;

pub async fn orders(desk: Desk) -> Drawn {
    desk.must_be(Role::Merchant)?;
    let query = desk.uri.query().unwrap_or_default();
    let narrowed = narrowed(query);
    let after = query_value(query, "after").and_then(|raw| position(&raw));
    let mut filter = filter(&narrowed);
    let total = match (narrowed.payment, narrowed.owed) {
        (Some(_), _) | (_, Some(_)) => None,
        (None, None) => {
            let count = desk.shop.storage.count_orders(filter.clone()).await;
            Some(count.map_err(|error| desk.failed(error))?)
        }
    };
    filter.after = after;
    let (orders, is_more) = page(&desk, filter, &narrowed).await?;
    let last = orders.last().filter(|_| is_more);
    Ok(desk.drawn(StaffPage::Orders(Box::new(OrdersPage {
        next: last.map(|last| next(query, last)),
        is_later: after.is_some(),
        narrowed,
        orders,
        total,
    }))))
}

/// A page of orders, and whether there may be more. How an order is paid is derived from it, and
/// what of it waits to go back, so that storage cannot tell.
async fn page(
    desk: &Desk,
    mut filter: OrderFilter,
    narrowed: &Narrowed,
) -> Result<(Vec<Order>, bool), Response> {
    filter.limit = OrderFilter::MAX;
    let mut found = Vec::new();
    for _ in 0..QUESTIONS {
        let asked = desk.shop.storage.orders(filter.clone()).await;
        let asked = asked.map_err(|error| desk.failed(error))?;
        let is_last = asked.len() < OrderFilter::MAX as usize;
        filter.after = asked.last().map(|last| (last.placed_at, last.number));
        let is_paid_so = |order: &Order| {
            let asked = narrowed.payment;
            asked.is_none_or(|status| order.payment_status() == status)
        };
        let owes = |order: &Order| {
            let asked = narrowed.owed;
            asked.is_none_or(|owed| owed.of(order).next().is_some())
        };
        let fits = |order: &Order| is_paid_so(order) && owes(order);
        found.extend(asked.into_iter().filter(fits));
        if is_last || found.len() > PAGE {
            break;
        }
    }
    let is_more = found.len() > PAGE;
    found.truncate(PAGE);
    Ok((found, is_more))
}

/// The query of the page after the one that ends with this order.
fn next(query: &str, last: &Order) -> String {
    let kept = query_pairs(query);
    let kept = kept
        .iter()
        .filter(|(key, value)| key != "after" && !value.is_empty());
    let after = format!("{}-{}", last.placed_at, last.number.bits());
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(kept)
        .append_pair("after", &after)
        .finish()
}

fn position(raw: &str) -> Option<(u64, OrderNumber)> {
    let (placed_at, number) = raw.split_once('-')?;
    let number = OrderNumber::from_bits(number.parse().ok()?);
    Some((placed_at.parse().ok()?, number))
}

fn narrowed(query: &str) -> Narrowed {
    let field = |name| query_value(query, name).unwrap_or_default();
    let day = |name| {
        let typed: String = field(name);
        typed.parse::<Date>().map(|date| date.to_string())
    };
    let payments = PaymentStatus::ALL.into_iter();
    Narrowed {
        state: OrderState::from_code(&field("state")),
        channel: Channel::from_code(&field("channel")),
        location: field("location").parse().ok(),
        payment: payments
            .into_iter()
            .find(|one| one.code() == field("payment")),
        owed: Owed::from_code(&field("refund")),
        from: day("from").unwrap_or_default(),
        until: day("until").unwrap_or_default(),
        text: field("text").trim().chars().take(TYPED).collect(),
    }
}

fn filter(narrowed: &Narrowed) -> OrderFilter {
    let date = |typed: &str| typed.parse::<Date>().ok();
    OrderFilter {
        states: narrowed.state.into_iter().collect(),
        channel: narrowed.channel,
        location: narrowed.location.clone(),
        text: Some(narrowed.text.clone()).filter(|text| !text.is_empty()),
        from: date(&narrowed.from).map(|date| date.at(0)),
        // The day itself is meant too.
        until: date(&narrowed.until).map(|date| date.plus(1).at(0)),
        ..OrderFilter::default()
    }
}

pub async fn order(desk: Desk, Path(number): Path<String>) -> Drawn {
    desk.must_be(Role::Merchant)?;
    let order = desk.order(&number).await?;
    let page = order_page(&desk, order, true).await?;
    Ok(desk.drawn(StaffPage::Order(Box::new(page))))
}

pub async fn cancel(desk: Desk, Path(number): Path<String>, posted: Posted) -> Drawn {
    desk.must_be(Role::Merchant)?;
    let order = desk.order(&number).await?;
    let back = of_order(ADMIN_ORDER, &order.number.to_string());
    let reason = posted.field("reason").unwrap_or_default().trim();
    let reason: String = reason
        .chars()
        .filter(|c| !c.is_control())
        .take(TYPED)
        .collect();
    let Some(id) = command(&posted).filter(|_| !reason.is_empty()) else {
        return Ok(said(&desk, &back, Said::Missing));
    };
    let command = Command::Cancel { reason };
    match orders::act(&desk.shop, order.number, id, desk.actor(), command).await {
        Ok(_) => Ok(said(&desk, &back, Said::Cancelled)),
        Err(error) => refused(&desk, &back, error),
    }
}
