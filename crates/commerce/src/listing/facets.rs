//! The facets of a whole catalogue, with a number for every value, so that a list is narrowed by
//! comparing small integers.

use super::query::ListingQuery;
use super::sizes::SizeRank;
use crate::ident::Handle;
use crate::locale::Text;
use crate::product::{Product, ProductOption};
use std::collections::BTreeMap;

/// All facets and their values. A value's number counts through all facets.
#[derive(Debug, Default)]
pub(crate) struct Facets {
    pub facets: Vec<FacetNames>,
    pub values: Vec<ValueNames>,
    by_key: BTreeMap<String, u32>,
    by_value_key: BTreeMap<(u32, String), u32>,
    /// Keys of texts that another product has in English too, by facet and Korean key.
    translated: BTreeMap<(u32, String), String>,
}

#[derive(Debug)]
pub(crate) struct FacetNames {
    pub key: String,
    pub name: Text,
    pub values: Vec<u32>,
    /// Values stand in the order of sizes, not of how many there are.
    pub is_sized: bool,
    products: u32,
}

#[derive(Debug)]
pub(crate) struct ValueNames {
    pub facet: u32,
    pub key: String,
    pub name: Text,
    pub swatch: Option<String>,
    /// The place among the values of its facet in the order of sizes.
    pub rank: u32,
}

/// No value: the product or variant says nothing in this facet.
pub(crate) const NO_VALUE: u32 = u32::MAX;
pub(crate) const TYPE: u32 = 0;
pub(crate) const BRAND: u32 = 1;
/// The facet number under which the Korean names of the options themselves are remembered.
const OPTION_NAMES: u32 = u32::MAX;

/// The key of a name in an address: its English words, else its Korean ones, joined by `-`.
pub fn facet_key(name: &Text) -> String {
    slug(if name.en.is_empty() {
        &name.ko
    } else {
        &name.en
    })
}

fn slug(name: &str) -> String {
    let handle = Handle::from_title(name);
    let mut slug = handle.map_or_else(|_| String::new(), String::from);
    let mut end = slug.len().min(ListingQuery::MAX_WORD);
    while !slug.is_char_boundary(end) {
        end -= 1;
    }
    slug.truncate(end);
    slug
}

/// The option that files from other shops give to products without options.
fn is_placeholder(option: &ProductOption) -> bool {
    let only = option.values.len() == 1 && facet_key(&option.values[0].name) == "default-title";
    only && facet_key(&option.name) == "title"
}

impl Facets {
    pub(crate) fn new(products: &[Product]) -> Self {
        let mut facets = Self::default();
        facets.add_facet("type".to_owned(), &Text::new("종류", "Type"));
        facets.add_facet("brand".to_owned(), &Text::new("브랜드", "Brand"));
        for product in products {
            facets.learn_names(product);
        }
        for product in products {
            facets.learn_values(product);
        }
        facets.rank_sizes();
        facets
    }

    pub(crate) fn facet(&self, key: &str) -> Option<u32> {
        self.by_key.get(key).copied()
    }

    pub(crate) fn value(&self, facet: u32, name: &Text) -> u32 {
        self.value_with_key(facet, &self.key(facet, name))
            .unwrap_or(NO_VALUE)
    }

    pub(crate) fn value_with_key(&self, facet: u32, key: &str) -> Option<u32> {
        self.by_value_key.get(&(facet, key.to_owned())).copied()
    }

    /// The facet of a product's option; none for the placeholder.
    pub(crate) fn option_facet(&self, option: &ProductOption) -> Option<u32> {
        if is_placeholder(option) {
            return None;
        }
        self.facet(&self.option_key(option))
    }

    /// The facets in the order of a page: type, brand, then options, the most frequent first.
    pub(crate) fn in_order(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..).take(self.facets.len()).collect();
        order[2..].sort_by_key(|at| {
            let facet = &self.facets[*at as usize];
            (std::cmp::Reverse(facet.products), &facet.key)
        });
        order
    }

    fn option_key(&self, option: &ProductOption) -> String {
        let key = self.key(OPTION_NAMES, &option.name);
        let taken = matches!(key.as_str(), "type" | "brand") || !ListingQuery::is_facet_key(&key);
        if taken { format!("option-{key}") } else { key }
    }

    fn key(&self, facet: u32, name: &Text) -> String {
        let key = facet_key(name);
        if !name.en.is_empty() {
            return key;
        }
        let place = (facet, key);
        match self.translated.get(&place) {
            Some(english) => english.clone(),
            None => place.1,
        }
    }

    /// Remembers what is named in both languages, so that a product named in Korean alone has its
    /// colour in the same facet.
    fn learn_names(&mut self, product: &Product) {
        self.learn_name(TYPE, &product.product_type);
        self.learn_name(BRAND, &product.vendor);
        for option in &product.options {
            self.learn_name(OPTION_NAMES, &option.name);
            if let Some(facet) = self.facet_for(option) {
                for value in &option.values {
                    self.learn_name(facet, &value.name);
                }
            }
        }
    }

    fn learn_name(&mut self, facet: u32, name: &Text) {
        if !name.ko.is_empty() && !name.en.is_empty() {
            let place = (facet, slug(&name.ko));
            self.translated
                .entry(place)
                .or_insert_with(|| slug(&name.en));
        }
    }

    fn learn_values(&mut self, product: &Product) {
        self.add_value(TYPE, &product.product_type, None);
        self.add_value(BRAND, &product.vendor, None);
        for option in &product.options {
            let Some(facet) = self.facet_for(option) else {
                continue;
            };
            self.facets[facet as usize].products += 1;
            for value in &option.values {
                self.add_value(facet, &value.name, value.swatch.as_ref());
            }
        }
    }

    fn facet_for(&mut self, option: &ProductOption) -> Option<u32> {
        if is_placeholder(option) || facet_key(&option.name).is_empty() {
            return None;
        }
        Some(self.add_facet(self.option_key(option), &option.name))
    }

    fn add_facet(&mut self, key: String, name: &Text) -> u32 {
        if let Some(known) = self.facet(&key) {
            complete(&mut self.facets[known as usize].name, name);
            return known;
        }
        let number = number(self.facets.len());
        self.by_key.insert(key.clone(), number);
        self.facets.push(FacetNames {
            key,
            name: name.clone(),
            values: Vec::new(),
            is_sized: false,
            products: 0,
        });
        number
    }

    fn add_value(&mut self, facet: u32, name: &Text, swatch: Option<&String>) {
        let key = self.key(facet, name);
        if key.is_empty() {
            return;
        }
        if let Some(known) = self.value_with_key(facet, &key) {
            let known = &mut self.values[known as usize];
            complete(&mut known.name, name);
            known.swatch = known.swatch.take().or_else(|| swatch.cloned());
            return;
        }
        let number = number(self.values.len());
        self.by_value_key.insert((facet, key.clone()), number);
        self.facets[facet as usize].values.push(number);
        self.values.push(ValueNames {
            facet,
            key,
            name: name.clone(),
            swatch: swatch.cloned(),
            rank: 0,
        });
    }

    fn rank_sizes(&mut self) {
        for facet in self.facets.iter_mut().skip(2) {
            let name = |at: &u32| SizeRank::of(name_of(&self.values[*at as usize].name));
            let mut ranked: Vec<(SizeRank, u32)> =
                facet.values.iter().map(|at| (name(at), *at)).collect();
            let called_size = ["size", "사이즈", "크기"]
                .iter()
                .any(|word| facet.key.contains(word));
            facet.is_sized = called_size || ranked.iter().all(|(rank, _)| rank.is_size());
            ranked.sort();
            for (place, (_, at)) in ranked.iter().enumerate() {
                self.values[*at as usize].rank = number(place);
            }
        }
    }
}

/// Sizes are written alike in both languages more often in English.
fn name_of(name: &Text) -> &str {
    name.get(crate::locale::Locale::En)
}

fn complete(known: &mut Text, name: &Text) {
    if known.ko.is_empty() {
        known.ko.clone_from(&name.ko);
    }
    if known.en.is_empty() {
        known.en.clone_from(&name.en);
    }
}

pub(super) fn number(len: usize) -> u32 {
    u32::try_from(len).expect("a catalogue holds fewer than four thousand million of anything")
}
