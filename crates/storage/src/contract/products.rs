//! Checks of saving and finding products.

use super::samples::{count, full_product, handle, in_store, location, product, sku};
use crate::{Storage, StorageError, Subject};
use baguni_commerce::product::ProductStatus;
use baguni_commerce::{Currency, Money, Product, Text};
use std::slice;

pub(super) async fn come_back_as_they_were(storage: &dyn Storage) {
    let korean_only = Product {
        title: Text::new("이름", ""),
        ..product("korean-only", &["K"])
    };
    let mut no_options = product("no-options", &["N"]);
    no_options.options.clear();
    no_options.variants[0].choices.clear();
    let draft = Product {
        status: ProductStatus::Draft,
        published_at: i64::MAX,
        ..product("draft", &["D"])
    };
    let archived = Product {
        status: ProductStatus::Archived,
        published_at: -1,
        ..product("archived", &["A"])
    };
    let products = [full_product(), korean_only, no_options, draft, archived];
    storage.save_products(&products).await.unwrap();
    for product in &products {
        let found = storage.product(&product.handle).await.unwrap();
        assert_eq!(found.as_ref(), Some(product));
    }
    assert_eq!(storage.load_catalogue().await.unwrap().products, products);
    assert_eq!(storage.product(&handle("no-such")).await.unwrap(), None);
}

pub(super) async fn are_replaced(storage: &dyn Storage) {
    let full = full_product();
    let bare = Product {
        handle: full.handle.clone(),
        ..product("bare", &["om-free", "NEW"])
    };
    let reordered = Product {
        variants: full.variants.iter().rev().cloned().collect(),
        media: full.media.iter().rev().cloned().collect(),
        ..full.clone()
    };
    for version in [&full, &bare, &reordered, &full].map(slice::from_ref) {
        storage.save_products(version).await.unwrap();
        let products = storage.load_catalogue().await.unwrap().products;
        assert_eq!(products, version);
    }
    // Within one call the last one counts as well, also where that one is kept already.
    let both = [full.clone(), bare.clone()];
    for _ in 0..2 {
        storage.save_products(&both).await.unwrap();
        let kept = storage.product(&full.handle).await.unwrap();
        assert_eq!(kept.as_ref(), Some(&bare));
    }
}

pub(super) async fn keep_the_order_of_first_saving(storage: &dyn Storage) {
    let names = ["c", "a", "나", "b"];
    for name in names {
        storage
            .save_products(&[product(name, &[name])])
            .await
            .unwrap();
    }
    let again = Product {
        published_at: 7,
        ..product("c", &["c", "c2"])
    };
    storage.save_products(&[again]).await.unwrap();
    let parts = storage.load_catalogue().await.unwrap();
    let order: Vec<_> = parts.products.iter().map(|p| p.handle.as_str()).collect();
    assert_eq!(order, names);
}

pub(super) async fn keep_the_stock_of_variants_that_stay(storage: &dyn Storage) {
    let place = handle("seongsu");
    storage
        .save_locations(&[location("seongsu")])
        .await
        .unwrap();
    storage
        .save_products(&[product("mug", &["STAYS", "GOES"])])
        .await
        .unwrap();
    count(storage, &[("STAYS", "seongsu", 5), ("GOES", "seongsu", 5)]).await;
    let stays = [(sku("STAYS"), place, in_store(5))];

    storage
        .save_products(&[product("mug", &["NEW", "STAYS"])])
        .await
        .unwrap();
    assert_eq!(storage.load_catalogue().await.unwrap().stock, stays);
    assert!(storage.stock(&sku("GOES")).await.unwrap().is_empty());

    // Coming back is being new.
    storage
        .save_products(&[product("mug", &["STAYS", "GOES"])])
        .await
        .unwrap();
    assert_eq!(storage.load_catalogue().await.unwrap().stock, stays);
}

pub(super) async fn do_not_share_a_sku(storage: &dyn Storage) {
    let owner = product("owner", &["A", "B"]);
    storage
        .save_products(slice::from_ref(&owner))
        .await
        .unwrap();
    let conflicts = |error| {
        let StorageError::Conflict { what, owner } = error else {
            panic!("{error} is not a conflict");
        };
        assert_eq!(what, Subject::Sku(sku("B")));
        assert_eq!(owner, Subject::Product(handle("owner")));
    };
    let thief = product("thief", &["C", "B"]);
    conflicts(storage.save_products(&[thief]).await.unwrap_err());
    let parts = storage.load_catalogue().await.unwrap();
    assert_eq!(parts.products, [owner]);

    // Two new products that want the same one.
    let pair = [product("p", &["X"]), product("q", &["X"])];
    let error = storage.save_products(&pair).await.unwrap_err();
    assert!(matches!(error, StorageError::Conflict { .. }), "{error}");
    assert_eq!(storage.load_catalogue().await.unwrap(), parts);
}

pub(super) async fn hand_over_a_sku_in_one_call(storage: &dyn Storage) {
    let before = [product("left", &["A", "B"]), product("right", &["C"])];
    storage.save_products(&before).await.unwrap();
    // Whichever of the two stands first.
    let swapped = [product("left", &["C"]), product("right", &["A", "B"])];
    storage.save_products(&swapped).await.unwrap();
    assert_eq!(storage.load_catalogue().await.unwrap().products, swapped);
}

pub(super) async fn are_refused_when_invalid(storage: &dyn Storage) {
    let untitled = Product {
        title: Text::default(),
        ..product("bad", &["A"])
    };
    let unsellable = product("bad", &[]);
    let mut negative = product("bad", &["A"]);
    negative.variants[0].prices.krw.amount.minor = -1;
    let mut foreign = product("bad", &["A"]);
    foreign.variants[0].prices.krw.amount.currency = Currency::Usd;
    let mut no_sale = product("bad", &["A"]);
    let price = &mut no_sale.variants[0].prices.usd;
    price.compare_at = Some(Money::new(price.amount.minor, Currency::Usd));

    for bad in [untitled, unsellable, negative, foreign, no_sale] {
        let error = storage.save_products(&[bad]).await.unwrap_err();
        let of_it = |what: &Subject| *what == Subject::Product(handle("bad"));
        assert!(
            matches!(&error, StorageError::Invalid { what, .. } if of_it(what)),
            "{error}"
        );
    }
    assert_eq!(storage.revision().await.unwrap(), 0);
}

pub(super) async fn are_known_by_their_skus(storage: &dyn Storage) {
    let products = [product("a", &["A1", "A2"]), product("b", &["B1"])];
    storage.save_products(&products).await.unwrap();
    let asked = ["B1", "FREE", "A2", "a2", "A2"].map(sku);
    let owners = storage.owners(&asked).await.unwrap();
    let expected = [(sku("A2"), handle("a")), (sku("B1"), handle("b"))];
    assert_eq!(owners, expected.into());
    assert!(storage.owners(&[]).await.unwrap().is_empty());
}
