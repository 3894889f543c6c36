//! A screen becomes a store's: with a code of eight digits that an associate reads to it.

use super::{KioskError, now};
use crate::accounts::{Token, random};
use crate::http::Shop;
use baguni_api::kiosk::{PairingCode, Setup};
use baguni_commerce::DeviceId;
use baguni_storage::{Device, DevicePlan, TokenHash};
use sha2::{Digest as _, Sha256};
use std::net::IpAddr;
use std::ops::RangeInclusive;

/// How long nobody may touch a screen before it asks whether anybody is there, in seconds.
pub const IDLE_S: RangeInclusive<u32> = 30..=180;
/// The longest name of a screen, in characters.
const NAME: usize = 40;
/// How many digits a pairing code has.
const DIGITS: usize = 8;

/// What is kept of a code. Digits are few, but they are good for minutes, and once.
pub(super) fn code_hash(kind: &str, code: &str) -> TokenHash {
    TokenHash(Sha256::digest(format!("{kind}:{code}")).into())
}

/// So many random digits.
pub(super) fn digits(many: u32) -> String {
    let drawn = u64::from_be_bytes(random()) % 10_u64.pow(many);
    let width = many as usize;
    format!("{drawn:0width$}")
}

pub(super) fn new_code() -> String {
    digits(DIGITS as u32)
}

/// Why a screen cannot be set up like this.
pub(super) fn check(shop: &Shop, plan: &DevicePlan) -> Result<(), KioskError> {
    let storefront = shop.catalogue.current();
    let mut stores = storefront.catalogue().stores();
    let name = plan.name.trim();
    let is_name = (1..=NAME).contains(&name.chars().count()) && !name.chars().any(char::is_control);
    match () {
        () if !stores.any(|store| store.handle == plan.location) => {
            Err(KioskError::Wrong("there is no such store"))
        }
        () if !is_name => Err(KioskError::Wrong("a name has 1 to 40 characters")),
        () if !IDLE_S.contains(&plan.idle_s) => {
            Err(KioskError::Wrong("it waits for 30 to 180 seconds"))
        }
        () if !plan.profile.is_plausible() => Err(KioskError::Wrong("no screen is built so")),
        () => Ok(()),
    }
}

/// Uses a code up; gives the key, which is shown to nobody else, and what the screen is now.
pub async fn pair(
    shop: &Shop,
    PairingCode(typed): &PairingCode,
    from: Option<IpAddr>,
) -> Result<(Token, Device), KioskError> {
    shop.kiosks.limits.try_code(from)?;
    let typed: String = typed.chars().filter(|c| !c.is_whitespace()).collect();
    let is_code = typed.len() == DIGITS && typed.bytes().all(|b| b.is_ascii_digit());
    let wrong = KioskError::Wrong("the code is wrong, used or too old");
    if !is_code {
        return Err(wrong);
    }
    let (key, id) = (Token::random(), DeviceId(random()));
    let code = code_hash(PAIRING, &typed);
    let paired = shop.storage.pair(&code, id, key.hash(), now()).await?;
    let device = paired.ok_or(wrong)?;
    tracing::info!(device = %device.id, location = %device.location, "a screen has been paired");
    Ok((key, device))
}

pub(super) const PAIRING: &str = "pairing";

/// What a screen is set up as at this moment. `origin` is the scheme and host that phones reach the
/// shop at.
pub async fn setup(shop: &Shop, id: DeviceId, origin: String) -> Result<Setup, KioskError> {
    let device = shop.storage.device(id).await?;
    let device = device.filter(|device| device.revoked.is_none());
    let device = device.ok_or(KioskError::NoDevice)?;
    Ok(Setup {
        device: device.id,
        name: device.name,
        location: device.location,
        profile: device.profile,
        idle_s: device.idle_s,
        origin,
        locked: device.locked,
        message: device.message,
    })
}
