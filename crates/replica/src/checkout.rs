//! An order takes the dots that the shopper confirmed, not whatever the cart is by then.

use crate::basket::Basket;
use crate::dot::{Dot, Dots};
use crate::line::{Change, Line};
use crate::list::List;
use crate::merge::Truth;
use std::collections::BTreeMap;

/// The cart is not what the shopper confirmed: it has to be shown and confirmed again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cart has changed since it was confirmed")]
pub struct CartChanged;

impl Basket {
    /// What a confirm screen shows and an order then names.
    pub fn confirmable(&self) -> Dots {
        self.dots_of(List::Cart)
    }
}

/// Takes the confirmed dots out of the cart and begins the next epoch. What comes back is to be
/// kept with the order for 90 days: a late operation that names one of these dots is read by it.
pub fn order(truth: &mut Truth, confirmed: &Dots) -> Result<BTreeMap<Dot, Change>, CartChanged> {
    if truth.basket.confirmable() != *confirmed {
        return Err(CartChanged);
    }
    let lines = truth.basket.lists.remove(&List::Cart).unwrap_or_default();
    truth.version += 1;
    truth.basket.epoch += 1;
    Ok(lines.values().flat_map(Line::changes).collect())
}
