//! The test provider's page and the address for notifications, over HTTP.

use super::contract::{ask, won};
use crate::shop::{Answer, TestShop};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use baguni_commerce::{Locale, PaymentId, PaymentState};
use baguni_server::accounts::peer::Peer;
use baguni_server::payments::test_provider::{Choice, Script};
use baguni_server::payments::{
    AtStore, Notifications, PaymentAsk, PaymentProvider, Payments, TestProvider,
};
use std::sync::Arc;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::TryRecvError;

struct Place {
    shop: TestShop,
    provider: Arc<TestProvider>,
    notified: Receiver<PaymentId>,
}

async fn open() -> Place {
    let notifications = Notifications::default();
    let provider = TestProvider::scripted(Script::default(), notifications.clone());
    let provider = Arc::new(provider);
    let payments = Payments::new(notifications)
        .with(Arc::new(AtStore::in_memory()))
        .with_test(Arc::clone(&provider));
    let notified = payments.notified();
    Place {
        shop: TestShop::with_payments(payments).await,
        provider,
        notified,
    }
}

impl Place {
    async fn begin(&self, ask: &PaymentAsk) -> String {
        self.provider.begin(ask).await.unwrap();
        TestProvider::page(ask)
    }

    async fn state(&self, payment: &PaymentId) -> PaymentState {
        let status = self.provider.status(payment).await.unwrap();
        status.unwrap().state
    }

    /// Posts what a provider would, from an address.
    async fn post_json(&self, from: &str, path: &str, body: &str) -> Answer {
        let request = Request::post(path)
            .header("host", "shop.test")
            .header("content-type", "application/json")
            .extension(Peer(from.parse().unwrap()))
            .body(Body::from(body.to_owned()));
        self.shop.ask(request.unwrap()).await
    }

    async fn press(&self, page: &str, choice: &str) -> Answer {
        self.shop.post(page, "", &format!("choice={choice}")).await
    }
}

#[tokio::test]
async fn the_page_shows_what_is_paid_and_what_can_be_answered() {
    let place = open().await;
    let check = async |locale, amount: &str, words: &[&str]| {
        let ask = PaymentAsk {
            locale,
            ..ask(won(1_234_000))
        };
        let page = place.shop.get(&place.begin(&ask).await).await;
        assert_eq!(page.status, StatusCode::OK);
        let text = page.text();
        let language = format!("<html lang=\"{}\">", locale.code());
        for word in [amount, &ask.order_number, &language].iter().chain(words) {
            assert!(text.contains(word), "{word} is missing in {text}");
        }
        for choice in ["approve", "decline", "confirm", "late", "twice", "never"] {
            assert!(text.contains(&format!("value=\"{choice}\"")), "{choice}");
        }
        assert!(!text.contains("<script"), "it needs no script");
        assert_eq!(page.header("cache-control"), "no-store");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{policy}");
        assert!(text.contains("noindex"));
    };
    check(Locale::Ko, "1,234,000원", &["승인하기", "거절하기"]).await;
    check(Locale::En, "₩1,234,000", &["Approve", "Decline"]).await;
}

#[tokio::test]
async fn what_is_pressed_is_what_becomes_of_it() {
    use PaymentState as P;
    let place = open().await;
    let check = async |choice: &str, state: P| {
        let ask = ask(won(24_000));
        let page = place.begin(&ask).await;
        let pressed = place.press(&page, choice).await;
        assert_eq!(pressed.status, StatusCode::SEE_OTHER);
        assert_eq!(pressed.location(), ask.return_to, "{choice}");
        assert_eq!(
            place
                .provider
                .shown(&ask.payment)
                .await
                .unwrap()
                .unwrap()
                .1
                .state,
            state
        );
        let after = place.shop.get(&page).await;
        assert_eq!(after.status, StatusCode::OK);
        let back = format!("href=\"{}\"", ask.return_to);
        assert!(after.text().contains(&back), "there is a way back");
        assert!(!after.text().contains("<form"), "nothing is left to press");
        let again = place.press(&page, "decline").await;
        assert_eq!(again.location(), page, "what became of it is shown");
        assert_eq!(
            place
                .provider
                .shown(&ask.payment)
                .await
                .unwrap()
                .unwrap()
                .1
                .state,
            state
        );
    };
    check("approve", P::Authorized).await;
    check("decline", P::Failed).await;
    check("twice", P::Authorized).await;
    check("late", P::Created).await;
    check("never", P::Created).await;
}

#[tokio::test]
async fn a_payment_may_have_to_be_confirmed() {
    let place = open().await;
    for (second, want) in [
        ("approve", PaymentState::Authorized),
        ("decline", PaymentState::Failed),
    ] {
        let ask = ask(won(24_000));
        let page = place.begin(&ask).await;
        let pressed = place.press(&page, "confirm").await;
        assert_eq!(pressed.location(), page, "there is a second page");
        assert_eq!(
            place.state(&ask.payment).await,
            PaymentState::RequiresAction
        );
        let asked = place.shop.get(&page).await;
        assert!(
            asked.text().contains("확인하고 승인하기"),
            "{}",
            asked.text()
        );
        assert!(!asked.text().contains("value=\"never\""));
        let pressed = place.press(&page, second).await;
        assert_eq!(pressed.location(), ask.return_to);
        assert_eq!(place.state(&ask.payment).await, want);
    }
}

#[tokio::test]
async fn a_payment_that_ended_says_how() {
    let place = open().await;
    let check = async |choice, captured: bool, word: &str| {
        let ask = ask(won(24_000));
        let page = place.begin(&ask).await;
        place.provider.choose(ask.payment, choice).await.unwrap();
        if captured {
            let taken = place.provider.capture(&ask.payment, won(24_000)).await;
            taken.unwrap();
        }
        let shown = place.shop.get(&page).await;
        assert!(shown.text().contains(word), "{word}: {}", shown.text());
    };
    check(Choice::Approve, false, "승인했어요").await;
    check(Choice::Approve, true, "결제를 마쳤어요").await;
    check(Choice::Decline, false, "거절했어요").await;
    check(Choice::Never, false, "응답을 기다리고 있어요").await;
}

#[tokio::test]
async fn what_is_no_payment_is_not_found() {
    let place = open().await;
    let plain = TestShop::open().await;
    let ask = ask(won(24_000));
    let page = place.begin(&ask).await;
    let nobody = format!("/payments/test/{}", PaymentId([9; 16]));
    let till = page.replace("/test/", "/store/");
    let check = async |shop: &TestShop, path: &str| {
        assert_eq!(shop.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    };
    check(&place.shop, &nobody).await;
    check(&place.shop, "/en/payments/test/1").await;
    check(&place.shop, &till).await;
    check(&plain, &page).await;
    for path in [&nobody, "/payments/test/x"] {
        let pressed = place.press(path, "approve").await;
        assert_eq!(pressed.status, StatusCode::NOT_FOUND);
    }
    let pressed = plain.post(&page, "", "choice=approve").await;
    assert_eq!(pressed.status, StatusCode::NOT_FOUND);
    assert_eq!(place.state(&ask.payment).await, PaymentState::Created);
}

#[tokio::test]
async fn only_its_own_page_decides() {
    let place = open().await;
    let ask = ask(won(24_000));
    let page = place.begin(&ask).await;
    let elsewhere = [("sec-fetch-site", "cross-site")];
    let pressed = place
        .shop
        .post_with(&page, &elsewhere, "choice=approve")
        .await;
    assert_eq!(pressed.status, StatusCode::FORBIDDEN);
    let got = place.shop.get(&format!("{page}?choice=approve")).await;
    assert_eq!(got.status, StatusCode::OK);
    for choice in ["", "steal", "capture"] {
        let pressed = place.press(&page, choice).await;
        assert_eq!(pressed.location(), page, "{choice:?} is nothing to press");
    }
    assert_eq!(place.state(&ask.payment).await, PaymentState::Created);
}

#[tokio::test]
async fn the_way_back_leads_to_this_shop_and_is_only_text() {
    let place = open().await;
    let check = async |return_to: &str, want: &str| {
        let ask = PaymentAsk {
            return_to: return_to.to_owned(),
            order_number: "<b>\"K7&".to_owned(),
            ..ask(won(24_000))
        };
        let page = place.begin(&ask).await;
        let shown = place.shop.get(&page).await;
        assert!(shown.text().contains("&lt;b&gt;&quot;K7&amp;"));
        assert!(!shown.text().contains("<b>"));
        let pressed = place.press(&page, "decline").await;
        assert_eq!(pressed.location(), want, "{return_to}");
    };
    check("/orders/1?token=a&b=c", "/orders/1?token=a&b=c").await;
    check("https://elsewhere.example/", "/").await;
    check("//elsewhere.example/", "/").await;
    check("", "/").await;
}

const PATH: &str = "/api/payments/test/notify";

#[tokio::test]
async fn a_notification_asks_for_a_look_and_tells_nothing() {
    let mut place = open().await;
    let payment = PaymentId([7; 16]);
    let good = format!("{{\"payment\":\"{payment}\",\"event\":\"charge\"}}");
    let mut check = async |path: &str, body: &str, heard: bool| {
        let answer = place.post_json("203.0.113.7", path, body).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{path} {body}");
        assert!(answer.body.is_empty());
        let want = if heard {
            Ok(payment)
        } else {
            Err(TryRecvError::Empty)
        };
        assert_eq!(place.notified.try_recv(), want, "{path} {body}");
    };
    check(PATH, &good, true).await;
    check(PATH, &good, true).await;
    check("/api/payments/store/notify", &good, true).await;
    check("/api/payments/nobody/notify", &good, false).await;
    check(PATH, "", false).await;
    check(PATH, "{\"payment\":7}", false).await;
    check(PATH, "{\"payment\":\"07\"}", false).await;
    check(PATH, &"[".repeat(60_000), false).await;
    let long = format!(
        "{{\"payment\":\"{payment}\",\"more\":\"{}\"}}",
        "x".repeat(5_000)
    );
    check(PATH, &long, false).await;
    let got = place.shop.get(PATH).await;
    assert_eq!(got.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn notifications_from_one_address_are_limited() {
    let mut place = open().await;
    let body = format!("{{\"payment\":\"{}\"}}", PaymentId([7; 16]));
    let mut heard = 0;
    for _ in 0..400 {
        let answer = place.post_json("203.0.113.7", PATH, &body);
        assert_eq!(
            answer.await.status,
            StatusCode::NO_CONTENT,
            "and nobody is told"
        );
        heard += usize::from(place.notified.try_recv().is_ok());
    }
    assert!((240..400).contains(&heard), "{heard}");
    let other = place.post_json("203.0.113.8", PATH, &body);
    other.await;
    assert!(
        place.notified.try_recv().is_ok(),
        "another address is not kept waiting"
    );
}
