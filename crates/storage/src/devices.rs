//! What the shop keeps of the screens that stores set up: their keys, what they are told, and what
//! shoppers ask of the staff at them.

use crate::{NewSession, SessionId, StorageError, TokenHash};
use async_trait::async_trait;
use baguni_commerce::cart::CartLines;
use baguni_commerce::device::{CallReason, Heartbeat, KioskWay, Told};
use baguni_commerce::order::{FulfillmentId, OrderNumber};
use baguni_commerce::{CommandId, DeviceId, DeviceProfile, Handle, Money, ShopperId};
use std::fmt;
use std::str::FromStr;

/// How long a pairing code is good, in milliseconds: ten minutes.
pub const PAIRING_LIFE: u64 = 10 * MINUTE;
/// How long a staff pass is good, and how long the screen stays open that it opens: two minutes.
pub const PASS_LIFE: u64 = 2 * MINUTE;
/// How long a ticket is good: two hours.
pub const TICKET_LIFE: u64 = 120 * MINUTE;
/// How long tickets and calls are remembered that are over: 30 days.
pub const COUNTER_LIFE: u64 = 30 * 24 * 60 * MINUTE;
/// How long a session at a screen lasts that nobody ends, as when the power is cut: 12 hours.
pub const KIOSK_SESSION_LIFE: u64 = 12 * 60 * MINUTE;
/// How many tickets one screen may have open.
pub const MAX_TICKETS: u32 = 5;
/// How many orders wait for one screen at most; the oldest goes first.
pub const MAX_TOLD: u32 = 20;

const MINUTE: u64 = 60 * 1_000;

/// Devices. Times are milliseconds since 1970 and the caller's. Each call is one transaction, as in
/// [`crate::Storage`]; what changes a device is written into its log too. `by` and `who` name an
/// associate. [`StorageError::Unknown`] where there is no such location. A device that is revoked
/// is told of as such, and is nothing that anybody can change.
#[async_trait]
pub trait Devices: Send + Sync {
    /// Lets whoever has a code set one screen up like this, within [`PAIRING_LIFE`].
    async fn allow_pairing(
        &self,
        code: TokenHash,
        plan: DevicePlan,
        by: &str,
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
        by: &str,
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
        by: &str,
        now: u64,
    ) -> Result<bool, StorageError>;

    /// Writes into a device's log.
    async fn note_of_device(
        &self,
        id: DeviceId,
        who: &str,
        what: &str,
        now: u64,
    ) -> Result<(), StorageError>;

    /// What was done to a device and on its staff's screen, the newest first.
    async fn device_log(&self, id: DeviceId, limit: u32) -> Result<Vec<DeviceNote>, StorageError>;

    /// Calls somebody. While a call is open this answers it as it is, but for what it is about: that
    /// is said last. `None` where there is no such device.
    async fn call_staff(
        &self,
        id: DeviceId,
        reason: CallReason,
        about: Option<(OrderNumber, FulfillmentId)>,
        now: u64,
    ) -> Result<Option<KeptCall>, StorageError>;

    /// Somebody comes. The first who says so does; `None` where the call is over.
    async fn take_call(
        &self,
        call: CallId,
        by: &str,
        now: u64,
    ) -> Result<Option<KeptCall>, StorageError>;

    /// Ends a call; `None` where it has ended.
    async fn close_call(&self, call: CallId, now: u64) -> Result<Option<KeptCall>, StorageError>;

    /// The open calls of one store or all, the oldest first.
    async fn open_calls(&self, location: Option<&Handle>) -> Result<Vec<KeptCall>, StorageError>;

    /// Keeps a ticket under a number that no other of this store has that day or that is open. The
    /// same id is the same ticket, whatever else is asked then.
    async fn add_ticket(
        &self,
        ticket: NewTicket,
        now: u64,
    ) -> Result<Result<KeptTicket, NoTicket>, StorageError>;

    /// The ticket of this name, whatever has become of it.
    async fn ticket_named(&self, id: CommandId) -> Result<Option<KeptTicket>, StorageError>;

    /// What is open in one store under this number.
    async fn ticket(
        &self,
        location: &Handle,
        number: TicketNumber,
        now: u64,
    ) -> Result<Option<KeptTicket>, StorageError>;

    /// The last one of a store under this number, however it stands.
    async fn last_ticket(
        &self,
        location: &Handle,
        number: TicketNumber,
    ) -> Result<Option<KeptTicket>, StorageError>;

    /// What is open in one store, the oldest first.
    async fn open_tickets(
        &self,
        location: &Handle,
        now: u64,
    ) -> Result<Vec<KeptTicket>, StorageError>;

    /// A ticket has become an order; tells whether it was open. Its id is the order's checkout.
    async fn ticket_sold(&self, id: CommandId, order: OrderNumber) -> Result<bool, StorageError>;

    /// The ticket that has become this order.
    async fn ticket_of_order(&self, order: OrderNumber)
    -> Result<Option<KeptTicket>, StorageError>;

    /// Lets whoever has a pass open the staff's screen of a device, within [`PASS_LIFE`]. An earlier
    /// pass for it ends. Tells whether there is such a device.
    async fn allow_staff(
        &self,
        id: DeviceId,
        pass: TokenHash,
        by: &str,
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
    pub paired_by: String,
    pub revoked: Option<(u64, String)>,
    /// Out of service until it is unlocked.
    pub locked: bool,
    /// Said on the attract screen.
    pub message: Option<String>,
    /// The last heartbeat, and when it came. What it did is not among it.
    pub seen: Option<(u64, Heartbeat)>,
    /// Until when the staff's screen is open, and who opened it.
    pub staff: Option<(u64, String)>,
}

impl Device {
    /// Who has the staff's screen open now.
    pub fn staff_at(&self, now: u64) -> Option<&str> {
        let (until, who) = self.staff.as_ref()?;
        (*until > now).then_some(who)
    }
}

/// A line of a device's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeviceNote {
    pub who: String,
    pub what: String,
    pub at: u64,
}

/// A session that has ended, and whose basket it had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndedSession {
    pub session: SessionId,
    pub shopper: ShopperId,
}

/// Names a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId(pub i64);

/// Somebody at a screen waits for an associate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCall {
    pub id: CallId,
    pub device: DeviceId,
    pub device_name: String,
    pub location: Handle,
    pub reason: CallReason,
    pub called_at: u64,
    /// What somebody has come for, which associates alone are told.
    pub about: Option<(OrderNumber, FulfillmentId)>,
    /// Who comes, and since when.
    pub taken: Option<(String, u64)>,
}

/// Four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TicketNumber(u16);

impl TicketNumber {
    pub const COUNT: u16 = 10_000;

    /// One of [`TicketNumber::COUNT`]: what is larger begins again.
    pub fn nth(n: u16) -> Self {
        Self(n % Self::COUNT)
    }

    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for TicketNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

/// A text that is not four digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not the number of a ticket")]
pub struct NotATicketNumber;

/// Undoes `Display`; blanks around it do not matter.
impl FromStr for TicketNumber {
    type Err = NotATicketNumber;

    fn from_str(raw: &str) -> Result<Self, NotATicketNumber> {
        let digits = raw.trim();
        let is_one = digits.len() == 4 && digits.bytes().all(|b| b.is_ascii_digit());
        let number = digits.parse().ok().filter(|_| is_one);
        number.map(Self).ok_or(NotATicketNumber)
    }
}

/// A cart that goes to the counter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewTicket {
    pub id: CommandId,
    pub device: DeviceId,
    /// Whose cart it is.
    pub shopper: ShopperId,
    /// Since 1970, where the store is.
    pub day: u32,
    /// Where the search for a free number begins: random, or numbers would tell how many there are.
    pub draw: TicketNumber,
    pub lines: CartLines,
    pub way: KioskWay,
    pub total: Money,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptTicket {
    pub id: CommandId,
    pub number: TicketNumber,
    pub device: DeviceId,
    pub device_name: String,
    pub location: Handle,
    pub lines: CartLines,
    pub way: KioskWay,
    /// Whose cart it is, until the screen is reset.
    pub shopper: Option<ShopperId>,
    /// What it cost when it was made.
    pub total: Money,
    pub made_at: u64,
    pub expires_at: u64,
    /// The order it has become.
    pub sold: Option<OrderNumber>,
}

/// Why there is no ticket; nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoTicket {
    #[error("there is no such device, or no longer")]
    NoDevice,
    #[error("{MAX_TICKETS} tickets of this device are open")]
    TooMany,
    #[error("every number of the day is taken")]
    NoNumber,
    #[error("another device has a ticket of this name")]
    Foreign,
}
