//! What search engines and shopping channels are told.

use crate::shop::TestShop;
use baguni_commerce::product::Product;
use baguni_storage::{SqliteStorage, Storage};
use std::sync::Arc;

/// Opens and closes every element in order, or panics.
fn elements(xml: &str) -> Vec<String> {
    let mut open: Vec<&str> = Vec::new();
    let mut seen = Vec::new();
    for tag in xml
        .split('<')
        .skip(1)
        .map(|rest| rest.split('>').next().unwrap())
    {
        let name = tag
            .trim_start_matches('/')
            .split([' ', '\n', '/'])
            .next()
            .unwrap();
        match (
            tag.starts_with('?'),
            tag.starts_with('/'),
            tag.ends_with('/'),
        ) {
            (true, ..) => {}
            (_, true, _) => assert_eq!(open.pop(), Some(name), "{tag}"),
            (_, _, is_empty) => {
                seen.push(name.to_owned());
                if !is_empty {
                    open.push(name);
                }
            }
        }
    }
    assert_eq!(open, Vec::<&str>::new());
    seen
}

fn count(elements: &[String], name: &str) -> usize {
    elements.iter().filter(|element| *element == name).count()
}

#[tokio::test]
async fn the_sitemap_names_every_page_in_both_languages() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let answer = shop.get("/sitemap.xml").await;
    assert_eq!(
        answer.header("content-type"),
        "application/xml; charset=utf-8"
    );
    let elements = elements(answer.text());
    let pages = 3 + catalogue.products().len() + catalogue.collections().len() + 5;
    assert_eq!(count(&elements, "url"), 2 * pages);
    assert_eq!(count(&elements, "xhtml:link"), 6 * pages);
    for want in [
        "<loc>http://shop.test/en</loc>",
        "<loc>http://shop.test/products/onggi-mug</loc>",
        r#"hreflang="en" href="http://shop.test/en/products/onggi-mug"/>"#,
        r#"hreflang="x-default" href="http://shop.test/products/onggi-mug"/>"#,
    ] {
        assert!(answer.text().contains(want), "{want}");
    }
    assert_eq!(shop.get("/sitemaps/0.xml").await.status, 404);
    assert_eq!(shop.get("/sitemaps/2.xml").await.status, 404);
}

#[tokio::test]
async fn a_large_sitemap_comes_in_parts() {
    let storage = SqliteStorage::in_memory().unwrap();
    let first = TestShop::open().await.catalogue().await.products()[0].clone();
    let numbered = |n: usize| {
        let mut product: Product = first.clone();
        product.handle = format!("p-{n}").parse().unwrap();
        product.variants.truncate(1);
        product.variants[0].sku = format!("P-{n}").parse().unwrap();
        product
    };
    let products: Vec<Product> = (0..5_200).map(numbered).collect();
    storage.save_products(&products).await.unwrap();
    let shop = TestShop::over(Arc::new(storage), Some("https://shop.example")).await;
    let index = shop.get("/sitemap.xml").await;
    assert_eq!(count(&elements(index.text()), "sitemap"), 2);
    assert!(
        index
            .text()
            .contains("<loc>https://shop.example/sitemaps/2.xml</loc>")
    );
    let parts = [
        shop.get("/sitemaps/1.xml").await,
        shop.get("/sitemaps/2.xml").await,
    ];
    let urls = parts.map(|part| count(&elements(part.text()), "url"));
    assert_eq!(urls, [10_000, 2 * (5_200 + 3 - 5_000)]);
}

#[tokio::test]
async fn robots_are_told_what_to_leave_alone() {
    let shop = TestShop::open().await;
    let answer = shop.get("/robots.txt").await;
    for line in [
        "User-agent: *",
        "Disallow: /cart",
        "Disallow: /en/cart",
        "Disallow: /api/",
    ] {
        assert!(answer.text().lines().any(|told| told == line), "{line}");
    }
    assert!(
        answer
            .text()
            .contains("Sitemap: http://shop.test/sitemap.xml")
    );
}

#[tokio::test]
async fn the_feed_has_every_variant() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let variants: usize = catalogue.products().iter().map(|p| p.variants.len()).sum();
    for (path, price) in [
        ("/feeds/google.xml", " KRW<"),
        ("/en/feeds/google.xml", " USD<"),
    ] {
        let answer = shop.get(path).await;
        assert_eq!(
            answer.header("content-type"),
            "application/xml; charset=utf-8"
        );
        assert_eq!(count(&elements(answer.text()), "item"), variants, "{path}");
        assert!(answer.text().contains(price), "{path}");
    }
}
