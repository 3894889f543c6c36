//! What the shop keeps of its pricing: promotions and their uses, shipping, scheduled prices.

use crate::StorageError;
use async_trait::async_trait;
use baguni_commerce::quote::Uses;
use baguni_commerce::{Currency, Handle, Pricing, Promotion, ScheduledPrice, ShippingMethod, Sku};
use std::collections::BTreeMap;

/// Pricing. Each call is one transaction, as in [`crate::Storage`]; a change of what
/// [`Promotions::pricing`] returns moves [`crate::Storage::revision`], and using a promotion does
/// not. Uses are counted where orders are placed.
#[async_trait]
pub trait Promotions: Send + Sync {
    /// Promotions in the order in which they were first saved, methods in the order given, prices
    /// by SKU, currency and beginning.
    async fn pricing(&self) -> Result<Pricing, StorageError>;

    /// Inserts or replaces by handle; uses so far are kept. A promotion is never deleted: it ends.
    /// [`StorageError::Invalid`] names one that [`Promotion::check`] refuses.
    async fn save_promotions(&self, promotions: &[Promotion]) -> Result<(), StorageError>;

    /// Makes these the methods, in this order; others go.
    async fn set_shipping_methods(&self, methods: &[ShippingMethod]) -> Result<(), StorageError>;

    /// Inserts or replaces by SKU, currency and beginning. [`StorageError::Unknown`] names a SKU
    /// that is not there, [`StorageError::Invalid`] one whose price ends before it begins, is
    /// below nothing, or not below what it is compared with.
    async fn save_scheduled_prices(&self, prices: &[ScheduledPrice]) -> Result<(), StorageError>;

    /// Takes one back, by its SKU, currency and beginning; tells whether it was there.
    async fn remove_scheduled_price(
        &self,
        sku: &Sku,
        currency: Currency,
        from: u64,
    ) -> Result<bool, StorageError>;

    /// How often each promotion with limits was used, by all and by this customer: the canonical
    /// address of an order's contact.
    async fn promotion_uses(
        &self,
        customer: Option<&str>,
    ) -> Result<BTreeMap<Handle, Uses>, StorageError>;
}
