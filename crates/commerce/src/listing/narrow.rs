//! Narrowing: which products meet a query, and what each further choice would leave.
//!
//! Every condition of a query has a bit. What a variant fails is a set of bits: a variant that
//! fails none is shown, and one that fails a single condition is counted for the choices of that
//! condition, since choosing another value there would show it.

use super::facets::NO_VALUE;
use super::index::{ListingIndex, ProductRow, ValueCounts, VariantRow, column};
use super::query::{ListingQuery, PriceRange};
use super::stocked::Stocked;
use crate::money::Currency;

const PRICE: u64 = 1;
const PLACE: u64 = 1 << 1;
const STOCK: u64 = 1 << 2;
const SALE: u64 = 1 << 3;
const FIRST_FACET: usize = 4;

/// A query in the numbers of an index.
pub(super) struct Narrowing<'a> {
    index: &'a ListingIndex,
    stocked: &'a Stocked,
    column: usize,
    /// By facet: its bit, where something is chosen in it.
    facet_bits: Vec<u64>,
    /// By value: the bit of its facet, where it is chosen.
    value_bits: Vec<u64>,
    chosen_facets: u64,
    /// In minor units.
    price: (Option<i64>, Option<i64>),
    place: Option<usize>,
    in_stock: bool,
    on_sale: bool,
}

/// What was counted on the way through the candidates.
pub(super) struct Tally {
    pub products: Vec<usize>,
    pub values: ValueCounts,
    /// By location.
    pub places: Vec<u32>,
    pub in_stock: u32,
    pub on_sale: u32,
    /// The cheapest and the dearest price, in minor units.
    bounds: Option<(i64, i64)>,
    seen: Seen,
}

/// What the variants of one product have shown so far.
#[derive(Default)]
struct Seen {
    is_shown: bool,
    /// The conditions of which one alone keeps some variant out.
    liftable: u64,
    in_stock: bool,
    on_sale: bool,
    /// Bits by location.
    places: Vec<u64>,
}

impl<'a> Narrowing<'a> {
    /// Facets, values and places that the index does not know are left unread.
    pub(super) fn new(
        (index, stocked): (&'a ListingIndex, &'a Stocked),
        query: &ListingQuery,
        place: Option<usize>,
        currency: Currency,
    ) -> Self {
        let minor = |units: u32| i64::from(units) * currency.minor_per_unit();
        let mut narrowing = Self {
            index,
            stocked,
            column: column(currency),
            facet_bits: vec![0; index.facets.facets.len()],
            value_bits: vec![0; index.facets.values.len()],
            chosen_facets: 0,
            price: (query.price.min.map(minor), query.price.max.map(minor)),
            place,
            in_stock: query.in_stock,
            on_sale: query.on_sale,
        };
        for (key, values) in &query.facets {
            if let Some(facet) = index.facets.facet(key) {
                narrowing.choose(facet, values.iter().map(String::as_str));
            }
        }
        narrowing
    }

    fn choose<'k>(&mut self, facet: u32, keys: impl Iterator<Item = &'k str>) {
        // A product has fewer facets than there are bits: whatever shares the last one fails.
        let taken = self.chosen_facets.count_ones() as usize;
        let bit = 1_u64 << (FIRST_FACET + taken).min(63);
        for value in keys.filter_map(|key| self.index.facets.value_with_key(facet, key)) {
            self.value_bits[value as usize] = bit;
            self.facet_bits[facet as usize] = bit;
            self.chosen_facets |= bit;
        }
    }

    pub(super) fn is_chosen(&self, value: u32) -> bool {
        self.value_bits[value as usize] != 0
    }

    /// Goes through the candidates, each once, in their order.
    pub(super) fn tally(&self, candidates: &[usize]) -> Tally {
        let mut tally = Tally::new(self.index, self.stocked, candidates.len());
        let mut was_seen = vec![false; self.index.products.len()];
        for &product in candidates {
            if was_seen.get(product) == Some(&false) {
                was_seen[product] = true;
                self.see(product, &mut tally);
            }
        }
        tally
    }

    fn see(&self, product: usize, tally: &mut Tally) {
        let row = &self.index.products[product];
        let failed_by_all = self.failed_by_product(row);
        tally.seen.clear();
        for at in row.variants.clone() {
            let variant = &self.index.variants[at];
            let met = self.bits(&variant.values);
            let failed = failed_by_all & !met | self.failed_by_variant(variant, at);
            tally
                .seen
                .add(failed, variant.on_sale[self.column], self.stocked, at);
            self.count(&variant.values, failed == 0, single(failed), product, tally);
        }
        let (is_shown, liftable) = (tally.seen.is_shown, tally.seen.liftable);
        self.count(&row.values, is_shown, liftable, product, tally);
        tally.add(product, row.price[self.column]);
    }

    /// The chosen facets are failed until a variant meets them.
    fn failed_by_product(&self, row: &ProductRow) -> u64 {
        let price = row.price[self.column];
        let (min, max) = self.price;
        let outside = min.is_some_and(|min| price < min) || max.is_some_and(|max| price > max);
        let facets = self.chosen_facets & !self.bits(&row.values);
        facets | if outside { PRICE } else { 0 }
    }

    fn failed_by_variant(&self, variant: &VariantRow, at: usize) -> u64 {
        let places = self.stocked.places(at);
        let has = |place: usize| {
            places
                .get(place / 64)
                .is_some_and(|w| w >> (place % 64) & 1 == 1)
        };
        let unless = |met: bool, bit: u64| if met { 0 } else { bit };
        unless(self.place.is_none_or(has), PLACE)
            | unless(!self.in_stock || self.stocked.is_sellable(at), STOCK)
            | unless(!self.on_sale || variant.on_sale[self.column], SALE)
    }

    fn bits(&self, values: &[u32]) -> u64 {
        let known = values.iter().filter(|value| **value != NO_VALUE);
        known.fold(0, |bits, value| bits | self.value_bits[*value as usize])
    }

    /// Counts a product for the values of what is shown, and for those whose facet alone keeps it
    /// out.
    fn count(
        &self,
        values: &[u32],
        is_shown: bool,
        liftable: u64,
        product: usize,
        tally: &mut Tally,
    ) {
        if !is_shown && liftable == 0 {
            return;
        }
        for &value in values.iter().filter(|value| **value != NO_VALUE) {
            let facet = self.index.facets.values[value as usize].facet;
            if is_shown || self.facet_bits[facet as usize] & liftable != 0 {
                tally.values.count(value, product);
            }
        }
    }
}

/// The one condition that is failed, or none where there are more.
fn single(failed: u64) -> u64 {
    if failed.is_power_of_two() { failed } else { 0 }
}

impl Seen {
    fn clear(&mut self) {
        self.places.fill(0);
        *self = Self {
            places: std::mem::take(&mut self.places),
            ..Self::default()
        };
    }

    fn add(&mut self, failed: u64, on_sale: bool, stocked: &Stocked, variant: usize) {
        self.is_shown |= failed == 0;
        self.liftable |= single(failed);
        self.in_stock |= failed & !STOCK == 0 && stocked.is_sellable(variant);
        self.on_sale |= failed & !SALE == 0 && on_sale;
        if failed & !PLACE == 0 {
            for (word, bits) in self.places.iter_mut().zip(stocked.places(variant)) {
                *word |= bits;
            }
        }
    }
}

impl Tally {
    fn new(index: &ListingIndex, stocked: &Stocked, candidates: usize) -> Self {
        let words = stocked.words();
        Self {
            products: Vec::with_capacity(candidates),
            values: ValueCounts::new(index.facets.values.len()),
            places: vec![0; words * 64],
            in_stock: 0,
            on_sale: 0,
            bounds: None,
            seen: Seen {
                places: vec![0; words],
                ..Seen::default()
            },
        }
    }

    fn add(&mut self, product: usize, price: i64) {
        let seen = &self.seen;
        if seen.is_shown {
            self.products.push(product);
        }
        self.in_stock += u32::from(seen.in_stock);
        self.on_sale += u32::from(seen.on_sale);
        if seen.is_shown || seen.liftable & PRICE != 0 {
            let (min, max) = self.bounds.unwrap_or((price, price));
            self.bounds = Some((min.min(price), max.max(price)));
        }
        for (at, word) in seen.places.iter().enumerate() {
            let mut left = *word;
            while left != 0 {
                self.places[at * 64 + left.trailing_zeros() as usize] += 1;
                left &= left - 1;
            }
        }
    }

    /// In whole units, widened so that every price is inside.
    pub(super) fn price_bounds(&self, currency: Currency) -> PriceRange {
        let unit = currency.minor_per_unit();
        let whole = |minor: i64| u32::try_from(minor).unwrap_or(u32::MAX);
        PriceRange {
            min: self.bounds.map(|(min, _)| whole(min / unit)),
            max: self.bounds.map(|(_, max)| whole((max + unit - 1) / unit)),
        }
    }
}
