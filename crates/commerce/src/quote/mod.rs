//! The quote: what a cart costs. One pure function, the same in the browser and on the server.
//!
//! [`quote`] knows nothing but its request: no channel, no device, no place. The order in which
//! lines, promotions, codes and methods are told changes nothing.
//!
//! # Which promotions count
//! A promotion counts where its conditions hold and its code, if it has one, was entered. One that
//! is exclusive stands alone; all others go together. Of these choices the one with the lowest
//! total wins; between equal totals the one whose first promotion has the higher priority, then the
//! lower handle.
//!
//! # In which order
//! By priority, the higher first, then by handle. Each works on what the ones before have left, so
//! that nothing costs less than nothing. Minima and `free_from` look at full prices: a discount
//! never takes another one away, nor the free delivery.
//!
//! # Rounding
//! A discount is reckoned once over all that it is for, half up to a minor unit, and then shared
//! out to the lines in proportion to what is left of each; units that remain go one by one to the
//! lines with the largest remainders, and between equal ones to the lower SKU. The VAT inside won
//! prices is ten parts of a hundred and ten of the total, once, half up.

mod applying;
mod choosing;
mod differences;
mod sharing;
#[cfg(test)]
mod tests;

pub use differences::Difference;

use crate::address::{Postcode, Zone};
use crate::ident::{Handle, Quantity, Sku};
use crate::locale::Text;
use crate::money::{Currency, Money, Price};
use crate::promotion::{Promotion, PromotionCode};
use crate::shipping::ShippingMethod;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What a cart costs under these circumstances.
///
/// Amounts are exact for up to [`crate::CartLines::MAX`] lines; prices are held between nothing
/// and [`Money::MAX_MINOR`].
///
/// # Panics
/// In debug builds, when a price is not of the request's currency.
pub fn quote(request: &QuoteRequest) -> Quote {
    let chosen = choosing::choose(request);
    applying::written(request, chosen)
}

/// All that a quote depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteRequest {
    pub currency: Currency,
    pub lines: Vec<QuoteLine>,
    /// Each handle stands once.
    pub promotions: Vec<Promotion>,
    /// What the shopper entered.
    pub codes: Vec<PromotionCode>,
    pub shopper: ShopperFacts,
    pub methods: Vec<ShippingMethod>,
    pub delivery: Delivery,
    /// Milliseconds since 1970.
    pub now: u64,
}

/// Something to buy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct QuoteLine {
    pub sku: Sku,
    pub quantity: Quantity,
    /// For one piece, in the request's currency.
    pub unit: Price,
    /// The collections of its product.
    pub collections: Vec<Handle>,
    /// One piece.
    pub grams: u32,
}

/// What promotions ask about who buys.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopperFacts {
    pub signed_in: bool,
    /// Placed so far and not cancelled.
    pub orders: u32,
    /// Of promotions with limits; none told is none used.
    pub uses: BTreeMap<Handle, Uses>,
}

/// How often a promotion has been used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Uses {
    pub total: u32,
    pub by_shopper: u32,
}

/// How the things come to the shopper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Delivery {
    /// Nothing is reckoned for it.
    #[default]
    Undecided,
    Ship {
        /// Of [`QuoteRequest::methods`].
        method: Handle,
        /// Not known yet: the mainland, and the quote says that it is an estimate.
        postcode: Option<Postcode>,
    },
    /// In a store, at no cost.
    Pickup,
}

/// What it costs and why. All amounts are of one currency and none is negative.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    pub currency: Currency,
    /// In the order of the request.
    pub lines: Vec<QuotedLine>,
    /// The lines at full price.
    pub subtotal: Money,
    /// What promotions take off the lines.
    pub discount: Money,
    pub shipping: Shipping,
    /// `subtotal - discount + shipping.total`
    pub total: Money,
    /// Inside the total. Dollar prices tell none.
    pub vat_included: Option<Money>,
    /// In the order in which they were applied.
    pub applied: Vec<AppliedPromotion>,
    /// Each entered code that did nothing, and why; ordered by code.
    pub problems: Vec<(PromotionCode, CodeProblem)>,
}

/// A line and what it costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotedLine {
    pub sku: Sku,
    pub quantity: Quantity,
    pub unit: Price,
    /// All pieces at full price.
    pub list: Money,
    pub discounts: Vec<LineDiscount>,
    /// `list` without the discounts.
    pub total: Money,
}

/// This line's share of a promotion; never nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineDiscount {
    pub promotion: Handle,
    pub amount: Money,
}

/// What the way to the shopper costs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shipping {
    pub standing: ShippingStanding,
    /// Where it is sent: the method and its title.
    pub method: Option<(Handle, Text)>,
    pub zone: Option<Zone>,
    /// Before promotions, the surcharge with it.
    pub list: Money,
    /// What of `list` the carrier adds for the zone.
    pub surcharge: Money,
    pub discount: Money,
    /// `list - discount`
    pub total: Money,
    /// How much more would have to be bought for the method to ask no rate.
    pub until_free: Option<Money>,
}

/// How much is known of the shipping.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ShippingStanding {
    Undecided,
    /// As it would be on the mainland.
    Estimated,
    Known,
    Pickup,
    /// There is no such method, or it does not go there, or not with so much. Nothing is reckoned
    /// for it, and such a quote cannot be bought.
    NotOffered,
}

/// A promotion that counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppliedPromotion {
    pub promotion: Handle,
    pub title: Text,
    pub code: Option<PromotionCode>,
    /// Off the lines and the shipping together. Nothing only for free shipping while the delivery
    /// is undecided.
    pub amount: Money,
}

/// Why an entered code does nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeProblem {
    Unknown,
    /// It begins at this moment, in milliseconds since 1970.
    NotYet(u64),
    /// It ended at this moment.
    Over(u64),
    /// By all shoppers together.
    UsedUp,
    /// As often as one shopper may.
    UsedBefore,
    SignIn,
    NotFirstOrder,
    NotForThese,
    /// What it is for has to come to this.
    BelowMinimum(Money),
    /// There have to be so many pieces of what it is for.
    TooFew(u32),
    /// Another choice of promotions costs the shopper less or as much: this one is of it.
    NotTogether(Text),
    /// There is nothing left to take off.
    NothingLeft,
}

impl Quote {
    /// Whether all is known that an order needs.
    pub fn is_complete(&self) -> bool {
        let known = [ShippingStanding::Known, ShippingStanding::Pickup];
        !self.lines.is_empty() && known.contains(&self.shipping.standing)
    }

    /// What differs from an earlier quote for what may be the same cart.
    pub fn differences(&self, earlier: &Self) -> Vec<Difference> {
        differences::between(earlier, self)
    }
}

impl QuoteRequest {
    /// The same with every method that the request names, in its order: what a shopper chooses
    /// from.
    pub fn for_each_method(&self, postcode: Option<Postcode>) -> Vec<(Handle, Quote)> {
        let with = |method: &ShippingMethod| {
            let delivery = Delivery::Ship {
                method: method.id.clone(),
                postcode,
            };
            let request = Self {
                delivery,
                ..self.clone()
            };
            (method.id.clone(), quote(&request))
        };
        self.methods.iter().map(with).collect()
    }
}
