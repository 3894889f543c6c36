//! Hand-offs in the database.

mod accepting;
mod offering;
mod screens;

pub(super) use offering::sweep;

use super::SqliteStorage;
use crate::error::StorageError;
use crate::hand_offs::{HandOff, HandOffs, NewHandOff, ScreenSession};
use crate::{SessionId, TokenHash};
use async_trait::async_trait;
use baguni_commerce::ShopperId;
use baguni_replica::join::JoinPolicy;

#[async_trait]
impl HandOffs for SqliteStorage {
    async fn offer_hand_off(
        &self,
        code: TokenHash,
        offer: NewHandOff,
        now: u64,
    ) -> Result<bool, StorageError> {
        self.write(move |tx| Ok(offering::offer(tx, &code, &offer, now)?))
            .await
    }

    async fn hand_off(
        &self,
        code: &TokenHash,
        phone: Option<ShopperId>,
        now: u64,
    ) -> Result<HandOff, StorageError> {
        let code = *code;
        self.read(move |tx| Ok(accepting::look(tx, &code, phone, now)?))
            .await
    }

    async fn accept_hand_off(
        &self,
        code: &TokenHash,
        phone: ShopperId,
        policy: JoinPolicy,
        now: u64,
    ) -> Result<HandOff, StorageError> {
        let code = *code;
        self.write(move |tx| accepting::accept(tx, &code, phone, policy, now))
            .await
    }

    async fn screens_of(&self, shopper: ShopperId) -> Result<Vec<ScreenSession>, StorageError> {
        self.read(move |tx| Ok(screens::of(tx, shopper, None)?))
            .await
    }

    async fn end_screens_of(
        &self,
        shopper: ShopperId,
        only: Option<SessionId>,
    ) -> Result<Vec<ScreenSession>, StorageError> {
        self.write(move |tx| Ok(screens::end(tx, shopper, only)?))
            .await
    }
}
