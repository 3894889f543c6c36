//! The plain forms: redirects, cookies and what is refused.

use crate::jar::Jar;
use crate::shop::{Answer, TestShop, two_sellable};
use baguni_api::forms::{
    ADD_LINES, ADD_TO_CART, BEGIN_WISHLIST, CHANGE_LINE, CLEAR_LIST, COPY_LINE, DISCARD_WISHLIST,
    MOVE_LINE, PREFER, RENAME_WISHLIST, SHARE_WISHLIST, TOGGLE_WISH,
};
use baguni_commerce::Sku;
use baguni_replica::{Basket, LineKey, List, WishlistId};

fn went(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.location())
}

#[tokio::test]
async fn a_cart_is_filled_and_changed() {
    let shop = TestShop::open().await;
    let (a, b) = two_sellable(&shop.catalogue().await);
    let named = |text: &str| text.replace("{a}", a.as_str()).replace("{b}", b.as_str());
    let check = async |said: &[(&str, &str)], want: &str| {
        let mut jar = Jar::default();
        for (path, fields) in said {
            let answer = jar.post(&shop, path, &named(fields)).await;
            assert_eq!(went(&answer), (303, "/cart"), "{fields}");
        }
        assert_eq!(jar.cart(&shop).await, named(want), "{said:?}");
    };
    let add = |fields| (ADD_TO_CART, fields);
    let change = |fields| (CHANGE_LINE, fields);
    check(&[add("sku={a}")], "{a}:1").await;
    check(&[add("sku={a}"), add("sku={a}&quantity=2")], "{a}:3").await;
    check(&[add("sku={a}"), add("sku={b}")], "{a}:1,{b}:1").await;
    check(&[add("sku={a}&quantity=9999"), add("sku={a}")], "{a}:9999").await;
    check(&[add("sku={a}&sku={b}&quantity=2&quantity=x")], "{a}:2").await;
    let both = [add("sku={a}"), add("sku={b}")];
    let then = |fields| [both[0], both[1], change(fields)];
    check(&then("sku={b}&quantity=7"), "{a}:1,{b}:7").await;
    check(&then("sku={b}&quantity=7&to=0"), "{a}:1").await;
    check(&then("sku=GONE&quantity=0"), "{a}:1,{b}:1").await;
    check(&[both[0], both[1], (CLEAR_LIST, "")], "").await;
    check(&[(ADD_LINES, "lines={a}:2,{b}:1"), both[0]], "{a}:3,{b}:1").await;
    check(&[(ADD_LINES, "lines={a}:2,NO-SUCH:1")], "{a}:2").await;
    let once = (ADD_LINES, "lines={a}:2&once=x1");
    check(&[once, once], "{a}:2").await;
    check(&[once, (ADD_LINES, "lines={a}:2&once=x2")], "{a}:4").await;
}

#[tokio::test]
async fn lines_go_from_list_to_list() {
    let shop = TestShop::open().await;
    let (a, _) = two_sellable(&shop.catalogue().await);
    let check = async |path: &str, from: &str, to: &str, want: [&str; 3]| {
        let mut jar = Jar::default();
        jar.post(&shop, ADD_TO_CART, &format!("sku={a}&quantity=2"))
            .await;
        jar.post(&shop, path, &format!("sku={a}&from={from}&to={to}"))
            .await;
        let lists = [List::Cart, List::Saved, List::Wishlist(WishlistId::FIRST)];
        for (list, want) in lists.into_iter().zip(want) {
            let want = match want {
                "" => String::new(),
                count => format!("{a}:{count}"),
            };
            assert_eq!(
                jar.list(&shop, list).await,
                want,
                "{path} {from} {to} {list}"
            );
        }
    };
    check(MOVE_LINE, "cart", "saved", ["", "2", ""]).await;
    check(MOVE_LINE, "cart", "wishlist", ["", "", "2"]).await;
    check(COPY_LINE, "cart", "wishlist", ["2", "", "2"]).await;
    check(MOVE_LINE, "saved", "cart", ["2", "", ""]).await;
    check(MOVE_LINE, "cart", "nowhere", ["2", "", ""]).await;
}

/// What a page showed when its form was sent is what the form is about.
#[tokio::test]
async fn a_form_takes_nothing_away_that_its_page_did_not_show() {
    let shop = TestShop::open().await;
    let (a, _) = two_sellable(&shop.catalogue().await);
    let mut jar = Jar::default();
    jar.post(&shop, ADD_TO_CART, &format!("sku={a}")).await;
    let shopper = jar.shopper().unwrap();
    let kept = shop.storage.basket(shopper, Vec::new()).await.unwrap();
    let key = LineKey::from(a.clone());
    let seen = kept.truth.basket.line(List::Cart, &key).unwrap().dots();
    jar.post(&shop, ADD_TO_CART, &format!("sku={a}&quantity=3"))
        .await;
    let fields = format!("sku={a}&to=0&seen={seen}");
    jar.post(&shop, CHANGE_LINE, &fields).await;
    assert_eq!(jar.cart(&shop).await, format!("{a}:3"));
    jar.post(&shop, CHANGE_LINE, &format!("sku={a}&to=0&seen=zz"))
        .await;
    assert_eq!(jar.cart(&shop).await, "");
}

#[tokio::test]
async fn what_is_wrong_with_a_form_is_said_on_its_page() {
    let shop = TestShop::open().await;
    let (a, _) = two_sellable(&shop.catalogue().await);
    let check = async |path: &str, fields: &str, want: &str| {
        let mut jar = Jar::default();
        let answer = jar.post(&shop, path, fields).await;
        assert_eq!(went(&answer), (303, want), "{fields}");
        assert_eq!(jar.cart(&shop).await, "", "{fields}");
    };
    check(ADD_TO_CART, "sku=NO-SUCH", "/cart?problem=sku").await;
    check(ADD_TO_CART, "", "/cart?problem=sku").await;
    check(ADD_TO_CART, "sku=%00", "/cart?problem=sku").await;
    let quantities = [
        "0",
        "-1",
        "1.5",
        "NaN",
        "",
        "1000000000",
        "99999999999999999999",
    ];
    for quantity in quantities {
        let fields = format!("sku={a}&quantity={quantity}");
        check(ADD_TO_CART, &fields, "/cart?problem=quantity").await;
    }
    for quantity in ["x", "10000", "-1"] {
        let fields = format!("sku={a}&quantity={quantity}");
        check(CHANGE_LINE, &fields, "/cart?problem=quantity").await;
    }
    check(CHANGE_LINE, &format!("sku={a}"), "/cart?problem=quantity").await;
    check(CHANGE_LINE, "sku=NO-SUCH&to=1", "/cart?problem=sku").await;
    check(ADD_LINES, "lines=NO-SUCH:1", "/cart?problem=sku").await;
    check(ADD_LINES, "lines=x", "/cart?problem=sku").await;
    check(CLEAR_LIST, "list=nowhere", "/cart?problem=not-saved").await;
    check(TOGGLE_WISH, "sku=NO-SUCH", "/wishlist?problem=sku").await;
    check(BEGIN_WISHLIST, "name=", "/wishlist?problem=name").await;
    check(
        RENAME_WISHLIST,
        "list=cart&name=a",
        "/wishlist?problem=not-saved",
    )
    .await;
}

#[tokio::test]
async fn a_session_begins_with_the_first_change() {
    let shop = TestShop::open().await;
    let (a, _) = two_sellable(&shop.catalogue().await);
    let mut jar = Jar::default();
    for path in ["/", "/cart", "/wishlist"] {
        jar.get_page(&shop, path).await;
    }
    jar.post(&shop, ADD_TO_CART, "sku=-").await;
    assert_eq!(
        jar.header(),
        "",
        "nobody is known for looking or for a mistake"
    );
    jar.post(&shop, ADD_TO_CART, &format!("sku={a}")).await;
    let first = jar.clone();
    assert!(jar.get("baguni_session").is_some());
    jar.post(&shop, ADD_TO_CART, &format!("sku={a}")).await;
    assert_eq!(
        jar.header(),
        first.header(),
        "one session serves all changes"
    );
    assert_eq!(jar.cart(&shop).await, format!("{a}:2"));
    let mut forged = Jar::with("baguni_shopper", jar.get("baguni_shopper").unwrap());
    forged.post(&shop, ADD_TO_CART, &format!("sku={a}")).await;
    assert_ne!(
        forged.shopper(),
        jar.shopper(),
        "an id is no proof of anything"
    );
    assert_eq!(jar.cart(&shop).await, format!("{a}:2"));
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
    let mut jar = Jar::default();
    jar.post(&shop, ADD_TO_CART, &fields).await;
    assert_eq!(jar.cart(&shop).await, format!("{}:1", second.sku));
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
    let mut jar = Jar::default();
    let answer = jar.post(&shop, ADD_TO_CART, &format!("sku={gone}")).await;
    assert_eq!(went(&answer), (303, "/cart?problem=sold-out"));
    let answer = jar.post(&shop, ADD_LINES, &format!("lines={gone}:1")).await;
    assert_eq!(went(&answer), (303, "/cart?problem=sold-out"));
    jar.post(&shop, TOGGLE_WISH, &format!("sku={gone}")).await;
    let wished = jar.list(&shop, List::Wishlist(WishlistId::FIRST)).await;
    assert_eq!(wished, format!("{gone}:1"));
}

#[tokio::test]
async fn a_wish_is_marked_and_unmarked() {
    let shop = TestShop::open().await;
    let (a, b) = two_sellable(&shop.catalogue().await);
    let mut jar = Jar::default();
    let mut check = async |sku: &Sku, want: String| {
        let answer = jar.post(&shop, TOGGLE_WISH, &format!("sku={sku}")).await;
        assert_eq!(went(&answer), (303, "/wishlist"));
        let wished = jar.list(&shop, List::Wishlist(WishlistId::FIRST)).await;
        assert_eq!(wished, want);
    };
    check(&a, format!("{a}:1")).await;
    check(&b, format!("{a}:1,{b}:1")).await;
    check(&a, format!("{b}:1")).await;
    check(&b, String::new()).await;
}

#[tokio::test]
async fn a_wish_is_what_the_button_said() {
    let shop = TestShop::open().await;
    let (a, _) = two_sellable(&shop.catalogue().await);
    let check = async |before: &str, fields: &str, want: &str| {
        let mut jar = Jar::default();
        if !before.is_empty() {
            let fields = format!("sku={a}&list=wishlist&to={before}");
            jar.post(&shop, CHANGE_LINE, &fields).await;
        }
        let answer = jar
            .post(&shop, TOGGLE_WISH, &format!("sku={a}&{fields}&next=/en"))
            .await;
        assert_eq!(went(&answer), (303, "/en"));
        let wished = jar.list(&shop, List::Wishlist(WishlistId::FIRST)).await;
        let want = want.replace("{a}", a.as_str());
        assert_eq!(wished, want, "{fields} after {before:?}");
    };
    check("", "to=1", "{a}:1").await;
    check("1", "to=1", "{a}:1").await;
    check("3", "to=1", "{a}:3").await;
    check("3", "to=0", "").await;
    check("", "to=0", "").await;
    check("", "to=", "{a}:1").await;
}

#[tokio::test]
async fn wishlists_are_begun_named_and_discarded() {
    let shop = TestShop::open().await;
    let (a, _) = two_sellable(&shop.catalogue().await);
    let mut jar = Jar::default();
    let answer = jar
        .post(&shop, BEGIN_WISHLIST, "name=%EA%B2%B0%ED%98%BC")
        .await;
    let id: WishlistId = answer
        .location()
        .strip_prefix("/wishlist/")
        .unwrap()
        .parse()
        .unwrap();
    let list = List::Wishlist(id);
    jar.post(&shop, TOGGLE_WISH, &format!("sku={a}&list={list}"))
        .await;
    assert_eq!(jar.list(&shop, list).await, format!("{a}:1"));
    let answer = jar
        .post(&shop, RENAME_WISHLIST, &format!("list={list}&name=Home"))
        .await;
    assert_eq!(went(&answer), (303, &*format!("/wishlist/{id}")));
    let shopper = jar.shopper().unwrap();
    let name = async || {
        let kept = shop.storage.basket(shopper, Vec::new()).await.unwrap();
        kept.truth.basket.name(id).map(ToOwned::to_owned)
    };
    assert_eq!(name().await.as_deref(), Some("Home"));
    jar.post(&shop, DISCARD_WISHLIST, &format!("list={list}"))
        .await;
    assert_eq!(
        (name().await, jar.list(&shop, list).await),
        (None, String::new())
    );
    for n in 0..Basket::MAX_WISHLISTS {
        let answer = jar.post(&shop, BEGIN_WISHLIST, "name=a").await;
        let full = answer.location() == "/wishlist?problem=wishlists";
        assert_eq!(
            full,
            n + 1 == Basket::MAX_WISHLISTS,
            "{n}: {}",
            answer.location()
        );
    }
}

#[tokio::test]
async fn a_shared_wishlist_is_seen_by_anybody_until_it_is_not() {
    let shop = TestShop::open().await;
    let (a, _) = two_sellable(&shop.catalogue().await);
    let mut jar = Jar::default();
    jar.post(&shop, TOGGLE_WISH, &format!("sku={a}")).await;
    jar.post(&shop, SHARE_WISHLIST, "list=wishlist").await;
    let shares = shop.storage.shares(jar.shopper().unwrap()).await.unwrap();
    let token = shares[0].1.to_string();
    let look = async |token: &str| {
        let shown = "locale=en&currency=USD";
        shop.get(&format!("/api/storefront/shared/{token}?{shown}"))
            .await
    };
    let seen = look(&token).await;
    assert_eq!(seen.json()["lines"][0][0]["sku"], a.as_str());
    assert_eq!(seen.json()["lines"][0][1], 1);
    assert!(!seen.text().contains(&jar.shopper().unwrap().to_string()));
    for other in ["", "x", &"0".repeat(32), &token[1..], &format!("{token}0")] {
        assert_eq!(look(other).await.status, 404, "{other}");
    }
    let page = jar.get_page(&shop, "/wishlist").await;
    assert_eq!(page.header("cache-control"), "no-store");
    jar.post(&shop, SHARE_WISHLIST, "list=wishlist&stop=1")
        .await;
    assert_eq!(look(&token).await.status, 404);
    jar.post(&shop, SHARE_WISHLIST, "list=wishlist").await;
    let again = shop.storage.shares(jar.shopper().unwrap()).await.unwrap();
    assert_ne!(
        again[0].1.to_string(),
        token,
        "an address that was taken back stays dead"
    );
}

/// The shop once kept lists in cookies that scripts could write.
#[tokio::test]
async fn lists_left_in_cookies_are_taken_over_once() {
    let shop = TestShop::open().await;
    let (a, b) = two_sellable(&shop.catalogue().await);
    let left = |jar: &mut Jar| {
        let answer = |name: &str, value: String| Jar::with(name, &value).header();
        let pairs = [
            answer("baguni_cart", format!("x,{a}:2,NO-SUCH:1,:::")),
            answer("baguni_wishlist", format!("{b},{a}")),
        ];
        pairs.join("; ") + "; " + &jar.header()
    };
    let wishes = List::Wishlist(WishlistId::FIRST);
    let check = async |jar: &Jar, cart: String| {
        assert_eq!(jar.cart(&shop).await, cart);
        assert_eq!(jar.list(&shop, wishes).await, format!("{a}:1,{b}:1"));
    };

    let mut jar = Jar::default();
    let page = shop.get_with("/cart", &[("cookie", &left(&mut jar))]).await;
    jar.take(&page);
    assert_eq!(page.cookie("baguni_cart"), Some(""));
    assert_eq!(page.cookie("baguni_wishlist"), Some(""));
    check(&jar, format!("{a}:2")).await;
    let again = shop
        .get_with("/wishlist", &[("cookie", &left(&mut jar))])
        .await;
    assert_eq!(again.cookie("baguni_cart"), Some(""));
    check(&jar, format!("{a}:2")).await;

    let mut jar = Jar::default();
    let posted = shop
        .post(ADD_TO_CART, &left(&mut jar), &format!("sku={a}"))
        .await;
    jar.take(&posted);
    assert_eq!(posted.cookie("baguni_cart"), Some(""));
    check(&jar, format!("{a}:3")).await;
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

#[tokio::test]
async fn pages_show_the_truth_after_a_form() {
    let shop = TestShop::open().await;
    let catalogue = shop.catalogue().await;
    let (a, b) = two_sellable(&catalogue);
    let title = |sku: &Sku| {
        let (product, _) = catalogue.variant(sku).unwrap();
        let handle = &catalogue.products()[product].handle;
        format!("/products/{handle}")
    };
    let mut jar = Jar::default();
    jar.post(&shop, ADD_TO_CART, &format!("sku={a}&quantity=3"))
        .await;
    jar.post(&shop, TOGGLE_WISH, &format!("sku={b}")).await;
    let mut check = async |page: &str, shows: &Sku, not: &Sku| {
        let answer = jar.get_page(&shop, page).await;
        assert_eq!(answer.header("cache-control"), "no-store", "{page}");
        // The menu and its like name no product of the lists by itself.
        assert!(answer.text().contains(&title(shows)), "{page}");
        assert!(!answer.text().contains(&title(not)), "{page}");
    };
    check("/cart", &a, &b).await;
    check("/en/wishlist", &b, &a).await;
    let stranger = shop.get("/cart").await;
    assert!(!stranger.text().contains(&title(&a)));
}
