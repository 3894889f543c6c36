//! Shoppers in the database: who they are, and where they are signed in.

pub(super) mod accounts;
mod resets;
mod sessions;

pub(super) use sessions::open_guest;

use super::SqliteStorage;
use super::aliases;
use super::{baskets, counter, devices, hand_offs};
use crate::error::StorageError;
use crate::shoppers::{
    Account, Credentials, NewAccount, NewSession, SEEN_EVERY, Session, SessionId, Shoppers,
    TokenHash,
};
use async_trait::async_trait;
use baguni_commerce::{Email, ShopperId};
use baguni_replica::join::JoinPolicy;

#[async_trait]
impl Shoppers for SqliteStorage {
    async fn open_guest(
        &self,
        shopper: ShopperId,
        session: NewSession,
        now: u64,
    ) -> Result<SessionId, StorageError> {
        self.write(move |tx| open_guest(tx, shopper, &session, now))
            .await
    }

    async fn session(&self, token: &TokenHash, now: u64) -> Result<Option<Session>, StorageError> {
        let token = *token;
        let found = self
            .read(move |tx| Ok(sessions::find(tx, &token, now)?))
            .await?;
        // Reading is what every request does; it queues behind the writer only now and then.
        if let Some(session) = &found
            && now.saturating_sub(session.seen_at) >= SEEN_EVERY
        {
            let id = session.id;
            self.write(move |tx| Ok(sessions::note_seen(tx, id, now)?))
                .await?;
        }
        Ok(found)
    }

    async fn sign_up(
        &self,
        account: NewAccount,
        session: NewSession,
        now: u64,
    ) -> Result<SessionId, StorageError> {
        self.write(move |tx| accounts::sign_up(tx, &account, &session, now))
            .await
    }

    async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, StorageError> {
        let email = email.clone();
        self.read(move |tx| Ok(accounts::credentials(tx, &email)?))
            .await
    }

    async fn is_account(&self, shopper: ShopperId) -> Result<bool, StorageError> {
        self.read(move |tx| Ok(accounts::is_there(tx, shopper)?))
            .await
    }

    async fn join(
        &self,
        guest: ShopperId,
        account: ShopperId,
        policy: JoinPolicy,
        now: u64,
    ) -> Result<(), StorageError> {
        self.write(move |tx| aliases::join(tx, guest, account, policy, now))
            .await
    }

    async fn joined_into(&self, guest: ShopperId) -> Result<Option<ShopperId>, StorageError> {
        self.read(move |tx| Ok(aliases::find(tx, guest)?)).await
    }

    async fn rotate_session(
        &self,
        old: Option<&TokenHash>,
        new: NewSession,
        checked: &Credentials,
        now: u64,
    ) -> Result<Option<SessionId>, StorageError> {
        let (old, checked) = (old.copied(), checked.clone());
        self.write(move |tx| Ok(sessions::rotate(tx, old, &new, &checked, now)?))
            .await
    }

    async fn sessions(&self, account: ShopperId, now: u64) -> Result<Vec<Session>, StorageError> {
        self.read(move |tx| Ok(sessions::of(tx, account, now)?))
            .await
    }

    async fn end_session(&self, token: &TokenHash) -> Result<Option<SessionId>, StorageError> {
        let token = *token;
        self.write(move |tx| Ok(sessions::end(tx, &token)?)).await
    }

    async fn revoke_session(
        &self,
        shopper: ShopperId,
        session: SessionId,
    ) -> Result<bool, StorageError> {
        self.write(move |tx| Ok(sessions::revoke(tx, shopper, session)?))
            .await
    }

    async fn revoke_other_sessions(
        &self,
        shopper: ShopperId,
        keep: SessionId,
    ) -> Result<Vec<SessionId>, StorageError> {
        self.write(move |tx| Ok(sessions::revoke_but(tx, shopper, Some(keep))?))
            .await
    }

    async fn open_reset(
        &self,
        account: ShopperId,
        token: &TokenHash,
        expires_at: u64,
    ) -> Result<(), StorageError> {
        let token = *token;
        self.write(move |tx| resets::open(tx, account, &token, expires_at))
            .await
    }

    async fn reset(&self, token: &TokenHash, now: u64) -> Result<Option<Account>, StorageError> {
        let token = *token;
        self.read(move |tx| Ok(resets::find(tx, &token, now)?))
            .await
    }

    async fn consume_reset(
        &self,
        token: &TokenHash,
        password_hash: &str,
        now: u64,
    ) -> Result<Option<Vec<SessionId>>, StorageError> {
        let (token, password_hash) = (*token, password_hash.to_owned());
        self.write(move |tx| Ok(resets::consume(tx, &token, &password_hash, now)?))
            .await
    }

    async fn rename(&self, account: ShopperId, name: &str) -> Result<(), StorageError> {
        let name = name.to_owned();
        self.write(move |tx| accounts::rename(tx, account, &name))
            .await
    }

    async fn sweep(&self, now: u64) -> Result<usize, StorageError> {
        self.write(move |tx| {
            let (baskets, devices) = (baskets::sweep(tx, now)?, devices::sweep(tx, now)?);
            let devices = devices + counter::sweep(tx, now)? + hand_offs::sweep(tx, now)?;
            Ok(sessions::sweep(tx, now)? + resets::sweep(tx, now)? + baskets + devices)
        })
        .await
    }
}

/// Ids are 64 bits without a sign, and SQLite's numbers have one.
pub(super) fn key(shopper: ShopperId) -> i64 {
    shopper.0.cast_signed()
}

pub(super) fn shopper(key: i64) -> ShopperId {
    ShopperId(key.cast_unsigned())
}

/// No clock gets so far; what does is the latest moment there is.
pub(super) fn millis(time: u64) -> i64 {
    i64::try_from(time).unwrap_or(i64::MAX)
}
