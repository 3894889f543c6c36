//! Baskets that go between a screen and a phone. The screen shows a code, whoever scans it takes
//! part in the screen's basket, and nobody else ever does.

use super::{KioskError, now, tell};
use crate::accounts::{AccountError, Visitor, random};
use crate::http::Shop;
use crate::qr::{self, Spare};
use baguni_api::kiosk::{Direction, HandOffAsk, HandOffCode, News, PHONE};
use baguni_commerce::ShopperId;
use baguni_storage::{
    Device, HandOff, NewHandOff, ScreenSession, SessionId, StorageError, TO_PHONE_LIFE,
    TO_SCREEN_LIFE, TokenHash,
};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// 128 random bits in the fragment of an address, written in URL-safe base64. It is not printed by
/// mistake: only [`Code::reveal`] writes it.
#[derive(Clone, PartialEq, Eq)]
pub struct Code([u8; 16]);

/// What was sent is no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not the code of a screen")]
pub struct NotACode;

impl Code {
    pub fn reveal(&self) -> String {
        BASE64_URL_SAFE_NO_PAD.encode(self.0)
    }

    /// A plain digest suffices: nobody guesses 128 bits in five minutes.
    fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0).into())
    }
}

impl FromStr for Code {
    type Err = NotACode;

    fn from_str(raw: &str) -> Result<Self, NotACode> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(raw).map_err(|_| NotACode)?;
        bytes.try_into().map(Self).map_err(|_| NotACode)
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Code(…)")
    }
}

/// A new code for whoever stands at a screen. `origin` is the scheme and host that phones reach the
/// shop at.
pub async fn offer(
    shop: &Shop,
    device: &Device,
    visitor: &Visitor,
    ask: HandOffAsk,
    origin: &str,
) -> Result<HandOffCode, KioskError> {
    shop.kiosks.limits.offer(device.id)?;
    let code = Code(random());
    let (asked_at, lives_ms) = (now(), life(ask.direction));
    let path = ask.locale.href(PHONE);
    let offer = NewHandOff {
        session: visitor.session,
        device: device.id,
        direction: ask.direction,
        way: ask.way.filter(|_| ask.direction == Direction::ToPhone),
        expires_at: asked_at + lives_ms,
    };
    let offered = shop.storage.offer_hand_off(code.hash(), offer, asked_at);
    if !offered.await? {
        return Err(KioskError::NoDevice);
    }
    let url = format!("{origin}{path}#{}", code.reveal());
    let drawn = qr::code(&url, Spare::Some);
    let drawn = drawn.ok_or(KioskError::Wrong(
        "the shop's address is too long for a code",
    ))?;
    Ok(HandOffCode {
        url,
        modules: u32::try_from(drawn.size).unwrap_or_default(),
        path: drawn.path,
        lives_ms,
    })
}

fn life(direction: Direction) -> u64 {
    match direction {
        Direction::ToPhone => TO_PHONE_LIFE,
        Direction::ToScreen => TO_SCREEN_LIFE,
    }
}

/// What a code is good for in the hands of a phone, which may be nobody yet.
pub async fn look(
    shop: &Shop,
    code: &Code,
    phone: Option<ShopperId>,
    from: Option<IpAddr>,
) -> Result<HandOff, KioskError> {
    shop.kiosks.limits.look(from)?;
    Ok(shop.storage.hand_off(&code.hash(), phone, now()).await?)
}

/// Takes what a code offers. The screen goes on with the phone's basket, at once.
pub async fn accept(
    shop: &Shop,
    code: &Code,
    phone: &Visitor,
    from: Option<IpAddr>,
) -> Result<HandOff, KioskError> {
    shop.kiosks.limits.look(from)?;
    let (hash, policy) = (code.hash(), shop.accounts.policy().into());
    let storage = &shop.storage;
    let accepted = storage.accept_hand_off(&hash, phone.shopper, policy, now());
    let answer = accepted.await?;
    if let HandOff::Good(offered) = &answer {
        if let Some((session, _)) = offered.screen {
            shop.accounts.announce_in(session, phone.shopper);
        }
        tell(shop, offered.device, News::HandedOff(offered.direction));
    }
    Ok(answer)
}

/// The screens that show somebody's basket.
pub async fn screens_of(
    shop: &Shop,
    shopper: ShopperId,
) -> Result<Vec<ScreenSession>, StorageError> {
    shop.storage.screens_of(shopper).await
}

/// Takes somebody's basket off one of these screens, or off all of them; tells whether there was
/// one. The screens begin again.
pub async fn leave_screens(
    shop: &Shop,
    shopper: ShopperId,
    only: Option<SessionId>,
) -> Result<bool, AccountError> {
    let ended = shop.storage.end_screens_of(shopper, only).await?;
    for screen in &ended {
        shop.accounts.announce_ended(shopper, &[screen.session]);
        shop.kiosks.news.forget(screen.device);
        tell(shop, screen.device, News::Reset);
    }
    Ok(!ended.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back_and_nothing_else_is() {
        let code = Code(random());
        let written = code.reveal();
        assert_eq!(written.len(), 22);
        assert_eq!(written.parse(), Ok(code.clone()));
        assert!(!format!("{code:?}").contains(&written));
        assert_ne!(code.hash().0[..16], code.0);
        let check = |raw: &str| assert_eq!(raw.parse::<Code>(), Err(NotACode), "{raw:?}");
        check("");
        check(&written[1..]);
        check(&format!("{written}A"));
        check(&format!("{}+", &written[1..]));
        check("'; DROP TABLE hand_off; --");
        check(&"A".repeat(9_000));
    }
}
