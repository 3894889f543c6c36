//! The whole catalogue at one moment, indexed for reading. Pages are answered from it; storage
//! keeps its parts. It is never changed: a change makes another one, and where only stock has
//! changed that shares all the rest.

mod levels;
#[cfg(test)]
mod tests;

pub(crate) use levels::Levels;

use crate::collection::{Collection, Members};
use crate::ident::{Handle, Sku};
use crate::listing::{ListingIndex, Stocked};
use crate::product::{Product, ProductStatus, Variant};
use crate::stock::{LocationKind, StockLevel, StockLocation};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a catalogue is made of, as storage loads it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueParts {
    pub products: Vec<Product>,
    pub collections: Vec<Collection>,
    pub locations: Vec<StockLocation>,
    /// Levels that are not zero.
    pub stock: Vec<(Sku, Handle, StockLevel)>,
    /// Former handles of products and what they are called now.
    pub moved_products: BTreeMap<Handle, Handle>,
    pub moved_collections: BTreeMap<Handle, Handle>,
}

/// A catalogue ready to be read. Products are known by their index in [`Catalogue::products`]. A
/// clone shares everything.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    fixed: Arc<Fixed>,
    levels: Levels,
    stocked: Arc<Stocked>,
}

/// All that does not change with stock.
#[derive(Debug, Default)]
struct Fixed {
    products: Vec<Product>,
    collections: Vec<Collection>,
    locations: Vec<StockLocation>,
    by_handle: BTreeMap<Handle, usize>,
    by_sku: BTreeMap<Sku, (usize, usize)>,
    /// For each collection the indices of its products, in order.
    members: Vec<Vec<usize>>,
    listing: ListingIndex,
    moved_products: BTreeMap<Handle, Handle>,
    moved_collections: BTreeMap<Handle, Handle>,
}

/// What stands under a handle.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'a, T> {
    Here(T),
    /// It has another handle now.
    Moved(&'a Handle),
    Nowhere,
}

impl Catalogue {
    /// Indexes the parts. Drafts and archived products are left out: nobody is shown them.
    pub fn new(parts: CatalogueParts) -> Self {
        let products: Vec<Product> = parts
            .products
            .into_iter()
            .filter(|p| p.status == ProductStatus::Active)
            .collect();
        let by_handle = products
            .iter()
            .enumerate()
            .map(|(at, p)| (p.handle.clone(), at))
            .collect();
        let by_sku = index_variants(&products);
        let members = index_members(&products, &parts.collections, &by_handle);
        let fixed = Fixed {
            listing: ListingIndex::new(&products),
            products,
            collections: parts.collections,
            locations: parts.locations,
            by_handle,
            by_sku,
            members,
            moved_products: parts.moved_products,
            moved_collections: parts.moved_collections,
        };
        Self::stocked_with(fixed, &parts.stock)
    }

    fn stocked_with(fixed: Fixed, stock: &[(Sku, Handle, StockLevel)]) -> Self {
        let locations = fixed.locations.len();
        let mut levels = Levels::new(fixed.listing.variants.len(), locations);
        for (_, row, place, level) in fixed.rows(stock) {
            levels.set(row, place, level);
        }
        let stocked = Stocked::new(&fixed.listing, &fixed.products, &levels, locations);
        Self {
            fixed: Arc::new(fixed),
            levels,
            stocked: Arc::new(stocked),
        }
    }

    /// The same catalogue with these levels in the place of those it has, sharing everything else;
    /// and the products of which another number can be promised now. Levels of what it does not
    /// know are left out.
    pub fn with_stock(&self, changes: &[(Sku, Handle, StockLevel)]) -> (Self, BTreeSet<usize>) {
        let mut next = self.clone();
        let mut changed = BTreeSet::new();
        for (product, row, place, level) in self.fixed.rows(changes) {
            if next.levels.set(row, place, level) {
                changed.insert(product);
            }
        }
        if !changed.is_empty() {
            let stocked = Arc::make_mut(&mut next.stocked);
            for at in &changed {
                let product = &self.fixed.products[*at];
                stocked.update(&self.fixed.listing, *at, product, &next.levels);
            }
        }
        (next, changed)
    }

    pub fn products(&self) -> &[Product] {
        &self.fixed.products
    }

    pub fn collections(&self) -> &[Collection] {
        &self.fixed.collections
    }

    pub fn locations(&self) -> &[StockLocation] {
        &self.fixed.locations
    }

    /// The locations that shoppers can walk into.
    pub fn stores(&self) -> impl Iterator<Item = &StockLocation> {
        self.locations()
            .iter()
            .filter(|location| location.kind == LocationKind::Store)
    }

    /// The product under a handle, by its index.
    pub fn product(&self, handle: &Handle) -> Found<'_, usize> {
        let fixed = &self.fixed;
        match (
            fixed.by_handle.get(handle),
            fixed.moved_products.get(handle),
        ) {
            (Some(at), _) => Found::Here(*at),
            (None, Some(now)) => Found::Moved(now),
            (None, None) => Found::Nowhere,
        }
    }

    /// The collection under a handle, by its index.
    pub fn collection(&self, handle: &Handle) -> Found<'_, usize> {
        let at = self
            .collections()
            .iter()
            .position(|collection| collection.handle == *handle);
        match (at, self.fixed.moved_collections.get(handle)) {
            (Some(at), _) => Found::Here(at),
            (None, Some(now)) => Found::Moved(now),
            (None, None) => Found::Nowhere,
        }
    }

    /// The indices of a collection's products, in its own order.
    pub fn members(&self, collection: usize) -> &[usize] {
        self.fixed
            .members
            .get(collection)
            .map_or(&[], Vec::as_slice)
    }

    /// The indices of the collections that hold a product.
    pub fn collections_of(&self, product: usize) -> impl Iterator<Item = usize> + '_ {
        let members = &self.fixed.members;
        (0..members.len()).filter(move |at| members[*at].contains(&product))
    }

    pub fn location(&self, handle: &Handle) -> Option<usize> {
        self.locations()
            .iter()
            .position(|location| location.handle == *handle)
    }

    /// The product (by its index) and the variant that a SKU names.
    pub fn variant(&self, sku: &Sku) -> Option<(usize, &Variant)> {
        let (product, variant) = *self.fixed.by_sku.get(sku)?;
        Some((product, &self.fixed.products[product].variants[variant]))
    }

    pub(crate) fn listing_index(&self) -> &ListingIndex {
        &self.fixed.listing
    }

    pub(crate) fn stocked(&self) -> &Stocked {
        &self.stocked
    }

    /// A variant's level at each location, in the order of [`Catalogue::locations`].
    pub fn stock(&self, sku: &Sku) -> &[StockLevel] {
        match self.fixed.row(sku) {
            Some((_, row)) => self.levels.of(row),
            None => &[],
        }
    }

    /// How many of a variant can be promised, everywhere together or at one location.
    pub fn available(&self, sku: &Sku, location: Option<usize>) -> u32 {
        let levels = self.stock(sku);
        match location {
            Some(at) => levels.get(at).map_or(0, |level| level.available()),
            None => levels.iter().map(|level| level.available()).sum(),
        }
    }

    /// Whether a variant can be bought now, from wherever it is.
    pub fn is_sellable(&self, variant: &Variant) -> bool {
        variant.sell_without_stock || self.available(&variant.sku, None) > 0
    }
}

impl Fixed {
    /// The product of a SKU, and the variant's number in the listing index.
    fn row(&self, sku: &Sku) -> Option<(usize, usize)> {
        let (product, variant) = *self.by_sku.get(sku)?;
        Some((
            product,
            self.listing.products[product].variants.start + variant,
        ))
    }

    /// Product, variant's number, location and level of what is known here.
    fn rows(
        &self,
        levels: &[(Sku, Handle, StockLevel)],
    ) -> impl Iterator<Item = (usize, usize, usize, StockLevel)> {
        let locations = self.locations.iter().enumerate();
        let places: BTreeMap<&Handle, usize> = locations.map(|(at, l)| (&l.handle, at)).collect();
        levels.iter().filter_map(move |(sku, location, level)| {
            let (product, row) = self.row(sku)?;
            Some((product, row, *places.get(location)?, *level))
        })
    }
}

fn index_variants(products: &[Product]) -> BTreeMap<Sku, (usize, usize)> {
    let mut by_sku = BTreeMap::new();
    for (at, product) in products.iter().enumerate() {
        for (variant_at, variant) in product.variants.iter().enumerate() {
            by_sku.insert(variant.sku.clone(), (at, variant_at));
        }
    }
    by_sku
}

fn index_members(
    products: &[Product],
    collections: &[Collection],
    by_handle: &BTreeMap<Handle, usize>,
) -> Vec<Vec<usize>> {
    let taken_by = |members: &Members| -> Vec<usize> {
        match members {
            Members::Manual(handles) => handles
                .iter()
                .filter_map(|handle| by_handle.get(handle).copied())
                .collect(),
            Members::Rule(rule) => (0..products.len())
                .filter(|at| rule.takes(&products[*at]))
                .collect(),
        }
    };
    collections
        .iter()
        .map(|collection| taken_by(&collection.members))
        .collect()
}
