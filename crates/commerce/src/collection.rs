//! Collections: products put together by hand, or by a rule that is read anew at every change.

use crate::ident::Handle;
use crate::locale::Text;
use crate::media::Media;
use crate::money::Currency;
use crate::product::Product;
use serde::{Deserialize, Serialize};

/// A set of products with a page of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    pub handle: Handle,
    pub title: Text,
    /// One or two plain sentences.
    pub description: Text,
    pub picture: Option<Media>,
    pub members: Members,
    /// Shown in the menu, in this order; `None` is reached by links only.
    pub menu_position: Option<u16>,
}

/// How a collection comes by its products.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Members {
    /// These, in this order.
    Manual(Vec<Handle>),
    Rule(CollectionRule),
}

/// A rule over what a product says of itself. An empty rule takes every product.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CollectionRule {
    /// One condition is enough, where otherwise all must hold.
    pub any: bool,
    pub conditions: Vec<Condition>,
}

/// One condition of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Condition {
    /// Has this tag.
    Tag(String),
    /// Is of this vendor, in either language, whatever the case.
    Vendor(String),
    /// Is of this type, in either language, whatever the case.
    ProductType(String),
    /// Some variant is marked down.
    OnSale,
    /// Some variant costs less than this, in minor units of the currency.
    PriceBelow(Currency, i64),
    /// Went on sale at or after this moment, in seconds since 1970.
    PublishedSince(i64),
}

impl CollectionRule {
    pub fn takes(&self, product: &Product) -> bool {
        let mut conditions = self.conditions.iter();
        if self.any && !self.conditions.is_empty() {
            conditions.any(|condition| condition.holds(product))
        } else {
            conditions.all(|condition| condition.holds(product))
        }
    }
}

impl Condition {
    fn holds(&self, product: &Product) -> bool {
        match self {
            Self::Tag(tag) => product.tags.contains(tag),
            Self::Vendor(name) => is_named(&product.vendor, name),
            Self::ProductType(name) => is_named(&product.product_type, name),
            Self::OnSale => product.variants.iter().any(|v| v.prices.krw.is_on_sale()),
            Self::PriceBelow(currency, minor) => product
                .variants
                .iter()
                .any(|variant| variant.prices.get(*currency).amount.minor < *minor),
            Self::PublishedSince(moment) => product.published_at >= *moment,
        }
    }
}

fn is_named(text: &Text, name: &str) -> bool {
    text.each()
        .any(|known| known.to_lowercase() == name.to_lowercase())
}
