//! The terms of sale: what the storefront knows of promotions, shipping and scheduled prices.

use super::Storefront;
use baguni_api::{Lines, Terms};
use baguni_commerce::promotion::{Limits, Scope, Trigger};
use baguni_commerce::{
    CatalogueParts, Handle, Locale, Localization, Pricing, Promotion, Sku, Text,
};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Promotions that begin within a day are told before, so that a page that is left open knows
/// them: milliseconds.
const TOLD_BEFORE: u64 = 24 * 60 * 60 * 1_000;

impl Storefront {
    /// Indexes the parts with the prices that hold at `now`, in milliseconds since 1970.
    pub fn priced(revision: u64, mut parts: CatalogueParts, pricing: Pricing, now: u64) -> Self {
        pricing.hold(&mut parts.products, now);
        Self {
            until: pricing.next_change(now),
            pricing: Arc::new(pricing),
            ..Self::new(revision, parts)
        }
    }

    /// Promotions, ways of shipping and the prices to come.
    pub fn pricing(&self) -> &Pricing {
        &self.pricing
    }

    /// Whether a price has begun or ended since the snapshot was made.
    pub fn is_outdated(&self, now: u64) -> bool {
        self.until.is_some_and(|until| until <= now)
    }

    /// The collections that a variant's product is in, for a quote.
    pub fn collections_of_variant(&self, sku: &Sku) -> Vec<Handle> {
        let Some((at, _)) = self.catalogue.variant(sku) else {
            return Vec::new();
        };
        let handle = |at: &usize| self.catalogue.collections()[*at].handle.clone();
        self.collections_of[at].iter().map(handle).collect()
    }

    pub(super) fn lines(&self, shown: Localization, skus: &[Sku]) -> Lines {
        Lines {
            lines: self.variant_lines(shown, skus),
            terms: self.terms(shown.locale, now()),
        }
    }

    fn terms(&self, locale: Locale, now: u64) -> Terms {
        let promotions = self.pricing.promotions.iter();
        let mut method = self.pricing.methods.first().cloned();
        if let Some(method) = &mut method {
            method.title = in_one(&method.title, locale);
        }
        Terms {
            promotions: promotions
                .filter(|promotion| is_for_everybody(promotion, now))
                .map(|promotion| Promotion {
                    title: in_one(&promotion.title, locale),
                    ..promotion.clone()
                })
                .collect(),
            method,
            at: now,
        }
    }

    /// Of a variant's collections those that a promotion names.
    pub(super) fn promoted_collections(&self, sku: &Sku) -> Vec<Handle> {
        let mut handles = self.collections_of_variant(sku);
        handles.retain(|handle| {
            self.pricing
                .promotions
                .iter()
                .any(|it| names(&it.scope, handle))
        });
        handles
    }
}

fn in_one(text: &Text, locale: Locale) -> Text {
    Text::in_locale(locale, text.get(locale))
}

fn names(scope: &Scope, handle: &Handle) -> bool {
    matches!(scope, Scope::Collections(handles) if handles.contains(handle))
}

fn is_for_everybody(promotion: &Promotion, now: u64) -> bool {
    let conditions = &promotion.conditions;
    promotion.trigger == Trigger::Automatic
        && !conditions.signed_in
        && !conditions.first_order
        && promotion.limits == Limits::default()
        && conditions.ends.is_none_or(|ends| now < ends)
        && conditions
            .starts
            .is_none_or(|starts| starts < now.saturating_add(TOLD_BEFORE))
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::demo;
    use baguni_api::StorefrontApi as _;
    use baguni_commerce::{Currency, Money, Price, ScheduledPrice, quote};

    /// The demo shop with these promotions and prices, as it is at a moment.
    fn storefront(change: impl Fn(&mut Pricing), now: u64) -> (Storefront, Sku) {
        let demo = demo().unwrap();
        let sku = demo.products[0].variants[0].sku.clone();
        let parts = CatalogueParts {
            products: demo.products,
            collections: demo.collections,
            locations: demo.locations,
            stock: demo.stock,
            ..CatalogueParts::default()
        };
        let mut pricing = demo.pricing;
        change(&mut pricing);
        (Storefront::priced(1, parts, pricing, now), sku)
    }

    #[test]
    fn a_price_begins_and_ends() {
        let check = |now: u64, dear: bool, outdated_at: &[(u64, bool)]| {
            let sku = demo().unwrap().products[0].variants[0].sku.clone();
            let price = Price::new(Money::new(1_234_567, Currency::Krw), None);
            let scheduled = ScheduledPrice {
                sku,
                price,
                from: 100,
                until: Some(200),
            };
            let add = |pricing: &mut Pricing| pricing.scheduled.push(scheduled.clone());
            let (shop, sku) = storefront(add, now);
            let (_, variant) = shop.catalogue().variant(&sku).unwrap();
            assert_eq!(variant.prices.krw == price, dear, "at {now}");
            for (then, outdated) in outdated_at {
                assert_eq!(
                    shop.is_outdated(*then),
                    *outdated,
                    "made at {now}, at {then}"
                );
            }
        };
        check(99, false, &[(99, false), (100, true)]);
        check(100, true, &[(199, false), (200, true)]);
        check(200, false, &[(u64::MAX, false)]);
    }

    #[test]
    fn terms_are_what_everybody_gets() {
        let check = |change: fn(&mut Promotion), told: bool| {
            let (shop, _) = storefront(|pricing| change(&mut pricing.promotions[0]), 0);
            let terms = shop.terms(Locale::En, 10 * TOLD_BEFORE);
            let handle = &shop.pricing().promotions[0].handle;
            assert_eq!(terms.promotions.iter().any(|it| it.handle == *handle), told);
            let title = &terms.method.as_ref().unwrap().title;
            assert_eq!((title.ko.as_str(), title.en.as_str()), ("", "Parcel"));
        };
        check(|_| {}, true);
        check(|it| it.trigger = Trigger::Code("X".parse().unwrap()), false);
        check(|it| it.conditions.signed_in = true, false);
        check(|it| it.conditions.first_order = true, false);
        check(|it| it.limits.total = Some(9), false);
        check(|it| it.conditions.ends = Some(10 * TOLD_BEFORE), false);
        check(|it| it.conditions.ends = Some(10 * TOLD_BEFORE + 1), true);
        check(|it| it.conditions.starts = Some(11 * TOLD_BEFORE - 1), true);
        check(|it| it.conditions.starts = Some(11 * TOLD_BEFORE), false);
    }

    /// What the page reckons from the terms is what the shop reckons from all it knows.
    #[tokio::test]
    async fn the_page_and_the_shop_come_to_the_same() {
        let (shop, _) = storefront(|_| {}, now());
        let skus: Vec<Sku> = shop
            .catalogue
            .products()
            .iter()
            .step_by(4)
            .take(30)
            .map(|product| product.variants[0].sku.clone())
            .collect();
        for currency in Currency::ALL {
            let shown = Localization {
                locale: Locale::Ko,
                currency,
            };
            let lines = shop.variants(shown, skus.clone()).await.unwrap();
            assert_eq!(lines.lines.len(), skus.len());
            let bought = lines.lines.iter().map(|line| (line, 3.try_into().unwrap()));
            let mut request = lines.terms.request(currency, bought);
            let by_page = quote::quote(&request);
            assert!(by_page.applied.len() >= 2, "{:?}", by_page.applied);
            request.promotions = shop.pricing().promotions.clone();
            request.methods = shop.pricing().methods.clone();
            for line in &mut request.lines {
                line.collections = shop.collections_of_variant(&line.sku);
            }
            let by_shop = quote::quote(&request);
            assert_eq!(by_page.differences(&by_shop), []);
            assert_eq!(
                (by_page.total, by_page.lines),
                (by_shop.total, by_shop.lines)
            );
        }
    }
}
