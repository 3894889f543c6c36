//! Prints how long it takes to choose the places of an order: 20 lines among 3, 12, 100 and 1,000
//! places, where no place has everything. `cargo run --release --example routing`.

#![allow(clippy::print_stdout)]

use baguni_commerce::locale::Text;
use baguni_commerce::routing::{Candidate, RoutingLine, RoutingMethod};
use baguni_commerce::stock::{LocationKind, OpeningHours, StockLocation};
use baguni_commerce::*;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

const LINES: u32 = 20;
const NOW: u64 = 1_795_489_200_000;

fn main() {
    println!("places  parcels allowed  sent  missing  p50  p99");
    for (places, max_splits) in [(3, 2), (12, 2), (12, 12), (100, 2), (1_000, 2)] {
        let locations: Vec<StockLocation> = (0..places).map(location).collect();
        let rules = RoutingRules {
            max_splits,
            ..RoutingRules::default()
        };
        let request = request(&locations, &rules);
        let routed = route(&request);
        let [p50, p99] = times(&request);
        println!(
            "{places:>6}  {max_splits:>15}  {:>4}  {:>7}  {p50:?}  {p99:?}",
            routed
                .parcels
                .iter()
                .map(|parcel| parcel.lines.len())
                .sum::<usize>(),
            routed.missing.len(),
        );
    }
}

fn times(request: &RoutingRequest<'_>) -> [Duration; 2] {
    let runs = if request.candidates.len() > 100 {
        5
    } else {
        200
    };
    let timed = |_| {
        let begun = Instant::now();
        std::hint::black_box(route(request));
        begun.elapsed()
    };
    let mut times: Vec<Duration> = (0..runs).map(timed).collect();
    times.sort();
    [times[runs / 2], times[runs - 1 - runs / 100]]
}

fn request<'a>(locations: &'a [StockLocation], rules: &'a RoutingRules) -> RoutingRequest<'a> {
    let line = |n| RoutingLine {
        sku: sku(n),
        quantity: 1 + n % 3,
        backorder: false,
    };
    RoutingRequest {
        lines: (0..LINES).map(line).collect(),
        method: RoutingMethod::Ship {
            postcode: "04100".parse().expect("five digits"),
        },
        preferred: None,
        candidates: locations.iter().enumerate().map(candidate).collect(),
        rules,
        now: NOW,
    }
}

/// Each place has about two thirds of the lines.
fn candidate((at, location): (usize, &StockLocation)) -> Candidate<'_> {
    let seed = u32::try_from(at).unwrap_or_default();
    let has = |n: u32| {
        let chance = (seed + 1).wrapping_mul(n + 7).wrapping_mul(0x9e37_79b9) >> 16;
        (sku(n), if chance % 3 == 0 { 0 } else { 1 + chance % 5 })
    };
    Candidate {
        location,
        available: (0..LINES).map(has).collect::<BTreeMap<_, _>>(),
        open: 0,
        excluded: None,
    }
}

fn sku(n: u32) -> Sku {
    format!("SKU-{n:02}").parse().expect("a short name")
}

fn location(n: u32) -> StockLocation {
    let hours = OpeningHours {
        opens: 600,
        closes: 1_200,
    };
    StockLocation {
        handle: format!("store-{n:04}").parse().expect("a handle"),
        kind: LocationKind::Store,
        name: Text::new(format!("{n}호점"), format!("Store {n}")),
        city: Text::default(),
        address: Text::default(),
        postcode: format!("{:05}", 1_000 + n * 7_919 % 62_000),
        phone: String::new(),
        hours: [Some(hours); 7],
        note: Text::default(),
    }
}
