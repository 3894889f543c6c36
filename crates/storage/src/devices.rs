//! What the shop keeps of the screens that stores set up: their keys, what they are told, what was
//! done to them, and who stands in front of them.

use crate::{NewSession, SessionId, StorageError, TokenHash, Who};
use async_trait::async_trait;
use baguni_commerce::device::{Heartbeat, Told};
use baguni_commerce::{DeviceId, DeviceProfile, Handle, ShopperId};

/// How long a pairing code is good, in milliseconds: ten minutes.
pub const PAIRING_LIFE: u64 = 10 * MINUTE;
/// How long a staff pass is good, and how long the screen stays open that it opens: two minutes.
pub const PASS_LIFE: u64 = 2 * MINUTE;
/// How long a session at a screen lasts that nobody ends, as when the power is cut: 12 hours.
pub const KIOSK_SESSION_LIFE: u64 = 12 * 60 * MINUTE;
/// How many orders wait for one screen at most; the oldest goes first.
pub const MAX_TOLD: u32 = 20;

pub(crate) const MINUTE: u64 = 60 * 1_000;

/// Devices. Times are milliseconds since 1970 and the caller's. Each call is one transaction, as in
/// [`crate::Storage`]; what changes a device is written into its log too. [`StorageError::Unknown`] where there is no such location. A device that is revoked
/// is told of as such, and is nothing that anybody can change.
#[async_trait]
pub trait Devices: Send + Sync {
    /// Lets whoever has a code set one screen up like this, within [`PAIRING_LIFE`].
    async fn allow_pairing(
        &self,
        code: TokenHash,
        plan: DevicePlan,
        by: &Who,
        now: u64,
    ) -> Result<(), StorageError>;

    /// Uses a code up. `None` where it was used, is too old or never was.
    async fn pair(
        &self,
        code: &TokenHash,
        id: DeviceId,
        key: TokenHash,
        now: u64,
    ) -> Result<Option<Device>, StorageError>;

    /// Whose key it is, or was.
    async fn device_of_key(&self, key: &TokenHash) -> Result<Option<Device>, StorageError>;

    async fn device(&self, id: DeviceId) -> Result<Option<Device>, StorageError>;

    /// The devices of one store or all, revoked ones included, in the order in which they were
    /// paired.
    async fn devices(&self, location: Option<&Handle>) -> Result<Vec<Device>, StorageError>;

    /// Takes the key back, ends its sessions as [`Devices::end_kiosk_sessions`] does, and closes its
    /// call. `None` where there is no such device, or no longer.
    async fn revoke_device(
        &self,
        id: DeviceId,
        by: &Who,
        now: u64,
    ) -> Result<Option<Vec<EndedSession>>, StorageError>;

    /// Keeps how a device is, and takes what it has done off its list. What is left is answered, the
    /// oldest first.
    async fn note_heartbeat(
        &self,
        id: DeviceId,
        heartbeat: &Heartbeat,
        now: u64,
    ) -> Result<Vec<Told>, StorageError>;

    /// Tells a device to do something, once for each id; of more than [`MAX_TOLD`] the oldest are
    /// forgotten. Whether it is locked and what it says is so from then on. Tells whether there is
    /// such a device.
    async fn tell_device(
        &self,
        id: DeviceId,
        told: &Told,
        by: &Who,
        now: u64,
    ) -> Result<bool, StorageError>;

    /// What was done to a device and on its staff's screen, the newest first.
    async fn device_log(&self, id: DeviceId, limit: u32) -> Result<Vec<DeviceNote>, StorageError>;

    /// Lets whoever has a pass open the staff's screen of a device, within [`PASS_LIFE`]. An earlier
    /// pass for it ends. Tells whether there is such a device.
    async fn allow_staff(
        &self,
        id: DeviceId,
        pass: TokenHash,
        by: &Who,
        now: u64,
    ) -> Result<bool, StorageError>;

    /// Uses a pass up: until when the staff's screen stays open; `None` where the pass is not good.
    async fn open_staff_screen(
        &self,
        id: DeviceId,
        pass: &TokenHash,
        now: u64,
    ) -> Result<Option<u64>, StorageError>;

    /// A new guest with a session at a device. Whoever was there before is gone, as by
    /// [`Devices::end_kiosk_sessions`]; those are answered too. `None` where there is no such device,
    /// or no longer. [`StorageError::Conflict`] where the shopper is there already.
    async fn open_kiosk_session(
        &self,
        id: DeviceId,
        shopper: ShopperId,
        session: NewSession,
        now: u64,
    ) -> Result<Option<(SessionId, Vec<EndedSession>)>, StorageError>;

    /// Ends every session at a device, and the call that somebody has come to. A guest who has not been joined into anybody and has no order
    /// under way is forgotten with the basket, the replicas and the checkouts, whose holds end;
    /// tickets forget whose they were. The staff's screen is closed.
    async fn end_kiosk_sessions(
        &self,
        id: DeviceId,
        now: u64,
    ) -> Result<Vec<EndedSession>, StorageError>;
}

/// What a screen becomes.
#[derive(Clone, Debug, PartialEq)]
pub struct DevicePlan {
    /// The store it stands in.
    pub location: Handle,
    pub name: String,
    pub profile: DeviceProfile,
    /// In seconds.
    pub idle_s: u32,
}

/// A screen that was set up.
#[derive(Clone, Debug, PartialEq)]
pub struct Device {
    pub id: DeviceId,
    pub location: Handle,
    pub name: String,
    pub profile: DeviceProfile,
    /// In seconds.
    pub idle_s: u32,
    pub paired_at: u64,
    pub paired_by: Who,
    pub revoked: Option<(u64, Who)>,
    /// Out of service until it is unlocked.
    pub locked: bool,
    /// Said on the attract screen.
    pub message: Option<String>,
    /// The last heartbeat, and when it came. What it did is not among it.
    pub seen: Option<(u64, Heartbeat)>,
    /// Until when the staff's screen is open, and who opened it.
    pub staff: Option<(u64, Who)>,
}

impl Device {
    /// Who has the staff's screen open now.
    pub fn staff_at(&self, now: u64) -> Option<&Who> {
        let (until, who) = self.staff.as_ref()?;
        (*until > now).then_some(who)
    }
}

/// A line of a device's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceNote {
    pub who: Who,
    pub what: String,
    pub at: u64,
}

/// A session that has ended, and whose basket it had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndedSession {
    pub session: SessionId,
    pub shopper: ShopperId,
}
