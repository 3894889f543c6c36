//! What stands around every page, and links to collections and stores.

use super::Storefront;
use crate::{CollectionLink, Frame, StoreLink};
use baguni_commerce::{Collection, Locale, StockLocation};

impl Storefront {
    /// The frame around every page.
    pub fn frame_of_pages(&self, locale: Locale) -> Frame {
        let collections = self.catalogue.collections();
        Frame {
            menu: self
                .menu()
                .into_iter()
                .map(|at| collection_link(&collections[at], locale))
                .collect(),
            stores: self
                .catalogue
                .stores()
                .map(|store| store_link(store, locale))
                .collect(),
        }
    }

    /// The collections of the menu, in its order.
    pub(super) fn menu(&self) -> Vec<usize> {
        let collections = self.catalogue.collections();
        let mut menu: Vec<usize> = (0..collections.len())
            .filter(|at| collections[*at].menu_position.is_some())
            .collect();
        menu.sort_by_key(|at| collections[*at].menu_position);
        menu
    }
}

pub(super) fn collection_link(collection: &Collection, locale: Locale) -> CollectionLink {
    CollectionLink {
        handle: collection.handle.clone(),
        title: collection.title.get(locale).to_owned(),
    }
}

pub(super) fn store_link(location: &StockLocation, locale: Locale) -> StoreLink {
    StoreLink {
        handle: location.handle.clone(),
        name: location.name.get(locale).to_owned(),
    }
}
