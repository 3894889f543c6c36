//! Finding products by what shoppers type: in either language, however Korean is spaced, by
//! initials, with typos, and in the wrong keyboard layout.

mod find;
mod hits;
mod lexicon;
mod mend;
mod pattern;
mod suggest;
mod synonyms;
#[cfg(test)]
mod tests;
mod topics;
mod words;

pub use suggest::Suggested;
pub use topics::Topic;

use crate::catalogue::Catalogue;
use crate::hangul;
use crate::ident::Barcode;
use crate::locale::{Locale, Text};
use crate::product::Product;
use crate::stock::LocationKind;
use find::weight;
use lexicon::{Draft, Lexicon};
use pattern::{Term, terms};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use suggest::Names;

/// What a catalogue can be searched by. Made once for each catalogue and asked with the same one.
#[derive(Debug, Default)]
pub struct SearchIndex {
    products: Lexicon,
    collections: Lexicon,
    /// Products by SKU and barcode, see [`code`].
    codes: BTreeMap<String, usize>,
    /// For each product its whole titles, as their letters.
    titles: Vec<Vec<Vec<char>>>,
    /// What stores and their cities are called, as their letters.
    places: Vec<Vec<char>>,
    names: Names,
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

impl SearchIndex {
    /// Characters of a query that are read.
    pub const MAX_TYPED: usize = 200;

    pub fn new(catalogue: &Catalogue) -> Self {
        let mut collections = Draft::default();
        for (at, collection) in catalogue.collections().iter().enumerate() {
            add_name(&mut collections, at, &collection.title, weight::TITLE);
        }
        let title = |p: &Product| p.title.each().map(words::joined).collect();
        Self {
            products: product_lexicon(catalogue),
            collections: collections.finish(),
            codes: codes(catalogue),
            titles: catalogue.products().iter().map(title).collect(),
            places: places(catalogue),
            names: Names::new(catalogue),
        }
    }

    /// What matches all that was typed, in any language, whichever is shown. What is not found as
    /// it was typed is tried in the other keyboard layout, then with typos mended.
    pub fn search(&self, catalogue: &Catalogue, typed: &str, _locale: Locale) -> Found {
        self.read(catalogue, &cut(typed), false)
    }

    /// Finds what was typed, or what it may have meant.
    fn read(&self, catalogue: &Catalogue, typed: &str, typing: bool) -> Found {
        let exact = self.exact(catalogue, typed, typing);
        if exact.is_something() || terms(typed).is_empty() {
            return exact;
        }
        let swapped = swapped(typed);
        let meant = |text: String| {
            let found = self.exact(catalogue, &text, typing);
            found.is_something().then(|| found.read_as(text))
        };
        let whole_swap = swapped
            .clone()
            .filter(|text| !text.contains(hangul::is_letter));
        whole_swap
            .and_then(meant)
            .or_else(|| self.mended(typed).and_then(meant))
            .or_else(|| swapped.and_then(meant))
            .unwrap_or(exact)
    }

    fn exact(&self, catalogue: &Catalogue, typed: &str, typing: bool) -> Found {
        let terms = terms(typed);
        let mut products = self.products.find(&terms, typing);
        if products.is_empty() && !typing {
            products = self.products.find(&terms, true);
        }
        let mut products = self.best_first(catalogue, &products, &words::joined(typed));
        if let Some(product) = self.codes.get(&code(typed)) {
            products.retain(|known| known != product);
            products.insert(0, *product);
        }
        Found {
            products,
            collections: ranked(&self.collections.find(&terms, true)),
            read_as: None,
            topics: self.topics(&terms),
        }
    }

    fn mended(&self, typed: &str) -> Option<String> {
        self.products.mend(&terms(typed))
    }

    fn topics(&self, terms: &[Term]) -> Vec<Topic> {
        let mut topics = topics::of(terms);
        let typed: Vec<char> = terms
            .iter()
            .flat_map(|term| &term.letters)
            .copied()
            .collect();
        if self.places.contains(&typed) && !topics.contains(&Topic::Stores) {
            topics.push(Topic::Stores);
        }
        topics
    }

    /// A product of exactly this title, then the best matches, of these what can be bought.
    fn best_first(&self, catalogue: &Catalogue, hits: &hits::Hits, typed: &[char]) -> Vec<usize> {
        let stocked = catalogue.stocked();
        let rank = |(at, score): (usize, u32)| {
            let titles = self.titles.get(at).map_or(&[][..], Vec::as_slice);
            let is_titled = titles.iter().any(|title| title == typed);
            (!is_titled, Reverse(score), stocked.is_sold_out(at), at)
        };
        let mut ranked: Vec<_> = hits.iter().map(rank).collect();
        ranked.sort_unstable();
        ranked.into_iter().map(|(.., at)| at).collect()
    }
}

impl Found {
    fn is_something(&self) -> bool {
        !self.products.is_empty() || !self.collections.is_empty() || !self.topics.is_empty()
    }

    fn read_as(mut self, text: String) -> Self {
        self.read_as = Some(text);
        self
    }
}

fn cut(typed: &str) -> String {
    let typed = typed.trim().chars().take(SearchIndex::MAX_TYPED);
    typed.collect()
}

/// The same keys in the other layout; nothing for a text in both.
fn swapped(typed: &str) -> Option<String> {
    let is_korean = typed.contains(hangul::is_hangul);
    let is_latin = typed.contains(|c: char| c.is_ascii_alphabetic());
    let text = match (is_korean, is_latin) {
        (true, false) => hangul::to_latin_keys(typed).to_lowercase(),
        // Capitals throughout come from a lock, not from the shift that doubles consonants.
        (false, true) if !typed.contains(|c: char| c.is_ascii_lowercase()) => {
            hangul::from_latin_keys(&typed.to_lowercase())
        }
        (false, true) => hangul::from_latin_keys(typed),
        _ => return None,
    };
    Some(text)
}

fn ranked(hits: &hits::Hits) -> Vec<usize> {
    let mut ranked: Vec<_> = hits
        .iter()
        .map(|(at, score)| (Reverse(score), at))
        .collect();
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, at)| at).collect()
}

fn add_name(draft: &mut Draft, at: usize, name: &Text, weight: u8) {
    name.each()
        .for_each(|name| draft.add_name(at, name, weight));
}

fn product_lexicon(catalogue: &Catalogue) -> Lexicon {
    let mut draft = Draft::default();
    for (at, product) in catalogue.products().iter().enumerate() {
        add_name(&mut draft, at, &product.title, weight::TITLE);
        add_name(&mut draft, at, &product.product_type, weight::KIND);
        add_name(&mut draft, at, &product.vendor, weight::VENDOR);
        let values = product.options.iter().flat_map(|option| &option.values);
        values.for_each(|value| add_name(&mut draft, at, &value.name, weight::KIND));
        let tags = product.tags.iter();
        tags.for_each(|tag| draft.add_name(at, tag, weight::TAG));
        add_prose(&mut draft, at, product);
    }
    for (at, collection) in catalogue.collections().iter().enumerate() {
        for product in catalogue.members(at) {
            add_name(&mut draft, *product, &collection.title, weight::COLLECTION);
        }
    }
    draft.finish()
}

fn add_prose(draft: &mut Draft, at: usize, product: &Product) {
    let details = product.details.iter().map(|detail| &detail.body);
    for text in [&product.summary, &product.description]
        .into_iter()
        .chain(details)
    {
        for prose in text.each() {
            draft.add_text(at, &words::plain(prose), weight::DESCRIPTION);
        }
    }
}

/// A SKU or barcode as it is compared: without spaces, in lower case.
fn code(text: &str) -> String {
    let printed = text.chars().filter(|c| !c.is_whitespace());
    printed.flat_map(char::to_lowercase).collect()
}

fn codes(catalogue: &Catalogue) -> BTreeMap<String, usize> {
    let mut codes = BTreeMap::new();
    for (at, product) in catalogue.products().iter().enumerate() {
        for variant in &product.variants {
            let barcode = variant.barcode.as_ref().map(Barcode::as_str);
            for code in barcode.into_iter().chain([variant.sku.as_str()]) {
                codes.entry(self::code(code)).or_insert(at);
            }
        }
    }
    codes
}

/// Store and city names, with and without the `점` (branch) that names end in.
fn places(catalogue: &Catalogue) -> Vec<Vec<char>> {
    let is_store = |at: &&crate::StockLocation| at.kind == LocationKind::Store;
    let stores = catalogue.locations().iter().filter(is_store);
    let names = stores.flat_map(|store| store.name.each().chain(store.city.each()));
    let letters = names.flat_map(|name| {
        let whole = words::joined(name);
        let short = whole.strip_suffix(&['점']).map(<[char]>::to_vec);
        short.into_iter().chain([whole])
    });
    letters.filter(|letters| letters.len() > 1).collect()
}
