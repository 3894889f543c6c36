//! What an import has come across.

use super::assemble::Assembled;
use baguni_commerce::{Handle, Sku};
use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};

/// The handles and SKUs of the file so far, as digests, with the lines where they stand. A digest
/// of 64 bits takes two of five million names for one with a probability below one in a million.
#[derive(Default)]
pub struct Seen {
    handles: HashMap<u64, u64>,
    skus: HashMap<u64, u64>,
}

impl Seen {
    /// Enters a handle, or tells the line where it stands already.
    pub fn handle(&mut self, handle: &Handle, line: u64) -> Option<u64> {
        let digest = digest(handle);
        let known = self.handles.get(&digest).copied();
        if known.is_none() {
            self.handles.insert(digest, line);
        }
        known
    }

    pub fn sku(&self, sku: &Sku) -> Option<u64> {
        self.skus.get(&digest(sku)).copied()
    }

    pub fn skus(&mut self, after: &Assembled) {
        for (variant, line) in after.product.variants.iter().zip(&after.lines) {
            self.skus.insert(digest(&variant.sku), *line);
        }
    }
}

fn digest(name: &impl Hash) -> u64 {
    BuildHasherDefault::<DefaultHasher>::default().hash_one(name)
}
