//! What lists are made from: a row of small numbers for every product and variant.

use super::facets::{BRAND, Facets, NO_VALUE, TYPE, number};
use crate::money::Currency;
use crate::product::{Product, Variant};
use crate::stock::StockLevel;
use std::ops::Range;

/// Made once with the catalogue. Rows are in the order of its products and their variants.
#[derive(Debug, Default)]
pub(crate) struct ListingIndex {
    pub facets: Facets,
    pub products: Vec<ProductRow>,
    pub variants: Vec<VariantRow>,
    /// For each variant [`ListingIndex::place_words`] words with a bit for every location that
    /// has some.
    places: Vec<u64>,
    place_words: usize,
}

#[derive(Debug)]
pub(crate) struct ProductRow {
    pub variants: Range<usize>,
    /// Type and brand.
    pub values: [u32; 2],
    /// The cheapest variant's price by currency, in minor units.
    pub price: [i64; 2],
    /// Whole percent off the cheapest variant's price by currency.
    pub percent_off: [u32; 2],
    pub published_at: i64,
    pub is_sold_out: bool,
}

#[derive(Debug)]
pub(crate) struct VariantRow {
    pub values: [u32; Product::MAX_OPTIONS],
    pub on_sale: [bool; 2],
    pub is_sellable: bool,
}

/// The place of a currency in a row.
pub(crate) fn column(currency: Currency) -> usize {
    match currency {
        Currency::Krw => 0,
        Currency::Usd => 1,
    }
}

impl ListingIndex {
    /// `stock` holds the levels of each product's variants at each of the locations.
    pub(crate) fn new(products: &[Product], stock: &[Vec<Vec<StockLevel>>]) -> Self {
        let locations = stock.iter().flatten().map(Vec::len).max().unwrap_or(0);
        let mut index = Self {
            facets: Facets::new(products),
            place_words: locations.div_ceil(64),
            ..Self::default()
        };
        for (product, levels) in products.iter().zip(stock) {
            index.add(product, levels);
        }
        index
    }

    /// The locations that have some of a variant, as bits in words.
    pub(crate) fn places(&self, variant: usize) -> &[u64] {
        &self.places[variant * self.place_words..][..self.place_words]
    }

    pub(crate) fn place_words(&self) -> usize {
        self.place_words
    }

    fn add(&mut self, product: &Product, stock: &[Vec<StockLevel>]) {
        let first = self.variants.len();
        let values = OptionValues::new(&self.facets, product);
        for (variant, levels) in product.variants.iter().zip(stock) {
            self.add_places(levels);
            self.variants.push(variant_row(variant, levels, &values));
        }
        let rows = first..self.variants.len();
        let sellable = self.variants[rows.clone()].iter().any(|v| v.is_sellable);
        let cheapest = |currency| product.cheapest(currency).map(|v| v.prices.get(currency));
        let prices = Currency::ALL.map(cheapest);
        self.products.push(ProductRow {
            variants: rows,
            values: [
                self.facets.value(TYPE, &product.product_type),
                self.facets.value(BRAND, &product.vendor),
            ],
            price: prices.map(|price| price.map_or(0, |price| price.amount.minor)),
            percent_off: prices.map(|price| price.and_then(|p| p.percent_off()).unwrap_or(0)),
            published_at: product.published_at,
            is_sold_out: !sellable,
        });
    }

    fn add_places(&mut self, levels: &[StockLevel]) {
        let first = self.places.len();
        self.places.resize(first + self.place_words, 0);
        for (at, level) in levels.iter().enumerate() {
            if level.available() > 0 {
                self.places[first + at / 64] |= 1 << (at % 64);
            }
        }
    }
}

fn variant_row(variant: &Variant, levels: &[StockLevel], values: &OptionValues) -> VariantRow {
    let in_stock = levels.iter().any(|level| level.available() > 0);
    VariantRow {
        values: values.chosen(&variant.choices),
        on_sale: Currency::ALL.map(|currency| variant.prices.get(currency).is_on_sale()),
        is_sellable: variant.sell_without_stock || in_stock,
    }
}

/// The numbers of a product's option values, in the order of its options.
struct OptionValues(Vec<Vec<u32>>);

impl OptionValues {
    fn new(facets: &Facets, product: &Product) -> Self {
        let mut seen = Vec::new();
        let numbers = |option| {
            // Two options of one name are one facet; the first of them is it.
            let facet = facets.option_facet(option).filter(|f| !seen.contains(f));
            seen.extend(facet);
            let value = |name| facet.map_or(NO_VALUE, |facet| facets.value(facet, name));
            option.values.iter().map(|v| value(&v.name)).collect()
        };
        Self(product.options.iter().map(numbers).collect())
    }

    fn chosen(&self, choices: &[u16]) -> [u32; Product::MAX_OPTIONS] {
        let mut chosen = [NO_VALUE; Product::MAX_OPTIONS];
        for ((slot, values), choice) in chosen.iter_mut().zip(&self.0).zip(choices) {
            *slot = values
                .get(usize::from(*choice))
                .copied()
                .unwrap_or(NO_VALUE);
        }
        chosen
    }
}

/// How many products of each value were counted, each product once.
#[derive(Debug)]
pub(crate) struct ValueCounts {
    counts: Vec<u32>,
    last: Vec<u32>,
}

impl ValueCounts {
    pub(crate) fn new(values: usize) -> Self {
        Self {
            counts: vec![0; values],
            last: vec![NO_VALUE; values],
        }
    }

    pub(crate) fn count(&mut self, value: u32, product: usize) {
        let (at, product) = (value as usize, number(product));
        if self.last[at] != product {
            self.last[at] = product;
            self.counts[at] += 1;
        }
    }

    pub(crate) fn of(&self, value: u32) -> u32 {
        self.counts[value as usize]
    }
}
