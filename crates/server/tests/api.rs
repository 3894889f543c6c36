//! The interface for other systems: what it answers, once, and to whom; and its description.

use crate::jar::Jar;
use crate::ordering::{Ordering, Settings, now, picked_up};
use crate::shop::Answer;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use baguni_commerce::order::{Order, OrderState, Role};
use baguni_server::accounts::Token;
use baguni_server::http::api;
use baguni_server::payments::test_provider::Choice;
use baguni_storage::{ANSWER_LIFE, Asked, NewApiKey, TakenUp};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering as Atomic};

/// Somebody who asks.
#[derive(Clone, Debug)]
pub enum Asker {
    Nobody,
    Key(String),
    Session(Jar),
}

static NEXT: AtomicU64 = AtomicU64::new(1);

/// A name for a request that no other has.
pub fn fresh() -> String {
    format!("request-{}", NEXT.fetch_add(1, Atomic::Relaxed))
}

/// A key of a system that works as this, at this place.
pub async fn key(place: &Ordering, role: Role, location: Option<&str>) -> Asker {
    let token = Token::random();
    let number = NEXT.fetch_add(1, Atomic::Relaxed);
    let new = NewApiKey {
        id: 0xa000 + number,
        name: format!("{}-{number}", role.code()),
        token: token.hash(),
        role,
        location: location.map(|at| at.parse().unwrap()),
    };
    place.shop.storage.add_api_key(new, 1).await.unwrap();
    Asker::Key(token.reveal())
}

pub async fn get(place: &Ordering, asker: &Asker, path: &str) -> Answer {
    let request = request(Method::GET, path, asker);
    place.shop.ask(request.body(Body::empty()).unwrap()).await
}

pub async fn post(place: &Ordering, asker: &Asker, path: &str, body: &Value) -> Answer {
    post_as(place, asker, path, &fresh(), body).await
}

pub async fn post_as(
    place: &Ordering,
    asker: &Asker,
    path: &str,
    name: &str,
    body: &Value,
) -> Answer {
    let request = request(Method::POST, path, asker)
        .header("idempotency-key", name)
        .header("content-type", "application/json");
    let body = Body::from(body.to_string());
    place.shop.ask(request.body(body).unwrap()).await
}

fn request(method: Method, path: &str, asker: &Asker) -> axum::http::request::Builder {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "shop.test")
        .header("accept-language", "en");
    match asker {
        Asker::Nobody => request,
        Asker::Key(token) => request.header("authorization", format!("Bearer {token}")),
        Asker::Session(jar) => request
            .header("cookie", jar.header())
            .header("sec-fetch-site", "same-origin"),
    }
}

/// What a system sells: mugs to a customer in front of the counter.
pub fn form(quantity: u32) -> Value {
    json!({
        "lines": [{ "sku": "MUG", "quantity": quantity }],
        "email": "mina@shop.example", "name": "김미나", "phone": "010-1234-5678",
        "method": "ship",
        "address": {
            "postcode": "04782", "street": "서울 성동구 연무장길 1", "detail": "3층",
        },
        "shipping": "standard", "payment": "test", "locale": "en",
    })
}

fn to_pick_up(at: &str) -> Value {
    let mut form = form(1);
    form["method"] = "pickup".into();
    form["location"] = at.into();
    form["payment"] = "store".into();
    form
}

/// An order that a system has placed, as it was answered.
pub async fn sold(place: &Ordering, asker: &Asker, form: Value) -> Value {
    let checkout = post(place, asker, "/api/v1/checkouts", &form).await;
    assert_eq!(checkout.status, StatusCode::OK, "{}", checkout.text());
    let checkout = checkout.json();
    assert_eq!(checkout["problems"], json!([]), "{checkout}");
    let order = json!({
        "checkout": checkout["checkout"], "total": checkout["quote"]["total"], "form": form,
    });
    let placed = post(place, asker, "/api/v1/orders", &order).await;
    assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.text());
    fits("PlacedOrder", &placed.json());
    placed.json()
}

#[track_caller]
fn refused(answer: &Answer, status: u16, kind: &str) -> Value {
    assert_eq!(answer.status.as_u16(), status, "{}", answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["type"], format!("/api/v1/problems/{kind}"));
    assert_eq!(problem["status"], status);
    fits("Problem", &problem);
    problem
}

async fn without_worker() -> Ordering {
    let settings = Settings {
        with_worker: false,
        ..Settings::default()
    };
    Ordering::with(settings).await
}

#[tokio::test]
async fn products_are_told_page_by_page() {
    let place = without_worker().await;
    let mut handles = Vec::new();
    let mut path = "/api/v1/products?limit=2".to_owned();
    loop {
        let page = get(&place, &Asker::Nobody, &path).await;
        assert_eq!(page.status, StatusCode::OK);
        let page = page.json();
        fits("ProductList", &page);
        let told = page["data"].as_array().unwrap();
        handles.extend(
            told.iter()
                .map(|one| one["handle"].as_str().unwrap().to_owned()),
        );
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/v1/products?limit=2&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(handles, ["bowl", "lamp", "mug"]);
    let mug = get(&place, &Asker::Nobody, "/api/v1/products/mug")
        .await
        .json();
    fits("Product", &mug);
    let price = json!({ "amount_minor": 24_000, "currency": "KRW" });
    assert_eq!(mug["variants"][0]["prices"][0]["amount"], price);
    assert_eq!(mug["variants"][0]["in_stock"], true);
}

#[tokio::test]
async fn what_cannot_be_asked_is_told_where() {
    let place = without_worker().await;
    let check = async |path: &str, status: u16, kind: &str, field: &str| {
        let answer = get(&place, &Asker::Nobody, path).await;
        let problem = refused(&answer, status, kind);
        let told = problem["errors"][0]["field"].as_str().unwrap_or_default();
        assert_eq!(told, field, "{path}");
    };
    check("/api/v1/products?limit=0", 422, "invalid", "limit").await;
    check("/api/v1/products?limit=101", 422, "invalid", "limit").await;
    check("/api/v1/products?cursor=x", 422, "invalid", "cursor").await;
    check("/api/v1/products?colour=red", 422, "invalid", "colour").await;
    check("/api/v1/products/nothing", 404, "not-found", "").await;
    check("/api/v1/products/..a%20b", 404, "not-found", "").await;
    check("/api/v1/nothing", 404, "not-found", "").await;
    check("/api/v1/problems/nothing", 404, "not-found", "").await;
    check("/api/v1/stock", 401, "unauthenticated", "").await;
    check("/api/v1/orders", 401, "unauthenticated", "").await;
    check("/api/v1/stock/adjustments", 405, "method-not-allowed", "").await;
    let bad = Asker::Key("nothing".to_owned());
    refused(
        &get(&place, &bad, "/api/v1/products").await,
        401,
        "unauthenticated",
    );
    let unknown = Asker::Key(Token::random().reveal());
    let answer = get(&place, &unknown, "/api/v1/products").await;
    refused(&answer, 401, "unauthenticated");
    assert_eq!(answer.header("www-authenticate"), "Bearer");
}

#[tokio::test]
async fn problems_are_told_in_the_askers_language_and_explained() {
    let place = without_worker().await;
    let ask = async |language: &str| {
        let headers = [("accept-language", language)];
        place.shop.get_with("/api/v1/orders", &headers).await.json()
    };
    let (korean, english) = (ask("ko").await, ask("en-GB").await);
    assert_eq!(english["title"], "A key or a session is needed");
    assert_ne!(korean["title"], english["title"]);
    let told = get(&place, &Asker::Nobody, english["type"].as_str().unwrap()).await;
    assert_eq!(told.status, StatusCode::OK);
    assert_eq!(told.json()["title"], english["title"]);
}

#[tokio::test]
async fn stores_are_told_to_everybody_and_warehouses_to_keys() {
    let place = without_worker().await;
    let check = async |asker: &Asker, want: &[&str]| {
        let told = get(&place, asker, "/api/v1/locations").await.json();
        fits("LocationList", &told);
        let told = told["data"].as_array().unwrap().iter();
        let told: Vec<_> = told.map(|one| one["handle"].as_str().unwrap()).collect();
        assert_eq!(told, want);
    };
    check(&Asker::Nobody, &["seongsu", "haeundae"]).await;
    let clerk = key(&place, Role::Associate, Some("seongsu")).await;
    check(&clerk, &["icheon", "seongsu", "haeundae"]).await;
}

#[tokio::test]
async fn stock_is_told_corrected_and_sent() {
    let place = without_worker().await;
    let manager = key(&place, Role::Manager, Some("seongsu")).await;
    let page = get(&place, &manager, "/api/v1/stock?sku=MUG&location=seongsu")
        .await
        .json();
    fits("StockList", &page);
    let level = json!({
        "location": "seongsu", "on_hand": 6, "allocated": 0, "reserved": 0, "safety": 1,
        "available": 5,
    });
    assert_eq!(page["data"][0]["levels"], json!([level]));
    let all = get(&place, &manager, "/api/v1/stock?limit=1").await.json();
    assert_eq!(all["data"][0]["sku"], "BOWL");
    let cursor = all["next_cursor"].as_str().unwrap();
    let next = get(
        &place,
        &manager,
        &format!("/api/v1/stock?limit=1&cursor={cursor}"),
    )
    .await;
    assert_eq!(next.json()["data"][0]["sku"], "LAMP");

    let path = "/api/v1/stock/adjustments";
    let count = json!({ "sku": "MUG", "location": "seongsu", "to": 9, "reason": "counted" });
    let adjusted = post(&place, &manager, path, &count).await;
    assert_eq!(adjusted.json()["on_hand"], 9, "{}", adjusted.text());
    fits("StockLevel", &adjusted.json());
    let check = async |body: Value, status: u16, kind: &str| {
        let answer = post(&place, &manager, path, &body).await;
        refused(&answer, status, kind);
        assert_eq!(place.level("MUG", "seongsu").await.on_hand, 9);
    };
    let with = |name: &str, value: Value| {
        let mut body = count.clone();
        body[name] = value;
        body
    };
    check(with("location", "haeundae".into()), 403, "forbidden").await;
    check(with("sku", "NOTHING".into()), 422, "invalid").await;
    check(with("reason", "mood".into()), 422, "invalid").await;
    check(with("by", 1.into()), 422, "invalid").await;
    check(with("to", (-1).into()), 422, "invalid").await;
    check(with("too", 1.into()), 422, "invalid").await;

    let send = json!({ "sku": "MUG", "from": "seongsu", "to": "haeundae", "quantity": 2 });
    let sent = post(&place, &manager, "/api/v1/stock/transfers", &send).await;
    assert_eq!(sent.status, StatusCode::CREATED, "{}", sent.text());
    fits("Transfer", &sent.json());
    let receive = format!(
        "/api/v1/stock/transfers/{}/receive",
        sent.json()["id"].as_str().unwrap()
    );
    let arrived = json!({ "arrived": 2 });
    refused(
        &post(&place, &manager, &receive, &arrived).await,
        404,
        "not-found",
    );
    let there = key(&place, Role::Associate, Some("haeundae")).await;
    let coming = get(&place, &there, "/api/v1/stock/transfers").await.json();
    assert_eq!(coming["data"][0]["quantity"], 2);
    let received = post(&place, &there, &receive, &arrived).await;
    assert_eq!(received.json()["received"], 2, "{}", received.text());
    assert_eq!(place.level("MUG", "haeundae").await.on_hand, 8);
    assert_eq!(place.shop.storage.check_ledger().await.unwrap(), []);
}

#[tokio::test]
async fn a_system_sells_and_hands_over() {
    let place = Ordering::open().await;
    let clerk = key(&place, Role::Associate, Some("seongsu")).await;
    let placed = sold(&place, &clerk, to_pick_up("seongsu")).await;
    let order = &placed["order"];
    assert_eq!(order["channel"], "store");
    assert_eq!(order["lines"][0]["origin"]["location"], "seongsu");
    assert_eq!(
        order["contact"]["email"],
        Value::Null,
        "an associate needs none"
    );
    let number = order["number"].as_str().unwrap();
    let path = format!("/api/v1/orders/{number}");
    let step = async |name: &str, body: Value| {
        let path = format!("{path}/fulfillments/1/{name}");
        post(&place, &clerk, &path, &body).await
    };
    for name in ["accept", "pick", "pack", "ready"] {
        let answer = step(name, json!({})).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.text());
        fits("Order", &answer.json());
    }
    refused(&step("accept", json!({})).await, 409, "refused");
    refused(&step("dance", json!({})).await, 404, "not-found");
    refused(
        &step("pick-up", json!({ "code": "12" })).await,
        422,
        "invalid",
    );
    let part = place.order(number.parse().unwrap()).await.fulfillments[0].clone();
    let code = part.code.unwrap();
    let other = format!("{:06}", (code.0 + 1) % 1_000_000);
    refused(
        &step("pick-up", json!({ "code": other })).await,
        409,
        "refused",
    );
    let right = json!({ "code": code.to_string() });
    refused(&step("pick-up", right.clone()).await, 409, "refused");
    let paid = post(&place, &clerk, &format!("{path}/collect"), &json!({})).await;
    assert_eq!(paid.json()["payment_status"], "paid", "{}", paid.text());
    let handed = step("pick-up", right).await;
    assert_eq!(handed.json()["state"], "completed", "{}", handed.text());
    let signature = placed["page"].as_str().unwrap().split_once("key=").unwrap();
    let by_link = format!("{path}?key={}", signature.1);
    let own = get(&place, &Asker::Nobody, &by_link).await;
    assert!(own.text().contains(&code.to_string()));
    assert!(
        !own.text().contains("associate-"),
        "who of the staff it was is theirs"
    );
    let order = get(&place, &clerk, &path).await.json();
    let history = order["history"].as_array().unwrap();
    assert!(history.iter().any(|event| event["kind"] == "picked_up"));
    assert!(
        !order.to_string().contains(&code.to_string()),
        "the code is the shopper's"
    );
}

#[tokio::test]
async fn codes_of_pickups_cannot_be_tried_one_after_another() {
    let place = Ordering::open().await;
    let clerk = key(&place, Role::Associate, Some("seongsu")).await;
    let placed = sold(&place, &clerk, to_pick_up("seongsu")).await;
    let number = placed["order"]["number"].as_str().unwrap();
    let path = format!("/api/v1/orders/{number}/fulfillments/1/pick-up");
    let mut answers = Vec::new();
    for code in 0..12 {
        let body = json!({ "code": format!("{code:06}") });
        answers.push(post(&place, &clerk, &path, &body).await);
    }
    let last = answers.last().unwrap();
    refused(last, 429, "too-many-requests");
    assert!(last.header("retry-after").parse::<u64>().unwrap() > 0);
}

#[tokio::test]
async fn what_stands_against_a_sale_is_told_at_its_field() {
    let place = without_worker().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let check = async |spoil: fn(&mut Value), field: &str| {
        let mut form = form(1);
        spoil(&mut form);
        let checkout = post(&place, &merchant, "/api/v1/checkouts", &form).await;
        assert_eq!(checkout.status, StatusCode::OK, "{}", checkout.text());
        let checkout = checkout.json();
        fits("Checkout", &checkout);
        let names = |told: &Value| {
            let told = told.as_array().unwrap().iter();
            told.map(|one| one["field"].as_str().unwrap().to_owned())
                .collect::<Vec<_>>()
        };
        let told = names(&checkout["problems"]);
        assert!(told.iter().any(|told| told == field), "{checkout}");
        let order = json!({
            "checkout": checkout["checkout"], "total": checkout["quote"]["total"], "form": form,
        });
        let problem = post(&place, &merchant, "/api/v1/orders", &order).await;
        let problem = refused(&problem, 422, "not-yet");
        assert_eq!(names(&problem["errors"]), told);
        assert_eq!(
            place
                .shop
                .storage
                .count_orders(<_>::default())
                .await
                .unwrap(),
            0
        );
    };
    check(|form| form["email"] = "mina".into(), "email").await;
    check(
        |form| form["address"]["postcode"] = "1".into(),
        "address.postcode",
    )
    .await;
    check(|form| form["shipping"] = "by-ship".into(), "shipping").await;
    check(|form| form["payment"] = "favours".into(), "payment").await;
    check(|form| form["codes"] = json!(["NOTHING"]), "codes").await;
    check(|form| form["lines"] = json!([]), "lines").await;
    check(|form| form["lines"][0]["quantity"] = 9_000.into(), "lines").await;
    check(
        |form| {
            form["method"] = "pickup".into();
            form["location"] = "nowhere".into();
        },
        "location",
    )
    .await;
    let mut form = form(1);
    form["lines"][0]["quantity"] = 0.into();
    let problem = post(&place, &merchant, "/api/v1/checkouts", &form).await;
    let problem = refused(&problem, 422, "invalid");
    assert_eq!(problem["errors"][0]["field"], "lines.0.quantity");
}

#[tokio::test]
async fn a_changed_total_is_asked_again() {
    let place = without_worker().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let total = json!({ "amount_minor": 1, "currency": "KRW" });
    let order = json!({ "total": total, "form": form(1) });
    let problem = post(&place, &merchant, "/api/v1/orders", &order).await;
    let problem = refused(&problem, 422, "not-yet");
    assert_eq!(problem["errors"][0]["code"], "price-changed");
    let now = &problem["checkout"]["quote"]["total"];
    assert_eq!(*now, json!({ "amount_minor": 27_000, "currency": "KRW" }));
    let order = json!({
        "checkout": problem["checkout"]["checkout"], "total": now, "form": form(1),
    });
    let placed = post(&place, &merchant, "/api/v1/orders", &order).await;
    assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.text());
    let again = post(&place, &merchant, "/api/v1/orders", &order).await;
    assert_eq!(again.status, StatusCode::OK, "the checkout is one order");
    assert_eq!(
        again.json()["order"]["number"],
        placed.json()["order"]["number"]
    );
}

#[tokio::test]
async fn a_shopper_orders_what_is_in_the_cart() {
    let place = Ordering::open().await;
    let jar = place.guest(&[("MUG", 2)]).await;
    let mina = Asker::Session(jar.clone());
    let mut form = form(1);
    let problem = post(&place, &mina, "/api/v1/checkouts", &form).await;
    refused(&problem, 422, "invalid");
    form.as_object_mut().unwrap().remove("lines");
    let checkout = post(&place, &mina, "/api/v1/checkouts", &form).await.json();
    assert_eq!(checkout["problems"], json!([]), "{checkout}");
    let mut order = json!({
        "checkout": checkout["checkout"], "confirmed": checkout["confirmed"],
        "total": checkout["quote"]["total"], "terms": false,
    });
    let other = Asker::Session(place.guest(&[("MUG", 1)]).await);
    let problem = post(&place, &other, "/api/v1/orders", &order).await;
    refused(&problem, 404, "not-found");
    let problem = post(&place, &mina, "/api/v1/orders", &order).await;
    let problem = refused(&problem, 422, "not-yet");
    assert_eq!(problem["errors"][0]["field"], "terms");
    order["terms"] = true.into();
    let placed = post(&place, &mina, "/api/v1/orders", &order).await;
    assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.text());
    let placed = placed.json();
    assert_eq!(placed["order"]["contact"]["email"], "mina@shop.example");
    assert!(placed["pay_at"].is_string(), "it is paid at the provider's");
    assert_eq!(jar.cart(&place.shop).await, "", "it has left the cart");

    let number = placed["order"]["number"].as_str().unwrap();
    let own = get(&place, &mina, "/api/v1/orders").await.json();
    fits("OrderList", &own);
    assert_eq!(own["data"][0]["number"], number);
    assert_eq!(
        get(&place, &other, "/api/v1/orders").await.json()["data"],
        json!([])
    );
    let signature = placed["page"]
        .as_str()
        .unwrap()
        .split_once("key=")
        .unwrap()
        .1;
    let path = format!("/api/v1/orders/{number}");
    let by_link = get(&place, &Asker::Nobody, &format!("{path}?key={signature}")).await;
    assert_eq!(by_link.status, StatusCode::OK);
    let forged = get(
        &place,
        &Asker::Nobody,
        &format!("{path}?key={}", "0".repeat(32)),
    )
    .await;
    refused(&forged, 404, "not-found");
    let cancelled = post(&place, &mina, &format!("{path}/cancel"), &json!({})).await;
    assert_eq!(
        cancelled.json()["state"],
        "cancelled",
        "{}",
        cancelled.text()
    );
}

#[tokio::test]
async fn orders_are_found_page_by_page() {
    let place = Ordering::open().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let mut placed = BTreeSet::new();
    for _ in 0..3 {
        placed.insert(place.shipped().await.1.number.to_string());
    }
    let (_, picked) = Box::pin(place.paid(&[("LAMP", 1)], picked_up("seongsu"))).await;
    placed.insert(picked.number.to_string());
    let mut path = "/api/v1/orders?limit=1".to_owned();
    let mut found = BTreeSet::new();
    loop {
        let page = get(&place, &merchant, &path).await.json();
        let told = page["data"].as_array().unwrap();
        assert_eq!(told.len(), 1);
        assert!(found.insert(told[0]["number"].as_str().unwrap().to_owned()));
        match page["next_cursor"].as_str() {
            Some(cursor) => path = format!("/api/v1/orders?limit=1&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(found, placed);
    let check = async |asker: &Asker, query: &str, want: usize| {
        let page = get(&place, asker, &format!("/api/v1/orders?{query}")).await;
        assert_eq!(page.status, StatusCode::OK, "{query}: {}", page.text());
        assert_eq!(
            page.json()["data"].as_array().unwrap().len(),
            want,
            "{query}"
        );
    };
    check(&merchant, "state=placed", 1).await;
    check(&merchant, "state=placed&state=pending_payment", 4).await;
    check(&merchant, "channel=store", 0).await;
    check(&merchant, "location=seongsu", 1).await;
    check(&merchant, "email=mina@shop.example", 4).await;
    check(&merchant, "from=2000-01-01&until=2000-01-02", 0).await;
    let there = key(&place, Role::Associate, Some("haeundae")).await;
    check(&there, "", 0).await;
    let answer = get(&place, &there, "/api/v1/orders?location=seongsu").await;
    refused(&answer, 403, "forbidden");
    let here = key(&place, Role::Associate, Some("seongsu")).await;
    check(&here, "", 1).await;
    let answer = get(&place, &merchant, "/api/v1/orders?state=lost").await;
    refused(&answer, 422, "invalid");
}

#[tokio::test]
async fn a_request_counts_once_under_its_name() {
    let place = Ordering::open().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let total = json!({ "amount_minor": 27_000, "currency": "KRW" });
    let order = json!({ "total": total, "form": form(1) });
    let send = async |asker: &Asker, name: &str, body: &Value| {
        post_as(&place, asker, "/api/v1/orders", name, body).await
    };
    let first = send(&merchant, "one", &order).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    let again = send(&merchant, "one", &order).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.header("content-type"), "application/json");
    let other = json!({ "total": total, "form": form(2) });
    refused(
        &send(&merchant, "one", &other).await,
        422,
        "idempotency-key-used",
    );
    let path = "/api/v1/checkouts";
    let elsewhere = post_as(&place, &merchant, path, "one", &order).await;
    refused(&elsewhere, 422, "idempotency-key-used");
    let another = key(&place, Role::Merchant, None).await;
    let theirs = send(&another, "one", &order).await;
    assert_eq!(
        theirs.status,
        StatusCode::CREATED,
        "another's names are their own"
    );
    assert_eq!(
        place
            .shop
            .storage
            .count_orders(<_>::default())
            .await
            .unwrap(),
        2
    );

    let wrong = json!({ "total": total });
    let told = send(&merchant, "two", &wrong).await;
    refused(&told, 422, "invalid");
    let again = send(&merchant, "two", &wrong).await;
    assert_eq!(again.body, told.body, "refusals are kept too");
    assert_eq!(again.header("content-type"), "application/problem+json");
    refused(
        &send(&merchant, " ", &order).await,
        400,
        "idempotency-key-missing",
    );
    refused(
        &send(&merchant, &"x".repeat(256), &order).await,
        400,
        "idempotency-key-missing",
    );
}

#[tokio::test]
async fn an_asker_who_goes_away_finds_the_answer_later() {
    let place = Ordering::open().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let total = json!({ "amount_minor": 27_000, "currency": "KRW" });
    let order = json!({ "total": total, "form": form(1) });
    let send = || post_as(&place, &merchant, "/api/v1/orders", "lost", &order);
    let placed = async {
        let storage = &place.shop.storage;
        while storage.count_orders(<_>::default()).await.unwrap() == 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        () = placed => {}
        _ = send() => {}
    }
    for _ in 0..2_000 {
        let again = send().await;
        if again.status != StatusCode::CONFLICT {
            assert_eq!(again.status, StatusCode::CREATED, "{}", again.text());
            assert_eq!(again.header("idempotency-replayed"), "true");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("nobody has kept the answer");
}

/// As if the process had ended between what a request did and its answer.
async fn forget_answer(place: &Ordering, name: &str) {
    let (system, _) = place.shop.storage.api_keys().await.unwrap().remove(0);
    let asked = Asked {
        caller: format!("key:{}", system.account),
        name: name.to_owned(),
        fingerprint: [0; 32],
    };
    let storage = &place.shop.storage;
    let much_later = now() + 2 * ANSWER_LIFE;
    let taken = storage.take_up(asked.clone(), much_later).await.unwrap();
    assert_eq!(taken, TakenUp::Go);
    storage.let_go(&asked).await.unwrap();
}

#[tokio::test]
async fn what_was_done_before_an_answer_was_lost_is_not_done_again() {
    let place = Ordering::open().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let again = async |path: &str, body: Value| {
        let name = fresh();
        let first = post_as(&place, &merchant, path, &name, &body).await;
        assert!(first.status.is_success(), "{path}: {}", first.text());
        forget_answer(&place, &name).await;
        let second = post_as(&place, &merchant, path, &name, &body).await;
        assert!(second.status.is_success(), "{path}: {}", second.text());
        assert_eq!(
            second.header("idempotency-replayed"),
            "",
            "it was asked anew"
        );
        (first.json(), second.json())
    };
    let fewer = json!({ "sku": "MUG", "location": "icheon", "by": -1, "reason": "lost" });
    again("/api/v1/stock/adjustments", fewer).await;
    assert_eq!(place.level("MUG", "icheon").await.on_hand, 19);
    let send = json!({ "sku": "MUG", "from": "icheon", "to": "seongsu", "quantity": 2 });
    let (first, second) = again("/api/v1/stock/transfers", send).await;
    assert_eq!(first["id"], second["id"]);
    assert_eq!(place.level("MUG", "icheon").await.on_hand, 17);
    let total = json!({ "amount_minor": 27_000, "currency": "KRW" });
    let sale = json!({ "total": total, "form": form(1) });
    let (first, second) = again("/api/v1/orders", sale).await;
    assert_eq!(first["order"]["number"], second["order"]["number"]);
    assert_eq!(first["page"], second["page"]);
    let number = first["order"]["number"].as_str().unwrap();
    assert_eq!(
        place
            .shop
            .storage
            .count_orders(<_>::default())
            .await
            .unwrap(),
        1
    );
    let cancel = format!("/api/v1/orders/{number}/cancel");
    let (_, second) = again(&cancel, json!({ "reason": "mistake" })).await;
    assert_eq!(second["state"], "cancelled");
    assert_eq!(place.shop.storage.check_ledger().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twins_of_a_request_are_one() {
    let place = Ordering::open().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let total = json!({ "amount_minor": 27_000, "currency": "KRW" });
    let order = json!({ "total": total, "form": form(1) });
    let twins = (0..12).map(|_| post_as(&place, &merchant, "/api/v1/orders", "twin", &order));
    let answers = futures_util::future::join_all(twins).await;
    let mut numbers = BTreeSet::new();
    for answer in answers {
        match answer.status {
            StatusCode::CREATED => {
                numbers.insert(answer.json()["order"]["number"].to_string());
            }
            _ => {
                refused(&answer, 409, "in-progress");
                assert_eq!(answer.header("retry-after"), "1");
            }
        }
    }
    assert_eq!(numbers.len(), 1);
    assert_eq!(
        place
            .shop
            .storage
            .count_orders(<_>::default())
            .await
            .unwrap(),
        1
    );
    assert_eq!(place.shop.storage.check_ledger().await.unwrap(), []);
}

#[tokio::test]
async fn bad_bodies_are_refused() {
    let place = without_worker().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let send = async |body: String, kind: &str| {
        let request = request(Method::POST, "/api/v1/orders", &merchant)
            .header("idempotency-key", fresh())
            .header("content-type", kind);
        place
            .shop
            .ask(request.body(Body::from(body)).unwrap())
            .await
    };
    let json = "application/json";
    refused(&send("{".to_owned(), json).await, 400, "malformed");
    refused(&send("[]".to_owned(), json).await, 422, "invalid");
    let text = send("{}".to_owned(), "text/plain").await;
    refused(&text, 415, "not-json");
    let long = format!("\"{}\"", "x".repeat(70_000));
    refused(&send(long, json).await, 413, "too-large");
    let deep = "[".repeat(10_000);
    refused(&send(deep, json).await, 422, "invalid");
}

#[tokio::test]
async fn other_sites_cannot_act_for_a_shopper() {
    let place = without_worker().await;
    let jar = place.guest(&[("MUG", 1)]).await;
    let request = Request::builder()
        .method(Method::POST)
        .uri("/api/v1/checkouts")
        .header("host", "shop.test")
        .header("cookie", jar.header())
        .header("sec-fetch-site", "cross-site")
        .header("accept-language", "en")
        .header("idempotency-key", "a")
        .header("content-type", "application/json");
    let answer = place
        .shop
        .ask(request.body(Body::from("{}")).unwrap())
        .await;
    refused(&answer, 403, "foreign-origin");
}

#[tokio::test]
async fn who_asks_too_often_has_to_wait() {
    let place = without_worker().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let mut last = get(&place, &merchant, "/api/v1/problems/invalid").await;
    for _ in 0..2_000 {
        if last.status != StatusCode::OK {
            break;
        }
        last = get(&place, &merchant, "/api/v1/problems/invalid").await;
    }
    refused(&last, 429, "too-many-requests");
    assert!(last.header("retry-after").parse::<u64>().unwrap() > 0);
    let other = key(&place, Role::Merchant, None).await;
    let answer = get(&place, &other, "/api/v1/problems/invalid").await;
    assert_eq!(
        answer.status,
        StatusCode::OK,
        "another's requests are counted apart"
    );
}

#[tokio::test]
async fn a_revoked_key_opens_nothing() {
    let place = without_worker().await;
    let merchant = key(&place, Role::Merchant, None).await;
    assert_eq!(
        get(&place, &merchant, "/api/v1/stock").await.status,
        StatusCode::OK
    );
    let (system, _) = place.shop.storage.api_keys().await.unwrap().remove(0);
    place
        .shop
        .storage
        .revoke_api_key(&system.name)
        .await
        .unwrap();
    refused(
        &get(&place, &merchant, "/api/v1/stock").await,
        401,
        "unauthenticated",
    );
}

/// Every value of a request by others: none may come to a fault of ours, and each refusal has the
/// shape that is described.
#[tokio::test]
async fn no_value_is_too_strange() {
    let place = Ordering::open().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let total = json!({ "amount_minor": 27_000, "currency": "KRW" });
    let requests = [
        ("/api/v1/checkouts", form(1)),
        (
            "/api/v1/orders",
            json!({ "total": total, "form": form(1), "checkout": "a" }),
        ),
        (
            "/api/v1/stock/adjustments",
            json!({ "sku": "LAMP", "location": "seongsu", "by": 1, "reason": "found" }),
        ),
        (
            "/api/v1/stock/transfers",
            json!({ "sku": "LAMP", "from": "seongsu", "to": "icheon", "quantity": 1 }),
        ),
    ];
    let strange = [
        json!(null),
        json!(-1),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!("\u{0}\u{202e}'); DROP TABLE customer_order; --"),
        json!("가".repeat(5_000)),
        json!([]),
        json!({}),
        json!([[[]]]),
    ];
    let mut asked = 0;
    for (path, body) in requests {
        for pointer in pointers(&body, "") {
            for value in &strange {
                let mut body = body.clone();
                *body.pointer_mut(&pointer).unwrap() = value.clone();
                let answer = post(&place, &merchant, path, &body).await;
                let status = answer.status.as_u16();
                assert!(
                    status < 500 && status != 429,
                    "{path} {body}: {}",
                    answer.text()
                );
                if status >= 400 {
                    fits("Problem", &answer.json());
                }
                asked += 1;
            }
        }
    }
    assert!(asked > 400, "{asked}");
    assert_eq!(place.shop.storage.check_ledger().await.unwrap(), []);
}

/// Where the values of a document are.
fn pointers(value: &Value, at: &str) -> Vec<String> {
    let mut found = vec![at.to_owned()];
    for (n, entry) in value.as_array().into_iter().flatten().enumerate() {
        found.extend(pointers(entry, &format!("{at}/{n}")));
    }
    for (name, member) in value.as_object().into_iter().flatten() {
        found.extend(pointers(member, &format!("{at}/{name}")));
    }
    found
}

#[tokio::test]
async fn what_no_handler_sees_is_a_problem_too() {
    let place = without_worker().await;
    let long = format!("/api/v1/products?cursor={}", "x".repeat(9_000));
    let answer = get(&place, &Asker::Nobody, &long).await;
    refused(&answer, 414, "address-too-long");
    let climbing = get(&place, &Asker::Nobody, "/api/v1/products/../orders").await;
    refused(&climbing, 400, "malformed");
}

#[test]
fn keys_are_made_listed_and_revoked_at_the_command_line() {
    let folder = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", folder.path().join("shop.sqlite").display());
    let run = |words: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_baguni"))
            .args(["--database", &database, "api-key"])
            .args(words)
            .output()
            .unwrap();
        let told = String::from_utf8(output.stdout).unwrap().trim().to_owned();
        (output.status.success(), told)
    };
    let (added, key) = run(&["add", "books", "--role", "merchant"]);
    assert!(added);
    key.parse::<Token>().expect("it is told, and nothing else");
    assert_eq!(
        run(&["list"]),
        (true, "books: merchant, everywhere".to_owned())
    );
    assert!(
        !run(&["add", "books", "--role", "merchant"]).0,
        "the name is taken"
    );
    assert!(
        !run(&["add", "till", "--role", "associate"]).0,
        "it works nowhere"
    );
    let at = ["--location", "nowhere"];
    assert!(!run(&["add", "till", "--role", "manager", at[0], at[1]]).0);
    assert!(run(&["revoke", "books"]).0);
    assert!(!run(&["revoke", "books"]).0);
    let (_, told) = run(&["list"]);
    assert!(told.contains("no keys"), "{told}");
}

/// What is kept under `docs`; `BAGUNI_WRITE_DOCS=1` writes it anew.
fn as_kept(name: &str, now: &str) {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(name);
    if std::env::var_os("BAGUNI_WRITE_DOCS").is_some() {
        std::fs::write(&file, now).unwrap();
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    let again = "BAGUNI_WRITE_DOCS=1 cargo test -p baguni-server api::";
    assert!(
        kept == now,
        "docs/{name} is not what the shop says now: {again}"
    );
}

fn described() -> Value {
    serde_json::to_value(api::document()).unwrap()
}

#[test]
fn the_description_is_the_one_that_is_kept() {
    let written = serde_json::to_string_pretty(&described()).unwrap();
    as_kept("openapi.json", &format!("{written}\n"));
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let described = described();
    assert_eq!(described["openapi"], "3.1.0");
    let mut told = BTreeSet::new();
    for (path, methods) in described["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            told.insert((method.to_uppercase(), path.clone()));
        }
    }
    let routes = api::routes().into_iter();
    let routes = routes.map(|(method, path)| (method.to_owned(), path.to_owned()));
    assert_eq!(told, routes.collect());
}

/// Whether a value has all that its schema requires and nothing that it does not know, all the way
/// down.
#[track_caller]
fn fits(name: &str, value: &Value) {
    let described = described();
    let schema = json!({ "$ref": format!("#/components/schemas/{name}") });
    let mut faults = Vec::new();
    compare(&described, &schema, value, name, &mut faults);
    assert!(faults.is_empty(), "{faults:#?}\n{value:#}");
}

fn compare(all: &Value, schema: &Value, value: &Value, at: &str, faults: &mut Vec<String>) {
    if let Some(name) = schema["$ref"].as_str() {
        let schema = &all["components"]["schemas"][name.rsplit('/').next().unwrap()];
        assert!(schema.is_object(), "{name} is not described");
        return compare(all, schema, value, at, faults);
    }
    if let Some(one_of) = schema["oneOf"].as_array() {
        let fitting = one_of.iter().any(|schema| {
            let mut faults = Vec::new();
            compare(all, schema, value, at, &mut faults);
            faults.is_empty()
        });
        if !fitting {
            faults.push(format!("{at} fits none of what it may be"));
        }
        return;
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        Value::String(only) => vec![&**only],
        _ => return,
    };
    let kind = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    if !types.contains(&kind) {
        faults.push(format!("{at} is {kind} and not {types:?}"));
    }
    for (n, entry) in value.as_array().into_iter().flatten().enumerate() {
        compare(all, &schema["items"], entry, &format!("{at}.{n}"), faults);
    }
    let Some(members) = value.as_object() else {
        return;
    };
    for required in schema["required"].as_array().into_iter().flatten() {
        if !members.contains_key(required.as_str().unwrap()) {
            faults.push(format!("{at}.{required} is missing"));
        }
    }
    for (name, member) in members {
        match &schema["properties"][name] {
            Value::Null => faults.push(format!("{at}.{name} is not described")),
            schema => compare(all, schema, member, &format!("{at}.{name}"), faults),
        }
    }
}

/// The page of examples, made of requests that were asked and answers that were given.
struct Told {
    page: String,
    number: String,
}

impl Told {
    fn say(&mut self, words: &str) {
        self.page.push_str(words);
    }

    fn example(&mut self, curl: &str, answer: &Answer) {
        let mut shown = answer.json();
        self.settle(&mut shown);
        let status = answer.status.as_u16();
        let shown = serde_json::to_string_pretty(&shown).unwrap();
        self.page.push_str(&format!(
            "```sh\n{curl}\n```\n\nIt is answered with {status}:\n\n```json\n{shown}\n```\n\n"
        ));
    }

    /// What differs each time is shown as one.
    fn settle(&self, value: &mut Value) {
        match value {
            Value::Array(entries) => entries.iter_mut().for_each(|one| self.settle(one)),
            Value::Object(members) => members.values_mut().for_each(|one| self.settle(one)),
            Value::String(text) => *text = self.settled(text),
            _ => {}
        }
    }

    fn settled(&self, text: &str) -> String {
        let is_hex = |part: &str| part.len() == 32 && part.bytes().all(|b| b.is_ascii_hexdigit());
        if is_hex(text) {
            return "3f9c1e5a7b2d4860aa17c3e9d05b6f24".to_owned();
        }
        let bytes = text.as_bytes();
        let digits = |at: &[usize]| at.iter().all(|at| bytes[*at].is_ascii_digit());
        if text.len() == 24 && text.ends_with('Z') && digits(&[0, 3, 5, 8, 11, 20]) {
            return "2026-11-24T05:00:00.000Z".to_owned();
        }
        if text.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-' && digits(&[0, 5, 8]) {
            return "2026-11-26".to_owned();
        }
        if text.starts_with("staff:") {
            return "staff:9f31c07be2d54a68:books".to_owned();
        }
        let known = text.replace(&self.number, SHOWN);
        match known.split_once("key=") {
            Some((before, _)) => format!("{before}key=3f9c1e5a7b2d4860aa17c3e9d05b6f24"),
            None => match known.rsplit_once('/') {
                Some((before, last)) if is_hex(last) => {
                    format!("{before}/3f9c1e5a7b2d4860aa17c3e9d05b6f24")
                }
                _ => known,
            },
        }
    }
}

const INTRODUCTION: &str = "\
# The HTTP interface

Products, stock and orders for other systems: a till, a warehouse, a marketplace. All of it is
described in [openapi.json](openapi.json), which a running shop tells at `/api/v1/openapi.json`. What
follows was asked of a small shop by a test, and answered so; the test writes this page.

- **Who asks.** A system sends `Authorization: Bearer KEY`. `baguni api-key add till --role associate
  --location seongsu` makes a key and shows it once; `baguni api-key revoke till` ends it at once. A
  key is an associate's, a manager's or a merchant's, and may do what they may: an associate's and a
  manager's only at their own place, whatever is asked. A shopper's browser is known by its session
  and may do so from the shop's own pages.
- **Once.** Every POST carries an `Idempotency-Key` of up to 255 visible characters. Sent again within
  a day it changes nothing and is answered as before, with `Idempotency-Replayed: true`. The same name
  with another body is 422; while the first is still worked on, a second is 409 with `Retry-After`.
- **Values.** Amounts are whole numbers of minor units with their currency, moments are RFC 3339 in
  UTC, days are days in Seoul.
- **Pages** of lists have up to 100 entries (`limit`) and go on with `cursor`, the `next_cursor` of the
  page before; it stays good whatever comes and goes in between.
- **Problems** are RFC 9457: `type` names the kind and is an address that explains it, `title` and
  `detail` are Korean or English as `Accept-Language` asks, `errors` says what is wrong at which field.
- **Limits.** Bodies up to 64 KiB; 600 requests at once for each key and one more every second. More
  is 429 with `Retry-After`.

## Get the products

Everybody may.

";

/// What was asked and answered, in the order of the page.
struct Examples {
    form: Value,
    order: Value,
    unready: Value,
    number: String,
    products: Answer,
    stock: Answer,
    priced: Answer,
    placed: Answer,
    problem: Answer,
    accepted: Answer,
    followed: Answer,
}

async fn examples() -> Examples {
    let place = Ordering::open().await;
    let merchant = key(&place, Role::Merchant, None).await;
    let products = get(&place, &Asker::Nobody, "/api/v1/products?limit=1").await;
    let stock = get(&place, &merchant, "/api/v1/stock?sku=MUG").await;
    let form = json!({
        "lines": [{ "sku": "MUG", "quantity": 2 }],
        "email": "mina@shop.example", "name": "Kim Mina", "phone": "010-1234-5678",
        "method": "ship", "shipping": "standard", "payment": "test", "locale": "en",
        "address": { "postcode": "04782", "street": "서울 성동구 연무장길 1", "detail": "3층" },
    });
    let priced = post_as(&place, &merchant, "/api/v1/checkouts", "price-1042", &form).await;
    let (checkout, total) = (&priced.json()["checkout"], &priced.json()["quote"]["total"]);
    let unready = json!({ "total": total, "form": { "lines": form["lines"] } });
    let order = json!({ "checkout": checkout, "total": total, "form": form });
    let placed = post_as(&place, &merchant, "/api/v1/orders", "sale-1042", &order).await;
    assert_eq!(placed.status, StatusCode::CREATED, "{}", placed.text());
    let number = placed.json()["order"]["number"]
        .as_str()
        .unwrap()
        .to_owned();
    let sold = place.order(number.parse().unwrap()).await;
    place.pay(&sold, Choice::Approve).await;
    let is_placed = |order: &Order| order.state == OrderState::Placed;
    place.once(sold.number, is_placed).await;
    let path = format!("/api/v1/orders/{number}");
    let accept = format!("{path}/fulfillments/1/accept");
    Examples {
        products,
        stock,
        priced,
        placed,
        problem: post(&place, &merchant, "/api/v1/orders", &unready).await,
        accepted: post_as(&place, &merchant, &accept, "accept-1042", &json!({})).await,
        followed: get(&place, &merchant, &path).await,
        form,
        order,
        unready,
        number,
    }
}

const AT: &str = "https://shop.example/api/v1";
const SHOWN: &str = "7K3M-9QXT-2DW8";
const KEY: &str = "-H \"Authorization: Bearer $KEY\"";

fn curl(path: &str, name: &str, body: &Value) -> String {
    format!(
        "curl {KEY} -H 'Idempotency-Key: {name}' \\\n  -H 'Content-Type: application/json' \
         '{AT}/{path}' \\\n  -d '{body}'"
    )
}

#[tokio::test]
async fn the_examples_are_what_is_answered() {
    let mut asked = examples().await;
    let mut told = Told {
        page: INTRODUCTION.to_owned(),
        number: asked.number,
    };
    told.settle(&mut asked.order);
    told.example(&format!("curl '{AT}/products?limit=1'"), &asked.products);
    told.say("## See where they are\n\n");
    told.example(&format!("curl {KEY} '{AT}/stock?sku=MUG'"), &asked.stock);
    told.say(
        "## Place an order\n\nFirst it is priced. Its stock is held for ten minutes under the name in \
         `checkout`.\n\n",
    );
    told.example(&curl("checkouts", "price-1042", &asked.form), &asked.priced);
    told.say("Then it is placed, with the total that the customer has agreed to.\n\n");
    told.example(&curl("orders", "sale-1042", &asked.order), &asked.placed);
    told.say(
        "The customer pays at `pay_at`, on the till's screen or on a phone. What stands against an \
         order is told field by field, and beside it what it would cost:\n\n",
    );
    told.example(&curl("orders", "sale-1043", &asked.unready), &asked.problem);
    told.say(
        "## Follow it\n\nOnce it is paid for, the place that sends it is asked, and accepts.\n\n",
    );
    let accept = format!("orders/{SHOWN}/fulfillments/1/accept");
    told.example(&curl(&accept, "accept-1042", &json!({})), &asked.accepted);
    told.say("`history` says what has happened, oldest first.\n\n");
    told.example(
        &format!("curl {KEY} '{AT}/orders/{SHOWN}'"),
        &asked.followed,
    );
    let open = format!("curl {KEY} '{AT}/orders?state=placed&open=true'");
    told.say(&format!(
        "All that are still to be sent:\n\n```sh\n{open}\n```\n"
    ));
    as_kept("api.md", &told.page);
}
