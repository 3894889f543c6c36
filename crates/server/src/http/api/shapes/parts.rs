//! The parts of an order that one place each takes care of, and their steps.

use super::order::Sight;
use super::time;
use baguni_commerce::order::{Fulfillment, LineId, Method, Order};
use baguni_commerce::promise::Promise;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What one place takes care of.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Fulfillment)]
pub struct FulfillmentShape {
    pub id: u16,
    pub location: String,
    /// `ship`, `pickup` or `ship_to_store`.
    pub method: String,
    /// The store that it is sent to.
    pub to: Option<String>,
    pub lines: Vec<PartShape>,
    /// `routing`, `offered`, `accepted`, `picking`, `packed`, `handed_over`, `delivered`,
    /// `in_transit`, `received_at_store`, `ready_for_pickup`, `picked_up`, `no_show`,
    /// `returned_to_stock`, `rejected`, `timed_out` or `cancelled`.
    pub state: String,
    #[schema(format = DateTime)]
    pub since: String,
    #[schema(format = DateTime)]
    pub accept_by: Option<String>,
    pub promise: PromiseShape,
    /// The six digits, to the shopper alone.
    pub pickup_code: Option<String>,
    pub tracking: Option<String>,
    pub reason: Option<String>,
}

/// So many of a line.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = LinePart)]
pub struct PartShape {
    pub line: u16,
    pub quantity: u32,
}

/// What the shopper was promised: days in Seoul, or a moment.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Promise)]
pub struct PromiseShape {
    /// `ready_by`, `ready_on` or `delivery`.
    pub kind: String,
    pub by: Option<String>,
    pub from: Option<String>,
    pub until: Option<String>,
}

/// What a step needs to know; most need nothing.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = StepDetails)]
pub struct StepBody {
    /// Of `reject`: `not_in_stock`, `damaged`, `too_busy` or `closing`.
    pub reason: Option<String>,
    /// Of `reject`: the `line` of those of the part that are missing or damaged; without any, all are.
    pub lines: Vec<u16>,
    /// Of `hand-over`: the carrier's number.
    pub tracking: Option<String>,
    /// Of `pick-up`: the six digits that the shopper says.
    pub code: Option<String>,
    /// Of `pick-up`: the signature in the code that the shopper shows.
    pub signature: Option<String>,
}

pub(super) fn parts(order: &Order, sight: Sight) -> Vec<FulfillmentShape> {
    let parts = order.fulfillments.iter();
    parts.map(|one| part(one, sight)).collect()
}

fn part(part: &Fulfillment, sight: Sight) -> FulfillmentShape {
    let (method, to) = match &part.method {
        Method::Ship => ("ship", None),
        Method::Pickup => ("pickup", None),
        Method::ShipToStore { to } => ("ship_to_store", Some(to.to_string())),
    };
    let code = part.code.filter(|_| sight == Sight::Own);
    FulfillmentShape {
        id: part.id.0,
        location: part.location.to_string(),
        method: method.to_owned(),
        to,
        lines: lines(&part.lines),
        state: part.state.code().to_owned(),
        since: time(part.since),
        accept_by: part.accept_by.map(time),
        promise: promise(part.promise),
        pickup_code: code.map(|code| code.to_string()),
        tracking: part.tracking.clone(),
        reason: part.reason.clone(),
    }
}

pub(super) fn lines(lines: &[(LineId, u32)]) -> Vec<PartShape> {
    let lines = lines.iter();
    lines
        .map(|(line, quantity)| PartShape {
            line: line.0,
            quantity: *quantity,
        })
        .collect()
}

fn promise(promise: Promise) -> PromiseShape {
    let (kind, by, days) = match promise {
        Promise::ReadyBy(at) => ("ready_by", Some(time(at)), None),
        Promise::ReadyOn { from, until } => ("ready_on", None, Some((from, until))),
        Promise::Delivery { from, until } => ("delivery", None, Some((from, until))),
    };
    PromiseShape {
        kind: kind.to_owned(),
        by,
        from: days.map(|(from, _)| from.to_string()),
        until: days.map(|(_, until)| until.to_string()),
    }
}
