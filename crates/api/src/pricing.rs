//! What a page needs to reckon by itself what a cart costs: the lines, and the shop's terms.

use crate::VariantLine;
use baguni_commerce::quote::{Delivery, QuoteLine, ShopperFacts};
use baguni_commerce::{Currency, Promotion, Quantity, QuoteRequest, ShippingMethod};
use serde::{Deserialize, Serialize};

/// Variants as they are today, and on which terms they are sold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    pub lines: Vec<VariantLine>,
    pub terms: Terms,
}

/// What everybody gets. What depends on who buys, or on a code, comes in the checkout.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// Those that need no code, no account and no first order, and may be used without end. Titles
    /// are in the language of the page alone.
    pub promotions: Vec<Promotion>,
    /// The usual way to send things.
    pub method: Option<ShippingMethod>,
    /// When the shop said so, in milliseconds since 1970.
    pub at: u64,
}

impl Terms {
    /// The question of what these lines cost, sent the usual way to the mainland.
    pub fn request<'a>(
        &self,
        currency: Currency,
        lines: impl Iterator<Item = (&'a VariantLine, Quantity)>,
    ) -> QuoteRequest {
        let line = |(line, quantity): (&VariantLine, Quantity)| QuoteLine {
            sku: line.sku.clone(),
            quantity,
            unit: line.price,
            collections: line.collections.clone(),
            grams: line.grams,
        };
        let lines: Vec<QuoteLine> = lines.map(line).collect();
        let delivery = match &self.method {
            Some(method) if !lines.is_empty() => Delivery::Ship {
                method: method.id.clone(),
                postcode: None,
            },
            _ => Delivery::Undecided,
        };
        QuoteRequest {
            currency,
            lines,
            promotions: self.promotions.clone(),
            codes: Vec::new(),
            shopper: ShopperFacts::default(),
            methods: self.method.iter().cloned().collect(),
            delivery,
            now: self.at,
        }
    }
}
