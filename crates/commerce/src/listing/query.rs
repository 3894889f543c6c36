//! What a shopper asks of a list, and its one spelling in an address.

use crate::cart::percent_encode;
use crate::ident::Handle;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// How a list is narrowed and ordered. Values inside a facet widen (OR), facets narrow (AND).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ListingQuery {
    /// Facet key to the keys of the chosen values.
    pub facets: BTreeMap<String, BTreeSet<String>>,
    pub price: PriceRange,
    /// Only what this location has now.
    pub at: Option<Handle>,
    /// Only what can be bought now, from wherever it is.
    pub in_stock: bool,
    pub on_sale: bool,
    pub sort: Sort,
    /// From 1; 0 means an address with a page that no list can have.
    pub page: u32,
}

impl Default for ListingQuery {
    /// The first page of everything.
    fn default() -> Self {
        Self {
            facets: BTreeMap::new(),
            price: PriceRange::default(),
            at: None,
            in_stock: false,
            on_sale: false,
            sort: Sort::default(),
            page: 1,
        }
    }
}

/// Both ends included, in whole units (won, dollars) of the currency shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PriceRange {
    pub min: Option<u32>,
    pub max: Option<u32>,
}

/// The order of a list.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Sort {
    /// The collection's own order; in a search, the best match first.
    #[default]
    Featured,
    New,
    PriceAsc,
    PriceDesc,
    Discount,
}

impl Sort {
    pub const ALL: [Self; 5] = [
        Self::Featured,
        Self::New,
        Self::PriceAsc,
        Self::PriceDesc,
        Self::Discount,
    ];

    /// As it stands in an address.
    pub fn key(self) -> &'static str {
        match self {
            Self::Featured => "featured",
            Self::New => "new",
            Self::PriceAsc => "price-asc",
            Self::PriceDesc => "price-desc",
            Self::Discount => "discount",
        }
    }

    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|sort| sort.key() == key)
    }
}

/// The words of an address that are no facets.
const RESERVED: [&str; 8] = [
    "q",
    "price-min",
    "price-max",
    "at",
    "stock",
    "sale",
    "sort",
    "page",
];

impl ListingQuery {
    /// Products on a page.
    pub const PAGE_SIZE: usize = 24;
    /// More values than any shopper ticks; the rest of a longer address is left unread.
    const MAX_VALUES: usize = 64;
    /// Bytes of a key; longer ones are no part of any catalogue.
    pub(super) const MAX_WORD: usize = 80;

    /// Reads the decoded pairs of an address. What cannot be read is left out, so that an old or
    /// mistyped link still shows a list; only a page that cannot be is kept, as 0.
    pub fn from_pairs<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut query = Self::default();
        for (key, value) in pairs.into_iter().take(Self::MAX_VALUES) {
            if value.is_empty() || value.len() > Self::MAX_WORD || key.len() > Self::MAX_WORD {
                continue;
            }
            match key {
                "price-min" => query.price.min = value.parse().ok(),
                "price-max" => query.price.max = value.parse().ok(),
                "at" => query.at = value.parse().ok(),
                "stock" => query.in_stock = value == "1",
                "sale" => query.on_sale = value == "1",
                "sort" => query.sort = Sort::from_key(value).unwrap_or_default(),
                "page" => query.page = value.parse().unwrap_or(0),
                "q" => {}
                _ => {
                    query
                        .facets
                        .entry(key.to_owned())
                        .or_default()
                        .insert(value.to_owned());
                }
            }
        }
        query
    }

    /// The one spelling of this query in an address, without `?`; empty when nothing is chosen.
    pub fn to_query_string(&self) -> String {
        let mut written = String::new();
        let mut pair = |key: &str, value: &str| {
            let joint = if written.is_empty() { "" } else { "&" };
            let _ = write!(
                written,
                "{joint}{}={}",
                percent_encode(key),
                percent_encode(value)
            );
        };
        for (key, values) in &self.facets {
            values.iter().for_each(|value| pair(key, value));
        }
        if let Some(min) = self.price.min {
            pair("price-min", &min.to_string());
        }
        if let Some(max) = self.price.max {
            pair("price-max", &max.to_string());
        }
        if let Some(location) = &self.at {
            pair("at", location.as_str());
        }
        if self.in_stock {
            pair("stock", "1");
        }
        if self.on_sale {
            pair("sale", "1");
        }
        if self.sort != Sort::default() {
            pair("sort", self.sort.key());
        }
        if self.page > 1 {
            pair("page", &self.page.to_string());
        }
        written
    }

    /// Whether anything but the order and the page is chosen.
    pub fn is_narrowed(&self) -> bool {
        !self.facets.is_empty()
            || self.price != PriceRange::default()
            || self.at.is_some()
            || self.in_stock
            || self.on_sale
    }

    /// The same list with one facet value put in or taken out, from its first page.
    pub fn toggled(&self, facet: &str, value: &str) -> Self {
        let mut query = Self {
            page: 1,
            ..self.clone()
        };
        let values = query.facets.entry(facet.to_owned()).or_default();
        if !values.remove(value) {
            values.insert(value.to_owned());
        }
        if values.is_empty() {
            query.facets.remove(facet);
        }
        query
    }

    /// Whether a facet could have this key in an address.
    pub fn is_facet_key(key: &str) -> bool {
        !key.is_empty() && !RESERVED.contains(&key)
    }
}
