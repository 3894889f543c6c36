//! Money at the counter, and what becomes of what nobody can send.

use super::desk::Desk;
use super::forms::{command, refused, said};
use crate::http::posted::Posted;
use crate::orders;
use axum::extract::Path;
use axum::response::Response;
use baguni::pages::staff::Said;
use baguni_api::staff::{ADMIN_ORDER, ORDER, of_order, of_part};
use baguni_commerce::order::{Choice, Command, Role};
use baguni_commerce::{Money, RefundId};

type Done = Result<Response, Response>;

pub async fn collect(desk: Desk, Path(number): Path<String>, posted: Posted) -> Done {
    let order = desk.order(&number).await?;
    let number = order.number.to_string();
    let back = match posted.field("part").and_then(|part| part.parse().ok()) {
        Some(part) => of_part(&number, part),
        None => page_of(&desk, &number),
    };
    let shown = posted
        .field("amount")
        .and_then(|minor| minor.parse().ok())
        .map(|minor| Money::new(minor, order.currency));
    let (Some(id), Some(shown)) = (command(&posted), shown) else {
        return Ok(said(&desk, &back, Said::Missing));
    };
    match orders::collect(&desk.shop, &order, Some(shown), id, desk.actor()).await {
        Ok(_) => Ok(said(&desk, &back, Said::Collected)),
        Err(error) => refused(&desk, &back, error),
    }
}

/// Money goes back: an associate has given it, or a provider is asked once more.
pub async fn refund(desk: Desk, Path(number): Path<String>, posted: Posted) -> Done {
    let order = desk.order(&number).await?;
    let back = page_of(&desk, &order.number.to_string());
    let refund: Option<RefundId> = posted.field("refund").and_then(|raw| raw.parse().ok());
    let (Some(id), Some(refund)) = (command(&posted), refund) else {
        return Ok(said(&desk, &back, Said::Missing));
    };
    let (done, words) = match posted.field("act") {
        Some("given-back") => (
            orders::give_back(&desk.shop, &order, refund, id, desk.actor()).await,
            Said::GivenBack,
        ),
        Some("again") => {
            let again = Command::RefundAgain(refund);
            let done = orders::act(&desk.shop, order.number, id, desk.actor(), again);
            (done.await, Said::AskedAgain)
        }
        _ => return Ok(said(&desk, &back, Said::Missing)),
    };
    match done {
        Ok(_) => Ok(said(&desk, &back, words)),
        Err(error) => refused(&desk, &back, error),
    }
}

/// What the shopper has said by other ways of what nobody can send.
pub async fn choose(desk: Desk, Path(number): Path<String>, posted: Posted) -> Done {
    desk.must_be(Role::Manager)?;
    let order = desk.order(&number).await?;
    let back = page_of(&desk, &order.number.to_string());
    let choice = match posted.field("choice") {
        Some("wait") => Some(Choice::Wait),
        Some("refund") => Some(Choice::Refund),
        _ => None,
    };
    let (Some(id), Some(choice)) = (command(&posted), choice) else {
        return Ok(said(&desk, &back, Said::Missing));
    };
    let command = Command::Choose(choice);
    match orders::act(&desk.shop, order.number, id, desk.actor(), command).await {
        Ok(_) => Ok(said(&desk, &back, Said::Done)),
        Err(error) => refused(&desk, &back, error),
    }
}

/// The page of an order on which whoever is at the desk works.
fn page_of(desk: &Desk, number: &str) -> String {
    let path = match desk.is(Role::Merchant) {
        true => ADMIN_ORDER,
        false => ORDER,
    };
    of_order(path, number)
}
