//! One choice of promotions applied to the lines and to the shipping.

use super::choosing::Chosen;
use super::sharing::{ordered, portion, share_out};
use super::{
    AppliedPromotion, Delivery, LineDiscount, Quote, QuoteLine, QuoteRequest, QuotedLine, Shipping,
    ShippingStanding,
};
use crate::address::{Postcode, Zone};
use crate::ident::Handle;
use crate::money::{Currency, Money};
use crate::promotion::{BasisPoints, Promotion, Reward};

/// What a choice of promotions comes to, in minor units.
pub(super) struct Outcome<'a> {
    pub applied: Vec<Applied<'a>>,
    /// What is left of each line, in the order of the request.
    left: Vec<i64>,
    shipping: Shipping,
}

/// A promotion, and what it takes off each line and off the shipping.
pub(super) struct Applied<'a> {
    pub promotion: &'a Promotion,
    off_lines: Vec<i64>,
    off_shipping: i64,
}

/// All pieces of a line at full price.
pub(super) fn list(line: &QuoteLine) -> i64 {
    unit(line).saturating_mul(i64::from(line.quantity.get()))
}

fn unit(line: &QuoteLine) -> i64 {
    line.unit.amount.minor.clamp(0, Money::MAX_MINOR)
}

fn sum(amounts: &[i64]) -> i64 {
    amounts
        .iter()
        .fold(0, |sum, amount| sum.saturating_add(*amount))
}

impl<'a> Outcome<'a> {
    pub fn of(request: &QuoteRequest, order: &[usize], choice: &[&'a Promotion]) -> Self {
        let left: Vec<i64> = request.lines.iter().map(list).collect();
        let shipping = shipping(request, sum(&left));
        let mut outcome = Self {
            applied: Vec::new(),
            left,
            shipping,
        };
        for promotion in choice {
            outcome.apply(request, order, promotion);
        }
        outcome
    }

    /// What the shopper would pay.
    pub fn total(&self) -> i64 {
        sum(&self.left).saturating_add(self.shipping.total.minor)
    }

    fn apply(&mut self, request: &QuoteRequest, order: &[usize], promotion: &'a Promotion) {
        let mut applied = Applied {
            promotion,
            off_lines: vec![0; request.lines.len()],
            off_shipping: 0,
        };
        let undecided = self.shipping.standing == ShippingStanding::Undecided;
        let is_promise = promotion.reward == Reward::FreeShipping && undecided;
        match &promotion.reward {
            Reward::FreeShipping => applied.off_shipping = self.free_the_rate(),
            _ => self.take_off_lines(request, order, &mut applied),
        }
        if is_promise || applied.amount() > 0 {
            self.applied.push(applied);
        }
    }

    fn free_the_rate(&mut self) -> i64 {
        let shipping = &mut self.shipping;
        let rate = shipping
            .total
            .minor
            .saturating_sub(shipping.surcharge.minor);
        shipping.discount.minor += rate;
        shipping.total.minor -= rate;
        rate
    }

    fn take_off_lines(
        &mut self,
        request: &QuoteRequest,
        order: &[usize],
        applied: &mut Applied<'_>,
    ) {
        let promotion = applied.promotion;
        let places = in_scope(request, order, promotion);
        let weights: Vec<i64> = places.iter().map(|at| self.left[*at]).collect();
        let shares = match &promotion.reward {
            Reward::BuyXGetY { buy, get, off } => {
                let got = got(request, &places, *buy, *get);
                let share = |(n, at): (usize, &usize)| {
                    let quantity = i64::from(request.lines[*at].quantity.get());
                    let (off, all) = (i64::from(off.get()), i64::from(BasisPoints::ALL.get()));
                    portion(weights[n], got[n] * off, quantity * all)
                };
                places.iter().enumerate().map(share).collect()
            }
            reward => share_out(off(reward, sum(&weights), request.currency), &weights),
        };
        for (at, share) in places.into_iter().zip(shares) {
            self.left[at] -= share;
            applied.off_lines[at] = share;
        }
    }
}

impl Applied<'_> {
    fn amount(&self) -> i64 {
        sum(&self.off_lines).saturating_add(self.off_shipping)
    }
}

/// What a promotion is for, by the places of the lines and in the order of their SKUs, so that no
/// rounding depends on the order of the request.
fn in_scope(request: &QuoteRequest, order: &[usize], promotion: &Promotion) -> Vec<usize> {
    let lines = &request.lines;
    let takes = |at: &usize| {
        promotion
            .scope
            .takes(&lines[*at].sku, &lines[*at].collections)
    };
    order.iter().copied().filter(takes).collect()
}

/// How many pieces of each line are got: the cheapest of all.
fn got(request: &QuoteRequest, places: &[usize], buy: u32, get: u32) -> Vec<i64> {
    let pieces = |n: &usize| u64::from(request.lines[places[*n]].quantity.get());
    let all: u64 = (0..places.len()).map(|n| pieces(&n)).sum();
    let (buy, get) = (u64::from(buy), u64::from(get).max(1));
    let unfinished = (all % (buy + get)).saturating_sub(buy);
    let mut open = all / (buy + get) * get + unfinished;
    let price = |n: usize| unit(&request.lines[places[n]]);
    let cheapest = ordered(places.len(), &|a, b| price(a).cmp(&price(b)));
    let mut got = vec![0; places.len()];
    for n in cheapest {
        let taken = pieces(&n).min(open);
        open -= taken;
        got[n] = i64::try_from(taken).unwrap_or(i64::MAX);
    }
    got
}

fn part(amount: i64, off: BasisPoints) -> i64 {
    portion(
        amount,
        i64::from(off.get()),
        i64::from(BasisPoints::ALL.get()),
    )
}

/// What a reward takes off things worth so much.
fn off(reward: &Reward, worth: i64, currency: Currency) -> i64 {
    let amount = match reward {
        Reward::Percent { off, at_most } => {
            let most = at_most.map_or(i64::MAX, |most| most.get(currency).minor);
            part(worth, *off).min(most)
        }
        Reward::Amount(amounts) => amounts.get(currency).minor,
        Reward::BuyXGetY { .. } | Reward::FreeShipping => 0,
    };
    amount.clamp(0, worth)
}

/// The shipping before promotions.
fn shipping(request: &QuoteRequest, subtotal: i64) -> Shipping {
    let zero = Money::zero(request.currency);
    let nothing = |standing| Shipping {
        standing,
        method: None,
        zone: None,
        list: zero,
        surcharge: zero,
        discount: zero,
        total: zero,
        until_free: None,
    };
    let (method, postcode) = match &request.delivery {
        Delivery::Undecided => return nothing(ShippingStanding::Undecided),
        Delivery::Pickup => return nothing(ShippingStanding::Pickup),
        Delivery::Ship { method, postcode } => (method, *postcode),
    };
    let zone = postcode.map(Postcode::zone);
    sent(
        request,
        method,
        zone,
        subtotal,
        nothing(ShippingStanding::NotOffered),
    )
}

fn sent(
    request: &QuoteRequest,
    method: &Handle,
    zone: Option<Zone>,
    subtotal: i64,
    refused: Shipping,
) -> Shipping {
    let grams = |line: &QuoteLine| u64::from(line.grams) * u64::from(line.quantity.get());
    let weight = request.lines.iter().map(grams).fold(0, u64::saturating_add);
    let there = zone.unwrap_or(Zone::Mainland);
    let subtotal = Money::new(subtotal, request.currency);
    let Some(method) = request.methods.iter().find(|known| known.id == *method) else {
        return refused;
    };
    let named = Some((method.id.clone(), method.title.clone()));
    let refused = Shipping {
        method: named,
        zone,
        ..refused
    };
    let Some(tariff) = method.tariff(there, subtotal, weight) else {
        return refused;
    };
    let list = tariff.rate.plus(tariff.surcharge);
    let standing = match zone {
        Some(_) => ShippingStanding::Known,
        None => ShippingStanding::Estimated,
    };
    Shipping {
        standing,
        list,
        surcharge: tariff.surcharge,
        total: list,
        until_free: tariff.until_free,
        ..refused
    }
}

/// The quote of the choice that won.
pub(super) fn written(request: &QuoteRequest, chosen: Chosen<'_>) -> Quote {
    let money = |minor| Money::new(minor, request.currency);
    let Chosen { outcome, problems } = chosen;
    let subtotal = request.lines.iter().map(list).fold(0, i64::saturating_add);
    let discount = subtotal - sum(&outcome.left);
    let total = money(outcome.total());
    Quote {
        currency: request.currency,
        lines: lines(request, &outcome),
        subtotal: money(subtotal),
        discount: money(discount),
        total,
        vat_included: vat(total),
        applied: outcome
            .applied
            .iter()
            .map(|applied| named(applied, request.currency))
            .collect(),
        shipping: outcome.shipping,
        problems,
    }
}

fn lines(request: &QuoteRequest, outcome: &Outcome<'_>) -> Vec<QuotedLine> {
    let money = |minor| Money::new(minor, request.currency);
    let quoted = |(at, line): (usize, &QuoteLine)| {
        debug_assert_eq!(
            line.unit.amount.currency, request.currency,
            "a cart has one currency"
        );
        let discount = |applied: &Applied<'_>| LineDiscount {
            promotion: applied.promotion.handle.clone(),
            amount: money(applied.off_lines[at]),
        };
        let discounts = outcome
            .applied
            .iter()
            .filter(|applied| applied.off_lines[at] > 0);
        QuotedLine {
            sku: line.sku.clone(),
            quantity: line.quantity,
            unit: line.unit,
            list: money(list(line)),
            discounts: discounts.map(discount).collect(),
            total: money(outcome.left[at]),
        }
    };
    request.lines.iter().enumerate().map(quoted).collect()
}

fn named(applied: &Applied<'_>, currency: Currency) -> AppliedPromotion {
    AppliedPromotion {
        promotion: applied.promotion.handle.clone(),
        title: applied.promotion.title.clone(),
        code: applied.promotion.code().cloned(),
        amount: Money::new(applied.amount(), currency),
    }
}

/// Ten parts of a hundred and ten, which is an eleventh.
fn vat(total: Money) -> Option<Money> {
    let eleventh = Money::new(portion(total.minor, 1, 11), total.currency);
    (total.currency == Currency::Krw).then_some(eleventh)
}
