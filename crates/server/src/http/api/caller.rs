//! Who asks: a shopper by the session's cookie, a system by its key, or nobody.

use super::problem::{Kind, Problem};
use crate::accounts::limits::{Buckets, every};
use crate::accounts::peer::{Peer, counted};
use crate::accounts::{Token, Visitor, sessions};
use crate::http::Shop;
use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use baguni_commerce::Handle;
use baguni_commerce::order::{OrderNumber, Role, Staff};
use std::sync::Arc;
use std::time::{Duration, Instant};

#[derive(Clone, Debug)]
pub enum Caller {
    Nobody,
    Shopper(Visitor),
    System(Staff),
}

impl Caller {
    /// A key that is sent must be good: whoever sends one would not be taken for a shopper.
    pub async fn of(shop: &Shop, method: &Method, headers: &HeaderMap) -> Result<Self, Problem> {
        if let Some(sent) = headers.get(AUTHORIZATION) {
            let token = sent.to_str().ok().and_then(bearer);
            let token: Token = token.ok_or(Problem::of(Kind::Unauthenticated))?;
            let system = shop.storage.api_key(&token.hash()).await?;
            let system = system.ok_or(Problem::of(Kind::Unauthenticated))?;
            return Ok(Self::System(system));
        }
        match sessions::of(shop, headers).await? {
            Some(_) if *method != Method::GET && !super::super::origin::is_own(shop, headers) => {
                Err(Problem::of(Kind::ForeignOrigin))
            }
            Some(visitor) => Ok(Self::Shopper(visitor)),
            None => Ok(Self::Nobody),
        }
    }

    /// Under which its requests are counted and its answers kept.
    pub fn name(&self) -> Option<String> {
        match self {
            Self::Nobody => None,
            Self::Shopper(visitor) => Some(format!("shopper:{}", visitor.shopper)),
            Self::System(staff) => Some(format!("key:{}", staff.account)),
        }
    }

    /// The system that asks, if it works for the shop.
    pub fn staff(&self) -> Result<&Staff, Problem> {
        match self {
            Self::Nobody => Err(Problem::of(Kind::Unauthenticated)),
            Self::Shopper(_) => Err(Problem::of(Kind::Forbidden)),
            Self::System(staff) => Ok(staff),
        }
    }

    /// The system that asks, if it may do what this role does at this place.
    pub fn staff_at(&self, role: Role, place: &Handle) -> Result<&Staff, Problem> {
        let staff = self.staff()?;
        match staff.role >= role && staff.works_at(place) {
            true => Ok(staff),
            false => Err(Problem::of(Kind::Forbidden)),
        }
    }
}

fn bearer(sent: &str) -> Option<Token> {
    let (scheme, token) = sent.split_once(' ')?;
    let is_bearer = scheme.eq_ignore_ascii_case("bearer");
    token.trim().parse().ok().filter(|_| is_bearer)
}

impl FromRequestParts<Arc<Shop>> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<Shop>) -> Result<Self, Problem> {
        let caller = parts.extensions.get().cloned();
        caller.ok_or(Problem::of(Kind::Unauthenticated))
    }
}

/// How often somebody may ask.
pub struct Limits {
    of_caller: Buckets,
    from_address: Buckets,
    pickups: Buckets,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            of_caller: Buckets::new(every(600, 1)),
            from_address: Buckets::new(every(300, 1)),
            pickups: Buckets::new(every(10, 60)),
        }
    }
}

impl Limits {
    /// Counts a request, to its caller or to the address of one who has no name.
    pub fn take(
        &self,
        caller: &Caller,
        peer: Option<Peer>,
        headers: &HeaderMap,
    ) -> Result<(), Problem> {
        let now = Instant::now();
        let taken = match (caller.name(), counted(peer, headers)) {
            (Some(name), _) => self.of_caller.take(&name, now),
            (None, Some(from)) => self.from_address.take(&from, now),
            (None, None) => Ok(()),
        };
        taken.map_err(too_many)
    }

    /// Counts a code that is tried for an order: there are a million of them.
    pub fn try_pickup(&self, number: OrderNumber) -> Result<(), Problem> {
        self.pickups.take(&number, Instant::now()).map_err(too_many)
    }
}

fn too_many(wait: Duration) -> Problem {
    Problem::of(Kind::TooMany).after(wait.as_secs() + 1)
}
