//! `/checkout/review`: what is confirmed is shown, and the press that places the order is compared
//! with what is there by then.

use super::{CART, Posted, draw, failed, fill, known, named, order_page, posting, see, seen};
use crate::accounts::Visitor;
use crate::http::{Shop, visitor};
use crate::orders::checkout::{self, Standing};
use crate::orders::{self, Confirmation, OrderError, Paying, PlaceAnswer};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use baguni::pages::checkout::Step;
use baguni_api::orders as paths;
use baguni_commerce::checkout::CheckoutProblem;
use baguni_commerce::order::Order;
use baguni_commerce::{Currency, Locale, Localization, Money};
use baguni_replica::Dots;
use std::sync::Arc;

pub async fn show(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let shown = visitor::visit(&shop, request.headers(), request.uri()).shown();
    let visitor = match known(&shop, request.headers()).await {
        Ok(Some(visitor)) => visitor,
        Ok(None) => return see(&shown.locale.href(CART)),
        Err(refused) => return refused,
    };
    let standing = match stand(&shop, &visitor, shown).await {
        Ok(Some(standing)) => standing,
        Ok(None) => return see(&shown.locale.href(paths::CHECKOUT)),
        Err(error) => return failed(error),
    };
    if !is_complete(&standing) {
        let path = format!("{}?check", paths::CHECKOUT);
        return see(&shown.locale.href(&path));
    }
    page(&shop, request, standing, shown).await
}

async fn stand(
    shop: &Shop,
    visitor: &Visitor,
    shown: Localization,
) -> Result<Option<Standing>, OrderError> {
    match checkout::open(shop, visitor).await? {
        Some(open) => fill::refill(shop, visitor, open, shown).await.map(Some),
        None => Ok(None),
    }
}

/// Whether it could be ordered as it is: a code that does nothing hinders nobody.
fn is_complete(standing: &Standing) -> bool {
    let mut problems = standing.problems.iter();
    problems.all(|problem| problem.field() == "code")
}

async fn page(shop: &Shop, request: Request, standing: Standing, shown: Localization) -> Response {
    let step = Step::Review(seen::review(shop, &standing, shown.locale));
    let seen = seen::seen(shop, standing, shown, step).await;
    draw(shop, request, seen).await
}

pub async fn take(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let visitor = match posting(&shop, &posted).await {
        Ok(visitor) => visitor,
        Err(refused) => return refused,
    };
    match placed(&shop, &visitor, &posted).await {
        Ok(Ok(path)) => see(&path),
        Ok(Err(standing)) => ask_again(&shop, &posted, *standing).await,
        Err(error) => failed(error),
    }
}

/// Places the order, and tells where to go on; or how it stands, to be confirmed anew.
async fn placed(
    shop: &Shop,
    visitor: &Visitor,
    posted: &Posted,
) -> Result<Result<String, Box<Standing>>, OrderError> {
    let locale = posted.locale();
    let mut found = checkout::find(shop, visitor, named(posted)?).await?;
    let confirmation = confirmation(posted, found.draft.currency);
    found.draft.form.terms = confirmation.terms;
    found.draft.form.news = posted.field("news").is_some();
    match orders::place(shop, visitor, found, confirmation).await? {
        PlaceAnswer::Placed(order) => {
            let page = order_page(shop, visitor, order.number, locale).await?;
            Ok(Ok(to_pay(shop, &order, page).await))
        }
        PlaceAnswer::Before(number) => Ok(Ok(order_page(shop, visitor, number, locale).await?)),
        PlaceAnswer::NotYet(standing) => Ok(elsewhere(&standing, locale).ok_or(standing)),
    }
}

/// What the form says was seen. What cannot be read was not.
fn confirmation(posted: &Posted, currency: Currency) -> Confirmation {
    let confirmed: Option<Dots> = posted.field("confirmed").and_then(|raw| raw.parse().ok());
    let minor = posted.field("total").and_then(|raw| raw.parse().ok());
    let named = posted.field("currency").and_then(Currency::from_code);
    Confirmation {
        confirmed: Some(confirmed.unwrap_or_default()),
        total: Money::new(minor.unwrap_or_default(), named.unwrap_or(currency)),
        terms: posted.field("terms").is_some(),
    }
}

/// To the provider's page, or to the order's: an order whose provider does not answer can be paid
/// from there.
async fn to_pay(shop: &Shop, order: &Order, page: String) -> String {
    match orders::pay(shop, order, page.clone()).await {
        Ok(Paying::GoTo(address)) => address,
        Ok(Paying::Done | Paying::NotNow) => page,
        Err(error) => {
            tracing::error!(order = %order.number, %error, "a payment was not begun");
            page
        }
    }
}

/// Where what is missing can be mended, unless that is the review itself.
fn elsewhere(standing: &Standing, locale: Locale) -> Option<String> {
    if standing.problems.contains(&CheckoutProblem::Empty) {
        return Some(locale.href(CART));
    }
    let here = ["lines", "total", "terms", "code"];
    let mut problems = standing.problems.iter();
    let to_mend = problems.any(|problem| !here.contains(&problem.field()));
    to_mend.then(|| locale.href(&format!("{}?check", paths::CHECKOUT)))
}

/// The same page, saying what is not as it was.
async fn ask_again(shop: &Shop, posted: &Posted, standing: Standing) -> Response {
    let draft = &standing.checkout.draft;
    let shown = Localization {
        locale: draft.locale,
        currency: draft.currency,
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = posted.to.clone();
    *request.headers_mut() = posted.headers.clone();
    let mut response = page(shop, request, standing, shown).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
