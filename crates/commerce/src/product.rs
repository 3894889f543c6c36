//! What is sold: a product, its options, and the variants that can be put in a cart.

use crate::ident::{Barcode, Handle, Sku};
use crate::locale::Text;
use crate::media::Media;
use crate::money::Prices;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A product with at least one variant. Made by [`Product::check`]ed construction in imports and
/// in storage; the fields are public because every surface reads them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Product {
    pub handle: Handle,
    pub title: Text,
    /// One plain sentence for cards and link previews.
    pub summary: Text,
    /// Sanitised HTML.
    pub description: Text,
    /// Collapsible sections under the description: material, care, size.
    pub details: Vec<Detail>,
    /// The brand.
    pub vendor: Text,
    /// The kind of thing, as in "mug"; one word of the merchant's own.
    pub product_type: Text,
    pub tags: BTreeSet<String>,
    pub status: ProductStatus,
    /// When it went on sale, in seconds since 1970; orders "new".
    pub published_at: i64,
    pub options: Vec<ProductOption>,
    pub variants: Vec<Variant>,
    pub media: Vec<Media>,
}

/// A titled section of a product page; the body is sanitised HTML.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Detail {
    pub title: Text,
    pub body: Text,
}

/// Whether shoppers see it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProductStatus {
    #[default]
    Active,
    Draft,
    Archived,
}

/// Something to choose, as colour or size.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProductOption {
    pub name: Text,
    pub values: Vec<OptionValue>,
}

/// One choice of an option; a swatch is shown where it has a colour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OptionValue {
    pub name: Text,
    /// `#rrggbb`
    pub swatch: Option<String>,
}

/// One thing that can be put in a cart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Variant {
    pub sku: Sku,
    pub barcode: Option<Barcode>,
    /// For each option of the product the index of the chosen value.
    pub choices: Vec<u16>,
    pub prices: Prices,
    pub weight_grams: u32,
    /// Index into the product's media.
    pub picture: Option<u16>,
    /// Sold on when there is none left.
    pub sell_without_stock: bool,
}

/// Why a product cannot be as it is described.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProductError {
    #[error("has no title")]
    NoTitle,
    #[error("has no variants")]
    NoVariants,
    #[error("has {0} options; {max} are possible", max = Product::MAX_OPTIONS)]
    TooManyOptions(usize),
    #[error("has {0} variants; {max} are possible", max = Product::MAX_VARIANTS)]
    TooManyVariants(usize),
    #[error("has {0} pictures; {max} are possible", max = Product::MAX_MEDIA)]
    TooManyMedia(usize),
    #[error("variant {0} does not choose one value of each option")]
    Choices(Sku),
    #[error("variants {0} and {1} make the same choices")]
    SameChoices(Sku, Sku),
    #[error("two variants have the SKU {0}")]
    SameSku(Sku),
    #[error("variant {0} shows a picture that the product does not have")]
    NoSuchPicture(Sku),
}

impl Product {
    pub const MAX_OPTIONS: usize = 3;
    pub const MAX_VARIANTS: usize = 2_048;
    pub const MAX_MEDIA: usize = 250;

    /// Whether all that must hold between the parts of a product holds.
    pub fn check(&self) -> Result<(), ProductError> {
        if self.title.is_empty() {
            return Err(ProductError::NoTitle);
        }
        match (self.options.len(), self.variants.len(), self.media.len()) {
            (_, 0, _) => return Err(ProductError::NoVariants),
            (n, ..) if n > Self::MAX_OPTIONS => return Err(ProductError::TooManyOptions(n)),
            (_, n, _) if n > Self::MAX_VARIANTS => return Err(ProductError::TooManyVariants(n)),
            (.., n) if n > Self::MAX_MEDIA => return Err(ProductError::TooManyMedia(n)),
            _ => {}
        }
        self.variants
            .iter()
            .try_for_each(|variant| self.check_variant(variant))?;
        self.check_distinct()
    }

    fn check_variant(&self, variant: &Variant) -> Result<(), ProductError> {
        let chosen = variant.choices.len() == self.options.len()
            && self
                .options
                .iter()
                .zip(&variant.choices)
                .all(|(option, choice)| usize::from(*choice) < option.values.len());
        if !chosen {
            return Err(ProductError::Choices(variant.sku.clone()));
        }
        match variant.picture {
            Some(index) if usize::from(index) >= self.media.len() => {
                Err(ProductError::NoSuchPicture(variant.sku.clone()))
            }
            _ => Ok(()),
        }
    }

    fn check_distinct(&self) -> Result<(), ProductError> {
        let mut by_sku: Vec<&Variant> = self.variants.iter().collect();
        by_sku.sort_by(|a, b| a.sku.cmp(&b.sku));
        if let Some(pair) = by_sku.windows(2).find(|pair| pair[0].sku == pair[1].sku) {
            return Err(ProductError::SameSku(pair[0].sku.clone()));
        }
        by_sku.sort_by(|a, b| a.choices.cmp(&b.choices));
        match by_sku
            .windows(2)
            .find(|pair| pair[0].choices == pair[1].choices)
        {
            Some(pair) => Err(ProductError::SameChoices(
                pair[0].sku.clone(),
                pair[1].sku.clone(),
            )),
            None => Ok(()),
        }
    }

    /// The variant with exactly these choices, if that combination is made.
    pub fn variant_with(&self, choices: &[u16]) -> Option<&Variant> {
        self.variants
            .iter()
            .find(|variant| variant.choices == choices)
    }

    pub fn variant(&self, sku: &Sku) -> Option<&Variant> {
        self.variants.iter().find(|variant| variant.sku == *sku)
    }

    /// The names of a variant's choices, in the order of the options.
    pub fn choice_names<'a>(&'a self, variant: &'a Variant) -> impl Iterator<Item = &'a Text> {
        self.options
            .iter()
            .zip(&variant.choices)
            .filter_map(|(option, choice)| option.values.get(usize::from(*choice)))
            .map(|value| &value.name)
    }

    /// The picture of a variant: its own, else the product's first.
    pub fn picture_of(&self, variant: &Variant) -> Option<&Media> {
        variant
            .picture
            .and_then(|index| self.media.get(usize::from(index)))
            .or_else(|| self.media.first())
    }

    /// The cheapest variant in the given order of prices, which stands for the product in a list.
    pub fn cheapest(&self, currency: crate::Currency) -> Option<&Variant> {
        self.variants
            .iter()
            .min_by_key(|variant| variant.prices.get(currency).amount)
    }
}
