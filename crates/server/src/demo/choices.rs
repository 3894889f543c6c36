//! What can be chosen of a product: every combination that is made, in the order of the options.

use super::DemoError;
use super::schema::{Lines, OptionEntry, Pair, ProductEntry, ValueEntry, VendorEntry};
use super::sources::Sources;
use std::collections::BTreeMap;

/// The choices that make one variant.
pub type Combination<'a> = Vec<Choice<'a>>;

/// One value of one option, as a product names it.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a> {
    pub key: &'a str,
    /// Its place among the values that the product has.
    pub at: u16,
    pub value: &'a ValueEntry,
}

impl Choice<'_> {
    /// Its part of a SKU.
    pub fn code(&self) -> String {
        let short = || self.key.chars().take(4).collect::<String>().to_uppercase();
        self.value.code.clone().unwrap_or_else(short)
    }
}

/// Every combination of a product's choices but the excluded ones. A product without options has
/// one, of no choices.
pub fn combinations<'a>(
    sources: &'a Sources,
    entry: &'a ProductEntry,
) -> Result<Vec<Combination<'a>>, DemoError> {
    let mut all: Vec<Combination> = vec![Vec::new()];
    for named in &entry.options {
        let (_, values) = sources.option(named)?;
        let with_each = |left: &Combination<'a>| {
            let with = |value: &Choice<'a>| [left.as_slice(), &[*value]].concat();
            values.iter().map(with).collect::<Vec<_>>()
        };
        all = all.iter().flat_map(with_each).collect();
    }
    check_keys(entry, &all)?;
    all.retain(|combination| !is_excluded(entry, combination));
    Ok(all)
}

fn is_excluded(entry: &ProductEntry, combination: &Combination) -> bool {
    let chosen = |key: &String| combination.iter().any(|choice| choice.key == key);
    entry.exclude.iter().any(|keys| keys.iter().all(chosen))
}

/// A key that names no choice would silently change nothing.
fn check_keys(entry: &ProductEntry, all: &[Combination]) -> Result<(), DemoError> {
    let on_sale = entry.sale.iter().flat_map(|sale| &sale.only);
    let mut named = (entry.plus.keys())
        .chain(entry.stock_for.keys())
        .chain(entry.exclude.iter().flatten())
        .chain(on_sale);
    let is_choice = |key: &String| all.iter().flatten().any(|choice| choice.key == key);
    match named.find(|key| !is_choice(key)) {
        Some(key) => Err(unknown("choice", key, entry)),
        None => Ok(()),
    }
}

/// What entries name by key, looked up.
impl Sources {
    /// An option and the choices of it that a product names.
    pub fn option<'a>(
        &'a self,
        named: &'a [String],
    ) -> Result<(&'a OptionEntry, Vec<Choice<'a>>), DemoError> {
        let unknown = |key: &str| DemoError::Unknown("option or choice", key.to_owned());
        let (option, keys) = named.split_first().ok_or_else(|| unknown(""))?;
        let option = self.options.get(option).ok_or_else(|| unknown(option))?;
        let choice = |(at, key): (u16, &'a String)| {
            let value = option.values.get(key).ok_or_else(|| unknown(key))?;
            Ok(Choice { key, at, value })
        };
        let choices = (0..)
            .zip(keys)
            .map(choice)
            .collect::<Result<_, DemoError>>()?;
        Ok((option, choices))
    }

    pub fn vendor(&self, entry: &ProductEntry) -> Result<&VendorEntry, DemoError> {
        look_up("vendor", &self.vendors, &entry.vendor, entry)
    }

    pub fn product_type(&self, entry: &ProductEntry) -> Result<&Pair, DemoError> {
        look_up("type", &self.types, &entry.product_type, entry)
    }

    pub fn care(&self, entry: &ProductEntry) -> Result<&Lines, DemoError> {
        look_up("care note", &self.notes.care, &entry.care, entry)
    }

    pub fn delivery(&self, entry: &ProductEntry) -> Result<Option<&Lines>, DemoError> {
        let notes = &self.notes.delivery;
        let named = entry.delivery.as_ref();
        named
            .map(|key| look_up("delivery note", notes, key, entry))
            .transpose()
    }
}

fn look_up<'a, T>(
    what: &'static str,
    known: &'a BTreeMap<String, T>,
    key: &str,
    entry: &ProductEntry,
) -> Result<&'a T, DemoError> {
    known.get(key).ok_or_else(|| unknown(what, key, entry))
}

fn unknown(what: &'static str, key: &str, entry: &ProductEntry) -> DemoError {
    DemoError::Unknown(what, format!("{key} (in {})", entry.handle))
}
