//! Quotes of small carts, told in won, and the laws that hold for all of them.

mod laws;
mod scenes;

use super::*;
use crate::promotion::{Amounts, BasisPoints, Conditions, Limits, Reward, Scope, Trigger};

fn won(minor: i64) -> Money {
    Money::new(minor, Currency::Krw)
}

fn name(raw: &str) -> Handle {
    raw.parse().unwrap()
}

fn code(raw: &str) -> PromotionCode {
    raw.parse().unwrap()
}

/// A thousand won are a dollar.
fn amounts(krw: i64) -> Amounts {
    Amounts { krw, usd: krw / 10 }
}

fn percent(percent: u16) -> Reward {
    let off = BasisPoints::percent(percent).unwrap();
    Reward::Percent { off, at_most: None }
}

/// A promotion for everything, by itself.
fn automatic(handle: &str, reward: Reward) -> Promotion {
    Promotion {
        handle: name(handle),
        title: Text::new(handle, handle),
        trigger: Trigger::Automatic,
        reward,
        scope: Scope::Everything,
        conditions: Conditions::default(),
        limits: Limits::default(),
        priority: 0,
        exclusive: false,
    }
}

fn by_code(written: &str, reward: Reward) -> Promotion {
    let trigger = Trigger::Code(code(written));
    Promotion {
        trigger,
        ..automatic(&written.to_lowercase(), reward)
    }
}

/// `"mug 2 x 12000 of kitchen"`
fn line(written: &str) -> QuoteLine {
    let words: Vec<&str> = written.split(' ').collect();
    let quantity: u32 = words[1].parse().unwrap();
    QuoteLine {
        sku: words[0].parse().unwrap(),
        quantity: quantity.try_into().unwrap(),
        unit: Price::new(won(words[3].parse().unwrap()), None),
        collections: words
            .get(5)
            .map(|collection| name(collection))
            .into_iter()
            .collect(),
        grams: 300,
    }
}

/// 3,000 anywhere and free from 50,000; 3,000 more to Jeju, 5,000 more to the islands.
fn parcel() -> ShippingMethod {
    ShippingMethod {
        id: name("parcel"),
        title: Text::new("택배", "Parcel"),
        rate: amounts(3_000),
        jeju: Some(amounts(3_000)),
        island: Some(amounts(5_000)),
        free_from: Some(amounts(50_000)),
        max_grams: None,
        days: (1, 2),
    }
}

/// Lines as [`line`] has them, separated by `", "`.
fn cart(lines: &str, promotions: Vec<Promotion>) -> QuoteRequest {
    QuoteRequest {
        currency: Currency::Krw,
        lines: lines.split(", ").map(line).collect(),
        promotions,
        codes: Vec::new(),
        shopper: ShopperFacts::default(),
        methods: vec![parcel()],
        delivery: Delivery::Undecided,
        now: 1_000,
    }
}

fn to(postcode: &str) -> Delivery {
    Delivery::Ship {
        method: name("parcel"),
        postcode: postcode.parse().ok(),
    }
}
