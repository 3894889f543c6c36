//! What bad requests get.

use crate::shop::{Answer, TestShop};
use axum::body::{Body, Bytes};
use axum::http::{Method, Request};
use baguni_api::forms::{ADD_TO_CART, PREFER};
use baguni_api::paths::SESSION;
use baguni_server::accounts::peer::Peer;
use futures_util::stream;
use std::convert::Infallible;
use tokio::task::JoinHandle;
use tower::ServiceExt;

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

fn from(peer: &str, method: Method, path: &str, body: Body) -> Request<Body> {
    let form = "application/x-www-form-urlencoded";
    Request::builder()
        .method(method)
        .uri(path)
        .header("host", "shop.test")
        .header("origin", "http://shop.test")
        .header("content-type", form)
        .header("accept-encoding", "identity")
        .extension(Peer(peer.parse().unwrap()))
        .body(body)
        .unwrap()
}

async fn got(shop: &TestShop, peer: &str, path: &str) -> u16 {
    let request = from(peer, Method::GET, path, Body::empty());
    shop.ask(request).await.status.as_u16()
}

/// How many are not answered when there should be so many.
async fn under_way<T>(tasks: &[JoinHandle<T>], wanted: usize) -> usize {
    let mut left = tasks.len();
    for _ in 0..10_000 {
        tokio::task::yield_now().await;
        left = tasks.iter().filter(|task| !task.is_finished()).count();
        if left == wanted {
            break;
        }
    }
    left
}

#[tokio::test]
async fn bodies_that_never_end_shut_the_shop_to_nobody_else() {
    const SLOW: &str = "203.0.113.7";
    let shop = TestShop::open().await;
    let stalled: Vec<_> = (0..600)
        .map(|_| {
            let never = stream::pending::<Result<Bytes, Infallible>>();
            let body = Body::from_stream(never);
            let request = from(SLOW, Method::POST, ADD_TO_CART, body);
            tokio::spawn(shop.router().oneshot(request))
        })
        .collect();
    assert_eq!(under_way(&stalled, 64).await, 64);
    assert_eq!(got(&shop, SLOW, "/stores").await, 503);
    assert_eq!(got(&shop, SLOW, "/healthz").await, 200);
    assert_eq!(got(&shop, "198.51.100.1", "/stores").await, 200);
    for task in &stalled {
        task.abort();
    }
    for task in stalled {
        let _ = task.await;
    }
    assert_eq!(got(&shop, SLOW, "/stores").await, 200, "places come back");
}

#[tokio::test]
async fn a_shop_that_is_full_says_so_and_lives() {
    let shop = TestShop::open().await;
    let stalled: Vec<_> = (0..520)
        .map(|n| {
            let never = stream::pending::<Result<Bytes, Infallible>>();
            let peer = format!("203.0.{}.7", n % 100);
            let request = from(&peer, Method::POST, ADD_TO_CART, Body::from_stream(never));
            tokio::spawn(shop.router().oneshot(request))
        })
        .collect();
    assert_eq!(under_way(&stalled, 512).await, 512);
    assert_eq!(got(&shop, "198.51.100.1", "/stores").await, 503);
    for path in ["/healthz", "/readyz"] {
        assert_eq!(got(&shop, "198.51.100.1", path).await, 200, "{path}");
    }
    stalled.iter().for_each(|task| task.abort());
}

#[tokio::test]
async fn guests_from_one_address_are_counted() {
    const MANY: &str = "203.0.113.8";
    let shop = TestShop::open().await;
    let post = async |peer: &str, path: &str, cookies: &str| -> Answer {
        let mut request = from(peer, Method::POST, path, Body::from("sku=NO-SUCH"));
        let cookies = cookies.parse().unwrap();
        request.headers_mut().insert("cookie", cookies);
        shop.ask(request).await
    };
    let first = post(MANY, SESSION, "").await;
    assert_eq!(first.status, 204);
    let known: Vec<_> = first.headers.get_all("set-cookie").iter().collect();
    let known: Vec<_> = known.iter().map(|it| it.to_str().unwrap()).collect();
    let pairs: Vec<_> = known
        .iter()
        .map(|it| it.split(';').next().unwrap())
        .collect();
    let known = pairs.join("; ");
    let mut made = 1;
    let refused = loop {
        let answer = post(MANY, SESSION, "").await;
        match answer.status.as_u16() {
            204 => made += 1,
            _ => break answer,
        }
    };
    assert!(made >= 300, "{made}");
    assert_eq!(refused.status, 429);
    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.header("retry-after"), "1");
    assert_eq!(post(MANY, ADD_TO_CART, "").await.status, 429);
    // A token that was made up is nobody's.
    let made_up = known.replace('0', "1").replace('a', "b");
    assert_eq!(post(MANY, ADD_TO_CART, &made_up).await.status, 429);
    assert_eq!(post(MANY, ADD_TO_CART, &known).await.status, 303);
    assert_eq!(post(MANY, PREFER, "").await.status, 303);
    assert_eq!(post("198.51.100.1", SESSION, "").await.status, 204);
    for path in ["/", "/cart"] {
        assert_eq!(got(&shop, MANY, path).await, 200, "{path}");
    }
    let left = Request::builder()
        .uri("/cart")
        .header("cookie", "baguni_cart=NO-SUCH:1")
        .extension(Peer(MANY.parse().unwrap()))
        .body(Body::empty());
    let page = shop.ask(left.unwrap()).await;
    let set = page.headers.get("set-cookie");
    assert_eq!(
        (page.status.as_u16(), set),
        (200, None),
        "it is left for later"
    );
}
