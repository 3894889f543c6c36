//! The answers, shaped by the pages that show them.

use crate::Picture;
use baguni_commerce::stock::OpeningHours;
use baguni_commerce::{Barcode, Handle, LocationKind, Price, PriceRange, Sku};
use serde::{Deserialize, Serialize};

/// The frame around every page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The collections of the menu, in order.
    pub menu: Vec<CollectionLink>,
    pub stores: Vec<StoreLink>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionLink {
    pub handle: Handle,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoreLink {
    pub handle: Handle,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HomePage {
    /// The collections of the menu.
    pub features: Vec<CollectionFeature>,
    /// The others, as occasions and edits.
    pub more: Vec<CollectionFeature>,
    pub new: CardRow,
    pub on_sale: CardRow,
    /// Made of one thing in its setting: the editorial at the top.
    pub editorial: Option<Editorial>,
}

/// Some products, and the path at which all of their kind are listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRow {
    pub cards: Vec<ProductCard>,
    /// Without the language's prefix.
    pub all: String,
}

/// A picture with a few words and somewhere to go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Editorial {
    pub collection: CollectionLink,
    pub description: String,
    pub picture: Picture,
    pub products: Vec<ProductCard>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionFeature {
    pub link: CollectionLink,
    pub description: String,
    pub picture: Option<Picture>,
    pub products: u32,
}

/// A product in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductCard {
    pub handle: Handle,
    pub title: String,
    pub vendor: String,
    /// The cheapest variant's.
    pub price: Price,
    /// Other variants cost more: the price is shown as "from".
    pub price_varies: bool,
    pub picture: Option<Picture>,
    /// Shown while the pointer is over the card.
    pub other_picture: Option<Picture>,
    pub swatches: Vec<Swatch>,
    pub is_new: bool,
    pub sold_out: bool,
    /// In some store, so that it can be picked up.
    pub in_stores: bool,
    /// What "add to cart" and the heart on the card mean: the only variant, or the cheapest
    /// sellable one.
    pub sku: Sku,
    /// There is something to choose before it can be added.
    pub has_choices: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Swatch {
    pub name: String,
    /// `#rrggbb`
    pub color: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionPage {
    pub collection: CollectionFeature,
    pub listing: ListingPage,
}

/// One page of a narrowed and ordered list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingPage {
    pub products: Vec<ProductCard>,
    pub total: u32,
    /// From 1.
    pub page: u32,
    /// At least 1.
    pub pages: u32,
    pub facets: Vec<FacetGroup>,
    pub price_bounds: PriceRange,
    /// Each store and how many of the list it has.
    pub stores: Vec<(StoreLink, u32)>,
    pub in_stock: u32,
    pub on_sale: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetGroup {
    pub key: String,
    pub name: String,
    pub choices: Vec<FacetChoice>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FacetChoice {
    pub key: String,
    pub name: String,
    pub swatch: Option<String>,
    pub count: u32,
    pub selected: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductPage {
    pub handle: Handle,
    pub title: String,
    pub vendor: String,
    pub product_type: String,
    pub summary: String,
    /// Sanitised HTML.
    pub description: String,
    /// Title and sanitised HTML.
    pub details: Vec<(String, String)>,
    pub pictures: Vec<Picture>,
    pub options: Vec<OptionChoice>,
    pub variants: Vec<VariantDetail>,
    pub is_new: bool,
    /// Those of the menu first.
    pub collections: Vec<CollectionLink>,
    pub related: Vec<ProductCard>,
    /// Another number when the page says something else of its stock. Given to
    /// [`crate::paths::stock_events`], changes since then are told.
    pub stock_mark: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionChoice {
    pub name: String,
    /// The name in English, lower case: stable in addresses.
    pub key: String,
    pub values: Vec<OptionChoiceValue>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionChoiceValue {
    pub name: String,
    pub swatch: Option<String>,
}

/// A variant with all that a product page says of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantDetail {
    pub sku: Sku,
    pub barcode: Option<Barcode>,
    /// For each option the index of the chosen value.
    pub choices: Vec<u16>,
    pub price: Price,
    /// Index into the page's pictures.
    pub picture: Option<u16>,
    pub weight_grams: u32,
    pub sellable: bool,
    /// Stores first.
    pub stock: Vec<LocationStock>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LocationStock {
    pub location: StoreLink,
    pub kind: LocationKind,
    /// How many can be promised, told only up to [`LocationStock::TOLD`].
    pub available: u32,
}

impl LocationStock {
    /// Above this a page says "plenty": competitors need not read the stock.
    pub const TOLD: u32 = 10;
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchPage {
    /// What was typed.
    pub typed: String,
    /// What was looked for, where that is something else: a typo mended, a layout swapped.
    pub read_as: Option<String>,
    pub listing: ListingPage,
    pub collections: Vec<CollectionLink>,
    /// Offered where nothing was found, and never empty then.
    pub instead: Vec<ProductCard>,
    /// Words that are no products: returns, delivery, stores.
    pub help: Vec<HelpLink>,
}

/// A page of the shop that a search meant, as "반품".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelpLink {
    pub title: String,
    /// A path without the language's prefix.
    pub path: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestions {
    pub queries: Vec<String>,
    pub products: Vec<ProductCard>,
    pub collections: Vec<CollectionLink>,
}

/// A variant as a line of a cart or of a wishlist shows it today.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantLine {
    pub sku: Sku,
    pub handle: Handle,
    pub title: String,
    pub vendor: String,
    /// The names of what was chosen, in the order of the options.
    pub choices: Vec<String>,
    pub price: Price,
    pub picture: Option<Picture>,
    pub sellable: bool,
    /// How many can be promised, told up to [`LocationStock::TOLD`]; `None` has no end.
    pub available: Option<u32>,
    /// Those of its product's collections that a promotion names.
    pub collections: Vec<Handle>,
    /// One piece.
    pub grams: u32,
}

/// A wishlist that its owner shares: anybody with the address may look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedWishlist {
    /// The first wishlist may have no name.
    pub name: Option<String>,
    /// What is wished for and how many, newest first.
    pub lines: Vec<(VariantLine, u32)>,
}

/// A store and where it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StorePage {
    pub link: StoreLink,
    pub city: String,
    pub address: String,
    pub postcode: String,
    pub phone: String,
    pub note: String,
    /// Monday to Sunday; `None` is closed.
    pub hours: [Option<OpeningHours>; 7],
    /// Some of what only this store has, else of what it has.
    pub products: Vec<ProductCard>,
}
