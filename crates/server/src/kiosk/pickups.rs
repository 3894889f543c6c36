//! Somebody comes for what they have ordered and asks the screen for it. It says how it stands and
//! nothing of whose it is or what.

use super::{KioskError, now};
use crate::http::Shop;
use crate::orders::links;
use crate::staff;
use baguni_api::kiosk::{CallReason, PickupCheck, PickupFound};
use baguni_commerce::Handle;
use baguni_commerce::order::{
    Fulfillment, FulfillmentId, FulfillmentState, Method, OrderNumber, PickupCode,
};
use baguni_storage::Device;

/// Looks for a pickup at the screen's store. If it is ready, an associate is called.
pub async fn check_pickup(
    shop: &Shop,
    device: &Device,
    PickupCheck(typed): &PickupCheck,
) -> Result<PickupFound, KioskError> {
    shop.kiosks.limits.guess(device.id)?;
    let (found, about) = match typed.trim().parse::<PickupCode>() {
        Ok(code) => by_code(shop, &device.location, code).await?,
        Err(_) => by_scan(shop, &device.location, typed).await?,
    };
    if found != PickupFound::Unknown {
        shop.kiosks.limits.guessed_right(device.id);
    }
    if matches!(found, PickupFound::Ready { .. }) {
        let called = shop
            .storage
            .call_staff(device.id, CallReason::Counter, about, now());
        called.await?;
        shop.staff.changed();
    }
    Ok(found)
}

/// What the screen says, and which part of which order it is, for the associate alone.
type Checked = (PickupFound, Option<(OrderNumber, FulfillmentId)>);

const UNKNOWN: Checked = (PickupFound::Unknown, None);

/// Six digits are few: they are looked for in this store alone. What is ready goes before what is on
/// its way, for two may have the same.
async fn by_code(shop: &Shop, here: &Handle, code: PickupCode) -> Result<Checked, KioskError> {
    let parts = staff::parts_at(shop, here).await?;
    let fitting = parts
        .iter()
        .filter_map(|of| Some((of.order.number, of.part()?)));
    let fitting = fitting.filter(|(_, part)| part.code == Some(code) && part.place() == here);
    let mut found: Vec<Checked> = fitting
        .map(|(number, part)| (stands(part, here), Some((number, part.id))))
        .collect();
    found.sort_by_key(|(found, _)| !matches!(found, PickupFound::Ready { .. }));
    Ok(found.first().copied().unwrap_or(UNKNOWN))
}

/// What is signed tells which one it is, wherever that is.
async fn by_scan(shop: &Shop, here: &Handle, typed: &str) -> Result<Checked, KioskError> {
    let Some((number, id)) = links::read_pickup_token(shop, typed).await? else {
        return Ok(UNKNOWN);
    };
    let order = shop.storage.order(number).await?;
    let part = order.as_ref().and_then(|order| of_code(order, id));
    Ok(part.map_or(UNKNOWN, |part| {
        (stands(part, here), Some((number, part.id)))
    }))
}

fn of_code(order: &baguni_commerce::order::Order, id: FulfillmentId) -> Option<&Fulfillment> {
    let part = order.fulfillment(id);
    part.filter(|part| part.method != Method::Ship)
}

fn stands(part: &Fulfillment, here: &Handle) -> PickupFound {
    use FulfillmentState as S;
    match part.state {
        S::PickedUp => PickupFound::Gone,
        S::NoShow | S::ReturnedToStock | S::Rejected | S::TimedOut | S::Cancelled => {
            PickupFound::Unknown
        }
        _ if part.place() != here => PickupFound::Elsewhere,
        S::ReadyForPickup => PickupFound::Ready {
            pieces: part.lines.iter().map(|(_, quantity)| quantity).sum(),
        },
        _ => PickupFound::NotYet,
    }
}
