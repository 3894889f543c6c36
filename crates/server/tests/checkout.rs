//! The checkout as browsers meet it: pages, forms, and what bad input gets.

use crate::jar::Jar;
use crate::ordering::{Ordering, Settings, now, shipped};
use crate::shop::Answer;
use crate::staff::sign_up;
use axum::http::StatusCode;
use baguni_commerce::checkout::{CheckoutForm, CheckoutProblem};
use baguni_commerce::order::{Channel, Order, OrderState};
use baguni_commerce::product::ProductStatus;
use baguni_commerce::promotion::{Amounts, Conditions, Limits, Promotion, Reward, Scope, Trigger};
use baguni_commerce::quote::CodeProblem;
use baguni_commerce::{Localization, Product, ShippingMethod, Text};
use baguni_replica::List;
use baguni_server::orders::{self, Confirmation, PlaceAnswer, checkout};
use baguni_storage::{Counting, OrderFilter};

const SHIPPED: &[(&str, &str)] = &[
    ("email", "mina@shop.example"),
    ("name", "김미나"),
    ("phone", "010-1234-5678"),
    ("method", "ship"),
    ("postcode", "04782"),
    ("street", "연무장길 12"),
    ("detail", "3층"),
    ("shipping", "standard"),
    ("payment", "test"),
    ("do", "go"),
];

/// A form with some fields changed.
fn with(changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    for (name, value) in SHIPPED.iter().chain(changes) {
        fields.retain(|(known, _)| known != name);
        fields.push(((*name).to_owned(), (*value).to_owned()));
    }
    fields
}

fn picked_up(store: &str) -> Vec<(String, String)> {
    with(&[
        ("method", "pickup"),
        ("location", store),
        ("payment", "store"),
    ])
}

fn encoded(fields: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new())
        .extend_pairs(fields)
        .finish()
}

/// What a page's form says in a hidden field.
fn hidden(page: &Answer, name: &str) -> String {
    let start = format!(r#"type="hidden" name="{name}" value=""#);
    let text = page.text();
    let from = text
        .find(&start)
        .unwrap_or_else(|| panic!("no {name} in {text}"))
        + start.len();
    let rest = &text[from..];
    rest[..rest.find('"').unwrap()].to_owned()
}

/// A browser on its way to an order.
struct Desk<'a> {
    place: &'a Ordering,
    jar: Jar,
    prefix: &'static str,
}

impl<'a> Desk<'a> {
    async fn with(place: &'a Ordering, things: &[(&str, u32)]) -> Self {
        let jar = place.guest(things).await;
        let prefix = "";
        Self { place, jar, prefix }
    }

    async fn get(&mut self, path: &str) -> Answer {
        let path = format!("{}{path}", self.prefix);
        self.jar.get_page(&self.place.shop, &path).await
    }

    async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Answer {
        let path = format!("{}{path}", self.prefix);
        self.jar
            .post(&self.place.shop, &path, &encoded(fields))
            .await
    }

    /// Sends the first form; tells where it leads.
    async fn fill(&mut self, fields: &[(String, String)]) -> Answer {
        let page = self.get("/checkout").await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.location());
        let mut fields = fields.to_vec();
        fields.push(("checkout".to_owned(), hidden(&page, "checkout")));
        self.post("/checkout", &fields).await
    }

    /// The review of what was filled in, and what its button would send.
    async fn review(&mut self, fields: &[(String, String)]) -> (Answer, Vec<(String, String)>) {
        let filled = self.fill(fields).await;
        let review = format!("{}/checkout/review", self.prefix);
        assert_eq!(filled.location(), review);
        let page = self.get("/checkout/review").await;
        let press = press(&page);
        (page, press)
    }

    async fn place(&mut self, press: &[(String, String)]) -> Answer {
        self.post("/checkout/review", press).await
    }

    async fn count(&self) -> u64 {
        let storage = &self.place.shop.storage;
        storage.count_orders(OrderFilter::default()).await.unwrap()
    }
}

fn press(page: &Answer) -> Vec<(String, String)> {
    let names = ["checkout", "confirmed", "total", "currency"];
    let fields = names.map(|name| (name.to_owned(), hidden(page, name)));
    let terms = ("terms".to_owned(), "yes".to_owned());
    fields.into_iter().chain([terms]).collect()
}

fn changed(press: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut press = press.to_vec();
    press.retain(|(known, _)| known != name);
    if !value.is_empty() {
        press.push((name.to_owned(), value.to_owned()));
    }
    press
}

#[tokio::test]
async fn a_delivery_is_paid_for_at_the_provider_and_seen_on_the_orders_page() {
    let place = Ordering::open().await;
    for prefix in ["", "/en"] {
        let mut desk = Desk::with(&place, &[("MUG", 2)]).await;
        desk.prefix = prefix;
        let (page, press) = desk.review(&with(&[])).await;
        assert_eq!(page.header("cache-control"), "no-store");
        assert!(page.text().contains("04782"), "where it goes is shown");
        let total = hidden(&page, "total");
        let placed = desk.place(&press).await;
        assert_eq!(placed.status, StatusCode::SEE_OTHER);
        let provider = placed.location().to_owned();
        assert!(provider.contains("/payments/test/"), "{provider}");
        let paid = desk
            .jar
            .post(&place.shop, &provider, "choice=approve")
            .await;
        let order = paid.location().to_owned();
        assert!(order.starts_with(&format!("{prefix}/orders/")), "{order}");
        let seen = desk.jar.get_page(&place.shop, &order).await;
        let seen = match seen.status {
            StatusCode::OK => seen,
            _ => desk.jar.get_page(&place.shop, seen.location()).await,
        };
        assert_eq!(seen.status, StatusCode::OK);
        let filter = OrderFilter::default();
        let order = place.shop.storage.orders(filter).await.unwrap().remove(0);
        assert_eq!(order.totals.total.minor.to_string(), total);
        assert_eq!(order.channel, Channel::Web);
        place
            .once(order.number, |order| order.state == OrderState::Placed)
            .await;
        assert_eq!(desk.jar.cart(&place.shop).await, "", "the cart is empty");
    }
}

#[tokio::test]
async fn a_pickup_may_be_paid_for_at_the_store() {
    let place = Ordering::open().await;
    let mut desk = Desk::with(&place, &[("LAMP", 1)]).await;
    let (page, press) = desk.review(&picked_up("seongsu")).await;
    assert!(page.text().contains("성수점"), "the store is named");
    assert!(
        !page.text().contains(" checked"),
        "nothing is ticked for them"
    );
    let placed = desk.place(&changed(&press, "news", "yes")).await;
    assert!(
        placed.location().starts_with("/orders/"),
        "{}",
        placed.location()
    );
    let orders = place
        .shop
        .storage
        .orders(OrderFilter::default())
        .await
        .unwrap();
    assert_eq!(orders[0].state, OrderState::Placed);
    assert!(orders[0].contact.news, "that was agreed to apart");
    assert_eq!(place.level("LAMP", "seongsu").await.allocated, 1);
}

#[tokio::test]
async fn a_checkout_is_its_shoppers() {
    let place = Ordering::open().await;
    let mut mine = Desk::with(&place, &[("MUG", 1)]).await;
    let (_, press) = mine.review(&with(&[])).await;
    let mut theirs = Desk::with(&place, &[("BOWL", 1)]).await;
    let mut nobody = Desk::with(&place, &[]).await;
    for (who, desk) in [("another", &mut theirs), ("nobody", &mut nobody)] {
        for path in ["/checkout", "/checkout/review"] {
            let answer = desk.post(path, &press).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{who} at {path}");
        }
    }
    for junk in [
        "0",
        "",
        "'; drop table",
        &"f".repeat(32),
        &"f".repeat(5_000),
    ] {
        let answer = mine.place(&changed(&press, "checkout", junk)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{junk}");
    }
    assert_eq!(mine.count().await, 0);
    assert_eq!(nobody.get("/checkout").await.location(), "/cart");
    assert_eq!(nobody.get("/checkout/review").await.location(), "/cart");
}

#[tokio::test]
async fn who_signs_in_half_way_orders_what_they_looked_through() {
    let place = Ordering::open().await;
    let shop = &place.shop;
    let account = "email=mina%40shop.example&name=Mina&password=correct+horse+battery";
    let mut home = place.guest(&[("BOWL", 1)]).await;
    home.post(shop, "/account/sign-up", account).await;

    let mut buyer = Desk::with(&place, &[("MUG", 1)]).await;
    buyer.fill(&with(&[("name", "김미나 둘째")])).await;
    let signed_in = format!("{account}&next=%2Fcheckout");
    let signed_in = buyer.jar.post(shop, "/account/sign-in", &signed_in).await;
    assert_eq!(signed_in.location(), "/checkout");
    let page = buyer.get("/checkout").await;
    let text = page.text();
    assert!(text.contains("data-sku=\"MUG\""), "{text}");
    assert!(
        !text.contains("data-sku=\"BOWL\""),
        "it joined an order nobody looked through"
    );
    assert!(
        text.contains("saved-not-ordered"),
        "and is not lost: {text}"
    );
    assert!(
        text.contains("김미나 둘째"),
        "what was typed is still there"
    );
    assert_eq!(buyer.jar.cart(shop).await, "MUG:1");
    assert_eq!(buyer.jar.list(shop, List::Saved).await, "BOWL:1");
}

#[tokio::test]
async fn every_fault_is_told_at_its_field_and_what_was_typed_stays() {
    let place = Ordering::open().await;
    let mut desk = Desk::with(&place, &[("MUG", 1)]).await;
    for (name, typed, at) in [
        ("email", "mina@", "email"),
        ("name", "12345", "name"),
        ("phone", "+1 555 0100", "phone"),
        ("postcode", "99999", "postcode"),
        ("postcode", "135-090", "postcode"),
        ("postcode", "48094", "postcode"),
        ("street", "", "street"),
        ("detail", &"가".repeat(81), "detail"),
        ("recipient", "<script>", "recipient"),
        ("note", &"a".repeat(2_000), "note"),
        ("method", "drone", "method"),
        ("shipping", "rocket", "shipping"),
        ("payment", "iou", "payment"),
        ("payment", "store", "payment"),
    ] {
        let street = ("street", "서울 성동구 연무장길 12");
        let filled = desk.fill(&with(&[street, (name, typed)])).await;
        assert_eq!(filled.location(), "/checkout?check", "{name}: {typed}");
        let page = desk.get("/checkout?check").await;
        assert!(
            page.text().contains(&format!(r#"id="{at}-problem""#)),
            "{name}: {typed}"
        );
        assert!(
            page.text().contains(&format!("href=\"#{at}\"")),
            "{name}: {typed}"
        );
        assert!(
            page.text().contains("mina@"),
            "the other fields stay: {name}"
        );
        let kept: String = typed.chars().take(40).collect();
        let is_text = !["method", "shipping", "payment"].contains(&name);
        let shown = kept.replace('<', "&lt;").replace('>', "&gt;");
        assert!(!is_text || page.text().contains(&shown), "{name}: {shown}");
    }
    let nowhere = desk
        .fill(&with(&[("method", "pickup"), ("location", "atlantis")]))
        .await;
    assert_eq!(nowhere.location(), "/checkout?check");
    assert!(
        desk.get("/checkout?check")
            .await
            .text()
            .contains("location-problem")
    );
    assert_eq!(
        desk.get("/checkout/review").await.location(),
        "/checkout?check"
    );
    assert_eq!(desk.count().await, 0);
}

#[tokio::test]
async fn a_postcode_is_looked_up_without_scripts() {
    let place = Ordering::open().await;
    let mut desk = Desk::with(&place, &[("MUG", 1)]).await;
    let filled = desk
        .fill(&with(&[("postcode", "성동"), ("do", "find")]))
        .await;
    assert_eq!(filled.location(), "/checkout?find#postcode");
    let found = desk.get("/checkout?find").await;
    assert!(found.text().contains(r#"name="place" value="서울 성동구""#));
    let chosen = desk
        .fill(&with(&[("postcode", "성동"), ("place", "서울 성동구")]))
        .await;
    assert_eq!(chosen.location(), "/checkout#postcode");
    let page = desk.get("/checkout").await;
    assert!(
        page.text()
            .contains(r#"name="region" type="text" value="서울 성동구""#)
    );
    assert!(
        page.text().contains("연무장길 12"),
        "the rest is still there"
    );
    desk.fill(&with(&[("postcode", "아틀란티스"), ("do", "find")]))
        .await;
    assert!(
        desk.get("/checkout?find")
            .await
            .text()
            .contains("찾지 못했어요")
    );
}

#[tokio::test]
async fn what_was_confirmed_is_what_is_ordered() {
    let place = Ordering::open().await;
    let mut desk = Desk::with(&place, &[("MUG", 1)]).await;
    let (_, press) = desk.review(&with(&[])).await;
    for (name, value, told) in [
        ("terms", "", r#"id="terms-problem""#),
        ("confirmed", "", "다른 화면에서 장바구니가 바뀌었어요"),
        ("confirmed", "zzzz", "다른 화면에서 장바구니가 바뀌었어요"),
        ("total", "1", "지금은 27,000원"),
        ("total", "-5", "지금은 27,000원"),
        ("total", "99999999999999999999", "지금은 27,000원"),
        ("currency", "USD", "지금은 27,000원"),
    ] {
        let answer = desk.place(&changed(&press, name, value)).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{name}={value}"
        );
        assert!(answer.text().contains(told), "{name}={value}");
    }
    assert_eq!(desk.count().await, 0);
    // The cart grows on another screen between the look and the press.
    place.put(&mut desk.jar, &[("BOWL", 1)]).await;
    let asked = desk.place(&press).await;
    assert!(asked.text().contains("둥근 그릇"), "the new line is shown");
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    let placed = desk.place(&self::press(&asked)).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER);
    assert_eq!(desk.count().await, 1);
}

#[tokio::test]
async fn a_form_sent_again_leads_to_the_same_order() {
    let place = Ordering::open().await;
    let mut desk = Desk::with(&place, &[("LAMP", 1)]).await;
    let (_, press) = desk.review(&picked_up("seongsu")).await;
    let (mut here, mut there) = (desk.jar.clone(), desk.jar.clone());
    let body = encoded(&press);
    let shop = &place.shop;
    let (one, other) = tokio::join!(
        here.post(shop, "/checkout/review", &body),
        there.post(shop, "/checkout/review", &body),
    );
    assert_eq!(one.status, StatusCode::SEE_OTHER);
    assert_eq!(one.location(), other.location(), "two devices, one order");
    let again = desk.place(&press).await;
    assert_eq!(again.location(), one.location());
    let back = desk
        .post("/checkout", &changed(&with(&[]), "checkout", &press[0].1))
        .await;
    assert_eq!(back.location(), one.location(), "the form before it, too");
    assert_eq!(desk.count().await, 1);
    assert_eq!(place.level("LAMP", "seongsu").await.allocated, 1);
}

#[tokio::test]
async fn a_price_that_changes_is_asked() {
    let place = Ordering::open().await;
    let mut desk = Desk::with(&place, &[("MUG", 1)]).await;
    let (page, press) = desk.review(&with(&[])).await;
    assert!(page.text().contains("27,000원"));
    let dearer = ShippingMethod {
        id: "standard".parse().unwrap(),
        title: Text::new("일반 배송", "Standard"),
        rate: Amounts {
            krw: 4_000,
            usd: 400,
        },
        jeju: None,
        island: None,
        free_from: None,
        max_grams: None,
        days: (1, 2),
    };
    place
        .shop
        .storage
        .set_shipping_methods(&[dearer])
        .await
        .unwrap();
    let asked = desk.place(&press).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    for told in ["27,000원", "28,000원", "배송비: 3,000원 → 4,000원"] {
        assert!(asked.text().contains(told), "{told}");
    }
    assert!(asked.text().contains("href=\"#total\""));
    assert!(
        asked.text().contains("id=\"total\""),
        "the summary leads somewhere"
    );
    assert_eq!(desk.count().await, 0);
    let placed = desk.place(&self::press(&asked)).await;
    assert_eq!(placed.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn the_last_use_of_a_code_is_one_shoppers() {
    let place = Ordering::open().await;
    let once = Promotion {
        handle: "once".parse().unwrap(),
        title: Text::new("한 번만", "Only once"),
        trigger: Trigger::Code("ONCE".parse().unwrap()),
        reward: Reward::Amount(Amounts {
            krw: 5_000,
            usd: 500,
        }),
        scope: Scope::Everything,
        conditions: Conditions::default(),
        limits: Limits {
            total: Some(1),
            per_shopper: None,
        },
        priority: 0,
        exclusive: false,
    };
    place.shop.storage.save_promotions(&[once]).await.unwrap();
    let form = with(&[("code", "once")]);
    let mut first = Desk::with(&place, &[("MUG", 1)]).await;
    let mut second = Desk::with(&place, &[("MUG", 1)]).await;
    let (page, press) = first.review(&form).await;
    assert!(page.text().contains("한 번만"), "the discount is named");
    let (_, late) = second.review(&form).await;
    assert_eq!(first.place(&press).await.status, StatusCode::SEE_OTHER);
    let asked = second.place(&late).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        asked.text().contains("27,000원"),
        "what it costs now is shown"
    );
    assert_eq!(second.count().await, 1);
    let wrong = second.fill(&with(&[("code", "NEVER")])).await;
    assert_eq!(
        wrong.location(),
        "/checkout?check",
        "a code that does nothing is told"
    );
    let page = second.get("/checkout").await;
    assert!(page.text().contains("NEVER"), "and stays to be seen");
    let go_on = second.fill(&with(&[])).await;
    assert_eq!(
        go_on.location(),
        "/checkout/review",
        "once told, it hinders nobody"
    );
    second.fill(&with(&[("drop", "NEVER")])).await;
    assert!(!second.get("/checkout").await.text().contains("NEVER"));
}

#[tokio::test]
async fn what_is_sold_out_by_then_is_said() {
    let place = Ordering::open().await;
    let mut desk = Desk::with(&place, &[("LAMP", 2)]).await;
    let (_, press) = desk.review(&picked_up("seongsu")).await;
    let count = [("LAMP".parse().unwrap(), "seongsu".parse().unwrap(), 2)];
    let by = Counting::imported("test");
    place
        .shop
        .storage
        .set_stock(&count, by, now())
        .await
        .unwrap();
    let asked = desk.place(&press).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        asked
            .text()
            .contains("‘달 조명’은(는) 1개까지 살 수 있어요"),
        "{}",
        asked.text()
    );
    assert!(
        asked.text().contains("href=\"/cart\""),
        "there is a way to mend it"
    );
    assert_eq!(desk.count().await, 0);
}

#[tokio::test]
async fn there_are_limits() {
    let settings = Settings {
        with_worker: false,
        ..Settings::default()
    };
    let place = Ordering::with(settings).await;
    let mut desk = Desk::with(&place, &[("MUG", 1)]).await;
    let (_, press) = desk.review(&with(&[])).await;
    let huge = changed(&press, "note", &"a".repeat(70_000));
    assert_eq!(
        desk.place(&huge).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let untold = changed(&press, "terms", "");
    let mut refused = 0;
    for _ in 0..80 {
        let answer = desk.place(&untold).await;
        refused += u32::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(refused > 0, "whoever presses all the time waits");
    let headers = [
        ("cookie", desk.jar.header()),
        ("origin", "https://elsewhere.example".into()),
    ];
    let headers: Vec<_> = headers
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let shop = &place.shop;
    let answer = shop
        .post_with("/checkout/review", &headers, &encoded(&press))
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

/// A code that takes 5,000 won off, once for each shopper.
async fn once_for_each(place: &Ordering) {
    let once = Promotion {
        handle: "welcome".parse().unwrap(),
        title: Text::new("처음 한 번", "Once for each"),
        trigger: Trigger::Code("WELCOME".parse().unwrap()),
        reward: Reward::Amount(Amounts {
            krw: 5_000,
            usd: 500,
        }),
        scope: Scope::Everything,
        conditions: Conditions::default(),
        limits: Limits {
            total: None,
            per_shopper: Some(1),
        },
        priority: 0,
        exclusive: false,
    };
    place.shop.storage.save_promotions(&[once]).await.unwrap();
}

#[tokio::test]
async fn an_account_uses_a_promotion_in_its_own_name_whatever_address_is_written_to() {
    let place = Ordering::open().await;
    once_for_each(&place).await;
    let form = |email: &str| CheckoutForm {
        email: email.to_owned(),
        codes: vec!["WELCOME".to_owned()],
        ..shipped()
    };
    let off = |order: &Order| order.totals.discount.minor;
    // A guest has used it under an address to which somebody with an account has things sent.
    let guest = place.guest(&[("MUG", 1)]).await;
    let order = place.place(&guest, form("home@shop.example")).await;
    assert_eq!(off(&order), 5_000);
    let mut mina = sign_up(&place, "mina", None).await;
    place.put(&mut mina, &[("MUG", 1)]).await;
    let order = place.place(&mina, form("home@shop.example")).await;
    assert_eq!(off(&order), 5_000, "it is the first time for the account");
    // Once is once: by the account, and by a guest with its address.
    place.put(&mut mina, &[("MUG", 1)]).await;
    let guest = place.guest(&[("MUG", 1)]).await;
    for (jar, email) in [
        (&mina, "other@shop.example"),
        (&guest, "mina@baguni.example"),
    ] {
        let (shop, visitor) = (place.shop.shop(), place.visitor(jar).await);
        let shown = Localization::default();
        let begun = checkout::begin(shop, &visitor, shown, Channel::Web);
        let begun = Box::pin(begun).await.unwrap();
        let filled = checkout::fill(shop, &visitor, begun.checkout, form(email));
        let filled = Box::pin(filled).await.unwrap();
        let used = CheckoutProblem::Code("WELCOME".to_owned(), CodeProblem::UsedBefore);
        assert_eq!(filled.problems, [used], "{email}");
        assert_eq!(filled.chosen.discount.minor, 0, "{email}");
    }
}

#[tokio::test]
async fn an_order_is_made_of_one_catalogue() {
    let settings = Settings {
        with_worker: false,
        ..Settings::default()
    };
    let place = Ordering::with(settings).await;
    let (shop, storage) = (place.shop.shop(), &place.shop.storage);
    let catalogue = shop.catalogue.current();
    let mut products = catalogue.catalogue().products().iter();
    let mug = products.find(|one| one.handle.as_str() == "mug").unwrap();
    let gone = Product {
        status: ProductStatus::Archived,
        ..mug.clone()
    };
    for round in 0..30 {
        let jar = place.guest(&[("MUG", 1), ("BOWL", 1)]).await;
        let visitor = place.visitor(&jar).await;
        let begun = checkout::begin(shop, &visitor, Localization::default(), Channel::Web);
        let begun = Box::pin(begun).await.unwrap();
        let filled = checkout::fill(shop, &visitor, begun.checkout, shipped());
        let filled = Box::pin(filled).await.unwrap();
        let confirmed = filled.checkout.draft.confirmed.as_ref();
        let confirmation = Confirmation {
            confirmed: confirmed.map(|dots| dots.parse().unwrap()),
            total: filled.chosen.total,
            terms: true,
        };
        // An import takes the mug out of the catalogue while the order is placed.
        storage
            .save_products(std::slice::from_ref(&gone))
            .await
            .unwrap();
        let import = async {
            for _ in 0..round * 200 {
                tokio::task::yield_now().await;
            }
            shop.catalogue.refresh().await;
        };
        let placing = orders::place(shop, &visitor, filled.checkout, confirmation);
        let (answer, ()) = tokio::join!(Box::pin(placing), import);
        if let PlaceAnswer::Placed(order) = answer.unwrap() {
            let lines: i64 = order.lines.iter().map(|line| line.unit.amount.minor).sum();
            assert_eq!(
                lines, order.totals.subtotal.minor,
                "all that is paid is sent"
            );
        }
        storage
            .save_products(std::slice::from_ref(mug))
            .await
            .unwrap();
        shop.catalogue.refresh().await;
    }
}
