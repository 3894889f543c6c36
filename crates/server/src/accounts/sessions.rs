//! Who a request comes from.

use super::cookies::Life;
use super::{AccountError, Token, cookies, device, now, token};
use crate::http::Shop;
use crate::kiosk::{self, Known};
use axum::http::{HeaderMap, HeaderValue};
use baguni_commerce::{DeviceId, ShopperId};
use baguni_storage::{Account, NewSession, Session, SessionId, TokenHash};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The shopper behind a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visitor {
    /// Whose basket it is.
    pub shopper: ShopperId,
    pub session: SessionId,
    /// Whose account it is, if a password was given in this session.
    pub account: Option<Account>,
    /// The store's screen that they stand at.
    pub kiosk: Option<DeviceId>,
}

/// The shopper that a request's cookie proves, if it does. A session that was opened at a store's
/// screen is one only with that screen's key, and any other only without.
pub async fn of(shop: &Shop, headers: &HeaderMap) -> Result<Option<Visitor>, AccountError> {
    let Some(visitor) = by_token(shop, headers).await? else {
        return Ok(None);
    };
    let here = match kiosk::known(shop, headers).await? {
        Known::Device(device) => Some(device.id),
        Known::Stranger => None,
        Known::Revoked => return Ok(None),
    };
    Ok((visitor.kiosk == here).then_some(visitor))
}

async fn by_token(shop: &Shop, headers: &HeaderMap) -> Result<Option<Visitor>, AccountError> {
    let Some(token) = cookies::token(headers) else {
        return Ok(None);
    };
    let (hash, seen) = (token.hash(), &shop.accounts.seen);
    if let Some(visitor) = seen.find(&hash, Instant::now()) {
        return Ok(Some(visitor));
    }
    let before = seen.changes();
    let session = shop.storage.session(&hash, now()).await?;
    let visitor = session.map(Visitor::from);
    if let Some(visitor) = &visitor {
        seen.remember(hash, visitor, before, Instant::now());
    }
    Ok(visitor)
}

/// The shopper behind a request for a page, and the cookie that names them to the page's script, if
/// the browser has lost it or has another's.
pub async fn named(
    shop: &Shop,
    headers: &HeaderMap,
) -> Result<(Option<Visitor>, Vec<HeaderValue>), AccountError> {
    let visitor = of(shop, headers).await?;
    let lost = |visitor: &&Visitor| cookies::shopper(headers) != Some(visitor.shopper);
    let unnamed = visitor.as_ref().filter(lost);
    let cookie = unnamed.map(|is| cookies::of_shopper(shop, is.shopper, Life::of(is)));
    let cookies = cookie.into_iter().collect();
    Ok((visitor, cookies))
}

/// Whether the token of a request was good until a moment ago, and its browser is about to have the
/// next.
pub fn is_rotated(shop: &Shop, headers: &HeaderMap) -> bool {
    let token = cookies::token(headers);
    token.is_some_and(|token| shop.accounts.rotated.has(&token.hash(), Instant::now()))
}

/// The shopper behind a request that changes a list: whoever is not known yet becomes a guest. With
/// the cookies to set, if any.
pub async fn open(
    shop: &Shop,
    headers: &HeaderMap,
) -> Result<(Visitor, Vec<HeaderValue>), AccountError> {
    if let (Some(visitor), cookies) = named(shop, headers).await? {
        return Ok((visitor, cookies));
    }
    let (token, shopper) = (Token::random(), new_shopper());
    let new = new_session(&token, headers);
    let (kiosk, session) = match kiosk::known(shop, headers).await? {
        Known::Device(device) => {
            let session = kiosk::open(shop, device.id, shopper, new).await?;
            (Some(device.id), session)
        }
        Known::Stranger => (None, shop.storage.open_guest(shopper, new, now()).await?),
        // It is no screen any more, and not yet anybody's own browser.
        Known::Revoked => return Err(AccountError::Revoked),
    };
    let visitor = Visitor {
        shopper,
        session,
        account: None,
        kiosk,
    };
    let cookies = cookies::of_session(shop, &token, shopper, Life::of(&visitor));
    Ok((visitor, cookies))
}

/// Nobody has these 64 bits yet.
pub(super) fn new_shopper() -> ShopperId {
    ShopperId(u64::from_le_bytes(token::random()))
}

pub(super) fn new_session(token: &Token, headers: &HeaderMap) -> NewSession {
    NewSession {
        token: token.hash(),
        device: device::label(headers),
    }
}

impl From<Session> for Visitor {
    fn from(session: Session) -> Self {
        Self {
            shopper: session.shopper,
            session: session.id,
            account: session.account,
            kiosk: session.kiosk,
        }
    }
}

/// How long a session is believed without asking the database, which another process may have
/// changed.
const BELIEVED: Duration = Duration::from_secs(15);
/// How many sessions are remembered.
const REMEMBERED: usize = 4_096;

/// The sessions seen of late.
#[derive(Default)]
pub struct SeenSessions(Mutex<Seen>);

#[derive(Default)]
struct Seen {
    visitors: HashMap<TokenHash, (Visitor, Instant)>,
    /// How often a session has been forgotten.
    changes: u64,
}

impl SeenSessions {
    fn find(&self, token: &TokenHash, now: Instant) -> Option<Visitor> {
        let seen = self.lock();
        let (visitor, at) = seen.visitors.get(token)?;
        (now.saturating_duration_since(*at) < BELIEVED).then(|| visitor.clone())
    }

    fn changes(&self) -> u64 {
        self.lock().changes
    }

    /// Remembers what was read since `before`. If any session has changed meanwhile, it may have
    /// been this one.
    fn remember(&self, token: TokenHash, visitor: &Visitor, before: u64, now: Instant) {
        let mut seen = self.lock();
        if seen.changes != before {
            return;
        }
        if seen.visitors.len() >= REMEMBERED {
            seen.visitors.clear();
        }
        seen.visitors.insert(token, (visitor.clone(), now));
    }

    pub(super) fn forget(&self, session: SessionId) {
        let mut seen = self.lock();
        seen.changes += 1;
        seen.visitors
            .retain(|_, (visitor, _)| visitor.session != session);
    }

    pub(super) fn forget_shopper(&self, shopper: ShopperId) {
        let mut seen = self.lock();
        seen.changes += 1;
        seen.visitors
            .retain(|_, (visitor, _)| visitor.shopper != shopper);
    }

    fn lock(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visitor(session: i64) -> Visitor {
        Visitor {
            shopper: ShopperId(7),
            session: SessionId(session),
            account: None,
            kiosk: None,
        }
    }

    fn token(n: usize) -> TokenHash {
        let mut hash = [0; 32];
        hash[..8].copy_from_slice(&n.to_le_bytes());
        TokenHash(hash)
    }

    #[test]
    fn a_session_is_believed_for_a_while() {
        let (seen, now) = (SeenSessions::default(), Instant::now());
        seen.remember(token(1), &visitor(1), seen.changes(), now);
        let check = |n, later: Duration, known: bool| {
            assert_eq!(
                seen.find(&token(n), now + later).is_some(),
                known,
                "{later:?}"
            );
        };
        check(1, Duration::ZERO, true);
        check(2, Duration::ZERO, false);
        check(1, BELIEVED, false);
    }

    #[test]
    fn what_has_changed_is_forgotten_also_while_it_is_read() {
        let (seen, now) = (SeenSessions::default(), Instant::now());
        let before = seen.changes();
        seen.remember(token(1), &visitor(1), before, now);
        seen.forget(SessionId(1));
        assert_eq!(seen.find(&token(1), now), None);
        seen.remember(token(1), &visitor(1), before, now);
        assert_eq!(
            seen.find(&token(1), now),
            None,
            "it was read before the change"
        );
        seen.remember(token(2), &visitor(2), seen.changes(), now);
        seen.forget_shopper(ShopperId(7));
        assert_eq!(seen.find(&token(2), now), None);
    }

    #[test]
    fn memory_is_bounded() {
        let (seen, now) = (SeenSessions::default(), Instant::now());
        for n in 0..3 * REMEMBERED {
            seen.remember(token(n), &visitor(1), 0, now);
            assert!(seen.lock().visitors.len() <= REMEMBERED);
        }
        assert!(seen.find(&token(3 * REMEMBERED - 1), now).is_some());
    }
}
