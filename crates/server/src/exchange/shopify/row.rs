//! One row of a product CSV, read cell by cell. A cell that cannot be read is a [`Problem`], and
//! reading goes on.

use super::cells::{
    MAX_GRAMS, MAX_NAME, MAX_QUANTITY, MAX_TAGS, MAX_URL, ProductCells, VariantCells,
};
use super::columns::{Column, Header};
use super::report::Problem;
use crate::exchange::text::{one_line, sanitized};
use baguni_commerce::money::MoneyError;
use baguni_commerce::product::ProductStatus;
use baguni_commerce::{Currency, Handle, Money, Product};
use csv::StringRecord;
use std::collections::BTreeSet;

/// One row while it is read.
pub struct Row<'a> {
    pub line: u64,
    /// What could not be read so far.
    pub problems: Vec<Problem>,
    header: &'a Header,
    record: &'a StringRecord,
    currency: Currency,
}

impl<'a> Row<'a> {
    pub fn new(header: &'a Header, record: &'a StringRecord, currency: Currency) -> Self {
        Self {
            line: record.position().map_or(0, csv::Position::line),
            problems: Vec::new(),
            header,
            record,
            currency,
        }
    }

    /// The product a row names: its handle, else its title's. A handle in capitals or with
    /// spaces becomes what the other shop would have made of it.
    pub fn handle(&mut self) -> Option<Handle> {
        let named = self.cell(Column::Handle).filter(|cell| !cell.is_empty());
        let named = named
            .or_else(|| self.cell(Column::Title))
            .unwrap_or_default();
        let handle = named.parse().or_else(|_| Handle::from_title(named));
        handle
            .map_err(|error| self.problem(Column::Handle, error.to_string()))
            .ok()
    }

    /// Whether the row has as many cells as the header; blank ones may stand after them.
    pub fn is_whole(&mut self) -> bool {
        let (cells, wanted) = (self.record.len(), self.header.width());
        let blank_after = || {
            self.record
                .iter()
                .skip(wanted)
                .all(|cell| cell.trim().is_empty())
        };
        if cells == wanted || (cells > wanted && blank_after()) {
            return true;
        }
        self.whole_problem(format!(
            "the row has {cells} cells where the header has {wanted}: a quote or a comma is \
             missing or too many"
        ));
        false
    }

    pub fn product(&mut self) -> ProductCells {
        let title = self.text(Column::Title, MAX_NAME).unwrap_or_default();
        if title.is_empty() {
            self.problem(
                Column::Title,
                "is empty in the product's first row".to_owned(),
            );
        }
        let (status, is_unlisted) = self.status();
        ProductCells {
            title,
            body: self.cell(Column::Body).map(sanitized),
            summary: self.text(Column::SeoDescription, MAX_NAME * 4),
            vendor: self.text(Column::Vendor, MAX_NAME),
            product_type: self.product_type(),
            tags: self.tags(),
            status,
            is_unlisted,
            option_names: self.option_names(),
        }
    }

    /// The merchant's own word, else the last part of the other shop's category.
    fn product_type(&mut self) -> Option<String> {
        let own = self.text(Column::Type, MAX_NAME);
        if own.as_ref().is_some_and(|own| !own.is_empty()) {
            return own;
        }
        let category = self.text(Column::Category, MAX_NAME * 4);
        let leaf = category.map(|path| path.rsplit('>').next().unwrap_or_default().trim().into());
        leaf.or(own)
    }

    fn tags(&mut self) -> Option<BTreeSet<String>> {
        let tags: BTreeSet<String> = self
            .cell(Column::Tags)?
            .split(',')
            .map(one_line)
            .filter(|tag| !tag.is_empty())
            .collect();
        if tags.len() > MAX_TAGS {
            self.problem(
                Column::Tags,
                format!("has {} tags; {MAX_TAGS} are possible", tags.len()),
            );
        }
        if let Some(long) = tags.iter().find(|tag| tag.chars().count() > MAX_NAME) {
            let start: String = long.chars().take(20).collect();
            self.problem(
                Column::Tags,
                format!("has a tag of over {MAX_NAME} characters: {start}…"),
            );
        }
        Some(tags)
    }

    /// The status, and whether it is one that this shop reads as draft.
    fn status(&mut self) -> (Option<ProductStatus>, bool) {
        let published = self.flag(Column::Published);
        let status = match self
            .cell(Column::Status)
            .map(str::to_ascii_lowercase)
            .as_deref()
        {
            None if published.is_none() => return (None, false),
            None | Some("" | "active") => ProductStatus::Active,
            Some("draft") => ProductStatus::Draft,
            Some("archived") => ProductStatus::Archived,
            Some("unlisted") => return (Some(ProductStatus::Draft), true),
            Some(other) => {
                let reason = format!("{other:?} is not active, draft, archived or unlisted");
                self.problem(Column::Status, reason);
                ProductStatus::Draft
            }
        };
        match (status, published) {
            (ProductStatus::Active, Some(false)) => (Some(ProductStatus::Draft), false),
            _ => (Some(status), false),
        }
    }

    /// The names of the options, in order. One option "Title" with the value "Default Title" is
    /// how the format says that there are none.
    fn option_names(&mut self) -> Vec<String> {
        let names: Vec<String> = (0..Product::MAX_OPTIONS)
            .map(|at| {
                self.text(Column::OptionName(at), MAX_NAME)
                    .unwrap_or_default()
            })
            .collect();
        let value = self.cell(Column::OptionValue(0)).unwrap_or_default();
        let is_none = value.is_empty() || value.eq_ignore_ascii_case("Default Title");
        if names[0].eq_ignore_ascii_case("Title") && names[1].is_empty() && is_none {
            return Vec::new();
        }
        let count = names.iter().take_while(|name| !name.is_empty()).count();
        names.into_iter().take(count).collect()
    }

    pub fn variant(&mut self, option_names: &[String]) -> VariantCells {
        let quantity = self.quantity();
        let policy = self.policy();
        let is_uncounted = self.cell(Column::Tracker) == Some("");
        VariantCells {
            line: self.line,
            sku: self.named(Column::Sku),
            barcode: self.named(Column::Barcode),
            values: self.values(option_names),
            price: self.money(Column::Price).flatten(),
            compare_at: self.money(Column::CompareAt),
            grams: self.grams(),
            quantity: quantity.map(|counted| u32::try_from(counted).unwrap_or(0)),
            is_oversold: quantity.is_some_and(|counted| counted < 0),
            is_uncounted,
            sell_without_stock: if is_uncounted { Some(true) } else { policy },
            picture: self.url(Column::VariantImage),
        }
    }

    /// A value for each option that has a name.
    fn values(&mut self, option_names: &[String]) -> Vec<String> {
        for at in option_names.len()..Product::MAX_OPTIONS {
            let value = self.cell(Column::OptionValue(at)).unwrap_or_default();
            let is_none = at == 0 && value.eq_ignore_ascii_case("Default Title");
            if !value.is_empty() && !is_none {
                let reason = format!(
                    "chooses {value:?} of an option that the product's first row does not name"
                );
                self.problem(Column::OptionValue(at), reason);
            }
        }
        (0..option_names.len())
            .map(|at| self.value(at, &option_names[at]))
            .collect()
    }

    fn value(&mut self, at: usize, option: &str) -> String {
        let value = self
            .text(Column::OptionValue(at), MAX_NAME)
            .unwrap_or_default();
        if value.is_empty() {
            self.problem(
                Column::OptionValue(at),
                format!("is empty; the product has {option:?}"),
            );
        }
        value
    }

    /// A SKU or a barcode. The other shop's export puts an apostrophe before digits, so that a
    /// spreadsheet leaves them alone: it is no part of them.
    fn named<T>(&mut self, column: Column) -> Option<Option<T>>
    where
        T: std::str::FromStr<Err: std::fmt::Display>,
    {
        let cell = self.cell(column)?;
        let digits = |rest: &&str| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit());
        let cell = cell.strip_prefix('\'').filter(digits).unwrap_or(cell);
        if cell.is_empty() {
            return Some(None);
        }
        let read = cell.parse().map_err(|error| format!("{cell:?} {error}"));
        Some(read.map_err(|reason| self.problem(column, reason)).ok())
    }

    fn money(&mut self, column: Column) -> Option<Option<Money>> {
        let cell = self.cell(column)?;
        if cell.is_empty() {
            return Some(None);
        }
        let read = Money::parse(cell, self.currency);
        Some(
            read.map_err(|error| self.problem(column, self.bad_money(cell, error)))
                .ok(),
        )
    }

    fn bad_money(&self, cell: &str, error: MoneyError) -> String {
        let code = self.currency.code();
        match error {
            MoneyError::TooPrecise => {
                format!("{cell:?} {error}, {code}; is the file in another currency?")
            }
            _ => format!("{cell:?} {error}"),
        }
    }

    fn quantity(&mut self) -> Option<i64> {
        let cell = self
            .cell(Column::Quantity)
            .filter(|cell| !cell.is_empty())?;
        let whole = cell.replace(',', "");
        match whole.strip_suffix(".0").unwrap_or(&whole).parse::<i64>() {
            Ok(counted) if counted <= i64::from(MAX_QUANTITY) => Some(counted),
            Ok(_) => {
                self.problem(Column::Quantity, format!("{cell} is above {MAX_QUANTITY}"));
                None
            }
            Err(_) => {
                self.problem(Column::Quantity, format!("{cell:?} is not a whole number"));
                None
            }
        }
    }

    /// `deny` and `continue`, or a yes or no to "continue selling when out of stock".
    fn policy(&mut self) -> Option<bool> {
        match self.cell(Column::Policy)?.to_ascii_lowercase().as_str() {
            "" | "deny" | "false" | "no" => Some(false),
            "continue" | "true" | "yes" => Some(true),
            other => {
                self.problem(
                    Column::Policy,
                    format!("{other:?} is neither deny nor continue"),
                );
                None
            }
        }
    }

    /// The weight, whole grams. Both dialects give grams and name the unit for display alone; a
    /// column of another tool gives the weight in the unit beside it.
    fn grams(&mut self) -> Option<u32> {
        let filled = |column| self.cell(column).filter(|cell| !cell.is_empty());
        let (column, cell, grams_each) = match (filled(Column::Grams), filled(Column::Weight)) {
            (Some(cell), _) => (Column::Grams, cell, 1.0),
            (None, Some(cell)) => (Column::Weight, cell, self.grams_in_unit()?),
            (None, None) => return None,
        };
        match cell.parse::<f64>() {
            Ok(weight) if (0.0..=MAX_GRAMS).contains(&(weight * grams_each)) => {
                Some((weight * grams_each).round() as u32)
            }
            _ => {
                self.problem(column, format!("{cell:?} is not a weight of up to a tonne"));
                None
            }
        }
    }

    fn grams_in_unit(&mut self) -> Option<f64> {
        match self.cell(Column::WeightUnit).unwrap_or_default() {
            "" | "g" => Some(1.0),
            "kg" => Some(1_000.0),
            // The international avoirdupois pound of 1959, and its sixteenth.
            "lb" => Some(453.592_37),
            "oz" => Some(28.349_523_125),
            other => {
                self.problem(
                    Column::WeightUnit,
                    format!("{other:?} is not kg, g, lb or oz"),
                );
                None
            }
        }
    }

    pub fn position(&mut self) -> Option<u32> {
        let cell = self
            .cell(Column::ImagePosition)
            .filter(|cell| !cell.is_empty())?;
        let read = cell
            .parse()
            .map_err(|_| format!("{cell:?} is not a whole number"));
        read.map_err(|reason| self.problem(Column::ImagePosition, reason))
            .ok()
    }

    pub fn url(&mut self, column: Column) -> Option<String> {
        let cell = self.cell(column)?;
        if cell.len() > MAX_URL {
            self.problem(column, format!("is longer than {MAX_URL} bytes"));
        }
        Some(cell.to_owned())
    }

    /// Yes or no; a blank cell is neither.
    pub fn flag(&mut self, column: Column) -> Option<bool> {
        match self.cell(column)?.to_ascii_lowercase().as_str() {
            "" => None,
            "true" | "yes" => Some(true),
            "false" | "no" => Some(false),
            other => {
                self.problem(column, format!("{other:?} is neither TRUE nor FALSE"));
                None
            }
        }
    }

    /// A text on one line of at most `max` characters.
    pub fn text(&mut self, column: Column, max: usize) -> Option<String> {
        let text = one_line(self.cell(column)?);
        let length = text.chars().count();
        if length > max {
            self.problem(
                column,
                format!("has {length} characters; {max} are possible"),
            );
        }
        Some(text)
    }

    fn cell(&self, column: Column) -> Option<&'a str> {
        self.header.cell(self.record, column)
    }

    pub fn says(&self, column: Column) -> bool {
        self.cell(column).is_some_and(|cell| !cell.is_empty())
    }

    fn problem(&mut self, column: Column, reason: String) {
        let column = self.header.name(column).to_owned();
        self.problems.push(Problem {
            line: self.line,
            column,
            reason,
        });
    }

    pub fn whole_problem(&mut self, reason: String) {
        self.problems.push(Problem {
            line: self.line,
            column: String::new(),
            reason,
        });
    }
}
