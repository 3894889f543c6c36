//! Products and their variants.

use super::{MoneyShape, TextShape};
use baguni_api::Picture;
use baguni_commerce::{Catalogue, Currency, Locale, Price, Product, Variant};
use serde::Serialize;
use utoipa::ToSchema;

#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct ProductList {
    pub data: Vec<ProductShape>,
    /// For the next page; none on the last.
    pub next_cursor: Option<String>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Product)]
pub struct ProductShape {
    /// Names it in addresses.
    #[schema(example = "onggi-mug")]
    pub handle: String,
    pub title: TextShape,
    /// One plain sentence.
    pub summary: TextShape,
    /// HTML without scripts.
    pub description: TextShape,
    pub vendor: TextShape,
    pub product_type: TextShape,
    pub tags: Vec<String>,
    pub options: Vec<ProductOptionShape>,
    pub variants: Vec<VariantShape>,
    /// Paths on this host.
    pub pictures: Vec<String>,
}

/// Something to choose, as colour or size.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ProductOption)]
pub struct ProductOptionShape {
    pub name: TextShape,
    pub values: Vec<TextShape>,
}

/// One thing that can be bought.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Variant)]
pub struct VariantShape {
    pub sku: String,
    pub barcode: Option<String>,
    /// In the order of the product's options.
    pub choices: Vec<TextShape>,
    /// One in each currency of the shop, VAT included.
    pub prices: Vec<PriceShape>,
    pub weight_grams: u32,
    /// Whether some can be bought now.
    pub in_stock: bool,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Price)]
pub struct PriceShape {
    pub amount: MoneyShape,
    /// What it used to cost, where that was more.
    pub compare_at: Option<MoneyShape>,
}

impl ProductShape {
    pub fn of(catalogue: &Catalogue, product: &Product) -> Self {
        let pictures = product.media.iter();
        let pictures = pictures.filter_map(|media| Picture::of(media, Locale::default()).src);
        let variants = product.variants.iter();
        Self {
            handle: product.handle.to_string(),
            title: (&product.title).into(),
            summary: (&product.summary).into(),
            description: (&product.description).into(),
            vendor: (&product.vendor).into(),
            product_type: (&product.product_type).into(),
            tags: product.tags.iter().cloned().collect(),
            options: options(product),
            variants: variants
                .map(|variant| VariantShape::of(catalogue, product, variant))
                .collect(),
            pictures: pictures.collect(),
        }
    }
}

fn options(product: &Product) -> Vec<ProductOptionShape> {
    let options = product.options.iter();
    options
        .map(|option| ProductOptionShape {
            name: (&option.name).into(),
            values: option
                .values
                .iter()
                .map(|value| (&value.name).into())
                .collect(),
        })
        .collect()
}

impl VariantShape {
    fn of(catalogue: &Catalogue, product: &Product, variant: &Variant) -> Self {
        let chosen = product.options.iter().zip(&variant.choices);
        let chosen = chosen.filter_map(|(option, at)| option.values.get(usize::from(*at)));
        let prices = Currency::ALL.map(|currency| variant.prices.get(currency));
        Self {
            sku: variant.sku.to_string(),
            barcode: variant.barcode.as_ref().map(ToString::to_string),
            choices: chosen.map(|value| (&value.name).into()).collect(),
            prices: prices.map(PriceShape::from).into(),
            weight_grams: variant.weight_grams,
            in_stock: catalogue.is_sellable(variant),
        }
    }
}

impl From<Price> for PriceShape {
    fn from(price: Price) -> Self {
        Self {
            amount: price.amount.into(),
            compare_at: price.compare_at.map(Into::into),
        }
    }
}
