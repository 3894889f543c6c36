//! What whoever stands in front of a screen asks of the staff.

use super::{Screen, answer, asked};
use crate::kiosk;
use axum::body::Bytes;
use axum::response::Response;
use baguni_api::kiosk::{CallReason, PickupCheck, TicketAsk};

pub async fn call(screen: Screen, body: Bytes) -> Response {
    let called = async {
        let reason: CallReason = asked(&body)?;
        kiosk::call(&screen.shop, screen.device.id, reason).await
    };
    answer(called.await)
}

pub async fn call_off(screen: Screen) -> Response {
    answer(kiosk::call_off(&screen.shop, screen.device.id).await)
}

pub async fn ticket(screen: Screen, body: Bytes) -> Response {
    let made = async {
        let ticket: TicketAsk = asked(&body)?;
        let visitor = screen.visitor().await?;
        kiosk::make_ticket(&screen.shop, &screen.device, &visitor, ticket).await
    };
    answer(made.await)
}

pub async fn pickup(screen: Screen, body: Bytes) -> Response {
    let found = async {
        let check: PickupCheck = asked(&body)?;
        kiosk::check_pickup(&screen.shop, &screen.device, &check).await
    };
    answer(found.await)
}
