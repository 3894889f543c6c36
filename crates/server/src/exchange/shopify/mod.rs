//! Shopify's product CSV: [`import_products`] reads both of its dialects, [`export_products`]
//! writes the current one.
//!
//! A file goes through these steps, each a module: [`bytes`] (is it UTF-8, are its quotes
//! closed, is it within the limits), [`columns`] (which dialect, which columns), [`row`] (cell by
//! cell), [`block`] (rows of one handle), [`assemble`] and [`gallery`] (a product and its pictures,
//! on top of what is there), [`change`] (what is different), and [`import`], which plans a batch
//! and applies it.

mod assemble;
mod block;
mod bytes;
mod cells;
mod change;
mod columns;
mod gallery;
mod import;
mod location;
mod options;
mod pictures;
mod report;
mod row;
mod seen;
mod writer;

pub use bytes::FileError;
pub use import::{ImportError, Progress, import_products};
pub use options::ImportOptions;
pub use report::{Conflict, ConflictCause, ImportReport, Listed, Notices, Problem, Update};
pub use writer::{ExportError, ExportOptions, export_products};
