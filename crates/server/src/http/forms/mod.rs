//! The plain forms. What they ask of lists is said by the server in the shopper's name and merged
//! with what the shopper's screens say; the answer is a redirect to a page that shows the truth.

mod lines;
mod wishlists;

pub use lines::{add_lines, add_to_cart, change_line, clear_list, copy_line, move_line};
pub use wishlists::{
    begin_wishlist, discard_wishlist, rename_wishlist, share_wishlist, toggle_wish,
};

use super::posted::Posted;
use super::redirect::SeeOther;
use super::{Shop, cookies, lists, visitor as visits};
use crate::accounts::{Visitor, sessions};
use crate::sync::{Form, NotTaken, device_kind};
use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use baguni_api::forms::Problem;
use baguni_api::forms::cookies::{CURRENCY, STORE};
use baguni_commerce::Currency;
use baguni_replica::{Dots, Intent, LineKey, List, Refusal, Remark};
use baguni_storage::{FormMark, Outcome, Refused};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// What a form asks of the lists, once it is understood.
struct Asked {
    intents: Vec<Intent>,
    /// Sent twice with the same mark, it counts once.
    once: Option<FormMark>,
}

impl From<Intent> for Asked {
    fn from(intent: Intent) -> Self {
        Self {
            intents: vec![intent],
            once: None,
        }
    }
}

/// Does what a form asks for and goes where it says, else to `fallback`; or back to its page, with
/// what was wrong.
async fn done(
    shop: &Shop,
    posted: &Posted,
    asked: Result<Asked, Problem>,
    fallback: &str,
) -> Response {
    let asked = match asked {
        Ok(asked) => asked,
        Err(problem) => return posted.refused(problem, fallback),
    };
    let (cookies, outcome) = put(shop, posted, asked).await;
    let response = match outcome {
        Ok(_) => posted.see(&posted.next(fallback)),
        Err(problem) => posted.refused(problem, fallback),
    };
    with_cookies(response, cookies)
}

/// Merges what is asked for. The first change begins a session, so there may be cookies to set,
/// whatever comes of it.
async fn put(
    shop: &Shop,
    posted: &Posted,
    asked: Asked,
) -> (Vec<HeaderValue>, Result<Outcome, Problem>) {
    let (visitor, cookies) = match visitor(shop, posted).await {
        Ok(opened) => opened,
        Err(problem) => return (Vec::new(), Err(problem)),
    };
    let form = Form {
        intents: asked.intents,
        seen: seen(posted),
        once: asked.once,
        device: device_kind(&posted.headers),
    };
    let outcome = shop.switchboard.form(&visitor, form).await;
    (
        cookies,
        outcome.map_err(|error| problem(&error)).and_then(remarked),
    )
}

/// Who posts, a new guest if need be, with what an earlier version of the shop kept in cookies.
async fn visitor(shop: &Shop, posted: &Posted) -> Result<(Visitor, Vec<HeaderValue>), Problem> {
    let headers = &posted.headers;
    let (visitor, mut cookies) = sessions::open(shop, headers).await.map_err(|error| {
        tracing::error!(%error, "a session was not opened");
        Problem::NotSaved
    })?;
    cookies.extend(lists::import(shop, headers, &visitor).await);
    Ok((visitor, cookies))
}

/// What the form's page showed. Without it, or if it cannot be read, it is all there is.
fn seen(posted: &Posted) -> Option<Dots> {
    posted.field("seen")?.parse().ok()
}

fn problem(error: &NotTaken) -> Problem {
    match error {
        NotTaken::Refused(Refused::Intent(refusal)) => match refusal {
            Refusal::Full => Problem::Full,
            Refusal::Quantity => Problem::Quantity,
            Refusal::Wishlists => Problem::Wishlists,
            Refusal::Outbox => Problem::NotSaved,
        },
        _ => Problem::NotSaved,
    }
}

/// An operation without effect is a form that did nothing.
fn remarked(outcome: Outcome) -> Result<Outcome, Problem> {
    let remarks = outcome.merged.remarks.iter();
    let mut problems = remarks.filter_map(|(_, remark)| match remark {
        Remark::Full | Remark::TooMuch => Some(Problem::Full),
        Remark::Unknown => Some(Problem::Sku),
        Remark::AlreadyOrdered | Remark::Kept(_) => None,
    });
    match problems.next() {
        Some(problem) => Err(problem),
        None => Ok(outcome),
    }
}

/// The list that a field names, the cart where there is no such field.
fn list(posted: &Posted, field: &str) -> Result<List, Problem> {
    match posted.field(field) {
        None => Ok(List::Cart),
        Some(raw) => raw.parse().map_err(|_| Problem::NotSaved),
    }
}

fn line(posted: &Posted) -> Result<LineKey, Problem> {
    posted.sku().map(LineKey::from)
}

/// Any text as a mark.
fn mark(once: &str) -> FormMark {
    let digest: [u8; 32] = Sha256::digest(once).into();
    let mut mark = [0; 16];
    mark.copy_from_slice(&digest[..16]);
    FormMark(mark)
}

fn with_cookies(mut response: Response, cookies: Vec<HeaderValue>) -> Response {
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

/// Remembers a currency or a store. What does not exist is not remembered.
pub async fn prefer(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let next = posted.next("/");
    let storefront = shop.catalogue.current();
    if let Some(currency) = posted.field("currency").and_then(Currency::from_code) {
        return keep(&shop, CURRENCY, currency.code(), &next);
    }
    match posted.field("store") {
        Some("") => keep(&shop, STORE, "", &next),
        Some(raw) => match visits::known_store(storefront.catalogue(), raw) {
            Some(store) => keep(&shop, STORE, &cookies::encoded(store.as_str()), &next),
            None => posted.see(&next),
        },
        None => posted.see(&next),
    }
}

fn keep(shop: &Shop, name: &str, value: &str, next: &str) -> Response {
    let cookie = cookies::set(name, value, shop.is_secure());
    with_cookies(SeeOther(next).into_response(), cookie.into_iter().collect())
}
