//! A small shop for tests, written in few words.

use crate::catalogue::{Catalogue, CatalogueParts};
use crate::collection::{Collection, Members};
use crate::ident::Handle;
use crate::locale::Text;
use crate::money::{Currency, Money, Price, Prices};
use crate::product::{OptionValue, Product, ProductOption, ProductStatus, Variant};
use crate::stock::{LocationKind, StockLevel, StockLocation};
use std::collections::BTreeSet;

/// `"머그|Mug"` is a text in both languages; without a bar it is in the one it is written in.
pub(crate) fn text(both: &str) -> Text {
    match both.split_once('|') {
        Some((ko, en)) => Text::new(ko, en),
        None if both.chars().any(crate::hangul::is_hangul) => Text::new(both, ""),
        None => Text::new("", both),
    }
}

pub(crate) fn handle(raw: &str) -> Handle {
    raw.parse().unwrap()
}

/// A product without variants yet.
pub(crate) fn product(name: &str, title: &str, kind: &str, vendor: &str) -> Product {
    Product {
        handle: handle(name),
        title: text(title),
        summary: Text::default(),
        description: Text::default(),
        details: Vec::new(),
        vendor: text(vendor),
        product_type: text(kind),
        tags: BTreeSet::new(),
        status: ProductStatus::Active,
        published_at: 0,
        options: Vec::new(),
        variants: Vec::new(),
        media: Vec::new(),
    }
}

/// An option as `"색상|Color: 하양|White, 검정|Black"`.
pub(crate) fn option(written: &str) -> ProductOption {
    let (name, values) = written.split_once(": ").unwrap();
    let value = |name: &str| OptionValue {
        name: text(name),
        swatch: None,
    };
    ProductOption {
        name: text(name),
        values: values.split(", ").map(value).collect(),
    }
}

/// A variant with its price, and what it was before, in won; a thousand won are a dollar.
pub(crate) fn variant(sku: &str, choices: &[u16], won: i64, was: Option<i64>) -> Variant {
    let money = |minor| Money::new(minor, Currency::Krw);
    Variant {
        sku: sku.parse().unwrap(),
        barcode: None,
        choices: choices.to_vec(),
        prices: Prices::at_rate(Price::new(money(won), was.map(money)), 1_000),
        weight_grams: 0,
        picture: None,
        sell_without_stock: false,
    }
}

pub(crate) fn location(name: &str, kind: LocationKind) -> StockLocation {
    StockLocation {
        handle: handle(name),
        kind,
        name: text(name),
        city: Text::default(),
        address: Text::default(),
        postcode: String::new(),
        phone: String::new(),
        hours: [None; 7],
        note: Text::default(),
    }
}

pub(crate) fn collection(name: &str, title: &str, products: &[&str]) -> Collection {
    Collection {
        handle: handle(name),
        title: text(title),
        description: Text::default(),
        picture: None,
        members: Members::Manual(products.iter().map(|name| handle(name)).collect()),
        menu_position: None,
    }
}

/// `stock` names a SKU, a location and how many it has.
pub(crate) fn catalogue(
    products: Vec<Product>,
    collections: Vec<Collection>,
    locations: Vec<StockLocation>,
    stock: &[(&str, &str, u32)],
) -> Catalogue {
    let level =
        |(sku, at, n): &(&str, &str, u32)| (sku.parse().unwrap(), handle(at), StockLevel::of(*n));
    Catalogue::new(CatalogueParts {
        products,
        collections,
        locations,
        stock: stock.iter().map(level).collect(),
        ..CatalogueParts::default()
    })
}
