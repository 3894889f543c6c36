//! The terms of sale and the prices that hold, over the demo shop.

use super::super::now;
use super::parts;
use crate::demo::demo;
use baguni_api::StorefrontApi as _;
use baguni_api::storefront::Storefront;
use baguni_commerce::promotion::Trigger;
use baguni_commerce::{
    Currency, Locale, Localization, Money, Price, Pricing, Promotion, ScheduledPrice, Sku, quote,
};
use std::sync::Arc;

/// In milliseconds.
const DAY: u64 = 24 * 60 * 60 * 1_000;

/// The demo shop with these promotions and prices, as it is at a moment.
fn storefront(change: impl Fn(&mut Pricing), now: u64) -> (Storefront, Sku) {
    let demo = demo().unwrap();
    let sku = demo.products[0].variants[0].sku.clone();
    let mut pricing = demo.pricing.clone();
    change(&mut pricing);
    (
        Storefront::new(1, parts(demo), pricing, Arc::new(move || now)),
        sku,
    )
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
        let terms = shop.terms(Locale::En, 10 * DAY);
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
    check(|it| it.conditions.ends = Some(10 * DAY), false);
    check(|it| it.conditions.ends = Some(10 * DAY + 1), true);
    check(|it| it.conditions.starts = Some(11 * DAY - 1), true);
    check(|it| it.conditions.starts = Some(11 * DAY), false);
}

/// What the page reckons from the terms is what the shop reckons from all it knows.
#[tokio::test]
async fn the_page_and_the_shop_come_to_the_same() {
    let (shop, _) = storefront(|_| {}, now());
    let skus: Vec<Sku> = shop
        .catalogue()
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
