//! Signing up, in and out: who a browser's session belongs to from then on.

use super::cookies::Life;
use super::sessions::{self, Visitor, new_session, new_shopper};
use super::{AccountError, Token, cookies, now};
use crate::http::Shop;
use crate::kiosk::hand_off::leave_screens;
use axum::http::{HeaderMap, HeaderValue};
use baguni_commerce::{Email, ShopperId};
use baguni_replica::join::JoinPolicy;
use baguni_storage::{Credentials, NewAccount, Session, SessionId, StorageError, Subject};
use std::net::IpAddr;
use std::time::Instant;

/// The request that asks: its session and where it comes from.
pub struct Asker<'a> {
    pub headers: &'a HeaderMap,
    /// Whom limits count it to.
    pub from: Option<IpAddr>,
    /// On the way to order what is in the cart: the account's other lines stay out of that order.
    pub in_checkout: bool,
}

/// A name and a password, both checked.
pub struct Chosen<'a> {
    pub email: Email,
    pub name: String,
    pub password: &'a str,
}

/// What became of an attempt to sign up or in.
#[derive(Debug)]
pub enum Signed {
    /// The cookies of the session that has begun.
    In(Vec<HeaderValue>),
    /// The address has an account already, or has none that the password opens.
    Refused,
}

/// Makes an account. A guest becomes it, with the basket; who is signed in begins another.
pub async fn up(
    shop: &Shop,
    asker: &Asker<'_>,
    chosen: Chosen<'_>,
) -> Result<Signed, AccountError> {
    let accounts = &shop.accounts;
    accounts.limits.sign_up(asker.from)?;
    let visitor = sessions::of(shop, asker.headers).await?;
    let guest = visitor.as_ref().filter(|visitor| visitor.account.is_none());
    let shopper = match guest {
        // A guest that was joined into an account has that one's basket, and not one of its own.
        Some(guest) if !shop.storage.is_account(guest.shopper).await? => guest.shopper,
        _ => new_shopper(),
    };
    let account = NewAccount {
        shopper,
        email: chosen.email,
        name: chosen.name,
        password_hash: accounts.passwords.hash(chosen.password).await?,
    };
    let token = Token::random();
    let session = new_session(&token, asker.headers);
    match shop.storage.sign_up(account, session, now()).await {
        Ok(_) => {}
        Err(StorageError::Conflict {
            what: Subject::Email,
            ..
        }) => return Ok(Signed::Refused),
        Err(error) => return Err(error.into()),
    }
    leave(shop, asker.headers, visitor, shopper).await?;
    Ok(Signed::In(cookies::of_session(
        shop,
        &token,
        shopper,
        Life::Long,
    )))
}

/// The session that the browser had is over; what it was open for, is told of its new shopper.
async fn leave(
    shop: &Shop,
    headers: &HeaderMap,
    visitor: Option<Visitor>,
    shopper: ShopperId,
) -> Result<(), AccountError> {
    if let Some(token) = cookies::token(headers) {
        let token = token.hash();
        shop.accounts.rotated.remember(token, Instant::now());
        shop.storage.end_session(&token).await?;
    }
    match visitor {
        Some(was) => announce(shop, was.session, Some(was.shopper), shopper).await,
        None => Ok(()),
    }
}

/// Tells a session's connections whose it is now. A basket that came along goes on; anybody else's
/// is over on this device.
async fn announce(
    shop: &Shop,
    session: SessionId,
    was: Option<ShopperId>,
    is: ShopperId,
) -> Result<(), AccountError> {
    match was {
        Some(was) if was != is && shop.storage.joined_into(was).await? != Some(is) => {
            shop.accounts.announce_ended(was, &[session]);
        }
        _ => shop.accounts.announce_in(session, is),
    }
    Ok(())
}

/// Signs in with a password. The guest's basket is joined into the account's, and the token is
/// another from then on: who knew the former one knows nothing.
pub async fn r#in(
    shop: &Shop,
    asker: &Asker<'_>,
    email: &Email,
    password: &str,
) -> Result<Signed, AccountError> {
    let Some(known) = check(shop, asker, email, password).await? else {
        return Ok(Signed::Refused);
    };
    let account = known.account.shopper;
    let visitor = sessions::of(shop, asker.headers).await?;
    if let Some(guest) = visitor.as_ref().filter(|visitor| visitor.account.is_none()) {
        join(shop, guest.shopper, account, asker.in_checkout).await?;
    }
    let (old, token) = (cookies::token(asker.headers), Token::random());
    let old = old.map(|old| old.hash());
    if let Some(old) = old {
        shop.accounts.rotated.remember(old, Instant::now());
    }
    let new = new_session(&token, asker.headers);
    let rotated = shop
        .storage
        .rotate_session(old.as_ref(), new, &known, now());
    let Some(session) = rotated.await? else {
        return Ok(Signed::Refused);
    };
    let was = visitor.map(|visitor| visitor.shopper);
    announce(shop, session, was, account).await?;
    Ok(Signed::In(cookies::of_session(
        shop,
        &token,
        account,
        Life::Long,
    )))
}

/// The account that the password opens, if any. An unknown address is looked into as long.
async fn check(
    shop: &Shop,
    asker: &Asker<'_>,
    email: &Email,
    password: &str,
) -> Result<Option<Credentials>, AccountError> {
    let accounts = &shop.accounts;
    accounts.limits.try_password(email, asker.from)?;
    let known = shop.storage.credentials(email).await?;
    let hash = known.as_ref().map(|known| known.password_hash.clone());
    if !accounts.passwords.is(password, hash).await? {
        return Ok(None);
    }
    accounts.limits.was_right(email, asker.from);
    Ok(known)
}

/// A guest whose basket is an account's already, by an earlier attempt that broke off, has nothing
/// left to join.
async fn join(
    shop: &Shop,
    guest: ShopperId,
    account: ShopperId,
    in_checkout: bool,
) -> Result<(), AccountError> {
    let policy = JoinPolicy {
        quantities: shop.accounts.policy,
        in_checkout,
    };
    if !shop.storage.is_account(guest).await? {
        // Screens that show the guest's basket show the account's from now on.
        let screens = shop.storage.screens_of(guest).await?;
        shop.storage.join(guest, account, policy, now()).await?;
        for screen in screens {
            shop.accounts.announce_in(screen.session, account);
        }
    }
    shop.accounts.seen.forget_shopper(guest);
    Ok(())
}

/// Ends the session; gives the cookies that take away what the browser keeps of its shopper.
pub async fn out(shop: &Shop, headers: &HeaderMap) -> Result<Vec<HeaderValue>, AccountError> {
    let visitor = sessions::of(shop, headers).await?;
    if let Some(token) = cookies::token(headers) {
        shop.storage.end_session(&token.hash()).await?;
    }
    if let Some(visitor) = visitor {
        shop.accounts
            .announce_ended(visitor.shopper, &[visitor.session]);
        // Whoever leaves leaves nothing on a screen in a store.
        leave_screens(shop, visitor.shopper, None).await?;
    }
    Ok(cookies::left_behind(shop))
}

/// Where the visitor is signed in, and what time it is.
pub async fn devices(shop: &Shop, visitor: &Visitor) -> Result<(Vec<Session>, u64), AccountError> {
    let now = now();
    Ok((shop.storage.sessions(visitor.shopper, now).await?, now))
}

/// Ends one session of this shopper; tells whether there was one.
pub async fn revoke(
    shop: &Shop,
    shopper: ShopperId,
    session: SessionId,
) -> Result<bool, AccountError> {
    let ended = shop.storage.revoke_session(shopper, session).await?;
    if ended {
        shop.accounts.announce_ended(shopper, &[session]);
        return Ok(true);
    }
    leave_screens(shop, shopper, Some(session)).await
}

/// Ends every session of this visitor's account but this one.
pub async fn revoke_others(shop: &Shop, visitor: &Visitor) -> Result<usize, AccountError> {
    let (shopper, storage) = (visitor.shopper, &shop.storage);
    let ended = storage
        .revoke_other_sessions(shopper, visitor.session)
        .await?;
    shop.accounts.announce_ended(shopper, &ended);
    leave_screens(shop, shopper, None).await?;
    Ok(ended.len())
}

/// Gives an account another name.
pub async fn rename(shop: &Shop, account: ShopperId, name: &str) -> Result<(), AccountError> {
    shop.storage.rename(account, name).await?;
    shop.accounts.seen.forget_shopper(account);
    Ok(())
}
