//! The two cookies of a session: the secret one, and the one that scripts may read.

use super::{Token, Visitor};
use crate::http::{Shop, cookies};
use axum::http::{HeaderMap, HeaderValue};
use baguni_api::forms::cookies as names;
use baguni_commerce::ShopperId;

/// The token of the session that a request belongs to. What is no token is no session.
pub fn token(headers: &HeaderMap) -> Option<Token> {
    cookies::read(headers, names::SESSION)?.parse().ok()
}

/// Whose basket the browser's own copy is, as far as it says.
pub fn shopper(headers: &HeaderMap) -> Option<ShopperId> {
    cookies::read(headers, names::SHOPPER)?.parse().ok()
}

/// How long a browser keeps the cookies of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    Long,
    /// Until it is closed: at a screen that others use too.
    WhileOpen,
}

impl Life {
    pub fn of(visitor: &Visitor) -> Self {
        match visitor.kiosk {
            Some(_) => Self::WhileOpen,
            None => Self::Long,
        }
    }
}

/// What a browser is told of its session: the token, and whose basket it is.
pub fn of_session(shop: &Shop, token: &Token, shopper: ShopperId, life: Life) -> Vec<HeaderValue> {
    let secret = kept(shop, names::SESSION, &token.reveal(), life, "; HttpOnly");
    vec![secret, of_shopper(shop, shopper, life)]
}

/// Tells the page which basket its own copy belongs to, and that there is one at all.
pub fn of_shopper(shop: &Shop, shopper: ShopperId, life: Life) -> HeaderValue {
    kept(shop, names::SHOPPER, &shopper.to_string(), life, "")
}

/// The key of a store's screen, which no script sees and no other site sends.
pub fn of_device(shop: &Shop, key: &Token) -> HeaderValue {
    let secure = if shop.is_secure() { "; Secure" } else { "" };
    line(format!(
        "{}={}; Path=/; Max-Age={MAX_AGE}; SameSite=Strict; HttpOnly{secure}",
        names::DEVICE,
        key.reveal()
    ))
}

/// Takes away all that a browser keeps of its shopper.
pub fn left_behind(shop: &Shop) -> Vec<HeaderValue> {
    let lists = [names::SHOPPER, names::CART, names::WISHLIST];
    let taken = |name, more| kept(shop, name, "", Life::Long, more);
    let lists = lists.into_iter().map(|name| taken(name, ""));
    let secret = taken(names::SESSION, "; HttpOnly");
    std::iter::once(secret).chain(lists).collect()
}

/// Longer than a session lasts unused, and as long as browsers allow: 400 days.
const MAX_AGE: u32 = 400 * 24 * 60 * 60;

/// A cookie for the whole shop; an empty value takes it away.
fn kept(shop: &Shop, name: &str, value: &str, life: Life, more: &str) -> HeaderValue {
    let age = match life {
        _ if value.is_empty() => "; Max-Age=0".to_owned(),
        Life::Long => format!("; Max-Age={MAX_AGE}"),
        Life::WhileOpen => String::new(),
    };
    let secure = if shop.is_secure() { "; Secure" } else { "" };
    line(format!(
        "{name}={value}; Path=/{age}; SameSite=Lax{more}{secure}"
    ))
}

fn line(line: String) -> HeaderValue {
    HeaderValue::try_from(line).expect("base64 and hexadecimal digits are ASCII")
}
