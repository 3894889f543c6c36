//! What the shop keeps of shoppers: who they are, and where they are signed in.

use crate::StorageError;
use async_trait::async_trait;
use baguni_commerce::{DeviceId, Email, ShopperId};
use baguni_replica::join::JoinPolicy;

/// How long a session lasts that nobody uses, in milliseconds: 180 days.
pub const SESSION_LIFE: u64 = 180 * DAY;
/// A session that is used is written down as such at most this often: every ten minutes.
pub const SEEN_EVERY: u64 = 10 * 60 * 1_000;
/// How long operations of a guest that has signed in are still led to the account: 180 days.
pub const ALIAS_LIFE: u64 = 180 * DAY;

const DAY: u64 = 24 * 60 * 60 * 1_000;

/// Shoppers, accounts, sessions and resets. Times are milliseconds since 1970, and always the
/// caller's: a database has no clock. Each call is one transaction, as in [`crate::Storage`].
#[async_trait]
pub trait Shoppers: Send + Sync {
    /// A new guest with a session. [`StorageError::Conflict`] where the shopper is there already.
    async fn open_guest(
        &self,
        shopper: ShopperId,
        session: NewSession,
        now: u64,
    ) -> Result<SessionId, StorageError>;

    /// The session of a token, unless it has expired. Its shopper is the one whose basket it is
    /// today: for a guest that has been joined, the account's. Notes that it was seen.
    async fn session(&self, token: &TokenHash, now: u64) -> Result<Option<Session>, StorageError>;

    /// Makes an account of a shopper, a guest or a new one, and gives it the session, in place of
    /// all that the guest had. [`StorageError::Conflict`] where the e-mail address is taken or the
    /// shopper has an account.
    async fn sign_up(
        &self,
        account: NewAccount,
        session: NewSession,
        now: u64,
    ) -> Result<SessionId, StorageError>;

    /// The account under an e-mail address, with what its password is checked against.
    async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, StorageError>;

    async fn is_account(&self, shopper: ShopperId) -> Result<bool, StorageError>;

    /// Joins a guest's basket into an account's, once: for a guest that has been joined before,
    /// anywhere, nothing happens. [`StorageError::Unknown`] where there is no such account,
    /// [`StorageError::Invalid`] where the guest has an account.
    async fn join(
        &self,
        guest: ShopperId,
        account: ShopperId,
        policy: JoinPolicy,
        now: u64,
    ) -> Result<(), StorageError>;

    /// The account that a guest has been joined into.
    async fn joined_into(&self, guest: ShopperId) -> Result<Option<ShopperId>, StorageError>;

    /// Puts a session of an account in the place of `old`, whoever that belonged to; its id stays.
    /// Without `old`, or if it has ended, it is one more. `None` where `checked`, against which the
    /// password was found right, is not the account's hash any longer: another has been chosen
    /// meanwhile, and its sessions have ended.
    async fn rotate_session(
        &self,
        old: Option<&TokenHash>,
        new: NewSession,
        checked: &Credentials,
        now: u64,
    ) -> Result<Option<SessionId>, StorageError>;

    /// The account's sessions that have not expired, the one seen last first.
    async fn sessions(&self, account: ShopperId, now: u64) -> Result<Vec<Session>, StorageError>;

    /// Ends a session by its token, if there is one.
    async fn end_session(&self, token: &TokenHash) -> Result<Option<SessionId>, StorageError>;

    /// Ends a session of this shopper; tells whether there was one.
    async fn revoke_session(
        &self,
        shopper: ShopperId,
        session: SessionId,
    ) -> Result<bool, StorageError>;

    /// Ends every session of this shopper but one, and names those.
    async fn revoke_other_sessions(
        &self,
        shopper: ShopperId,
        keep: SessionId,
    ) -> Result<Vec<SessionId>, StorageError>;

    /// Keeps that whoever has this token may choose a new password until then.
    async fn open_reset(
        &self,
        account: ShopperId,
        token: &TokenHash,
        expires_at: u64,
    ) -> Result<(), StorageError>;

    /// The account that a token may choose a new password for.
    async fn reset(&self, token: &TokenHash, now: u64) -> Result<Option<Account>, StorageError>;

    /// Sets the password that a token may choose, ends this and every other reset of the account
    /// and all its sessions, and names those. `None` where the token may not, or no longer.
    async fn consume_reset(
        &self,
        token: &TokenHash,
        password_hash: &str,
        now: u64,
    ) -> Result<Option<Vec<SessionId>>, StorageError>;

    /// [`StorageError::Unknown`] where there is no such account.
    async fn rename(&self, account: ShopperId, name: &str) -> Result<(), StorageError>;

    /// Forgets expired sessions and resets, guests who have none left, and what is over at screens. Takes a limited number
    /// at a time and tells how many: call it again until that is 0.
    async fn sweep(&self, now: u64) -> Result<usize, StorageError>;
}

/// The SHA-256 of a session's or a reset's token. The token itself is never kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TokenHash(pub [u8; 32]);

/// Names a session to its shopper. It proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionId(pub i64);

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    pub token: TokenHash,
    /// What the shopper knows the device by, such as `Chrome · Android`.
    pub device: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    /// Whose basket it is.
    pub shopper: ShopperId,
    /// Whose password was given, if any was.
    pub account: Option<Account>,
    pub device: String,
    /// The screen of a store at which it was opened: without its key the session is none.
    pub kiosk: Option<DeviceId>,
    pub created_at: u64,
    pub seen_at: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub shopper: ShopperId,
    pub email: Email,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAccount {
    pub shopper: ShopperId,
    pub email: Email,
    pub name: String,
    /// argon2id, as a PHC string.
    pub password_hash: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Credentials {
    pub account: Account,
    /// argon2id, as a PHC string.
    pub password_hash: String,
}
