//! An associate's sale before it is an order: what is sold, where it is, and when the customer has it.

use super::things::{places, thing};
use crate::http::Shop;
use baguni::pages::staff::SaleLine;
use baguni_commerce::promise::Dispatch;
use baguni_commerce::stock::Take;
use baguni_commerce::{CartLines, Catalogue, Currency, Handle, Locale, Promise, Sku, Zone};

/// The lines with what an associate tells the customer of each. What is not sold is left out.
pub fn lines(
    shop: &Shop,
    (locale, currency): (Locale, Currency),
    lines: &CartLines,
    here: &Handle,
    own: &[Take],
    now: u64,
) -> Vec<SaleLine> {
    let storefront = shop.catalogue.current();
    let catalogue = storefront.catalogue();
    let line = |(sku, quantity): (&Sku, baguni_commerce::Quantity)| {
        let (product, variant) = catalogue.variant(sku)?;
        let chances = Chances {
            shop,
            catalogue,
            sku,
            quantity: quantity.get(),
            is_made: variant.sell_without_stock,
            here,
            own,
            now,
        };
        Some(SaleLine {
            sku: sku.clone(),
            thing: thing(&catalogue.products()[product], variant),
            quantity,
            unit: variant.prices.get(currency).amount.display(locale),
            places: places(catalogue, sku, here),
            home: chances.home(),
            here: chances.here(),
        })
    };
    lines.iter().filter_map(line).collect()
}

/// One line, looked at alone: the order itself is routed as a whole.
struct Chances<'a> {
    shop: &'a Shop,
    catalogue: &'a Catalogue,
    sku: &'a Sku,
    quantity: u32,
    is_made: bool,
    here: &'a Handle,
    own: &'a [Take],
    now: u64,
}

impl Chances<'_> {
    /// From every place that has enough; from any, if it is made for the order.
    fn dispatches(&self) -> Vec<Dispatch<'_>> {
        let places = self.catalogue.locations();
        let dispatch = |(from, made_to_order)| Dispatch {
            from,
            made_to_order,
            holidays: &self.shop.orders.rules.holidays,
            now: self.now,
        };
        let levels = self.catalogue.stock(self.sku).iter().zip(places);
        let enough = levels.filter(|(level, at)| {
            let mut level = **level;
            level.reserved = level.reserved.saturating_sub(self.held_at(&at.handle));
            level.available() >= self.quantity
        });
        let from_stock: Vec<_> = enough.map(|(_, from)| dispatch((from, false))).collect();
        match from_stock.is_empty() && self.is_made {
            true => places.iter().map(|from| dispatch((from, true))).collect(),
            false => from_stock,
        }
    }

    /// How much of it the sale itself holds at a place.
    fn held_at(&self, place: &Handle) -> u32 {
        let own = self.own.iter();
        let own = own.filter(|take| take.sku == *self.sku && take.location == *place);
        own.map(|take| take.quantity).sum()
    }

    fn home(&self) -> Option<Promise> {
        let ways = self.dispatches();
        ways.iter().map(|way| way.ship(Zone::Mainland)).min()
    }

    fn here(&self) -> Option<Promise> {
        let at = self.catalogue.location(self.here)?;
        let here = &self.catalogue.locations()[at];
        let ways = self.dispatches();
        let own = ways.iter().find(|way| way.from.handle == *self.here);
        match own.and_then(Dispatch::pick_up) {
            Some(promise) => Some(promise),
            None => ways.iter().filter_map(|way| way.to_store(here)).min(),
        }
    }
}
