//! The files of the demo catalogue as they are written: [`ProductEntry`] and what it refers to.

use baguni_commerce::Text;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::value::Datetime;

/// A product, in the file named after its menu collection.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProductEntry {
    pub handle: String,
    /// The first part of every variant's SKU.
    pub sku: String,
    pub title: Pair,
    pub summary: Pair,
    /// The description's paragraphs; neighbours that start with `- ` become one list.
    pub ko: Vec<String>,
    pub en: Vec<String>,
    pub material: Option<Lines>,
    /// What a soap says where a bag names its material.
    pub ingredients: Option<Lines>,
    pub size: Lines,
    /// Sections of `notes.toml`.
    pub care: String,
    pub delivery: Option<String>,
    /// Keys of `vendors.toml` and `types.toml`.
    pub vendor: String,
    #[serde(rename = "type")]
    pub product_type: String,
    pub tags: Vec<String>,
    pub published: Datetime,
    pub picture: PictureEntry,
    /// Won and dollars.
    pub price: (i64, i64),
    pub sale: Option<SaleEntry>,
    /// Won, dollars and grams on top for a choice, by its key.
    #[serde(default)]
    pub plus: BTreeMap<String, (i64, i64, i64)>,
    pub grams: i64,
    /// For each option its key, then the keys of its choices.
    #[serde(default)]
    pub options: Vec<Vec<String>>,
    /// Choices that are not made together.
    #[serde(default)]
    pub exclude: Vec<Vec<String>>,
    #[serde(default)]
    pub stock: StockProfile,
    /// Another profile for the variants with a choice, by its key.
    #[serde(default)]
    pub stock_for: BTreeMap<String, StockProfile>,
}

/// Which drawing shows a product. Without a `tint` the chosen colour is it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureEntry {
    pub kind: String,
    pub variation: u8,
    /// A key of the palette or `#rrggbb`, as is `accent`.
    pub tint: Option<String>,
    pub accent: Option<String>,
    #[serde(default)]
    pub paints: Paints,
}

/// Which part of the drawing takes the chosen colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Paints {
    #[default]
    Tint,
    /// The foot of a paper lamp.
    Accent,
}

/// A reduced price; the price it stands against is the product's own.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SaleEntry {
    pub price: (i64, i64),
    /// Only with one of these choices; with none named, for every variant.
    #[serde(default)]
    pub only: Vec<String>,
}

/// Where a variant lies.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum StockProfile {
    /// In the warehouse and two to four shops; a few variants have run out.
    #[default]
    Usual,
    /// Everywhere, and a lot of it.
    Plenty,
    /// Too large or too rare for shops.
    Warehouse,
    /// One last piece, in one shop.
    Last,
    /// A few, at this location alone.
    Only(String),
    /// None anywhere.
    Gone,
    /// None anywhere, and made once it is ordered.
    Order,
}

impl TryFrom<String> for StockProfile {
    type Error = String;

    fn try_from(raw: String) -> Result<Self, String> {
        Ok(match (raw.as_str(), raw.strip_prefix("only:")) {
            (_, Some(location)) => Self::Only(location.to_owned()),
            ("usual", _) => Self::Usual,
            ("plenty", _) => Self::Plenty,
            ("warehouse", _) => Self::Warehouse,
            ("last", _) => Self::Last,
            ("gone", _) => Self::Gone,
            ("order", _) => Self::Order,
            _ => return Err(format!("no stock profile is called {raw:?}")),
        })
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ColorEntry {
    pub name: Pair,
    pub tone: Pair,
    pub hex: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OptionEntry {
    pub name: Pair,
    #[serde(default)]
    pub values: BTreeMap<String, ValueEntry>,
}

/// One choice of an option.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueEntry {
    pub name: Pair,
    /// How it is said of the thing in a picture; choices without it do not change the picture.
    pub tone: Option<Pair>,
    /// Its part of a SKU; else the first four letters of its key.
    pub code: Option<String>,
    /// `#rrggbb`, on the button and in the picture.
    pub swatch: Option<String>,
    /// A key of the palette, in the picture alone.
    pub tint: Option<String>,
    pub variation: Option<u8>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VendorEntry {
    pub name: Pair,
    #[serde(default)]
    pub barcodes: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notes {
    pub care: BTreeMap<String, Lines>,
    pub delivery: BTreeMap<String, Lines>,
}

/// Former names, and what they are called now.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Moves {
    pub products: BTreeMap<String, String>,
    pub collections: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CollectionEntry {
    pub handle: String,
    pub title: Pair,
    pub description: Pair,
    /// The product whose scene is shown.
    pub picture: String,
    #[serde(default = "yes")]
    pub menu: bool,
    /// One of the following says which products it takes.
    pub products: Option<Vec<String>>,
    pub tag: Option<String>,
    pub since: Option<Datetime>,
    /// Won.
    pub below: Option<i64>,
    #[serde(default)]
    pub on_sale: bool,
}

fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LocationEntry {
    pub handle: String,
    pub kind: baguni_commerce::LocationKind,
    pub name: Pair,
    pub city: Pair,
    pub address: Pair,
    pub postcode: String,
    pub phone: String,
    /// How much it holds next to the others, from 1 to 5.
    pub size: u32,
    /// Monday to Sunday, as `11:00-20:00`; empty is closed.
    pub hours: [String; 7],
    pub note: Pair,
}

/// A text in Korean and in English.
#[derive(Clone, Debug, Deserialize)]
pub struct Pair(pub String, pub String);

impl Pair {
    pub fn text(&self) -> Text {
        Text::new(&self.0, &self.1)
    }
}

/// The lines of a section in Korean and in English.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lines {
    pub ko: Vec<String>,
    pub en: Vec<String>,
}
