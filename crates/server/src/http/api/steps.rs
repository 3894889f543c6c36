//! What can be done with an order: its parts move on, it is paid for at the counter or called off.

use super::asked::{INVALID, id};
use super::caller::Caller;
use super::command::{Body, Named};
use super::orders::seen;
use super::problem::{FieldError, Kind, Problem};
use super::shapes::{CancelBody, CollectBody, OrderShape, ProblemShape, StepBody};
use crate::http::Shop;
use crate::orders::links::{Grant, verify};
use crate::orders::{act, collect as take};
use axum::Json;
use axum::extract::{Path, State};
use baguni_commerce::order::{
    Actor, Command, FulfillmentId, LineId, OrderNumber, Proof, RejectReason, Step,
};
use std::sync::Arc;

/// The longest reason or number of a carrier, in characters.
const MAX_TEXT: usize = 200;

/// Calls an order off while nothing has been handed over: its shopper, or a merchant.
#[utoipa::path(
    post, path = "/api/v1/orders/{number}/cancel", tag = "orders",
    params(("number" = String, Path, description = "The order's number")),
    request_body = CancelBody,
    responses(
        (status = 200, description = "The order now", body = OrderShape),
        (status = 409, description = "It cannot be called off any more", body = ProblemShape,
            content_type = "application/problem+json"),
    ),
    security(("key" = []), ("session" = []))
)]
pub async fn cancel(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    Path(number): Path<String>,
    Named(command): Named,
    Body(body): Body<CancelBody>,
) -> Result<Json<OrderShape>, Problem> {
    let number: OrderNumber = id(&number)?;
    let (_, sight) = seen(&shop, &caller, number).await?;
    let reason = short("reason", &body.reason)?;
    let cancel = Command::Cancel { reason };
    let order = act(&shop, number, command, actor(&caller), cancel).await?;
    Ok(Json(OrderShape::of(&order, sight)))
}

/// The money has been taken at the counter.
#[utoipa::path(
    post, path = "/api/v1/orders/{number}/collect", tag = "orders",
    params(("number" = String, Path, description = "The order's number")),
    request_body = CollectBody,
    responses(
        (status = 200, description = "The order now", body = OrderShape),
        (status = 409, description = "It is not paid for at a counter, or not this amount", body = ProblemShape,
            content_type = "application/problem+json"),
    ),
    security(("key" = []))
)]
pub async fn collect(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    Path(number): Path<String>,
    Named(command): Named,
    Body(body): Body<CollectBody>,
) -> Result<Json<OrderShape>, Problem> {
    let number: OrderNumber = id(&number)?;
    let staff = Actor::Staff(caller.staff()?.clone());
    let (order, sight) = seen(&shop, &caller, number).await?;
    let order = take(&shop, &order, body.amount.map(Into::into), command, staff).await?;
    Ok(Json(OrderShape::of(&order, sight)))
}

/// Moves a part of an order on, as whoever works at its place does.
#[utoipa::path(
    post, path = "/api/v1/orders/{number}/fulfillments/{id}/{step}", tag = "orders",
    params(
        ("number" = String, Path, description = "The order's number"),
        ("id" = u16, Path, description = "The part's id in its order"),
        ("step" = String, Path, description = "`accept`, `reject`, `pick`, `pack`, `hand-over`, \
            `deliver`, `ready`, `receive`, `pick-up` or `put-back`"),
    ),
    request_body = StepBody,
    responses(
        (status = 200, description = "The order now", body = OrderShape),
        (status = 409, description = "It does not stand so that this can be done",
            body = ProblemShape, content_type = "application/problem+json"),
    ),
    security(("key" = []))
)]
pub async fn step(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    Path((number, part, name)): Path<(String, String, String)>,
    Named(command): Named,
    Body(body): Body<StepBody>,
) -> Result<Json<OrderShape>, Problem> {
    let (number, part): (OrderNumber, u16) = (id(&number)?, id(&part)?);
    let actor = Actor::Staff(caller.staff()?.clone());
    let (order, sight) = seen(&shop, &caller, number).await?;
    let part = FulfillmentId(part);
    if order.fulfillment(part).is_none() {
        return Err(Problem::of(Kind::NotFound));
    }
    let step = match name.as_str() {
        "pick-up" => Step::PickUp(proof(&shop, number, part, &body).await?),
        name => plain(name, &body)?,
    };
    let order = act(&shop, number, command, actor, Command::Step(part, step)).await?;
    Ok(Json(OrderShape::of(&order, sight)))
}

fn plain(name: &str, body: &StepBody) -> Result<Step, Problem> {
    Ok(match name {
        "accept" => Step::Accept,
        "reject" => Step::Reject(reason(body)?, blamed(body)),
        "pick" => Step::Pick,
        "pack" => Step::Pack,
        "hand-over" => Step::HandOver {
            tracking: tracking(body)?,
        },
        "deliver" => Step::Deliver,
        "ready" => Step::Ready,
        "receive" => Step::Receive,
        "put-back" => Step::PutBack,
        _ => return Err(Problem::of(Kind::NotFound)),
    })
}

fn reason(body: &StepBody) -> Result<RejectReason, Problem> {
    let reason = body.reason.as_deref().and_then(RejectReason::from_code);
    reason.ok_or_else(|| FieldError::new("reason", "invalid", INVALID).refuse())
}

fn blamed(body: &StepBody) -> Vec<LineId> {
    body.lines.iter().copied().map(LineId).collect()
}

fn tracking(body: &StepBody) -> Result<Option<String>, Problem> {
    let given = body.tracking.as_deref().map(str::trim);
    let given = given.filter(|given| !given.is_empty());
    given.map(|given| short("tracking", given)).transpose()
}

/// Why somebody gets it: the six digits, of which few may be tried, or a signature.
async fn proof(
    shop: &Shop,
    number: OrderNumber,
    part: FulfillmentId,
    body: &StepBody,
) -> Result<Proof, Problem> {
    let wrong = |field| FieldError::new(field, "invalid", INVALID).refuse();
    if let Some(signature) = &body.signature {
        let grant = Grant::Pickup(number, part);
        return match verify(shop, grant, signature).await? {
            true => Ok(Proof::Scanned),
            false => Err(wrong("signature")),
        };
    }
    shop.api.try_pickup(number)?;
    let code = body.code.as_deref().and_then(|code| code.parse().ok());
    code.map(Proof::Code).ok_or_else(|| wrong("code"))
}

fn short(field: &str, text: &str) -> Result<String, Problem> {
    let fits = text.chars().count() <= MAX_TEXT && !text.chars().any(char::is_control);
    match fits {
        true => Ok(text.trim().to_owned()),
        false => Err(FieldError::new(field, "invalid", INVALID).refuse()),
    }
}

fn actor(caller: &Caller) -> Actor {
    match caller {
        Caller::System(staff) => Actor::Staff(staff.clone()),
        Caller::Shopper(_) | Caller::Nobody => Actor::Shopper,
    }
}
