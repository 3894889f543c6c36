//! From an entry to a product that can be sold: [`product`].

use super::DemoError;
use super::appearance::{self, Painted};
use super::chance::in_store_gtin;
use super::choices::{Choice, Combination, combinations};
use super::prose;
use super::schema::{Lines, ProductEntry, StockProfile};
use super::sources::Sources;
use super::stock;
use baguni_commerce::product::{Detail, ProductStatus};
use baguni_commerce::{
    Currency, Handle, MediaId, Money, OptionValue, Price, Prices, Product, ProductOption, Sku,
    StockLevel, Text, Variant,
};
use toml::value::Datetime;

/// A product with what belongs to it but is kept beside it.
pub struct Assembled {
    pub product: Product,
    pub pictures: Vec<(MediaId, String)>,
    pub stock: Vec<(Sku, Handle, StockLevel)>,
}

/// Builds the product of one entry of the menu collection `shelf`.
pub fn product(
    sources: &Sources,
    shelf: &str,
    entry: &ProductEntry,
) -> Result<Assembled, DemoError> {
    let combinations = combinations(sources, entry)?;
    let painted = appearance::paint(sources, entry, &combinations)?;
    let vendor = sources.vendor(entry)?;
    let mut variants = Vec::new();
    let mut levels = Vec::new();
    for (combination, picture) in combinations.iter().zip(&painted.of_combination) {
        let variant = variant(entry, combination, *picture, vendor.barcodes)?;
        levels.extend(lay_out(sources, &variant.sku, profile(entry, combination))?);
        variants.push(variant);
    }
    let Painted {
        media, pictures, ..
    } = painted;
    let product = Product {
        handle: entry.handle.parse()?,
        title: entry.title.text(),
        summary: entry.summary.text(),
        description: Text::new(prose::body(&entry.ko), prose::body(&entry.en)),
        details: details(sources, entry)?,
        vendor: vendor.name.text(),
        product_type: sources.product_type(entry)?.text(),
        tags: entry
            .tags
            .iter()
            .cloned()
            .chain([shelf.to_owned()])
            .collect(),
        status: ProductStatus::Active,
        published_at: moment(&entry.published),
        options: options(sources, entry)?,
        variants,
        media,
    };
    product
        .check()
        .map_err(|why| DemoError::Product(entry.handle.clone(), why))?;
    Ok(Assembled {
        product,
        pictures,
        stock: levels,
    })
}

fn variant(
    entry: &ProductEntry,
    combination: &Combination,
    picture: u16,
    barcodes: bool,
) -> Result<Variant, DemoError> {
    let codes = combination
        .iter()
        .map(|choice| format!("-{}", choice.code()));
    let sku = codes.fold(entry.sku.clone(), |sku, code| sku + &code);
    let barcode = if barcodes {
        Some(in_store_gtin(&sku).parse()?)
    } else {
        None
    };
    let grams = entry.grams + extra(entry, combination).2;
    Ok(Variant {
        sku: sku.parse()?,
        barcode,
        choices: combination.iter().map(|choice| choice.at).collect(),
        prices: prices(entry, combination),
        weight_grams: u32::try_from(grams).unwrap_or(0),
        picture: Some(picture),
        sell_without_stock: *profile(entry, combination) == StockProfile::Order,
    })
}

/// Won, dollars and grams that the choices add.
fn extra(entry: &ProductEntry, combination: &Combination) -> (i64, i64, i64) {
    let added = combination
        .iter()
        .filter_map(|choice| entry.plus.get(choice.key));
    added.fold((0, 0, 0), |sum, more| {
        (sum.0 + more.0, sum.1 + more.1, sum.2 + more.2)
    })
}

fn prices(entry: &ProductEntry, combination: &Combination) -> Prices {
    let (won, dollars, _) = extra(entry, combination);
    let chosen = |key: &String| combination.iter().any(|choice| choice.key == key);
    let sale = entry.sale.as_ref();
    let sale = sale.filter(|sale| sale.only.is_empty() || sale.only.iter().any(chosen));
    let price = |currency: Currency, regular: i64, reduced: Option<i64>| {
        let money = |whole: i64| Money::new(whole * currency.minor_per_unit(), currency);
        match reduced {
            Some(amount) => Price::new(money(amount), Some(money(regular))),
            None => Price::new(money(regular), None),
        }
    };
    let (krw, usd) = entry.price;
    Prices {
        krw: price(
            Currency::Krw,
            krw + won,
            sale.map(|sale| sale.price.0 + won),
        ),
        usd: price(
            Currency::Usd,
            usd + dollars,
            sale.map(|sale| sale.price.1 + dollars),
        ),
    }
}

fn options(sources: &Sources, entry: &ProductEntry) -> Result<Vec<ProductOption>, DemoError> {
    let built = |named: &Vec<String>| {
        let (option, values) = sources.option(named)?;
        let value = |choice: &Choice| OptionValue {
            name: choice.value.name.text(),
            swatch: choice.value.swatch.clone(),
        };
        Ok(ProductOption {
            name: option.name.text(),
            values: values.iter().map(value).collect(),
        })
    };
    entry.options.iter().map(built).collect()
}

fn details(sources: &Sources, entry: &ProductEntry) -> Result<Vec<Detail>, DemoError> {
    let mut sections: Vec<((&str, &str), &Lines)> = Vec::new();
    sections.extend(
        entry
            .material
            .as_ref()
            .map(|lines| (("소재", "Material"), lines)),
    );
    sections.extend(
        entry
            .ingredients
            .as_ref()
            .map(|lines| (("성분", "Ingredients"), lines)),
    );
    sections.push((("크기", "Size"), &entry.size));
    sections.push((("관리", "Care"), sources.care(entry)?));
    sections.extend(
        sources
            .delivery(entry)?
            .map(|lines| (("배송", "Delivery"), lines)),
    );
    Ok(sections
        .into_iter()
        .map(|(title, lines)| prose::section(title, lines))
        .collect())
}

fn profile<'a>(entry: &'a ProductEntry, combination: &Combination) -> &'a StockProfile {
    let special = |choice: &Choice| entry.stock_for.get(choice.key);
    combination.iter().find_map(special).unwrap_or(&entry.stock)
}

fn lay_out(
    sources: &Sources,
    sku: &Sku,
    profile: &StockProfile,
) -> Result<Vec<(Sku, Handle, StockLevel)>, DemoError> {
    stock::levels(sku.as_str(), profile, &sources.locations)
        .into_iter()
        .map(|(place, level)| Ok((sku.clone(), place.parse()?, level)))
        .collect()
}

/// Ten in the morning of a date in Seoul, in seconds since 1970.
pub fn moment(written: &Datetime) -> i64 {
    let Some(date) = written.date else { return 0 };
    days_since_1970(
        i64::from(date.year),
        i64::from(date.month),
        i64::from(date.day),
    ) * 86_400
        + 3_600
}

/// In the proleptic Gregorian calendar; years are counted from March, so that a leap day is last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_become_seconds() {
        let check = |written: &str, seconds| {
            assert_eq!(moment(&written.parse().unwrap()), seconds, "{written}");
        };
        check("1970-01-01", 3_600);
        check("2024-02-29", 1_709_168_400);
        check("2025-06-12", 1_749_690_000);
        check("2026-11-16", 1_794_790_800);
    }
}
