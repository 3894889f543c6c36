//! What lists know of stock: where something is, and what can be bought. It changes with every
//! sale, and the rest of the index does not.

use super::index::ListingIndex;
use crate::catalogue::Levels;
use crate::product::Product;

/// In the order of the catalogue's products and their variants.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stocked {
    /// For each variant [`Stocked::words`] words with a bit for every location that has some.
    places: Vec<u64>,
    words: usize,
    /// By variant.
    sellable: Vec<bool>,
    /// By product.
    sold_out: Vec<bool>,
}

impl Stocked {
    pub fn new(
        index: &ListingIndex,
        products: &[Product],
        levels: &Levels,
        locations: usize,
    ) -> Self {
        let words = locations.div_ceil(64);
        let mut stocked = Self {
            places: vec![0; index.variants.len() * words],
            words,
            sellable: vec![false; index.variants.len()],
            sold_out: vec![true; products.len()],
        };
        for (at, product) in products.iter().enumerate() {
            stocked.update(index, at, product, levels);
        }
        stocked
    }

    /// Reads the levels of one product again.
    pub fn update(&mut self, index: &ListingIndex, at: usize, product: &Product, levels: &Levels) {
        let mut is_sold_out = true;
        for (row, variant) in index.products[at].variants.clone().zip(&product.variants) {
            let places = &mut self.places[row * self.words..][..self.words];
            places.fill(0);
            let levels = levels.of(row).iter().enumerate();
            for (place, _) in levels.filter(|(_, level)| level.available() > 0) {
                places[place / 64] |= 1 << (place % 64);
            }
            let is_anywhere = places.iter().any(|word| *word != 0);
            self.sellable[row] = variant.sell_without_stock || is_anywhere;
            is_sold_out &= !self.sellable[row];
        }
        self.sold_out[at] = is_sold_out;
    }

    /// The locations that have some of a variant, as bits in words.
    pub fn places(&self, variant: usize) -> &[u64] {
        &self.places[variant * self.words..][..self.words]
    }

    pub fn words(&self) -> usize {
        self.words
    }

    pub fn is_sellable(&self, variant: usize) -> bool {
        self.sellable[variant]
    }

    pub fn is_sold_out(&self, product: usize) -> bool {
        self.sold_out
            .get(product)
            .is_none_or(|is_sold_out| *is_sold_out)
    }
}
