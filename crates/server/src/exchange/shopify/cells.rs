//! What the rows of a product say. In all of it `None` means that the file has no such column,
//! and that what the shop has stays.

use baguni_commerce::product::ProductStatus;
use baguni_commerce::{Barcode, Money, Sku};
use std::collections::BTreeSet;

/// The longest title, name or tag, in characters.
pub const MAX_NAME: usize = 255;
pub const MAX_TAGS: usize = 250;
pub const MAX_URL: usize = 2_048;
/// More of one variant at one place is a slip of the pen.
pub const MAX_QUANTITY: u32 = 10_000_000;
/// One tonne.
pub const MAX_GRAMS: f64 = 1_000_000.0;
/// What the first row says of the product as a whole.
#[derive(Debug, Default)]
pub struct ProductCells {
    pub title: String,
    /// Sanitised.
    pub body: Option<String>,
    pub summary: Option<String>,
    pub vendor: Option<String>,
    pub product_type: Option<String>,
    pub tags: Option<BTreeSet<String>>,
    pub status: Option<ProductStatus>,
    /// The status is one that this shop does not have, and was read as draft.
    pub is_unlisted: bool,
    pub option_names: Vec<String>,
}

#[derive(Debug)]
pub struct VariantCells {
    pub line: u64,
    /// `Some(None)`, here and below: the column is there and the cell is blank.
    pub sku: Option<Option<Sku>>,
    pub barcode: Option<Option<Barcode>>,
    /// As many as the product has options.
    pub values: Vec<String>,
    /// `None` for a blank cell: the column is always there.
    pub price: Option<Money>,
    pub compare_at: Option<Option<Money>>,
    pub grams: Option<u32>,
    pub quantity: Option<u32>,
    /// The other shop had sold more than it had.
    pub is_oversold: bool,
    /// The other shop counts no stock of it.
    pub is_uncounted: bool,
    pub sell_without_stock: Option<bool>,
    /// `Some("")` for none.
    pub picture: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureCells {
    pub url: String,
    pub alt: Option<String>,
    /// Its place among the product's pictures; those without one come last.
    pub position: u32,
}
