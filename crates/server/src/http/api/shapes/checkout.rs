//! What an order would cost, and placing it.

use super::{CurrencyShape, MoneyShape, OrderShape, ProblemError, TextShape};
use baguni_commerce::ShippingMethod;
use baguni_commerce::address::AddressForm;
use baguni_commerce::checkout::CheckoutForm;
use baguni_commerce::order::Discount;
use baguni_commerce::quote::{AppliedPromotion, Quote, QuotedLine, ShippingStanding};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is bought, by whom, and how it gets there. Everything may be left out while it is filled
/// in: what is missing is told.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = CheckoutForm)]
pub struct CheckoutBody {
    /// Goes on with this one.
    pub checkout: Option<String>,
    /// Of a system. A shopper buys what is in the cart.
    pub lines: Vec<LineBody>,
    pub email: String,
    pub name: String,
    pub phone: String,
    /// `ship` or `pickup`.
    pub method: String,
    pub address: AddressBody,
    /// The id of a shipping method.
    pub shipping: String,
    /// The handle of the store where it is picked up.
    pub location: String,
    /// The name of a way to pay: `store` at the counter, or a provider.
    pub payment: String,
    pub codes: Vec<String>,
    pub currency: Option<CurrencyShape>,
    /// `ko` or `en`: in which the shopper is written to.
    pub locale: Option<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewLine)]
pub struct LineBody {
    pub sku: String,
    /// 1 to 9999.
    pub quantity: u32,
}

/// In Korea.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = AddressForm)]
pub struct AddressBody {
    /// Five digits.
    pub postcode: String,
    pub region: String,
    /// The road address.
    pub street: String,
    pub detail: String,
    /// Whoever buys, unless somebody else is named.
    pub recipient: String,
    pub phone: String,
    pub note: String,
}

/// Says yes to a checkout as it was shown.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewOrder)]
pub struct OrderBody {
    /// Of a shopper: the checkout that was shown.
    pub checkout: Option<String>,
    /// The total that was shown.
    pub total: MoneyShape,
    /// Of a shopper: `confirmed` of the checkout that was shown.
    pub confirmed: Option<String>,
    /// Of a shopper: the terms were agreed to.
    #[serde(default)]
    pub terms: bool,
    /// Of a system: what is sold, and to whom.
    pub form: Option<CheckoutBody>,
}

/// A checkout as it stands. Its stock is held for a while.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Checkout)]
pub struct CheckoutShape {
    pub checkout: String,
    pub quote: QuoteShape,
    /// Names what the cart held; to be sent back with the order.
    pub confirmed: Option<String>,
    /// Until then its stock is held.
    #[schema(format = DateTime)]
    pub held_until: Option<String>,
    /// What can be chosen as `shipping`.
    pub shipping_methods: Vec<ShippingMethodShape>,
    /// What can be chosen as `payment`; `store` only where it is picked up.
    #[schema(example = json!(["store", "test"]))]
    pub payments: Vec<String>,
    /// What stands between it and an order.
    pub problems: Vec<ProblemError>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = ShippingMethod)]
pub struct ShippingMethodShape {
    pub id: String,
    pub title: TextShape,
    /// Working days on the mainland, the fewest and the most.
    pub days: [u8; 2],
}

/// What it costs. The total is what will be charged.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Quote)]
pub struct QuoteShape {
    pub lines: Vec<QuoteLineShape>,
    pub subtotal: MoneyShape,
    pub discount: MoneyShape,
    pub shipping: MoneyShape,
    /// `undecided`, `estimated`, `known`, `pickup` or `not_offered`.
    pub shipping_standing: String,
    pub total: MoneyShape,
    /// Inside the total.
    pub vat: Option<MoneyShape>,
    pub discounts: Vec<DiscountShape>,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = QuoteLine)]
pub struct QuoteLineShape {
    pub sku: String,
    pub quantity: u32,
    pub unit: MoneyShape,
    /// After the discounts on it.
    pub total: MoneyShape,
}

#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Discount)]
pub struct DiscountShape {
    pub promotion: String,
    pub code: Option<String>,
    pub title: TextShape,
    pub amount: MoneyShape,
}

/// An order that has been placed, and where it goes on.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = PlacedOrder)]
pub struct PlacedShape {
    pub order: OrderShape,
    /// Its page: whoever has this address may see the order and cancel it.
    pub page: String,
    /// Where the shopper pays, if something is to be paid now.
    pub pay_at: Option<String>,
}

impl CheckoutBody {
    /// As a form has it.
    pub fn form(&self) -> CheckoutForm {
        let address = &self.address;
        CheckoutForm {
            email: self.email.clone(),
            name: self.name.clone(),
            phone: self.phone.clone(),
            method: self.method.clone(),
            address: AddressForm {
                postcode: address.postcode.clone(),
                region: address.region.clone(),
                street: address.street.clone(),
                detail: address.detail.clone(),
                recipient: address.recipient.clone(),
                phone: address.phone.clone(),
                note: address.note.clone(),
            },
            shipping: self.shipping.clone(),
            location: self.location.clone(),
            payment: self.payment.clone(),
            codes: self.codes.clone(),
            terms: false,
            news: false,
        }
    }
}

impl From<&ShippingMethod> for ShippingMethodShape {
    fn from(method: &ShippingMethod) -> Self {
        Self {
            id: method.id.to_string(),
            title: (&method.title).into(),
            days: [method.days.0, method.days.1],
        }
    }
}

impl From<&Quote> for QuoteShape {
    fn from(quote: &Quote) -> Self {
        Self {
            lines: quote.lines.iter().map(Into::into).collect(),
            subtotal: quote.subtotal.into(),
            discount: quote.discount.into(),
            shipping: quote.shipping.total.into(),
            shipping_standing: standing(quote.shipping.standing).to_owned(),
            total: quote.total.into(),
            vat: quote.vat_included.map(Into::into),
            discounts: quote.applied.iter().map(Into::into).collect(),
        }
    }
}

fn standing(standing: ShippingStanding) -> &'static str {
    match standing {
        ShippingStanding::Undecided => "undecided",
        ShippingStanding::Estimated => "estimated",
        ShippingStanding::Known => "known",
        ShippingStanding::Pickup => "pickup",
        ShippingStanding::NotOffered => "not_offered",
    }
}

impl From<&QuotedLine> for QuoteLineShape {
    fn from(line: &QuotedLine) -> Self {
        Self {
            sku: line.sku.to_string(),
            quantity: line.quantity.get(),
            unit: line.unit.amount.into(),
            total: line.total.into(),
        }
    }
}

impl From<&AppliedPromotion> for DiscountShape {
    fn from(applied: &AppliedPromotion) -> Self {
        Self {
            promotion: applied.promotion.to_string(),
            code: applied.code.as_ref().map(ToString::to_string),
            title: (&applied.title).into(),
            amount: applied.amount.into(),
        }
    }
}

impl From<&Discount> for DiscountShape {
    fn from(discount: &Discount) -> Self {
        Self {
            promotion: discount.promotion.clone(),
            code: discount.code.clone(),
            title: (&discount.title).into(),
            amount: discount.amount.into(),
        }
    }
}
