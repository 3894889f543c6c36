//! What an import did, or would do: counts of everything, and the first of each kind by name.

use super::columns::Dialect;
use baguni_commerce::{Handle, Sku};
use std::fmt;

/// The outcome of an import, for a terminal through [`fmt::Display`] and for a program through
/// its fields.
#[derive(Debug)]
pub struct ImportReport {
    /// Nothing was written.
    pub dry_run: bool,
    pub dialect: Dialect,
    /// Rows under the header.
    pub rows: u64,
    /// Products in the file, those left out included.
    pub products: u64,
    pub created: Listed<Handle>,
    pub updated: Listed<Update>,
    pub unchanged: u64,
    /// Left out because a SKU or a handle is somebody else's.
    pub conflicts: Listed<Conflict>,
    /// Left out because a row of theirs cannot be read.
    pub refused: u64,
    pub problems: Listed<Problem>,
    pub notices: Notices,
}

/// A count, and the first of what was counted: a report does not grow with its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<T> {
    pub count: u64,
    pub first: Vec<T>,
}

impl<T> Listed<T> {
    /// How many are remembered.
    pub const KEPT: usize = 1_000;

    pub fn push(&mut self, one: T) {
        self.count += 1;
        if self.first.len() < Self::KEPT {
            self.first.push(one);
        }
    }
}

impl<T> Default for Listed<T> {
    fn default() -> Self {
        Self {
            count: 0,
            first: Vec::new(),
        }
    }
}

/// A product that is there and differs, and in what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Update {
    pub handle: Handle,
    pub fields: Vec<&'static str>,
}

/// A product that claims what another one has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    pub line: u64,
    pub handle: Handle,
    pub cause: ConflictCause,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConflictCause {
    #[error("SKU {sku} belongs to the product {owner}")]
    SkuOfAnother { sku: Sku, owner: Handle },
    #[error("SKU {sku} already stands in line {line} of this file")]
    SkuTwice { sku: Sku, line: u64 },
    #[error("the handle already stands in line {line} of this file, with other rows between")]
    HandleTwice { line: u64 },
    #[error("the shop has moved this product to {now}; use that handle")]
    Moved { now: Handle },
}

/// A row, or a cell of it, that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub line: u64,
    /// The column's name in the file; empty where the whole row is meant.
    pub column: String,
    pub reason: String,
}

/// What was taken otherwise than it stood, or not at all, without anything being wrong.
#[derive(Clone, Debug, Default)]
pub struct Notices {
    /// Columns without a place here, such as "Cost per item".
    pub unread_columns: Vec<String>,
    /// Columns of a merchant's own fields; not read either.
    pub metafield_columns: u64,
    /// Products left out: this shop sells no gift cards.
    pub gift_cards: u64,
    /// Variants whose SKU was blank and was made from the handle and the options.
    pub made_skus: u64,
    /// Variants the other shop does not count: sold without stock.
    pub uncounted: u64,
    /// Variants of which the other shop had sold more than it had: none in stock.
    pub oversold: u64,
    /// Products that were reached by their link alone: drafts here.
    pub unlisted: u64,
    /// Pictures found in the folder.
    pub pictures: u64,
    /// Pictures of which only the address is known: a placeholder is shown.
    pub remote_pictures: u64,
    /// Files of the folder that are no good, and why.
    pub broken_pictures: Listed<(String, String)>,
    /// Where stock was counted.
    pub location: Option<Handle>,
    /// The location was missing, and is made with the first stock.
    pub location_made: bool,
}

impl ImportReport {
    /// How many lines of each list are shown.
    pub const SHOWN: usize = 20;

    pub(super) fn new(dialect: Dialect, dry_run: bool) -> Self {
        Self {
            dry_run,
            dialect,
            rows: 0,
            products: 0,
            created: Listed::default(),
            updated: Listed::default(),
            unchanged: 0,
            conflicts: Listed::default(),
            refused: 0,
            problems: Listed::default(),
            notices: Notices::default(),
        }
    }

    /// Whether every product of the file is in the shop as the file has it, or would be.
    pub fn is_complete(&self) -> bool {
        self.conflicts.count == 0 && self.refused == 0
    }

    fn lists(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let would = if self.dry_run { "would be " } else { "" };
        list(
            f,
            &format!("{would}created"),
            &self.created,
            ToString::to_string,
        )?;
        list(f, &format!("{would}updated"), &self.updated, |update| {
            format!("{}: {}", update.handle, update.fields.join(", "))
        })?;
        list(f, "left out, in conflict", &self.conflicts, |conflict| {
            format!(
                "line {}: {}: {}",
                conflict.line, conflict.handle, conflict.cause
            )
        })?;
        list(
            f,
            "rows that cannot be read (their products are left out)",
            &self.problems,
            |one| one.to_string(),
        )
    }
}

impl fmt::Display for ImportReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{}: {} rows, {} products",
            self.dialect, self.rows, self.products
        )?;
        let tense = if self.dry_run {
            "Dry run, nothing written: "
        } else {
            ""
        };
        writeln!(
            f,
            "{tense}{} created, {} updated, {} unchanged, {} in conflict, {} with bad rows",
            self.created.count,
            self.updated.count,
            self.unchanged,
            self.conflicts.count,
            self.refused,
        )?;
        self.lists(f)?;
        self.notices.fmt(f)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column.as_str() {
            "" => write!(f, "line {}: {}", self.line, self.reason),
            column => write!(f, "line {}, {column}: {}", self.line, self.reason),
        }
    }
}

impl fmt::Display for Notices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut say = |count: u64, what: &str| match count {
            0 => Ok(()),
            _ => writeln!(f, "Note: {count} {what}"),
        };
        say(self.gift_cards, "gift cards left out: this shop sells none")?;
        say(
            self.made_skus,
            "variants without a SKU; theirs is made of handle and options",
        )?;
        say(
            self.uncounted,
            "variants that are not counted there; sold here without stock",
        )?;
        say(
            self.oversold,
            "variants with less than nothing in stock; none is counted here",
        )?;
        say(
            self.unlisted,
            "products reached by link alone there; drafts here",
        )?;
        say(self.pictures, "pictures found in the folder")?;
        say(
            self.remote_pictures,
            "pictures of which the address is kept; a placeholder is shown",
        )?;
        say(self.metafield_columns, "columns of metafields not read")?;
        if !self.unread_columns.is_empty() {
            writeln!(
                f,
                "Note: columns not read: {}",
                self.unread_columns.join(", ")
            )?;
        }
        if let Some(location) = &self.location {
            let made = if self.location_made {
                ", which is new"
            } else {
                ""
            };
            writeln!(f, "Note: stock counted at {location}{made}")?;
        }
        list(
            f,
            "pictures of the folder that are no good",
            &self.broken_pictures,
            |(name, why)| format!("{name}: {why}"),
        )
    }
}

/// A heading and the first lines of a list; nothing for an empty one.
fn list<T>(
    f: &mut fmt::Formatter<'_>,
    what: &str,
    listed: &Listed<T>,
    line: impl Fn(&T) -> String,
) -> fmt::Result {
    if listed.count == 0 {
        return Ok(());
    }
    writeln!(f, "\n{} {what}:", listed.count)?;
    for one in listed.first.iter().take(ImportReport::SHOWN) {
        writeln!(f, "  {}", line(one))?;
    }
    match listed.count - listed.first.len().min(ImportReport::SHOWN) as u64 {
        0 => Ok(()),
        more => writeln!(f, "  … and {more} more"),
    }
}
