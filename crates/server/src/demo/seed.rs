//! Keeps the demo catalogue in storage: [`seed`], as often as one likes.

use super::{DemoCatalogue, DemoError, demo};
use crate::stock::now;
use baguni_commerce::media::Rendition;
use baguni_commerce::{CatalogueParts, Handle, Sku};
use baguni_storage::{Counting, Storage, StorageError};
use std::collections::{BTreeMap, BTreeSet};

/// What a seeding changed. All zero where the demo catalogue was there already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeedReport {
    pub products: usize,
    pub collections: usize,
    pub locations: usize,
    /// Levels of variants that were not there before; those of others are what trade made them.
    pub stock_levels: usize,
    pub pictures: usize,
    /// Ways of shipping among them.
    pub promotions: usize,
}

/// Why the demo catalogue could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error("the demo catalogue is broken: {0}")]
    Demo(#[from] DemoError),
    #[error("the drawing of the demo catalogue broke off")]
    BrokenOff,
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Adds what is missing of the demo catalogue and brings what differs back to it. Stock is set
/// only for variants that are new; everything else in the shop is left alone.
pub async fn seed(storage: &dyn Storage) -> Result<SeedReport, SeedError> {
    let drawn = tokio::task::spawn_blocking(demo).await;
    let demo = drawn.map_err(|_| SeedError::BrokenOff)??;
    let kept = storage.load_catalogue().await?;
    // Pictures first: nothing is shown whose picture is not there.
    Ok(SeedReport {
        pictures: keep_pictures(storage, &demo).await?,
        locations: keep_locations(storage, &demo, &kept).await?,
        products: keep_products(storage, &demo, &kept).await?,
        collections: keep_collections(storage, &demo, &kept).await?,
        stock_levels: keep_stock(storage, &demo, &kept).await?,
        promotions: keep_pricing(storage, &demo).await?,
    })
}

async fn keep_pictures(storage: &dyn Storage, demo: &DemoCatalogue) -> Result<usize, StorageError> {
    let mut saved = 0;
    for (id, svg) in &demo.pictures {
        if storage.media(id, Rendition::Svg).await?.is_none() {
            storage
                .save_media(id, Rendition::Svg, svg.as_bytes())
                .await?;
            saved += 1;
        }
    }
    Ok(saved)
}

async fn keep_locations(
    storage: &dyn Storage,
    demo: &DemoCatalogue,
    kept: &CatalogueParts,
) -> Result<usize, StorageError> {
    let changed = differing(&demo.locations, &kept.locations);
    if !changed.is_empty() {
        storage.save_locations(&changed).await?;
    }
    Ok(changed.len())
}

async fn keep_products(
    storage: &dyn Storage,
    demo: &DemoCatalogue,
    kept: &CatalogueParts,
) -> Result<usize, StorageError> {
    let known = kept
        .products
        .iter()
        .map(|product| &product.handle)
        .collect();
    let mut changed = differing(&demo.products, &kept.products);
    let handles = changed.iter_mut().map(|product| &mut product.handle);
    let moves = to_former(handles, &known, &demo.moves.products);
    if !changed.is_empty() {
        storage.save_products(&changed).await?;
    }
    for (from, now) in moves {
        storage.move_product(&from, &now).await?;
    }
    Ok(changed.len())
}

async fn keep_collections(
    storage: &dyn Storage,
    demo: &DemoCatalogue,
    kept: &CatalogueParts,
) -> Result<usize, StorageError> {
    let known = kept
        .collections
        .iter()
        .map(|collection| &collection.handle)
        .collect();
    let mut changed = differing(&demo.collections, &kept.collections);
    let handles = changed.iter_mut().map(|collection| &mut collection.handle);
    let moves = to_former(handles, &known, &demo.moves.collections);
    if !changed.is_empty() {
        storage.save_collections(&changed).await?;
    }
    for (from, now) in moves {
        storage.move_collection(&from, &now).await?;
    }
    Ok(changed.len())
}

/// Gives what is not known yet the handle it once had, and answers the moves that are then to be
/// made. What is known under its handle of today has been moved before.
fn to_former<'a>(
    handles: impl Iterator<Item = &'a mut Handle>,
    known: &BTreeSet<&Handle>,
    moves: &BTreeMap<Handle, Handle>,
) -> Vec<(Handle, Handle)> {
    let mut made = Vec::new();
    for handle in handles.filter(|handle| !known.contains(&**handle)) {
        if let Some((from, now)) = moves.iter().find(|(_, now)| *now == handle) {
            made.push((from.clone(), now.clone()));
            handle.clone_from(from);
        }
    }
    made
}

async fn keep_stock(
    storage: &dyn Storage,
    demo: &DemoCatalogue,
    kept: &CatalogueParts,
) -> Result<usize, StorageError> {
    let variants = kept.products.iter().flat_map(|product| &product.variants);
    let known: BTreeSet<&Sku> = variants.map(|variant| &variant.sku).collect();
    let fresh = demo.stock.iter().filter(|(sku, ..)| !known.contains(sku));
    let fresh: Vec<_> = fresh
        .map(|(sku, at, level)| (sku.clone(), at.clone(), level.on_hand))
        .collect();
    if !fresh.is_empty() {
        let by = Counting::imported("seed");
        storage.set_stock(&fresh, by, now()).await?;
    }
    Ok(fresh.len())
}

/// Ways of shipping are the merchant's as soon as there are any.
async fn keep_pricing(storage: &dyn Storage, demo: &DemoCatalogue) -> Result<usize, StorageError> {
    let (demo, kept) = (&demo.pricing, storage.pricing().await?);
    let changed = differing(&demo.promotions, &kept.promotions);
    storage.save_promotions(&changed).await?;
    if !kept.methods.is_empty() {
        return Ok(changed.len());
    }
    storage.set_shipping_methods(&demo.methods).await?;
    Ok(changed.len() + demo.methods.len())
}

fn differing<T: Clone + PartialEq>(wanted: &[T], kept: &[T]) -> Vec<T> {
    wanted
        .iter()
        .filter(|thing| !kept.contains(thing))
        .cloned()
        .collect()
}
