//! Somebody at a screen needs help: who waits, and who goes.

use super::desk::Desk;
use super::devices::failed;
use super::forms::said;
use crate::http::posted::Posted;
use crate::kiosk;
use axum::extract::Path;
use axum::response::Response;
use baguni::pages::staff::{CallSeen, Said, ScreenSaid};
use baguni_api::staff::TODAY;
use baguni_commerce::Handle;
use baguni_storage::{CallId, KeptCall, Who};

/// Who waits at the screens of a place, the longest first.
pub async fn open(desk: &Desk, place: &Handle) -> Result<Vec<CallSeen>, Response> {
    let calls = kiosk::calls(&desk.shop, &desk.staff, place).await;
    let calls = calls.map_err(|error| failed(desk, &error))?;
    Ok(calls.into_iter().map(|call| seen(desk, call)).collect())
}

fn seen(desk: &Desk, call: KeptCall) -> CallSeen {
    let taken_by = call.taken.map(|(by, _)| by);
    let is_mine = taken_by.as_ref().is_some_and(|by| is_at(desk, by));
    CallSeen {
        id: call.id.0,
        screen: call.device_name,
        reason: call.reason,
        called_at: call.called_at,
        is_mine,
        taken_by: taken_by.map(|by| by.name),
        about: call
            .about
            .map(|(number, part)| (number.to_string(), part.0)),
    }
}

fn is_at(desk: &Desk, who: &Who) -> bool {
    who.account == Some(desk.staff.account)
}

/// Takes or ends a call. Of a call that is over, or another store's, only that is said.
pub async fn act(
    desk: Desk,
    Path(call): Path<String>,
    posted: Posted,
) -> Result<Response, Response> {
    let call = call.parse().map(CallId).map_err(|_| desk.nothing())?;
    let what: Said = match posted.field("act") {
        Some("take") => take(&desk, call).await?.into(),
        Some("close") => {
            let closed = kiosk::close_call(&desk.shop, &desk.staff, call).await;
            match closed.map_err(|error| failed(&desk, &error))? {
                true => ScreenSaid::CallClosed.into(),
                false => ScreenSaid::CallOver.into(),
            }
        }
        _ => Said::Missing,
    };
    Ok(said(&desk, TODAY, what))
}

async fn take(desk: &Desk, call: CallId) -> Result<ScreenSaid, Response> {
    let taken = kiosk::take_call(&desk.shop, &desk.staff, call).await;
    let taken = taken.map_err(|error| failed(desk, &error))?;
    let by = taken.and_then(|call| call.taken).map(|(by, _)| by);
    Ok(match by {
        Some(by) if is_at(desk, &by) => ScreenSaid::Going,
        Some(_) => ScreenSaid::Taken,
        None => ScreenSaid::CallOver,
    })
}
