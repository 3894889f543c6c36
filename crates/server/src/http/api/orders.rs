//! Orders: a shopper's own, and to systems those of their place.

use super::asked::{Asked, id};
use super::caller::Caller;
use super::cursor::Cursor as _;
use super::problem::{Kind, Problem};
use super::shapes::{OrderList, OrderShape, ProblemShape, Sight};
use crate::http::Shop;
use crate::orders::links::{Grant, verify};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::Uri;
use baguni_commerce::order::{
    Channel, FulfillmentState, Order, OrderNumber, OrderState, Role, Staff,
};
use baguni_commerce::{Date, Handle};
use baguni_storage::OrderFilter;
use std::sync::Arc;

const FILTERS: [&str; 11] = [
    "state",
    "channel",
    "location",
    "fulfillment",
    "open",
    "email",
    "text",
    "from",
    "until",
    "cursor",
    "limit",
];

/// Orders that fit, the newest first. A shopper sees their own; a key of one place those that it
/// has something to do with, and a merchant's all.
#[utoipa::path(
    get, path = "/api/v1/orders", tag = "orders",
    params(
        ("state" = Option<Vec<String>>, Query, description = "Any of these; may stand repeatedly"),
        ("channel" = Option<String>, Query, description = "Where it was bought"),
        ("location" = Option<String>, Query,
            description = "A place that has something to do with it; other places than its own \
                are a merchant's to ask for"),
        ("fulfillment" = Option<String>, Query, description = "A part is in this state"),
        ("open" = Option<bool>, Query, description = "Whether there is still something to do"),
        ("email" = Option<String>, Query, description = "The shopper's whole address"),
        ("text" = Option<String>, Query,
            description = "A number, or part of a name or of an address"),
        ("from" = Option<String>, Query, description = "Placed on this day or later, in Seoul"),
        ("until" = Option<String>, Query, description = "Placed on this day or before, in Seoul"),
        ("cursor" = Option<String>, Query, description = "`next_cursor` of the page before"),
        ("limit" = Option<u32>, Query, description = "1 to 100; 20 without it"),
    ),
    responses((status = 200, description = "A page of orders", body = OrderList)),
    security(("key" = []), ("session" = []))
)]
pub async fn list(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    uri: Uri,
) -> Result<Json<OrderList>, Problem> {
    let asked = Asked::read(&uri, &FILTERS)?;
    let mut filter = filter(&asked)?;
    let sight = bound(&caller, &mut filter)?;
    let limit = asked.limit()?;
    filter.limit = u32::try_from(limit + 1).unwrap_or(OrderFilter::MAX);
    let mut orders = shop.storage.orders(filter).await?;
    let more = orders.len() > limit;
    orders.truncate(limit);
    let last = orders.last().filter(|_| more);
    Ok(Json(OrderList {
        next_cursor: last.map(|order| (order.placed_at, order.number).write()),
        data: orders
            .iter()
            .map(|order| OrderShape::of(order, sight))
            .collect(),
    }))
}

fn filter(asked: &Asked) -> Result<OrderFilter, Problem> {
    let state = |raw: &str| {
        FulfillmentState::ALL
            .into_iter()
            .find(|state| state.code() == raw)
    };
    let from: Option<Date> = asked.parsed("from")?;
    let until: Option<Date> = asked.parsed("until")?;
    Ok(OrderFilter {
        shopper: None,
        email: asked.parsed("email")?,
        states: asked.all("state", OrderState::from_code)?,
        channel: asked.value_as("channel", Channel::from_code)?,
        location: asked.parsed("location")?,
        open_there: asked.parsed("open")?,
        fulfillment: asked.value_as("fulfillment", state)?,
        text: asked.value("text").map(str::to_owned),
        from: from.map(|day| day.at(0)),
        until: until.map(|day| day.plus(1).at(0)),
        after: asked.cursor()?,
        limit: 0,
    })
}

/// Whose orders they may be follows from who asks, whatever was asked for.
fn bound(caller: &Caller, filter: &mut OrderFilter) -> Result<Sight, Problem> {
    match caller {
        Caller::Nobody => Err(Problem::of(Kind::Unauthenticated)),
        Caller::Shopper(visitor) => {
            filter.shopper = Some(visitor.shopper);
            Ok(Sight::Own)
        }
        Caller::System(staff) => {
            let own = staff.location.as_ref();
            if staff.role != Role::Merchant {
                if filter.location.is_some() && filter.location.as_ref() != own {
                    return Err(Problem::of(Kind::Forbidden));
                }
                filter.location = own.cloned();
            }
            Ok(sight(staff))
        }
    }
}

fn sight(staff: &Staff) -> Sight {
    match staff.role {
        Role::Associate => Sight::Associate,
        Role::Manager => Sight::Manager,
        Role::Merchant => Sight::Merchant,
    }
}

/// An order with its history. A guest's is seen by whoever has its signed link.
#[utoipa::path(
    get, path = "/api/v1/orders/{number}", tag = "orders",
    params(
        ("number" = String, Path, description = "The order's number"),
        ("key" = Option<String>, Query, description = "The signature in the link of its page"),
    ),
    responses(
        (status = 200, description = "The order", body = OrderShape),
        (status = 404, description = "There is none that whoever asks may see",
            body = ProblemShape, content_type = "application/problem+json"),
    ),
    security((), ("key" = []), ("session" = []))
)]
pub async fn one(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    Path(number): Path<String>,
    uri: Uri,
) -> Result<Json<OrderShape>, Problem> {
    let asked = Asked::read(&uri, &["key"])?;
    let number: OrderNumber = id(&number)?;
    let by_link = match asked.value("key") {
        Some(key) => verify(&shop, Grant::Order(number), key).await?,
        None => false,
    };
    let (order, sight) = match by_link {
        true => (find(&shop, number).await?, Sight::Own),
        false => seen(&shop, &caller, number).await?,
    };
    let history = shop.storage.history(number).await?;
    Ok(Json(
        OrderShape::of(&order, sight).with_history(&history, sight),
    ))
}

/// The order, if whoever asks may see it. To others it is as if there were none.
pub(super) async fn seen(
    shop: &Shop,
    caller: &Caller,
    number: OrderNumber,
) -> Result<(Order, Sight), Problem> {
    let order = find(shop, number).await?;
    let sight = match caller {
        Caller::Nobody => None,
        Caller::Shopper(visitor) => (visitor.shopper == order.shopper).then_some(Sight::Own),
        Caller::System(staff) => concerns(&order, staff).then(|| sight(staff)),
    };
    let sight = sight.ok_or(Problem::of(Kind::NotFound))?;
    Ok((order, sight))
}

async fn find(shop: &Shop, number: OrderNumber) -> Result<Order, Problem> {
    let order = shop.storage.order(number).await?;
    order.ok_or(Problem::of(Kind::NotFound))
}

/// A place sees what it sends, hands out or has sold.
fn concerns(order: &Order, staff: &Staff) -> bool {
    let here = |place: &Handle| staff.location.as_ref() == Some(place);
    let sold = order.lines.iter().filter_map(|line| line.origin.as_ref());
    let location = staff.location.as_ref();
    staff.role == Role::Merchant
        || sold.map(|origin| &origin.location).any(here)
        || location.is_some_and(|place| order.fulfillments.iter().any(|one| one.concerns(place)))
}
