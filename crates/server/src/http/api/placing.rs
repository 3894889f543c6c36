//! Placing an order: of a shopper's own checkout, or as a system sells.

use super::caller::Caller;
use super::checkouts::{self, name_of, of_name, sale};
use super::command::{Body, Named};
use super::orders::seen;
use super::problem::{FieldError, Kind, Problem};
use super::shapes::{OrderBody, OrderShape, PlacedShape, ProblemShape, Sight};
use super::words;
use crate::accounts::Visitor;
use crate::http::Shop;
use crate::orders::links::{Grant, sign};
use crate::orders::{Confirmation, Paying, PlaceAnswer, checkout, pay, place as put, sell};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use baguni_api::orders::with_key;
use baguni_commerce::order::{Order, OrderState, Staff};
use baguni_commerce::{CommandId, Locale};
use std::sync::Arc;

/// Places an order, once. A shopper names the checkout and says yes to its total and its terms; a
/// system sends the form with it.
#[utoipa::path(
    post, path = "/api/v1/orders", tag = "orders",
    request_body = OrderBody,
    responses(
        (status = 201, description = "It is placed", body = PlacedShape),
        (status = 200, description = "It had been placed by this checkout before",
            body = PlacedShape),
        (status = 422, description = "It is not as it was shown, and stands in `checkout`",
            body = ProblemShape, content_type = "application/problem+json"),
    ),
    security(("key" = []), ("session" = []))
)]
pub async fn place(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    Named(command): Named,
    headers: HeaderMap,
    Body(body): Body<OrderBody>,
) -> Result<(StatusCode, Json<PlacedShape>), Problem> {
    let answer = match &caller {
        Caller::Nobody => return Err(Problem::of(Kind::Unauthenticated)),
        Caller::Shopper(visitor) => of_shopper(&shop, visitor, &body).await?,
        Caller::System(staff) => of_system(&shop, &caller, staff, command, &body).await?,
    };
    let wanted = words::wanted(&headers);
    match answer {
        (_, PlaceAnswer::Placed(order)) => {
            let placed = placed(&shop, &caller, *order).await?;
            Ok((StatusCode::CREATED, Json(placed)))
        }
        (_, PlaceAnswer::Before(number)) => {
            let (order, _) = seen(&shop, &caller, number).await?;
            Ok((StatusCode::OK, Json(placed(&shop, &caller, order).await?)))
        }
        (name, PlaceAnswer::NotYet(standing)) => Err(not_yet(&shop, &name, &standing, wanted)),
    }
}

fn not_yet(shop: &Shop, name: &str, standing: &checkout::Standing, wanted: Locale) -> Problem {
    let errors = standing.problems.iter().map(words::checkout);
    Problem::of(Kind::NotYet)
        .with(errors.collect())
        .showing(checkouts::shape(shop, name, standing, wanted))
}

async fn of_shopper(
    shop: &Shop,
    visitor: &Visitor,
    body: &OrderBody,
) -> Result<(String, PlaceAnswer), Problem> {
    let missing = || FieldError::new("checkout", "missing", CHECKOUT).refuse();
    let named = body.checkout.as_deref().ok_or_else(missing)?;
    let checkout = checkout::find(shop, visitor, of_name(named)?).await?;
    let confirmed = body.confirmed.as_deref().map(str::parse).transpose();
    let confirmed = confirmed
        .map_err(|_| FieldError::new("confirmed", "invalid", super::asked::INVALID).refuse())?;
    let confirmation = Confirmation {
        confirmed,
        total: body.total.into(),
        terms: body.terms,
    };
    let answer = put(shop, visitor, checkout, confirmation).await?;
    let name = match &answer {
        PlaceAnswer::NotYet(standing) => name_of(standing),
        _ => named.to_owned(),
    };
    Ok((name, answer))
}

const CHECKOUT: (&str, &str) = (
    "어떤 주문서인지 적어 주세요.",
    "Name the checkout that was shown.",
);
const FORM: (&str, &str) = (
    "무엇을 누구에게 파는지 적어 주세요.",
    "Say what is sold, and to whom.",
);

async fn of_system(
    shop: &Shop,
    caller: &Caller,
    staff: &Staff,
    command: CommandId,
    body: &OrderBody,
) -> Result<(String, PlaceAnswer), Problem> {
    let missing = || FieldError::new("form", "missing", FORM).refuse();
    let form = body.form.as_ref().ok_or_else(missing)?;
    let named = body.checkout.clone().or_else(|| form.checkout.clone());
    let name = named.unwrap_or_else(|| command.to_string());
    let sale = sale(caller, &name, form, Some(body.total.into()))?;
    Ok((name, sell(shop, staff, sale).await?))
}

/// The order as its caller sees it, with the ways on.
async fn placed(shop: &Shop, caller: &Caller, order: Order) -> Result<PlacedShape, Problem> {
    let key = sign(shop, Grant::Order(order.number)).await?;
    let page = order.locale.href(&with_key(order.number, &key));
    let waits = order.state == OrderState::PendingPayment;
    let pay_at = match waits {
        true => match pay(shop, &order, page.clone()).await? {
            Paying::GoTo(address) => Some(address),
            Paying::Done | Paying::NotNow => None,
        },
        false => None,
    };
    let sight = match caller {
        Caller::System(_) => seen(shop, caller, order.number).await?.1,
        _ => Sight::Own,
    };
    Ok(PlacedShape {
        order: OrderShape::of(&order, sight),
        page,
        pay_at,
    })
}
