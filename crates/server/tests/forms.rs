//! The plain forms: redirects, cookies and what is refused.

use crate::shop::{Answer, TestShop, two_sellable};
use baguni_api::forms::{ADD_TO_CART, CHANGE_LINE, PREFER, TOGGLE_WISH};
use baguni_commerce::CartLines;

fn went(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.location())
}

#[tokio::test]
async fn a_cart_is_filled_and_changed() {
    let shop = TestShop::open().await;
    let (a, b) = two_sellable(&shop.catalogue().await);
    let named = |text: &str| text.replace("{a}", a.as_str()).replace("{b}", b.as_str());
    let check = async |path: &str, before: &str, fields: &str, want: &str| {
        let before = format!("baguni_cart={}", named(before));
        let answer = shop.post(path, &before, &named(fields)).await;
        assert_eq!(went(&answer), (303, "/cart"), "{fields}");
        assert_eq!(
            answer.cookie("baguni_cart"),
            Some(named(want).as_str()),
            "{fields}"
        );
    };
    check(ADD_TO_CART, "", "sku={a}", "{a}:1").await;
    check(ADD_TO_CART, "{a}:1", "sku={a}&quantity=2", "{a}:3").await;
    check(ADD_TO_CART, "{a}:1", "sku={b}", "{a}:1,{b}:1").await;
    check(ADD_TO_CART, "{a}:9999", "sku={a}", "{a}:9999").await;
    check(ADD_TO_CART, "x,{a}:1,:::", "sku={a}", "{a}:2").await;
    check(
        ADD_TO_CART,
        "",
        "sku={a}&sku={b}&quantity=2&quantity=x",
        "{a}:2",
    )
    .await;
    check(
        CHANGE_LINE,
        "{a}:1,{b}:1",
        "sku={b}&quantity=7",
        "{a}:1,{b}:7",
    )
    .await;
    check(
        CHANGE_LINE,
        "{a}:1,{b}:1",
        "sku={b}&quantity=7&to=0",
        "{a}:1",
    )
    .await;
    check(CHANGE_LINE, "GONE:2", "sku=GONE&quantity=0", "").await;
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_on_its_page() {
    let shop = TestShop::open().await;
    let (a, _) = two_sellable(&shop.catalogue().await);
    let full: Vec<String> = (0..CartLines::MAX).map(|n| format!("S{n}:1")).collect();
    let full = format!("baguni_cart={}", full.join(","));
    let check = async |path: &str, cookie: &str, fields: &str, want: &str| {
        let answer = shop.post(path, cookie, fields).await;
        assert_eq!(went(&answer), (303, want), "{fields}");
        assert_eq!(answer.cookie("baguni_cart"), None, "{fields}");
    };
    check(ADD_TO_CART, "", "sku=NO-SUCH", "/cart?problem=sku").await;
    check(ADD_TO_CART, "", "", "/cart?problem=sku").await;
    check(ADD_TO_CART, "", "sku=%00", "/cart?problem=sku").await;
    for quantity in [
        "0",
        "-1",
        "1.5",
        "NaN",
        "",
        "1000000000",
        "99999999999999999999",
    ] {
        let fields = format!("sku={a}&quantity={quantity}");
        check(ADD_TO_CART, "", &fields, "/cart?problem=quantity").await;
    }
    check(
        ADD_TO_CART,
        &full,
        &format!("sku={a}"),
        "/cart?problem=full",
    )
    .await;
    check(
        CHANGE_LINE,
        "",
        &format!("sku={a}&quantity=x"),
        "/cart?problem=quantity",
    )
    .await;
    check(
        CHANGE_LINE,
        "",
        &format!("sku={a}&quantity=10000"),
        "/cart?problem=quantity",
    )
    .await;
    check(
        CHANGE_LINE,
        "",
        &format!("sku={a}"),
        "/cart?problem=quantity",
    )
    .await;
    check(TOGGLE_WISH, "", "sku=NO-SUCH", "/wishlist?problem=sku").await;
}

#[tokio::test]
async fn options_choose_the_variant() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let sellable = |variant: &&baguni_commerce::Variant| catalogue.is_sellable(variant);
    let product = catalogue.products().iter().find(|product| {
        !product.options.is_empty() && product.variants.iter().filter(sellable).count() > 1
    });
    let product = product.unwrap();
    let mut sellable = product.variants.iter().filter(sellable);
    let (first, second) = (sellable.next().unwrap(), sellable.next().unwrap());
    let mut fields = format!("sku={}", first.sku);
    for (option, choice) in second.choices.iter().enumerate() {
        fields.push_str(&format!("&option-{option}={choice}"));
    }
    let answer = shop.post(ADD_TO_CART, "", &fields).await;
    assert_eq!(
        answer.cookie("baguni_cart"),
        Some(format!("{}:1", second.sku).as_str())
    );
    for choice in ["999", "-1", "x", ""] {
        let fields = format!("sku={}&option-0={choice}", first.sku);
        let answer = shop.post(ADD_TO_CART, "", &fields).await;
        assert_eq!(went(&answer), (303, "/cart?problem=choice"), "{choice}");
    }
}

#[tokio::test]
async fn what_nobody_has_cannot_be_added() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let mut variants = catalogue
        .products()
        .iter()
        .flat_map(|product| &product.variants);
    let gone = &variants
        .find(|variant| !catalogue.is_sellable(variant))
        .unwrap()
        .sku;
    let answer = shop.post(ADD_TO_CART, "", &format!("sku={gone}")).await;
    assert_eq!(went(&answer), (303, "/cart?problem=sold-out"));
    let answer = shop.post(TOGGLE_WISH, "", &format!("sku={gone}")).await;
    assert_eq!(answer.cookie("baguni_wishlist"), Some(gone.as_str()));
}

#[tokio::test]
async fn a_wish_is_marked_and_unmarked() {
    let shop = TestShop::open().await;
    let (a, b) = two_sellable(&shop.catalogue().await);
    let check = async |before: &str, want: String| {
        let answer = shop
            .post(
                TOGGLE_WISH,
                &format!("baguni_wishlist={before}"),
                &format!("sku={a}"),
            )
            .await;
        assert_eq!(
            answer.cookie("baguni_wishlist"),
            Some(want.as_str()),
            "{before}"
        );
    };
    check("", format!("{a}")).await;
    check(&format!("{b}"), format!("{a},{b}")).await;
    check(&format!("{b},{a}"), format!("{b}")).await;
    check(&format!("{a}"), String::new()).await;
}

#[tokio::test]
async fn preferences_are_kept() {
    let shop = TestShop::open().await;
    let check = async |fields: &str, cookie: &str, want: Option<&str>| {
        let answer = shop
            .post(PREFER, "", &format!("{fields}&next=/stores"))
            .await;
        assert_eq!(went(&answer), (303, "/stores"), "{fields}");
        assert_eq!(answer.cookie(cookie), want, "{fields}");
    };
    check("currency=USD", "baguni_currency", Some("USD")).await;
    check("currency=usd", "baguni_currency", Some("USD")).await;
    check("currency=EUR", "baguni_currency", None).await;
    check("store=seongsu", "baguni_store", Some("seongsu")).await;
    check("store=icheon", "baguni_store", None).await;
    check("store=", "baguni_store", Some("")).await;
    check("", "baguni_store", None).await;
}

#[tokio::test]
async fn a_form_leads_back_into_its_language() {
    let shop = TestShop::open().await;
    let (a, _) = two_sellable(&shop.catalogue().await);
    let check = async |path: &str, referer: &str, fields: String, want: &str| {
        let answer = shop.post_with(path, &[("referer", referer)], &fields).await;
        assert_eq!(went(&answer), (303, want), "{path} {referer} {fields}");
    };
    let english = "http://shop.test/en/products/a?size=1&problem=sku#top";
    check(ADD_TO_CART, english, format!("sku={a}"), "/en/cart").await;
    check(
        ADD_TO_CART,
        english,
        "sku=-".into(),
        "/en/products/a?size=1&problem=sku",
    )
    .await;
    check("/en/cart/add", "", format!("sku={a}"), "/en/cart").await;
    check(
        ADD_TO_CART,
        "",
        format!("sku={a}&next=/en/stores"),
        "/en/stores",
    )
    .await;
    check(
        ADD_TO_CART,
        "",
        format!("sku={a}&next=//elsewhere.example"),
        "/cart",
    )
    .await;
    check(
        ADD_TO_CART,
        "",
        format!("sku={a}&next=https://elsewhere.example"),
        "/cart",
    )
    .await;
    check(
        ADD_TO_CART,
        "",
        format!("sku={a}&next=/%0d%0aset-cookie:a"),
        "/cart",
    )
    .await;
    check(ADD_TO_CART, "", format!("sku={a}&next=/%09/a"), "/%09/a").await;
    let elsewhere = "http://elsewhere.example/en/products/a";
    check(ADD_TO_CART, elsewhere, "sku=-".into(), "/cart?problem=sku").await;
}

#[tokio::test]
async fn forms_are_taken_from_the_shop_alone() {
    let shop = TestShop::open().await;
    let check = async |headers: &[(&str, &str)], want: u16| {
        let answer = shop.post_with(PREFER, headers, "currency=USD").await;
        assert_eq!(answer.status, want, "{headers:?}");
    };
    check(&[], 303).await;
    check(&[("sec-fetch-site", "same-origin")], 303).await;
    check(&[("sec-fetch-site", "same-site")], 403).await;
    check(
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://shop.test"),
        ],
        403,
    )
    .await;
    check(&[("origin", "http://shop.test")], 303).await;
    check(&[("origin", "http://elsewhere.example")], 403).await;
    check(&[("origin", "null")], 403).await;
}

#[tokio::test]
async fn other_bodies_are_refused() {
    let shop = TestShop::open().await;
    let json = [("content-type", "application/json")];
    let request = axum::http::Request::post(ADD_TO_CART).header(json[0].0, json[0].1);
    assert_eq!(
        shop.ask(request.body("{}".into()).unwrap()).await.status,
        415
    );
    let request = axum::http::Request::post(ADD_TO_CART);
    assert_eq!(
        shop.ask(request.body("sku=A".into()).unwrap()).await.status,
        415
    );
    let large = format!("sku={}", "a".repeat(70_000));
    assert_eq!(shop.post(ADD_TO_CART, "", &large).await.status, 413);
    let unreadable = shop.post(ADD_TO_CART, "", "sku=%ff&quantity=%zz").await;
    assert_eq!(went(&unreadable), (303, "/cart?problem=quantity"));
}

#[tokio::test]
async fn cookies_insist_on_tls_where_there_is_tls() {
    let shop = TestShop::open().await;
    let plain = shop.post(PREFER, "", "currency=USD").await;
    let cookie = "baguni_currency=USD; Path=/; Max-Age=15552000; SameSite=Lax";
    assert_eq!(plain.header("set-cookie"), cookie);
    let behind = TestShop::over(shop.storage.clone(), Some("https://shop.example")).await;
    let headers = [("origin", "https://shop.example")];
    let secure = behind.post_with(PREFER, &headers, "currency=USD").await;
    assert_eq!(secure.header("set-cookie"), format!("{cookie}; Secure"));
    assert_eq!(
        secure.header("strict-transport-security"),
        "max-age=63072000"
    );
}
