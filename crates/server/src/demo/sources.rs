//! The files of the demo catalogue, embedded and read: [`Sources::embedded`].

use super::DemoError;
use super::schema::{
    CollectionEntry, ColorEntry, LocationEntry, Moves, Notes, OptionEntry, Pair, ProductEntry,
    ValueEntry, VendorEntry,
};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// Everything the files say, by key.
#[derive(Debug)]
pub struct Sources {
    pub palette: BTreeMap<String, ColorEntry>,
    pub options: BTreeMap<String, OptionEntry>,
    pub vendors: BTreeMap<String, VendorEntry>,
    pub types: BTreeMap<String, Pair>,
    pub notes: Notes,
    pub moves: Moves,
    pub collections: Vec<CollectionEntry>,
    pub locations: Vec<LocationEntry>,
    /// With the menu collection each belongs to, in the order of the menu.
    pub products: Vec<(&'static str, ProductEntry)>,
}

macro_rules! embedded {
    ($path:literal) => {
        (
            $path,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/demo/", $path)),
        )
    };
}

/// The products of each menu collection.
const SHELVES: [(&str, (&str, &str)); 9] = [
    ("table", embedded!("products/table.toml")),
    ("kitchen", embedded!("products/kitchen.toml")),
    ("living", embedded!("products/living.toml")),
    ("textile", embedded!("products/textile.toml")),
    ("clothing", embedded!("products/clothing.toml")),
    ("bags", embedded!("products/bags.toml")),
    ("desk", embedded!("products/desk.toml")),
    ("bath", embedded!("products/bath.toml")),
    ("garden", embedded!("products/garden.toml")),
];

/// Promotions and ways of shipping, in the format that merchants write theirs in.
pub const PRICING: &str = embedded!("promotions.toml").1;

#[derive(Deserialize)]
struct Shelf {
    product: Vec<ProductEntry>,
}

#[derive(Deserialize)]
struct Collections {
    collection: Vec<CollectionEntry>,
}

#[derive(Deserialize)]
struct Locations {
    location: Vec<LocationEntry>,
}

impl Sources {
    pub fn embedded() -> Result<Self, DemoError> {
        let palette: BTreeMap<String, ColorEntry> = read(embedded!("palette.toml"))?;
        let mut options: BTreeMap<String, OptionEntry> = read(embedded!("options.toml"))?;
        if let Some(color) = options.get_mut("color") {
            color.values = palette
                .iter()
                .map(|(key, c)| (key.clone(), choice(c)))
                .collect();
        }
        let collections: Collections = read(embedded!("collections.toml"))?;
        let locations: Locations = read(embedded!("locations.toml"))?;
        Ok(Self {
            palette,
            options,
            vendors: read(embedded!("vendors.toml"))?,
            types: read(embedded!("types.toml"))?,
            notes: read(embedded!("notes.toml"))?,
            moves: read(embedded!("moves.toml"))?,
            collections: collections.collection,
            locations: locations.location,
            products: read_shelves()?,
        })
    }
}

fn read_shelves() -> Result<Vec<(&'static str, ProductEntry)>, DemoError> {
    let mut products = Vec::new();
    for (collection, file) in SHELVES {
        let shelf: Shelf = read(file)?;
        products.extend(shelf.product.into_iter().map(|entry| (collection, entry)));
    }
    Ok(products)
}

fn read<T: DeserializeOwned>((file, text): (&'static str, &str)) -> Result<T, DemoError> {
    toml::from_str(text).map_err(|source| DemoError::File {
        file,
        source: Box::new(source),
    })
}

/// A colour of the palette as a choice.
fn choice(color: &ColorEntry) -> ValueEntry {
    ValueEntry {
        name: color.name.clone(),
        tone: Some(color.tone.clone()),
        code: None,
        swatch: Some(color.hex.clone()),
        tint: None,
        variation: None,
    }
}
