//! Promotions and shipping of the demo shop: [`pricing`].

use super::DemoError;
use super::schema::Pair;
use super::sources::Sources;
use baguni_commerce::promotion::{
    Amounts, BasisPoints, Conditions, Limits, PromotionError, Reward, Scope, Trigger,
};
use baguni_commerce::{Handle, Pricing, Promotion, ShippingMethod};
use serde::Deserialize;

/// The file as it is written.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PricingEntries {
    method: Vec<MethodEntry>,
    promotion: Vec<PromotionEntry>,
}

/// Won and cents.
#[derive(Clone, Copy, Debug, Deserialize)]
struct AmountsEntry(i64, i64);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MethodEntry {
    id: String,
    title: Pair,
    rate: AmountsEntry,
    jeju: Option<AmountsEntry>,
    island: Option<AmountsEntry>,
    free_from: Option<AmountsEntry>,
    days: (u8, u8),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PromotionEntry {
    handle: String,
    title: Pair,
    code: Option<String>,
    percent: Option<u16>,
    at_most: Option<AmountsEntry>,
    amount: Option<AmountsEntry>,
    buy_get: Option<(u32, u32)>,
    #[serde(default)]
    free_shipping: bool,
    collections: Option<Vec<String>>,
    minimum: Option<AmountsEntry>,
    #[serde(default)]
    signed_in: bool,
    #[serde(default)]
    first_order: bool,
    total: Option<u32>,
    per_shopper: Option<u32>,
    #[serde(default)]
    priority: i32,
    #[serde(default)]
    exclusive: bool,
}

impl AmountsEntry {
    fn amounts(self) -> Amounts {
        Amounts {
            krw: self.0,
            usd: self.1,
        }
    }
}

pub fn pricing(sources: &Sources) -> Result<Pricing, DemoError> {
    let entries = &sources.pricing;
    Ok(Pricing {
        promotions: entries
            .promotion
            .iter()
            .map(promotion)
            .collect::<Result<_, _>>()?,
        methods: entries
            .method
            .iter()
            .map(method)
            .collect::<Result<_, _>>()?,
        scheduled: Vec::new(),
    })
}

fn method(entry: &MethodEntry) -> Result<ShippingMethod, DemoError> {
    let method = ShippingMethod {
        id: entry.id.parse()?,
        title: entry.title.text(),
        rate: entry.rate.amounts(),
        jeju: entry.jeju.map(AmountsEntry::amounts),
        island: entry.island.map(AmountsEntry::amounts),
        free_from: entry.free_from.map(AmountsEntry::amounts),
        max_grams: None,
        days: entry.days,
    };
    let sound = method.check();
    sound.map_err(|why| DemoError::Promotion(entry.id.clone(), why))?;
    Ok(method)
}

fn promotion(entry: &PromotionEntry) -> Result<Promotion, DemoError> {
    let wrong = |why| DemoError::Promotion(entry.handle.clone(), why);
    let promotion = Promotion {
        handle: entry.handle.parse()?,
        title: entry.title.text(),
        trigger: match &entry.code {
            None => Trigger::Automatic,
            Some(code) => Trigger::Code(code.parse()?),
        },
        reward: reward(entry).map_err(wrong)?,
        scope: scope(entry)?,
        conditions: Conditions {
            minimum: entry.minimum.map(AmountsEntry::amounts),
            signed_in: entry.signed_in,
            first_order: entry.first_order,
            ..Conditions::default()
        },
        limits: Limits {
            total: entry.total,
            per_shopper: entry.per_shopper,
        },
        priority: entry.priority,
        exclusive: entry.exclusive,
    };
    promotion.check().map_err(wrong)?;
    Ok(promotion)
}

fn reward(entry: &PromotionEntry) -> Result<Reward, PromotionError> {
    let off = BasisPoints::percent(entry.percent.unwrap_or(0))?;
    let at_most = entry.at_most.map(AmountsEntry::amounts);
    Ok(match (entry.buy_get, entry.amount) {
        (Some((buy, get)), _) => Reward::BuyXGetY { buy, get, off },
        (None, Some(amount)) => Reward::Amount(amount.amounts()),
        (None, None) if entry.free_shipping => Reward::FreeShipping,
        (None, None) => Reward::Percent { off, at_most },
    })
}

fn scope(entry: &PromotionEntry) -> Result<Scope, DemoError> {
    let Some(names) = &entry.collections else {
        return Ok(Scope::Everything);
    };
    let handles = names.iter().map(|name| name.parse::<Handle>());
    Ok(Scope::Collections(handles.collect::<Result<Vec<_>, _>>()?))
}
