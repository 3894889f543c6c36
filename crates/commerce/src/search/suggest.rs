//! What a search field offers while somebody types.

use super::pattern::{Unit, reach, unfinished, units};
use super::words::{joined, words};
use super::{SearchIndex, cut};
use crate::catalogue::Catalogue;
use crate::hangul;
use crate::locale::{Locale, Text};
use std::collections::BTreeSet;

/// What may be meant by what is typed so far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// Names of the shop to search for: kinds, collections, brands, titles.
    pub queries: Vec<String>,
    /// Indices into the catalogue, best first.
    pub products: Vec<usize>,
    pub collections: Vec<usize>,
}

/// The names of kinds, collections and brands, in this order, each once.
#[derive(Debug, Default)]
pub(super) struct Names(Vec<Name>);

/// A name, and in each language its letters and where its words begin.
#[derive(Debug)]
struct Name {
    shown: Text,
    spelled: Vec<(Vec<char>, Vec<usize>)>,
}

impl SearchIndex {
    pub const MAX_QUERIES: usize = 6;
    pub const MAX_PRODUCTS: usize = 6;
    pub const MAX_COLLECTIONS: usize = 4;
    /// Of so many of the best products the titles are offered as queries.
    const TITLES: usize = 40;

    /// What to offer to somebody who has typed this much.
    pub fn suggest(&self, catalogue: &Catalogue, typed: &str, locale: Locale) -> Suggested {
        let typed = cut(typed);
        let mut found = self.read(catalogue, &typed, true);
        let title = |at: &usize| Name::new(&catalogue.products()[*at].title);
        let titles: Vec<Name> = found
            .products
            .iter()
            .take(Self::TITLES)
            .map(title)
            .collect();
        let names: Vec<&Name> = self.names.0.iter().chain(&titles).collect();
        let queries = offered(&names, found.read_as.as_ref().unwrap_or(&typed), locale);
        found.products.truncate(Self::MAX_PRODUCTS);
        found.collections.truncate(Self::MAX_COLLECTIONS);
        Suggested {
            queries,
            products: found.products,
            collections: found.collections,
        }
    }
}

/// Names that start with what was typed, then names that have it further in.
fn offered(names: &[&Name], typed: &str, locale: Locale) -> Vec<String> {
    let typed = units(&joined(typed));
    let patterns: Vec<Vec<Unit>> = unfinished(&typed).into_iter().chain([typed]).collect();
    let starting = names.iter().filter(|name| name.starts_with(&patterns));
    let having = names.iter().filter(|name| name.has(&patterns));
    let mut known = BTreeSet::new();
    let mut offered = Vec::new();
    for name in starting.chain(having) {
        let shown = name.shown.get(locale);
        if offered.len() < SearchIndex::MAX_QUERIES && known.insert(joined(shown)) {
            offered.push(shown.to_owned());
        }
    }
    offered
}

impl Names {
    pub(super) fn new(catalogue: &Catalogue) -> Self {
        let products = catalogue.products();
        let kinds = products.iter().map(|product| &product.product_type);
        let collections = catalogue.collections().iter().map(|c| &c.title);
        let brands = products.iter().map(|product| &product.vendor);
        let mut known = BTreeSet::new();
        let names = kinds.chain(collections).chain(brands);
        let new = names.filter(|name| !name.is_empty() && known.insert(*name));
        Self(new.map(Name::new).collect())
    }
}

impl Name {
    fn new(name: &Text) -> Self {
        let spelled = |text: &str| {
            let mut letters = Vec::new();
            let mut starts = Vec::new();
            for word in words(text) {
                starts.push(letters.len());
                letters.extend(word.letters);
            }
            (letters, starts)
        };
        Self {
            shown: name.clone(),
            spelled: name.each().map(spelled).collect(),
        }
    }

    fn starts_with(&self, patterns: &[Vec<Unit>]) -> bool {
        let mut spelled = self.spelled.iter();
        spelled.any(|(letters, _)| patterns.iter().any(|units| takes(units, letters)))
    }

    /// At the start of a word, or of any syllable: Korean words are joined.
    fn has(&self, patterns: &[Vec<Unit>]) -> bool {
        let has = |(letters, starts): &(Vec<char>, Vec<usize>)| {
            (0..letters.len()).any(|at| {
                let begins = starts.contains(&at) || hangul::is_hangul(letters[at]);
                begins && patterns.iter().any(|units| takes(units, &letters[at..]))
            })
        };
        self.spelled.iter().any(has)
    }
}

fn takes(units: &[Unit], letters: &[char]) -> bool {
    !units.is_empty() && reach(units, letters) == units.len()
}
