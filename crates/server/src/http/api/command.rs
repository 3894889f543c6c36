//! What a request is called, so that it counts once: its caller's own name for it, made into ids.

use super::caller::Caller;
use super::problem::{FieldError, Kind, Problem};
use crate::http::Shop;
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::request::Parts;
use baguni_commerce::CommandId;
use baguni_storage::CheckoutId;
use serde::de::DeserializeOwned;
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// The name of a request that changes something: the same for the same caller and
/// `Idempotency-Key`, and nobody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named(pub CommandId);

impl Named {
    pub fn new(caller: &str, key: &str) -> Self {
        Self(CommandId(digest(&["command", caller, key])))
    }
}

/// The checkout that a system calls so. Another one's is another, whatever it is called.
pub fn checkout_of(caller: &Caller, name: &str) -> CheckoutId {
    let caller = caller.name().unwrap_or_default();
    CheckoutId(digest(&["checkout", &caller, name]))
}

/// Lengths stand before the parts, so that no two lists of parts are written the same.
fn digest(parts: &[&str]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    let whole: [u8; 32] = hash.finalize().into();
    let mut half = [0; 16];
    half.copy_from_slice(&whole[..16]);
    half
}

impl FromRequestParts<Arc<Shop>> for Named {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Shop>) -> Result<Self, Problem> {
        let named = parts.extensions.get().copied();
        named.ok_or(Problem::of(Kind::NoKey))
    }
}

/// A body in JSON. One that is left out is empty.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Arc<Shop>> for Body<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Problem> {
        let bytes = axum::body::Bytes::from_request(request, shop).await;
        let bytes = bytes.map_err(|_| Problem::of(Kind::TooLarge))?;
        let bytes = match bytes.is_empty() {
            true => b"{}",
            false => &bytes[..],
        };
        serde_json::from_slice(bytes)
            .map(Self)
            .map_err(|error| match error.classify() {
                serde_json::error::Category::Data => shape(&error),
                _ => Problem::of(Kind::Malformed),
            })
    }
}

/// The field is named in the reader's own words.
fn shape(error: &serde_json::Error) -> Problem {
    let said = error.to_string();
    let field = said.split('`').nth(1).unwrap_or_default();
    let ko = format!("항목의 이름이나 종류가 맞지 않아요: {said}");
    FieldError::new(field, "shape", (&ko, &said)).refuse()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_their_callers_own() {
        let name = |caller, key| Named::new(caller, key);
        assert_eq!(name("key:1", "a"), name("key:1", "a"));
        assert_ne!(name("key:1", "a"), name("key:2", "a"));
        assert_ne!(name("key:1", "a"), name("key:1", "b"));
        assert_ne!(name("key:1", "1a"), name("key:11", "a"));
    }
}
