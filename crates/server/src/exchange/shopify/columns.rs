//! The columns of a product CSV, by their names in either dialect.

use super::bytes::FileError;
use csv::StringRecord;
use std::collections::BTreeMap;
use std::fmt;

/// A column that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    Handle,
    Title,
    Body,
    Vendor,
    Category,
    Type,
    Tags,
    Published,
    Status,
    Sku,
    Barcode,
    /// The name of the first, second or third option (0, 1, 2).
    OptionName(usize),
    OptionValue(usize),
    Price,
    CompareAt,
    Tracker,
    Quantity,
    Policy,
    Grams,
    Weight,
    WeightUnit,
    ImageUrl,
    ImagePosition,
    ImageAlt,
    VariantImage,
    GiftCard,
    SeoDescription,
}

/// Which of the two sets of names a header uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    Legacy,
    Current,
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Legacy => "Shopify product CSV with legacy columns (Handle, …)",
            Self::Current => "Shopify product CSV with current columns (URL handle, …)",
        })
    }
}

/// Each column with its legacy and its current name. Names are compared without regard to case:
/// the dialects differ in it, and files edited by hand do.
const NAMES: [(Column, &str, &str); 31] = [
    (Column::Handle, "Handle", "URL handle"),
    (Column::Title, "Title", "Title"),
    (Column::Body, "Body (HTML)", "Description"),
    (Column::Vendor, "Vendor", "Vendor"),
    (Column::Category, "Product Category", "Product category"),
    (Column::Type, "Type", "Type"),
    (Column::Tags, "Tags", "Tags"),
    (Column::Published, "Published", "Published on online store"),
    (Column::Status, "Status", "Status"),
    (Column::Sku, "Variant SKU", "SKU"),
    (Column::Barcode, "Variant Barcode", "Barcode"),
    (Column::OptionName(0), "Option1 Name", "Option1 name"),
    (Column::OptionValue(0), "Option1 Value", "Option1 value"),
    (Column::OptionName(1), "Option2 Name", "Option2 name"),
    (Column::OptionValue(1), "Option2 Value", "Option2 value"),
    (Column::OptionName(2), "Option3 Name", "Option3 name"),
    (Column::OptionValue(2), "Option3 Value", "Option3 value"),
    (Column::Price, "Variant Price", "Price"),
    (
        Column::CompareAt,
        "Variant Compare At Price",
        "Compare-at price",
    ),
    (
        Column::Tracker,
        "Variant Inventory Tracker",
        "Inventory tracker",
    ),
    (
        Column::Quantity,
        "Variant Inventory Qty",
        "Inventory quantity",
    ),
    (
        Column::Policy,
        "Variant Inventory Policy",
        "Continue selling when out of stock",
    ),
    (Column::Grams, "Variant Grams", "Weight value (grams)"),
    // Not of Shopify's own making, but of the tools around it: a weight in the unit beside it.
    (Column::Weight, "Variant Weight", "Weight"),
    (
        Column::WeightUnit,
        "Variant Weight Unit",
        "Weight unit for display",
    ),
    (Column::ImageUrl, "Image Src", "Product image URL"),
    (Column::ImagePosition, "Image Position", "Image position"),
    (Column::ImageAlt, "Image Alt Text", "Image alt text"),
    (Column::VariantImage, "Variant Image", "Variant image URL"),
    (Column::GiftCard, "Gift Card", "Gift card"),
    (Column::SeoDescription, "SEO Description", "SEO description"),
];

/// Without these there is no telling what is sold for how much.
const REQUIRED: [Column; 3] = [Column::Handle, Column::Title, Column::Price];

/// Where each column stands in a file.
#[derive(Clone, Debug)]
pub struct Header {
    pub dialect: Dialect,
    places: BTreeMap<Column, usize>,
    names: Vec<String>,
}

impl Header {
    pub fn read(record: &StringRecord) -> Result<Self, FileError> {
        let names: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
        let mut places = BTreeMap::new();
        for (at, name) in names.iter().enumerate() {
            let Some(column) = column_named(name) else {
                continue;
            };
            if let Some(other) = places.insert(column, at) {
                return Err(FileError::ColumnTwice(names[other].clone(), name.clone()));
            }
        }
        let dialect = dialect_of(&names)?;
        let missing: Vec<String> = REQUIRED
            .into_iter()
            .filter(|column| !places.contains_key(column))
            .map(|column| format!("{:?}", name_in(dialect, column)))
            .collect();
        if !missing.is_empty() {
            return Err(FileError::MissingColumns(missing));
        }
        Ok(Self {
            dialect,
            places,
            names,
        })
    }

    /// The trimmed cell of a column; `None` where the file has no such column.
    pub fn cell<'r>(&self, record: &'r StringRecord, column: Column) -> Option<&'r str> {
        record.get(*self.places.get(&column)?).map(str::trim)
    }

    pub fn has(&self, column: Column) -> bool {
        self.places.contains_key(&column)
    }

    /// The column's name as the file has it, else as the file's dialect would have it.
    pub fn name(&self, column: Column) -> &str {
        match self.places.get(&column) {
            Some(at) => &self.names[*at],
            None => name_in(self.dialect, column),
        }
    }

    /// How many cells a row has.
    pub fn width(&self) -> usize {
        self.names.len()
    }

    /// The columns that are not read, in their order; blank names left out.
    pub fn unread(&self) -> impl Iterator<Item = &str> {
        self.names
            .iter()
            .map(String::as_str)
            .filter(|name| !name.is_empty() && column_named(name).is_none())
    }
}

/// Whether a column carries a merchant's own field.
pub fn is_metafield(name: &str) -> bool {
    name.to_ascii_lowercase().contains("metafield")
}

/// The name of a column in a dialect.
pub fn name_in(dialect: Dialect, column: Column) -> &'static str {
    let (_, legacy, current) = NAMES
        .iter()
        .find(|(named, ..)| *named == column)
        .expect("every column that is read has a name");
    match dialect {
        Dialect::Legacy => legacy,
        Dialect::Current => current,
    }
}

fn column_named(name: &str) -> Option<Column> {
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    NAMES
        .iter()
        .find(|(_, legacy, current)| is(legacy) || is(current))
        .map(|(column, ..)| *column)
}

fn dialect_of(names: &[String]) -> Result<Dialect, FileError> {
    let has = |wanted: &str| names.iter().any(|name| name.eq_ignore_ascii_case(wanted));
    let separated = |by: char| names.len() == 1 && names[0].matches(by).count() >= 2;
    if has("URL handle") {
        return Ok(Dialect::Current);
    }
    if has("Handle") {
        return Ok(Dialect::Legacy);
    }
    if separated(';') || separated('\t') {
        let how = "its columns are separated by semicolons or tabs; save it with commas";
        return Err(FileError::NoHeader(how.to_owned()));
    }
    let known = names
        .iter()
        .filter(|name| column_named(name).is_some())
        .count();
    if known >= 2 {
        return Err(FileError::MissingColumns(vec![
            "\"Handle\" (legacy) or \"URL handle\" (current)".to_owned(),
        ]));
    }
    Err(FileError::NoHeader(
        "line 1 names none of the columns \"Handle\" or \"URL handle\", \"Title\", \
         \"Variant Price\" or \"Price\""
            .to_owned(),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(header: &str) -> Result<Header, FileError> {
        Header::read(&header.split('|').collect::<Vec<_>>().into())
    }

    #[test]
    fn both_dialects_are_known() {
        let check = |header: &str, dialect, price: usize| {
            let header = read(header).unwrap();
            assert_eq!(header.dialect, dialect);
            assert_eq!(header.places[&Column::Price], price);
        };
        check("Handle|Title|Variant Price", Dialect::Legacy, 2);
        check("Title|URL handle|Price", Dialect::Current, 2);
        check("title|url HANDLE| Price ", Dialect::Current, 2);
    }

    #[test]
    fn what_is_missing_is_named() {
        let check = |header: &str, want: &str| {
            assert_eq!(read(header).unwrap_err().to_string(), want, "{header}");
        };
        check(
            "Handle|Vendor",
            "the header has no column \"Title\", no column \"Variant Price\"",
        );
        check("URL handle|Title", "the header has no column \"Price\"");
        check(
            "Title|Price",
            "the header has no column \"Handle\" (legacy) or \"URL handle\" (current)",
        );
        check(
            "Handle|Title|Variant Price|Price",
            "the header has the columns \"Variant Price\" and \"Price\", which say the same",
        );
        check(
            "Handle;Title;Variant Price",
            "the file has no header: its columns are separated by semicolons or tabs; save it \
             with commas",
        );
        assert!(matches!(
            read("classic-top|Classic Top|60"),
            Err(FileError::NoHeader(_))
        ));
    }

    #[test]
    fn what_is_not_read_is_known() {
        let header = read(
            "Handle|Title|Variant Price|Cost per item|Color (product.metafields.shopify.color)||",
        );
        let header = header.unwrap();
        let unread: Vec<_> = header.unread().collect();
        assert_eq!(
            unread,
            ["Cost per item", "Color (product.metafields.shopify.color)"]
        );
        assert!(is_metafield(unread[1]) && !is_metafield(unread[0]));
    }
}
