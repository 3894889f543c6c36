//! Where an import counts its stock.

use super::import::ImportError;
use baguni_commerce::{Handle, LocationKind, StockLocation, Text};

/// Where stock is counted.
pub enum Location {
    Known(Handle),
    /// The shop has no warehouse: one is made with the first stock.
    ToMake,
}

impl Location {
    pub fn handle(&self) -> Handle {
        match self {
            Self::Known(handle) => handle.clone(),
            Self::ToMake => "warehouse".parse().expect("a plain word is a handle"),
        }
    }

    /// The location asked for, else the first warehouse.
    pub fn find(asked: Option<&Handle>, locations: &[StockLocation]) -> Result<Self, ImportError> {
        let handles = || locations.iter().map(|location| location.handle.clone());
        if let Some(asked) = asked {
            return match handles().any(|known| known == *asked) {
                true => Ok(Self::Known(asked.clone())),
                false => Err(ImportError::NoSuchLocation {
                    location: asked.to_string(),
                    known: handles().map(String::from).collect::<Vec<_>>().join(", "),
                }),
            };
        }
        let to_make = Self::ToMake.handle();
        let warehouse = locations
            .iter()
            .find(|one| one.kind == LocationKind::Warehouse);
        let known = warehouse.or_else(|| locations.iter().find(|one| one.handle == to_make));
        Ok(known.map_or(Self::ToMake, |known| Self::Known(known.handle.clone())))
    }

    /// The warehouse of a shop that has none.
    pub fn made() -> StockLocation {
        StockLocation {
            handle: Self::ToMake.handle(),
            kind: LocationKind::Warehouse,
            name: Text::new("창고", "Warehouse"),
            city: Text::default(),
            address: Text::default(),
            postcode: String::new(),
            phone: String::new(),
            hours: Default::default(),
            note: Text::default(),
        }
    }
}
