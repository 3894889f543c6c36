//! What the shop charges besides the prices of its catalogue: promotions, shipping, and prices
//! that begin and end.

use crate::ident::Sku;
use crate::money::{Currency, Price};
use crate::product::Product;
use crate::promotion::Promotion;
use crate::shipping::ShippingMethod;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// All of it, as storage keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pricing {
    pub promotions: Vec<Promotion>,
    /// In the order in which shoppers choose from them; the first is the usual one.
    pub methods: Vec<ShippingMethod>,
    pub scheduled: Vec<ScheduledPrice>,
}

/// A price that a variant has for a time, in the place of its own. While several hold, the one
/// that began last does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScheduledPrice {
    pub sku: Sku,
    pub price: Price,
    /// From this moment, in milliseconds since 1970.
    pub from: u64,
    /// Up to and without this moment; `None` has no end.
    pub until: Option<u64>,
}

impl ScheduledPrice {
    fn holds(&self, now: u64) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until)
    }
}

impl Pricing {
    /// Gives variants the prices that hold at this moment.
    pub fn hold(&self, products: &mut [Product], now: u64) {
        let mut holding: BTreeMap<(&Sku, Currency), &ScheduledPrice> = BTreeMap::new();
        for scheduled in self
            .scheduled
            .iter()
            .filter(|scheduled| scheduled.holds(now))
        {
            let key = (&scheduled.sku, scheduled.price.amount.currency);
            let latest = holding.entry(key).or_insert(scheduled);
            if latest.from < scheduled.from {
                *latest = scheduled;
            }
        }
        if holding.is_empty() {
            return;
        }
        for variant in products
            .iter_mut()
            .flat_map(|product| &mut product.variants)
        {
            for currency in Currency::ALL {
                if let Some(scheduled) = holding.get(&(&variant.sku, currency)) {
                    variant.prices.set(scheduled.price);
                }
            }
        }
    }

    /// When prices change next after this moment.
    pub fn next_change(&self, now: u64) -> Option<u64> {
        let moments = self
            .scheduled
            .iter()
            .flat_map(|it| [Some(it.from), it.until]);
        moments.flatten().filter(|moment| *moment > now).min()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;
    use crate::money::Money;

    fn scheduled(sku: &str, won: i64, from: u64, until: Option<u64>) -> ScheduledPrice {
        ScheduledPrice {
            sku: sku.parse().unwrap(),
            price: Price::new(Money::new(won, Currency::Krw), None),
            from,
            until,
        }
    }

    #[test]
    fn the_price_that_began_last_holds() {
        let pricing = Pricing {
            scheduled: vec![
                scheduled("M", 900, 10, Some(40)),
                scheduled("M", 800, 20, Some(30)),
                scheduled("N", 1, 0, None),
            ],
            ..Pricing::default()
        };
        let check = |now: u64, won: i64, next: Option<u64>| {
            let mut mug = fixture::product("mug", "Mug", "", "");
            mug.variants = vec![fixture::variant("M", &[], 1_000, None)];
            let mut products = [mug];
            pricing.hold(&mut products, now);
            let prices = products[0].variants[0].prices;
            assert_eq!(
                (prices.krw.amount.minor, prices.usd.amount.minor),
                (won, 100)
            );
            assert_eq!(pricing.next_change(now), next);
        };
        check(9, 1_000, Some(10));
        check(10, 900, Some(20));
        check(20, 800, Some(30));
        check(30, 900, Some(40));
        check(40, 1_000, None);
    }
}
