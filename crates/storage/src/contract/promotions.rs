//! Checks of pricing: promotions, shipping and scheduled prices.

use super::samples::{handle, product, sku};
use crate::{Storage, StorageError};
use baguni_commerce::promotion::{
    Amounts, BasisPoints, Conditions, Limits, Reward, Scope, Trigger,
};
use baguni_commerce::quote::Uses;
use baguni_commerce::{
    Currency, Money, Price, Pricing, Promotion, ScheduledPrice, ShippingMethod, Text,
};

fn amounts(krw: i64) -> Amounts {
    Amounts { krw, usd: krw / 10 }
}

/// Of every kind of reward, trigger and scope one.
pub fn promotions() -> Vec<Promotion> {
    let off = BasisPoints::percent(15).unwrap();
    let plain = |name: &str, reward: Reward| Promotion {
        handle: handle(name),
        title: Text::new("가을 할인", "Autumn, '15 %'"),
        trigger: Trigger::Automatic,
        reward,
        scope: Scope::Everything,
        conditions: Conditions::default(),
        limits: Limits::default(),
        priority: 0,
        exclusive: false,
    };
    vec![
        Promotion {
            scope: Scope::Collections([handle("bath"), handle("주방")].into()),
            priority: -3,
            ..plain("percent", Reward::Percent { off, at_most: None })
        },
        Promotion {
            trigger: Trigger::Code("가을-15".parse().unwrap()),
            conditions: full_conditions(),
            limits: Limits {
                total: Some(2),
                per_shopper: Some(1),
            },
            exclusive: true,
            ..plain(
                "capped",
                Reward::Percent {
                    off,
                    at_most: Some(amounts(9_000)),
                },
            )
        },
        plain("amount", Reward::Amount(amounts(5_000))),
        Promotion {
            scope: Scope::Skus([sku("M1"), sku("om 'x\";--")].into()),
            ..plain(
                "get",
                Reward::BuyXGetY {
                    buy: 2,
                    get: 1,
                    off: BasisPoints::ALL,
                },
            )
        },
        plain("shipping", Reward::FreeShipping),
    ]
}

fn full_conditions() -> Conditions {
    Conditions {
        minimum: Some(amounts(30_000)),
        pieces: 2,
        starts: Some(1_790_000_000_000),
        ends: Some(1_790_000_000_001),
        signed_in: true,
        first_order: true,
    }
}

pub fn methods() -> Vec<ShippingMethod> {
    let parcel = ShippingMethod {
        id: handle("parcel"),
        title: Text::new("택배", "Parcel"),
        rate: amounts(3_000),
        jeju: Some(amounts(3_000)),
        island: Some(amounts(5_000)),
        free_from: Some(amounts(50_000)),
        max_grams: None,
        days: (1, 2),
    };
    let today = ShippingMethod {
        id: handle("today"),
        jeju: None,
        island: None,
        free_from: None,
        max_grams: Some(20_000),
        days: (0, 0),
        ..parcel.clone()
    };
    vec![parcel, today]
}

/// Of the variants of `product("mug", &["M1", "M2"])`.
pub fn scheduled() -> Vec<ScheduledPrice> {
    let price = |name: &str, minor, currency, from, until| ScheduledPrice {
        sku: sku(name),
        price: Price::new(
            Money::new(minor, currency),
            Some(Money::new(minor + 1_000, currency)),
        ),
        from,
        until,
    };
    vec![
        price("M1", 9_000, Currency::Krw, 10, Some(20)),
        price("M1", 8_000, Currency::Krw, 20, None),
        price("M1", 900, Currency::Usd, 10, Some(20)),
        price("M2", 0, Currency::Krw, 0, None),
    ]
}

pub fn pricing() -> Pricing {
    Pricing {
        promotions: promotions(),
        methods: methods(),
        scheduled: scheduled(),
    }
}

pub(super) async fn come_back_as_they_were(storage: &dyn Storage) {
    assert_eq!(storage.pricing().await.unwrap(), Pricing::default());
    storage
        .save_products(&[product("mug", &["M1", "M2"])])
        .await
        .unwrap();
    storage.save_promotions(&promotions()).await.unwrap();
    storage.set_shipping_methods(&methods()).await.unwrap();
    let mut backwards = scheduled();
    backwards.reverse();
    storage.save_scheduled_prices(&backwards).await.unwrap();
    assert_eq!(storage.pricing().await.unwrap(), pricing());
}

pub(super) async fn are_replaced(storage: &dyn Storage) {
    come_back_as_they_were(storage).await;
    let before = storage.revision().await.unwrap();
    storage.save_promotions(&promotions()).await.unwrap();
    storage.set_shipping_methods(&methods()).await.unwrap();
    storage.save_scheduled_prices(&scheduled()).await.unwrap();
    assert_eq!(storage.revision().await.unwrap(), before, "nothing is new");

    let mut changed = promotions();
    changed[0].scope = Scope::Skus([sku("M2")].into());
    changed[3].scope = Scope::Everything;
    changed[1].trigger = Trigger::Automatic;
    storage.save_promotions(&changed[..4]).await.unwrap();
    let fewer = &methods()[1..];
    storage.set_shipping_methods(fewer).await.unwrap();
    let gone = (sku("M1"), Currency::Krw, 20);
    assert!(
        storage
            .remove_scheduled_price(&gone.0, gone.1, gone.2)
            .await
            .unwrap()
    );
    assert!(
        !storage
            .remove_scheduled_price(&gone.0, gone.1, gone.2)
            .await
            .unwrap()
    );

    let now = storage.pricing().await.unwrap();
    assert_eq!((now.promotions, now.methods.as_slice()), (changed, fewer));
    assert_eq!(now.scheduled.len(), scheduled().len() - 1);
    assert!(storage.revision().await.unwrap() > before);
    // A variant that goes takes its prices along.
    storage
        .save_products(&[product("mug", &["M2"])])
        .await
        .unwrap();
    let left = storage.pricing().await.unwrap().scheduled;
    assert!(left.iter().all(|scheduled| scheduled.sku == sku("M2")));
}

pub(super) async fn are_refused_when_invalid(storage: &dyn Storage) {
    let mut bad = promotions();
    bad[2].reward = Reward::Amount(Amounts { krw: -1, usd: 0 });
    let refused = storage.save_promotions(&bad).await;
    assert!(matches!(refused, Err(StorageError::Invalid { .. })));
    let mut bad = methods();
    bad[1].rate.usd = -1;
    let refused = storage.set_shipping_methods(&bad).await;
    assert!(matches!(refused, Err(StorageError::Invalid { .. })));
    let unknown = ScheduledPrice {
        sku: sku("nowhere"),
        ..scheduled().remove(0)
    };
    let refused = storage.save_scheduled_prices(&[unknown]).await;
    assert!(matches!(refused, Err(StorageError::Unknown(_))));
    let mut bad = scheduled();
    bad[0].until = Some(bad[0].from);
    let refused = storage.save_scheduled_prices(&bad[..1]).await;
    assert!(matches!(refused, Err(StorageError::Invalid { .. })));
    assert_eq!(storage.pricing().await.unwrap(), Pricing::default());
}

pub(super) async fn tell_the_uses_of_limited_ones(storage: &dyn Storage) {
    storage.save_promotions(&promotions()).await.unwrap();
    let uses = storage.promotion_uses(Some("a@example.com")).await.unwrap();
    assert_eq!(uses, [(handle("capped"), Uses::default())].into());
}
