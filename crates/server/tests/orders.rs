//! Orders as their shoppers meet them: pages, look-ups, letters.

use crate::jar::Jar;
use crate::ordering::{
    DAY, Ordering, Settings, TO_READY, merchant, picked_up, shipped, staff, to_carrier, with_code,
};
use crate::shop::Answer;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use baguni_api::orders as paths;
use baguni_commerce::order::{
    Command, FulfillmentState, Order, OrderState, PaymentStatus, RefundState, RejectReason, Role,
    Staff, Step,
};
use baguni_commerce::{Currency, Locale, Localization};
use baguni_server::accounts::peer::Peer;
use baguni_server::orders::links::{self, Grant};
use baguni_server::orders::{self, PlaceAnswer, Sale};
use baguni_server::payments::PaymentProvider;
use baguni_server::payments::test_provider::{Call, Choice, Fault, Script};
use baguni_storage::CheckoutId;
use http_body_util::BodyExt;
use std::time::Duration;
use tower::ServiceExt;

const ENGLISH: Localization = Localization {
    locale: Locale::En,
    currency: Currency::Krw,
};

fn page(order: &Order) -> String {
    paths::at(paths::ORDER, order.number)
}

/// The value of a field of the first form that has this action.
fn field(html: &str, action: &str, name: &str) -> String {
    let form = html
        .split("<form")
        .find(|form| form.contains(&format!("action=\"{action}\"")));
    let form = form.unwrap_or_else(|| panic!("there is no form to {action} in {html}"));
    let input = form
        .split("<input")
        .find(|input| input.contains(&format!("name=\"{name}\"")));
    let input = input.unwrap_or_else(|| panic!("the form to {action} has no {name}"));
    let value = input.split("value=\"").nth(1).unwrap();
    value.split('"').next().unwrap().to_owned()
}

/// Presses a button of the order's page, as its page has drawn it.
async fn press(place: &Ordering, jar: &mut Jar, order: &Order, path: &str, more: &str) -> Answer {
    let html = jar.get_page(&place.shop, &page(order)).await;
    assert_eq!(html.status, StatusCode::OK);
    let action = paths::at(path, order.number);
    let command = field(html.text(), &action, "command");
    jar.post(&place.shop, &action, &format!("command={command}{more}"))
        .await
}

#[tokio::test]
async fn nobody_but_its_shopper_sees_an_order() {
    let place = Ordering::open().await;
    let (mut own, order) = place.shipped().await;
    let (mut stranger, other) = place.shipped().await;
    let right = links::sign(place.shop.shop(), Grant::Order(order.number))
        .await
        .unwrap();
    let of_other = links::sign(place.shop.shop(), Grant::Order(other.number))
        .await
        .unwrap();
    let part = order.fulfillments[0].id;
    let pickup = links::sign(place.shop.shop(), Grant::Pickup(order.number, part))
        .await
        .unwrap();
    let unknown = place.shop.get("/orders/7K3M-9QXT-2DW8").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let refused = async |jar: &mut Jar, key: &str| {
        let path = page(&order);
        let query = if key.is_empty() {
            String::new()
        } else {
            format!("?key={key}")
        };
        let answer = jar.get_page(&place.shop, &format!("{path}{query}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{key}");
        for secret in ["온기 머그", "mina@", "김미나", "24,000"] {
            assert!(!answer.text().contains(secret), "{secret}");
        }
        for (kind, path) in [
            ("get", paths::EVENTS),
            ("post", paths::CANCEL),
            ("post", paths::PAY),
        ] {
            let path = paths::at(path, order.number);
            let answer = match kind {
                "get" => jar.get_page(&place.shop, &path).await,
                _ => {
                    let command = format!("command={}", "0".repeat(32));
                    jar.post(&place.shop, &path, &command).await
                }
            };
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{kind} {path} {key}");
        }
    };
    let nobody = &mut Jar::default();
    for key in ["", "x", &of_other, &pickup, &right[1..], &"0".repeat(32)] {
        refused(nobody, key).await;
        refused(&mut stranger, key).await;
    }
    // A session that has ended is nobody's, and so is a cookie of another order's page.
    refused(&mut Jar::with("baguni_session", &"A".repeat(43)), "").await;
    refused(&mut Jar::with("baguni_order", &of_other), "").await;
    let seen = own.get_page(&place.shop, &page(&order)).await;
    assert_eq!(seen.status, StatusCode::OK);
    assert_eq!(seen.header("cache-control"), "no-store");
    assert!(seen.text().contains("010-1234-5678"), "it is theirs");
    assert_eq!(place.order(order.number).await, order, "nothing was done");
}

#[tokio::test]
async fn who_has_the_link_sees_what_has_to_be_seen() {
    let place = Ordering::open().await;
    let (_, order) = place.shipped().await;
    let key = links::sign(place.shop.shop(), Grant::Order(order.number))
        .await
        .unwrap();
    let mut jar = Jar::default();
    let link = paths::with_key(order.number, &key);
    let first = jar.get_page(&place.shop, &link).await;
    assert_eq!(first.status, StatusCode::SEE_OTHER);
    assert_eq!(
        first.location(),
        page(&order),
        "the key is out of the address"
    );
    let cookies: Vec<_> = first.headers.get_all("set-cookie").iter().collect();
    assert_eq!(cookies.len(), 2);
    for cookie in cookies {
        let line = cookie.to_str().unwrap();
        assert!(
            line.contains("HttpOnly") && line.contains("Secure"),
            "{line}"
        );
        assert!(
            line.contains(&format!("{}; ", page(&order))),
            "only there: {line}"
        );
    }
    for prefix in ["", "/en"] {
        let seen = jar
            .get_page(&place.shop, &format!("{prefix}{}", page(&order)))
            .await;
        assert_eq!(seen.status, StatusCode::OK);
        let text = seen.text();
        assert!(text.contains(&order.number.to_string()));
        for hidden in ["010-1234-5678", "mina@", "김미나", "연무장길", "3층"] {
            assert!(!text.contains(hidden), "{hidden} is masked");
        }
        for shown in ["김*나", "m•••@shop.example", "010-****-5678", "04782"] {
            assert!(text.contains(shown), "{shown}");
        }
    }
}

#[tokio::test]
async fn an_order_is_cancelled_once_and_all_of_it_comes_back() {
    let place = Ordering::open().await;
    let before = place.level("MUG", "icheon").await;
    let (mut jar, order) = place.paid(&[("MUG", 2)], shipped()).await;
    assert_eq!(place.level("MUG", "icheon").await.allocated, 2);
    let html = jar.get_page(&place.shop, &page(&order)).await;
    let action = paths::at(paths::CANCEL, order.number);
    let command = format!("command={}", field(html.text(), &action, "command"));
    for _ in 0..3 {
        let pressed = jar.post(&place.shop, &action, &command).await;
        assert_eq!(pressed.location(), page(&order));
    }
    let refunded = |order: &Order| {
        order.payment_status() == PaymentStatus::Refunded
            && order.payments[0]
                .refunds
                .iter()
                .all(|refund| refund.state == RefundState::Succeeded)
    };
    let after = place.once(order.number, refunded).await;
    assert_eq!(after.state, OrderState::Cancelled);
    assert_eq!(after.payments[0].refunds.len(), 1);
    let status = place
        .provider
        .status(&order.payments[0].id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        status.refunded, order.totals.total,
        "at the provider as well"
    );
    assert_eq!(place.level("MUG", "icheon").await, before);
    assert_eq!(place.shop.storage.check_ledger().await.unwrap(), []);
    let text = jar.get_page(&place.shop, &page(&order)).await;
    assert!(text.text().contains("취소된 주문이에요."));
    assert!(text.text().contains("돌려드렸어요"));
    assert!(
        !text.text().contains(&action),
        "there is nothing left to cancel"
    );
}

#[tokio::test]
async fn what_is_on_its_way_is_not_cancelled() {
    let place = Ordering::open().await;
    let (mut jar, order) = place.paid(&[("MUG", 1)], shipped()).await;
    let html = jar.get_page(&place.shop, &page(&order)).await;
    let action = paths::at(paths::CANCEL, order.number);
    let command = format!("command={}", field(html.text(), &action, "command"));
    let order = place.steps(&order, to_carrier()).await;
    let pressed = jar.post(&place.shop, &action, &command).await;
    let page = format!("{}?refused=handed-over", page(&order));
    assert_eq!(pressed.location(), page);
    let told = jar.get_page(&place.shop, &page).await;
    assert!(told.text().contains("이미 보낸 것이 있어"));
    assert_eq!(place.order(order.number).await, order);
}

#[tokio::test]
async fn what_becomes_of_a_payment_is_seen_on_the_page() {
    let place = Ordering::open().await;
    let check = async |choice: Choice, words: &[&str], not: &[&str]| {
        let (mut jar, order) = place.shipped().await;
        let pressed = press(&place, &mut jar, &order, paths::PAY, "").await;
        let payment = place.order(order.number).await.payments[0].id;
        let provider = format!("/payments/test/{payment}");
        assert_eq!(pressed.location(), provider);
        place.provider.choose(payment, choice).await.unwrap();
        // Whoever comes back at once sees how it is, whether or not a notification has come.
        let html = jar.get_page(&place.shop, &page(&order)).await;
        for word in words {
            assert!(
                html.text().contains(word),
                "{choice:?}: {word} in {}",
                html.text()
            );
        }
        for word in not {
            assert!(!html.text().contains(word), "{choice:?}: no {word}");
        }
        (jar, place.order(order.number).await)
    };
    check(
        Choice::Approve,
        &["주문을 받았어요", "결제됨"],
        &["결제하기"],
    )
    .await;
    let (_, order) = check(Choice::Twice, &["주문을 받았어요", "결제됨"], &["결제하기"]).await;
    assert_eq!(order.kept(), order.totals.total, "once");
    check(
        Choice::Confirm,
        &["결제사에서 확인할 것이", "이어서 결제하기"],
        &["결제됨"],
    )
    .await;
    let (mut jar, order) = check(
        Choice::Late,
        &["결제를 기다리고 있어요", "data-events"],
        &["결제됨"],
    )
    .await;
    place
        .once(order.number, |order| order.kept() == order.totals.total)
        .await;
    let html = jar.get_page(&place.shop, &page(&order)).await;
    assert!(html.text().contains("결제됨"), "it came late, and came");
    let (mut jar, order) = check(
        Choice::Decline,
        &["결제가 되지 않았어요", "다시 결제하기"],
        &["결제됨"],
    )
    .await;
    let pressed = press(&place, &mut jar, &order, paths::PAY, "").await;
    let order = place.order(order.number).await;
    assert_eq!(order.payments.len(), 2, "another attempt");
    let second = order.payments[1].id;
    assert_eq!(pressed.location(), format!("/payments/test/{second}"));
    place
        .provider
        .choose(second, Choice::Approve)
        .await
        .unwrap();
    let html = jar.get_page(&place.shop, &page(&order)).await;
    assert!(html.text().contains("결제됨"));
}

#[tokio::test]
async fn a_provider_that_does_not_answer_costs_the_page_nothing() {
    let script = Script::default().meet(Call::Begin, Fault::Away);
    let place = Ordering::with(Settings {
        script,
        ..Settings::default()
    })
    .await;
    let (mut jar, order) = place.shipped().await;
    let pressed = press(&place, &mut jar, &order, paths::PAY, "").await;
    assert!(
        pressed.location().ends_with("?refused=not-now"),
        "{}",
        pressed.location()
    );
    let html = jar.get_page(&place.shop, pressed.location()).await;
    assert!(html.text().contains("결제사가 지금 대답하지 않아요"));
    let pressed = press(&place, &mut jar, &order, paths::PAY, "").await;
    assert!(
        pressed.location().starts_with("/payments/test/"),
        "the second time it is there"
    );
}

#[tokio::test]
async fn a_pickup_has_its_code_when_it_is_ready_and_not_before() {
    let place = Ordering::open().await;
    let (mut jar, order) = place.paid(&[("MUG", 1)], picked_up("seongsu")).await;
    let code = order.fulfillments[0].code.unwrap().to_string();
    let has_code = |html: &str| {
        let shown = html.split("data-testid=\"pickup-code\"").nth(1);
        let shown = shown.map(|rest| rest.split("</p>").next().unwrap());
        let digits = shown.map(|shown| shown.replace(|c: char| !c.is_ascii_digit(), ""));
        assert_eq!(digits.is_some(), html.contains("수령 QR 코드"));
        digits.as_deref() == Some(code.as_str())
    };
    let html = jar.get_page(&place.shop, &page(&order)).await;
    assert!(!has_code(html.text()) && html.text().contains("수령 코드가 나와요"));
    let order = place.steps(&order, TO_READY).await;
    let html = jar.get_page(&place.shop, &page(&order)).await;
    assert!(has_code(html.text()), "{}", html.text());
    assert!(html.text().contains("성수점에서 찾아가실 수 있어요."));
    let shop = place.shop.shop();
    let part = order.fulfillments[0].id;
    let token = links::pickup_token(shop, order.number, part).await.unwrap();
    let read = async |token: &str| links::read_pickup_token(shop, token).await.unwrap();
    assert_eq!(read(&token).await, Some((order.number, part)));
    assert_eq!(
        read(&format!(" {}\r\n", token.to_lowercase())).await,
        Some((order.number, part))
    );
    let other = token.replace(":1:", ":2:");
    for forged in [
        "",
        "BAGUNI",
        &token[1..],
        &other,
        &format!("{token}:"),
        &format!("{token}0"),
    ] {
        assert_eq!(read(forged).await, None, "{forged}");
    }
    let order = place.step(&order, with_code(&order)).await;
    let html = jar.get_page(&place.shop, &page(&order)).await;
    assert!(!has_code(html.text()) && html.text().contains("모두 찾아가셨어요."));
}

#[tokio::test]
async fn what_no_place_can_send_is_the_shoppers_choice() {
    let place = Ordering::open().await;
    let rejected = async || {
        let (jar, order) = place.paid(&[("LAMP", 1), ("BOWL", 1)], shipped()).await;
        let lamp = order
            .fulfillments
            .iter()
            .find(|part| part.location.as_str() == "seongsu");
        let reject = Step::Reject(RejectReason::Damaged, Vec::new());
        let order = place.step_of(&order, lamp.unwrap().id, reject).await;
        assert_eq!(order.state, OrderState::OnHold);
        (jar, order)
    };
    let (mut jar, order) = rejected().await;
    let html = jar.get_page(&place.shop, &page(&order)).await;
    assert!(html.text().contains("어떻게 할까요?") && html.text().contains("달 조명"));
    press(&place, &mut jar, &order, paths::CHOOSE, "&choice=wait").await;
    let order = place.order(order.number).await;
    assert!(order.retry_at.is_some());
    let html = jar.get_page(&place.shop, &page(&order)).await;
    assert!(html.text().contains("다시 들어오기를 기다리고 있어요."));
    press(&place, &mut jar, &order, paths::CHOOSE, "&choice=elsewhere").await;
    assert_eq!(place.order(order.number).await, order, "that is no choice");
    press(&place, &mut jar, &order, paths::CHOOSE, "&choice=refund").await;
    let order = place
        .once(order.number, |order| {
            order.payment_status() == PaymentStatus::PartiallyRefunded
        })
        .await;
    assert_eq!(order.state, OrderState::Placed, "the rest goes on");
    assert_eq!(order.payments[0].refunded().minor, 120_000);
}

/// Posts the form that finds an order, from an address in the network.
async fn find(place: &Ordering, from: &str, number: &str, contact: &str) -> Answer {
    let form = form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("number", number), ("contact", contact)])
        .finish();
    let request = Request::post(paths::FIND)
        .header("host", "shop.test")
        .header("content-type", "application/x-www-form-urlencoded")
        .extension(Peer(from.parse().unwrap()))
        .body(Body::from(form));
    place.shop.ask(request.unwrap()).await
}

#[tokio::test]
async fn an_order_is_found_by_its_number_and_contact() {
    let place = Ordering::open().await;
    let (_, order) = place.shipped().await;
    let number = order.number.to_string();
    let empty = place.shop.get(paths::FIND).await;
    assert_eq!(empty.status, StatusCode::OK);
    for (at, contact) in ["Mina@shop.example", "01012345678"].into_iter().enumerate() {
        let typed = number.to_lowercase().replace('-', " ");
        let found = find(&place, &format!("203.0.113.{at}"), &typed, contact).await;
        assert_eq!(found.status, StatusCode::SEE_OTHER, "{contact}");
        let mut jar = Jar::default();
        let first = jar.get_page(&place.shop, found.location()).await;
        let page = jar.get_page(&place.shop, first.location()).await;
        assert_eq!(page.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn every_miss_is_answered_alike() {
    let place = Ordering::open().await;
    let (_, order) = place.shipped().await;
    let number = order.number.to_string();
    let mut seen = Vec::new();
    let misses = [
        (number.as_str(), "juno@shop.example"),
        (number.as_str(), "010-9999-9999"),
        (number.as_str(), "no contact"),
        ("7K3M-9QXT-2DW8", "mina@shop.example"),
        ("7K3M", "mina@shop.example"),
        ("", ""),
    ];
    for (at, (number, contact)) in misses.into_iter().enumerate() {
        let answer = find(&place, &format!("198.51.100.{at}"), number, contact).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
        let text = answer.text();
        assert!(
            text.contains("그런 주문을 찾지 못했어요."),
            "{number} {contact}"
        );
        // But for what was typed and the nonces, all of it.
        let page = text
            .split("<main")
            .nth(1)
            .unwrap()
            .split("</main>")
            .next()
            .unwrap();
        let [number, contact] = [number, contact].map(|typed| format!("value=\"{typed}\""));
        seen.push(page.replace(&number, "").replace(&contact, ""));
    }
    seen.dedup();
    assert_eq!(seen.len(), 1);
}

#[tokio::test]
async fn looking_is_limited_by_address_and_by_number() {
    let place = Ordering::open().await;
    let (_, order) = place.shipped().await;
    let number = order.number.to_string();
    for at in 0..5 {
        let answer = find(&place, &format!("192.0.2.{at}"), &number, "a@shop.example").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND);
    }
    // Not even whoever knows the contact: from elsewhere neither.
    let answer = find(&place, "192.0.2.77", &number, "mina@shop.example").await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.text().contains("너무 여러 번"), "{}", answer.text());
    let tries = (0..12).map(|at| {
        let number = baguni_commerce::order::OrderNumber::from_bits(at).to_string();
        let place = &place;
        async move {
            find(place, "203.0.113.9", &number, "a@shop.example")
                .await
                .status
        }
    });
    let statuses = futures_util::future::join_all(tries).await;
    let refused = statuses
        .iter()
        .filter(|one| **one == StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(refused.count(), 2, "ten from one address: {statuses:?}");
}

#[tokio::test]
async fn an_account_has_its_orders_and_those_of_the_guest_before() {
    let place = Ordering::open().await;
    let (mut jar, guest_order) = place.shipped().await;
    let to_sign_in = jar.get_page(&place.shop, paths::MINE).await;
    assert_eq!(to_sign_in.status, StatusCode::SEE_OTHER);
    assert!(to_sign_in.location().starts_with("/account/sign-in?next="));
    let fields = "email=mina%40shop.example&name=Mina&password=correct+horse+battery";
    let signed = jar.post(&place.shop, "/account/sign-up", fields).await;
    assert_eq!(signed.status, StatusCode::SEE_OTHER);
    let mut orders = vec![guest_order];
    for _ in 0..21 {
        place.put(&mut jar, &[("BOWL", 1)]).await;
        let order = place.place(&jar, shipped()).await;
        orders.push(
            place
                .act(
                    order.number,
                    baguni_commerce::order::Actor::Shopper,
                    Command::Cancel {
                        reason: "shopper".to_owned(),
                    },
                )
                .await,
        );
    }
    let (_, foreign) = place.shipped().await;
    let first = jar.get_page(&place.shop, paths::MINE).await;
    let text = first.text();
    assert_eq!(
        text.matches("/orders/").count() - text.matches(paths::FIND).count(),
        20
    );
    let more = text
        .split("?after=")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let second = jar
        .get_page(&place.shop, &format!("{}?after={more}", paths::MINE))
        .await;
    for order in &orders {
        let on = [&first, &second].map(|answer| answer.text().contains(&page(order)));
        assert!(on[0] != on[1], "each stands on one page");
        let seen = jar.get_page(&place.shop, &page(order)).await;
        assert_eq!(seen.status, StatusCode::OK);
    }
    for answer in [&first, &second] {
        assert!(!answer.text().contains(&page(&foreign)));
    }
    jar.post(&place.shop, "/account/sign-out", "").await;
    for order in &orders {
        let seen = jar.get_page(&place.shop, &page(order)).await;
        assert_eq!(
            seen.status,
            StatusCode::NOT_FOUND,
            "whoever has left sees nothing"
        );
    }
    let mut other = Jar::default();
    let fields = "email=juno%40shop.example&name=Juno&password=correct+horse+battery";
    other.post(&place.shop, "/account/sign-up", fields).await;
    let none = other.get_page(&place.shop, paths::MINE).await;
    assert!(none.text().contains("아직 주문이 없어요."));
}

#[tokio::test]
async fn what_an_associate_sells_is_the_customers() {
    let place = Ordering::open().await;
    let mut jar = Jar::default();
    let fields = "email=sora%40shop.example&name=Sora&password=correct+horse+battery";
    jar.post(&place.shop, "/account/sign-up", fields).await;
    let staff = Staff {
        account: place.visitor(&jar).await.shopper,
        ..staff(Role::Associate, Some("haeundae"))
    };
    let mut sale = Sale {
        id: CheckoutId([7; 16]),
        lines: "LAMP:1".parse().unwrap(),
        form: shipped(),
        total: None,
        locale: Locale::Ko,
        currency: Currency::Krw,
    };
    let priced = Box::pin(orders::sell(place.shop.shop(), &staff, sale.clone())).await;
    let PlaceAnswer::NotYet(priced) = priced.unwrap() else {
        panic!("nothing is sold before there is a price");
    };
    sale.total = Some(priced.chosen.total);
    let sold = Box::pin(orders::sell(place.shop.shop(), &staff, sale)).await;
    let PlaceAnswer::Placed(order) = sold.unwrap() else {
        panic!("it is sold");
    };
    let seen = jar.get_page(&place.shop, &page(&order)).await;
    assert_eq!(
        seen.status,
        StatusCode::NOT_FOUND,
        "it is not the associate's"
    );
    let mine = jar.get_page(&place.shop, paths::MINE).await;
    assert!(!mine.text().contains(&page(&order)));
    let key = links::sign(place.shop.shop(), Grant::Order(order.number)).await;
    let mut customer = Jar::default();
    let link = paths::with_key(order.number, &key.unwrap());
    customer.get_page(&place.shop, &link).await;
    let pressed = press(&place, &mut customer, &order, paths::PAY, "").await;
    assert!(
        pressed.location().starts_with("/payments/test/"),
        "the customer pays"
    );
}

#[tokio::test]
async fn an_open_page_hears_of_every_change() {
    let place = Ordering::open().await;
    let (jar, order) = place.paid(&[("MUG", 1)], shipped()).await;
    let events = async |seen: u32| {
        let path = format!("{}?seen={seen}", paths::at(paths::EVENTS, order.number));
        let request = Request::builder()
            .method(Method::GET)
            .uri(path)
            .header("host", "shop.test")
            .header("cookie", jar.header());
        let request = request.body(Body::empty()).unwrap();
        let response = place.shop.router().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        response.into_body()
    };
    let mut stale = events(order.version - 1).await;
    let next = async |body: &mut Body| {
        let frame = tokio::time::timeout(Duration::from_secs(5), body.frame()).await;
        let frame = frame.expect("it is told").unwrap().unwrap();
        frame.into_data().unwrap()
    };
    assert_eq!(
        &next(&mut stale).await[..],
        b"data: changed\n\n",
        "it was too late"
    );
    let mut fresh = events(order.version).await;
    assert_eq!(&next(&mut fresh).await[..], b": \n\n");
    place.step(&order, Step::Accept).await;
    assert_eq!(&next(&mut fresh).await[..], b"data: changed\n\n");
}

#[tokio::test]
async fn there_is_a_letter_for_each_step() {
    let place = Ordering::open().await;
    let (_, order) = place.paid(&[("MUG", 1)], shipped()).await;
    let number = order.number.to_string();
    let placed = place.drawer.letter("주문을 받았어요").await;
    assert_eq!(placed.to.as_str(), "mina@shop.example");
    assert!(placed.subject.contains(&number) && placed.text.contains("온기 머그 × 1"));
    assert!(placed.text.contains("27,000원"), "{}", placed.text);
    let link = placed
        .text
        .lines()
        .find(|line| line.starts_with("https://shop.example/orders/"));
    let path = link.unwrap().strip_prefix("https://shop.example").unwrap();
    let mut jar = Jar::default();
    let first = jar.get_page(&place.shop, path).await;
    assert_eq!(first.location(), page(&order), "its link opens the order");
    let order = place.steps(&order, to_carrier()).await;
    let sent = place.drawer.letter("상품을 보냈어요").await;
    assert!(sent.text.contains("6012-3456-7890"), "{}", sent.text);
    place.step(&order, Step::Deliver).await;
    place.drawer.letter("도착했어요").await;

    let (_, order) = place.paid(&[("MUG", 1)], picked_up("seongsu")).await;
    let order = place.steps(&order, TO_READY).await;
    let ready = place.drawer.letter("찾으러 오세요").await;
    let code = order.fulfillments[0].code.unwrap().to_string();
    assert!(
        ready.text.contains(&code) && ready.text.contains("성수점"),
        "{}",
        ready.text
    );
    place.step(&order, with_code(&order)).await;
    place.drawer.letter("찾아가셨어요").await;

    let (_, order) = place.shipped().await;
    place.pay(&order, Choice::Decline).await;
    place.drawer.letter("결제가 되지 않았어요").await;
    place.tick_after(&order, DAY).await;
    place.drawer.letter("주문이 끝났어요").await;

    let (mut jar, order) = place.paid(&[("MUG", 1)], shipped()).await;
    press(&place, &mut jar, &order, paths::CANCEL, "").await;
    place.drawer.letter("주문을 취소했어요").await;
    let refund = place.drawer.letter("환불했어요").await;
    assert!(refund.text.contains("27,000원을"), "{}", refund.text);

    let (_, order) = place.paid(&[("LAMP", 1)], shipped()).await;
    let reject = Step::Reject(RejectReason::Damaged, Vec::new());
    place.step(&order, reject).await;
    let choose = place.drawer.letter("골라 주세요").await;
    assert!(choose.text.contains("달 조명"), "{}", choose.text);

    let (_, order) = place.paid(&[("MUG", 1)], picked_up("seongsu")).await;
    let order = place.steps(&order, TO_READY).await;
    let missed = place.tick_after(&order, 8 * DAY).await;
    assert_eq!(missed.fulfillments[0].state, FulfillmentState::NoShow);
    place.drawer.letter("찾으러 오시지 않은 상품").await;

    let letters = place.drawer.letters();
    let subjects: Vec<_> = letters.iter().map(|letter| &letter.subject).collect();
    let mut once = subjects.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), subjects.len(), "none goes twice: {subjects:?}");
}

#[tokio::test]
async fn letters_are_in_the_language_of_the_order() {
    let settings = Settings {
        public_url: None,
        ..Settings::default()
    };
    let place = Ordering::with(settings).await;
    let jar = place.guest(&[("MUG", 1)]).await;
    let order = place.place_in(ENGLISH, &jar, picked_up("seongsu")).await;
    let order = place.pay(&order, Choice::Approve).await;
    let placed = place.drawer.letter("We have your order").await;
    assert!(placed.text.contains("Ongi mug × 1"), "{}", placed.text);
    assert!(
        placed.text.contains("Find an order"),
        "no link without an address: {}",
        placed.text
    );
    assert!(!placed.text.contains("http"), "{}", placed.text);
    place.steps(&order, TO_READY).await;
    let ready = place.drawer.letter("Ready to pick up").await;
    assert!(ready.text.contains("ready at Seongsu"), "{}", ready.text);
}

#[tokio::test]
async fn mail_that_does_not_work_delays_letters_and_nothing_else() {
    let place = Ordering::open().await;
    place.drawer.stick(true);
    let (_, order) = place.paid(&[("MUG", 1)], shipped()).await;
    let order = place.steps(&order, to_carrier()).await;
    assert_eq!(order.fulfillments[0].state, FulfillmentState::HandedOver);
    while place.drawer.tried() < 2 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert_eq!(place.drawer.letters(), []);
    let (_, other) = place.paid(&[("BOWL", 1)], shipped()).await;
    assert_eq!(other.state, OrderState::Placed, "money moves meanwhile");
    place.drawer.stick(false);
    place.drawer.letter("상품을 보냈어요").await;
    let other = other.number.to_string();
    let last = place.drawer.letter(&other).await;
    assert!(last.subject.contains("주문을 받았어요"));
    assert_eq!(place.drawer.letters().len(), 3, "each once");
}

#[tokio::test]
async fn another_process_goes_on_where_letters_stopped() {
    let first = Ordering::open().await;
    let (_, order) = first.paid(&[("MUG", 1)], shipped()).await;
    first.drawer.letter("주문을 받았어요").await;
    // The letter has gone; its event is marked after it.
    while !first
        .shop
        .storage
        .unread_events("letters", 10)
        .await
        .unwrap()
        .is_empty()
    {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let storage = std::sync::Arc::clone(&first.shop.storage);
    drop(first);
    let second = Ordering::over(storage, Settings::default()).await;
    second
        .act(
            order.number,
            merchant(),
            Command::Step(order.fulfillments[0].id, Step::Accept),
        )
        .await;
    let steps = [Step::Pick, Step::Pack, Step::HandOver { tracking: None }];
    let order = second.order(order.number).await;
    second.steps(&order, steps).await;
    second.drawer.letter("상품을 보냈어요").await;
    assert_eq!(
        second.drawer.letters().len(),
        1,
        "what was written is not written again"
    );
}
