//! What bad requests get.

use crate::shop::TestShop;
use axum::body::Body;
use axum::http::{Method, Request};

#[tokio::test]
async fn impossible_addresses_are_refused() {
    let shop = TestShop::open().await;
    let check = async |path: &str, want: u16| {
        let answer = shop.get(path).await;
        assert_eq!(answer.status, want, "{}", &path[..path.len().min(60)]);
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
    };
    check("/%ff", 400).await;
    check("/products/%zz", 400).await;
    check("/products/a%2", 400).await;
    check("/search?q=%ff%fe", 400).await;
    check("/api/storefront/search?q=%ff", 400).await;
    check("/products/..", 400).await;
    check("/products/%2E%2e/cart", 400).await;
    check("/\\elsewhere.example/", 400).await;
    check(&format!("/search?q={}", "a".repeat(9_000)), 414).await;
    check(&format!("/{}", "a/".repeat(5_000)), 414).await;
    check(&format!("/search?q={}", "%EA%B0%80".repeat(900)), 200).await;
    check(&format!("/collections/table?{}", "a=b&".repeat(2_000)), 200).await;
}

#[tokio::test]
async fn other_methods_are_told_which_ones_there_are() {
    let shop = TestShop::open().await;
    let check = async |method: Method, path: &str, allow: &str| {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .body(Body::empty())
            .unwrap();
        let answer = shop.ask(request).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("allow")),
            (405, allow),
            "{path}"
        );
    };
    check(Method::POST, "/", "GET,HEAD").await;
    check(Method::DELETE, "/products/onggi-mug", "GET,HEAD").await;
    check(Method::PUT, "/api/storefront/home", "GET,HEAD").await;
    check(Method::GET, "/cart/add", "POST").await;
}

#[tokio::test]
async fn a_head_request_has_no_body() {
    let shop = TestShop::open().await;
    let request = Request::builder()
        .method(Method::HEAD)
        .uri("/stores")
        .body(Body::empty());
    let answer = shop.ask(request.unwrap()).await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 0));
}

#[tokio::test]
async fn a_host_that_is_none_is_not_repeated() {
    let shop = TestShop::open().await;
    let request = Request::builder()
        .uri("/robots.txt")
        .header("host", "a<b>")
        .body(Body::empty());
    let answer = shop.ask(request.unwrap()).await;
    assert!(
        answer
            .text()
            .contains("Sitemap: http://localhost/sitemap.xml"),
        "{}",
        answer.text()
    );
}

#[tokio::test]
async fn health_is_told() {
    let shop = TestShop::open().await;
    assert_eq!(shop.get("/healthz").await.text(), "ok\n");
    let ready = shop.get("/readyz").await;
    assert_eq!(ready.status, 200);
    assert_eq!(ready.json()["ready"], true);
    assert!(ready.json()["catalogue"]["products"].as_u64().unwrap() > 80);
}
