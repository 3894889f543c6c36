//! Persistence: the catalogue and its media behind one trait, in an embedded SQLite database.
//!
//! Any database that passes `contract::all` (feature `contract`) can stand behind [`Storage`].

mod api_keys;
mod baskets;
mod counter;
mod devices;
mod error;
mod hand_offs;
mod orders;
mod promotions;
mod shoppers;
mod sqlite;
mod staff;
mod stock;

#[cfg(any(test, feature = "contract"))]
pub mod contract;

pub use api_keys::{
    ANSWER_LIFE, ApiKeys, Asked, KeptAnswer, MAX_ANSWERS, NewApiKey, TakenUp, WORKED_ON,
};
pub use baskets::{
    Baskets, CheckoutId, Entry, FormMark, KeptBasket, KioskAt, ORDERED_LIFE, Outcome, Placing,
    REPLICA_LIFE, Refused, SENT_LIFE, Said, Sells, ShareToken,
};
pub use counter::{
    COUNTER_LIFE, CallId, Counter, KeptCall, KeptTicket, MAX_TICKETS, NewTicket, NoTicket,
    NotATicketNumber, TICKET_LIFE, TicketNumber,
};
pub use devices::{
    Device, DeviceNote, DevicePlan, Devices, EndedSession, KIOSK_SESSION_LIFE, MAX_TOLD,
    PAIRING_LIFE, PASS_LIFE,
};
pub use error::{StorageError, Subject};
pub use hand_offs::{
    HAND_OFF_KEPT, HandOff, HandOffs, NewHandOff, Offered, ScreenSession, TO_PHONE_LIFE,
    TO_SCREEN_LIFE,
};
pub use orders::{
    Act, Acted, DRAFT_LIFE, KeptCheckout, KeptEvent, OrderFilter, Orders, PlaceOrder, Placed,
};
pub use promotions::Promotions;
pub use shoppers::{
    ALIAS_LIFE, Account, Credentials, NewAccount, NewSession, SEEN_EVERY, SESSION_LIFE, Session,
    SessionId, Shoppers, TokenHash,
};
pub use sqlite::SqliteStorage;
pub use staff::{Staffing, Who};
pub use stock::{
    Counting, LedgerEntry, LedgerFault, Place, RESERVATION_LIFE, Stock, StockChanges, StockCommand,
    StockRefusal, Transfer,
};

use async_trait::async_trait;
use baguni_commerce::media::Rendition;
use baguni_commerce::{CatalogueParts, Collection, Handle, MediaId, Product, Sku, StockLocation};
use std::collections::BTreeMap;

/// Everything the shop keeps. Each call is one transaction: all of it is durable when it returns
/// `Ok`, none of it when it returns an error. A call whose future is dropped may still be done.
#[async_trait]
pub trait Storage:
    Shoppers + Baskets + Stock + Promotions + Orders + Staffing + ApiKeys + Devices + Counter + HandOffs
{
    /// Grows with every change of what [`Storage::load_catalogue`] returns, made by any process,
    /// but for stock: that has [`Stock::stock_changes`]. Saving what is already so is no change.
    async fn revision(&self) -> Result<u64, StorageError>;

    /// The whole catalogue at one moment, drafts and archived products included. Products,
    /// collections and locations stand in the order in which they were first saved.
    async fn load_catalogue(&self) -> Result<CatalogueParts, StorageError>;

    async fn product(&self, handle: &Handle) -> Result<Option<Product>, StorageError>;

    /// The products that these SKUs belong to today; free ones are left out.
    async fn owners(&self, skus: &[Sku]) -> Result<BTreeMap<Sku, Handle>, StorageError>;

    /// Inserts products, or replaces those of the same handle. Stock of variants that stay is kept;
    /// of those that go it is written off, but for what is promised. [`StorageError::Conflict`]
    /// names a SKU of another product, [`StorageError::Invalid`] a product that [`Product::check`]
    /// refuses. One product may take a SKU that another gives up in the same call.
    async fn save_products(&self, products: &[Product]) -> Result<(), StorageError>;

    /// Inserts or replaces by handle. Members that are not there (yet) are kept.
    async fn save_collections(&self, collections: &[Collection]) -> Result<(), StorageError>;

    /// Inserts or replaces by handle.
    async fn save_locations(&self, locations: &[StockLocation]) -> Result<(), StorageError>;

    /// Gives a product another handle and remembers the former ones, until another product takes
    /// them; collections that list it follow. [`StorageError::Unknown`] where there is no such
    /// product, [`StorageError::Conflict`] where the new handle is taken.
    async fn move_product(&self, from: &Handle, to: &Handle) -> Result<(), StorageError>;

    /// As [`Storage::move_product`], for a collection.
    async fn move_collection(&self, from: &Handle, to: &Handle) -> Result<(), StorageError>;

    /// Keeps one file of a picture. The same name always has the same bytes: keeping it again
    /// changes nothing.
    async fn save_media(
        &self,
        id: &MediaId,
        rendition: Rendition,
        bytes: &[u8],
    ) -> Result<(), StorageError>;

    async fn media(
        &self,
        id: &MediaId,
        rendition: Rendition,
    ) -> Result<Option<Vec<u8>>, StorageError>;
}
