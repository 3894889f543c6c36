//! A small shop at a fixed moment, for what a screen in a store keeps and says.

mod snapshots;
mod ways;

use super::Storefront;
use baguni_commerce::collection::Members;
use baguni_commerce::media::{MediaSource, Rendition};
use baguni_commerce::product::{Detail, ProductStatus};
use baguni_commerce::stock::OpeningHours;
use baguni_commerce::*;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Tuesday, the 24th of November 2026, at so many minutes after midnight in Seoul.
fn tuesday(minute: u16) -> u64 {
    Date::from_ymd(2026, 11, 24).unwrap().at(minute)
}

fn handle(raw: &str) -> Handle {
    raw.parse().unwrap()
}

fn sku(raw: &str) -> Sku {
    raw.parse().unwrap()
}

/// One variant, with a picture of its own.
fn product(name: &str, title: Text, barcode: Option<&str>) -> Product {
    let price = Price::new(Money::new(12_000, Currency::Krw), None);
    let id = format!("{:016x}", u64::from(name.as_bytes()[0]));
    let id = id.parse().unwrap();
    Product {
        handle: handle(name),
        title,
        summary: Text::new("짧게", "In short"),
        description: Text::new("<p>길게</p>", "<p>At length</p>"),
        details: vec![Detail {
            title: Text::new("소재", "Material"),
            body: Text::new("흙", "Clay"),
        }],
        vendor: Text::new("온기", "Ongi"),
        product_type: Text::new("그릇", "Tableware"),
        tags: BTreeSet::from(["gift".to_owned()]),
        status: ProductStatus::Active,
        published_at: 1_000,
        options: Vec::new(),
        variants: vec![Variant {
            sku: sku(&name.to_uppercase()),
            barcode: barcode.map(|code| code.parse().unwrap()),
            choices: Vec::new(),
            prices: Prices::at_rate(price, 1_300),
            weight_grams: 300,
            picture: Some(0),
            sell_without_stock: false,
        }],
        media: vec![Media {
            source: match name {
                "mug" => MediaSource::Raster { id },
                "bowl" => MediaSource::Vector { id },
                _ => MediaSource::Remote {
                    url: "https://other.example/a.jpg".to_owned(),
                },
            },
            alt: Text::new("사진", "Picture"),
            width: 2_000,
            height: 2_000,
        }],
    }
}

fn location(
    name: &str,
    kind: LocationKind,
    postcode: &str,
    daily: Option<[u16; 2]>,
) -> StockLocation {
    let hours = daily.map(|[opens, closes]| OpeningHours { opens, closes });
    StockLocation {
        handle: handle(name),
        kind,
        name: Text::new(name, name),
        city: Text::new("서울", "Seoul"),
        address: Text::default(),
        postcode: postcode.to_owned(),
        phone: String::new(),
        hours: [hours; 7],
        note: Text::default(),
    }
}

/// A mug, a bowl and a plate; stores here and there, one that never opens, and a warehouse.
fn parts(stock: &[(&str, &str, u32)]) -> CatalogueParts {
    let mut made = product("vase", Text::new("꽃병", "Vase"), Some("OWN-7"));
    made.variants[0].sell_without_stock = true;
    let mut draft = product("draft", Text::new("시안", "Draft"), None);
    draft.status = ProductStatus::Draft;
    let day = Some([10 * 60 + 30, 20 * 60]);
    let level = |(name, place, on_hand): &(&str, &str, u32)| {
        let level = StockLevel {
            safety: 1,
            ..StockLevel::of(on_hand + 1)
        };
        (sku(name), handle(place), level)
    };
    CatalogueParts {
        products: vec![
            product("mug", Text::new("머그", "Mug"), Some("8801234567893")),
            product("bowl", Text::new("대접", "Bowl"), Some("036000291452")),
            made,
            draft,
        ],
        collections: vec![Collection {
            handle: handle("table"),
            title: Text::new("식탁", "Table"),
            description: Text::default(),
            picture: None,
            members: Members::Manual(vec![handle("mug"), handle("bowl")]),
            menu_position: Some(1),
        }],
        locations: vec![
            location("depot", LocationKind::Warehouse, "10881", None),
            location("there", LocationKind::Store, "48058", day),
            location("here", LocationKind::Store, "07335", day),
            location("closed", LocationKind::Store, "06000", None),
        ],
        stock: stock.iter().map(level).collect(),
        ..CatalogueParts::default()
    }
}

fn storefront(stock: &[(&str, &str, u32)], now: u64) -> Storefront {
    Storefront::new(7, parts(stock), Pricing::default(), Arc::new(move || now))
}

#[test]
fn barcodes_and_skus_lead_to_variants() {
    let shop = storefront(&[], 0);
    let check = |read: &str, found: Option<&str>| {
        let product = shop.by_barcode(read);
        let names = product
            .as_ref()
            .map(|(handle, sku)| (handle.as_str(), sku.as_str()));
        let upper = found.map(str::to_uppercase);
        assert_eq!(names, found.zip(upper.as_deref()), "{read}");
    };
    check("8801234567893", Some("mug"));
    check(" 8801234567893\n", Some("mug"));
    check("08801234567893", Some("mug"));
    check("8801234567892", None);
    check("036000291452", Some("bowl"));
    check("0036000291452", Some("bowl"));
    check("00036000291452", Some("bowl"));
    check("36000291452", None);
    check("OWN-7", Some("vase"));
    check("own-7", None);
    check("MUG", Some("mug"));
    check("DRAFT", None);
    check("", None);
    check("'; DROP TABLE product; --", None);
    check(&"9".repeat(400), None);
}

#[test]
fn the_files_of_pictures_that_are_kept() {
    let shop = storefront(&[], 0);
    let id = |name: &str| {
        format!("{:016x}", u64::from(name.as_bytes()[0]))
            .parse()
            .unwrap()
    };
    let kept = shop.snapshot(0, RoutingRules::default()).pictures();
    assert_eq!(
        kept,
        [
            Rendition::Webp(800).path(&id("mug")),
            Rendition::Svg.path(&id("bowl")),
        ]
    );
}
