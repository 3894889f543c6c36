//! Money and stock at the counter: what a till takes and gives back, what a sale holds, and what the
//! staff decide for a customer.

use crate::jar::Jar;
use crate::ordering::{
    Ordering, Settings, command_id, merchant, picked_up, shipped, staff as somebody,
};
use crate::staff::{self, BUYER, Floor, SALE, hidden, said, sign_up};
use axum::http::StatusCode;
use baguni_commerce::checkout::CheckoutForm;
use baguni_commerce::order::{
    Actor, Command, FulfillmentState as S, Order, OrderState, RefundState, RejectReason, Role, Step,
};
use baguni_commerce::{Currency, Locale, Money};
use baguni_server::orders::{self, PlaceAnswer, Sale};
use baguni_server::payments::test_provider::Choice;
use baguni_server::payments::{PaymentAsk, PaymentProvider, ProviderStatus};
use baguni_storage::CheckoutId;
use std::sync::Arc;
use std::time::Duration;

/// A mug to be picked up in Seongsu and paid there.
async fn reserved(ordering: &Ordering) -> Order {
    let form = CheckoutForm {
        payment: "store".to_owned(),
        ..picked_up("seongsu")
    };
    let jar = ordering.guest(&[("MUG", 1)]).await;
    ordering.place(&jar, form).await
}

fn till(ordering: &Ordering) -> Arc<dyn PaymentProvider> {
    let till = ordering.shop.shop().payments.get("store");
    Arc::clone(till.unwrap())
}

/// What the till has written of an order's payment.
async fn written(ordering: &Ordering, order: &Order) -> Option<ProviderStatus> {
    let payment = order.payment().unwrap().id;
    till(ordering).status(&payment).await.unwrap()
}

async fn call_off(ordering: &Ordering, order: &Order) -> Order {
    let reason = "by phone".to_owned();
    ordering
        .act(order.number, merchant(), Command::Cancel { reason })
        .await
}

async fn collect(floor: &Floor, order: &Order, fields: &str) -> String {
    let path = format!("/staff/orders/{}/collect", order.number);
    let fields = format!("command={}{fields}", hex(command_id().0));
    said(&floor.post(&floor.sora, &path, &fields).await).to_owned()
}

fn hex(bytes: [u8; 16]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn a_till_takes_what_is_asked_for_and_nothing_else() {
    let floor = staff::open().await;
    let order = reserved(&floor.ordering).await;
    for (fields, want) in [
        ("", "missing"),
        ("&amount=a", "missing"),
        ("&amount=1", "amount-differs"),
        ("&amount=48000", "amount-differs"),
    ] {
        assert_eq!(collect(&floor, &order, fields).await, want, "{fields}");
        assert_eq!(written(&floor.ordering, &order).await, None, "{fields}");
    }
    let gone = reserved(&floor.ordering).await;
    call_off(&floor.ordering, &gone).await;
    assert_eq!(collect(&floor, &gone, "&amount=24000").await, "moved");
    assert_eq!(written(&floor.ordering, &gone).await, None);
    let taken = collect(&floor, &order, "&amount=24000").await;
    assert_eq!(taken, "collected");
    assert!(floor.order(order.number).await.payment().unwrap().is_paid());
}

#[tokio::test]
async fn money_of_a_till_goes_back_by_hand() {
    let floor = staff::open().await;
    let order = reserved(&floor.ordering).await;
    collect(&floor, &order, "&amount=24000").await;
    call_off(&floor.ordering, &order).await;
    floor.ordering.drawer.letter("주문을 취소했어요").await;
    let owed = floor.order(order.number).await.payments[0].refunds[0].clone();
    assert_eq!(owed.state, RefundState::Pending, "nobody has given it back");
    let page = format!("/staff/orders/{}", order.number);
    let list = "/admin/orders?refund=at-till";
    let shows = async |jar: &Jar, path: &str, mark: &str| {
        let page = floor.get(jar, path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        page.text().contains(mark)
    };
    let number = order.number.to_string();
    assert!(shows(&floor.sora, &page, "data-testid=\"give-back\"").await);
    assert!(shows(&floor.sora, "/staff", "data-testid=\"today-give-back\"").await);
    assert!(
        !shows(
            &floor.elsewhere,
            "/staff",
            "data-testid=\"today-give-back\""
        )
        .await
    );
    assert!(shows(&floor.merchant, list, &number).await);
    let path = format!("{page}/refund");
    let fields = format!(
        "command={}&refund={}&act=given-back",
        hex(command_id().0),
        owed.id
    );
    let theirs = floor.post(&floor.elsewhere, &path, &fields).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    for _ in 0..2 {
        let given = floor.post(&floor.sora, &path, &fields).await;
        assert_eq!(said(&given), "given-back");
    }
    let letter = floor.ordering.drawer.letter("환불했어요").await;
    assert!(letter.text.contains("24,000원을"), "{}", letter.text);
    let letters = floor.ordering.drawer.letters();
    let refunds = letters.iter().filter(|one| one.subject.contains("환불"));
    assert_eq!(refunds.count(), 1);
    let book = written(&floor.ordering, &order).await.unwrap();
    assert_eq!(book.refunded, Money::new(24_000, Currency::Krw));
    assert!(!shows(&floor.sora, &page, "data-testid=\"give-back\"").await);
    assert!(!shows(&floor.sora, "/staff", "data-testid=\"today-give-back\"").await);
    assert!(!shows(&floor.merchant, list, &number).await);
}

async fn without_worker() -> Ordering {
    let settings = Settings {
        with_worker: false,
        ..Settings::default()
    };
    Ordering::with(settings).await
}

#[tokio::test]
async fn what_a_till_has_written_is_found_again_at_the_start() {
    let mut ordering = without_worker().await;
    let order = reserved(&ordering).await;
    let gone = reserved(&ordering).await;
    for order in [&order, &gone] {
        let payment = order.payment().unwrap();
        let ask = PaymentAsk {
            payment: payment.id,
            order_number: order.number.to_string(),
            amount: payment.amount,
            return_to: String::new(),
            locale: order.locale,
        };
        let till = till(&ordering);
        till.begin(&ask).await.unwrap();
        till.capture(&payment.id, payment.amount).await.unwrap();
    }
    call_off(&ordering, &gone).await;
    ordering.work();
    let paid = |order: &Order| order.payment().unwrap().is_paid();
    let order = ordering.once(order.number, paid).await;
    assert_eq!(order.kept(), order.totals.total);
    let gone = ordering.once(gone.number, paid).await;
    assert_eq!(gone.payments[0].refunds.len(), 1, "it is to be given back");
}

#[tokio::test]
async fn a_rejection_is_about_the_lines_that_it_names() {
    let floor = staff::open().await;
    let things = [("MUG", 1), ("LAMP", 1)];
    let (_, order) = floor.ordering.paid(&things, picked_up("seongsu")).await;
    let line = order.lines.iter().find(|line| line.sku.as_str() == "LAMP");
    let line = line.unwrap().id.0;
    let path = format!("/staff/orders/{}/1", order.number);
    let page = floor.get(&floor.sora, &path).await;
    assert!(page.text().contains("data-testid=\"reject-lines\""));
    let reject = async |lines: &str| {
        let id = hex(command_id().0);
        let fields = format!("command={id}&step=reject&reason=not_in_stock{lines}");
        said(&floor.post(&floor.sora, &path, &fields).await).to_owned()
    };
    assert_eq!(reject("&line=x").await, "missing");
    assert_eq!(reject("&line=99").await, "moved");
    assert_eq!(reject(&format!("&line={line}")).await, "rejected");
    let on_hand = async |sku| floor.ordering.level(sku, "seongsu").await.on_hand;
    assert_eq!(on_hand("MUG").await, 6, "it is there");
    assert_eq!(on_hand("LAMP").await, 0);
}

#[tokio::test]
async fn what_a_provider_would_not_give_back_is_asked_for_again() {
    let mut ordering = without_worker().await;
    let boss = sign_up(&ordering, "jiwoo", Some((Role::Merchant, ""))).await;
    let (_, order) = ordering.shipped().await;
    let shop = ordering.shop.shared();
    let begun = orders::pay(&shop, &order, String::new()).await;
    begun.unwrap();
    let payment = order.payment().unwrap().id;
    ordering
        .provider
        .choose(payment, Choice::Approve)
        .await
        .unwrap();
    orders::look_at_payments(&shop, order.number).await.unwrap();
    let order = call_off(&ordering, &order).await;
    let refund = order.payments[0].refunds[0].id;
    let refused = Command::SettleRefund {
        refund,
        succeeded: false,
    };
    let provider = Actor::Provider("test".to_owned());
    ordering.act(order.number, provider, refused).await;

    let page = format!("/admin/orders/{}", order.number);
    let get = async |path: &str| shop_page(&ordering, &boss, path).await;
    assert!(get(&page).await.contains("data-testid=\"refund-again\""));
    let number = order.number.to_string();
    assert!(get("/admin/orders?refund=refused").await.contains(&number));
    assert!(!get("/admin/orders?refund=at-till").await.contains(&number));
    let path = format!("/staff/orders/{}/refund", order.number);
    let id = hex(command_id().0);
    let fields = format!("command={id}&refund={refund}&act=again");
    let again = ordering.shop.post(&path, &boss.header(), &fields).await;
    assert_eq!(said(&again), "asked-again");
    assert!(again.location().starts_with(&page), "back to their page");
    ordering.work();
    let given = |order: &Order| order.payments[0].refunds[0].state == RefundState::Succeeded;
    let order = ordering.once(order.number, given).await;
    assert_eq!(order.payments[0].refunds.len(), 1);
}

async fn shop_page(ordering: &Ordering, jar: &Jar, path: &str) -> String {
    let cookie = jar.header();
    let page = ordering.shop.get_with(path, &[("cookie", &cookie)]).await;
    assert_eq!(page.status, StatusCode::OK, "{path}");
    page.text().to_owned()
}

#[tokio::test]
async fn managers_choose_for_a_customer() {
    let floor = staff::open().await;
    let (_, order) = floor.ordering.paid(&[("LAMP", 1)], shipped()).await;
    let reject = Step::Reject(RejectReason::TooBusy, Vec::new());
    let order = floor.ordering.step(&order, reject).await;
    assert_eq!(order.state, OrderState::OnHold);
    let page = format!("/staff/orders/{}", order.number);
    let mark = "data-testid=\"choose\"";
    assert!(
        !shop_page(&floor.ordering, &floor.sora, &page)
            .await
            .contains(mark)
    );
    assert!(
        shop_page(&floor.ordering, &floor.manager, &page)
            .await
            .contains(mark)
    );
    let path = format!("{page}/choose");
    let choose = async |jar: &Jar, choice: &str| {
        let fields = format!("command={}&choice={choice}", hex(command_id().0));
        floor.post(jar, &path, &fields).await
    };
    let theirs = choose(&floor.sora, "refund").await;
    assert_eq!(theirs.status, StatusCode::FORBIDDEN);
    assert_eq!(said(&choose(&floor.manager, "both").await), "missing");
    assert_eq!(said(&choose(&floor.manager, "wait").await), "done");
    assert!(floor.order(order.number).await.retry_at.is_some());
    assert_eq!(said(&choose(&floor.merchant, "refund").await), "done");
    let order = floor.order(order.number).await;
    assert_eq!(order.payments[0].refunded(), order.totals.total);
}

#[tokio::test]
async fn a_sale_is_not_in_its_own_way() {
    let floor = staff::open().await;
    let get = async |path: String| floor.get(&floor.sora, &path).await;
    let first = get(format!("{SALE}?lines=LAMP:2")).await;
    let sale = hidden(&first, "sale");
    let way = "method=pickup&location=seongsu&payment=store";
    let post = async |act: &str| {
        let fields = format!("sale={sale}&lines=LAMP:2&{BUYER}&{way}&act={act}");
        floor.post(&floor.sora, SALE, &fields).await
    };
    let held = post("price").await;
    let named = format!("sale={sale}");
    assert!(held.text().contains(&named), "the way back to the lines");
    let back = get(format!("/staff/sale?lines=LAMP:2&{named}")).await;
    assert!(back.text().contains(&named), "and on again");
    let again = get(format!("{SALE}?lines=LAMP:2&{named}")).await;
    assert_eq!(hidden(&again, "sale"), sale);
    let asked = post("price").await;
    assert!(!asked.text().contains("LAMP: "), "its own hold is its own");
    let sold = post("sell&total=240000").await;
    assert_eq!(sold.status, StatusCode::SEE_OTHER, "{}", sold.text());
    let next = get(format!("{SALE}?lines=MUG:1&{named}")).await;
    assert_ne!(hidden(&next, "sale"), sale, "what comes after is another");
}

#[tokio::test]
async fn a_sale_holds_stock_no_longer_for_being_asked_again() {
    let ordering = without_worker().await;
    let seller = somebody(Role::Associate, Some("seongsu"));
    let ask = async || {
        let sale = Sale {
            id: CheckoutId([7; 16]),
            lines: "LAMP:2".parse().unwrap(),
            form: picked_up("seongsu"),
            total: None,
            locale: Locale::Ko,
            currency: Currency::Krw,
        };
        let sold = orders::sell(ordering.shop.shop(), &seller, sale);
        match Box::pin(sold).await.unwrap() {
            PlaceAnswer::NotYet(standing) => standing.checkout.draft.held,
            other => panic!("only the price was asked: {other:?}"),
        }
    };
    let first = ask().await;
    tokio::time::sleep(Duration::from_millis(5)).await;
    let second = ask().await;
    assert_eq!(second.since, first.since);
    assert!(second.until > first.until);
}

#[tokio::test]
async fn a_store_that_is_full_sends_nothing_more() {
    let ordering = without_worker().await;
    let counts = [("MUG".parse().unwrap(), "seongsu".parse().unwrap(), 40)];
    let by = baguni_storage::Counting::imported("test");
    let storage = &ordering.shop.storage;
    let now = crate::ordering::now();
    storage.set_stock(&counts, by, now).await.unwrap();
    let shop = ordering.shop.shop();
    let stand = async || {
        let jar = ordering.guest(&[("LAMP", 1)]).await;
        let visitor = ordering.visitor(&jar).await;
        let shown = baguni_commerce::Localization::default();
        let channel = baguni_commerce::order::Channel::Web;
        let begun = orders::checkout::begin(shop, &visitor, shown, channel);
        let standing = Box::pin(begun).await.unwrap();
        let offers = orders::offers(shop, &standing.checkout).await.unwrap();
        (standing.problems, offers.shipped.missing.is_empty())
    };
    for _ in 0..29 {
        let order = reserved(&ordering).await;
        assert_eq!(order.fulfillments[0].state, S::Offered);
    }
    assert_eq!(stand().await, (Vec::new(), true));
    reserved(&ordering).await;
    let (problems, is_offered) = stand().await;
    assert!(!problems.is_empty() && !is_offered, "{problems:?}");
}
