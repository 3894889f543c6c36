//! What a checkout costs: the one quote of `commerce`, put to what the shop has now.

use super::checkout::Draft;
use super::{OrderError, now};
use crate::accounts::Visitor;
use crate::http::Shop;
use crate::storefront::Storefront;
use baguni_commerce::checkout::{CheckoutForm, Way};
use baguni_commerce::promotion::PromotionCode;
use baguni_commerce::quote::{Delivery, Quote, QuoteLine, QuoteRequest, ShopperFacts, quote};
use baguni_commerce::{CartLines, Currency, Email, ShippingMethod};
use baguni_storage::OrderFilter;

/// What promotions may ask about who buys.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    shopper: ShopperFacts,
    /// In whose name uses of promotions count, when they are looked at and when they are taken.
    pub customer: Option<Email>,
}

impl Facts {
    /// A customer is an e-mail address: the account's, or the one that was typed.
    pub async fn of(
        shop: &Shop,
        visitor: &Visitor,
        form: &CheckoutForm,
    ) -> Result<Self, OrderError> {
        match &visitor.account {
            Some(account) => {
                let of_account = OrderFilter {
                    shopper: Some(account.shopper),
                    ..OrderFilter::default()
                };
                let mut facts = Self::by_email(shop, Some(account.email.clone())).await?;
                facts.shopper.signed_in = true;
                // Whatever address each of them was to be written to.
                let orders = count(shop, of_account).await?;
                facts.shopper.orders = facts.shopper.orders.max(orders);
                Ok(facts)
            }
            None => Self::by_email(shop, form.email.parse().ok()).await,
        }
    }

    /// Of somebody who is not signed in.
    pub async fn by_email(shop: &Shop, customer: Option<Email>) -> Result<Self, OrderError> {
        let orders = match &customer {
            Some(email) => {
                let filter = OrderFilter {
                    email: Some(email.clone()),
                    ..OrderFilter::default()
                };
                count(shop, filter).await?
            }
            None => 0,
        };
        let name = customer.as_ref().map(Email::as_str);
        let uses = shop.storage.promotion_uses(name).await?;
        let shopper = ShopperFacts {
            signed_in: false,
            orders,
            uses,
        };
        Ok(Self { shopper, customer })
    }
}

/// How many orders fit that have not come to nothing.
async fn count(shop: &Shop, filter: OrderFilter) -> Result<u32, OrderError> {
    use baguni_commerce::order::OrderState as S;
    let states = vec![S::PendingPayment, S::Placed, S::OnHold, S::Completed];
    let filter = OrderFilter { states, ..filter };
    let orders = shop.storage.count_orders(filter).await?;
    Ok(u32::try_from(orders).unwrap_or(u32::MAX))
}

/// Everything that a quote needs but the way to the shopper.
pub(super) struct Priced(QuoteRequest);

pub(super) async fn priced(
    shop: &Shop,
    storefront: &Storefront,
    draft: &Draft,
    codes: Vec<PromotionCode>,
    facts: &Facts,
) -> Result<Priced, OrderError> {
    let pricing = shop.storage.pricing().await?;
    Ok(Priced(QuoteRequest {
        currency: draft.currency,
        lines: lines(storefront, &draft.lines, draft.currency),
        promotions: pricing.promotions,
        codes,
        shopper: facts.shopper.clone(),
        methods: pricing.methods,
        delivery: Delivery::Undecided,
        now: now(),
    }))
}

/// What lines cost somebody of whom nothing is known, wherever they go.
pub async fn quote_lines(
    shop: &Shop,
    of: &CartLines,
    currency: Currency,
) -> Result<Quote, OrderError> {
    let pricing = shop.storage.pricing().await?;
    Ok(quote(&QuoteRequest {
        currency,
        lines: lines(&shop.catalogue.current(), of, currency),
        promotions: pricing.promotions,
        codes: Vec::new(),
        shopper: ShopperFacts::default(),
        methods: pricing.methods,
        delivery: Delivery::Undecided,
        now: now(),
    }))
}

impl Priced {
    pub fn quote(&self, delivery: Delivery) -> Quote {
        quote(&QuoteRequest {
            delivery,
            ..self.0.clone()
        })
    }

    /// As it would cost by each method, to where it goes as far as that is known.
    pub fn by_each_method(&self, form: &CheckoutForm) -> Vec<(ShippingMethod, Quote)> {
        let postcode = form.address.postcode.parse().ok();
        let quotes = self.0.for_each_method(postcode).into_iter();
        let methods = self.0.methods.iter().cloned();
        methods.zip(quotes.map(|(_, quote)| quote)).collect()
    }

    /// By the method that was chosen, or the usual one.
    pub fn shipped(&self, form: &CheckoutForm) -> Delivery {
        let chosen = form.shipping.parse().ok();
        let usual = || self.0.methods.first().map(|method| method.id.clone());
        match chosen.or_else(usual) {
            Some(method) => Delivery::Ship {
                method,
                postcode: form.address.postcode.parse().ok(),
            },
            None => Delivery::Undecided,
        }
    }
}

/// What was chosen, as far as it has been.
pub(super) fn delivery(way: Option<&Way>, form: &CheckoutForm, priced: &Priced) -> Delivery {
    match way {
        Some(Way::Ship { address, method }) => Delivery::Ship {
            method: method.clone(),
            postcode: Some(address.postcode()),
        },
        Some(Way::Pickup { .. }) => Delivery::Pickup,
        None if form.method == "pickup" => Delivery::Pickup,
        None => priced.shipped(form),
    }
}

/// The lines at what they cost now. What is not sold any more is left out: it is told as a problem.
fn lines(storefront: &Storefront, lines: &CartLines, currency: Currency) -> Vec<QuoteLine> {
    let catalogue = storefront.catalogue();
    let line = |(sku, quantity): (&baguni_commerce::Sku, _)| {
        let (product, variant) = catalogue.variant(sku)?;
        let collections = catalogue.collections_of(product);
        let collections = collections.map(|at| catalogue.collections()[at].handle.clone());
        Some(QuoteLine {
            sku: sku.clone(),
            quantity,
            unit: variant.prices.get(currency),
            collections: collections.collect(),
            grams: variant.weight_grams,
        })
    };
    lines.iter().filter_map(line).collect()
}
