//! Products, collections and places to check a storage with.

use crate::{Counting, Storage, Who};
use baguni_commerce::collection::{Condition, Members};
use baguni_commerce::media::MediaSource;
use baguni_commerce::product::{Detail, ProductStatus};
use baguni_commerce::stock::OpeningHours;
use baguni_commerce::{
    CatalogueParts, Collection, CollectionRule, Currency, Handle, LocationKind, Media, MediaId,
    Money, OptionValue, Price, Prices, Product, ProductOption, Sku, StockLevel, StockLocation,
    Text, Variant,
};

pub fn handle(raw: &str) -> Handle {
    raw.parse().unwrap()
}

pub fn sku(raw: &str) -> Sku {
    raw.parse().unwrap()
}

pub fn media_id(raw: &str) -> MediaId {
    raw.parse().unwrap()
}

/// Somebody of whom nothing but a name is known.
pub fn who(name: &str) -> Who {
    Who {
        account: None,
        name: name.to_owned(),
    }
}

/// A product with these SKUs, one for each value of its only option, and little else.
pub fn product(name: &str, skus: &[&str]) -> Product {
    let value = |name: &&str| OptionValue {
        name: Text::new(*name, *name),
        swatch: None,
    };
    Product {
        handle: handle(name),
        title: Text::new(name, name),
        summary: Text::default(),
        description: Text::default(),
        details: Vec::new(),
        vendor: Text::default(),
        product_type: Text::default(),
        tags: [].into(),
        status: ProductStatus::Active,
        published_at: 0,
        options: vec![ProductOption {
            name: Text::new("크기", "Size"),
            values: skus.iter().map(value).collect(),
        }],
        variants: (0..).zip(skus).map(|(n, sku)| variant(sku, n)).collect(),
        media: Vec::new(),
    }
}

fn variant(raw: &str, choice: u16) -> Variant {
    Variant {
        sku: sku(raw),
        barcode: None,
        choices: vec![choice],
        prices: prices(10_000, None),
        weight_grams: 0,
        picture: None,
        sell_without_stock: false,
    }
}

fn prices(won: i64, was: Option<i64>) -> Prices {
    let price = |divisor: i64, currency| {
        let money = |won: i64| Money::new(won / divisor, currency);
        Price::new(money(won), was.map(money))
    };
    Prices {
        krw: price(1, Currency::Krw),
        usd: price(10, Currency::Usd),
    }
}

/// A product that uses every field: both languages, three options, every kind of picture.
pub fn full_product() -> Product {
    Product {
        handle: handle("옹기-머그"),
        title: Text::new("옹기 머그 ☕️", "Onggi mug"),
        summary: Text::new("숨 쉬는 그릇", "A vessel that breathes"),
        description: Text::new(
            "<p>흙 &amp; 불</p>",
            "<p>Earth &amp; fire</p>\n<p>\"'\\%_</p>",
        ),
        details: vec![
            Detail {
                title: Text::new("재질", "Material"),
                body: Text::new("<p>옹기토</p>", "<p>Onggi clay</p>"),
            },
            Detail {
                title: Text::new("관리", ""),
                body: Text::default(),
            },
        ],
        vendor: Text::new("바구니 공방", "Baguni Workshop"),
        product_type: Text::new("머그", "mug"),
        tags: ["선물", "kitchen", "Kitchen", "a, b"]
            .map(str::to_owned)
            .into(),
        status: ProductStatus::Active,
        published_at: 1_790_000_000,
        options: vec![
            option(
                "색",
                "Colour",
                &[("먹", "Ink", Some("#222222")), ("감", "Persimmon", None)],
            ),
            option(
                "크기",
                "Size",
                &[("작은", "Small", None), ("큰", "Large", None)],
            ),
            option(
                "손잡이",
                "Handle",
                &[("없음", "None", None), ("있음", "One", None)],
            ),
        ],
        variants: full_variants(),
        media: full_media(),
    }
}

fn full_media() -> Vec<Media> {
    vec![
        Media {
            source: MediaSource::Vector {
                id: media_id("00000000000000aa"),
            },
            alt: Text::new("옹기 머그", "An onggi mug"),
            width: 800,
            height: 1_000,
        },
        Media {
            source: MediaSource::Raster {
                id: media_id("00000000000000bb"),
            },
            alt: Text::default(),
            width: 4_000,
            height: 3_000,
        },
        Media {
            source: MediaSource::Remote {
                url: "https://example.com/머그.jpg?v=1".to_owned(),
            },
            alt: Text::new("", "From afar"),
            width: 1,
            height: u32::MAX,
        },
    ]
}

fn option(ko: &str, en: &str, values: &[(&str, &str, Option<&str>)]) -> ProductOption {
    let value = |(ko, en, swatch): &(&str, &str, Option<&str>)| OptionValue {
        name: Text::new(*ko, *en),
        swatch: swatch.map(str::to_owned),
    };
    ProductOption {
        name: Text::new(ko, en),
        values: values.iter().map(value).collect(),
    }
}

fn full_variants() -> Vec<Variant> {
    vec![
        Variant {
            sku: sku("OM-먹-S"),
            barcode: Some("8801234567893".parse().unwrap()),
            choices: vec![0, 0, 1],
            prices: prices(24_000, Some(32_000)),
            weight_grams: 320,
            picture: Some(2),
            sell_without_stock: false,
        },
        Variant {
            sku: sku("om 'x\";--"),
            barcode: None,
            choices: vec![1, 1, 0],
            prices: prices(Money::MAX_MINOR, None),
            weight_grams: u32::MAX,
            picture: None,
            sell_without_stock: true,
        },
        Variant {
            sku: sku("om-free"),
            barcode: Some("SHELF-7".parse().unwrap()),
            choices: vec![1, 0, 1],
            prices: prices(0, Some(10)),
            weight_grams: 0,
            picture: Some(0),
            sell_without_stock: false,
        },
    ]
}

pub fn manual_collection(name: &str, members: &[&str]) -> Collection {
    Collection {
        handle: handle(name),
        title: Text::new("주방", "Kitchen"),
        description: Text::new("매일 쓰는 것들.", ""),
        picture: Some(Media {
            source: MediaSource::Raster {
                id: media_id("00000000000000cc"),
            },
            alt: Text::new("부엌 창가", "By the kitchen window"),
            width: 1_600,
            height: 900,
        }),
        members: Members::Manual(members.iter().map(|name| handle(name)).collect()),
        menu_position: Some(3),
    }
}

/// A collection by a rule that has every kind of condition.
pub fn rule_collection(name: &str, any: bool) -> Collection {
    let conditions = vec![
        Condition::Tag("선물".to_owned()),
        Condition::Vendor("baguni workshop".to_owned()),
        Condition::ProductType("머그".to_owned()),
        Condition::OnSale,
        Condition::PriceBelow(Currency::Usd, 5_000),
        Condition::PriceBelow(Currency::Krw, 50_000),
        Condition::PublishedSince(-1),
    ];
    Collection {
        handle: handle(name),
        title: Text::new("", "Gifts"),
        description: Text::default(),
        picture: None,
        members: Members::Rule(CollectionRule { any, conditions }),
        menu_position: None,
    }
}

/// A store that is closed on Mondays and shuts early on Sundays.
pub fn location(name: &str) -> StockLocation {
    let day = OpeningHours {
        opens: 630,
        closes: 1_260,
    };
    let sunday = OpeningHours {
        opens: 720,
        closes: 1_080,
    };
    let mut hours = [Some(day); 7];
    (hours[0], hours[6]) = (None, Some(sunday));
    StockLocation {
        handle: handle(name),
        kind: LocationKind::Store,
        name: Text::new("성수점", "Seongsu"),
        city: Text::new("서울", "Seoul"),
        address: Text::new("성동구 연무장길 1", "1 Yeonmujang-gil"),
        postcode: "04782".to_owned(),
        phone: "+82-2-000-0000".to_owned(),
        hours,
        note: Text::new("2번 출구에서 5분", ""),
    }
}

/// So many on hand in a store, which keeps one back.
pub fn in_store(on_hand: u32) -> StockLevel {
    StockLevel {
        safety: 1,
        ..StockLevel::of(on_hand)
    }
}

/// Sets what is on hand of each SKU at each location.
pub async fn count(storage: &dyn Storage, counts: &[(&str, &str, u32)]) {
    let counts: Vec<_> = counts
        .iter()
        .map(|(name, place, count)| (sku(name), handle(place), *count))
        .collect();
    let by = Counting::imported("a test");
    storage.set_stock(&counts, by, 0).await.unwrap();
}

/// A whole small shop. Saved part by part it is loaded back as this, but for the moves, the
/// product that is `mug` there was saved as `cup`, and for what is allocated.
pub fn shop() -> CatalogueParts {
    let warehouse = StockLocation {
        kind: LocationKind::Warehouse,
        hours: [None; 7],
        ..location("icheon")
    };
    CatalogueParts {
        products: vec![full_product(), product("mug", &["M1", "M2"])],
        collections: vec![
            manual_collection("kitchen", &["mug", "옹기-머그"]),
            rule_collection("gifts", true),
        ],
        locations: vec![location("seongsu"), warehouse],
        stock: vec![
            (sku("M2"), handle("seongsu"), in_store(1)),
            (
                sku("om-free"),
                handle("icheon"),
                StockLevel {
                    allocated: 3,
                    ..StockLevel::of(40)
                },
            ),
        ],
        moved_products: [(handle("cup"), handle("mug"))].into(),
        moved_collections: [].into(),
    }
}
