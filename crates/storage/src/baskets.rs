//! What the shop keeps of baskets: every change once, and all of them in one order.

use crate::StorageError;
use async_trait::async_trait;
use baguni_commerce::{DeviceId, Handle, ShopperId, Sku};
use baguni_replica::frame::DeviceKind;
use baguni_replica::{
    Dots, Intent, Merged, Refusal, ReplicaId, Seq, Submission, Truth, WishlistId,
};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// How long a replica is remembered after its last contact once an order has closed its epoch, in
/// milliseconds: 30 days. Without an order it is [`crate::SESSION_LIFE`].
pub const REPLICA_LIFE: u64 = 30 * DAY;
/// How long an order is remembered by the changes it took: 90 days.
pub const ORDERED_LIFE: u64 = 90 * DAY;
/// How long a form that counts once is remembered: 30 days.
pub const SENT_LIFE: u64 = 30 * DAY;

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Whether a variant may come into a list.
pub type Sells = Arc<dyn Fn(&Sku) -> bool + Send + Sync>;

/// Baskets, their replicas, orders out of them and shared wishlists. Times are milliseconds since
/// 1970 and the caller's. Each call is one transaction, as in [`crate::Storage`]. A guest who has
/// been joined into an account stands for the account everywhere.
#[async_trait]
pub trait Baskets: Send + Sync {
    /// Merges all of the entries in their order and makes them durable together; what is refused
    /// changes nothing and does not hold up the others. There is one answer for each entry.
    async fn merge_all(
        &self,
        entries: Vec<Entry>,
        sells: Sells,
        now: u64,
    ) -> Result<Vec<Result<Outcome, Refused>>, StorageError>;

    /// A shopper's basket, empty for one who has none, and how far of these replicas those of the
    /// shopper have been heard.
    async fn basket(
        &self,
        shopper: ShopperId,
        replicas: Vec<ReplicaId>,
    ) -> Result<KeptBasket, StorageError>;

    /// Takes what was confirmed out of the cart, once for each checkout.
    async fn take_confirmed(
        &self,
        shopper: ShopperId,
        checkout: CheckoutId,
        confirmed: Dots,
        now: u64,
    ) -> Result<Placing, StorageError>;

    /// Lets anybody who has the token see a wishlist. Where it is shared already, its token is the
    /// one it has. [`StorageError::Unknown`] where there is no such shopper.
    async fn share(
        &self,
        shopper: ShopperId,
        wishlist: WishlistId,
        token: ShareToken,
        now: u64,
    ) -> Result<ShareToken, StorageError>;

    /// Ends the sharing of a wishlist; tells whether it was shared.
    async fn unshare(&self, shopper: ShopperId, wishlist: WishlistId)
    -> Result<bool, StorageError>;

    /// The wishlist that a token lets one see.
    async fn shared(
        &self,
        token: ShareToken,
    ) -> Result<Option<(ShopperId, WishlistId)>, StorageError>;

    /// The wishlists that a shopper shares, each with its token.
    async fn shares(
        &self,
        shopper: ShopperId,
    ) -> Result<Vec<(WishlistId, ShareToken)>, StorageError>;
}

/// Something that a shopper said, on the way into the basket.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Who it is, as the session proves.
    pub shopper: ShopperId,
    /// On what kind of screen.
    pub device: DeviceKind,
    /// The screen of a store at which it was said.
    pub kiosk: Option<DeviceId>,
    pub said: Said,
}

#[derive(Clone, Debug)]
pub enum Said {
    /// By a tab with a replica of its own.
    Submission {
        submission: Submission,
        /// Whose basket the tab believed to change.
        meant_for: Option<ShopperId>,
    },
    /// By a form: the server says it under its own replica. Either all of the intents are taken or
    /// none.
    Form {
        intents: Vec<Intent>,
        /// What the page of the form showed; without it, all there is.
        seen: Option<Dots>,
        /// Sent again with the same mark it changes nothing.
        once: Option<FormMark>,
    },
}

/// What became of an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Whose basket it is in: of a guest that has been joined, the account's.
    pub shopper: ShopperId,
    /// Who said it: of a form, the server's replica.
    pub replica: ReplicaId,
    pub merged: Merged,
    /// How large the basket was that had to be read for it, in bytes.
    pub weight: usize,
}

/// Why an entry was not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("operations before this one are missing; expected number {expected}")]
    Gap { expected: Seq },
    #[error("the replica has said something else under this number")]
    Fork,
    #[error("it belongs to another shopper")]
    Foreign,
    #[error("there is no such shopper")]
    NoShopper,
    #[error(transparent)]
    Intent(#[from] Refusal),
    #[error("the basket of shopper {0} cannot be read")]
    Damaged(ShopperId),
}

/// A basket as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptBasket {
    /// Whose it is.
    pub shopper: ShopperId,
    pub truth: Truth,
    /// How far of the replicas asked for have been heard.
    pub heard: Vec<(ReplicaId, Seq)>,
    /// On what kind of screen the replicas run of which something is shown.
    pub origins: Vec<(ReplicaId, DeviceKind)>,
    /// At which screen of a store those of them spoke that did.
    pub kiosks: Vec<(ReplicaId, KioskAt)>,
}

/// A screen, and the store it stands in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KioskAt {
    pub device: DeviceId,
    /// As the associates call it.
    pub name: String,
    pub location: Handle,
}

/// What became of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placing {
    Placed,
    /// By this checkout, earlier; nothing has changed now.
    PlacedBefore,
    /// The cart is not what was confirmed; nothing has changed.
    CartChanged,
}

/// One opening of a confirm screen: random.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckoutId(pub [u8; 16]);

/// One form as it was drawn: random, or a digest of what it says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormMark(pub [u8; 16]);

/// 128 random bits in the address of a shared wishlist. Who has them may look, and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShareToken(pub [u8; 16]);

/// Thirty-two hexadecimal digits.
impl fmt::Display for ShareToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

/// A text that is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a token")]
pub struct NotAShareToken;

/// Undoes `Display`.
impl FromStr for ShareToken {
    type Err = NotAShareToken;

    fn from_str(raw: &str) -> Result<Self, NotAShareToken> {
        let hex = raw.len() == 32 && raw.bytes().all(|b| b.is_ascii_hexdigit());
        let bits = u128::from_str_radix(raw, 16).ok().filter(|_| hex);
        bits.map(|bits| Self(bits.to_be_bytes()))
            .ok_or(NotAShareToken)
    }
}
