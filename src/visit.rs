//! What is known of one visit to a page before anything of it is drawn, and what becomes of it.

#[cfg(feature = "ssr")]
use crate::pages::private::PrivatePage;
use baguni_api::{Frame, StorefrontApi};
use baguni_commerce::{Handle, Locale, Localization};
use baguni_replica::WishlistId;
use baguni_replica::frame::Welcome;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Where the server puts [`Outcome::head`] into the document: what a page says of itself is known
/// only after it is drawn.
pub const HEAD_MARK: &str = "<!--PAGE HEAD-->";

/// The id of the element that carries the [`Seed`] in a page.
pub const SEED_ID: &str = "visit";

/// One visit: on the server one request, in the browser one page load.
#[derive(Clone)]
pub struct Visit {
    pub seed: Seed,
    pub api: Arc<dyn StorefrontApi>,
    /// Scheme and host for absolute addresses, as `https://shop.example`.
    pub origin: String,
    /// Path and query as asked for; known on the server, where the router's location is not yet.
    pub path: String,
    /// The page where it is for this shopper alone; only the server knows.
    #[cfg(feature = "ssr")]
    pub private: Option<PrivatePage>,
    pub outcome: Outcome,
}

impl Visit {
    pub fn shown(&self) -> Localization {
        self.seed.shown
    }

    pub fn locale(&self) -> Locale {
        self.seed.shown.locale
    }
}

/// What the server knew before it drew the page. It is sent along (see `shell`), so that the
/// first view drawn in the browser is the one that is already there.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seed {
    pub shown: Localization,
    /// The store the shopper goes to.
    pub chosen_store: Option<Handle>,
    /// The basket of the shopper as the server has it, on pages that show it. Catalogue pages are
    /// the same for everybody.
    pub basket: Option<Welcome>,
    /// The wishlists that are shared, with their tokens, on pages that show wishlists.
    pub shares: Vec<(WishlistId, String)>,
    /// Known beforehand and not asked by the page: the frame around the pages must not wait.
    pub frame: Frame,
}

/// What the server should answer with, besides the page. The browser has no use for it.
#[derive(Clone, Debug, Default)]
pub struct Outcome(Arc<Mutex<Said>>);

/// What a page has said of itself so far.
#[derive(Debug, Default)]
struct Said {
    status: Status,
    head: String,
}

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
        self.said().status = status;
    }

    pub fn get(&self) -> Status {
        self.said().status.clone()
    }

    /// The tags that this page puts into the document's head, as HTML.
    pub fn set_head(&self, tags: String) {
        self.said().head = tags;
    }

    pub fn head(&self) -> String {
        self.said().head.clone()
    }

    fn said(&self) -> MutexGuard<'_, Said> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
