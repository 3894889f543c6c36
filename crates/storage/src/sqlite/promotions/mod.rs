//! Pricing: promotions with their uses, ways of shipping, and scheduled prices.

mod columns;
mod promotion;
mod scheduled;
mod shipping;
mod uses;

pub(super) use uses::{TakeUse, give_back, use_once};

use super::SqliteStorage;
use crate::error::{Fault, StorageError, Subject};
use crate::promotions::Promotions;
use async_trait::async_trait;
use baguni_commerce::quote::Uses;
use baguni_commerce::{Currency, Handle, Pricing, Promotion, ScheduledPrice, ShippingMethod, Sku};
use rusqlite::Transaction;
use std::collections::BTreeMap;

fn load(tx: &Transaction<'_>) -> Result<Pricing, Fault> {
    Ok(Pricing {
        promotions: promotion::load(tx)?,
        methods: shipping::load(tx)?,
        scheduled: scheduled::load(tx)?,
    })
}

#[async_trait]
impl Promotions for SqliteStorage {
    async fn pricing(&self) -> Result<Pricing, StorageError> {
        self.read(load).await
    }

    async fn save_promotions(&self, promotions: &[Promotion]) -> Result<(), StorageError> {
        for promotion in promotions {
            let sound = promotion.check();
            sound.map_err(|error| StorageError::Invalid {
                what: Subject::Promotion(promotion.handle.clone()),
                reason: error.to_string(),
            })?;
        }
        let promotions = promotions.to_vec();
        self.write(move |tx| Ok(promotion::save(tx, &promotions)?))
            .await
    }

    async fn set_shipping_methods(&self, methods: &[ShippingMethod]) -> Result<(), StorageError> {
        for method in methods {
            let sound = method.check();
            sound.map_err(|error| StorageError::Invalid {
                what: Subject::ShippingMethod(method.id.clone()),
                reason: error.to_string(),
            })?;
        }
        let methods = methods.to_vec();
        self.write(move |tx| Ok(shipping::set(tx, &methods)?)).await
    }

    async fn save_scheduled_prices(&self, prices: &[ScheduledPrice]) -> Result<(), StorageError> {
        prices.iter().try_for_each(scheduled::check)?;
        let prices = prices.to_vec();
        self.write(move |tx| scheduled::save(tx, &prices)).await
    }

    async fn remove_scheduled_price(
        &self,
        sku: &Sku,
        currency: Currency,
        from: u64,
    ) -> Result<bool, StorageError> {
        let sku = sku.clone();
        self.write(move |tx| Ok(scheduled::remove(tx, &sku, currency, from)?))
            .await
    }

    async fn promotion_uses(
        &self,
        customer: Option<&str>,
    ) -> Result<BTreeMap<Handle, Uses>, StorageError> {
        let customer = customer.map(str::to_owned);
        self.read(move |tx| Ok(uses::counted(tx, customer.as_deref())?))
            .await
    }
}
