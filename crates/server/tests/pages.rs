//! Pages: their status, their language and the headers they come with.

use crate::shop::{TestShop, two_sellable};
use baguni_commerce::Locale;
use std::collections::BTreeSet;

#[tokio::test]
async fn every_page_has_its_status() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let product = &catalogue.products()[0].handle;
    let collection = &catalogue.collections()[0].handle;
    let store = &catalogue.stores().next().unwrap().handle;
    let check = async |path: &str, want: u16| {
        for locale in Locale::ALL {
            let answer = shop.get(&locale.href(path)).await;
            assert_eq!(answer.status, want, "{locale:?} {path}");
            assert_eq!(
                answer.header("content-type"),
                "text/html; charset=utf-8",
                "{path}"
            );
        }
    };
    check("/", 200).await;
    check("/collections", 200).await;
    check(&format!("/collections/{collection}"), 200).await;
    check(&format!("/collections/{collection}?page=9999"), 404).await;
    check(&format!("/collections/{collection}?page=x"), 404).await;
    check(
        &format!("/collections/{collection}?color=nothing&size=%EC%97%86%EC%9D%8C"),
        200,
    )
    .await;
    check("/collections/nothing", 404).await;
    check(&format!("/products/{product}"), 200).await;
    check("/products/nothing", 404).await;
    check("/products/Not%20A%20Handle", 404).await;
    check("/search?q=%EC%BB%B5", 200).await;
    check("/search?q=", 200).await;
    check("/search", 200).await;
    check("/cart", 200).await;
    check("/wishlist", 200).await;
    check("/stores", 200).await;
    check(&format!("/stores/{store}"), 200).await;
    check("/stores/icheon", 404).await;
    check("/nothing/at/all", 404).await;
    check("/cart/A:1,B:2", 200).await;
    check("/cart/more", 404).await;
    check("/products/a%00b", 404).await;
}

#[tokio::test]
async fn a_page_is_in_the_language_of_its_address() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let product = &catalogue.products()[0];
    let path = format!("/products/{}", product.handle);
    for locale in Locale::ALL {
        let answer = shop.get(&locale.href(&path)).await;
        assert!(
            answer
                .text()
                .contains(&format!("lang=\"{}\"", locale.code())),
            "{locale:?}"
        );
        assert!(
            answer.text().contains(product.title.get(locale)),
            "{locale:?}"
        );
    }
}

#[tokio::test]
async fn addresses_lead_to_what_they_mean_now() {
    let shop = TestShop::open().await;
    let check = async |path: &str, want: &str| {
        let answer = shop.get(path).await;
        assert_eq!(
            (answer.status.as_u16(), answer.location()),
            (301, want),
            "{path}"
        );
    };
    check("/products/breathing-clay-mug", "/products/onggi-mug").await;
    check("/en/products/breathing-clay-mug", "/en/products/onggi-mug").await;
    check(
        "/products/breathing-clay-mug?utm=a",
        "/products/onggi-mug?utm=a",
    )
    .await;
    check("/collections/home-living", "/collections/living").await;
    check("/stores/", "/stores").await;
    check("/en/", "/en").await;
    check("//elsewhere.example/", "/elsewhere.example").await;
}

#[tokio::test]
async fn a_page_brings_its_own_policy() {
    let shop = TestShop::open().await;
    let mut nonces = BTreeSet::new();
    for _ in 0..2 {
        let answer = shop.get("/").await;
        let policy = answer.header("content-security-policy");
        let nonce = policy
            .split("'nonce-")
            .nth(1)
            .unwrap()
            .split('\'')
            .next()
            .unwrap();
        assert!(
            answer
                .text()
                .contains(&format!("nonce=\"{nonce}\">start()")),
            "{policy}"
        );
        assert!(policy.contains("default-src 'self'"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin");
        nonces.insert(nonce.to_owned());
    }
    assert_eq!(nonces.len(), 2, "each answer has a nonce of its own");
}

#[tokio::test]
async fn only_the_lists_pages_know_the_lists() {
    let shop = TestShop::open().await;
    let (sku, _) = two_sellable(&shop.catalogue().await);
    let cookie = format!("baguni_cart={sku}:3; baguni_wishlist={sku}");
    let check = async |path: &str, cache: &str| {
        let with = shop.get_with(path, &[("cookie", &cookie)]).await;
        assert_eq!(with.header("cache-control"), cache, "{path}");
        assert!(with.header("vary").contains("Cookie"), "{path}");
        with.text().contains(&format!("\"{sku}\""))
    };
    assert!(check("/cart", "no-store").await);
    assert!(check("/en/wishlist", "no-store").await);
    assert!(!check("/stores", "private, no-cache").await);
}

#[tokio::test]
async fn pages_are_compressed_for_those_who_ask() {
    let shop = TestShop::open().await;
    let plain = shop.get("/stores").await;
    for (accepted, sent) in [("br, gzip", "gzip"), ("gzip", "gzip")] {
        let answer = shop
            .get_with("/stores", &[("accept-encoding", accepted)])
            .await;
        assert_eq!(answer.header("content-encoding"), sent);
        assert!(
            answer.body.len() < plain.body.len() / 2,
            "{sent}: {}",
            answer.body.len()
        );
    }
    assert_eq!(plain.header("content-encoding"), "");
}

#[tokio::test]
async fn a_currency_and_a_store_are_remembered() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let path = format!("/products/{}", catalogue.products()[0].handle);
    let page = async |cookie: &str| {
        let answer = shop.get_with(&path, &[("cookie", cookie)]).await;
        let policy = answer.header("content-security-policy");
        let nonce = policy
            .split(['\''])
            .find_map(|word| word.strip_prefix("nonce-"));
        answer.text().replace(nonce.unwrap(), "")
    };
    let usual = page("").await;
    assert!(usual.contains("원<") && !usual.contains("US$"));
    assert!(page("baguni_currency=USD").await.contains("US$"));
    assert_ne!(page("baguni_store=seongsu").await, usual);
    for nonsense in [
        "baguni_currency=nonsense",
        "baguni_store=icheon",
        "baguni_store=%ff",
        "=;;",
    ] {
        assert_eq!(page(nonsense).await, usual, "{nonsense}");
    }
}
