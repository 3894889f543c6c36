//! What lists are made from: a row of small numbers for every product and variant.

use super::facets::{BRAND, Facets, NO_VALUE, TYPE, number};
use crate::money::Currency;
use crate::product::{Product, Variant};
use std::ops::Range;

/// Made once with the catalogue. Rows are in the order of its products and their variants.
#[derive(Debug, Default)]
pub(crate) struct ListingIndex {
    pub facets: Facets,
    pub products: Vec<ProductRow>,
    pub variants: Vec<VariantRow>,
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
}

#[derive(Debug)]
pub(crate) struct VariantRow {
    pub values: [u32; Product::MAX_OPTIONS],
    pub on_sale: [bool; 2],
}

/// The place of a currency in a row.
pub(crate) fn column(currency: Currency) -> usize {
    match currency {
        Currency::Krw => 0,
        Currency::Usd => 1,
    }
}

impl ListingIndex {
    pub(crate) fn new(products: &[Product]) -> Self {
        let mut index = Self {
            facets: Facets::new(products),
            ..Self::default()
        };
        products.iter().for_each(|product| index.add(product));
        index
    }

    fn add(&mut self, product: &Product) {
        let first = self.variants.len();
        let values = OptionValues::new(&self.facets, product);
        let variants = product.variants.iter();
        self.variants
            .extend(variants.map(|variant| variant_row(variant, &values)));
        let rows = first..self.variants.len();
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
        });
    }
}

fn variant_row(variant: &Variant, values: &OptionValues) -> VariantRow {
    VariantRow {
        values: values.chosen(&variant.choices),
        on_sale: Currency::ALL.map(|currency| variant.prices.get(currency).is_on_sale()),
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
