//! The catalogue as a screen in a store keeps it: everything it needs to answer as the server does
//! when there is no line, and nothing that only the server may know.

use super::{Clock, Storefront};
use crate::LocationStock;
use baguni_commerce::media::{MediaSource, Rendition};
use baguni_commerce::{
    CatalogueParts, Handle, Media, Pricing, Product, RoutingRules, Sku, StockLevel,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::Arc;
use xxhash_rust::xxh64::xxh64;

/// Products that can be bought, in both languages and currencies, at the prices that hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    /// Of the catalogue.
    pub revision: u64,
    /// Up to which change of stock its levels are right.
    pub stock: u64,
    /// When that was, in milliseconds since 1970.
    pub taken_at: u64,
    /// Without drafts, and with levels of up to [`LocationStock::TOLD`].
    pub parts: CatalogueParts,
    /// What everybody gets, without codes and without prices to come.
    pub pricing: Pricing,
    /// How promises are made.
    pub rules: RoutingRules,
}

/// Why bytes are no snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    #[error("longer than {max} bytes", max = Snapshot::MAX)]
    TooLarge,
    #[error("written in version {0}, and this is version {version}", version = Snapshot::VERSION)]
    Version(u8),
    #[error("not what was written")]
    Broken,
}

/// In front of the values: the version, and the checksum of what follows.
const HEAD: usize = 1 + size_of::<u64>();

impl Snapshot {
    /// The first byte. It is another one whenever the golden test says that the bytes are.
    pub const VERSION: u8 = 1;
    /// The most bytes that are read.
    pub const MAX: usize = 64 << 20;

    /// As bytes: the version, a checksum, then postcard.
    pub fn encode(&self) -> Result<Vec<u8>, SnapshotError> {
        let mut bytes = vec![Self::VERSION];
        bytes.extend([0; size_of::<u64>()]);
        let mut bytes = postcard::to_extend(self, bytes).map_err(|_| SnapshotError::Broken)?;
        if bytes.len() > Self::MAX {
            return Err(SnapshotError::TooLarge);
        }
        let sum = xxh64(&bytes[HEAD..], 0);
        bytes[1..HEAD].copy_from_slice(&sum.to_le_bytes());
        Ok(bytes)
    }

    /// Undoes [`Snapshot::encode`]; whatever else the bytes are is refused.
    pub fn decode(bytes: &[u8]) -> Result<Self, SnapshotError> {
        if bytes.len() > Self::MAX {
            return Err(SnapshotError::TooLarge);
        }
        let (version, rest) = bytes.split_first().ok_or(SnapshotError::Broken)?;
        if *version != Self::VERSION {
            return Err(SnapshotError::Version(*version));
        }
        let (sum, values) = rest.split_first_chunk().ok_or(SnapshotError::Broken)?;
        if u64::from_le_bytes(*sum) != xxh64(values, 0) {
            return Err(SnapshotError::Broken);
        }
        let snapshot = read(values).ok_or(SnapshotError::Broken)?;
        match snapshot.parts.products.iter().all(|it| it.check().is_ok()) {
            true => Ok(snapshot),
            false => Err(SnapshotError::Broken),
        }
    }

    /// Another number when it says something else but of stock, which changes with every sale and
    /// is told in another way. The same wherever and whenever the snapshot is taken.
    pub fn mark(&self) -> u64 {
        let Self { parts, .. } = self;
        let fixed = (
            (Self::VERSION, self.revision, &self.pricing, &self.rules),
            (&parts.products, &parts.collections, &parts.locations),
        );
        xxh64(&postcard::to_allocvec(&fixed).unwrap_or_default(), 0)
    }

    /// Where the pictures are that a large screen shows, in the order of the products: the first of
    /// each product, then the others.
    pub fn pictures(&self) -> Vec<String> {
        let products = self.parts.products.iter();
        let first = products.clone().filter_map(|product| product.media.first());
        let others = products.flat_map(|product| product.media.iter().skip(1));
        let collections = self.parts.collections.iter();
        let collections = collections.filter_map(|it| it.picture.as_ref());
        let mut seen = BTreeSet::new();
        let all = collections.chain(first).chain(others).filter_map(picture);
        all.filter(|path| seen.insert(path.clone())).collect()
    }
}

fn read(values: &[u8]) -> Option<Snapshot> {
    match postcard::take_from_bytes(values) {
        Ok((snapshot, [])) => Some(snapshot),
        _ => None,
    }
}

/// The one file of a picture that is kept: of photographs that of the middle width.
fn picture(media: &Media) -> Option<String> {
    match &media.source {
        MediaSource::Vector { id } => Some(Rendition::Svg.path(id)),
        MediaSource::Raster { id } => {
            let kept = media.widths().filter(|width| *width <= Media::WIDTHS[1]);
            Some(Rendition::Webp(kept.max()?).path(id))
        }
        MediaSource::Remote { .. } => None,
    }
}

impl Storefront {
    /// What a screen in a store is given to keep; `stock` is the last change of stock that this
    /// storefront knows.
    pub fn snapshot(&self, stock: u64, rules: RoutingRules) -> Snapshot {
        let taken_at = self.now();
        let catalogue = &self.catalogue;
        Snapshot {
            revision: self.revision,
            stock,
            taken_at,
            parts: CatalogueParts {
                products: catalogue.products().to_vec(),
                collections: catalogue.collections().to_vec(),
                locations: catalogue.locations().to_vec(),
                stock: catalogue
                    .products()
                    .iter()
                    .flat_map(|product| self.told_levels(product))
                    .collect(),
                // What had another handle once is not found on a screen without addresses.
                ..CatalogueParts::default()
            },
            pricing: self.told_pricing(taken_at),
            rules,
        }
    }

    /// The storefront of a snapshot; it can be browsed at once, and is to be
    /// [prepared](Storefront::prepare) when there is time.
    pub fn of_snapshot(snapshot: Snapshot, clock: Clock) -> Self {
        let Snapshot {
            revision,
            parts,
            pricing,
            rules,
            ..
        } = snapshot;
        Self {
            rules: Arc::new(rules),
            ..Self::unprepared(revision, parts, pricing, clock)
        }
    }

    /// The same storefront where so many of these can be promised now.
    pub fn with_stock(&self, levels: &[(Sku, Handle, u32)]) -> Self {
        let level = |(sku, place, available): &(Sku, Handle, u32)| {
            (sku.clone(), place.clone(), StockLevel::of(*available))
        };
        let levels: Vec<_> = levels.iter().map(level).collect();
        self.restocked(self.catalogue.with_stock(&levels).0)
    }

    /// What can be promised of a product, as far as that is told.
    fn told_levels(&self, product: &Product) -> Vec<(Sku, Handle, StockLevel)> {
        let locations = self.catalogue.locations();
        let variants = product.variants.iter().flat_map(|variant| {
            let levels = self.catalogue.stock(&variant.sku).iter().zip(locations);
            levels.map(move |(level, place)| {
                let told = level.available().min(LocationStock::TOLD);
                (
                    variant.sku.clone(),
                    place.handle.clone(),
                    StockLevel::of(told),
                )
            })
        });
        variants.filter(|(_, _, level)| level.on_hand > 0).collect()
    }
}
