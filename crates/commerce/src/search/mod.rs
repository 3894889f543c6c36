//! Finding products by what shoppers type, in either language.

use crate::catalogue::Catalogue;
use crate::locale::{Locale, Text};

/// What a catalogue can be searched by. Made once for each catalogue and never changed.
#[derive(Debug, Default)]
pub struct SearchIndex {
    titles: Vec<String>,
    collections: Vec<String>,
}

/// What was found. Products and collections are indices into the catalogue, best first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    pub products: Vec<usize>,
    pub collections: Vec<usize>,
    /// What was looked for, where that is something else than was typed: a typo mended, a
    /// keyboard layout swapped.
    pub read_as: Option<String>,
    /// Pages of the shop that the words may have meant.
    pub topics: Vec<Topic>,
}

/// What a search field offers while somebody types.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    pub queries: Vec<String>,
    pub products: Vec<usize>,
    pub collections: Vec<usize>,
}

/// What is asked for that is no product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    Returns,
    Delivery,
    Stores,
    Payment,
    Orders,
    Contact,
    Cart,
    Wishlist,
}

impl SearchIndex {
    /// Characters of a query that are read.
    pub const MAX_TYPED: usize = 200;
    pub const MAX_QUERIES: usize = 6;
    pub const MAX_PRODUCTS: usize = 6;
    pub const MAX_COLLECTIONS: usize = 4;

    pub fn new(catalogue: &Catalogue) -> Self {
        let squash = |text: &Text| format!("{}\n{}", text.ko, text.en).to_lowercase();
        Self {
            titles: catalogue
                .products()
                .iter()
                .map(|p| squash(&p.title))
                .collect(),
            collections: catalogue
                .collections()
                .iter()
                .map(|c| squash(&c.title))
                .collect(),
        }
    }

    /// What matches all that was typed, in any language; `locale` is the one that is shown.
    pub fn search(&self, _catalogue: &Catalogue, typed: &str, _locale: Locale) -> Found {
        let wanted = typed.trim().to_lowercase();
        if wanted.is_empty() {
            return Found::default();
        }
        let having = |texts: &[String]| -> Vec<usize> {
            (0..texts.len())
                .filter(|at| texts[*at].contains(&wanted))
                .collect()
        };
        Found {
            products: having(&self.titles),
            collections: having(&self.collections),
            ..Found::default()
        }
    }

    /// What to offer to somebody who has typed this much.
    pub fn suggest(&self, catalogue: &Catalogue, typed: &str, locale: Locale) -> Suggested {
        let mut found = self.search(catalogue, typed, locale);
        found.products.truncate(Self::MAX_PRODUCTS);
        found.collections.truncate(Self::MAX_COLLECTIONS);
        let title = |at: &usize| catalogue.products()[*at].title.get(locale).to_owned();
        Suggested {
            queries: found.products.iter().map(title).collect(),
            products: found.products,
            collections: found.collections,
        }
    }
}
