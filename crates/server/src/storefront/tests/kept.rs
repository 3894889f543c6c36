//! A screen that answers from what it keeps says what the server would: of every product, every
//! collection and every kind of search, in both languages.

use super::parts;
use crate::demo::demo;
use baguni_api::storefront::{Snapshot, Storefront};
use baguni_api::{Lines, MAX_SKUS, StorefrontApi};
use baguni_commerce::{
    Currency, Handle, ListingQuery, Locale, Localization, RoutingRules, Sku, Sort,
};
use std::sync::{Arc, LazyLock};

/// A Tuesday morning.
const NOW: u64 = 1_795_485_600_000;

/// The server's storefront, and that of a screen: through bytes.
static BOTH: LazyLock<[Storefront; 2]> = LazyLock::new(|| {
    let demo = demo().unwrap();
    let pricing = demo.pricing.clone();
    let server = Storefront::new(1, parts(demo), pricing, Arc::new(|| NOW));
    let bytes = server
        .snapshot(9, RoutingRules::default())
        .encode()
        .unwrap();
    let kept = Snapshot::decode(&bytes).unwrap();
    [server, Storefront::of_snapshot(kept, Arc::new(|| NOW))]
});

const SHOWN: [Localization; 2] = [
    Localization {
        locale: Locale::Ko,
        currency: Currency::Krw,
    },
    Localization {
        locale: Locale::En,
        currency: Currency::Usd,
    },
];

/// Asks both the same.
macro_rules! same {
    ($ask:expr) => {{
        let [server, kept] = &*BOTH;
        let (by_server, by_screen) = ($ask(server).await, $ask(kept).await);
        assert_eq!(by_server, by_screen);
        by_server
    }};
}

fn handles<'a>(all: impl IntoIterator<Item = &'a Handle>) -> Vec<Handle> {
    all.into_iter().cloned().collect()
}

#[tokio::test]
async fn every_product() {
    let products = BOTH[0].catalogue().products();
    let products = handles(products.iter().map(|product| &product.handle));
    assert!(products.len() > 50);
    for shown in SHOWN {
        for handle in &products {
            let page = same!(|shop: &Storefront| shop.product(shown, handle.clone()));
            assert!(page.is_ok(), "{handle}");
        }
        let cards = same!(|shop: &Storefront| shop.cards(shown, products.clone()));
        assert_eq!(cards.unwrap().len(), products.len().min(MAX_SKUS));
    }
}

#[tokio::test]
async fn every_collection() {
    let [server, _] = &*BOTH;
    let collections = server.catalogue().collections().iter();
    let collections = handles(collections.map(|collection| &collection.handle));
    let store = server.catalogue().stores().next().unwrap().handle.clone();
    let queries = [
        ListingQuery::default(),
        ListingQuery {
            page: 2,
            ..ListingQuery::default()
        },
        ListingQuery {
            at: Some(store),
            ..ListingQuery::default()
        },
        ListingQuery {
            in_stock: true,
            sort: Sort::PriceAsc,
            ..ListingQuery::default()
        },
    ];
    for shown in SHOWN {
        for handle in &collections {
            for query in &queries {
                let page = same!(|shop: &Storefront| {
                    shop.collection(shown, handle.clone(), query.clone())
                });
                assert!(page.is_ok() || query.page > 1, "{handle}: {query:?}");
            }
        }
        let _ = same!(|shop: &Storefront| shop.home(shown));
        let _ = same!(|shop: &Storefront| shop.frame(shown));
        assert!(
            !same!(|shop: &Storefront| shop.stores(shown))
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn searches() {
    let check = async |typed: &str, finds: bool| {
        for shown in SHOWN {
            let ask =
                |shop: &Storefront| shop.search(shown, typed.to_owned(), ListingQuery::default());
            let found = same!(ask).unwrap();
            assert_eq!(found.listing.total > 0, finds, "{typed}");
            let _ = same!(|shop: &Storefront| shop.suggest(shown, typed.to_owned()));
        }
    };
    check("머그", true).await;
    check("ㅁㄱ", true).await;
    check("ajrm", true).await;
    check("ㅡㅕㅎ", true).await;
    check("mug", true).await;
    check("린넨셔츠", true).await;
    check("린 넨 셔츠", true).await;
    check("celadno", true).await;
    check("없는물건이름", false).await;
    check("<script>alert(1)</script>", false).await;
    check("", false).await;
}

/// Of promotions only those are kept that everybody gets: with them every cart costs the same.
#[tokio::test]
async fn every_line_and_what_it_costs() {
    let [server, kept] = &*BOTH;
    let variants = server.catalogue().products().iter();
    let skus: Vec<Sku> = variants
        .flat_map(|product| &product.variants)
        .map(|variant| variant.sku.clone())
        .collect();
    for shown in SHOWN {
        for some in skus.chunks(MAX_SKUS) {
            let ask = |shop: &Storefront| shop.variants(shown, some.to_vec());
            let (by_server, by_screen) = (ask(server).await.unwrap(), ask(kept).await.unwrap());
            assert_eq!(by_server.terms, by_screen.terms);
            assert_eq!(by_server.lines.len(), some.len());
            for (a, b) in by_server.lines.iter().zip(&by_screen.lines) {
                let named = |it: &Vec<Handle>| it.clone();
                let same = baguni_api::VariantLine {
                    collections: named(&a.collections),
                    ..b.clone()
                };
                assert_eq!(*a, same);
            }
            let total = |lines: &Lines| {
                let bought = lines.lines.iter().map(|line| (line, 2.try_into().unwrap()));
                let request = lines.terms.request(shown.currency, bought);
                baguni_commerce::quote::quote(&request).total
            };
            assert_eq!(total(&by_server), total(&by_screen));
        }
    }
}

#[tokio::test]
async fn barcodes_and_promises() {
    let [server, kept] = &*BOTH;
    let here = server.catalogue().stores().next().unwrap().handle.clone();
    let mut known = 0;
    for product in server.catalogue().products() {
        for variant in &product.variants {
            let lines = [(variant.sku.clone(), 1)];
            let ways = kept.ways(Locale::Ko, &lines, &here);
            assert_eq!(ways, server.ways(Locale::Ko, &lines, &here));
            assert_eq!(ways.home.is_some(), server.catalogue().is_sellable(variant));
            let Some(barcode) = &variant.barcode else {
                continue;
            };
            let found = kept.by_barcode(barcode.as_str());
            assert_eq!(found, Some((product.handle.clone(), variant.sku.clone())));
            known += 1;
        }
    }
    assert!(known > 100);
}
