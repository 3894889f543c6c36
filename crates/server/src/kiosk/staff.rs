//! What those who work for the shop do with screens. A screen of another store is one that is not
//! there.

use super::pairing::{PAIRING, check, code_hash, digits, new_code};
use super::{KioskError, now, tell};
use crate::http::Shop;
use baguni_api::kiosk::{DeviceOrder, News, StaffPass, Told};
use baguni_commerce::order::{Role, Staff};
use baguni_commerce::{CommandId, DeviceId, Handle};
use baguni_storage::{Device, DevicePlan, PASS_LIFE, Who};

const PASS: &str = "pass";
const PASS_DIGITS: u32 = 6;

/// Whether somebody works at a place, or everywhere.
pub fn may(staff: &Staff, place: &Handle) -> bool {
    staff.role == Role::Merchant || staff.location.as_ref() == Some(place)
}

/// Gives the eight digits with which one screen becomes this, within ten minutes. They are shown
/// once.
pub async fn allow_pairing(
    shop: &Shop,
    staff: &Staff,
    mut plan: DevicePlan,
) -> Result<String, KioskError> {
    if !may(staff, &plan.location) {
        return Err(KioskError::NoDevice);
    }
    check(shop, &plan)?;
    plan.name = plan.name.trim().to_owned();
    let code = new_code();
    let hash = code_hash(PAIRING, &code);
    shop.storage
        .allow_pairing(hash, plan, &staff.into(), now())
        .await?;
    Ok(code)
}

/// A screen that somebody may do something with.
async fn device_of(shop: &Shop, staff: &Staff, id: DeviceId) -> Result<Device, KioskError> {
    let device = shop.storage.device(id).await?;
    let device = device.filter(|device| device.revoked.is_none() && may(staff, &device.location));
    device.ok_or(KioskError::NoDevice)
}

/// Tells a screen to do something; `id` makes it happen once.
pub async fn order(
    shop: &Shop,
    staff: &Staff,
    device: DeviceId,
    id: CommandId,
    what: DeviceOrder,
) -> Result<(), KioskError> {
    device_of(shop, staff, device).await?;
    let order = match what {
        DeviceOrder::Message(text) => DeviceOrder::Message(said(text)),
        other => other,
    };
    let told = Told { id, order };
    let told = shop
        .storage
        .tell_device(device, &told, &staff.into(), now())
        .await?;
    if !told {
        return Err(KioskError::NoDevice);
    }
    shop.kiosks.seen.forget(device);
    tell(shop, device, News::Told);
    Ok(())
}

/// A message as it is shown; one of blanks is none.
fn said(text: Option<String>) -> Option<String> {
    let plain = |c: &char| !c.is_control();
    let text: String = text?
        .chars()
        .filter(plain)
        .take(DeviceOrder::MESSAGE)
        .collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Takes the key of a screen back: whoever stands there has no session any more, and the screen is
/// nobody's.
pub async fn revoke(shop: &Shop, staff: &Staff, id: DeviceId) -> Result<(), KioskError> {
    let device = device_of(shop, staff, id).await?;
    end(shop, &device, &staff.into()).await
}

/// A screen was set up anew: the key that it had until then is nobody's.
pub async fn replace(shop: &Shop, before: &Device, by: &Who) -> Result<(), KioskError> {
    end(shop, before, by).await
}

async fn end(shop: &Shop, device: &Device, by: &Who) -> Result<(), KioskError> {
    let ended = shop.storage.revoke_device(device.id, by, now()).await?;
    shop.kiosks.seen.forget(device.id);
    let Some(ended) = ended else {
        return Err(KioskError::NoDevice);
    };
    super::sessions::announce(shop, device.id, &ended);
    tell(shop, device.id, News::Revoked);
    tracing::info!(device = %device.id, location = %device.location, "a screen has been revoked");
    Ok(())
}

/// Gives the six digits that open the staff's screen of a device, and until when they do.
pub async fn allow_staff(
    shop: &Shop,
    staff: &Staff,
    id: DeviceId,
) -> Result<(StaffPass, u64), KioskError> {
    device_of(shop, staff, id).await?;
    let (pass, now) = (digits(PASS_DIGITS), now());
    let hash = code_hash(PASS, &pass);
    let allowed = shop
        .storage
        .allow_staff(id, hash, &staff.into(), now)
        .await?;
    match allowed {
        true => Ok((StaffPass(pass), now + PASS_LIFE)),
        false => Err(KioskError::NoDevice),
    }
}

/// Opens the staff's screen at the device itself; for how many milliseconds it stays open.
pub async fn open_staff_screen(
    shop: &Shop,
    device: DeviceId,
    StaffPass(typed): &StaffPass,
) -> Result<u64, KioskError> {
    shop.kiosks.limits.try_pass(device)?;
    let hash = code_hash(PASS, typed.trim());
    let now = now();
    let opened = shop.storage.open_staff_screen(device, &hash, now).await?;
    let until = opened.ok_or(KioskError::Wrong("the pass is wrong, used or too old"))?;
    shop.kiosks.limits.pass_was_right(device);
    Ok(until.saturating_sub(now))
}

/// The key is given back at the device, whose staff's screen is open.
pub async fn unpair(shop: &Shop, id: DeviceId) -> Result<(), KioskError> {
    let device = shop.storage.device(id).await?;
    let device = device.ok_or(KioskError::NoDevice)?;
    let Some(by) = device.staff_at(now()).cloned() else {
        return Err(KioskError::Wrong("the staff's screen is not open"));
    };
    end(shop, &device, &by).await
}
