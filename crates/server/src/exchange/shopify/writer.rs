//! The catalogue as a product CSV in Shopify's current columns.
//!
//! Cells are written as they are, also those that begin with `=`, `+`, `-` or `@`: this is a file
//! for another shop's import, which would take a protective apostrophe for part of a title.
//! Whoever opens it in a spreadsheet must import it as text.

use super::columns::{Column, Dialect, name_in};
use baguni_commerce::media::{MediaSource, Rendition};
use baguni_commerce::product::ProductStatus;
use baguni_commerce::{
    CatalogueParts, Currency, Handle, Locale, LocationKind, Media, Product, Sku, Text, Variant,
};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What of the catalogue's many sides goes into a file that has room for one.
#[derive(Clone, Debug)]
pub struct ExportOptions {
    pub locale: Locale,
    pub currency: Currency,
    /// Whose stock. `None`: the first warehouse's.
    pub location: Option<Handle>,
    /// What stands before a picture's path, as in `https://shop.example`.
    pub base: String,
}

/// Why a file was not written to its end.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("there is no stock location {0}")]
    NoSuchLocation(Handle),
    #[error("the file cannot be written: {0}")]
    Write(#[from] io::Error),
}

/// The current template's columns, in its order. Those that are not read on the way in have no
/// place in this shop; some have an answer that holds for all of it.
const COLUMNS: [&str; 43] = [
    "Title",
    "URL handle",
    "Description",
    "Vendor",
    "Product category",
    "Type",
    "Tags",
    "Published on online store",
    "Status",
    "SKU",
    "Barcode",
    "Option1 name",
    "Option1 value",
    "Option1 Linked To",
    "Option2 name",
    "Option2 value",
    "Option2 Linked To",
    "Option3 name",
    "Option3 value",
    "Option3 Linked To",
    "Price",
    "Compare-at price",
    "Cost per item",
    "Charge tax",
    "Tax code",
    "Unit price total measure",
    "Unit price total measure unit",
    "Unit price base measure",
    "Unit price base measure unit",
    "Inventory tracker",
    "Inventory quantity",
    "Continue selling when out of stock",
    "Weight value (grams)",
    "Weight unit for display",
    "Requires shipping",
    "Fulfillment service",
    "Product image URL",
    "Image position",
    "Image alt text",
    "Variant image URL",
    "Gift card",
    "SEO title",
    "SEO description",
];

/// Writes every product, drafts and archived ones included, in the catalogue's order.
///
/// The format holds one language, one currency and one location's stock. It has no place for
/// collapsible details, swatches, values that no variant chooses, and when a product went on
/// sale; a tag with a comma comes back as two.
pub fn export_products(
    parts: &CatalogueParts,
    to: impl Write,
    options: &ExportOptions,
) -> Result<(), ExportError> {
    let location = location(parts, options)?;
    let stock: BTreeMap<&Sku, u32> = parts
        .stock
        .iter()
        .filter(|(_, at, _)| Some(at) == location)
        .map(|(sku, _, level)| (sku, level.on_hand))
        .collect();
    let mut writer = csv::Writer::from_writer(to);
    writer.write_record(COLUMNS).map_err(io_error)?;
    for product in &parts.products {
        for row in rows(product, &stock, options) {
            let cells = COLUMNS.map(|column| row.get(column).map_or("", String::as_str));
            writer.write_record(cells).map_err(io_error)?;
        }
    }
    writer.flush()?;
    Ok(())
}

/// The cells of a row by their columns.
type Cells = BTreeMap<&'static str, String>;

fn location<'a>(
    parts: &'a CatalogueParts,
    options: &'a ExportOptions,
) -> Result<Option<&'a Handle>, ExportError> {
    let mut locations = parts.locations.iter();
    match &options.location {
        None => Ok(locations
            .find(|location| location.kind == LocationKind::Warehouse)
            .map(|location| &location.handle)),
        Some(asked) if locations.any(|location| location.handle == *asked) => Ok(Some(asked)),
        Some(asked) => Err(ExportError::NoSuchLocation(asked.clone())),
    }
}

/// One row for each variant, or for each picture where there are more pictures.
fn rows<'a>(
    product: &'a Product,
    stock: &'a BTreeMap<&Sku, u32>,
    options: &'a ExportOptions,
) -> impl Iterator<Item = Cells> + 'a {
    let count = product.variants.len().max(product.media.len());
    (0..count).map(move |at| {
        let mut row = Cells::new();
        put(&mut row, Column::Handle, product.handle.as_str());
        if at == 0 {
            product_cells(&mut row, product, options);
        }
        if let Some(variant) = product.variants.get(at) {
            let counted = stock.get(&variant.sku).copied().unwrap_or(0);
            variant_cells(&mut row, product, variant, counted, options);
        }
        if let Some(media) = product.media.get(at) {
            put(&mut row, Column::ImageUrl, address(media, options));
            put(&mut row, Column::ImagePosition, (at + 1).to_string());
            put(&mut row, Column::ImageAlt, media.alt.get(options.locale));
        }
        row
    })
}

fn product_cells(row: &mut Cells, product: &Product, options: &ExportOptions) {
    let said = |text: &Text| text.get(options.locale).to_owned();
    let published = if product.status == ProductStatus::Active {
        "TRUE"
    } else {
        "FALSE"
    };
    let status = match product.status {
        ProductStatus::Active => "Active",
        ProductStatus::Draft => "Draft",
        ProductStatus::Archived => "Archived",
    };
    let tags: Vec<&str> = product.tags.iter().map(String::as_str).collect();
    put(row, Column::Title, said(&product.title));
    put(row, Column::Body, said(&product.description));
    put(row, Column::Vendor, said(&product.vendor));
    put(row, Column::Type, said(&product.product_type));
    put(row, Column::Tags, tags.join(", "));
    put(row, Column::Published, published);
    put(row, Column::Status, status);
    put(row, Column::GiftCard, "FALSE");
    put(row, Column::SeoDescription, said(&product.summary));
    for (at, option) in product.options.iter().enumerate() {
        put(row, Column::OptionName(at), said(&option.name));
    }
    if product.options.is_empty() {
        put(row, Column::OptionName(0), "Title");
    }
}

fn variant_cells(
    row: &mut Cells,
    product: &Product,
    variant: &Variant,
    counted: u32,
    options: &ExportOptions,
) {
    let price = variant.prices.get(options.currency);
    let policy = if variant.sell_without_stock {
        "CONTINUE"
    } else {
        "DENY"
    };
    put(row, Column::Sku, variant.sku.as_str());
    put(
        row,
        Column::Barcode,
        variant
            .barcode
            .as_ref()
            .map_or("", |barcode| barcode.as_str()),
    );
    put(row, Column::Price, price.amount.to_decimal());
    put(
        row,
        Column::CompareAt,
        price
            .compare_at
            .map_or_else(String::new, |was| was.to_decimal()),
    );
    put(row, Column::Tracker, "shopify");
    put(row, Column::Quantity, counted.to_string());
    put(row, Column::Policy, policy);
    put(row, Column::Grams, variant.weight_grams.to_string());
    put(row, Column::WeightUnit, "g");
    row.extend([
        ("Charge tax", "TRUE".to_owned()),
        ("Requires shipping", "TRUE".to_owned()),
        ("Fulfillment service", "manual".to_owned()),
    ]);
    for (at, name) in product.choice_names(variant).enumerate() {
        put(row, Column::OptionValue(at), name.get(options.locale));
    }
    if product.options.is_empty() {
        put(row, Column::OptionValue(0), "Default Title");
    }
    let own = variant
        .picture
        .and_then(|at| product.media.get(usize::from(at)));
    if let Some(own) = own {
        put(row, Column::VariantImage, address(own, options));
    }
}

fn put(row: &mut Cells, column: Column, cell: impl Into<String>) {
    row.insert(name_in(Dialect::Current, column), cell.into());
}

/// Where another shop finds the picture: the widest JPEG there is.
fn address(media: &Media, options: &ExportOptions) -> String {
    let jpeg = |id, width| format!("{}{}", options.base, Rendition::Jpeg(width).path(id));
    match &media.source {
        MediaSource::Vector { id } => jpeg(id, Media::PREVIEW_WIDTH),
        MediaSource::Raster { id } => jpeg(id, media.widths().max().unwrap_or(Media::WIDTHS[0])),
        MediaSource::Remote { url } => url.clone(),
    }
}

fn io_error(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}
