//! What the shop keeps of baskets that go between a screen in a store and a phone.

use crate::{SessionId, StorageError, TokenHash};
use async_trait::async_trait;
use baguni_commerce::device::{Direction, KioskWay};
use baguni_commerce::{DeviceId, Handle, ShopperId};
use baguni_replica::join::JoinPolicy;

/// How long a code to the phone is good, in milliseconds: five minutes.
pub const TO_PHONE_LIFE: u64 = 5 * 60 * 1_000;
/// How long a code to the screen is good: a minute, twice as long as it is shown.
pub const TO_SCREEN_LIFE: u64 = 60 * 1_000;
/// How long a code is remembered after that by [`crate::Shoppers::sweep`], so that a phone that sends it again is told what
/// became of it: a day.
pub const HAND_OFF_KEPT: u64 = 24 * 60 * 60 * 1_000;

/// Hand-offs. Times are milliseconds since 1970 and the caller's. Each call is one transaction, as in
/// [`crate::Storage`]. A code joins the guest of a screen's session into the shopper of one phone:
/// from then on both show one basket, and whatever that shopper is joined into later, both follow.
#[async_trait]
pub trait HandOffs: Send + Sync {
    /// Lets whoever has a code take part in the basket of a session, once and until the code
    /// expires. Tells whether the session is there, at that screen, and may do so.
    async fn offer_hand_off(
        &self,
        code: TokenHash,
        offer: NewHandOff,
        now: u64,
    ) -> Result<bool, StorageError>;

    /// What would become of it if this phone accepted now. A phone that has no session yet is `None`.
    async fn hand_off(
        &self,
        code: &TokenHash,
        phone: Option<ShopperId>,
        now: u64,
    ) -> Result<HandOff, StorageError>;

    /// Uses a code up: the guest of the screen is joined into the phone's shopper.
    /// [`StorageError::Unknown`] where there is no such shopper.
    async fn accept_hand_off(
        &self,
        code: &TokenHash,
        phone: ShopperId,
        policy: JoinPolicy,
        now: u64,
    ) -> Result<HandOff, StorageError>;

    /// The sessions at screens that show this shopper's basket, the latest first.
    async fn screens_of(&self, shopper: ShopperId) -> Result<Vec<ScreenSession>, StorageError>;

    /// Ends one of the sessions of [`HandOffs::screens_of`] or all of them, and tells which. The
    /// basket stays as it is.
    async fn end_screens_of(
        &self,
        shopper: ShopperId,
        only: Option<SessionId>,
    ) -> Result<Vec<ScreenSession>, StorageError>;
}

/// What a code stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHandOff {
    /// The screen's.
    pub session: SessionId,
    pub device: DeviceId,
    pub direction: Direction,
    /// How the things are to be had, as far as it was chosen at the screen.
    pub way: Option<KioskWay>,
    pub expires_at: u64,
}

/// What a code is good for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HandOff {
    /// It may be accepted; as an answer to that, it has been.
    Good(Offered),
    /// This phone has accepted it before.
    Again(Offered),
    /// Another phone has this basket.
    Used,
    Expired,
    /// There is no such code, or its session is over, or its screen's key is revoked.
    Unknown,
}

/// What is offered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    pub device: DeviceId,
    /// As the associates call the screen.
    pub name: String,
    /// The store it stands in.
    pub location: Handle,
    pub direction: Direction,
    pub way: Option<KioskWay>,
    /// The screen's session and whose basket it shows; `None` once it is over.
    pub screen: Option<(SessionId, ShopperId)>,
}

/// A screen that shows somebody's basket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScreenSession {
    pub session: SessionId,
    pub device: DeviceId,
    pub name: String,
    pub location: Handle,
    pub created_at: u64,
    pub seen_at: u64,
}
