//! What it would cost, and what stands against it: a shopper's cart, or what a system sells.

use super::asked::INVALID;
use super::caller::Caller;
use super::command::{Body, Named, checkout_of};
use super::problem::{FieldError, Kind, Problem};
use super::shapes::{CheckoutBody, CheckoutShape, LineBody, ProblemShape, QuoteShape, time};
use super::words;
use crate::accounts::Visitor;
use crate::http::Shop;
use crate::orders::checkout::{self, Standing};
use crate::orders::{PlaceAnswer, Sale, sell};
use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use baguni_commerce::order::{Channel, Staff};
use baguni_commerce::{CartLines, CommandId, Currency, Locale, Localization, Money, Quantity};
use std::sync::Arc;

/// Prices what is in a shopper's cart, or the lines that a system sells, and holds its stock.
#[utoipa::path(
    post, path = "/api/v1/checkouts", tag = "orders",
    request_body = CheckoutBody,
    responses(
        (status = 200, description = "The checkout as it stands", body = CheckoutShape),
        (status = 404, description = "There is no such checkout", body = ProblemShape,
            content_type = "application/problem+json"),
    ),
    security(("key" = []), ("session" = []))
)]
pub async fn price(
    State(shop): State<Arc<Shop>>,
    caller: Caller,
    Named(command): Named,
    headers: HeaderMap,
    Body(body): Body<CheckoutBody>,
) -> Result<Json<CheckoutShape>, Problem> {
    let wanted = words::wanted(&headers);
    let standing = match &caller {
        Caller::Nobody => return Err(Problem::of(Kind::Unauthenticated)),
        Caller::Shopper(visitor) => of_shopper(&shop, visitor, &body, wanted).await?,
        Caller::System(staff) => of_system(&shop, &caller, staff, command, &body).await?,
    };
    let (name, standing) = standing;
    Ok(Json(shape(&shop, &name, &standing, wanted)))
}

async fn of_shopper(
    shop: &Shop,
    visitor: &Visitor,
    body: &CheckoutBody,
    wanted: Locale,
) -> Result<(String, Standing), Problem> {
    if !body.lines.is_empty() {
        return Err(FieldError::new("lines", "not-here", OF_THE_CART).refuse());
    }
    let shown = shown(body, wanted)?;
    let checkout = match &body.checkout {
        Some(named) => checkout::find(shop, visitor, of_name(named)?).await?,
        None => {
            let begun = checkout::begin(shop, visitor, shown, Channel::Web);
            begun.await?.checkout
        }
    };
    let standing = checkout::fill(shop, visitor, checkout, body.form()).await?;
    Ok((name_of(&standing), standing))
}

const OF_THE_CART: (&str, &str) = (
    "장바구니에 있는 것만 살 수 있어요.",
    "A shopper buys what is in the cart.",
);

pub(super) fn of_name(named: &str) -> Result<baguni_storage::CheckoutId, Problem> {
    let id: Result<CommandId, _> = named.parse();
    let id = id.map_err(|_| Problem::of(Kind::NotFound))?;
    Ok(baguni_storage::CheckoutId(id.0))
}

pub(super) fn name_of(standing: &Standing) -> String {
    CommandId(standing.checkout.id.0).to_string()
}

/// A system's checkout goes by the name of the request that began it.
async fn of_system(
    shop: &Shop,
    caller: &Caller,
    staff: &Staff,
    command: CommandId,
    body: &CheckoutBody,
) -> Result<(String, Standing), Problem> {
    let name = match &body.checkout {
        Some(named) => named.clone(),
        None => command.to_string(),
    };
    let sale = sale(caller, &name, body, None)?;
    match sell(shop, staff, sale).await? {
        PlaceAnswer::NotYet(standing) => Ok((name, *standing)),
        PlaceAnswer::Before(_) | PlaceAnswer::Placed(_) => {
            Err(Problem::of(Kind::Refused).because(words::ordered()))
        }
    }
}

pub(super) fn sale(
    caller: &Caller,
    name: &str,
    body: &CheckoutBody,
    total: Option<Money>,
) -> Result<Sale, Problem> {
    let shown = shown(body, Locale::default())?;
    Ok(Sale {
        id: checkout_of(caller, name),
        lines: lines(&body.lines)?,
        form: body.form(),
        total,
        locale: shown.locale,
        currency: shown.currency,
    })
}

fn shown(body: &CheckoutBody, wanted: Locale) -> Result<Localization, Problem> {
    let locale = match body.locale.as_deref() {
        None => wanted,
        Some(code) => Locale::from_code(code)
            .ok_or_else(|| FieldError::new("locale", "invalid", INVALID).refuse())?,
    };
    Ok(Localization {
        locale,
        currency: body.currency.map_or(Currency::default(), Into::into),
    })
}

/// Lines of one SKU are taken together.
fn lines(asked: &[LineBody]) -> Result<CartLines, Problem> {
    let mut lines = CartLines::default();
    for (at, line) in asked.iter().enumerate() {
        let wrong = |field: &str| {
            FieldError::new(&format!("lines.{at}.{field}"), "invalid", INVALID).refuse()
        };
        let sku = line.sku.parse().map_err(|_| wrong("sku"))?;
        let quantity = Quantity::try_from(line.quantity).map_err(|_| wrong("quantity"))?;
        lines.add(sku, quantity).map_err(|_| wrong("sku"))?;
    }
    Ok(lines)
}

pub(super) fn shape(shop: &Shop, name: &str, standing: &Standing, wanted: Locale) -> CheckoutShape {
    let storefront = shop.catalogue.current();
    let methods = storefront.pricing().methods.iter();
    let draft = &standing.checkout.draft;
    let held = draft.held.routed.as_ref().map(|_| time(draft.held.until));
    let problems = standing.problems.iter();
    CheckoutShape {
        checkout: name.to_owned(),
        quote: QuoteShape::from(&standing.chosen),
        confirmed: draft.confirmed.clone(),
        held_until: held,
        shipping_methods: methods.map(Into::into).collect(),
        payments: shop.payments.names().map(str::to_owned).collect(),
        problems: problems
            .map(|problem| words::checkout(problem).written(wanted))
            .collect(),
    }
}
