//! A catalogue whose stock has changed is the catalogue that would have been made with that stock.

use super::*;
use crate::fixture::{catalogue, handle, location, option, product, variant};
use crate::listing::{ListingQuery, list};
use crate::{Localization, Sku};
use proptest::prelude::*;

const PLACES: [&str; 2] = ["seongsu", "icheon"];
const PRODUCTS: usize = 140;

fn sku(product: usize, variant: usize) -> String {
    format!("p{product}-{variant}")
}

/// More variants than one piece of the levels holds, all with these counts at both places.
fn shop(counts: &[(usize, usize, usize, u32)]) -> Catalogue {
    let made = (0..PRODUCTS).map(|at| {
        let mut made = product(&format!("p{at}"), "Thing", "", "");
        made.options = vec![option("Size: S, M")];
        made.variants = vec![
            variant(&sku(at, 0), &[0], 1_000, None),
            variant(&sku(at, 1), &[1], 1_000, None),
        ];
        made.variants[1].sell_without_stock = at % 7 == 0;
        made
    });
    let places = PLACES
        .map(|name| location(name, LocationKind::Store))
        .to_vec();
    let named: Vec<_> = counts
        .iter()
        .map(|(at, which, place, n)| (sku(*at, *which), PLACES[*place], *n))
        .collect();
    let counts: Vec<_> = named
        .iter()
        .map(|(sku, at, n)| (sku.as_str(), *at, *n))
        .collect();
    catalogue(made.collect(), vec![], places, &counts)
}

fn changes(counts: &[(usize, usize, usize, u32)]) -> Vec<(Sku, Handle, StockLevel)> {
    let change = |(at, which, place, n): &(usize, usize, usize, u32)| {
        let name = sku(*at, *which).parse().unwrap();
        (name, handle(PLACES[*place]), StockLevel::of(*n))
    };
    counts.iter().map(change).collect()
}

fn counts() -> impl Strategy<Value = Vec<(usize, usize, usize, u32)>> {
    prop::collection::vec((0..PRODUCTS, 0..2_usize, 0..2_usize, 0..3_u32), 0..80)
}

fn assert_same(found: &Catalogue, wanted: &Catalogue) {
    let all: Vec<usize> = (0..PRODUCTS).collect();
    for query in ["", "stock=1", "at=icheon", "at=seongsu&stock=1&size=m"] {
        let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        let query = ListingQuery::from_pairs(pairs);
        let shown = Localization::default();
        assert_eq!(
            list(found, &all, &query, shown),
            list(wanted, &all, &query, shown)
        );
    }
    for product in found.products() {
        for variant in &product.variants {
            let name = &variant.sku;
            assert_eq!(found.stock(name), wanted.stock(name));
            assert_eq!(found.is_sellable(variant), wanted.is_sellable(variant));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn another_stock_is_another_catalogue(before in counts(), then in counts()) {
        let first = shop(&before);
        let (second, changed) = first.with_stock(&changes(&then));
        let mut all = before.clone();
        all.extend(&then);
        assert_same(&second, &shop(&all));
        // The first one has not changed.
        assert_same(&first, &shop(&before));
        let differs = |at: &usize| (0..2).any(|which| {
            let name: Sku = sku(*at, which).parse().unwrap();
            first.stock(&name) != second.stock(&name)
        });
        let differing: BTreeSet<usize> = (0..PRODUCTS).filter(differs).collect();
        // What changed and changed back within one call may be told too.
        prop_assert!(changed.is_superset(&differing));
        prop_assert!(changed.iter().all(|at| then.iter().any(|change| change.0 == *at)));
    }
}

#[test]
fn what_is_not_known_is_left_out() {
    let first = shop(&[(0, 0, 0, 5)]);
    let level = StockLevel::of(1);
    let unknown = [
        ("NO-SUCH".parse().unwrap(), handle("icheon"), level),
        (sku(0, 0).parse().unwrap(), handle("nowhere"), level),
    ];
    let (second, changed) = first.with_stock(&unknown);
    assert_eq!(changed, [].into());
    assert_same(&second, &first);
    // As many available in another way is nothing to tell.
    let kept_back = StockLevel {
        safety: 1,
        ..StockLevel::of(6)
    };
    let (third, changed) =
        first.with_stock(&[(sku(0, 0).parse().unwrap(), handle("seongsu"), kept_back)]);
    assert_eq!(changed, [].into());
    assert_eq!(third.stock(&sku(0, 0).parse().unwrap())[0], kept_back);
}
