//! What the demo catalogue promises: whole in both languages, large and varied enough to try
//! every surface of the shop, and the same every time.

use super::{DemoCatalogue, SeedReport, demo, seed};
use baguni_commerce::collection::Members;
use baguni_commerce::media::Rendition;
use baguni_commerce::promotion::{Reward, Scope};
use baguni_commerce::{
    CatalogueParts, Collection, Currency, Handle, LocationKind, Promotion, Sku, Text, Variant,
};
use baguni_storage::{Counting, Promotions as _, SqliteStorage, Stock as _, Storage};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

static DEMO: LazyLock<DemoCatalogue> = LazyLock::new(|| demo().unwrap());

fn variants() -> impl Iterator<Item = &'static Variant> {
    DEMO.products.iter().flat_map(|product| &product.variants)
}

fn members(collection: &Collection) -> Vec<&Handle> {
    match &collection.members {
        Members::Manual(handles) => handles.iter().collect(),
        Members::Rule(rule) => {
            let taken = DEMO.products.iter().filter(|product| rule.takes(product));
            taken.map(|product| &product.handle).collect()
        }
    }
}

/// Every text of the catalogue with the name of what it belongs to.
fn texts() -> Vec<(String, &'static Text)> {
    let mut texts = Vec::new();
    let mut add = |of: &str, all: Vec<&'static Text>| {
        texts.extend(all.into_iter().map(|text| (of.to_owned(), text)));
    };
    for p in &DEMO.products {
        let of = p.handle.as_str();
        add(
            of,
            vec![
                &p.title,
                &p.summary,
                &p.description,
                &p.vendor,
                &p.product_type,
            ],
        );
        add(
            of,
            p.details
                .iter()
                .flat_map(|detail| [&detail.title, &detail.body])
                .collect(),
        );
        add(of, p.media.iter().map(|media| &media.alt).collect());
        add(of, p.options.iter().map(|option| &option.name).collect());
        add(
            of,
            p.options
                .iter()
                .flat_map(|o| &o.values)
                .map(|value| &value.name)
                .collect(),
        );
    }
    for c in &DEMO.collections {
        add(c.handle.as_str(), vec![&c.title, &c.description]);
    }
    for l in &DEMO.locations {
        add(
            l.handle.as_str(),
            vec![&l.name, &l.city, &l.address, &l.note],
        );
    }
    texts
}

fn is_hangul(c: char) -> bool {
    ('가'..='힣').contains(&c)
}

/// "S", "250ml", "230–240mm" or "60 × 60cm, 45g": the same in every language.
fn is_measure(text: &str) -> bool {
    let bare = text
        .replace("<p>", "")
        .replace("</p>", "")
        .replace("<ul>", "");
    let bare = bare
        .replace("</ul>", "")
        .replace("<li>", "")
        .replace("</li>", "");
    let mut words = bare
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty());
    words.all(|word| {
        matches!(
            word,
            "S" | "M" | "L" | "XL" | "A" | "mm" | "cm" | "ml" | "g" | "kg"
        )
    })
}

#[test]
fn every_text_is_there_in_both_languages() {
    for (of, text) in texts() {
        assert!(
            !text.ko.trim().is_empty() && !text.en.trim().is_empty(),
            "{of}: {text:?}"
        );
        assert!(
            text.ko.contains(is_hangul) || is_measure(&text.ko),
            "{of}: {}",
            text.ko
        );
        assert!(!text.en.contains(is_hangul), "{of}: {}", text.en);
        for part in [&text.ko, &text.en] {
            assert!(
                !part.contains("  ") && part.trim() == part,
                "{of}: {part:?}"
            );
        }
    }
}

#[test]
fn the_shop_is_large_enough() {
    assert!(
        DEMO.products.len() >= 84,
        "{} products",
        DEMO.products.len()
    );
    assert!(variants().count() >= 270, "{} variants", variants().count());
    let menu = DEMO
        .collections
        .iter()
        .filter(|c| c.menu_position.is_some());
    assert!(menu.count() >= 9);
    let by_hand = DEMO
        .collections
        .iter()
        .filter(|c| matches!(c.members, Members::Manual(_)));
    assert!(by_hand.count() >= 2);
    for collection in &DEMO.collections {
        let count = members(collection).len();
        assert!(
            (4..DEMO.products.len()).contains(&count),
            "{}: {count}",
            collection.handle
        );
    }
}

#[test]
fn every_product_is_found_from_the_menu() {
    let menu = DEMO
        .collections
        .iter()
        .filter(|c| c.menu_position.is_some());
    let reached: BTreeSet<_> = menu.flat_map(members).collect();
    for product in &DEMO.products {
        assert!(reached.contains(&product.handle), "{}", product.handle);
    }
}

#[test]
fn products_are_whole_and_distinct() {
    let mut skus = BTreeSet::new();
    let mut titles = BTreeSet::new();
    let mut handles = BTreeSet::new();
    for product in &DEMO.products {
        let of = &product.handle;
        assert_eq!(product.check(), Ok(()), "{of}");
        assert!(handles.insert(of), "{of}");
        assert!(
            titles.insert(&product.title.ko) && titles.insert(&product.title.en),
            "{of}"
        );
        assert!((2..=4).contains(&product.details.len()), "{of}");
        assert!(product.media.len() >= 3, "{of}");
        assert!(product.variants.iter().all(|v| skus.insert(&v.sku)), "{of}");
        assert!(product.variants.iter().all(|v| v.weight_grams > 0), "{of}");
    }
}

#[test]
fn options_take_every_form() {
    let depths: BTreeSet<_> = DEMO
        .products
        .iter()
        .map(|product| product.options.len())
        .collect();
    assert_eq!(depths, BTreeSet::from([0, 1, 2, 3]));
    let incomplete = DEMO.products.iter().filter(|product| {
        let all: usize = product
            .options
            .iter()
            .map(|option| option.values.len())
            .product();
        product.variants.len() < all
    });
    assert!(incomplete.count() >= 5, "some combinations are not made");
    let mut swatches = BTreeMap::new();
    let values = DEMO
        .products
        .iter()
        .flat_map(|p| &p.options)
        .flat_map(|option| option.values.iter().map(|value| (&option.name.en, value)));
    for (option, value) in values.filter(|(option, _)| *option == "Color") {
        let swatch = value.swatch.as_ref().unwrap();
        let known = swatches.entry(&value.name.en).or_insert(swatch);
        assert_eq!(*known, swatch, "{option} {}", value.name.en);
    }
    assert!(swatches.len() <= 16, "{} colors", swatches.len());
}

#[test]
fn prices_are_of_two_currencies_and_sane() {
    for variant in variants() {
        let (krw, usd) = (variant.prices.krw, variant.prices.usd);
        let won_per_dollar = krw.amount.minor * 100 / usd.amount.minor;
        assert!(
            (900..=2_000).contains(&won_per_dollar),
            "{}: {won_per_dollar}",
            variant.sku
        );
        assert_eq!(krw.is_on_sale(), usd.is_on_sale(), "{}", variant.sku);
        assert_eq!(krw.amount.minor % 100, 0, "{}", variant.sku);
        assert_eq!(usd.amount.minor % 100, 0, "{}", variant.sku);
    }
    let on_sale = DEMO.products.iter().filter(|product| {
        product
            .variants
            .iter()
            .any(|variant| variant.prices.get(Currency::Krw).is_on_sale())
    });
    assert!((14..=30).contains(&on_sale.count()));
}

#[test]
fn barcodes_are_read_and_each_names_one_variant() {
    let mut codes = BTreeSet::new();
    for variant in variants() {
        if let Some(code) = &variant.barcode {
            assert!(code.is_gtin() && codes.insert(code), "{}", variant.sku);
        }
    }
    assert!(codes.len() > 50 && codes.len() < variants().count());
}

#[test]
fn stock_is_somewhere_nowhere_and_in_one_place() {
    let kinds: BTreeMap<_, _> = DEMO.locations.iter().map(|l| (&l.handle, l.kind)).collect();
    let mut stores: BTreeMap<&Sku, Vec<u32>> = BTreeMap::new();
    let mut warehouse = BTreeSet::new();
    for (sku, location, level) in &DEMO.stock {
        assert!(level.available() > 0, "{sku} in {location}");
        match kinds[location] {
            LocationKind::Store => stores.entry(sku).or_default().push(level.available()),
            LocationKind::Warehouse => assert!(warehouse.insert(sku), "{sku}"),
        }
    }
    let in_stores = |sku: &Sku| stores.get(sku).map_or(0, Vec::len);
    let count = |wanted: &dyn Fn(&Sku) -> bool| variants().filter(|v| wanted(&v.sku)).count();
    let all = variants().count();
    assert!(
        count(&|sku| in_stores(sku) == 0 && warehouse.contains(sku)) >= 5,
        "warehouse only"
    );
    assert!(
        count(&|sku| in_stores(sku) == 1 && !warehouse.contains(sku)) >= 5,
        "one store only"
    );
    assert!(
        count(&|sku| in_stores(sku) == 0 && !warehouse.contains(sku)) >= 5,
        "sold out"
    );
    assert!(
        count(&|sku| stores.get(sku) == Some(&vec![1])) >= 2,
        "the last one"
    );
    let well_stocked = count(&|sku| in_stores(sku) >= 2 && warehouse.contains(sku));
    assert!(well_stocked * 3 > all * 2, "{well_stocked} of {all}");
    for location in kinds.keys() {
        assert!(
            DEMO.stock
                .iter()
                .filter(|(_, at, _)| at == *location)
                .count()
                > 50,
            "{location}"
        );
    }
}

#[test]
fn every_picture_shown_is_drawn_and_no_two_products_share_one() {
    let drawn: BTreeSet<_> = DEMO.pictures.iter().map(|(id, _)| id).collect();
    let mut shown_by = BTreeMap::new();
    for product in &DEMO.products {
        for media in &product.media {
            let id = media.id().unwrap();
            assert!(drawn.contains(id), "{}", product.handle);
            let owner = shown_by.entry(id).or_insert(&product.handle);
            assert_eq!(*owner, &product.handle, "both show {}", media.alt.en);
        }
    }
    assert_eq!(shown_by.len(), drawn.len());
    for collection in &DEMO.collections {
        let id = collection.picture.as_ref().unwrap().id().unwrap();
        assert!(drawn.contains(id), "{}", collection.handle);
    }
}

#[test]
fn pictures_are_as_large_as_the_catalogue_says() {
    let media = DEMO.products.iter().flat_map(|product| &product.media);
    let sizes: BTreeMap<_, _> = media
        .map(|m| (m.id().unwrap(), (m.width, m.height)))
        .collect();
    for (id, svg) in &DEMO.pictures {
        assert_eq!(crate::media::media_id(svg.as_bytes()), *id);
        let (width, height) = sizes[id];
        assert!(
            svg.contains(&format!("viewBox=\"0 0 {width} {height}\"")),
            "{id}"
        );
    }
}

#[test]
fn former_addresses_lead_to_what_is_there() {
    assert!(DEMO.moves.products.len() >= 2 && !DEMO.moves.collections.is_empty());
    let products: BTreeSet<_> = DEMO.products.iter().map(|p| &p.handle).collect();
    let collections: BTreeSet<_> = DEMO.collections.iter().map(|c| &c.handle).collect();
    for (from, now) in &DEMO.moves.products {
        assert!(products.contains(now) && !products.contains(from), "{from}");
    }
    for (from, now) in &DEMO.moves.collections {
        assert!(
            collections.contains(now) && !collections.contains(from),
            "{from}"
        );
    }
}

#[test]
fn the_catalogue_is_the_same_every_time() {
    assert!(demo().unwrap() == *DEMO);
}

#[test]
fn promotions_are_of_every_kind_and_for_what_is_there() {
    let promotions = &DEMO.pricing.promotions;
    let with = |has: &dyn Fn(&Promotion) -> bool| promotions.iter().any(has);
    assert!(with(&|it| matches!(it.reward, Reward::Percent { .. })));
    assert!(with(&|it| matches!(it.reward, Reward::BuyXGetY { .. })));
    assert!(with(&|it| matches!(it.reward, Reward::Amount(_))));
    assert!(with(&|it| it.reward == Reward::FreeShipping));
    assert!(with(&|it| it.code().is_some()) && with(&|it| it.code().is_none()));
    let known: BTreeSet<_> = DEMO.collections.iter().map(|c| &c.handle).collect();
    for promotion in promotions {
        if let Scope::Collections(handles) = &promotion.scope {
            assert!(handles.iter().all(|handle| known.contains(handle)));
        }
    }
    assert!(!DEMO.pricing.methods.is_empty());
}

/// The catalogue as storage should answer with it.
fn parts() -> CatalogueParts {
    CatalogueParts {
        products: DEMO.products.clone(),
        collections: DEMO.collections.clone(),
        locations: DEMO.locations.clone(),
        stock: DEMO.stock.clone(),
        moved_products: DEMO.moves.products.clone(),
        moved_collections: DEMO.moves.collections.clone(),
    }
}

#[tokio::test]
async fn seeding_twice_changes_nothing_the_second_time() {
    let storage = SqliteStorage::in_memory().unwrap();
    let first = seed(&storage).await.unwrap();
    assert_eq!(first.products, DEMO.products.len());
    assert_eq!(first.pictures, DEMO.pictures.len());
    assert_eq!(first.stock_levels, DEMO.stock.len());
    assert_eq!(storage.pricing().await.unwrap(), DEMO.pricing);

    let (id, svg) = &DEMO.pictures[0];
    let kept = storage.media(id, Rendition::Svg).await.unwrap();
    assert_eq!(kept.as_deref(), Some(svg.as_bytes()));

    let mut loaded = storage.load_catalogue().await.unwrap();
    let mut wanted = parts();
    loaded.stock.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    wanted.stock.sort_by(|a, b| (&a.0, &a.1).cmp(&(&b.0, &b.1)));
    assert!(loaded == wanted);

    let revision = storage.revision().await.unwrap();
    assert_eq!(seed(&storage).await.unwrap(), SeedReport::default());
    assert_eq!(storage.revision().await.unwrap(), revision);
}

#[tokio::test]
async fn seeding_again_mends_texts_and_leaves_stock() {
    let storage = SqliteStorage::in_memory().unwrap();
    seed(&storage).await.unwrap();
    let (sku, location, _) = &DEMO.stock[0];
    let by = Counting::imported("a test");
    storage
        .set_stock(&[(sku.clone(), location.clone(), 0)], by, 0)
        .await
        .unwrap();
    let mut changed = DEMO.products[0].clone();
    changed.title = Text::new("다른 이름", "Another Name");
    storage.save_products(&[changed]).await.unwrap();

    let report = seed(&storage).await.unwrap();
    assert_eq!(
        report,
        SeedReport {
            products: 1,
            ..SeedReport::default()
        }
    );
    let mended = storage
        .product(&DEMO.products[0].handle)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(mended.title, DEMO.products[0].title);
    assert!(!storage.stock(sku).await.unwrap().contains_key(location));
}
