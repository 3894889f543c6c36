//! The demo catalogue: a Korean shop of well-made everyday things, read from the files in `demo/`
//! with pictures of our own drawing. [`demo`] makes it, [`seed`] keeps it.

mod appearance;
mod assemble;
mod chance;
mod choices;
pub mod picture;
mod places;
mod prose;
mod schema;
mod seed;
mod sources;
mod staff;
mod stock;
#[cfg(test)]
mod tests;

pub use seed::{SeedError, SeedReport, seed};
pub use staff::{PASSWORD, STAFF, StaffError, seed_staff};

use crate::exchange::{self, pricing::PricingFileError};
use baguni_commerce::ident::IdentError;
use baguni_commerce::product::ProductError;
use baguni_commerce::{
    Collection, Handle, MediaId, Pricing, Product, Sku, StockLevel, StockLocation,
};
use sources::Sources;
use std::collections::BTreeMap;

/// The whole shop as it is on its first day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoCatalogue {
    pub products: Vec<Product>,
    pub collections: Vec<Collection>,
    pub locations: Vec<StockLocation>,
    pub stock: Vec<(Sku, Handle, StockLevel)>,
    pub moves: DemoMoves,
    pub pricing: Pricing,
    /// The drawings that products and collections show, each once, as SVG.
    pub pictures: Vec<(MediaId, String)>,
}

/// Former handles, and what they are now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoMoves {
    pub products: BTreeMap<Handle, Handle>,
    pub collections: BTreeMap<Handle, Handle>,
}

/// Why the files do not make a catalogue.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    #[error("{file}: {source}")]
    File {
        file: &'static str,
        source: Box<toml::de::Error>,
    },
    #[error("there is no {0} {1}")]
    Unknown(&'static str, String),
    #[error("{0}: {1}")]
    Product(String, ProductError),
    #[error("promotions.toml: {0}")]
    Pricing(#[from] PricingFileError),
    #[error("a name {0}")]
    Ident(#[from] IdentError),
    #[error("{0:?} is no pair of opening hours")]
    Hours(String),
}

/// Reads the files, draws the pictures and puts the shop together: the same one every time.
pub fn demo() -> Result<DemoCatalogue, DemoError> {
    let sources = Sources::embedded()?;
    let mut products = Vec::new();
    let mut stock = Vec::new();
    let mut pictures = BTreeMap::new();
    for (shelf, entry) in &sources.products {
        let assembled = assemble::product(&sources, shelf, entry)?;
        products.push(assembled.product);
        stock.extend(assembled.stock);
        pictures.extend(assembled.pictures);
    }
    Ok(DemoCatalogue {
        collections: places::collections(&sources, &products)?,
        locations: places::locations(&sources)?,
        moves: places::moves(&sources)?,
        pricing: exchange::pricing::read(sources::PRICING)?,
        products,
        stock,
        pictures: pictures.into_iter().collect(),
    })
}
