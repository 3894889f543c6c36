//! Whoever stands in front of a screen: a guest like any other, whose session belongs to the screen
//! and ends with everything that is known of it.

use super::{KioskError, now};
use crate::accounts::AccountError;
use crate::http::Shop;
use baguni_commerce::{DeviceId, ShopperId};
use baguni_storage::{EndedSession, NewSession, SessionId, StorageError, Subject};

/// Opens a session at a screen. Whoever was there before is gone.
pub async fn open(
    shop: &Shop,
    device: DeviceId,
    shopper: ShopperId,
    session: NewSession,
) -> Result<SessionId, AccountError> {
    shop.kiosks.limits.session(device)?;
    let storage = &shop.storage;
    let opened = storage.open_kiosk_session(device, shopper, session, now());
    let Some((session, ended)) = opened.await? else {
        shop.kiosks.seen.forget(device);
        return Err(StorageError::Unknown(Subject::Device(device)).into());
    };
    announce(shop, device, &ended);
    Ok(session)
}

/// Ends every session at a screen; sent twice it does nothing more.
pub async fn reset(shop: &Shop, device: DeviceId) -> Result<(), KioskError> {
    shop.kiosks.limits.reset(device)?;
    let ended = shop.storage.end_kiosk_sessions(device, now()).await?;
    announce(shop, device, &ended);
    Ok(())
}

/// Sends the connections of a screen's ended sessions away; nobody hears of them who comes later.
pub(super) fn announce(shop: &Shop, device: DeviceId, ended: &[EndedSession]) {
    shop.kiosks.news.forget(device);
    for EndedSession { session, shopper } in ended {
        shop.accounts.announce_ended(*shopper, &[*session]);
    }
}
