//! How long a quote takes: fifty lines and twenty promotions, the largest cart that is promised.
//!
//! `cargo run --release -p baguni-commerce --example quote` measures the machine;
//! `node tests/quote-speed.mjs` measures the same in a browser.

use baguni_commerce::promotion::{
    Amounts, BasisPoints, Conditions, Limits, Reward, Scope, Trigger,
};
use baguni_commerce::quote::{Delivery, QuoteLine, ShopperFacts, quote};
use baguni_commerce::{
    Currency, Handle, Money, Price, Promotion, Quantity, QuoteRequest, ShippingMethod, Text,
};
use std::hint::black_box;

const LINES: u16 = 50;
const PROMOTIONS: u16 = 20;
/// Quotes in one measurement.
const QUOTES: u32 = 200;

fn main() {
    let request = request();
    #[cfg(target_arch = "wasm32")]
    batch(&request);
    #[cfg(not(target_arch = "wasm32"))]
    measure(&request);
}

fn batch(request: &QuoteRequest) {
    for _ in 0..QUOTES {
        assert!(quote(black_box(request)).discount.minor > 0);
    }
}

#[cfg(not(target_arch = "wasm32"))]
#[expect(clippy::print_stdout, reason = "it is made to be read")]
fn measure(request: &QuoteRequest) {
    let mut micros: Vec<f64> = (0..50)
        .map(|_| {
            let start = std::time::Instant::now();
            batch(request);
            start.elapsed().as_secs_f64() * 1e6 / f64::from(QUOTES)
        })
        .collect();
    micros.sort_by(f64::total_cmp);
    println!(
        "quote of {LINES} lines with {PROMOTIONS} promotions: median {:.1} us, worst of 50 batches {:.1} us",
        micros[micros.len() / 2],
        micros[micros.len() - 1],
    );
}

fn request() -> QuoteRequest {
    QuoteRequest {
        currency: Currency::Krw,
        lines: (0..LINES).map(line).collect(),
        promotions: (0..PROMOTIONS).map(promotion).collect(),
        codes: Vec::new(),
        shopper: ShopperFacts::default(),
        methods: vec![parcel()],
        delivery: Delivery::Ship {
            method: name("parcel"),
            postcode: "63122".parse().ok(),
        },
        now: 1_790_000_000_000,
    }
}

fn name(raw: &str) -> Handle {
    raw.parse().expect("a handle")
}

fn line(n: u16) -> QuoteLine {
    let won = Money::new(5_000 + 777 * i64::from(n), Currency::Krw);
    QuoteLine {
        // Not in the order of SKUs.
        sku: format!("SKU-{:03}", u32::from(n) * 37 % 101)
            .parse()
            .expect("a SKU"),
        quantity: Quantity::try_from(u32::from(n) % 5 + 1).expect("a quantity"),
        unit: Price::new(won, None),
        collections: vec![name(&format!("c{}", n % 7)), name(&format!("d{}", n % 3))],
        grams: 300,
    }
}

/// Of every kind some; one in four stands alone, so that there are five more choices to weigh up.
fn promotion(n: u16) -> Promotion {
    let off = BasisPoints::percent(5 + n).expect("a share");
    let amounts = Amounts {
        krw: 1_000 + i64::from(n),
        usd: 100,
    };
    Promotion {
        handle: name(&format!("p{n}")),
        title: Text::new("할인", "Off"),
        trigger: Trigger::Automatic,
        reward: match n % 4 {
            0 => Reward::Percent { off, at_most: None },
            1 => Reward::Amount(amounts),
            2 => Reward::BuyXGetY {
                buy: 2,
                get: 1,
                off,
            },
            _ => Reward::FreeShipping,
        },
        scope: match n % 3 {
            0 => Scope::Everything,
            1 => Scope::Collections(vec![name(&format!("c{}", n % 7))]),
            _ => Scope::Collections(vec![name("d0"), name("d1")]),
        },
        conditions: Conditions {
            minimum: Some(amounts),
            ..Conditions::default()
        },
        limits: Limits::default(),
        priority: i32::from(n % 5),
        exclusive: n.is_multiple_of(4),
    }
}

fn parcel() -> ShippingMethod {
    let amounts = Amounts {
        krw: 3_000,
        usd: 300,
    };
    ShippingMethod {
        id: name("parcel"),
        title: Text::new("택배", "Parcel"),
        rate: amounts,
        jeju: Some(amounts),
        island: Some(amounts),
        free_from: None,
        max_grams: None,
        days: (1, 2),
    }
}
