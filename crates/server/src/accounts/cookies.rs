//! The two cookies of a session: the secret one, and the one that scripts may read.

use super::Token;
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

/// What a browser is told of its session: the token, and whose basket it is.
pub fn of_session(shop: &Shop, token: &Token, shopper: ShopperId) -> Vec<HeaderValue> {
    vec![secret(shop, &token.reveal()), of_shopper(shop, shopper)]
}

/// Tells the page which basket its own copy belongs to, and that there is one at all.
pub fn of_shopper(shop: &Shop, shopper: ShopperId) -> HeaderValue {
    known(shop, names::SHOPPER, &shopper.to_string())
}

/// Takes away all that a browser keeps of its shopper.
pub fn left_behind(shop: &Shop) -> Vec<HeaderValue> {
    let lists = [names::SHOPPER, names::CART, names::WISHLIST];
    let taken = lists.into_iter().map(|name| known(shop, name, ""));
    std::iter::once(secret(shop, "")).chain(taken).collect()
}

fn secret(shop: &Shop, value: &str) -> HeaderValue {
    kept(shop, names::SESSION, value, "; HttpOnly")
}

fn known(shop: &Shop, name: &str, value: &str) -> HeaderValue {
    kept(shop, name, value, "")
}

/// Longer than a session lasts unused, and as long as browsers allow: 400 days.
const MAX_AGE: u32 = 400 * 24 * 60 * 60;

/// A cookie for the whole shop; an empty value takes it away.
fn kept(shop: &Shop, name: &str, value: &str, more: &str) -> HeaderValue {
    let age = if value.is_empty() { 0 } else { MAX_AGE };
    let secure = if shop.is_secure() { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; Max-Age={age}; SameSite=Lax{more}{secure}");
    HeaderValue::try_from(line).expect("base64 and hexadecimal digits are ASCII")
}
