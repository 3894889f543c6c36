//! What is promised here, at other stores and to the door, at a fixed moment.

use super::{handle, parts, sku, storefront, tuesday};
use crate::storefront::{Storefront, Ways};
use baguni_commerce::{Date, Holidays, Locale, Pricing, Promise, RoutingRules};
use std::sync::Arc;

/// Each way in a few words: `here 2 Tue 24 12:30`.
fn told(ways: &Ways) -> Vec<String> {
    let days = |from: Date, until: Date| {
        let [from, until] = [from, until].map(|day| day.words().en);
        if from == until {
            until
        } else {
            format!("{from} to {until}")
        }
    };
    let when = |promise: Option<Promise>| match promise {
        None => "never".to_owned(),
        Some(Promise::ReadyBy(at)) => {
            let minute = baguni_commerce::calendar::minute_of_day(at);
            format!(
                "{} {}:{:02}",
                Date::of(at).words().en,
                minute / 60,
                minute % 60
            )
        }
        Some(Promise::ReadyOn { from, until } | Promise::Delivery { from, until }) => {
            days(from, until)
        }
    };
    let stores = ways.stores.iter();
    let stores = stores.map(|way| {
        let when = when(way.promise);
        format!("{} {} {when}", way.store.name, way.available)
    });
    let rest = [
        format!("depot {}", ways.warehouses),
        format!("home {}", when(ways.home)),
    ];
    stores.chain(rest).collect()
}

fn ways(shop: &Storefront, lines: &[(&str, u32)]) -> Vec<String> {
    let lines: Vec<_> = lines.iter().map(|(name, n)| (sku(name), *n)).collect();
    told(&shop.ways(Locale::En, &lines, &handle("here")))
}

type Levels<'a> = &'a [(&'a str, &'a str, u32)];

/// What is said at so many minutes after midnight of lines over stock, the ways after one another.
fn check(stock: Levels, minute: u16, lines: &[(&str, u32)], said: &str) {
    let shop = storefront(stock, tuesday(minute));
    let said_now = ways(&shop, lines).join("; ");
    assert_eq!(said_now, said, "{stock:?} {minute} {lines:?}");
}

const MORNING: u16 = 11 * 60;
const EVENING: u16 = 19 * 60;
const NOWHERE: &str = "here 0 never; there 0 never; closed 0 never; depot 0; home never";

#[test]
fn what_one_place_has() {
    // What a store sends leaves it a day later than it would a warehouse.
    check(
        &[("MUG", "here", 3)],
        MORNING,
        &[("MUG", 2)],
        "here 3 Tue 24 Nov 13:00; there 0 Fri 27 Nov to Sat 28 Nov; closed 0 never; \
         depot 0; home Thu 26 Nov to Fri 27 Nov",
    );
    // Too late to be packed today, and for the carrier.
    check(
        &[("MUG", "here", 3)],
        EVENING,
        &[("MUG", 2)],
        "here 3 Wed 25 Nov 12:30; there 0 Sat 28 Nov to Mon 30 Nov; closed 0 never; \
         depot 0; home Fri 27 Nov to Sat 28 Nov",
    );
    check(
        &[("MUG", "depot", 3), ("MUG", "there", 1)],
        MORNING,
        &[("MUG", 1)],
        "here 0 Thu 26 Nov to Fri 27 Nov; there 1 Tue 24 Nov 13:00; closed 0 never; \
         depot 3; home Wed 25 Nov to Thu 26 Nov",
    );
    // Plenty is told as ten, and is enough for more.
    check(
        &[("MUG", "depot", 500)],
        MORNING,
        &[("MUG", 30)],
        "here 0 Thu 26 Nov to Fri 27 Nov; there 0 Thu 26 Nov to Fri 27 Nov; closed 0 never; \
         depot 10; home Wed 25 Nov to Thu 26 Nov",
    );
}

#[test]
fn what_places_have_together() {
    check(
        &[("MUG", "here", 3), ("MUG", "depot", 1)],
        MORNING,
        &[("MUG", 4)],
        "here 3 Thu 26 Nov to Fri 27 Nov; there 0 Fri 27 Nov to Sat 28 Nov; closed 0 never; \
         depot 1; home Thu 26 Nov to Fri 27 Nov",
    );
    // Of several things the one there is least of.
    check(
        &[
            ("MUG", "here", 3),
            ("BOWL", "here", 1),
            ("BOWL", "depot", 2),
        ],
        MORNING,
        &[("MUG", 1), ("BOWL", 2)],
        "here 1 Thu 26 Nov to Fri 27 Nov; there 0 Fri 27 Nov to Sat 28 Nov; closed 0 never; \
         depot 0; home Thu 26 Nov to Fri 27 Nov",
    );
}

#[test]
fn what_nobody_has() {
    // It may be sold without stock, and is made.
    check(
        &[],
        MORNING,
        &[("VASE", 1)],
        "here 0 Thu 10 Dec to Fri 11 Dec; there 0 Thu 10 Dec to Fri 11 Dec; closed 0 never; \
         depot 0; home Wed 9 Dec to Thu 10 Dec",
    );
    let too_many = NOWHERE.replace("here 0 never; t", "here 3 never; t");
    check(&[("MUG", "here", 3)], MORNING, &[("MUG", 4)], &too_many);
    check(&[], MORNING, &[("MUG", 1)], NOWHERE);
    check(&[], MORNING, &[("NONE", 1)], NOWHERE);
    check(&[("MUG", "here", 3)], MORNING, &[], NOWHERE);
}

#[test]
fn holidays_move_promises() {
    let now = tuesday(11 * 60);
    let stock = [("MUG", "depot", 5)];
    let shop = |holidays: &[(u16, u8, u8)]| {
        let days = holidays
            .iter()
            .filter_map(|(y, m, d)| Date::from_ymd(*y, *m, *d));
        let rules = RoutingRules {
            holidays: Holidays(days.collect()),
            ..RoutingRules::default()
        };
        let snapshot = Storefront::new(7, parts(&stock), Pricing::default(), Arc::new(|| 0))
            .snapshot(0, rules);
        Storefront::of_snapshot(snapshot, Arc::new(move || now))
    };
    let home = |shop: Storefront| ways(&shop, &[("MUG", 1)]).pop().unwrap();
    assert_eq!(home(shop(&[])), "home Wed 25 Nov to Thu 26 Nov");
    assert_eq!(
        home(shop(&[(2026, 11, 25)])),
        "home Thu 26 Nov to Fri 27 Nov"
    );
}
