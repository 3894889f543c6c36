//! What the shop keeps of its stock: levels, the ledger they are the sum of, holds for checkouts
//! that have begun, and what is on its way between locations.

use crate::StorageError;
use async_trait::async_trait;
use baguni_commerce::stock::{
    AdjustReason, Adjustment, ReservationId, Shortage, StockMovement, Take, TransferId,
};
use baguni_commerce::{CommandId, Handle, Sku, StockLevel};
use std::collections::BTreeMap;
use tokio::sync::watch;

/// How long a hold that has ended is remembered, in milliseconds: 30 days.
pub const RESERVATION_LIFE: u64 = 30 * 24 * 60 * 60 * 1_000;

/// Stock. Times are milliseconds since 1970 and the caller's. Each call is one transaction, as in
/// [`crate::Storage`], and taking is one conditional update: what is not available is not promised,
/// whoever asks at the same moment. [`StorageError::Unknown`] names a SKU or a location that is not
/// there.
///
/// What holds after every call:
///
/// - On hand and allocated of a level are the sums of its movements ([`Stock::check_ledger`]).
/// - Reserved is the sum of the holds that are active; one whose `expires_at` has passed counts
///   for nobody, whether or not it has been swept.
/// - On hand is at least what is allocated, but for what was allocated as a back order.
/// - A change of a level moves [`Stock::stock_changes`] and not [`crate::Storage::revision`].
/// - A command that comes again changes nothing and is answered as the first time.
#[async_trait]
pub trait Stock: Send + Sync {
    /// Says how many are on hand, as a file or a count of everything does. It is never set below
    /// what is allocated: that is promised, and lies somewhere. Saying what is so already changes
    /// nothing.
    async fn set_stock(
        &self,
        counts: &[(Sku, Handle, u32)],
        by: Counting,
        now: u64,
    ) -> Result<(), StorageError>;

    /// A SKU's levels of which something is there or promised, by location. Holds that have not
    /// been swept are counted.
    async fn stock(&self, sku: &Sku) -> Result<BTreeMap<Handle, StockLevel>, StorageError>;

    /// The levels of these SKUs at this moment, at every location that ever had some, in the order
    /// of locations.
    async fn levels_of(
        &self,
        skus: &[Sku],
        now: u64,
    ) -> Result<BTreeMap<Sku, Vec<(Handle, StockLevel)>>, StorageError>;

    /// Holds all of this until `expires_at`, in the place of what the hold held before; or changes
    /// nothing and says what is short, counting as free what the hold itself holds. A hold that
    /// has been committed is left as it is: its stock is an order's.
    async fn reserve(
        &self,
        id: ReservationId,
        takes: Vec<Take>,
        expires_at: u64,
        now: u64,
    ) -> Result<Result<(), Vec<Shortage>>, StorageError>;

    /// What a hold holds; nothing once it has ended or expired.
    async fn reserved(&self, id: ReservationId, now: u64) -> Result<Vec<Take>, StorageError>;

    /// Holds it until then; tells whether it was still held.
    async fn extend(
        &self,
        id: ReservationId,
        expires_at: u64,
        now: u64,
    ) -> Result<bool, StorageError>;

    /// Ends a hold; tells whether it was still held.
    async fn release(
        &self,
        id: ReservationId,
        reason: &str,
        now: u64,
    ) -> Result<bool, StorageError>;

    /// Gives back what expired holds have held, and forgets holds that ended [`RESERVATION_LIFE`]
    /// ago: a limited number at once. Answers how many rows it touched.
    async fn sweep_reservations(&self, now: u64) -> Result<usize, StorageError>;

    /// Corrects what is on hand, and answers the level.
    async fn adjust(
        &self,
        command: StockCommand,
        at: Place,
        adjustment: Adjustment,
        reason: AdjustReason,
    ) -> Result<Result<StockLevel, StockRefusal>, StorageError>;

    /// Takes new stock in, and answers the level.
    async fn receive(
        &self,
        command: StockCommand,
        at: Place,
        quantity: u32,
    ) -> Result<Result<StockLevel, StockRefusal>, StorageError>;

    /// Sends stock to another location: it leaves at once and arrives when
    /// [`Stock::receive_transfer`] says so. The transfer has the name of the command.
    async fn transfer(
        &self,
        command: StockCommand,
        from: Place,
        to: Handle,
        quantity: u32,
    ) -> Result<Result<TransferId, StockRefusal>, StorageError>;

    /// Takes in what arrived of a transfer. What is missing is lost.
    async fn receive_transfer(
        &self,
        command: StockCommand,
        transfer: TransferId,
        arrived: u32,
    ) -> Result<Result<Transfer, StockRefusal>, StorageError>;

    /// What is on its way to or from a location, oldest first.
    async fn open_transfers(&self, location: &Handle) -> Result<Vec<Transfer>, StorageError>;

    /// Keeps so many back of a variant at a location; `None` as many as its kind has it.
    async fn set_safety(&self, at: Place, safety: Option<u32>) -> Result<StockLevel, StorageError>;

    /// The ledger of a SKU, newest first, at one location or all; at most `limit` entries, older
    /// than the one numbered `before`.
    async fn movements(
        &self,
        sku: &Sku,
        location: Option<&Handle>,
        before: Option<u64>,
        limit: u32,
    ) -> Result<Vec<LedgerEntry>, StorageError>;

    /// The number of the last change of a level, and the levels that have changed after `since`,
    /// of variants that are in the catalogue. Levels of nothing are told too.
    async fn stock_changes(&self, since: u64) -> Result<StockChanges, StorageError>;

    /// Changes whenever a call of this process may have moved stock; what other processes do has
    /// to be asked for.
    fn stock_moved(&self) -> watch::Receiver<u64>;

    /// Levels that are not the sum of their movements and holds. There are none, unless somebody
    /// has edited the database by hand.
    async fn check_ledger(&self) -> Result<Vec<LedgerFault>, StorageError>;
}

/// Who counted everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counting {
    pub reason: AdjustReason,
    pub actor: String,
    /// Such as the name of a file.
    pub reference: String,
}

impl Counting {
    /// A count that a file or a program has brought.
    pub fn imported(actor: &str) -> Self {
        Self {
            reason: AdjustReason::Imported,
            actor: actor.to_owned(),
            reference: String::new(),
        }
    }
}

/// What stands behind a change of stock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StockCommand {
    pub id: CommandId,
    pub actor: String,
    /// What it belongs to; may be empty.
    pub reference: String,
    /// When, in milliseconds since 1970.
    pub at: u64,
}

/// A variant at a location.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub sku: Sku,
    pub location: Handle,
}

/// Why stock was not moved; nothing has changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StockRefusal {
    #[error("{allocated} of them are promised to orders")]
    Allocated { allocated: u32 },
    #[error("only {movable} can be moved; the others are promised")]
    Short { movable: u32 },
    #[error("is a number that no count can have")]
    Number,
    #[error("the two locations are the same")]
    SamePlace,
    #[error("there is no such transfer")]
    NoTransfer,
    #[error("the transfer has been received already")]
    Received,
    #[error("{sent} were sent")]
    MoreThanSent { sent: u32 },
}

/// Stock on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transfer {
    pub id: TransferId,
    pub sku: Sku,
    pub from: Handle,
    pub to: Handle,
    pub quantity: u32,
    pub sent_by: String,
    /// Milliseconds since 1970.
    pub sent_at: u64,
    /// How many have arrived; `None` while it is on its way.
    pub received: Option<u32>,
}

/// A movement with its number in the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    pub number: u64,
    pub movement: StockMovement,
}

/// Levels that have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StockChanges {
    /// Up to which change this is.
    pub revision: u64,
    pub levels: Vec<(Sku, Handle, StockLevel)>,
}

/// A level that is not what the ledger and the holds say.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "SKU {} at {}: {kept:?} on hand, allocated and reserved are kept, {summed:?} are the sums",
    at.sku, at.location
)]
pub struct LedgerFault {
    pub at: Place,
    /// On hand, allocated and reserved as they are kept.
    pub kept: [i64; 3],
    /// The same as movements and holds have them.
    pub summed: [i64; 3],
}
