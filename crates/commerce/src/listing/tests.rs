//! Lists of a small shop, narrowed and ordered in words.

use super::*;
use crate::fixture::{catalogue, location, option, product, variant};
use crate::money::Currency;
use crate::product::Product;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Three shirts and a mug. In Seongsu the white shirt is there in L only; the black mug is
/// nowhere.
fn shop() -> Catalogue {
    let colors = "색상|Color: 하양|White, 검정|Black";
    let linen = Product {
        options: vec![option(colors), option("사이즈|Size: S, M, L")],
        variants: vec![
            variant("linen-w-s", &[0, 0], 50_000, None),
            variant("linen-w-l", &[0, 2], 50_000, None),
            variant("linen-b-s", &[1, 0], 52_000, Some(65_000)),
        ],
        published_at: 30,
        ..product(
            "linen",
            "린넨 셔츠|Linen Shirt",
            "셔츠|Shirt",
            "바구니|Baguni",
        )
    };
    let oxford = Product {
        options: vec![option("색상: 하양"), option("Size: XS, XL")],
        variants: vec![
            variant("oxford-xs", &[0, 0], 40_000, Some(80_000)),
            variant("oxford-xl", &[0, 1], 45_500, None),
        ],
        published_at: 20,
        ..product("oxford", "옥스퍼드 셔츠|Oxford Shirt", "셔츠", "Hanok")
    };
    let plain = Product {
        options: vec![option("Title: Default Title")],
        variants: vec![variant("plain", &[0], 30_000, None)],
        published_at: 40,
        ..product("plain", "민무늬 셔츠", "Shirt", "Hanok")
    };
    let mug = Product {
        options: vec![option(colors)],
        variants: vec![variant("mug-b", &[1], 18_000, Some(24_000))],
        published_at: 10,
        ..product("mug", "옹기 머그|Onggi Mug", "머그|Mug", "바구니|Baguni")
    };
    catalogue(
        vec![mug, linen, oxford, plain],
        vec![],
        vec![
            location("seongsu", LocationKind::Store),
            location("busan", LocationKind::Store),
            location("icheon", LocationKind::Warehouse),
        ],
        &[
            ("linen-w-s", "icheon", 3),
            ("linen-w-l", "seongsu", 1),
            ("linen-b-s", "seongsu", 1),
            ("linen-b-s", "busan", 1),
            ("oxford-xs", "icheon", 9),
            ("oxford-xl", "seongsu", 2),
            ("plain", "busan", 1),
        ],
    )
}

fn asked(catalogue: &Catalogue, query: &str) -> Listing {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let query = ListingQuery::from_pairs(pairs);
    let all: Vec<usize> = (0..catalogue.products().len()).collect();
    list(catalogue, &all, &query, Localization::default())
}

fn names(catalogue: &Catalogue, listing: &Listing) -> String {
    let name = |at: &usize| catalogue.products()[*at].handle.as_str();
    listing
        .products
        .iter()
        .map(name)
        .collect::<Vec<_>>()
        .join(" ")
}

/// A facet as `white 2, [black] 1`, where what is chosen is in brackets.
fn facet(listing: &Listing, key: &str) -> String {
    let value = |value: &FacetValue| match value.selected {
        true => format!("[{}] {}", value.key, value.count),
        false => format!("{} {}", value.key, value.count),
    };
    let facet = listing.facets.iter().find(|facet| facet.key == key);
    facet.map_or(String::new(), |facet| {
        facet
            .values
            .iter()
            .map(value)
            .collect::<Vec<_>>()
            .join(", ")
    })
}

#[test]
fn queries_narrow() {
    let shop = shop();
    let check = |query: &str, want: &str| {
        let listing = asked(&shop, query);
        assert_eq!(names(&shop, &listing), want, "{query}");
        assert_eq!(listing.total as usize, listing.products.len(), "{query}");
    };
    // What nobody can buy comes last.
    check("", "linen oxford plain mug");
    check("color=white", "linen oxford");
    check("color=white&color=black", "linen oxford mug");
    check("color=white&size=s", "linen");
    check("color=black&size=l", "");
    check("type=shirt&brand=hanok", "oxford plain");
    check("at=seongsu", "linen oxford");
    check("at=seongsu&color=white&size=s", "");
    check("at=seongsu&color=white&size=l", "linen");
    check("stock=1", "linen oxford plain");
    check("stock=1&type=mug", "");
    check("sale=1", "linen oxford mug");
    check("sale=1&size=l", "");
    check("price-min=30000&price-max=40000", "oxford plain");
    check("price-min=99999", "");
}

#[test]
fn what_is_unknown_is_left_unread() {
    let shop = shop();
    let check = |query: &str| assert_eq!(asked(&shop, query).total, 4, "{query}");
    check("flavour=salt");
    check("color=octarine");
    check("at=atlantis");
    check("title=default-title");
    assert_eq!(asked(&shop, "color=octarine&color=black").total, 2);
}

#[test]
fn facets_count_what_each_choice_would_show() {
    let shop = shop();
    let check = |query: &str, key: &str, want: &str| {
        assert_eq!(facet(&asked(&shop, query), key), want, "{query} {key}");
    };
    check("", "color", "black 2, white 2");
    check("", "type", "shirt 3, mug 1");
    check("", "size", "xs 1, s 1, l 1, xl 1");
    check("", "title", "");
    check("color=white", "color", "black 2, [white] 2");
    check("color=white", "size", "xs 1, s 1, l 1, xl 1");
    check("color=white", "type", "");
    check("color=black", "size", "");
    check("color=black&size=s", "size", "[s] 1");
    check("color=black&size=xl", "size", "s 1, [xl] 0");
    check("at=seongsu", "size", "s 1, l 1, xl 1");
    check("at=seongsu&size=s", "color", "");
    check("at=seongsu&size=l", "size", "s 1, [l] 1, xl 1");
    check("brand=hanok", "brand", "[hanok] 2, baguni 2");
}

#[test]
fn values_in_one_language_join_those_in_two() {
    let listing = asked(&shop(), "");
    let color = listing.facets.iter().find(|facet| facet.key == "color");
    let color = color.unwrap();
    assert_eq!(color.name, Text::new("색상", "Color"));
    assert_eq!(color.values[1].name, Text::new("하양", "White"));
    let keys: Vec<_> = listing.facets.iter().map(|facet| &facet.key).collect();
    assert_eq!(keys, ["type", "brand", "color", "size"]);
}

#[test]
fn totals_beside_the_list() {
    let shop = shop();
    let check = |query: &str, bounds: (u32, u32), stores: [u32; 2], in_stock, on_sale| {
        let listing = asked(&shop, query);
        let (min, max) = (Some(bounds.0), Some(bounds.1));
        assert_eq!(listing.price_bounds, PriceRange { min, max }, "{query}");
        let stocked_at = vec![(0, stores[0]), (1, stores[1])];
        assert_eq!(listing.stocked_at, stocked_at, "{query}");
        let counts = (listing.in_stock, listing.on_sale);
        assert_eq!(counts, (in_stock, on_sale), "{query}");
    };
    check("", (18_000, 50_000), [2, 2], 3, 3);
    check(
        "price-min=40000&price-max=45000",
        (18_000, 50_000),
        [1, 0],
        1,
        1,
    );
    check("at=busan", (30_000, 50_000), [2, 2], 2, 1);
    check("sale=1&stock=1", (40_000, 50_000), [1, 1], 2, 2);
    check("color=white&size=xl", (40_000, 40_000), [1, 0], 1, 0);
}

#[test]
fn lists_are_ordered() {
    let shop = shop();
    let check = |sort: &str, want: &str| {
        assert_eq!(names(&shop, &asked(&shop, &format!("sort={sort}"))), want);
    };
    check("featured", "linen oxford plain mug");
    check("new", "plain linen oxford mug");
    check("price-asc", "mug plain oxford linen");
    check("price-desc", "linen oxford plain mug");
    check("discount", "oxford mug linen plain");
}

#[test]
fn dollars_are_compared_in_dollars() {
    let shop = shop();
    let shown = Localization {
        locale: Locale::En,
        currency: Currency::Usd,
    };
    let query = ListingQuery::from_pairs([("price-max", "30"), ("page", "1")]);
    let listing = list(&shop, &[0, 1, 2, 3], &query, shown);
    assert_eq!(names(&shop, &listing), "plain mug");
    assert_eq!(listing.price_bounds.max, Some(50));
}

#[test]
fn pages() {
    let many: Vec<Product> = (0..50)
        .map(|n| Product {
            variants: vec![variant(&format!("v{n}"), &[], 1_000, None)],
            ..product(&format!("p{n}"), "컵", "", "")
        })
        .collect();
    let shop = catalogue(many, vec![], vec![], &[]);
    let check = |page: &str, first: Option<usize>, products| {
        let listing = asked(&shop, &format!("page={page}"));
        assert_eq!(listing.products.first().copied(), first, "page {page}");
        let sizes = (listing.products.len(), listing.pages, listing.total);
        assert_eq!(sizes, (products, 3, 50), "page {page}");
    };
    check("1", Some(0), 24);
    check("3", Some(48), 2);
    check("4", None, 0);
    check("0", None, 0);
    check("4294967295", None, 0);
    check("first", None, 0);
    let nothing = list(
        &shop,
        &[],
        &ListingQuery::default(),
        Localization::default(),
    );
    assert_eq!((nothing.total, nothing.pages), (0, 1));
    let odd = [7, 7, 9_999];
    let query = ListingQuery {
        page: 1,
        ..ListingQuery::default()
    };
    let listing = list(&shop, &odd, &query, Localization::default());
    assert_eq!(listing.products, [7]);
}

#[test]
fn an_option_may_not_take_the_words_of_an_address() {
    let sofa = Product {
        options: vec![option("Type: Left, Right"), option("Page: A, B")],
        variants: vec![
            variant("a", &[0, 0], 1, None),
            variant("b", &[1, 1], 1, None),
        ],
        ..product("sofa", "Sofa", "Seat", "")
    };
    let listing = asked(&catalogue(vec![sofa], vec![], vec![], &[]), "");
    assert_eq!(facet(&listing, "option-type"), "left 1, right 1");
    assert_eq!(facet(&listing, "option-page"), "a 1, b 1");
}

/// The counts beside a list, against making every one of those lists.
fn check_counts(shop: &Catalogue, query: &str) {
    let all: Vec<usize> = (0..shop.products().len()).collect();
    let total = |query: &ListingQuery| list(shop, &all, query, Localization::default()).total;
    let listing = asked(shop, query);
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let asked_for = ListingQuery::from_pairs(pairs);
    for facet in &listing.facets {
        for value in &facet.values {
            let mut alone = asked_for.clone();
            let chosen = BTreeSet::from([value.key.clone()]);
            alone.facets.insert(facet.key.clone(), chosen);
            let name = (&facet.key, &value.key);
            assert_eq!(total(&alone), value.count, "{query}: {name:?}");
        }
    }
    for (at, count) in &listing.stocked_at {
        let mut alone = asked_for.clone();
        alone.at = Some(shop.locations()[*at].handle.clone());
        assert_eq!(total(&alone), *count, "{query}: {:?}", alone.at);
    }
    let mut in_stock = asked_for.clone();
    in_stock.in_stock = true;
    assert_eq!(total(&in_stock), listing.in_stock, "{query}: in stock");
    let mut on_sale = asked_for;
    on_sale.on_sale = true;
    assert_eq!(total(&on_sale), listing.on_sale, "{query}: on sale");
}

/// Products of two options by the bits of a number: choices, stock and sales all differ.
fn random_shop(seeds: &[u32]) -> Catalogue {
    let mut stock = Vec::new();
    let mut products = Vec::new();
    for (at, seed) in seeds.iter().enumerate() {
        let kind = ["Cup", "Shirt", ""][(seed % 3) as usize];
        let mut made = product(&format!("p{at}"), "Thing", kind, ["A", "B"][at % 2]);
        made.options = vec![option("Color: White, Black, Red"), option("Size: S, M")];
        for bit in (0..6_u16).filter(|bit| seed >> bit & 1 == 1 || *bit == 0) {
            let was = (seed >> (bit + 6) & 1 == 1).then_some(9_000);
            let won = 1_000 * i64::from(1 + (seed >> (bit + 9)) % 7);
            made.variants.push(variant(
                &format!("v{at}-{bit}"),
                &[bit % 3, bit / 3],
                won,
                was,
            ));
            for place in ["seongsu", "busan", "icheon"]
                .iter()
                .take((seed >> bit) as usize % 4)
            {
                stock.push((format!("v{at}-{bit}"), *place, 1));
            }
        }
        products.push(made);
    }
    let places = vec![
        location("seongsu", LocationKind::Store),
        location("busan", LocationKind::Store),
        location("icheon", LocationKind::Warehouse),
    ];
    let stock: Vec<_> = stock
        .iter()
        .map(|(sku, at, n)| (sku.as_str(), *at, *n))
        .collect();
    catalogue(products, vec![], places, &stock)
}

proptest! {
    #[test]
    fn counts_are_the_lengths_of_the_lists_they_promise(
        seeds in prop::collection::vec(any::<u32>(), 1..20),
        chosen in prop::sample::subsequence(
            vec![
                "color=white", "color=black", "size=m", "type=cup", "brand=a", "at=busan",
                "stock=1", "sale=1", "price-min=3000", "price-max=5000",
            ],
            0..6,
        ),
    ) {
        check_counts(&random_shop(&seeds), &chosen.join("&"));
    }
}
