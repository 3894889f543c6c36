//! What the shop keeps of orders: checkouts, orders, their history and the outbox.

use crate::StorageError;
use crate::baskets::CheckoutId;
use async_trait::async_trait;
use baguni_commerce::order::{
    Actor, Channel, Command, EventKind, FulfillmentId, FulfillmentState, Order, OrderNumber,
    OrderState, Outcome, Refused,
};
use baguni_commerce::payment::PaymentId;
use baguni_commerce::routing::RoutingRules;
use baguni_commerce::stock::Shortage;
use baguni_commerce::{CommandId, Email, Handle, ShopperId};
use baguni_replica::Dots;
use std::collections::BTreeMap;
use std::sync::Arc;

/// How long a checkout is kept that nobody goes on with: 7 days.
pub const DRAFT_LIFE: u64 = 7 * 24 * 60 * 60 * 1_000;

/// Checkouts and orders. Times are milliseconds since 1970 and the caller's. Each call is one
/// transaction, as in [`crate::Storage`]: an order, its stock, its events and its command are
/// written together or not at all.
#[async_trait]
pub trait Orders: Send + Sync {
    /// Keeps what a shopper has filled in so far. [`StorageError::Unknown`] where there is no such
    /// shopper, [`StorageError::Conflict`] where the checkout is somebody else's.
    async fn save_checkout(
        &self,
        shopper: ShopperId,
        checkout: CheckoutId,
        document: String,
        now: u64,
    ) -> Result<(), StorageError>;

    /// A shopper's checkout, if it is theirs.
    async fn checkout(
        &self,
        shopper: ShopperId,
        checkout: CheckoutId,
    ) -> Result<Option<KeptCheckout>, StorageError>;

    /// The checkout that a shopper has gone on with last and that has not become an order.
    async fn open_checkout(&self, shopper: ShopperId)
    -> Result<Option<KeptCheckout>, StorageError>;

    /// Makes an order of a checkout, once. What the checkout has reserved is allocated; where its
    /// time had run out, stock is taken anew if it is there. The confirmed lines leave the cart.
    async fn place(&self, order: PlaceOrder, now: u64) -> Result<Placed, StorageError>;

    /// Puts a command to an order, once. [`StorageError::Unknown`] where there is no such order.
    async fn act(&self, act: Act, now: u64) -> Result<Result<Acted, Refused>, StorageError>;

    async fn order(&self, number: OrderNumber) -> Result<Option<Order>, StorageError>;

    /// Which order a payment belongs to.
    async fn order_of_payment(
        &self,
        payment: PaymentId,
    ) -> Result<Option<OrderNumber>, StorageError>;

    /// The order that a checkout has become.
    async fn order_of_checkout(
        &self,
        checkout: CheckoutId,
    ) -> Result<Option<OrderNumber>, StorageError>;

    /// Orders that fit, the newest first.
    async fn orders(&self, filter: OrderFilter) -> Result<Vec<Order>, StorageError>;

    /// How many orders fit, whatever the filter's `before` and `limit`.
    async fn count_orders(&self, filter: OrderFilter) -> Result<u64, StorageError>;

    /// What has happened to an order, oldest first.
    async fn history(&self, number: OrderNumber) -> Result<Vec<KeptEvent>, StorageError>;

    /// How many parts of orders each place has to take care of now; nothing of one that has none.
    async fn loads(&self) -> Result<BTreeMap<Handle, u32>, StorageError>;

    /// Orders whose deadline has come, or of which a provider has to be asked something: in the
    /// order of their numbers, those after one.
    async fn due_orders(
        &self,
        now: u64,
        after: Option<OrderNumber>,
        limit: u32,
    ) -> Result<Vec<OrderNumber>, StorageError>;

    /// Events that a reader of the outbox has not dealt with, oldest first.
    async fn unread_events(
        &self,
        reader: &'static str,
        limit: u32,
    ) -> Result<Vec<KeptEvent>, StorageError>;

    /// A reader has dealt with all events up to this one.
    async fn events_read(&self, reader: &'static str, event: i64) -> Result<(), StorageError>;

    /// The secret of this name; `fresh` becomes it where there is none.
    async fn secret(&self, name: &'static str, fresh: [u8; 32]) -> Result<[u8; 32], StorageError>;

    /// Forgets checkouts that nobody goes on with. Tells how many; call it until that is 0.
    async fn sweep_checkouts(&self, now: u64) -> Result<usize, StorageError>;
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptCheckout {
    pub id: CheckoutId,
    pub shopper: ShopperId,
    pub document: String,
    pub updated_at: u64,
    /// What it has become.
    pub order: Option<OrderNumber>,
}

/// A checkout that becomes an order.
#[derive(Clone, Debug)]
pub struct PlaceOrder {
    pub checkout: CheckoutId,
    /// What the shopper saw in the cart; without it nothing leaves a cart, as when an associate
    /// sells.
    pub confirmed: Option<Dots>,
    /// Of [`Order::place`].
    pub outcome: Outcome,
    pub command: CommandId,
    pub actor: Actor,
    /// The handles of the promotions that it uses.
    pub uses: Vec<Handle>,
    /// In whose name their uses count: the same as when they were looked at.
    pub customer: Email,
}

/// What became of placing an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Placed {
    Placed(Box<Order>),
    /// By this checkout, earlier; nothing has changed now.
    Before(OrderNumber),
    /// The cart is not what was confirmed; nothing has changed.
    CartChanged,
    /// Somebody else was faster; nothing has changed.
    SoldOut(Vec<Shortage>),
    /// A promotion cannot be used any more; nothing has changed.
    UsedUp(Handle),
}

/// A command on its way to an order.
#[derive(Clone, Debug)]
pub struct Act {
    pub number: OrderNumber,
    pub id: CommandId,
    pub actor: Actor,
    pub command: Command,
    /// Random bits, for ids that come of it.
    pub fresh: u128,
    pub rules: Arc<RoutingRules>,
}

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted {
    pub order: Order,
    /// It had been taken before, or changed nothing.
    pub is_news: bool,
}

/// Which orders are asked for. All that is said must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderFilter {
    pub shopper: Option<ShopperId>,
    pub email: Option<Email>,
    /// Any of these; none means all.
    pub states: Vec<OrderState>,
    pub channel: Option<Channel>,
    /// The places of which one has something to do with it, and whether it is still to be done.
    pub location: Option<Handle>,
    pub open_there: Option<bool>,
    pub fulfillment: Option<FulfillmentState>,
    /// Part of an e-mail address or of a name, or a whole number.
    pub text: Option<String>,
    /// Placed from this moment on, and before that one.
    pub from: Option<u64>,
    pub until: Option<u64>,
    /// Goes on after an order of the page before: its moment and its number.
    pub after: Option<(u64, OrderNumber)>,
    /// The most that are answered; 0 is [`OrderFilter::MAX`].
    pub limit: u32,
}

impl OrderFilter {
    pub const MAX: u32 = 200;
}

/// Something that happened to an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptEvent {
    /// Grows over all orders.
    pub id: i64,
    pub number: OrderNumber,
    pub kind: EventKind,
    pub fulfillment: Option<FulfillmentId>,
    pub actor: String,
    pub reason: Option<String>,
    pub before: OrderState,
    pub after: OrderState,
    pub at: u64,
}
