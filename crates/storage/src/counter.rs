//! What shoppers at screens ask of those who work in the store: that somebody comes, and that a cart
//! is sold at the counter.

use crate::devices::MINUTE;
use crate::{StorageError, Who};
use async_trait::async_trait;
use baguni_commerce::cart::CartLines;
use baguni_commerce::device::{CallReason, KioskWay};
use baguni_commerce::order::{FulfillmentId, OrderNumber};
use baguni_commerce::{CommandId, DeviceId, Handle, Money, ShopperId};
use baguni_replica::Dots;
use std::fmt;
use std::str::FromStr;

/// How long a ticket is good: two hours.
pub const TICKET_LIFE: u64 = 120 * MINUTE;
/// How long tickets and calls are remembered that are over: 30 days.
pub const COUNTER_LIFE: u64 = 30 * 24 * 60 * MINUTE;
/// How many tickets one screen may have open.
pub const MAX_TICKETS: u32 = 5;

/// Calls and tickets. Times are milliseconds since 1970 and the caller's. Each call is one
/// transaction, as in [`crate::Storage`]. At a device that is revoked nobody asks for anything.
#[async_trait]
pub trait Counter: Send + Sync {
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
        by: &Who,
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

    /// A ticket has become an order; tells whether it was open. Its id is the order's checkout.
    async fn ticket_sold(&self, id: CommandId, order: OrderNumber) -> Result<bool, StorageError>;

    /// Whose basket a ticket was made of, as it is today, and what of it; `None` once they, or that,
    /// are forgotten.
    async fn ticket_chosen(&self, id: CommandId)
    -> Result<Option<(ShopperId, Dots)>, StorageError>;

    /// The ticket that has become this order.
    async fn ticket_of_order(&self, order: OrderNumber)
    -> Result<Option<KeptTicket>, StorageError>;
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
    pub taken: Option<(Who, u64)>,
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
    /// What of the basket that is.
    pub dots: Dots,
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
