//! The whole catalogue at one moment, indexed for reading. Pages are answered from it; storage
//! keeps its parts. It is never changed: a change makes another one.

use crate::collection::{Collection, Members};
use crate::ident::{Handle, Sku};
use crate::listing::ListingIndex;
use crate::product::{Product, ProductStatus, Variant};
use crate::stock::{LocationKind, StockLevel, StockLocation};
use std::collections::BTreeMap;

/// What a catalogue is made of, as storage loads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

/// A catalogue ready to be read. Products are known by their index in [`Catalogue::products`].
#[derive(Debug, Default)]
pub struct Catalogue {
    products: Vec<Product>,
    collections: Vec<Collection>,
    locations: Vec<StockLocation>,
    by_handle: BTreeMap<Handle, usize>,
    by_sku: BTreeMap<Sku, (usize, usize)>,
    /// For each product and variant the level at each location, in the order of `locations`.
    stock: Vec<Vec<Vec<StockLevel>>>,
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
        let stock = index_stock(&products, &parts.locations, &by_sku, &parts.stock);
        let members = index_members(&products, &parts.collections, &by_handle);
        let listing = ListingIndex::new(&products, &stock);
        Self {
            products,
            collections: parts.collections,
            locations: parts.locations,
            by_handle,
            by_sku,
            stock,
            members,
            listing,
            moved_products: parts.moved_products,
            moved_collections: parts.moved_collections,
        }
    }

    pub fn products(&self) -> &[Product] {
        &self.products
    }

    pub fn collections(&self) -> &[Collection] {
        &self.collections
    }

    pub fn locations(&self) -> &[StockLocation] {
        &self.locations
    }

    /// The locations that shoppers can walk into.
    pub fn stores(&self) -> impl Iterator<Item = &StockLocation> {
        self.locations
            .iter()
            .filter(|location| location.kind == LocationKind::Store)
    }

    /// The product under a handle, by its index.
    pub fn product(&self, handle: &Handle) -> Found<'_, usize> {
        match (self.by_handle.get(handle), self.moved_products.get(handle)) {
            (Some(at), _) => Found::Here(*at),
            (None, Some(now)) => Found::Moved(now),
            (None, None) => Found::Nowhere,
        }
    }

    /// The collection under a handle, by its index.
    pub fn collection(&self, handle: &Handle) -> Found<'_, usize> {
        let at = self
            .collections
            .iter()
            .position(|collection| collection.handle == *handle);
        match (at, self.moved_collections.get(handle)) {
            (Some(at), _) => Found::Here(at),
            (None, Some(now)) => Found::Moved(now),
            (None, None) => Found::Nowhere,
        }
    }

    /// The indices of a collection's products, in its own order.
    pub fn members(&self, collection: usize) -> &[usize] {
        self.members.get(collection).map_or(&[], Vec::as_slice)
    }

    /// The indices of the collections that hold a product.
    pub fn collections_of(&self, product: usize) -> impl Iterator<Item = usize> + '_ {
        (0..self.collections.len()).filter(move |at| self.members[*at].contains(&product))
    }

    pub fn location(&self, handle: &Handle) -> Option<usize> {
        self.locations
            .iter()
            .position(|location| location.handle == *handle)
    }

    /// The product (by its index) and the variant that a SKU names.
    pub fn variant(&self, sku: &Sku) -> Option<(usize, &Variant)> {
        let (product, variant) = *self.by_sku.get(sku)?;
        Some((product, &self.products[product].variants[variant]))
    }

    pub(crate) fn listing_index(&self) -> &ListingIndex {
        &self.listing
    }

    /// A variant's level at each location, in the order of [`Catalogue::locations`].
    pub fn stock(&self, sku: &Sku) -> &[StockLevel] {
        match self.by_sku.get(sku) {
            Some((product, variant)) => &self.stock[*product][*variant],
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

fn index_variants(products: &[Product]) -> BTreeMap<Sku, (usize, usize)> {
    let mut by_sku = BTreeMap::new();
    for (at, product) in products.iter().enumerate() {
        for (variant_at, variant) in product.variants.iter().enumerate() {
            by_sku.insert(variant.sku.clone(), (at, variant_at));
        }
    }
    by_sku
}

fn index_stock(
    products: &[Product],
    locations: &[StockLocation],
    by_sku: &BTreeMap<Sku, (usize, usize)>,
    levels: &[(Sku, Handle, StockLevel)],
) -> Vec<Vec<Vec<StockLevel>>> {
    let nothing = vec![StockLevel::default(); locations.len()];
    let mut stock: Vec<Vec<_>> = products
        .iter()
        .map(|product| vec![nothing.clone(); product.variants.len()])
        .collect();
    let places: BTreeMap<&Handle, usize> = locations
        .iter()
        .enumerate()
        .map(|(at, location)| (&location.handle, at))
        .collect();
    for (sku, location, level) in levels {
        if let (Some((product, variant)), Some(place)) = (by_sku.get(sku), places.get(location)) {
            stock[*product][*variant][*place] = *level;
        }
    }
    stock
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
