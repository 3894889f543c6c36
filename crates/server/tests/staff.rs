//! The staff's screens over HTTP: who may see and do what, and the ways of an order through a store.

use crate::jar::Jar;
use crate::ordering::{Ordering, picked_up, shipped};
use crate::shop::Answer;
use axum::http::StatusCode;
use baguni_commerce::checkout::CheckoutForm;
use baguni_commerce::order::{FulfillmentState as S, Order, OrderNumber, Role};
use baguni_commerce::stock::TransferId;
use baguni_server::orders::links;
use baguni_storage::StorageError;

const PASSWORD: &str = "correct horse battery";

/// A shop with somebody of each kind at a screen.
pub struct Floor {
    pub ordering: Ordering,
    pub nobody: Jar,
    pub customer: Jar,
    pub sora: Jar,
    pub manager: Jar,
    pub elsewhere: Jar,
    pub merchant: Jar,
}

pub async fn open() -> Floor {
    let ordering = Ordering::open().await;
    Floor {
        nobody: Jar::default(),
        customer: sign_up(&ordering, "customer", None).await,
        sora: sign_up(&ordering, "sora", Some((Role::Associate, "seongsu"))).await,
        manager: sign_up(&ordering, "manager", Some((Role::Manager, "seongsu"))).await,
        elsewhere: sign_up(&ordering, "haeun", Some((Role::Associate, "haeundae"))).await,
        merchant: sign_up(&ordering, "jiwoo", Some((Role::Merchant, ""))).await,
        ordering,
    }
}

pub async fn sign_up(ordering: &Ordering, name: &str, works: Option<(Role, &str)>) -> Jar {
    let shop = &ordering.shop;
    let email = format!("{name}@baguni.example");
    let mut jar = Jar::default();
    let fields = format!("email={email}&name={name}&password={PASSWORD}");
    let answer = jar.post(shop, "/account/sign-up", &fields).await;
    assert_eq!(answer.location(), "/account", "{answer:?}");
    if let Some((role, place)) = works {
        let place = place.parse().ok();
        let appointed = shop
            .storage
            .appoint(&email.parse().unwrap(), role, place.as_ref(), 1)
            .await;
        appointed.unwrap();
    }
    jar
}

/// The value of the first hidden field of this name in a page.
pub fn hidden(answer: &Answer, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let text = answer.text();
    let start = text
        .find(&mark)
        .unwrap_or_else(|| panic!("no {name} in {text}"))
        + mark.len();
    text[start..].split('"').next().unwrap().to_owned()
}

pub fn said(answer: &Answer) -> &str {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    answer.location().split("said=").nth(1).unwrap_or_default()
}

impl Floor {
    pub async fn get(&self, jar: &Jar, path: &str) -> Answer {
        let shop = &self.ordering.shop;
        shop.get_with(path, &[("cookie", &jar.header())]).await
    }

    pub async fn post(&self, jar: &Jar, path: &str, fields: &str) -> Answer {
        self.ordering.shop.post(path, &jar.header(), fields).await
    }

    /// Presses the button of a part's page, so often with the same form.
    async fn press(&self, jar: &Jar, path: &str, step: &str, times: usize) -> Answer {
        let page = self.get(jar, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}: {page:?}");
        let fields = format!("command={}&step={step}", hidden(&page, "command"));
        let mut last = self.post(jar, path, &fields).await;
        for _ in 1..times {
            last = self.post(jar, path, &fields).await;
        }
        last
    }

    pub async fn order(&self, number: OrderNumber) -> Order {
        self.ordering.order(number).await
    }
}

fn part(order: &Order, id: u16) -> String {
    format!("/staff/orders/{}/{id}", order.number)
}

fn states(order: &Order) -> Vec<(String, S)> {
    let parts = order.fulfillments.iter();
    parts
        .map(|part| (part.location.to_string(), part.state))
        .collect()
}

/// Pages of a place, with an order that is there.
fn pages_of_staff(order: &Order) -> Vec<String> {
    let pages = [
        "/staff",
        "/staff/work",
        "/staff/pick",
        "/staff/hand-over",
        "/staff/stock",
        "/staff/stock?sku=MUG",
        "/staff/transfers",
        "/staff/sale",
        "/staff/sale/buyer?lines=MUG:1",
    ];
    let of_order = [part(order, 1), format!("/staff/orders/{}", order.number)];
    pages
        .map(str::to_owned)
        .into_iter()
        .chain(of_order)
        .collect()
}

fn pages_of_merchants(order: &Order) -> [String; 2] {
    [
        "/admin/orders".to_owned(),
        format!("/admin/orders/{}", order.number),
    ]
}

const COMMAND: &str = "command=00000000000000000000000000000001";
const ADJUST: &str = "/staff/stock/adjust";

/// What is posted, and whether an associate may.
fn forms(order: &Order) -> Vec<(String, String, bool)> {
    let number = order.number;
    let form = |path: &str, fields: &str, of_associates| {
        (
            path.to_owned(),
            format!("{COMMAND}&{fields}"),
            of_associates,
        )
    };
    let ones = "1".repeat(32);
    vec![
        form(&part(order, 1), "step=accept", true),
        form(
            &format!("/staff/orders/{number}/collect"),
            "amount=24000",
            true,
        ),
        form(
            &format!("/staff/orders/{number}/refund"),
            &format!("refund={ones}&act=given-back"),
            true,
        ),
        form(
            &format!("/staff/orders/{number}/choose"),
            "choice=wait",
            false,
        ),
        form("/staff/hand-over", "code=123456", true),
        form(ADJUST, "sku=MUG&reason=counted&quantity=1", false),
        form("/staff/stock/receive", "sku=MUG&quantity=1", true),
        form(
            "/staff/stock/transfer",
            "sku=MUG&quantity=1&to=icheon",
            true,
        ),
        form(
            "/staff/transfers",
            &format!("transfer={ones}&quantity=1"),
            true,
        ),
        form(
            "/staff/sale/buyer",
            &format!("lines=MUG:1&sale={ones}"),
            true,
        ),
        form("/staff/place", "place=seongsu", false),
        form(&format!("/admin/orders/{number}/cancel"), "reason=a", false),
    ]
}

#[tokio::test]
async fn every_door_is_shut_to_whoever_does_not_work_there() {
    let floor = open().await;
    let (_, order) = floor.ordering.paid(&[("LAMP", 1)], shipped()).await;
    let pages = pages_of_staff(&order)
        .into_iter()
        .chain(pages_of_merchants(&order));
    let mut asked: Vec<(String, Option<String>)> = vec![("/staff/events".to_owned(), None)];
    for path in pages {
        asked.extend([(path.clone(), None), (format!("/en{path}"), None)]);
    }
    for (path, fields, _) in forms(&order) {
        let fields = Some(fields);
        asked.extend([
            (path.clone(), fields.clone()),
            (format!("/en{path}"), fields),
        ]);
    }
    for (path, fields) in asked {
        let ask = async |jar| match &fields {
            Some(fields) => floor.post(jar, &path, fields).await,
            None => floor.get(jar, &path).await,
        };
        let answer = ask(&floor.nobody).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "nobody at {path}");
        assert!(answer.location().contains("/staff/sign-in?next="), "{path}");
        let answer = ask(&floor.customer).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "a customer at {path}");
        assert!(!answer.text().contains("달 조명"), "{path}");
    }
    assert_eq!(floor.order(order.number).await.version, order.version);
    assert_eq!(floor.ordering.level("MUG", "seongsu").await.on_hand, 6);
}

#[tokio::test]
async fn of_another_stores_order_there_is_nothing() {
    let floor = open().await;
    let (_, order) = floor.ordering.paid(&[("LAMP", 1)], shipped()).await;
    let number = order.number.to_string();
    for path in [part(&order, 1), format!("/staff/orders/{number}")] {
        let unknown = path.replace(&number, "0000-0000-0000");
        for path in [path, unknown] {
            let answer = floor.get(&floor.elsewhere, &path).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
    for (path, fields, _) in forms(&order).into_iter().take(2) {
        let answer = floor.post(&floor.elsewhere, &path, &fields).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(floor.order(order.number).await.version, order.version);
}

#[tokio::test]
async fn some_things_take_a_manager_or_a_merchant() {
    let floor = open().await;
    let (_, order) = floor.ordering.paid(&[("LAMP", 1)], shipped()).await;
    let check = async |jar: &Jar, path: &str, status: StatusCode| {
        assert_eq!(floor.get(jar, path).await.status, status, "{path}");
    };
    for path in pages_of_merchants(&order) {
        check(&floor.sora, &path, StatusCode::FORBIDDEN).await;
        check(&floor.manager, &path, StatusCode::FORBIDDEN).await;
        check(&floor.merchant, &path, StatusCode::OK).await;
    }
    for path in pages_of_staff(&order) {
        check(&floor.sora, &path, StatusCode::OK).await;
    }
    for (path, fields, of_associates) in forms(&order).into_iter().skip(2) {
        let answer = floor.post(&floor.sora, &path, &fields).await;
        let is_refused = answer.status == StatusCode::FORBIDDEN;
        assert_eq!(!is_refused, of_associates, "{path}");
        let is_a_managers = path == ADJUST || path.ends_with("/choose");
        if !is_a_managers && !of_associates {
            let answer = floor.post(&floor.manager, &path, &fields).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    assert_eq!(floor.order(order.number).await.version, order.version);
}

#[tokio::test]
async fn forms_of_other_sites_are_not_taken() {
    let floor = open().await;
    let (_, order) = floor.ordering.paid(&[("LAMP", 1)], shipped()).await;
    let headers = [
        ("cookie", floor.sora.header()),
        ("origin", "https://elsewhere.example".to_owned()),
    ];
    let headers = headers
        .each_ref()
        .map(|(name, value)| (*name, value.as_str()));
    let fields = "command=00000000000000000000000000000001&step=accept";
    let shop = &floor.ordering.shop;
    let answer = shop.post_with(&part(&order, 1), &headers, fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    assert_eq!(floor.order(order.number).await.version, order.version);
}

#[tokio::test]
async fn signing_in_leads_back_and_says_what_is_wrong() {
    let floor = open().await;
    let shop = &floor.ordering.shop;
    let mut jar = Jar::default();
    let wrong = "email=sora@baguni.example&password=wrong-password&next=/staff/pick";
    let answer = jar.post(shop, "/staff/sign-in", wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("sora@baguni.example"), "it is kept");
    assert!(!answer.text().contains("wrong-password"), "it is not");
    let right = format!("email=sora@baguni.example&password={PASSWORD}&next=/staff/pick");
    let answer = jar.post(shop, "/staff/sign-in", &right).await;
    assert_eq!(answer.location(), "/staff/pick");
    assert_eq!(floor.get(&jar, "/staff/pick").await.status, StatusCode::OK);
    let evil = format!("email=sora@baguni.example&password={PASSWORD}&next=//elsewhere.example");
    let answer = jar.post(shop, "/staff/sign-in", &evil).await;
    assert_eq!(answer.location(), "/staff");
    jar.post(shop, "/staff/sign-out", "").await;
    assert_eq!(
        floor.get(&jar, "/staff").await.status,
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn whoever_is_dismissed_is_out_at_once() -> Result<(), StorageError> {
    let floor = open().await;
    assert_eq!(
        floor.get(&floor.sora, "/staff").await.status,
        StatusCode::OK
    );
    let sora = "sora@baguni.example".parse().unwrap();
    assert!(floor.ordering.shop.storage.dismiss(&sora).await?);
    assert_eq!(
        floor.get(&floor.sora, "/staff").await.status,
        StatusCode::FORBIDDEN
    );
    Ok(())
}

/// LAMP is in Seongsu alone; MUG also in Haeundae and in the warehouse.
#[tokio::test]
async fn what_a_store_rejects_is_sent_from_elsewhere_at_once() {
    let floor = open().await;
    let (_, order) = floor
        .ordering
        .paid(&[("LAMP", 1), ("MUG", 1)], shipped())
        .await;
    assert_eq!(states(&order), [("seongsu".to_owned(), S::Offered)]);
    let path = part(&order, 1);
    let page = floor.get(&floor.sora, &path).await;
    assert!(
        page.text().contains("data-testid=\"why\""),
        "why this store"
    );
    assert!(!page.text().contains("김미나"), "the name is masked");
    assert!(page.text().contains("김*나"));

    let command = hidden(&page, "command");
    let reject = format!("command={command}&step=reject&reason=not_in_stock");
    assert_eq!(
        said(&floor.post(&floor.sora, &path, "step=reject").await),
        "missing"
    );
    let unsaid = format!("command={command}&step=reject");
    assert_eq!(
        said(&floor.post(&floor.sora, &path, &unsaid).await),
        "missing"
    );
    for _ in 0..5 {
        assert_eq!(
            said(&floor.post(&floor.sora, &path, &reject).await),
            "rejected"
        );
    }
    let order = floor.order(order.number).await;
    let found = states(&order);
    assert_eq!(found[0], ("seongsu".to_owned(), S::Rejected));
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[1].1, S::Offered, "the mug comes from elsewhere");
    assert_ne!(found[1].0, "seongsu");
    assert_eq!(order.unfulfillable.len(), 1, "nobody else has the lamp");
    assert_eq!(floor.ordering.level("LAMP", "seongsu").await.available(), 0);
    assert_eq!(floor.ordering.level("MUG", "seongsu").await.available(), 0);
}

#[tokio::test]
async fn a_parcel_leaves_the_store_step_by_step() {
    let floor = open().await;
    let (_, order) = floor.ordering.paid(&[("LAMP", 1)], shipped()).await;
    let path = part(&order, 1);
    let page = floor.get(&floor.sora, &path).await;
    assert!(
        !page.text().contains("연무장길"),
        "no address before it is accepted"
    );
    let work = floor.get(&floor.sora, "/staff/work?list=accept").await;
    assert!(work.text().contains(&order.number.to_string()));
    let other = floor.get(&floor.elsewhere, "/staff/work?list=accept").await;
    assert!(!other.text().contains(&order.number.to_string()));

    let mut version = order.version;
    for step in ["accept", "pick"] {
        assert_eq!(
            said(&floor.press(&floor.sora, &path, step, 5).await),
            "done"
        );
        let order = floor.order(order.number).await;
        assert_eq!(order.version, version + 1, "five presses are one step");
        version = order.version;
    }
    let picking = floor.get(&floor.sora, "/staff/pick").await;
    assert!(
        picking.text().contains("data-sku=\"LAMP\""),
        "{}",
        picking.text()
    );
    let stale = floor.press(&floor.sora, &path, "accept", 1).await;
    assert_eq!(said(&stale), "moved", "a page that is behind is told so");
    floor.press(&floor.sora, &path, "pack", 5).await;
    let label = floor.get(&floor.sora, &path).await;
    assert!(
        label.text().contains("연무장길"),
        "the label needs the address"
    );
    let tracking = format!(
        "command={}&step=hand-over&tracking=6012-3456",
        hidden(&label, "command")
    );
    assert_eq!(
        said(&floor.post(&floor.sora, &path, &tracking).await),
        "done"
    );
    let order = floor.order(order.number).await;
    assert_eq!(states(&order), [("seongsu".to_owned(), S::HandedOver)]);
    assert_eq!(order.fulfillments[0].tracking.as_deref(), Some("6012-3456"));
    let level = floor.ordering.level("LAMP", "seongsu").await;
    assert_eq!((level.on_hand, level.allocated), (2, 0));
}

/// An order to be paid at the counter in Seongsu, and what proves that somebody may have it.
async fn waiting(floor: &Floor, by_scan: bool) -> (Order, String) {
    let form = CheckoutForm {
        payment: "store".to_owned(),
        ..picked_up("seongsu")
    };
    let jar = floor.ordering.guest(&[("MUG", 1)]).await;
    let order = floor.ordering.place(&jar, form).await;
    for step in ["accept", "pick", "pack", "ready"] {
        let answer = floor.press(&floor.sora, &part(&order, 1), step, 2).await;
        assert_eq!(said(&answer), "done");
    }
    let part = &order.fulfillments[0];
    let shop = floor.ordering.shop.shop();
    let code = match by_scan {
        false => part.code.unwrap().to_string(),
        true => links::pickup_token(shop, order.number, part.id)
            .await
            .unwrap(),
    };
    (order, code)
}

async fn handed_over(by_scan: bool) {
    let floor = open().await;
    let (order, code) = waiting(&floor, by_scan).await;
    let path = part(&order, 1);
    let post = async |path: &str, fields: &str| floor.post(&floor.sora, path, fields).await;
    let typed = format!("code={code}");
    let other = floor
        .post(&floor.elsewhere, "/staff/hand-over", &typed)
        .await;
    assert_ne!(other.status, StatusCode::OK, "it waits in another store");
    let found = post("/staff/hand-over", &typed).await;
    assert!(
        found.text().contains("data-testid=\"collect\""),
        "it is not paid"
    );
    assert!(!found.text().contains("data-testid=\"hand-out\""));
    let early = format!("command={}&step=pick-up&code={code}", "a".repeat(32));
    assert_eq!(said(&post(&path, &early).await), "not-paid");

    let collect = format!("/staff/orders/{}/collect", order.number);
    let fields = format!(
        "command={}&amount={}",
        hidden(&found, "command"),
        hidden(&found, "amount")
    );
    for _ in 0..5 {
        assert_eq!(said(&post(&collect, &fields).await), "collected");
    }
    assert_eq!(floor.order(order.number).await.kept(), order.totals.total);

    let name = hidden(&post("/staff/hand-over", &typed).await, "command");
    let wrong = format!(
        "command={name}&step=pick-up&code=BAGUNI:{}:1:00",
        order.number
    );
    assert_eq!(said(&post(&path, &wrong).await), "wrong-code");
    let fields = format!("command={name}&step=pick-up&code={code}");
    for _ in 0..5 {
        assert_eq!(said(&post(&path, &fields).await), "handed-out");
    }
    let order = floor.order(order.number).await;
    assert_eq!(states(&order), [("seongsu".to_owned(), S::PickedUp)]);
    let again = post("/staff/hand-over", &typed).await;
    assert_eq!(again.status, StatusCode::SEE_OTHER, "it waits no longer");
    assert_eq!(floor.ordering.level("MUG", "seongsu").await.on_hand, 5);
}

#[tokio::test]
async fn a_pickup_is_handed_over_by_its_code_once_it_is_paid() {
    handed_over(false).await;
}

#[tokio::test]
async fn a_pickup_is_handed_over_by_a_scan_once_it_is_paid() {
    handed_over(true).await;
}

#[tokio::test]
async fn six_digits_are_not_found_by_trying() {
    let floor = open().await;
    let mut limited = 0;
    for code in 0..15 {
        let typed = format!("code={code:06}");
        let answer = floor.post(&floor.sora, "/staff/hand-over", &typed).await;
        limited += usize::from(said(&answer) == "too-many-codes");
    }
    assert_eq!(limited, 5, "ten at once");
    let answer = floor
        .post(&floor.manager, "/staff/hand-over", "code=000000")
        .await;
    assert_eq!(
        said(&answer),
        "wrong-code",
        "somebody else's tries are not counted"
    );
}

#[tokio::test]
async fn what_comes_from_another_place_is_received_and_made_ready() {
    let floor = open().await;
    let (_, order) = floor
        .ordering
        .paid(&[("BOWL", 1)], picked_up("seongsu"))
        .await;
    assert_eq!(states(&order), [("icheon".to_owned(), S::Offered)]);
    let path = part(&order, 1);
    let mut depot = floor.merchant.clone();
    depot
        .post(&floor.ordering.shop, "/staff/place", "place=icheon")
        .await;
    let page = floor.get(&floor.sora, &path).await;
    assert_eq!(
        page.status,
        StatusCode::OK,
        "the store sees what comes to it"
    );
    assert!(
        !page.text().contains("data-testid=\"next-step\""),
        "and waits"
    );
    let early = format!("command={}&step=accept", "b".repeat(32));
    let answer = floor.post(&floor.sora, &path, &early).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "it is not theirs yet");
    for step in ["accept", "pick", "pack", "hand-over"] {
        assert_eq!(
            said(&floor.press(&depot, &path, step, 1).await),
            "done",
            "{step}"
        );
    }
    let today = floor.get(&floor.sora, "/staff/work?list=incoming").await;
    assert!(today.text().contains(&order.number.to_string()));
    for step in ["receive", "ready"] {
        assert_eq!(
            said(&floor.press(&floor.sora, &path, step, 3).await),
            "done",
            "{step}"
        );
    }
    let order = floor.order(order.number).await;
    assert_eq!(states(&order), [("icheon".to_owned(), S::ReadyForPickup)]);
}

#[tokio::test]
async fn stock_is_corrected_received_and_sent_once_for_each_form() {
    let floor = open().await;
    let page = "/staff/stock?sku=MUG";
    let level = async |at| floor.ordering.level("MUG", at).await.on_hand;
    let command = hidden(&floor.get(&floor.manager, page).await, "command");
    let fields = format!("command={command}&sku=MUG&reason=counted&quantity=9");
    for _ in 0..3 {
        let answer = floor
            .post(&floor.manager, "/staff/stock/adjust", &fields)
            .await;
        assert_eq!(said(&answer), "done");
    }
    assert_eq!(level("seongsu").await, 9);
    let send = async |jar: &Jar, path: &str, more: &str| {
        let command = hidden(&floor.get(jar, page).await, "command");
        let fields = format!("command={command}&sku=MUG&{more}");
        for _ in 0..2 {
            floor.post(jar, path, &fields).await;
        }
        said(&floor.post(jar, path, &fields).await).to_owned()
    };
    let adjust = "/staff/stock/adjust";
    assert_eq!(
        send(&floor.manager, adjust, "reason=damaged&quantity=2").await,
        "done"
    );
    assert_eq!(level("seongsu").await, 7);
    assert_eq!(
        send(&floor.manager, adjust, "reason=lost&quantity=99").await,
        "number"
    );
    assert_eq!(
        send(&floor.manager, adjust, "reason=counted&quantity=-1").await,
        "number"
    );
    assert_eq!(
        send(&floor.manager, adjust, "reason=why&quantity=1").await,
        "missing"
    );
    assert_eq!(
        send(&floor.sora, "/staff/stock/receive", "quantity=3").await,
        "done"
    );
    assert_eq!(level("seongsu").await, 10);
    let transfer = "/staff/stock/transfer";
    assert_eq!(
        send(&floor.sora, transfer, "quantity=4&to=haeundae").await,
        "sent"
    );
    assert_eq!((level("seongsu").await, level("haeundae").await), (6, 6));
    assert_eq!(
        send(&floor.sora, transfer, "quantity=400&to=haeundae").await,
        "short"
    );
    assert_eq!(
        floor.ordering.shop.storage.check_ledger().await.unwrap(),
        []
    );
}

#[tokio::test]
async fn what_was_sent_arrives_where_it_was_sent_to_and_once() {
    let floor = open().await;
    let level = async |at| floor.ordering.level("MUG", at).await.on_hand;
    let fields = format!("command={}&sku=MUG&quantity=4&to=haeundae", "e".repeat(32));
    let sent = floor
        .post(&floor.sora, "/staff/stock/transfer", &fields)
        .await;
    assert_eq!(said(&sent), "sent");
    let open = floor
        .ordering
        .shop
        .storage
        .open_transfers(&"haeundae".parse().unwrap())
        .await;
    let id: TransferId = open.unwrap()[0].id;
    let fields = format!("command={}&transfer={id}&quantity=3", "c".repeat(32));
    let answer = floor.post(&floor.sora, "/staff/transfers", &fields).await;
    assert_eq!(
        said(&answer),
        "no-transfer",
        "whoever has sent it does not receive it"
    );
    let answer = floor
        .post(&floor.elsewhere, "/staff/transfers", &fields)
        .await;
    assert_eq!(said(&answer), "arrived");
    let answer = floor
        .post(&floor.elsewhere, "/staff/transfers", &fields)
        .await;
    assert_eq!(said(&answer), "no-transfer", "once");
    assert_eq!((level("seongsu").await, level("haeundae").await), (2, 9));
    assert_eq!(
        floor.ordering.shop.storage.check_ledger().await.unwrap(),
        []
    );
}

pub const BUYER: &str =
    "name=%EA%B9%80%EB%AF%B8%EB%82%98&phone=010-1234-5678&email=mina%40shop.example";

pub const SALE: &str = "/staff/sale/buyer";

/// The form of a sale of two bowls, which are in the warehouse alone, to be sent home.
fn sold_home(sale: &str) -> String {
    let way = "method=ship&shipping=standard&postcode=04782&payment=test\
        &street=%EC%84%9C%EC%9A%B8%20%EC%97%B0%EB%AC%B4%EC%9E%A5%EA%B8%B8%201";
    format!("sale={sale}&lines=BOWL:2&{BUYER}&{way}")
}

#[tokio::test]
async fn a_sale_is_priced_before_it_is_made() {
    let floor = open().await;
    let post = async |fields: String| floor.post(&floor.sora, SALE, &fields).await;
    let found = floor.get(&floor.sora, "/staff/sale?q=BOWL").await;
    assert!(found.text().contains("data-sku=\"BOWL\""), "it is found");
    let fields = sold_home(&"d".repeat(32));
    let bad = fields.replace("mina%40shop.example", "mina");
    let asked = post(format!("{bad}&act=price")).await;
    assert!(asked.text().contains("email-problem"), "said at the field");
    assert!(
        asked.text().contains("value=\"010-1234-5678\""),
        "what was typed is kept"
    );
    let asked = post(format!("{fields}&act=price")).await;
    assert_eq!(
        hidden(&asked, "total"),
        "39000",
        "two bowls and the way home"
    );
    let other = post(format!("{fields}&act=sell&total=1")).await;
    assert_eq!(other.status, StatusCode::OK, "another price is asked again");
}

#[tokio::test]
async fn what_is_sent_from_a_counter_goes_once_it_is_paid() {
    let floor = open().await;
    let fields = sold_home(&"e".repeat(32)).replace("payment=test", "payment=store");
    let sell = format!("{fields}&act=sell&total=39000");
    let sold = floor.post(&floor.sora, SALE, &sell).await;
    let order = sold.location().rsplit('/').next().unwrap().parse().unwrap();
    let order = floor.order(order).await;
    assert_eq!(states(&order), [("icheon".to_owned(), S::Routing)]);
    let page = floor.get(&floor.sora, sold.location()).await;
    let collect = format!(
        "command={}&amount={}",
        hidden(&page, "command"),
        hidden(&page, "amount")
    );
    let path = format!("/staff/orders/{}/collect", order.number);
    for _ in 0..2 {
        let taken = floor.post(&floor.sora, &path, &collect).await;
        assert_eq!(said(&taken), "collected");
    }
    let order = floor.order(order.number).await;
    assert_eq!(states(&order), [("icheon".to_owned(), S::Offered)]);
}

#[tokio::test]
async fn an_associate_sells_what_lies_elsewhere() {
    let floor = open().await;
    let page = floor
        .get(&floor.sora, &format!("{SALE}?lines=BOWL:2"))
        .await;
    let fields = sold_home(&hidden(&page, "sale"));
    let sell = format!("{fields}&act=sell&total=39000");
    let sold = floor.post(&floor.sora, SALE, &sell).await;
    let again = floor.post(&floor.sora, SALE, &sell).await;
    assert_eq!(sold.location(), again.location(), "one sale is one order");
    let number = sold.location().rsplit('/').next().unwrap().parse().unwrap();
    let order = floor.order(number).await;
    let origin = order.lines[0].origin.as_ref().unwrap();
    assert_eq!(origin.location.as_str(), "seongsu");
    assert_eq!(origin.associate.as_deref(), Some("sora"));
    assert_eq!(order.channel.code(), "store");
    assert_eq!(order.fulfillments[0].location.as_str(), "icheon");
    let page = floor.get(&floor.sora, sold.location()).await;
    assert!(
        page.text().contains("data-testid=\"order-link\""),
        "paid on the phone"
    );
    let theirs = floor.get(&floor.elsewhere, sold.location()).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn merchants_see_all_orders_and_call_them_off() {
    let floor = open().await;
    let (_, lamp) = floor.ordering.paid(&[("LAMP", 1)], shipped()).await;
    let (_, mug) = floor
        .ordering
        .paid(&[("MUG", 1)], picked_up("haeundae"))
        .await;
    let check = async |query: &str, [has_lamp, has_mug]: [bool; 2]| {
        let page = floor
            .get(&floor.merchant, &format!("/admin/orders?{query}"))
            .await;
        assert_eq!(page.status, StatusCode::OK, "{query}");
        assert_eq!(
            page.text().contains(&lamp.number.to_string()),
            has_lamp,
            "{query}"
        );
        assert_eq!(
            page.text().contains(&mug.number.to_string()),
            has_mug,
            "{query}"
        );
    };
    check("", [true, true]).await;
    check("location=seongsu", [true, false]).await;
    check("state=placed&channel=web&payment=paid", [true, true]).await;
    check("payment=refunded", [false, false]).await;
    check("channel=kiosk", [false, false]).await;
    check("from=2099-01-01", [false, false]).await;
    check("until=2099-01-01", [true, true]).await;
    check(&format!("text={}", lamp.number), [true, false]).await;
    check("state=nonsense&from=yesterday&after=x", [true, true]).await;

    let page = format!("/admin/orders/{}", lamp.number);
    let shown = floor.get(&floor.merchant, &page).await;
    assert!(
        shown.text().contains("mina@shop.example"),
        "merchants see whom to write to"
    );
    let command = hidden(&shown, "command");
    let cancel = format!("{page}/cancel");
    let unsaid = floor
        .post(&floor.merchant, &cancel, &format!("command={command}"))
        .await;
    assert_eq!(said(&unsaid), "missing", "a reason is kept");
    let fields = format!("command={command}&reason=by+phone");
    for _ in 0..3 {
        assert_eq!(
            said(&floor.post(&floor.merchant, &cancel, &fields).await),
            "cancelled"
        );
    }
    let order = floor.order(lamp.number).await;
    assert_eq!(states(&order), [("seongsu".to_owned(), S::Cancelled)]);
    let level = floor.ordering.level("LAMP", "seongsu").await;
    assert_eq!((level.on_hand, level.allocated), (3, 0));
}
