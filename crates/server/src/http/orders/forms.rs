//! The forms on the page of an order: each answers with a redirect to the page, or to the provider.

use super::access::{self, Access};
use super::failed;
use crate::http::posted::Posted;
use crate::http::{Shop, plain};
use crate::orders::{self, OrderError, Paying};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use baguni::pages::orders::Refusal;
use baguni_api::orders as paths;
use baguni_commerce::CommandId;
use baguni_commerce::order::{Actor, Choice, Command, OrderNumber, Refused};
use std::sync::Arc;

/// Why a shopper's order was cancelled, in its history.
const BY_SHOPPER: &str = "shopper";

pub async fn cancel(
    State(shop): State<Arc<Shop>>,
    Path(raw): Path<String>,
    posted: Posted,
) -> Response {
    let (number, id) = match asked(&shop, &raw, &posted).await {
        Ok(asked) => asked,
        Err(refused) => return refused,
    };
    let command = Command::Cancel {
        reason: BY_SHOPPER.to_owned(),
    };
    let done = orders::act(&shop, number, id, Actor::Shopper, command).await;
    answered(&posted, number, done.map(drop))
}

pub async fn choose(
    State(shop): State<Arc<Shop>>,
    Path(raw): Path<String>,
    posted: Posted,
) -> Response {
    let (number, id) = match asked(&shop, &raw, &posted).await {
        Ok(asked) => asked,
        Err(refused) => return refused,
    };
    let choice = match posted.field("choice") {
        Some("wait") => Choice::Wait,
        Some("refund") => Choice::Refund,
        _ => return posted.see(&page(&posted, number)),
    };
    let done = orders::choose(&shop, number, id, choice).await;
    answered(&posted, number, done.map(drop))
}

pub async fn pay(
    State(shop): State<Arc<Shop>>,
    Path(raw): Path<String>,
    posted: Posted,
) -> Response {
    let (number, id) = match asked(&shop, &raw, &posted).await {
        Ok(asked) => asked,
        Err(refused) => return refused,
    };
    let back = page(&posted, number);
    match orders::pay_again(&shop, number, id, back.clone()).await {
        Ok(Paying::GoTo(provider)) => posted.see(&provider),
        Ok(Paying::Done) => posted.see(&back),
        Ok(Paying::NotNow) => refuse(&posted, number, Refusal::NotNow),
        Err(OrderError::Provider(error)) => {
            tracing::warn!(%number, %error, "a payment was not begun");
            refuse(&posted, number, Refusal::NotNow)
        }
        Err(error) => answered(&posted, number, Err(error)),
    }
}

/// The order, for whoever may act on it, and the name of the command.
async fn asked(
    shop: &Shop,
    raw: &str,
    posted: &Posted,
) -> Result<(OrderNumber, CommandId), Response> {
    let found = access::access(shop, &posted.headers, raw).await;
    let found = found.map_err(|error| failed(&error))?;
    let Access { order, .. } = found.ok_or_else(|| plain::page(StatusCode::NOT_FOUND))?;
    let id = posted.field("command").and_then(|id| id.parse().ok());
    let id = id.ok_or_else(|| plain::page(StatusCode::BAD_REQUEST))?;
    Ok((order.number, id))
}

/// Back to the page, which shows what has come of it.
fn answered(posted: &Posted, number: OrderNumber, done: Result<(), OrderError>) -> Response {
    match done {
        Ok(()) => posted.see(&page(posted, number)),
        Err(OrderError::Refused(Refused::HandedOver)) => {
            refuse(posted, number, Refusal::HandedOver)
        }
        Err(OrderError::Refused(_)) => refuse(posted, number, Refusal::Changed),
        Err(error) => failed(&error),
    }
}

fn refuse(posted: &Posted, number: OrderNumber, refusal: Refusal) -> Response {
    let page = page(posted, number);
    posted.see(&format!("{page}?refused={}", refusal.code()))
}

fn page(posted: &Posted, number: OrderNumber) -> String {
    posted.locale().href(&paths::at(paths::ORDER, number))
}
