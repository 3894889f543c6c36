//! Accounts and sessions, as a browser has them.

use crate::shop::TestShop;
use baguni_api::paths;

#[tokio::test]
async fn a_guest_gets_a_session_once() {
    let shop = TestShop::open().await;
    let first = shop.post(paths::SESSION, "", "").await;
    assert_eq!(first.status, 204);
    let (token, shopper) = (
        first.cookie("baguni_session").unwrap(),
        first.cookie("baguni_shopper").unwrap(),
    );
    assert_eq!((token.len(), shopper.len()), (43, 16));
    let set = first.headers.get_all("set-cookie").iter();
    let set: Vec<_> = set.map(|line| line.to_str().unwrap()).collect();
    let age = "Path=/; Max-Age=15552000; SameSite=Lax";
    let expected = [
        format!("baguni_session={token}; {age}; HttpOnly"),
        format!("baguni_shopper={shopper}; {age}"),
    ];
    assert_eq!(set, expected);

    let check = async |cookies: String, want: &[&str]| {
        let answer = shop.post(paths::SESSION, &cookies, "").await;
        let set = answer.headers.get_all("set-cookie").iter();
        let set = set.map(|line| line.to_str().unwrap().split('=').next().unwrap());
        assert_eq!(set.collect::<Vec<_>>(), want, "{cookies}");
    };
    let both = ["baguni_session", "baguni_shopper"];
    check(
        format!("baguni_session={token}; baguni_shopper={shopper}"),
        &[],
    )
    .await;
    check(format!("baguni_session={token}"), &["baguni_shopper"]).await;
    check(format!("baguni_shopper={shopper}"), &both).await;
    check(format!("baguni_session={}", "A".repeat(43)), &both).await;
    check("baguni_session=; baguni_shopper=x".to_owned(), &both).await;
}

#[tokio::test]
async fn other_sites_open_no_session() {
    let shop = TestShop::open().await;
    let check = async |headers: &[(&str, &str)], want: u16| {
        let answer = shop.post_with(paths::SESSION, headers, "").await;
        assert_eq!(answer.status, want, "{headers:?}");
        assert_eq!(answer.cookie("baguni_session").is_some(), want == 204);
    };
    check(&[("sec-fetch-site", "same-origin")], 204).await;
    check(&[("sec-fetch-site", "cross-site")], 403).await;
    check(&[("origin", "http://elsewhere.example")], 403).await;
}
