//! The moment at which a checkout becomes an order.

use super::checkout::{self, Checkout, Standing};
use super::{OrderError, now, random};
use crate::accounts::Visitor;
use crate::http::Shop;
use crate::storefront::Storefront;
use baguni_commerce::checkout::{CheckoutProblem, Filled, Way};
use baguni_commerce::order::{
    Actor, Delivery, Discount, LineId, LineItem, NewOrder, Order, OrderNumber, OrderPayment,
    Totals, World,
};
use baguni_commerce::quote::{CodeProblem, Quote};
use baguni_commerce::routing::Routed;
use baguni_commerce::stock::ReservationId;
use baguni_commerce::{CartLines, CommandId, Handle, Money, PaymentId, Sku, Text};
use baguni_replica::Dots;
use baguni_storage::{CheckoutId, PlaceOrder, Placed};
use std::collections::BTreeMap;

const MINUTE: u64 = 60 * 1_000;
/// How long an order waits for its payment.
const PAY_WITHIN: u64 = 30 * MINUTE;

/// What the shopper saw on the confirm screen and said yes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Confirmation {
    /// The changes of the cart that were shown; none where nothing leaves a cart.
    pub confirmed: Option<Dots>,
    /// The total that was shown.
    pub total: Money,
    pub terms: bool,
}

/// What became of placing an order.
#[derive(Clone, Debug)]
pub enum PlaceAnswer {
    Placed(Box<Order>),
    /// By this checkout, earlier: on another screen, or by the same press sent twice.
    Before(OrderNumber),
    /// It has to be shown and confirmed again.
    NotYet(Box<Standing>),
}

/// Makes an order of a checkout as it was confirmed, once.
pub async fn place(
    shop: &Shop,
    visitor: &Visitor,
    checkout: Checkout,
    confirmation: Confirmation,
) -> Result<PlaceAnswer, OrderError> {
    let id = checkout.id;
    if let Some(number) = shop.storage.order_of_checkout(id).await? {
        return Ok(PlaceAnswer::Before(number));
    }
    let earlier = checkout.draft.shown.clone();
    let form = checkout.draft.form.clone();
    // One snapshot from here on: what is held, what it costs and what is written are of the same.
    let storefront = shop.catalogue.current();
    let standing = checkout::fill_from(shop, &storefront, visitor, checkout, form);
    let mut standing = standing.await?;
    // A code that does nothing was said to do nothing on the confirm screen.
    let is_code = |problem: &CheckoutProblem| problem.field() == "code";
    standing.problems.retain(|problem| !is_code(problem));
    look_again(&mut standing, earlier.as_ref(), &confirmation);
    let answer = match standing.problems.is_empty() {
        true => {
            let confirmed = confirmation.confirmed;
            write(shop, &storefront, standing, confirmed, Actor::Shopper).await?
        }
        false => PlaceAnswer::NotYet(Box::new(standing)),
    };
    unless_before(shop, id, answer).await
}

/// Another screen may have been faster while this one looked: then what this one found missing, and
/// holds, is what has been ordered.
pub(super) async fn unless_before(
    shop: &Shop,
    id: CheckoutId,
    answer: PlaceAnswer,
) -> Result<PlaceAnswer, OrderError> {
    if matches!(answer, PlaceAnswer::Placed(_)) {
        return Ok(answer);
    }
    let Some(number) = shop.storage.order_of_checkout(id).await? else {
        return Ok(answer);
    };
    let held = ReservationId(id.0);
    shop.storage.release(held, "placed_before", now()).await?;
    Ok(PlaceAnswer::Before(number))
}

/// Whether what is there now is what was confirmed.
fn look_again(standing: &mut Standing, earlier: Option<&Quote>, confirmation: &Confirmation) {
    if !confirmation.terms {
        standing.problems.push(CheckoutProblem::Terms);
    }
    let live = standing.checkout.draft.confirmed.clone();
    let confirmed = confirmation.confirmed.as_ref().map(ToString::to_string);
    if live != confirmed {
        standing.problems.push(CheckoutProblem::CartChanged);
        return;
    }
    if standing.chosen.total != confirmation.total {
        let differences = earlier.map(|earlier| standing.chosen.differences(earlier));
        standing.problems.push(CheckoutProblem::PriceChanged(
            differences.unwrap_or_default(),
            confirmation.total,
        ));
    }
}

/// Writes the order of a checkout in which nothing is wrong.
pub(super) async fn write(
    shop: &Shop,
    storefront: &Storefront,
    mut standing: Standing,
    confirmed: Option<Dots>,
    actor: Actor,
) -> Result<PlaceAnswer, OrderError> {
    let draft = &standing.checkout.draft;
    let (Ok(filled), Some(routed)) = (draft.form.check(), draft.held.routed.clone()) else {
        standing.problems.push(CheckoutProblem::HoldExpired);
        return Ok(PlaceAnswer::NotYet(Box::new(standing)));
    };
    let lines = line_items(storefront, &standing);
    let gone = left_out(&draft.lines, &lines);
    if !gone.is_empty() {
        standing.problems.extend(gone);
        return Ok(PlaceAnswer::NotYet(Box::new(standing)));
    }
    let customer = standing.customer.clone();
    let customer = customer.unwrap_or_else(|| filled.contact.email.clone());
    let outcome = begun(storefront, &standing, lines, (filled, routed));
    let (checkout, shopper) = (standing.checkout.id, standing.checkout.shopper);
    let place = PlaceOrder {
        checkout,
        confirmed,
        outcome,
        command: CommandId(checkout.0),
        actor,
        uses: uses(&standing.chosen),
        customer,
    };
    let problem = match shop.storage.place(place, now()).await? {
        Placed::Placed(order) => {
            shop.switchboard.show_anew(shopper);
            shop.orders.wake();
            return Ok(PlaceAnswer::Placed(order));
        }
        Placed::Before(number) => return Ok(PlaceAnswer::Before(number)),
        Placed::CartChanged => CheckoutProblem::CartChanged,
        Placed::SoldOut(short) => {
            let short = short.into_iter();
            standing
                .problems
                .extend(short.map(|short| CheckoutProblem::SoldOut(short.sku, short.available)));
            return Ok(PlaceAnswer::NotYet(Box::new(standing)));
        }
        Placed::UsedUp(promotion) => used_up(&standing.chosen, &promotion),
    };
    standing.problems.push(problem);
    Ok(PlaceAnswer::NotYet(Box::new(standing)))
}

fn begun(
    storefront: &Storefront,
    standing: &Standing,
    lines: Vec<LineItem>,
    (filled, routed): (Filled, Routed),
) -> baguni_commerce::order::Outcome {
    let draft = &standing.checkout.draft;
    let quote = &standing.chosen;
    let number = OrderNumber::from_bits(u64::from_be_bytes(random()));
    let provider = match quote.total.minor {
        // There is nothing to pay, so there is nobody to ask.
        0 => OrderPayment::AT_STORE,
        _ => &filled.payment,
    };
    let new = NewOrder {
        number,
        channel: draft.channel,
        locale: draft.locale,
        currency: draft.currency,
        shopper: standing.checkout.shopper,
        contact: filled.contact,
        lines,
        totals: Totals {
            subtotal: quote.subtotal,
            discount: quote.discount,
            shipping: quote.shipping.total,
            total: quote.total,
            vat: quote
                .vat_included
                .unwrap_or_else(|| Money::zero(quote.currency)),
        },
        discounts: quote.applied.iter().map(discount).collect(),
        delivery: delivery(filled.way, quote),
        payment: OrderPayment::new(PaymentId(random()), provider, quote.total),
        pay_by: now() + PAY_WITHIN,
    };
    let world = World {
        now: now(),
        fresh: u128::from_be_bytes(random()),
        locations: storefront.catalogue().locations(),
        levels: &BTreeMap::new(),
        loads: &BTreeMap::new(),
        rules: &baguni_commerce::routing::RoutingRules::default(),
    };
    Order::place(new, routed, world)
}

/// The last use of a promotion went to somebody else: said of its code, or as a price that changed.
fn used_up(quote: &Quote, promotion: &Handle) -> CheckoutProblem {
    let mut applied = quote.applied.iter();
    let applied = applied.find(|applied| applied.promotion == *promotion);
    match applied.and_then(|applied| applied.code.as_ref()) {
        Some(code) => CheckoutProblem::Code(code.to_string(), CodeProblem::UsedUp),
        None => CheckoutProblem::PriceChanged(Vec::new(), quote.total),
    }
}

fn discount(applied: &baguni_commerce::quote::AppliedPromotion) -> Discount {
    Discount {
        promotion: applied.promotion.to_string(),
        code: applied.code.as_ref().map(ToString::to_string),
        title: applied.title.clone(),
        amount: applied.amount,
    }
}

fn delivery(way: Way, quote: &Quote) -> Delivery {
    match way {
        Way::Ship { address, method } => {
            let title = quote.shipping.method.as_ref();
            Delivery::Ship {
                address: *address,
                title: title.map_or_else(Text::default, |(_, title)| title.clone()),
                method: method.to_string(),
            }
        }
        Way::Pickup { location } => Delivery::Pickup { location },
    }
}

/// The lines as they are sold now, in the order of the cart.
fn line_items(storefront: &Storefront, standing: &Standing) -> Vec<LineItem> {
    let catalogue = storefront.catalogue();
    let lines = (1..).zip(&standing.chosen.lines);
    let lines = lines.filter_map(|(id, line)| {
        let (product, variant) = catalogue.variant(&line.sku)?;
        let product = &catalogue.products()[product];
        let chosen = product.options.iter().zip(&variant.choices);
        let choices = chosen.filter_map(|(option, at)| option.values.get(usize::from(*at)));
        Some(LineItem {
            id: LineId(id),
            sku: line.sku.clone(),
            handle: product.handle.clone(),
            title: product.title.clone(),
            choices: choices.map(|value| value.name.clone()).collect(),
            unit: line.unit,
            quantity: line.quantity.get(),
            total: line.total,
            backorder: variant.sell_without_stock,
            origin: standing.checkout.draft.origin_of(&line.sku),
        })
    });
    lines.collect()
}

/// What was chosen and is not among the lines of the order: nobody pays for what is never sent.
fn left_out(chosen: &CartLines, lines: &[LineItem]) -> Vec<CheckoutProblem> {
    let is_there = |sku: &Sku| lines.iter().any(|line| line.sku == *sku);
    let missing = chosen.iter().filter(|(sku, _)| !is_there(sku));
    missing
        .map(|(sku, _)| CheckoutProblem::Gone(sku.clone()))
        .collect()
}

fn uses(quote: &Quote) -> Vec<Handle> {
    let applied = quote.applied.iter();
    applied.map(|applied| applied.promotion.clone()).collect()
}
