//! Somebody at a screen calls for an associate, and somebody comes.

use super::{KioskError, first_name, may, now, tell};
use crate::http::Shop;
use baguni_api::kiosk::{Call, CallReason, News};
use baguni_commerce::order::Staff;
use baguni_commerce::{DeviceId, Handle};
use baguni_storage::{CallId, KeptCall};

/// Calls; while a call is open that one is answered.
pub async fn call(shop: &Shop, device: DeviceId, reason: CallReason) -> Result<Call, KioskError> {
    shop.kiosks.limits.call(device)?;
    let kept = shop.storage.call_staff(device, reason, None, now()).await?;
    let kept = kept.ok_or(KioskError::NoDevice)?;
    shop.staff.changed();
    Ok(Call {
        reason: kept.reason,
        called_at: kept.called_at,
        taken_by: kept.taken.map(|(by, _)| first_name(&by.name)),
    })
}

/// The shopper needs nobody any more.
pub async fn call_off(shop: &Shop, device: DeviceId) -> Result<(), KioskError> {
    let open = shop.storage.open_calls(None).await?;
    for call in open.iter().filter(|call| call.device == device) {
        shop.storage.close_call(call.id, now()).await?;
        shop.staff.changed();
    }
    Ok(())
}

/// What a screen that begins to listen may have missed of its call. Nothing is to be said of one that
/// waits for somebody.
pub async fn of_call(shop: &Shop, device: DeviceId) -> Result<Option<News>, KioskError> {
    let open = shop.storage.open_calls(None).await?;
    let Some(call) = open.into_iter().find(|call| call.device == device) else {
        return Ok(Some(News::Call(None)));
    };
    let taken = call.taken.map(|(by, _)| first_name(&by.name));
    Ok(taken.map(|by| News::Call(Some(by))))
}

/// The open calls of a store, the oldest first.
pub async fn calls(
    shop: &Shop,
    staff: &Staff,
    place: &Handle,
) -> Result<Vec<KeptCall>, KioskError> {
    if !may(staff, place) {
        return Ok(Vec::new());
    }
    Ok(shop.storage.open_calls(Some(place)).await?)
}

/// An associate comes; the screen says so. Answers who comes, which may be somebody faster; nothing
/// where the call is over or another store's.
pub async fn take_call(
    shop: &Shop,
    staff: &Staff,
    call: CallId,
) -> Result<Option<KeptCall>, KioskError> {
    if !is_theirs(shop, staff, call).await? {
        return Ok(None);
    }
    let taken = shop.storage.take_call(call, &staff.into(), now()).await?;
    if let Some(taken) = &taken {
        let who = taken.taken.as_ref().map(|(by, _)| first_name(&by.name));
        tell(shop, taken.device, News::Call(who));
        shop.staff.changed();
    }
    Ok(taken)
}

/// The call is over; tells whether it was open and theirs.
pub async fn close_call(shop: &Shop, staff: &Staff, call: CallId) -> Result<bool, KioskError> {
    if !is_theirs(shop, staff, call).await? {
        return Ok(false);
    }
    let closed = shop.storage.close_call(call, now()).await?;
    if let Some(closed) = &closed {
        tell(shop, closed.device, News::Call(None));
        shop.staff.changed();
    }
    Ok(closed.is_some())
}

async fn is_theirs(shop: &Shop, staff: &Staff, call: CallId) -> Result<bool, KioskError> {
    let open = shop.storage.open_calls(None).await?;
    let call = open.iter().find(|open| open.id == call);
    Ok(call.is_some_and(|call| may(staff, &call.location)))
}
