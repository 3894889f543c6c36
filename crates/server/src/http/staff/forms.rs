//! Moving parts of orders on, and choosing where to look.

use super::desk::{self, Desk};
use super::pickups;
use crate::http::plain;
use crate::http::posted::Posted;
use crate::orders::{self, OrderError};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use baguni::pages::staff::Said;
use baguni_api::staff::{TODAY, WORK, of_part};
use baguni_commerce::order::{
    Command, Fulfillment, LineId, Order, Refused, RejectReason, Role, Step,
};
use baguni_commerce::{CommandId, Handle};

type Done = Result<Response, Response>;

/// Of a carrier's number, in characters.
const TRACKING: usize = 40;

/// A merchant looks at another place from now on.
pub async fn place(desk: Desk, posted: Posted) -> Done {
    desk.must_be(Role::Merchant)?;
    let place = posted.field("place").and_then(|raw| raw.parse().ok());
    let place = place.filter(|place: &Handle| {
        let storefront = desk.shop.catalogue.current();
        storefront.catalogue().location(place).is_some()
    });
    let place = place.ok_or_else(|| desk.nothing())?;
    let mut response = desk.see(TODAY);
    let cookie = desk::cookie(&desk.shop, &place);
    response.headers_mut().append(SET_COOKIE, cookie);
    Ok(response)
}

pub async fn step(
    desk: Desk,
    Path((number, part)): Path<(String, String)>,
    posted: Posted,
) -> Done {
    let (order, part) = desk.part(&number, &part).await?;
    let back = of_part(&order.number.to_string(), part.id.0);
    let Some(id) = command(&posted) else {
        return Ok(said(&desk, &back, Said::Missing));
    };
    let step = match read(&desk, &posted, &order, &part).await? {
        Ok(step) => step,
        Err(wrong) => return Ok(said(&desk, &back, wrong)),
    };
    let is_reject = matches!(step, Step::Reject(..));
    let is_pick_up = matches!(step, Step::PickUp(_));
    let step = Command::Step(part.id, step);
    let acted = orders::act(&desk.shop, order.number, id, desk.actor(), step).await;
    match acted {
        Ok(_) if is_reject => Ok(said(&desk, WORK, Said::Rejected)),
        Ok(_) if is_pick_up => {
            if let Some(place) = desk.staff.location.as_ref() {
                desk.shop.staff.was_right(desk.staff.account, place);
            }
            Ok(said(&desk, &back, Said::HandedOut))
        }
        Ok(_) => Ok(said(&desk, &back, Said::Done)),
        Err(error) => refused(&desk, &back, error),
    }
}

/// The step that a form asks for, or what is missing in it.
async fn read(
    desk: &Desk,
    posted: &Posted,
    order: &Order,
    part: &Fulfillment,
) -> Result<Result<Step, Said>, Response> {
    let field = |name| posted.field(name).unwrap_or_default().trim();
    let step = match field("step") {
        "accept" => Step::Accept,
        "pick" => Step::Pick,
        "pack" => Step::Pack,
        "hand-over" => Step::HandOver {
            tracking: tracking(field("tracking")),
        },
        "deliver" => Step::Deliver,
        "ready" => Step::Ready,
        "receive" => Step::Receive,
        "put-back" => Step::PutBack,
        "reject" => match (RejectReason::from_code(field("reason")), blamed(posted)) {
            (Some(reason), Some(lines)) => Step::Reject(reason, lines),
            _ => return Ok(Err(Said::Missing)),
        },
        "pick-up" => {
            let proof = pickups::proof(desk, posted, order, part).await?;
            return Ok(proof.map(Step::PickUp));
        }
        _ => return Ok(Err(Said::Missing)),
    };
    Ok(Ok(step))
}

/// The lines that a rejection is about; `None` where one cannot be read.
fn blamed(posted: &Posted) -> Option<Vec<LineId>> {
    let named = posted.values("line").map(|raw| raw.parse().ok());
    named.map(|id| id.map(LineId)).collect()
}

fn tracking(typed: &str) -> Option<String> {
    let is_fine = |c: &char| !c.is_control();
    let number: String = typed.chars().filter(is_fine).take(TRACKING).collect();
    Some(number).filter(|number| !number.is_empty())
}

/// What the form that was drawn is called.
pub fn command(posted: &Posted) -> Option<CommandId> {
    posted.field("command")?.parse().ok()
}

pub fn said(desk: &Desk, path: &str, said: impl Into<Said>) -> Response {
    let joint = if path.contains('?') { '&' } else { '?' };
    desk.see(&format!("{path}{joint}said={}", said.into().code()))
}

/// What is said of a command that an order did not take.
pub fn refused(desk: &Desk, back: &str, error: OrderError) -> Done {
    let why = match error {
        OrderError::Refused(why) => why,
        OrderError::AmountDiffers(_) => return Ok(said(desk, back, Said::AmountDiffers)),
        OrderError::NoOrder => return Err(desk.nothing()),
        error => {
            tracing::warn!(%error, "a step of the staff came to nothing");
            return Err(plain::page(StatusCode::SERVICE_UNAVAILABLE));
        }
    };
    let what = match why {
        Refused::NotAllowed => return Err(desk.refused()),
        Refused::WrongCode => Said::WrongCode,
        Refused::NotPaid => Said::NotPaid,
        Refused::HandedOver => Said::HandedOver,
        Refused::OrderState(_)
        | Refused::FulfillmentState(_)
        | Refused::NoFulfillment
        | Refused::NoLine
        | Refused::Foreign
        | Refused::NoPayment
        | Refused::NotOwed
        | Refused::NothingToChoose => Said::Moved,
    };
    Ok(said(desk, back, what))
}
