//! Searches of a small shop, in words.

use super::*;
use crate::fixture::{catalogue, collection, location, option, product, text, variant};
use crate::product::OptionValue;
use proptest::prelude::*;
use std::sync::LazyLock;

/// Handle, title, kind, brand, colour.
const SHELF: &str = "
onggi-mug / 옹기 머그|Onggi Mug / 머그|Mug / 흙담|Heukdam / 검정|Black
onggi-cup / 옹기컵 세트|Onggi Cup Set / 컵|Cup / 흙담|Heukdam / 하양|White
celadon-mug / 청자 머그|Celadon Mug / 머그|Mug / 이천요|Icheon Kiln / 검정|Black
linen-shirt / 린넨 와이드 셔츠|Wide Linen Shirt / 셔츠|Shirt / 바람결|Baramgyeol / 검정|Black
cotton-tee / 코튼 티셔츠|Cotton T-Shirt / 티셔츠|T-Shirt / 바람결|Baramgyeol / 검정|Black
tote / 캔버스 토트백|Canvas Tote Bag / 가방|Bag / 바구니|Baguni / 검정|Black
brass-lamp / 황동 스탠드 조명|Brass Lamp / 조명|Lamp / 빛고을|Bitgoeul / 검정|Black
meokmul / 먹물 노트|Ink Notebook / 문구|Stationery / 글방|Geulbang / 검정|Black
teapot / 백자 찻주전자 350ml|Porcelain Teapot 350ml / 주전자|Teapot / 이천요|Icheon Kiln / 검정|Black
jeans / Straight Jeans / Pants / Denim & Co. / Black";

fn shelved(line: &str) -> Product {
    let fields: Vec<&str> = line.split(" / ").collect();
    let name = fields[0];
    let mut product = Product {
        options: vec![option(&format!("색상|Color: {}", fields[4]))],
        variants: vec![variant(&format!("SKU-{name}"), &[0], 10_000, None)],
        ..product(name, fields[1], fields[2], fields[3])
    };
    match name {
        "tote" => product.variants[0].barcode = "8801234567893".parse().ok(),
        "linen-shirt" => product.tags = ["여름".to_owned(), "summer".to_owned()].into(),
        "celadon-mug" => {
            let prose = "<p>아침 커피를 담는 컵</p>|<p>A cup for morning coffee&nbsp;</p>";
            product.description = text(prose);
        }
        _ => {}
    }
    product
}

fn shop() -> Catalogue {
    let tableware = ["onggi-mug", "onggi-cup", "celadon-mug"];
    catalogue(
        SHELF.trim().lines().map(shelved).collect(),
        vec![
            collection("table", "식탁 위의 그릇|Tableware", &tableware),
            collection(
                "gifts",
                "집들이 선물|Housewarming Gifts",
                &["brass-lamp", "tote"],
            ),
        ],
        vec![location("seongsu", LocationKind::Store)],
        &[("SKU-celadon-mug", "seongsu", 1)],
    )
}

static SHOP: LazyLock<(Catalogue, SearchIndex)> = LazyLock::new(|| {
    let shop = shop();
    let index = SearchIndex::new(&shop);
    (shop, index)
});

fn handles(shop: &Catalogue, products: &[usize]) -> Vec<String> {
    let handle = |at: &usize| shop.products()[*at].handle.to_string();
    products.iter().map(handle).collect()
}

/// `want` are the first that must be found; none means that nothing may be.
fn check_found(typed: &str, want: &[&str], read_as: Option<&str>) {
    let (shop, index) = &*SHOP;
    let found = index.search(shop, typed, Locale::Ko);
    let handles = handles(shop, &found.products);
    let compared = if want.is_empty() {
        handles.len()
    } else {
        want.len()
    };
    let first: Vec<&str> = handles.iter().take(compared).map(String::as_str).collect();
    assert_eq!(
        first, want,
        "{typed} found {handles:?} as {:?}",
        found.read_as
    );
    assert_eq!(found.read_as.as_deref(), read_as, "{typed}");
}

#[test]
fn what_shoppers_type_is_found() {
    let check = |typed, want: &[&str]| check_found(typed, want, None);
    // As it is called, in either language, however it is spaced.
    check("옹기 머그", &["onggi-mug"]);
    check("옹기머그", &["onggi-mug"]);
    check("옹 기머그", &["onggi-mug"]);
    check("Onggi Mug", &["onggi-mug"]);
    check("머그 옹기", &["onggi-mug"]);
    check("머그옹기", &["onggi-mug"]);
    check("찻주전자", &["teapot"]);
    check("ＯＮＧＧＩ", &["onggi-mug", "onggi-cup"]);
    check("350ml", &["teapot"]);
    check("mugs", &["celadon-mug", "onggi-mug"]);
    check("t-shirt", &["cotton-tee"]);
    check("tshirt", &["cotton-tee"]);
    check("청바지 jeans", &[]);
    // Parts of compounds, kinds, options, brands, tags, collections, prose.
    check("주전자", &["teapot"]);
    check("토트", &["tote"]);
    check("흙담 하양", &["onggi-cup"]);
    check("icheon kiln mug", &["celadon-mug"]);
    check("summer", &["linen-shirt"]);
    check("집들이", &["tote", "brass-lamp"]);
    check("커피", &["celadon-mug"]);
    // Initials, alone and mixed, and syllables on their way.
    check("ㅇㄱㅁㄱ", &["onggi-mug"]);
    check("ㅇㄱ ㅁㄱ", &["onggi-mug"]);
    check("옹ㄱ", &["onggi-mug", "onggi-cup"]);
    check("머ㄱ", &["celadon-mug", "onggi-mug"]);
    check("옹깈", &["onggi-cup"]);
    check("옹기먹", &["onggi-mug"]);
    check("ㅊㅈㄳ", &[]);
    check("ㅋㄷㅋㄷㅋㄷ", &[]);
    // Synonyms come after what is so called.
    check("컵", &["onggi-cup", "celadon-mug", "onggi-mug"]);
    check("남방", &["linen-shirt"]);
    check("청바지", &[]);
    check("trousers", &["jeans"]);
    // Codes.
    check("sku-tote", &["tote"]);
    check("8801 2345 67893", &["tote"]);
    // Nothing.
    check("", &[]);
    check(" ?! ", &[]);
    check("qqqqqqqq", &[]);
    check("린넨 머그", &[]);
}

#[test]
fn what_shoppers_mistype_is_found() {
    let check = check_found;
    // Typos, only where nothing else is found.
    check("옹가 머그", &["onggi-mug"], Some("옹기 머그"));
    check("옹가머그", &["onggi-mug"], Some("옹기 머그"));
    check("린넨 셔초", &["linen-shirt"], Some("린넨 셔츠"));
    check("celadno mug", &["celadon-mug"], Some("celadon mug"));
    check("porcelian", &["teapot"], Some("porcelain"));
    check("먹물", &["meokmul"], None);
    // The wrong layout.
    check("ajrm", &["celadon-mug", "onggi-mug"], Some("머그"));
    check("AJRM", &["celadon-mug", "onggi-mug"], Some("머그"));
    check("ㅡㅕㅎ", &["celadon-mug", "onggi-mug"], Some("mug"));
    check("dhdrl ajrm", &["onggi-mug"], Some("옹기 머그"));
    check("ㅣㅑㅜ두", &["linen-shirt"], Some("linen"));
}

#[test]
fn some_words_are_no_products() {
    let (shop, index) = &*SHOP;
    let check = |typed: &str, want: &[Topic]| {
        let found = index.search(shop, typed, Locale::Ko);
        assert_eq!(found.topics, want, "{typed}");
        assert_eq!(found.read_as, None, "{typed}");
    };
    check("반품", &[Topic::Returns]);
    check("교환 하고 싶어요", &[Topic::Returns]);
    check("배송비", &[Topic::Delivery]);
    check("영업 시간", &[Topic::Stores]);
    check("store hours", &[Topic::Stores]);
    check("Seongsu", &[Topic::Stores]);
    check("주문 조회", &[Topic::Orders]);
    check("storage", &[]);
    check("옹기 머그", &[]);
}

#[test]
fn collections_are_found() {
    let (shop, index) = &*SHOP;
    let check = |typed: &str, want: &[usize]| {
        assert_eq!(
            index.search(shop, typed, Locale::En).collections,
            want,
            "{typed}"
        );
    };
    check("그릇", &[0]);
    check("tableware", &[0]);
    check("선물", &[1]);
    check("ㅈㄷㅇ", &[1]);
    check("머그", &[]);
}

#[test]
fn suggestions() {
    let (shop, index) = &*SHOP;
    let check =
        |typed: &str, locale, queries: &[&str], products: &[&str], collections: &[usize]| {
            let offered = index.suggest(shop, typed, locale);
            assert_eq!(offered.queries, queries, "{typed}");
            assert_eq!(handles(shop, &offered.products), products, "{typed}");
            assert_eq!(offered.collections, collections, "{typed}");
        };
    check(
        "머",
        Locale::Ko,
        &["머그", "먹물 노트", "청자 머그", "옹기 머그"],
        &["celadon-mug", "onggi-mug", "meokmul"],
        &[],
    );
    check(
        "먹",
        Locale::Ko,
        &["머그", "먹물 노트", "청자 머그", "옹기 머그"],
        &["meokmul", "celadon-mug", "onggi-mug"],
        &[],
    );
    check("온ㄱ", Locale::Ko, &[], &[], &[]);
    check(
        "mu",
        Locale::En,
        &["Mug", "Celadon Mug", "Onggi Mug"],
        &["celadon-mug", "onggi-mug"],
        &[],
    );
    check(
        "ㅈㄷ",
        Locale::Ko,
        &["집들이 선물"],
        &["tote", "brass-lamp"],
        &[1],
    );
    check(
        "table",
        Locale::Ko,
        &["식탁 위의 그릇"],
        &["celadon-mug", "onggi-mug", "onggi-cup"],
        &[0],
    );
    check(
        "celadno",
        Locale::En,
        &["Celadon Mug"],
        &["celadon-mug"],
        &[],
    );
    check("", Locale::Ko, &[], &[], &[]);
}

#[test]
fn an_overlong_query_is_cut() {
    let (shop, index) = &*SHOP;
    let long = "머그 ".repeat(10_000);
    assert!(!index.search(shop, &long, Locale::Ko).products.is_empty());
    assert_eq!(
        index
            .search(&Catalogue::default(), "a", Locale::Ko)
            .collections,
        [0_usize; 0]
    );
}

/// A shop whose products have these titles.
fn titled(titles: &[(String, String)]) -> Catalogue {
    let products = titles.iter().enumerate().map(|(at, (ko, en))| Product {
        title: Text::new(ko.as_str(), en.as_str()),
        variants: vec![variant(&format!("v{at}"), &[], 1, None)],
        ..product(&format!("p{at}"), "", "", "")
    });
    catalogue(products.collect(), vec![], vec![], &[])
}

proptest! {
    #[test]
    fn nothing_typed_is_too_strange(typed in "\\PC{0,300}|.{0,40}|[ㄱ-ㅣ가-힣a-z ]{0,30}") {
        let (shop, index) = &*SHOP;
        let found = index.search(shop, &typed, Locale::Ko);
        prop_assert!(found.products.iter().all(|at| *at < shop.products().len()));
        index.suggest(shop, &typed, Locale::En);
    }

    #[test]
    fn every_product_is_found_by_its_title(
        titles in prop::collection::vec(
            ("[가-힣]{1,4}( [가-힣0-9a-z]{1,5}){0,5}", "[A-Za-z]{1,8}([ -][A-Za-z0-9]{1,7}){0,5}"),
            1..8,
        )
    ) {
        let shop = titled(&titles);
        let index = SearchIndex::new(&shop);
        for (at, (ko, en)) in titles.iter().enumerate() {
            for typed in [ko, en] {
                let found = index.search(&shop, typed, Locale::Ko);
                prop_assert!(found.products.contains(&at), "{} {:?}", typed, found);
                prop_assert_eq!(found.read_as, None);
                let offered = index.suggest(&shop, typed, Locale::Ko);
                prop_assert!(offered.products.contains(&at), "{} {:?}", typed, offered);
            }
        }
    }

    #[test]
    fn spaces_in_korean_change_nothing(
        typed in prop_oneof![
            "[가-힣ㄱ-ㅎ]{1,10}",
            prop::sample::subsequence(
                vec!["옹", "기", "머", "그", "린", "넨", "셔", "츠", "컵", "ㅁ", "2", "mug"], 1..8
            ).prop_map(|parts| parts.concat()),
        ],
        spaces: u32,
    ) {
        let (shop, index) = &*SHOP;
        let mut spaced = String::new();
        for (at, c) in typed.chars().enumerate() {
            let after_korean = spaced.chars().last().is_some_and(hangul::is_hangul);
            if after_korean && hangul::is_hangul(c) && spaces >> at & 1 == 1 {
                spaced.push(' ');
            }
            spaced.push(c);
        }
        let tight = index.search(shop, &typed, Locale::Ko);
        let loose = index.search(shop, &spaced, Locale::Ko);
        // Read as Latin keys it is no Korean, and spaces part words.
        let is_swapped = |found: &Found| found.read_as.as_deref().is_some_and(str::is_ascii);
        if is_swapped(&tight) || is_swapped(&loose) {
            return Ok(());
        }
        prop_assert_eq!(tight.products, loose.products);
        prop_assert_eq!(tight.collections, loose.collections);
        prop_assert_eq!(tight.topics, loose.topics);
    }
}

#[test]
fn swatches_are_searched_by_name_alone() {
    let value = OptionValue {
        name: text("하양|White"),
        swatch: Some("#ffffff".to_owned()),
    };
    let mut product = product("a", "Cup", "", "");
    product.options = vec![crate::product::ProductOption {
        name: text("Color"),
        values: vec![value],
    }];
    product.variants = vec![variant("a", &[0], 1, None)];
    let shop = catalogue(vec![product], vec![], vec![], &[]);
    let index = SearchIndex::new(&shop);
    assert_eq!(index.search(&shop, "white", Locale::En).products, [0]);
    assert_eq!(
        index.search(&shop, "ffffff", Locale::En).products,
        [0_usize; 0]
    );
}
