//! Handing things over to whoever comes for them: by six digits, or by the signed code that is
//! scanned.

use super::command;
use super::desk::Desk;
use super::forms::said;
use crate::http::plain;
use crate::http::posted::Posted;
use crate::orders::links;
use crate::staff;
use axum::http::StatusCode;
use axum::response::Response;
use baguni::pages::staff::{Handing, Part, Said, StaffPage, WorkList};
use baguni_api::staff::{HAND_OVER, of_part};
use baguni_commerce::order::{
    Fulfillment, FulfillmentId, FulfillmentState, Order, OrderNumber, PickupCode, Proof,
};

type Drawn = Result<Response, Response>;

pub use crate::qr::svg as qr;

/// The field in which digits or a scanner's text are typed.
const CODE: &str = "code";

pub async fn page(desk: Desk) -> Drawn {
    desk.place()?;
    Ok(desk.drawn(StaffPage::HandOver(None)))
}

/// Looks for what was typed. Nothing is handed over yet, and no secret stands in an address.
pub async fn look(desk: Desk, posted: Posted) -> Drawn {
    desk.place()?;
    found(&desk, posted.field(CODE).unwrap_or_default()).await
}

async fn found(desk: &Desk, typed: &str) -> Drawn {
    let place = desk.place()?.clone();
    if desk
        .shop
        .staff
        .try_code(desk.staff.account, &place)
        .is_err()
    {
        return Ok(said(desk, HAND_OVER, Said::TooManyCodes));
    }
    let part = match typed.parse::<PickupCode>() {
        Ok(code) => by_code(desk, code).await?,
        Err(_) => by_scan(desk, typed).await?,
    };
    let Some(part) = part else {
        return Ok(said(desk, HAND_OVER, Said::WrongCode));
    };
    desk.shop.staff.was_right(desk.staff.account, &place);
    let state = part.part().map(|part| part.state);
    if state != Some(FulfillmentState::ReadyForPickup) {
        // It was handed over before, or is not ready: its page says which.
        return Ok(desk.see(&of_part(&part.order.number.to_string(), part.id.0)));
    }
    let storefront = desk.shop.catalogue.current();
    let skus = part.order.lines.iter().map(|line| &line.sku);
    let page = Handing {
        things: staff::things(storefront.catalogue(), skus),
        command: command(),
        proof: typed.trim().to_owned(),
        part,
    };
    Ok(desk.drawn(StaffPage::HandOver(Some(Box::new(page)))))
}

/// Among what waits at this place. Two with the same digits prove nothing: they have to be scanned.
async fn by_code(desk: &Desk, code: PickupCode) -> Result<Option<Part>, Response> {
    let place = desk.place()?.clone();
    let parts = staff::parts_at(&desk.shop, &place).await;
    let parts = parts.map_err(|error| desk.failed(error))?;
    let ready = staff::at_work(parts, &place, WorkList::Ready).into_iter();
    let mut fitting = ready.filter(|part| part.part().and_then(|part| part.code) == Some(code));
    let (first, second) = (fitting.next(), fitting.next());
    Ok(first.filter(|_| second.is_none()))
}

async fn by_scan(desk: &Desk, typed: &str) -> Result<Option<Part>, Response> {
    let Some((number, part)) = scanned(desk, typed).await? else {
        return Ok(None);
    };
    let (number, part) = (number.to_string(), part.0.to_string());
    let (order, part) = desk.part(&number, &part).await?;
    Ok(Some(Part { id: part.id, order }))
}

async fn scanned(
    desk: &Desk,
    typed: &str,
) -> Result<Option<(OrderNumber, FulfillmentId)>, Response> {
    let scanned = links::read_pickup_token(&desk.shop, typed).await;
    scanned.map_err(|error| {
        tracing::warn!(%error, "the code of a pickup was not checked");
        plain::page(StatusCode::SERVICE_UNAVAILABLE)
    })
}

/// What the form that hands something over brings as proof, checked as far as the order does not.
pub async fn proof(
    desk: &Desk,
    posted: &Posted,
    order: &Order,
    part: &Fulfillment,
) -> Result<Result<Proof, Said>, Response> {
    let typed = posted.field(CODE).unwrap_or_default();
    let place = desk.place()?;
    if desk.shop.staff.try_code(desk.staff.account, place).is_err() {
        return Ok(Err(Said::TooManyCodes));
    }
    if let Ok(code) = typed.parse::<PickupCode>() {
        return Ok(Ok(Proof::Code(code)));
    }
    let is_this = scanned(desk, typed).await? == Some((order.number, part.id));
    Ok(match is_this {
        true => Ok(Proof::Scanned),
        false => Err(Said::WrongCode),
    })
}
