//! From the rows of a file to a product, on top of the one that the shop has. Pure: what the
//! file does not say is passed in.

use super::block::Block;
use super::cells::VariantCells;
use super::columns::{Column, Header};
use super::gallery::{media, picture_at};
use super::report::Problem;
use crate::exchange::text::summary_of;
use crate::media::hex_digest;
use baguni_commerce::{
    Currency, Handle, Locale, Media, Money, OptionValue, Price, Prices, Product, ProductOption,
    Sku, Text, Variant,
};
use std::collections::BTreeMap;

/// What holds for every product of a file.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The language of the file's texts.
    pub locale: Locale,
    pub currency: Currency,
    /// For the price list in the other currency.
    pub won_per_dollar: u32,
    /// Prices in the other currency follow the rate even where the file's did not change.
    pub reprice: bool,
    /// When new products go on sale, in seconds since 1970.
    pub published_at: i64,
}

/// A product as it is to be, and how many of its variants the file counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assembled {
    pub product: Product,
    pub stock: Vec<(Sku, u32)>,
    /// The line of each variant.
    pub lines: Vec<u64>,
    /// How many SKUs the file left blank.
    pub made_skus: u64,
}

/// Puts a product together. `kept` are the pictures that were found, by their addresses.
pub fn assemble(
    block: &Block,
    handle: &Handle,
    before: Option<&Product>,
    kept: &BTreeMap<String, Media>,
    terms: &Terms,
    header: &Header,
) -> Result<Assembled, Vec<Problem>> {
    told_apart(block, header)?;
    let mut product = texts(block, handle, before, terms);
    product.options = options(block, before, terms.locale);
    product.media = media(block, before, kept, terms.locale);
    for (cells, made_sku) in block.variants.iter().zip(made_skus(block, handle)) {
        let made = variant(cells, made_sku, block, before, &product, terms);
        let after = made.map_err(|(column, reason)| {
            let column = header.name(column).to_owned();
            vec![Problem {
                line: cells.line,
                column,
                reason,
            }]
        })?;
        product.variants.push(after);
    }
    product.check().map_err(|error| {
        vec![Problem {
            line: block.line,
            column: String::new(),
            reason: error.to_string(),
        }]
    })?;
    let skus = product.variants.iter().map(|variant| variant.sku.clone());
    let counted = skus.zip(&block.variants);
    Ok(Assembled {
        stock: counted
            .filter_map(|(sku, cells)| Some((sku, cells.quantity?)))
            .collect(),
        lines: block.variants.iter().map(|cells| cells.line).collect(),
        made_skus: block
            .variants
            .iter()
            .filter(|cells| is_unnamed(cells))
            .count() as u64,
        product,
    })
}

/// Whether no two variants make the same choices or have the same SKU.
fn told_apart(block: &Block, header: &Header) -> Result<(), Vec<Problem>> {
    let mut choices = BTreeMap::new();
    let mut skus = BTreeMap::new();
    let mut problems = Vec::new();
    for cells in &block.variants {
        let mut say = |column, what: String, line: u64| {
            let column = header.name(column).to_owned();
            let reason = format!("{what} as line {line}");
            problems.push(Problem {
                line: cells.line,
                column,
                reason,
            });
        };
        let sku = cells.sku.as_ref().and_then(Option::as_ref);
        if let Some(line) = choices.insert(&cells.values, cells.line) {
            say(Column::OptionValue(0), "chooses the same".to_owned(), line);
        } else if let Some((sku, line)) =
            sku.and_then(|sku| Some((sku, skus.insert(sku, cells.line)?)))
        {
            say(Column::Sku, format!("is {sku}, the same"), line);
        }
    }
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems)
    }
}

fn is_unnamed(cells: &VariantCells) -> bool {
    matches!(cells.sku, None | Some(None))
}

/// The product's own texts and its status; options, variants and pictures are to follow.
fn texts(block: &Block, handle: &Handle, before: Option<&Product>, terms: &Terms) -> Product {
    let cells = &block.product;
    let mut product = before.cloned().unwrap_or_else(|| blank(handle, terms));
    product.variants.clear();
    let put = |text: &mut Text, cell: &Option<String>| {
        if let Some(said) = cell {
            say(text, terms.locale, said);
        }
    };
    let summary = summary(block, &product, terms.locale);
    put(&mut product.title, &Some(cells.title.clone()));
    put(&mut product.description, &cells.body);
    put(&mut product.summary, &summary);
    put(&mut product.vendor, &cells.vendor);
    put(&mut product.product_type, &cells.product_type);
    if let Some(tags) = &cells.tags {
        product.tags.clone_from(tags);
    }
    product.status = cells.status.unwrap_or(product.status);
    product
}

fn blank(handle: &Handle, terms: &Terms) -> Product {
    Product {
        handle: handle.clone(),
        title: Text::default(),
        summary: Text::default(),
        description: Text::default(),
        details: Vec::new(),
        vendor: Text::default(),
        product_type: Text::default(),
        tags: Default::default(),
        status: Default::default(),
        published_at: terms.published_at,
        options: Vec::new(),
        variants: Vec::new(),
        media: Vec::new(),
    }
}

/// Changes a text's language where it does not read so already; a text that is shown in the
/// other language because this one is missing reads so too.
pub fn say(text: &mut Text, locale: Locale, said: &str) {
    if text.get(locale) != said {
        text.set(locale, said);
    }
}

/// The summary: what the file says, else the description's first sentence, unless somebody wrote
/// another one in the shop.
fn summary(block: &Block, before: &Product, locale: Locale) -> Option<String> {
    let said = block
        .product
        .summary
        .clone()
        .filter(|said| !said.is_empty());
    let current = before.summary.get(locale);
    let is_made = current.is_empty() || current == summary_of(before.description.get(locale));
    said.or_else(|| {
        block
            .product
            .body
            .as_deref()
            .filter(|_| is_made)
            .map(summary_of)
    })
}

/// The options with the values that the variants choose, in the order of their first choice. An
/// option or a value that the shop has keeps its other language and its swatch.
fn options(block: &Block, before: Option<&Product>, locale: Locale) -> Vec<ProductOption> {
    let known = before.map_or(&[][..], |before| &before.options);
    let option = |(at, name): (usize, &String)| {
        let known = known.iter().find(|option| option.name.get(locale) == name);
        let mut values: Vec<OptionValue> = Vec::new();
        for cells in &block.variants {
            let said = &cells.values[at];
            if values.iter().all(|value| value.name.get(locale) != said) {
                values.push(option_value(known, said, locale));
            }
        }
        let fresh = || Text::in_locale(locale, name);
        ProductOption {
            name: known.map_or_else(fresh, |option| option.name.clone()),
            values,
        }
    };
    block
        .product
        .option_names
        .iter()
        .enumerate()
        .map(option)
        .collect()
}

fn option_value(option: Option<&ProductOption>, said: &str, locale: Locale) -> OptionValue {
    let mut values = option.into_iter().flat_map(|option| &option.values);
    let known = values.find(|value| value.name.get(locale) == said);
    known.cloned().unwrap_or_else(|| OptionValue {
        name: Text::in_locale(locale, said),
        swatch: None,
    })
}

fn variant(
    cells: &VariantCells,
    made_sku: Sku,
    block: &Block,
    before: Option<&Product>,
    product: &Product,
    terms: &Terms,
) -> Result<Variant, (Column, String)> {
    let named = cells.sku.clone().flatten();
    let was = before.and_then(|before| match &named {
        Some(sku) => before.variant(sku),
        None => variant_choosing(before, &cells.values, terms.locale),
    });
    let price = price(cells, was, terms).ok_or((Column::Price, "is empty".to_owned()))?;
    let prices = prices(price, was, terms);
    if !is_possible(&prices) {
        return Err((
            Column::Price,
            "is too large in the other currency".to_owned(),
        ));
    }
    Ok(Variant {
        sku: named
            .or_else(|| was.map(|was| was.sku.clone()))
            .unwrap_or(made_sku),
        barcode: cells
            .barcode
            .clone()
            .unwrap_or_else(|| was?.barcode.clone()),
        choices: choices(cells, product, terms.locale),
        prices,
        weight_grams: cells.grams.or(was.map(|was| was.weight_grams)).unwrap_or(0),
        picture: variant_picture(cells, block, was, before, product),
        sell_without_stock: cells
            .sell_without_stock
            .or(was.map(|was| was.sell_without_stock))
            .unwrap_or(false),
    })
}

/// The picture that the file names; where it names none at all, the one that was.
fn variant_picture(
    cells: &VariantCells,
    block: &Block,
    was: Option<&Variant>,
    before: Option<&Product>,
    product: &Product,
) -> Option<u16> {
    match &cells.picture {
        Some(url) if !block.pictures.is_empty() => picture_at(block, url),
        _ => index_of(product, before?.media.get(usize::from(was?.picture?))?),
    }
}

fn choices(cells: &VariantCells, product: &Product, locale: Locale) -> Vec<u16> {
    let choice = |(option, said): (&ProductOption, &String)| {
        let at = option
            .values
            .iter()
            .position(|value| value.name.get(locale) == said);
        at.and_then(|at| u16::try_from(at).ok())
            .expect("every variant's value was gathered, and there are at most 2,048 variants")
    };
    product
        .options
        .iter()
        .zip(&cells.values)
        .map(choice)
        .collect()
}

/// The variant that the shop has of the same choices.
fn variant_choosing<'a>(
    before: &'a Product,
    values: &[String],
    locale: Locale,
) -> Option<&'a Variant> {
    before.variants.iter().find(|variant| {
        before
            .choice_names(variant)
            .map(|name| name.get(locale))
            .eq(values)
    })
}

/// The SKUs of the variants that the file gives none, in the order of all variants: the handle
/// and the chosen values, as in `classic-varsity-top-small`. Values that make the same words are
/// told apart by a digest of how they are written; so are words that had to be cut.
fn made_skus(block: &Block, handle: &Handle) -> Vec<Sku> {
    let written = |cells: &VariantCells| format!("{handle} {}", cells.values.join(" "));
    let slug =
        |cells| Handle::from_title(&written(cells)).map_or_else(|_| String::new(), String::from);
    let slugs: Vec<String> = block.variants.iter().map(slug).collect();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for slug in &slugs {
        *seen.entry(slug).or_default() += 1;
    }
    let made = |(slug, cells): (&String, &VariantCells)| {
        let fits = (1..=Sku::MAX).contains(&slug.chars().count());
        let text = if fits && seen[slug.as_str()] == 1 {
            slug.clone()
        } else {
            let exactly = format!("{handle}\n{}", cells.values.join("\n"));
            let start: String = slug.chars().take(Sku::MAX - 9).collect();
            format!("{start}-{}", hex_digest(exactly.as_bytes(), 8))
        };
        text.parse()
            .expect("at most 64 letters, digits and hyphens are a SKU")
    };
    slugs.iter().zip(&block.variants).map(made).collect()
}

/// The price in the file's currency. A column that is missing leaves what was.
fn price(cells: &VariantCells, was: Option<&Variant>, terms: &Terms) -> Option<Price> {
    let was = was.map(|was| was.prices.get(terms.currency));
    let amount = cells.price.or(was.map(|was| was.amount))?;
    let compare_at = cells.compare_at.unwrap_or_else(|| was?.compare_at);
    Some(Price::new(amount, compare_at))
}

/// Both price lists. The other currency's price is kept where somebody may have set it by hand:
/// where the file's price is what the shop already asks.
fn prices(price: Price, was: Option<&Variant>, terms: &Terms) -> Prices {
    let kept = was.map(|was| was.prices);
    match kept.filter(|kept| kept.get(terms.currency) == price && !terms.reprice) {
        Some(kept) => kept,
        None => Prices::at_rate(price, terms.won_per_dollar),
    }
}

/// Whether both price lists' amounts are within what the shop can add up.
fn is_possible(prices: &Prices) -> bool {
    Currency::ALL.into_iter().all(|currency| {
        let price = prices.get(currency);
        price.compare_at.unwrap_or(price.amount).minor <= Money::MAX_MINOR
    })
}

fn index_of(product: &Product, kept: &Media) -> Option<u16> {
    let at = product
        .media
        .iter()
        .position(|media| media.source == kept.source)?;
    u16::try_from(at).ok()
}
