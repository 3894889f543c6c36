//! Devices in the database.

mod pairing;
pub(super) mod rows;
mod sessions;
mod telling;

use super::SqliteStorage;
use super::shoppers::millis;
use crate::devices::{Device, DeviceNote, DevicePlan, Devices, EndedSession};
use crate::{NewSession, SessionId, StorageError, TokenHash, Who};
use async_trait::async_trait;
use baguni_commerce::device::{Heartbeat, Told};
use baguni_commerce::{DeviceId, Handle, ShopperId};
use rusqlite::Transaction;

#[async_trait]
impl Devices for SqliteStorage {
    async fn allow_pairing(
        &self,
        code: TokenHash,
        plan: DevicePlan,
        by: &Who,
        now: u64,
    ) -> Result<(), StorageError> {
        let by = by.clone();
        self.write(move |tx| pairing::allow(tx, code, &plan, &by, now))
            .await
    }

    async fn pair(
        &self,
        code: &TokenHash,
        id: DeviceId,
        key: TokenHash,
        now: u64,
    ) -> Result<Option<Device>, StorageError> {
        let code = *code;
        self.write(move |tx| Ok(pairing::pair(tx, code, id, key, now)?))
            .await
    }

    async fn device_of_key(&self, key: &TokenHash) -> Result<Option<Device>, StorageError> {
        let key = *key;
        self.read(move |tx| Ok(rows::of_key(tx, key)?)).await
    }

    async fn device(&self, id: DeviceId) -> Result<Option<Device>, StorageError> {
        self.read(move |tx| Ok(rows::find(tx, id)?)).await
    }

    async fn devices(&self, location: Option<&Handle>) -> Result<Vec<Device>, StorageError> {
        let location = location.cloned();
        self.read(move |tx| Ok(rows::all(tx, location.as_ref())?))
            .await
    }

    async fn revoke_device(
        &self,
        id: DeviceId,
        by: &Who,
        now: u64,
    ) -> Result<Option<Vec<EndedSession>>, StorageError> {
        let by = by.clone();
        self.write(move |tx| Ok(pairing::revoke(tx, id, &by, now)?))
            .await
    }

    async fn note_heartbeat(
        &self,
        id: DeviceId,
        heartbeat: &Heartbeat,
        now: u64,
    ) -> Result<Vec<Told>, StorageError> {
        let heartbeat = heartbeat.clone();
        self.write(move |tx| Ok(telling::heartbeat(tx, id, heartbeat, now)?))
            .await
    }

    async fn tell_device(
        &self,
        id: DeviceId,
        told: &Told,
        by: &Who,
        now: u64,
    ) -> Result<bool, StorageError> {
        let (told, by) = (told.clone(), by.clone());
        self.write(move |tx| Ok(telling::tell(tx, id, &told, &by, now)?))
            .await
    }

    async fn device_log(&self, id: DeviceId, limit: u32) -> Result<Vec<DeviceNote>, StorageError> {
        self.read(move |tx| Ok(rows::log(tx, id, limit)?)).await
    }

    async fn allow_staff(
        &self,
        id: DeviceId,
        pass: TokenHash,
        by: &Who,
        now: u64,
    ) -> Result<bool, StorageError> {
        let by = by.clone();
        self.write(move |tx| Ok(pairing::allow_staff(tx, id, pass, &by, now)?))
            .await
    }

    async fn open_staff_screen(
        &self,
        id: DeviceId,
        pass: &TokenHash,
        now: u64,
    ) -> Result<Option<u64>, StorageError> {
        let pass = *pass;
        self.write(move |tx| Ok(pairing::open_staff_screen(tx, id, pass, now)?))
            .await
    }

    async fn open_kiosk_session(
        &self,
        id: DeviceId,
        shopper: ShopperId,
        session: NewSession,
        now: u64,
    ) -> Result<Option<(SessionId, Vec<EndedSession>)>, StorageError> {
        self.write(move |tx| sessions::open(tx, id, shopper, &session, now))
            .await
    }

    async fn end_kiosk_sessions(
        &self,
        id: DeviceId,
        now: u64,
    ) -> Result<Vec<EndedSession>, StorageError> {
        self.write(move |tx| Ok(sessions::reset(tx, id, now)?))
            .await
    }
}

/// How many rows of a kind one sweep takes, so that shoppers do not wait for it.
const SWEPT_AT_ONCE: i64 = 500;

/// Forgets codes and passes that are too old, and ends sessions that no screen has ended.
pub(super) fn sweep(tx: &Transaction<'_>, now: u64) -> rusqlite::Result<usize> {
    let codes = "DELETE FROM pairing_code WHERE code_hash IN (
        SELECT code_hash FROM pairing_code WHERE expires_at <= ?1 LIMIT ?2)";
    let passes = "DELETE FROM staff_pass WHERE (device, pass_hash) IN (
        SELECT device, pass_hash FROM staff_pass WHERE expires_at <= ?1 LIMIT ?2)";
    let mut swept = sessions::sweep(tx, now)?;
    for sql in [codes, passes] {
        let mut forget = tx.prepare_cached(sql)?;
        swept += forget.execute([millis(now), SWEPT_AT_ONCE])?;
    }
    Ok(swept)
}
