//! What is known of one visit to a page before anything of it is drawn, and what becomes of it.

use baguni_api::StorefrontApi;
use baguni_commerce::{CartLines, Handle, Locale, Localization, Wishlist};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};

/// One visit: on the server one request, in the browser one page load.
#[derive(Clone)]
pub struct Visit {
    pub shown: Localization,
    /// The store the shopper goes to.
    pub chosen_store: Option<Handle>,
    /// What lies in the device's lists as far as this page may show it: empty on the server for
    /// all but `/cart` and `/wishlist`, so that catalogue pages are the same for everybody.
    pub lists: ShopperLists,
    pub api: Arc<dyn StorefrontApi>,
    /// Scheme and host for absolute addresses, as `https://shop.example`.
    pub origin: String,
    pub outcome: Outcome,
}

impl Visit {
    pub fn locale(&self) -> Locale {
        self.shown.locale
    }
}

/// A device's cart and wishlist.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopperLists {
    pub cart: CartLines,
    pub wishlist: Wishlist,
}

/// What the server should answer with, besides the page. The browser has no use for it.
#[derive(Clone, Debug, Default)]
pub struct Outcome(Arc<Mutex<Status>>);

/// The status of a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// 200
    #[default]
    Found,
    /// 301 to a path with the language's prefix.
    Moved(String),
    /// 404
    NotFound,
    /// 503
    Unavailable,
}

impl Outcome {
    pub fn set(&self, status: Status) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = status;
    }

    pub fn get(&self) -> Status {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
