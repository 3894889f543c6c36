//! `/checkout`: the form is drawn as the checkout stands, and what is posted is kept, whatever it is.

use super::{CART, Posted, draw, failed, known, named, order_page, posting, see, seen};
use crate::accounts::Visitor;
use crate::http::{Shop, visitor};
use crate::orders::checkout::{self, Standing};
use crate::orders::{Checkout, OrderError, offers};
use axum::extract::{Request, State};
use axum::response::Response;
use baguni::pages::checkout::Step;
use baguni_api::orders as paths;
use baguni_api::paths::query_pairs;
use baguni_commerce::Localization;
use baguni_commerce::address::{AddressForm, lookup};
use baguni_commerce::checkout::{CheckoutForm, CheckoutProblem};
use baguni_commerce::order::Channel;
use baguni_commerce::promotion::PromotionCode;
use std::sync::Arc;

/// In the query: say all that is wrong with the form as it is kept.
const CHECK: &str = "check";
/// In the query: say which places the postcode may mean.
const FIND: &str = "find";
/// The most that is kept of a field, in characters: more than any may have.
const TYPED: usize = 300;

pub async fn show(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let visit = visitor::visit(&shop, request.headers(), request.uri());
    let shown = visit.shown();
    let visitor = match known(&shop, request.headers()).await {
        Ok(Some(visitor)) => visitor,
        Ok(None) => return see(&shown.locale.href(CART)),
        Err(refused) => return refused,
    };
    let query = query_pairs(request.uri().query().unwrap_or_default());
    let asked = |name: &str| query.iter().any(|(key, _)| key == name);
    let standing = match stand(&shop, &visitor, shown, asked(CHECK)).await {
        Ok(standing) => standing,
        Err(error) => return failed(error),
    };
    if standing.problems.contains(&CheckoutProblem::Empty) {
        return see(&shown.locale.href(CART));
    }
    let offers = match offers(&shop, &standing.checkout).await {
        Ok(offers) => offers,
        Err(error) => return failed(error),
    };
    let found = asked(FIND).then(|| lookup(&standing.checkout.draft.form.address.postcode));
    let mut choices = seen::choices(&shop, &standing, &offers, shown.locale);
    choices.signed_in = visitor.account.is_some();
    choices.found = found;
    seen::prefer(&mut choices, visit.seed.chosen_store.as_ref());
    let mut seen = seen::seen(&shop, standing, shown, Step::Fill(Box::new(choices))).await;
    seen.checked = asked(CHECK);
    draw(&shop, request, seen).await
}

/// The checkout as it stands, with what is wrong with the form where that was asked.
async fn stand(
    shop: &Shop,
    visitor: &Visitor,
    shown: Localization,
    check: bool,
) -> Result<Standing, OrderError> {
    match checkout::open(shop, visitor).await? {
        Some(open) if check => refill(shop, visitor, open, shown).await,
        _ => checkout::begin(shop, visitor, shown, Channel::Web).await,
    }
}

/// The form as it is kept, put to what can be had now.
pub(super) async fn refill(
    shop: &Shop,
    visitor: &Visitor,
    mut open: Checkout,
    shown: Localization,
) -> Result<Standing, OrderError> {
    open.draft.locale = shown.locale;
    open.draft.currency = shown.currency;
    let form = open.draft.form.clone();
    checkout::fill(shop, visitor, open, form).await
}

pub async fn take(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let visitor = match posting(&shop, &posted).await {
        Ok(visitor) => visitor,
        Err(refused) => return refused,
    };
    match taken(&shop, &visitor, &posted).await {
        Ok(path) => see(&path),
        Err(error) => failed(error),
    }
}

/// Keeps what was typed, and tells where to go on.
async fn taken(shop: &Shop, visitor: &Visitor, posted: &Posted) -> Result<String, OrderError> {
    let locale = posted.locale();
    let found = checkout::find(shop, visitor, named(posted)?).await?;
    if let Some(number) = shop.storage.order_of_checkout(found.id).await? {
        return order_page(shop, visitor, number, locale).await;
    }
    let before = found.draft.form.codes.clone();
    let form = form(posted, found.draft.form.clone());
    let standing = checkout::fill(shop, visitor, found, form).await?;
    let path = match pressed(posted) {
        Pressed::Find => format!("{}?{FIND}#postcode", paths::CHECKOUT),
        Pressed::Place(_) => format!("{}#postcode", paths::CHECKOUT),
        Pressed::Apply | Pressed::Drop(_) => format!("{}#codes", paths::CHECKOUT),
        Pressed::Go if is_ready(&standing, &before) => paths::REVIEW.to_owned(),
        Pressed::Go => format!("{}?{CHECK}", paths::CHECKOUT),
    };
    Ok(locale.href(&path))
}

/// Whether there is nothing left to mend. A code that does nothing has been said to do nothing; one
/// that was entered just now has not.
fn is_ready(standing: &Standing, before: &[String]) -> bool {
    standing.problems.iter().all(|problem| match problem {
        CheckoutProblem::Code(code, _) => before.iter().any(|known| is_same(known, code)),
        problem => problem.field() == "code",
    })
}

fn is_same(typed: &str, code: &str) -> bool {
    typed.parse::<PromotionCode>().ok() == code.parse().ok()
}

/// The button that sent the form.
enum Pressed<'a> {
    Go,
    Find,
    Apply,
    Place(&'a str),
    Drop(&'a str),
}

fn pressed(posted: &Posted) -> Pressed<'_> {
    match (posted.field("place"), posted.field("drop")) {
        (Some(place), _) => Pressed::Place(place),
        (None, Some(code)) => Pressed::Drop(code),
        (None, None) => match posted.field("do") {
            Some("find") => Pressed::Find,
            Some("apply") => Pressed::Apply,
            _ => Pressed::Go,
        },
    }
}

fn form(posted: &Posted, before: CheckoutForm) -> CheckoutForm {
    let typed = |name| typed(posted, name);
    let mut form = CheckoutForm {
        email: typed("email"),
        name: typed("name"),
        phone: typed("phone"),
        method: typed("method"),
        address: AddressForm {
            postcode: typed("postcode"),
            region: typed("region"),
            street: typed("street"),
            detail: typed("detail"),
            recipient: typed("recipient"),
            // The shopper is called, whoever takes it.
            phone: String::new(),
            note: typed("note"),
        },
        shipping: typed("shipping"),
        location: typed("location"),
        payment: typed("payment"),
        ..before
    };
    match pressed(posted) {
        Pressed::Place(place) => settle(&mut form.address, place),
        Pressed::Drop(code) => form.codes.retain(|known| known != code),
        _ => {}
    }
    enter(&mut form, &typed("code"));
    form
}

fn typed(posted: &Posted, name: &str) -> String {
    let typed = posted.field(name).unwrap_or_default().trim();
    typed.chars().take(TYPED).collect()
}

/// The area was chosen. What was looked up by is no postcode, unless it is all of one.
fn settle(address: &mut AddressForm, place: &str) {
    address.region = place.chars().take(AddressForm::MAX_REGION).collect();
    let digits = address.postcode.as_bytes();
    if digits.len() != 5 || !digits.iter().all(u8::is_ascii_digit) {
        address.postcode.clear();
    }
}

/// One more code. One too many is kept as well, to be told of.
fn enter(form: &mut CheckoutForm, code: &str) {
    let known = form
        .codes
        .iter()
        .any(|known| known == code || is_same_code(known, code));
    if !code.is_empty() && !known && form.codes.len() <= CheckoutForm::MAX_CODES {
        form.codes.push(code.to_owned());
    }
}

fn is_same_code(known: &str, code: &str) -> bool {
    code.parse::<PromotionCode>().is_ok() && is_same(known, code)
}
