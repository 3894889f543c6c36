//! The storefront after a sale: everything but the stock is shared with the one before.

use super::Storefront;
use crate::LocationStock;
use baguni_commerce::Catalogue;
use std::hash::Hash as _;
use std::sync::{Arc, OnceLock};

/// How long what stands on the stores' pages is kept while stock changes, in milliseconds. What they
/// say of it is never old; which products they show may be.
const SHELVES_KEPT: u64 = 60_000;

/// For each location what its page shows, and since when; found when first asked for.
pub(super) type Shelves = Arc<OnceLock<(u64, Vec<Vec<usize>>)>>;

impl Storefront {
    /// The same storefront over a catalogue of which only the stock is another.
    pub fn restocked(&self, catalogue: Catalogue) -> Self {
        let now = self.now();
        let is_old = |(since, _): &(u64, _)| now.saturating_sub(*since) > SHELVES_KEPT;
        let shelves = match self.shelves.get().is_some_and(is_old) {
            true => Shelves::default(),
            false => Arc::clone(&self.shelves),
        };
        Self {
            revision: self.revision,
            catalogue,
            index: Arc::clone(&self.index),
            collections_of: Arc::clone(&self.collections_of),
            newest: self.newest,
            shelves,
            pricing: Arc::clone(&self.pricing),
            until: self.until,
            barcodes: Arc::clone(&self.barcodes),
            rules: Arc::clone(&self.rules),
            clock: Arc::clone(&self.clock),
        }
    }

    /// What a product's page says of its stock, as a number: another one when it says something
    /// else. It is told to the page, which brings it back to ask for changes since.
    pub fn stock_mark(&self, product: usize) -> u32 {
        let mut mark = Mark::default();
        for variant in &self.catalogue.products()[product].variants {
            self.catalogue.is_sellable(variant).hash(&mut mark);
            for level in self.catalogue.stock(&variant.sku) {
                level.available().min(LocationStock::TOLD).hash(&mut mark);
            }
        }
        mark.0
    }
}

/// FNV-1a: the same in every process, so that a page outlives the server that drew it.
struct Mark(u32);

impl Default for Mark {
    fn default() -> Self {
        Self(0x811c_9dc5)
    }
}

impl std::hash::Hasher for Mark {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    }

    fn finish(&self) -> u64 {
        self.0.into()
    }
}
