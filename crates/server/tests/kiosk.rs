//! Screens in stores, asked over HTTP as their page does: what they may, what they are told, and
//! what is left of whoever stood there.

use crate::jar::Jar;
use crate::ordering::{Ordering, Settings, TO_READY, command_id, now, picked_up, staff, with_code};
use crate::shop::Answer;
use crate::tab::{Tab, add, hear};
use axum::body::{Body, BodyDataStream};
use axum::http::{HeaderMap, Request, StatusCode};
use baguni_api::kiosk::{
    self as paths, Call, CallReason, DeviceOrder, Heartbeat, KioskWay, News, PairingCode,
    PickupCheck, PickupFound, Setup, StaffPass, Ticket, TicketAsk, Told,
};
use baguni_api::{ApiError, wire};
use baguni_commerce::order::{Actor, Order, OrderPayment, Role, Staff};
use baguni_commerce::{
    CommandId, Currency, DeviceId, DeviceProfile, Handle, Locale, ShopperId, Sku,
};
use baguni_replica::frame::{DeviceKind, Down};
use baguni_server::accounts::peer::Peer;
use baguni_server::accounts::sessions;
use baguni_server::kiosk::{self, DeviceState, KioskError};
use baguni_server::orders::{self, PlaceAnswer, Sale, links};
use baguni_server::sync::Form;
use baguni_storage::{CheckoutId, DevicePlan, KeptTicket, MAX_TICKETS};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::StreamExt as _;
use http_body_util::BodyExt as _;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tower::ServiceExt as _;

/// How long something that happens may take before a test gives up on it.
const AT_LAST: Duration = Duration::from_secs(10);
const HERE: &str = "seongsu";
const THERE: &str = "haeundae";

/// A screen that was paired, with the cookies of its browser.
pub struct Screen {
    pub jar: Jar,
    pub id: DeviceId,
}

fn plan(place: &str) -> DevicePlan {
    DevicePlan {
        location: place.parse().unwrap(),
        name: "입구 왼쪽".to_owned(),
        profile: DeviceProfile::portrait_32(),
        idle_s: 60,
    }
}

fn associate(place: &str) -> Staff {
    staff(Role::Associate, Some(place))
}

fn request(method: &str, path: &str, jar: &Jar, body: Vec<u8>) -> Request<Body> {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header("host", "shop.test")
        .header("sec-fetch-site", "same-origin")
        .header("cookie", jar.header());
    request.body(Body::from(body)).unwrap()
}

async fn ask<A: DeserializeOwned>(
    place: &Ordering,
    jar: &mut Jar,
    request: Request<Body>,
) -> (u16, Result<A, ApiError>) {
    let answer: Answer = place.shop.ask(request).await;
    jar.take(&answer);
    (answer.status.as_u16(), wire::decode(&answer.body))
}

pub async fn post<Q: Serialize, A: DeserializeOwned>(
    place: &Ordering,
    jar: &mut Jar,
    path: &str,
    question: &Q,
) -> (u16, Result<A, ApiError>) {
    let asked = request("POST", path, jar, wire::question(question));
    ask(place, jar, asked).await
}

async fn code(place: &Ordering, at: &str) -> PairingCode {
    let code = kiosk::allow_pairing(place.shop.shop(), &associate(at), plan(at)).await;
    PairingCode(code.unwrap())
}

pub async fn paired(place: &Ordering, at: &str) -> Screen {
    let (code, mut jar) = (code(place, at).await, Jar::default());
    let (status, setup): (_, Result<Setup, _>) = post(place, &mut jar, paths::PAIR, &code).await;
    assert_eq!(status, 200, "{setup:?}");
    let id = setup.unwrap().device;
    Screen { jar, id }
}

impl Screen {
    pub async fn post<Q: Serialize, A: DeserializeOwned>(
        &mut self,
        place: &Ordering,
        path: &str,
        question: &Q,
    ) -> (u16, Result<A, ApiError>) {
        post(place, &mut self.jar, path, question).await
    }

    pub async fn said<Q: Serialize, A: DeserializeOwned>(
        &mut self,
        place: &Ordering,
        path: &str,
        question: &Q,
    ) -> A {
        let (status, answer) = self.post(place, path, question).await;
        assert_eq!(status, 200, "{path}: {:?}", answer.as_ref().err());
        answer.unwrap()
    }

    pub async fn setup(&mut self, place: &Ordering) -> (u16, Result<Setup, ApiError>) {
        let asked = request("GET", paths::SETUP, &self.jar, Vec::new());
        ask(place, &mut self.jar, asked).await
    }

    /// Somebody begins, with these things in the cart.
    pub async fn begin(&mut self, place: &Ordering, things: &[(&str, u32)]) -> ShopperId {
        let path = baguni_api::paths::SESSION;
        let answer = place
            .shop
            .ask(request("POST", path, &self.jar, Vec::new()))
            .await;
        assert_eq!(answer.status, 204);
        self.jar.take(&answer);
        let visitor = place.visitor(&self.jar).await;
        let intents = things.iter();
        let intents = intents.map(|(sku, many)| add(&sku.parse::<Sku>().unwrap(), *many));
        let form = Form {
            intents: intents.collect(),
            seen: None,
            once: None,
            device: DeviceKind::Kiosk,
        };
        place
            .shop
            .shop()
            .switchboard
            .form(&visitor, form)
            .await
            .unwrap();
        visitor.shopper
    }

    pub async fn listen(&self, place: &Ordering) -> BodyDataStream {
        self.opened(place).await.0
    }

    /// A stream of events, and what it begins with.
    async fn opened(&self, place: &Ordering) -> (BodyDataStream, Option<News>) {
        let (events, begins) = self.after(place, None).await;
        (events, begins.news)
    }

    /// A stream of what was told after an event, and what it begins with.
    async fn after(&self, place: &Ordering, id: Option<&str>) -> (BodyDataStream, Event) {
        let path = id.map_or(paths::EVENTS.to_owned(), |id| {
            format!("{}?since={id}", paths::EVENTS)
        });
        begun(place, request("GET", &path, &self.jar, Vec::new())).await
    }
}

async fn begun(place: &Ordering, asked: Request<Body>) -> (BodyDataStream, Event) {
    let answer = place.shop.router().oneshot(asked).await.unwrap();
    assert_eq!(answer.status(), 200);
    let mut events = answer.into_body().into_data_stream();
    let first = events.next().await.unwrap().unwrap();
    let first = String::from_utf8(first.to_vec()).unwrap();
    assert!(first.starts_with("retry: 1000\n"), "{first:?}");
    assert_eq!(first.matches("\n\n").count(), 1, "one event: {first:?}");
    let first = read(&first);
    assert!(first.id.is_some(), "from where on to come again");
    (events, first)
}

/// What stands in an event.
#[derive(Debug)]
struct Event {
    id: Option<String>,
    news: Option<News>,
}

fn read(event: &str) -> Event {
    let field = |name| event.lines().find_map(|line| line.strip_prefix(name));
    let news = field("data: ").map(|told| {
        let bytes = BASE64_STANDARD.decode(told).unwrap();
        wire::decode(&bytes).unwrap()
    });
    let id = field("id: ").map(str::to_owned);
    Event { id, news }
}

/// The next news; `None` when the stream is over.
pub async fn news(events: &mut BodyDataStream) -> Option<News> {
    next(events).await?.news
}

async fn next(events: &mut BodyDataStream) -> Option<Event> {
    loop {
        let event = tokio::time::timeout(AT_LAST, events.next()).await;
        let event = event.expect("something is said")?.unwrap();
        let event = read(std::str::from_utf8(&event).unwrap());
        if event.news.is_some() {
            return Some(event);
        }
    }
}

async fn open() -> Ordering {
    let settings = Settings {
        with_worker: false,
        ..Settings::default()
    };
    Box::pin(Ordering::with(settings)).await
}

#[tokio::test]
async fn a_screen_is_paired_once() {
    let place = open().await;
    let mut jar = Jar::with("baguni_session", "of-somebody");
    let mut pair = async |code: &str| {
        let code = PairingCode(code.to_owned());
        let (status, setup): (_, Result<Setup, _>) =
            post(&place, &mut jar, paths::PAIR, &code).await;
        (status, setup)
    };
    let PairingCode(good) = code(&place, HERE).await;
    assert!(
        good.len() == 8 && good.bytes().all(|b| b.is_ascii_digit()),
        "{good}"
    );
    let wrong = if good == "00000000" {
        "00000001"
    } else {
        "00000000"
    };
    for typed in [wrong, "", "1234567", "123456789", "abcdefgh", "'; --"] {
        assert_eq!(pair(typed).await.0, 400, "{typed}");
    }
    let spaced = format!(" {} {} ", &good[..4], &good[4..]);
    let (status, setup) = pair(&spaced).await;
    assert_eq!(status, 200);
    let setup = setup.unwrap();
    assert_eq!(
        (setup.name.as_str(), setup.location.as_str()),
        ("입구 왼쪽", HERE)
    );
    assert_eq!(
        (setup.idle_s, setup.profile),
        (60, DeviceProfile::portrait_32())
    );
    assert_eq!(
        (setup.origin.as_str(), setup.locked),
        ("https://shop.example", false)
    );
    assert_eq!(pair(&good).await.0, 400, "used");
    assert_eq!(
        jar.get("baguni_session"),
        None,
        "whatever the browser was before"
    );
}

#[tokio::test]
async fn a_screen_is_set_up_for_the_own_store_and_as_screens_are_built() {
    let place = open().await;
    let shop = place.shop.shop();
    let theirs = kiosk::allow_pairing(shop, &associate(THERE), plan(HERE)).await;
    assert!(
        matches!(theirs, Err(KioskError::NoDevice)),
        "another store's: {theirs:?}"
    );
    for wrong in [
        DevicePlan {
            idle_s: 29,
            ..plan(HERE)
        },
        DevicePlan {
            idle_s: 181,
            ..plan(HERE)
        },
        DevicePlan {
            name: "  ".to_owned(),
            ..plan(HERE)
        },
        DevicePlan {
            location: "icheon".parse().unwrap(),
            ..plan(HERE)
        },
        DevicePlan {
            profile: DeviceProfile {
                ratio: 0.0,
                ..DeviceProfile::portrait_32()
            },
            ..plan(HERE)
        },
    ] {
        let refused = kiosk::allow_pairing(shop, &staff(Role::Merchant, None), wrong.clone()).await;
        assert!(
            matches!(refused, Err(KioskError::Wrong(_))),
            "{wrong:?}: {refused:?}"
        );
    }
}

#[tokio::test]
async fn the_key_is_no_scripts_business_and_a_session_ends_with_the_browser() {
    let place = open().await;
    let code = code(&place, HERE).await;
    let asked = request("POST", paths::PAIR, &Jar::default(), wire::question(&code));
    let answer = place.shop.ask(asked).await;
    let lines = |answer: &Answer| -> Vec<String> {
        let lines = answer.headers.get_all("set-cookie").iter();
        lines
            .map(|line| line.to_str().unwrap().to_owned())
            .collect()
    };
    let key = lines(&answer);
    let key = key
        .iter()
        .find(|line| line.starts_with("baguni_device="))
        .unwrap();
    for part in [
        "HttpOnly",
        "SameSite=Strict",
        "Secure",
        "Path=/",
        "Max-Age=34560000",
    ] {
        assert!(key.contains(part), "{part}: {key}");
    }
    let mut jar = Jar::default();
    jar.take(&answer);
    let asked = request("POST", baguni_api::paths::SESSION, &jar, Vec::new());
    let opened = place.shop.ask(asked).await;
    let set = lines(&opened);
    assert_eq!(set.len(), 2, "{set:?}");
    for line in set {
        assert!(
            !line.contains("Max-Age") && !line.contains("Expires"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn a_screen_that_is_paired_anew_gives_its_former_key_back() {
    let place = open().await;
    let mut screen = paired(&place, HERE).await;
    let mut former = screen.jar.clone();
    let other = paired(&place, HERE).await;
    screen.begin(&place, &[("MUG", 1)]).await;
    let code = code(&place, THERE).await;
    let setup: Setup = screen.said(&place, paths::PAIR, &code).await;
    assert_eq!(setup.location.as_str(), THERE);
    let asked = request("GET", paths::SETUP, &former, Vec::new());
    let (told, _): (_, Result<Setup, _>) = ask(&place, &mut former, asked).await;
    assert_eq!(told, 404);
    assert_eq!(screen.setup(&place).await.1.unwrap().device, setup.device);
    let left = place.shop.storage.devices(None).await.unwrap();
    let left = left.iter().filter(|device| device.revoked.is_none());
    let left: Vec<_> = left.map(|device| device.id).collect();
    assert_eq!(left, [other.id, setup.device]);
}

#[tokio::test]
async fn one_of_many_that_race_with_a_code_is_paired() {
    let place = open().await;
    let code = code(&place, HERE).await;
    let racing = (0..8).map(|_| async {
        let mut jar = Jar::default();
        let (status, _): (_, Result<Setup, _>) = post(&place, &mut jar, paths::PAIR, &code).await;
        status
    });
    let mut told = futures_util::future::join_all(racing).await;
    told.sort_unstable();
    assert_eq!(told, [200, 400, 400, 400, 400, 400, 400, 400]);
    let devices = place.shop.storage.devices(None).await.unwrap();
    assert_eq!(devices.len(), 1);
}

#[tokio::test]
async fn codes_cannot_be_found_by_trying() {
    let place = open().await;
    let guess = async |from: &str, n: u32| {
        let code = PairingCode(format!("{n:08}"));
        let mut asked = request("POST", paths::PAIR, &Jar::default(), wire::question(&code));
        asked.extensions_mut().insert(Peer(from.parse().unwrap()));
        place.shop.ask(asked).await
    };
    let mut told = Vec::new();
    for n in 0..11 {
        told.push(guess("203.0.113.7", n).await.status.as_u16());
    }
    assert_eq!(told[..10], [400; 10]);
    let refused = guess("203.0.113.7", 11).await;
    assert_eq!((told[10], refused.status.as_u16()), (429, 429));
    assert!(refused.header("retry-after").parse::<u32>().unwrap() > 0);
    let why = wire::decode::<Setup>(&refused.body);
    assert_eq!(why, Err(ApiError::BadRequest(paths::TOO_MANY.to_owned())));
    assert_eq!(guess("203.0.113.8", 12).await.status, 400, "another");
    // Everybody together cannot either.
    for n in 0..60 {
        guess(&format!("198.51.100.{n}"), n).await;
    }
    assert_eq!(guess("192.0.2.1", 1).await.status, 429);
}

/// Every path of the contract that is asked with a key, with a question that can be read.
fn questions() -> Vec<(&'static str, String, Vec<u8>)> {
    let text = include_str!("../../api/src/kiosk.rs");
    let all = text
        .split('"')
        .filter(|part| part.starts_with("/api/kiosk/"));
    let all = all.filter(|path| *path != paths::PAIR);
    let ask = TicketAsk {
        id: CommandId([1; 16]),
        way: KioskWay::Home,
        lines: "MUG:1".parse().unwrap(),
    };
    let hand_off = paths::HandOffAsk {
        direction: paths::Direction::ToPhone,
        locale: Locale::Ko,
        way: None,
    };
    let asked = all.map(|path| match path {
        paths::SETUP | paths::EVENTS | paths::SNAPSHOT => ("GET", path.to_owned(), Vec::new()),
        paths::STOCK => ("GET", format!("{path}?since=0"), Vec::new()),
        paths::HEARTBEAT => (
            "POST",
            path.to_owned(),
            wire::question(&Heartbeat::default()),
        ),
        paths::CALL => ("POST", path.to_owned(), wire::question(&CallReason::Advice)),
        paths::TICKET => ("POST", path.to_owned(), wire::question(&ask)),
        paths::HAND_OFF => ("POST", path.to_owned(), wire::question(&hand_off)),
        paths::PICKUP => (
            "POST",
            path.to_owned(),
            wire::question(&PickupCheck("123456".to_owned())),
        ),
        paths::STAFF => (
            "POST",
            path.to_owned(),
            wire::question(&StaffPass("123456".to_owned())),
        ),
        _ => ("POST", path.to_owned(), Vec::new()),
    });
    asked.collect()
}

/// As the answer begins: a stream has no end.
async fn status(place: &Ordering, request: Request<Body>) -> (u16, HeaderMap, Option<Vec<u8>>) {
    let response = place.shop.router().oneshot(request).await.unwrap();
    let (head, body) = response.into_parts();
    let is_stream = head
        .headers
        .get("content-type")
        .is_some_and(|kind| kind == "text/event-stream");
    let body = match is_stream {
        true => None,
        false => Some(body.collect().await.unwrap().to_bytes().to_vec()),
    };
    (head.status.as_u16(), head.headers, body)
}

#[tokio::test]
async fn nobody_but_a_screen_with_a_good_key_is_answered() {
    let place = open().await;
    let mut screen = paired(&place, HERE).await;
    screen.begin(&place, &[("MUG", 1)]).await;
    let customer = place.guest(&[("MUG", 1)]).await;
    let other = paired(&place, THERE).await;
    kiosk::revoke(place.shop.shop(), &associate(THERE), other.id)
        .await
        .unwrap();
    let strangers = [
        ("nobody", Jar::default()),
        ("a customer", customer),
        ("a wrong key", Jar::with("baguni_device", &"A".repeat(43))),
        ("no key", Jar::with("baguni_device", "x")),
        ("a revoked key", other.jar.clone()),
    ];
    assert_eq!(questions().len(), 14, "each is known");
    for (method, path, question) in questions() {
        for (who, jar) in &strangers {
            let asked = request(method, &path, jar, question.clone());
            let (told, _, body) = status(&place, asked).await;
            assert_eq!(told, 404, "{who} {path}");
            let told = body.map(|body| wire::decode::<()>(&body));
            assert_eq!(told, Some(Err(ApiError::NotFound)), "{who} {path}");
        }
        let mut asked = request(method, &path, &screen.jar, question.clone());
        asked
            .headers_mut()
            .insert("sec-fetch-site", "cross-site".parse().unwrap());
        assert_eq!(status(&place, asked).await.0, 403, "another site {path}");
        let asked = request(method, &path, &screen.jar, question);
        let (told, ..) = status(&place, asked).await;
        assert!(
            !matches!(told, 403..=405 | 500..),
            "the screen {path}: {told}"
        );
    }
    let asked = request("POST", paths::HEARTBEAT, &screen.jar, vec![0; 17 * 1024]);
    assert_eq!(status(&place, asked).await.0, 413, "too long");
    for broken in [&[][..], &[0xff; 40][..]] {
        let asked = request("POST", paths::HEARTBEAT, &screen.jar, broken.to_vec());
        assert_eq!(status(&place, asked).await.0, 400, "{broken:?}");
    }
}

/// What is asked, how a screen is answered, and where it is led.
const ELSEWHERE: &[(&str, &str, u16, &str)] = &[
    ("GET", "/media/a/b", 303, "/kiosk"),
    ("GET", "/", 303, "/kiosk"),
    ("GET", "/cart", 303, "/kiosk"),
    ("GET", "/products/mug", 303, "/kiosk"),
    ("GET", "/account/sign-in", 303, "/kiosk"),
    ("GET", "/staff", 303, "/kiosk"),
    ("GET", "/admin/orders", 303, "/kiosk"),
    ("GET", "/checkout", 303, "/kiosk"),
    ("GET", "/orders/find", 303, "/kiosk"),
    ("GET", "/robots.txt", 303, "/kiosk"),
    ("GET", "/handoff", 303, "/kiosk"),
    ("GET", "/kiosk/", 303, "/kiosk"),
    ("GET", "/kioskx", 303, "/kiosk"),
    ("GET", "/en/account/sign-in", 303, "/en/kiosk"),
    ("HEAD", "/cart", 303, "/kiosk"),
    ("POST", "/account/sign-in", 403, ""),
    ("POST", "/cart/add", 403, ""),
    ("POST", "/checkout", 403, ""),
    ("POST", "/staff/sign-in", 403, ""),
    ("POST", "/preferences", 403, ""),
    ("POST", "/kiosk-x", 403, ""),
    ("POST", "/api/v1/checkouts", 403, ""),
    ("GET", "/api/v1/products", 403, ""),
    ("GET", "/api/kiosk", 403, ""),
    ("GET", "/api/sync/shared/0", 403, ""),
    ("GET", "/kiosk", 200, ""),
    ("GET", "/en/kiosk", 200, ""),
    ("GET", "/healthz", 200, ""),
    ("GET", "/icon.svg", 200, ""),
    (
        "GET",
        "/api/storefront/home?locale=ko&currency=KRW",
        200,
        "",
    ),
];

#[tokio::test]
async fn a_screen_reaches_nothing_else() {
    let place = open().await;
    let screen = paired(&place, HERE).await;
    let revoked = paired(&place, HERE).await;
    let ended = kiosk::revoke(place.shop.shop(), &associate(HERE), revoked.id).await;
    ended.unwrap();
    // Whoever has a key that never was one is anybody.
    let forged = Jar::with("baguni_device", &"B".repeat(43));
    let told = async |jar: &Jar, method: &str, path: &str| {
        let (told, headers, _) = status(&place, request(method, path, jar, Vec::new())).await;
        let location = headers.get("location");
        let location = location.map_or("", |to| to.to_str().unwrap());
        (told, location.to_owned())
    };
    for (method, path, want, to) in ELSEWHERE {
        let want = (*want, (*to).to_owned());
        for (who, jar) in [("a screen", &screen.jar), ("a former one", &revoked.jar)] {
            assert_eq!(told(jar, method, path).await, want, "{who} {method} {path}");
        }
        for jar in [&Jar::default(), &forged] {
            let anybody = told(jar, method, path).await;
            let is_the_same = anybody == want;
            assert_eq!(
                is_the_same,
                want.0 == 200,
                "anybody {method} {path}: {anybody:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_page_says_nothing_of_the_screen() {
    let place = open().await;
    let screen = paired(&place, HERE).await;
    for path in ["/kiosk", "/en/kiosk"] {
        let page = place
            .shop
            .ask(request("GET", path, &screen.jar, Vec::new()))
            .await;
        let bare = place
            .shop
            .ask(request("GET", path, &Jar::default(), Vec::new()))
            .await;
        let without_nonce = |answer: &Answer| {
            let text = answer.text().to_owned();
            let nonce = text
                .split("nonce=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap();
            assert!(answer.header("content-security-policy").contains(nonce));
            text.replace(nonce, "")
        };
        assert_eq!(without_nonce(&page), without_nonce(&bare), "{path}");
        assert_eq!(page.header("cache-control"), "no-store");
        assert_eq!(page.header("x-robots-tag"), "noindex");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("worker-src 'self'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
    }
}

#[tokio::test]
async fn a_session_is_one_only_at_its_screen() {
    let place = open().await;
    let mut screen = paired(&place, HERE).await;
    let shopper = screen.begin(&place, &[("MUG", 1)]).await;
    let who = async |jar: &Jar| {
        let headers =
            HeaderMap::from_iter([(axum::http::header::COOKIE, jar.header().parse().unwrap())]);
        let visitor = sessions::of(place.shop.shop(), &headers).await.unwrap();
        visitor.map(|visitor| (visitor.shopper, visitor.kiosk))
    };
    assert_eq!(who(&screen.jar).await, Some((shopper, Some(screen.id))));
    let stolen = Jar::with("baguni_session", screen.jar.get("baguni_session").unwrap());
    assert_eq!(who(&stolen).await, None, "without the key");
    let both = |session: &Jar, key: &Jar| {
        let mut jar = session.clone();
        let line = format!("baguni_device={}", key.get("baguni_device").unwrap());
        let set = Answer {
            status: StatusCode::OK,
            headers: HeaderMap::from_iter([(
                axum::http::header::SET_COOKIE,
                line.parse().unwrap(),
            )]),
            body: Default::default(),
        };
        jar.take(&set);
        jar
    };
    let other = paired(&place, HERE).await;
    assert_eq!(
        who(&both(&stolen, &other.jar)).await,
        None,
        "at another screen"
    );
    let customer = place.guest(&[("MUG", 1)]).await;
    assert!(who(&customer).await.is_some());
    assert_eq!(
        who(&both(&customer, &screen.jar)).await,
        None,
        "a customer's, at a screen"
    );
    kiosk::revoke(place.shop.shop(), &associate(HERE), screen.id)
        .await
        .unwrap();
    assert_eq!(who(&screen.jar).await, None, "revoked");
}

/// The shop on a port, for sockets.
async fn served(place: &Ordering) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = place.shop.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_screen_is_cut_off_at_once() {
    let place = open().await;
    let address = served(&place).await;
    let mut screen = paired(&place, HERE).await;
    screen.begin(&place, &[("MUG", 1)]).await;
    let mut tab = Tab::at(address, &screen.jar.header(), DeviceKind::Kiosk).await;
    let mut events = screen.listen(&place).await;
    assert_eq!(screen.setup(&place).await.0, 200);
    kiosk::revoke(place.shop.shop(), &associate(HERE), screen.id)
        .await
        .unwrap();
    let mut socket = tab.socket.take().unwrap();
    let mut last = None;
    while let Some(down) = hear(&mut socket).await {
        last = Some(down);
    }
    assert!(
        matches!(last, Some(Down::Rebind { wipe: true })),
        "{last:?}"
    );
    assert_eq!(news(&mut events).await, Some(News::Revoked));
    assert_eq!(news(&mut events).await, None);
    assert_eq!(screen.setup(&place).await, (404, Err(ApiError::NotFound)));
    let again = kiosk::revoke(place.shop.shop(), &associate(HERE), screen.id).await;
    assert!(matches!(again, Err(KioskError::NoDevice)));
}

#[tokio::test]
async fn a_screen_does_once_what_it_is_told() {
    let place = open().await;
    let shop = place.shop.shop();
    let mut screen = paired(&place, HERE).await;
    let mut events = screen.listen(&place).await;
    let here = associate(HERE);
    let order = async |what: DeviceOrder| {
        let id = command_id();
        kiosk::order(shop, &here, screen.id, id, what.clone())
            .await
            .unwrap();
        kiosk::order(shop, &here, screen.id, id, what.clone())
            .await
            .unwrap();
        Told { id, order: what }
    };
    let lock = order(DeviceOrder::Lock).await;
    let say = order(DeviceOrder::Message(Some(
        "오늘은 여덟 시까지 엽니다".to_owned(),
    )))
    .await;
    assert_eq!(news(&mut events).await, Some(News::Told));
    let setup = screen.setup(&place).await.1.unwrap();
    assert_eq!(
        (setup.locked, setup.message.as_deref()),
        (true, Some("오늘은 여덟 시까지 엽니다"))
    );
    let beat = |done: &[&Told]| Heartbeat {
        version: "v".repeat(900),
        screen: "product\u{0}".to_owned(),
        done: done.iter().map(|told| told.id).collect(),
        ..Heartbeat::default()
    };
    let told: Vec<Told> = screen.said(&place, paths::HEARTBEAT, &beat(&[])).await;
    assert_eq!(told, [lock.clone(), say.clone()]);
    let told: Vec<Told> = screen.said(&place, paths::HEARTBEAT, &beat(&[&lock])).await;
    assert_eq!(told, std::slice::from_ref(&say));
    let told: Vec<Told> = screen
        .said(&place, paths::HEARTBEAT, &beat(&[&say, &lock]))
        .await;
    assert_eq!(told, []);
    let seen = place.shop.storage.device(screen.id).await.unwrap().unwrap();
    assert_eq!(kiosk::state(&seen, now()), DeviceState::Locked);
    let (_, kept) = seen.seen.unwrap();
    assert_eq!((kept.version.len(), kept.screen.as_str()), (40, "product"));

    let there = associate(THERE);
    let stranger = kiosk::order(shop, &there, screen.id, command_id(), DeviceOrder::Unlock).await;
    assert!(
        matches!(stranger, Err(KioskError::NoDevice)),
        "another store's"
    );
    let stranger = kiosk::revoke(shop, &there, screen.id).await;
    assert!(
        matches!(stranger, Err(KioskError::NoDevice)),
        "another store's"
    );
    let log = place.shop.storage.device_log(screen.id, 9).await.unwrap();
    let log: Vec<&str> = log.iter().map(|note| note.what.as_str()).collect();
    assert_eq!(log, ["message", "lock", "pair"]);
}

#[tokio::test]
async fn a_screen_that_says_nothing_is_an_alarm_once() {
    let place = open().await;
    let shop = place.shop.shop();
    let mut screen = paired(&place, HERE).await;
    let other = paired(&place, THERE).await;
    let look = async |later: u64| kiosk::look(shop, now() + later).await.unwrap();
    assert_eq!(look(0).await, []);
    assert_eq!(look(60_000).await, [], "two may be missed");
    let mut silent = look(100_000).await;
    silent.sort_unstable();
    let mut both = vec![screen.id, other.id];
    both.sort_unstable();
    assert_eq!(silent, both);
    assert_eq!(look(100_001).await, [], "it was said");
    let metrics = baguni_server::http::metrics_router(place.shop.shared());
    let asked = Request::get("/metrics").body(Body::empty()).unwrap();
    let told = metrics.oneshot(asked).await.unwrap().into_body();
    let told = told.collect().await.unwrap().to_bytes().to_vec();
    let told = String::from_utf8(told).unwrap();
    assert!(
        told.contains(r#"baguni_kiosk_devices{state="silent"} 2"#),
        "{told}"
    );
    let beat = Heartbeat::default();
    let _: Vec<Told> = screen.said(&place, paths::HEARTBEAT, &beat).await;
    kiosk::revoke(shop, &associate(THERE), other.id)
        .await
        .unwrap();
    assert_eq!(look(0).await, []);
    assert_eq!(look(100_000).await, [screen.id], "again");
}

#[tokio::test]
async fn somebody_comes_when_called() {
    let place = open().await;
    let shop = place.shop.shop();
    let mut screen = paired(&place, HERE).await;
    let (here, there) = (associate(HERE), associate(THERE));
    let at: Handle = HERE.parse().unwrap();
    let mut events = screen.listen(&place).await;
    let called: Call = screen.said(&place, paths::CALL, &CallReason::Advice).await;
    assert_eq!(
        (called.reason, &called.taken_by),
        (CallReason::Advice, &None)
    );
    let again: Call = screen.said(&place, paths::CALL, &CallReason::Trouble).await;
    assert_eq!(again, called, "while it is open");
    let open = kiosk::calls(shop, &here, &at).await.unwrap();
    assert_eq!((open.len(), open[0].device), (1, screen.id));
    assert_eq!(
        kiosk::calls(shop, &there, &at).await.unwrap(),
        [],
        "another store's"
    );
    assert_eq!(
        kiosk::take_call(shop, &there, open[0].id).await.unwrap(),
        None
    );
    assert!(!kiosk::close_call(shop, &there, open[0].id).await.unwrap());
    assert!(
        kiosk::take_call(shop, &here, open[0].id)
            .await
            .unwrap()
            .is_some()
    );
    assert_eq!(
        news(&mut events).await,
        Some(News::Call(Some("보라".to_owned())))
    );
    let told: Call = screen.said(&place, paths::CALL, &CallReason::Advice).await;
    assert_eq!(
        told.taken_by.as_deref(),
        Some("보라"),
        "the first name alone"
    );
    assert!(kiosk::close_call(shop, &here, open[0].id).await.unwrap());
    assert_eq!(news(&mut events).await, Some(News::Call(None)));
    assert!(
        !kiosk::close_call(shop, &here, open[0].id).await.unwrap(),
        "once"
    );
    let _: Call = screen
        .said(&place, paths::CALL, &CallReason::Assistance)
        .await;
    let _: () = screen.said(&place, paths::CALL_OFF, &()).await;
    assert_eq!(kiosk::calls(shop, &here, &at).await.unwrap(), []);
}

#[tokio::test]
async fn a_screen_that_listens_anew_hears_how_its_call_is() {
    let place = open().await;
    let shop = place.shop.shop();
    let screens = [paired(&place, HERE).await, paired(&place, HERE).await];
    let [mut screen, other] = screens;
    let here = associate(HERE);
    let at: Handle = HERE.parse().unwrap();
    let nobody = Some(News::Call(None));
    assert_eq!(screen.opened(&place).await.1, nobody, "before");
    let _: Call = screen.said(&place, paths::CALL, &CallReason::Advice).await;
    assert_eq!(screen.opened(&place).await.1, None, "nobody comes yet");
    let call = kiosk::calls(shop, &here, &at).await.unwrap()[0].id;
    kiosk::take_call(shop, &here, call).await.unwrap();
    let taken = Some(News::Call(Some("보라".to_owned())));
    assert_eq!(screen.opened(&place).await.1, taken);
    assert_eq!(other.opened(&place).await.1, nobody, "another's call");
    assert!(kiosk::close_call(shop, &here, call).await.unwrap());
    assert_eq!(screen.opened(&place).await.1, nobody, "after");
}

fn ticket(n: u8, lines: &str, way: KioskWay) -> TicketAsk {
    TicketAsk {
        id: CommandId([n; 16]),
        way,
        lines: lines.parse().unwrap(),
    }
}

fn sale(total: Option<baguni_commerce::Money>) -> Sale {
    Sale {
        id: CheckoutId([0; 16]),
        lines: "MUG:2,BOWL:1".parse().unwrap(),
        form: baguni_commerce::checkout::CheckoutForm {
            payment: OrderPayment::AT_STORE.to_owned(),
            ..picked_up(HERE)
        },
        total,
        locale: Locale::Ko,
        currency: Currency::Krw,
    }
}

/// A screen in front of which somebody has two mugs and a bowl in the cart, and what it asks.
async fn with_cart(place: &Ordering) -> (Screen, TicketAsk) {
    let mut screen = paired(place, HERE).await;
    screen.begin(place, &[("MUG", 2), ("BOWL", 1)]).await;
    let here = KioskWay::Store(HERE.parse().unwrap());
    (screen, ticket(1, "MUG:2,BOWL:1", here))
}

#[tokio::test]
async fn a_ticket_is_what_is_in_the_cart_once() {
    let place = open().await;
    let (mut screen, ask) = with_cart(&place).await;
    let mut other = paired(&place, HERE).await;
    let refused: (_, Result<Ticket, _>) = other.post(&place, paths::TICKET, &ask).await;
    assert_eq!(refused.0, 400, "nobody is there");
    let to = |store: &str| KioskWay::Store(store.parse().unwrap());
    for wrong in [
        ticket(2, "MUG:1,BOWL:1", KioskWay::Home),
        ticket(2, "", KioskWay::Home),
        ticket(2, "MUG:2,BOWL:1", to("icheon")),
        ticket(2, "MUG:2,BOWL:1", to("nowhere")),
    ] {
        let refused: (_, Result<Ticket, _>) = screen.post(&place, paths::TICKET, &wrong).await;
        assert_eq!(refused.0, 400, "{wrong:?}");
    }
    let made: Ticket = screen.said(&place, paths::TICKET, &ask).await;
    assert_eq!(made.total.minor, 2 * 24_000 + 18_000);
    assert_eq!(made.number.len(), 4);
    let again: Ticket = screen.said(&place, paths::TICKET, &ask).await;
    assert_eq!(again, made, "sent twice");
    let taken: (_, Result<Ticket, _>) = other.post(&place, paths::TICKET, &ask).await;
    assert_eq!(taken.0, 400, "of another screen");
}

/// What is open at the counter under a ticket's number.
async fn open_ticket(place: &Ordering, made: &Ticket) -> Option<KeptTicket> {
    let at = HERE.parse().unwrap();
    let number = made.number.parse().unwrap();
    let found = place.shop.storage.ticket(&at, number, now()).await;
    found.unwrap()
}

/// Sells a ticket at its price.
async fn sell(place: &Ordering, ticket: &KeptTicket) -> Order {
    let (shop, here) = (place.shop.shop(), associate(HERE));
    let priced = Box::pin(kiosk::sell_ticket(shop, &here, ticket, sale(None))).await;
    let Ok(PlaceAnswer::NotYet(standing)) = priced else {
        panic!("{priced:?}");
    };
    assert_eq!(standing.problems, []);
    let total = Some(standing.chosen.total);
    let sold = Box::pin(kiosk::sell_ticket(shop, &here, ticket, sale(total))).await;
    let Ok(PlaceAnswer::Placed(order)) = sold else {
        panic!("{sold:?}");
    };
    let again = Box::pin(kiosk::sell_ticket(shop, &here, ticket, sale(total))).await;
    assert!(matches!(again, Ok(PlaceAnswer::Before(number)) if number == order.number));
    *order
}

#[tokio::test]
async fn a_ticket_is_sold_once_at_its_counter() {
    let place = open().await;
    let shop = place.shop.shop();
    let (mut screen, ask) = with_cart(&place).await;
    let made: Ticket = screen.said(&place, paths::TICKET, &ask).await;
    let found = open_ticket(&place, &made).await.unwrap();
    let stranger = kiosk::sell_ticket(shop, &associate(THERE), &found, sale(None)).await;
    let is_refused = matches!(stranger, Err(KioskError::NoDevice));
    assert!(is_refused, "{stranger:?}");
    let order = sell(&place, &found).await;
    assert_eq!(order.lines.len(), 2);
    let origin = order.lines[0].origin.clone().unwrap();
    assert_eq!(origin.location.as_str(), HERE);
    assert_eq!(origin.device.as_deref(), Some("입구 왼쪽"));
    assert_eq!(origin.associate.as_deref(), Some("한보라"));
    assert_eq!(open_ticket(&place, &made).await, None, "sold");
}

/// The news that a ticket was paid; what else is told on the way is let go by.
async fn paid(events: &mut BodyDataStream) -> News {
    loop {
        match news(events).await {
            Some(News::Stock(_)) => {}
            told => break told.expect("the stream goes on"),
        }
    }
}

/// A ticket is made of what the phone shows too, and whoever changes their mind has lost nothing.
#[tokio::test]
async fn what_a_ticket_was_made_of_stays_in_the_basket_until_it_is_sold() {
    let place = open().await;
    let shop = place.shop.shop();
    let (mut screen, ask) = with_cart(&place).await;
    let made: Ticket = screen.said(&place, paths::TICKET, &ask).await;
    let offer = paths::HandOffAsk {
        direction: paths::Direction::ToPhone,
        locale: Locale::Ko,
        way: None,
    };
    let offered: paths::HandOffCode = screen.said(&place, paths::HAND_OFF, &offer).await;
    let (_, code) = offered.url.split_once('#').unwrap();
    let mut phone = place.guest(&[("LAMP", 1)]).await;
    let taken = phone
        .post(&place.shop, paths::PHONE_ACCEPT, &format!("code={code}"))
        .await;
    assert!(taken.status.is_redirection(), "{taken:?}");
    let in_cart = async || {
        let cart = phone.cart(&place.shop).await;
        let mut lines: Vec<String> = cart.split(',').map(str::to_owned).collect();
        lines.sort_unstable();
        lines.join(",")
    };
    assert_eq!(in_cart().await, "BOWL:1,LAMP:1,MUG:2");
    let _: () = screen.said(&place, paths::RESET, &()).await;
    let one_more = Form {
        intents: vec![add(&"MUG".parse().unwrap(), 1)],
        seen: None,
        once: None,
        device: DeviceKind::Phone,
    };
    let visitor = place.visitor(&phone).await;
    shop.switchboard.form(&visitor, one_more).await.unwrap();
    assert_eq!(in_cart().await, "BOWL:1,LAMP:1,MUG:3", "nothing has gone");

    let kept = open_ticket(&place, &made).await.unwrap();
    assert_eq!(kept.shopper, None, "the counter does not know whose it is");
    sell(&place, &kept).await;
    assert_eq!(in_cart().await, "LAMP:1,MUG:1", "what came after stays");
}

/// Who left it at the screen is forgotten, and nothing has to be taken out.
#[tokio::test]
async fn a_ticket_of_somebody_who_has_gone_is_sold_too() {
    let place = open().await;
    let (mut screen, ask) = with_cart(&place).await;
    let made: Ticket = screen.said(&place, paths::TICKET, &ask).await;
    let cart = screen.jar.cart(&place.shop).await;
    assert_ne!(cart, "", "until it is sold or forgotten");
    let _: () = screen.said(&place, paths::RESET, &()).await;
    let kept = open_ticket(&place, &made).await.unwrap();
    let chosen = place.shop.storage.ticket_chosen(kept.id).await.unwrap();
    assert_eq!(chosen, None);
    sell(&place, &kept).await;
}

#[tokio::test]
async fn a_screen_hears_that_its_ticket_was_paid() {
    let place = open().await;
    let shop = place.shop.shop();
    let (mut screen, ask) = with_cart(&place).await;
    let made: Ticket = screen.said(&place, paths::TICKET, &ask).await;
    let found = open_ticket(&place, &made).await.unwrap();
    let mut events = screen.listen(&place).await;
    let order = sell(&place, &found).await;
    let running = [
        tokio::spawn(kiosk::run(place.shop.shared())),
        tokio::spawn(orders::run(place.shop.shared())),
    ];
    let order = place.order(order.number).await;
    let collected = orders::collect(
        shop,
        &order,
        None,
        command_id(),
        Actor::Staff(associate(HERE)),
    );
    collected.await.unwrap();
    let want = News::Paid {
        ticket: made.number,
        order: order.number,
    };
    assert_eq!(paid(&mut events).await, want);
    running.iter().for_each(tokio::task::JoinHandle::abort);
}

#[tokio::test]
async fn a_screen_has_few_tickets_open() {
    let place = open().await;
    let mut screen = paired(&place, HERE).await;
    screen.begin(&place, &[("MUG", 1)]).await;
    for n in 1..=MAX_TICKETS as u8 {
        let ask = ticket(n, "MUG:1", KioskWay::Home);
        let _: Ticket = screen.said(&place, paths::TICKET, &ask).await;
    }
    let ask = ticket(99, "MUG:1", KioskWay::Home);
    let refused: (_, Result<Ticket, _>) = screen.post(&place, paths::TICKET, &ask).await;
    assert_eq!(refused.0, 429);
    for n in 100..120 {
        let _: (_, Result<Ticket, _>) = screen
            .post(&place, paths::TICKET, &ticket(n, "MUG:1", KioskWay::Home))
            .await;
    }
    let refused: (_, Result<Ticket, _>) = screen
        .post(&place, paths::TICKET, &ticket(121, "MUG:1", KioskWay::Home))
        .await;
    assert_eq!(refused.0, 429);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pickup_is_found_and_nothing_told_of_it() {
    let place = Box::pin(Ordering::open()).await;
    let shop = place.shop.shop();
    let mut screen = paired(&place, HERE).await;
    let mut other = paired(&place, THERE).await;
    let (_, order) = Box::pin(place.paid(&[("MUG", 2)], picked_up(HERE))).await;
    let part = &order.fulfillments[0];
    let code = part.code.unwrap().to_string();
    let token = links::pickup_token(shop, order.number, part.id)
        .await
        .unwrap();
    let at: Handle = HERE.parse().unwrap();
    let check = async |screen: &mut Screen, typed: &str, want: PickupFound| {
        let check = PickupCheck(typed.to_owned());
        let found: PickupFound = screen.said(&place, paths::PICKUP, &check).await;
        assert_eq!(found, want, "{typed}");
    };
    check(&mut screen, &code, PickupFound::NotYet).await;
    check(&mut screen, &token, PickupFound::NotYet).await;
    assert_eq!(kiosk::calls(shop, &associate(HERE), &at).await.unwrap(), []);
    let order = place.steps(&order, TO_READY).await;
    check(&mut other, &code, PickupFound::Unknown).await;
    check(&mut other, &token, PickupFound::Elsewhere).await;
    check(
        &mut screen,
        &format!(" {code} "),
        PickupFound::Ready { pieces: 2 },
    )
    .await;
    check(
        &mut screen,
        &token.to_lowercase(),
        PickupFound::Ready { pieces: 2 },
    )
    .await;
    let calls = kiosk::calls(shop, &associate(HERE), &at).await.unwrap();
    assert_eq!((calls.len(), calls[0].reason), (1, CallReason::Counter));
    let order = place.step(&order, with_code(&order)).await;
    assert!(order.fulfillments[0].state.is_closed());
    check(&mut screen, &token, PickupFound::Gone).await;
    check(&mut screen, &code, PickupFound::Unknown).await;
}

#[tokio::test]
async fn codes_of_pickups_cannot_be_found_by_trying() {
    let place = open().await;
    let mut screen = paired(&place, HERE).await;
    let mut told = Vec::new();
    for n in 0..6 {
        let check = PickupCheck(format!("{n:06}"));
        let found: (_, Result<PickupFound, _>) = screen.post(&place, paths::PICKUP, &check).await;
        told.push(found.0);
    }
    assert_eq!(told, [200, 200, 200, 200, 200, 429]);
    let check = PickupCheck("BAGUNI:7K3M-9QXT-2DW8:1:00".to_owned());
    let found: (_, Result<PickupFound, _>) = screen.post(&place, paths::PICKUP, &check).await;
    assert_eq!(found.0, 429, "nor by what is scanned");
    let mut other = paired(&place, HERE).await;
    let found: PickupFound = other.said(&place, paths::PICKUP, &check).await;
    assert_eq!(found, PickupFound::Unknown);
}

#[tokio::test]
async fn the_staffs_screen_opens_with_a_pass_and_gives_the_key_back() {
    let place = open().await;
    let shop = place.shop.shop();
    let mut screen = paired(&place, HERE).await;
    let stranger = kiosk::allow_staff(shop, &associate(THERE), screen.id).await;
    assert!(matches!(stranger, Err(KioskError::NoDevice)));
    let (pass, _) = kiosk::allow_staff(shop, &associate(HERE), screen.id)
        .await
        .unwrap();
    let refused: (_, Result<(), _>) = screen.post(&place, paths::UNPAIR, &()).await;
    assert_eq!(refused.0, 400, "the staff's screen is not open");
    let mut other = paired(&place, HERE).await;
    let refused: (_, Result<u64, _>) = other.post(&place, paths::STAFF, &pass).await;
    assert_eq!(refused.0, 400, "another screen's");
    let stays_ms: u64 = screen.said(&place, paths::STAFF, &pass).await;
    assert!(
        stays_ms > 60_000 && stays_ms <= 120_000,
        "a duration: {stays_ms}"
    );
    let refused: (_, Result<u64, _>) = screen.post(&place, paths::STAFF, &pass).await;
    assert_eq!(refused.0, 400, "once");
    let _: () = screen.said(&place, paths::UNPAIR, &()).await;
    assert_eq!(screen.setup(&place).await.0, 404);
    assert_eq!(other.setup(&place).await.0, 200, "no other");
    let mut told = Vec::new();
    for n in 0..6 {
        let pass = StaffPass(format!("{n:06}"));
        let refused: (_, Result<u64, _>) = other.post(&place, paths::STAFF, &pass).await;
        told.push(refused.0);
    }
    // One was spent above.
    assert_eq!(told, [400, 400, 400, 400, 429, 429]);
}

#[tokio::test]
async fn a_reset_leaves_nothing_and_may_be_sent_twice() {
    let place = open().await;
    let mut screen = paired(&place, HERE).await;
    let shopper = screen.begin(&place, &[("MUG", 2)]).await;
    let ask = ticket(1, "MUG:2", KioskWay::Home);
    let made: Ticket = screen.said(&place, paths::TICKET, &ask).await;
    let before = screen.jar.clone();
    for _ in 0..2 {
        let asked = request("POST", paths::RESET, &screen.jar, Vec::new());
        let answer = place.shop.ask(asked).await;
        assert_eq!(
            (answer.status.as_u16(), wire::decode::<()>(&answer.body)),
            (200, Ok(()))
        );
        assert_eq!(answer.header("clear-site-data"), "\"cache\"");
        assert_eq!(answer.cookie("baguni_session"), Some(""));
        assert_eq!(answer.cookie("baguni_device"), None, "the key stays");
        screen.jar.take(&answer);
    }
    assert_eq!(before.cart(&place.shop).await, "");
    let kept = place
        .shop
        .storage
        .basket(shopper, Vec::new())
        .await
        .unwrap();
    assert!(
        kept.truth
            .basket
            .shown(baguni_replica::List::Cart)
            .is_empty()
    );
    let asked = request("GET", baguni_api::paths::SYNC_EVENTS, &before, Vec::new());
    assert_eq!(
        status(&place, asked).await.0,
        401,
        "who kept the cookie has nothing"
    );
    assert_eq!(screen.setup(&place).await.0, 200);
    let next = screen.begin(&place, &[]).await;
    assert_ne!(next, shopper);
    let kept = open_ticket(&place, &made).await;
    let kept = kept.expect("the counter has it");
    assert_eq!(kept.shopper, None, "and not whose");
}

/// Whatever comes in between, the next one never sees what is the last one's.
#[tokio::test(flavor = "multi_thread")]
async fn a_reset_may_come_at_any_moment() {
    let place = Arc::new(open().await);
    let mut screen = paired(&place, HERE).await;
    for round in 0..8 {
        screen.begin(&place, &[("MUG", 1)]).await;
        let mut racing = tokio::task::JoinSet::new();
        for what in 0..4 {
            let (place, mut jar) = (Arc::clone(&place), screen.jar.clone());
            racing.spawn(async move {
                let told = match what {
                    0 | 1 => post::<_, ()>(&place, &mut jar, paths::RESET, &()).await.0,
                    2 => {
                        let beat = Heartbeat::default();
                        post::<_, Vec<Told>>(&place, &mut jar, paths::HEARTBEAT, &beat)
                            .await
                            .0
                    }
                    _ => {
                        let ask = ticket(200 - round, "MUG:1", KioskWay::Home);
                        let made = post::<_, Ticket>(&place, &mut jar, paths::TICKET, &ask).await;
                        // Before the reset or after it.
                        if made.0 == 400 { 200 } else { made.0 }
                    }
                };
                assert_eq!(told, 200, "{what}");
            });
        }
        while let Some(done) = racing.join_next().await {
            done.unwrap();
        }
        let asked = request(
            "GET",
            baguni_api::paths::SYNC_EVENTS,
            &screen.jar,
            Vec::new(),
        );
        assert_eq!(status(&place, asked).await.0, 401, "round {round}");
    }
    for round in 0..8 {
        let id = CommandId([200 - round; 16]);
        let made = place.shop.storage.ticket_named(id).await.unwrap();
        assert!(
            made.is_none_or(|ticket| ticket.shopper.is_none()),
            "{round}"
        );
    }
    assert_eq!(place.shop.storage.check_ledger().await.unwrap(), []);
}

/// A phone takes the basket at the moment at which the screen forgets it: it has all of it or is
/// told that it has nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_reset_and_a_hand_off_do_not_tear_a_basket() {
    let place = open().await;
    let mut screen = paired(&place, HERE).await;
    for round in 0..12 {
        screen.begin(&place, &[("MUG", 2)]).await;
        let ask = paths::HandOffAsk {
            direction: paths::Direction::ToPhone,
            locale: Locale::Ko,
            way: None,
        };
        let offered: paths::HandOffCode = screen.said(&place, paths::HAND_OFF, &ask).await;
        let (_, code) = offered.url.split_once('#').unwrap();
        let mut phone = place.guest(&[("BOWL", 1)]).await;
        let (mut at_screen, fields) = (screen.jar.clone(), format!("code={code}"));
        let reset = post::<_, ()>(&place, &mut at_screen, paths::RESET, &());
        let accept = phone.post(&place.shop, paths::PHONE_ACCEPT, &fields);
        let (reset, accepted) = match round % 2 {
            0 => tokio::join!(reset, accept),
            _ => {
                let (accepted, reset) = tokio::join!(accept, reset);
                (reset, accepted)
            }
        };
        assert_eq!(reset.0, 200);
        let want = match accepted.status.is_redirection() {
            true => "BOWL:1,MUG:2",
            false => "BOWL:1",
        };
        let cart = phone.cart(&place.shop).await;
        let mut lines: Vec<&str> = cart.split(',').collect();
        lines.sort_unstable();
        assert_eq!(lines.join(","), want, "{}", accepted.status);
        let path = baguni_api::paths::SYNC_EVENTS;
        let asked = request("GET", path, &screen.jar, Vec::new());
        assert_eq!(status(&place, asked).await.0, 401, "round {round}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_hears_of_stock_and_of_prices() {
    let place = open().await;
    let shop = place.shop.shared();
    let following = tokio::spawn(async move { shop.catalogue.follow().await });
    let screen = paired(&place, HERE).await;
    let mut events = screen.listen(&place).await;
    let count = [("LAMP".parse().unwrap(), HERE.parse().unwrap(), 1)];
    let by = baguni_storage::Counting::imported("test");
    place
        .shop
        .storage
        .set_stock(&count, by, now())
        .await
        .unwrap();
    let Some(News::Stock(levels)) = news(&mut events).await else {
        panic!("stock is told");
    };
    let lamps: Vec<_> = levels
        .iter()
        .filter(|(_, at, _)| at.as_str() == HERE)
        .collect();
    // What is kept back cannot be promised.
    assert!(lamps.len() == 1 && lamps[0].2 <= 1, "{levels:?}");
    assert!(
        levels.iter().all(|(sku, ..)| sku.as_str() == "LAMP"),
        "{levels:?}"
    );
    let mut bowl = place
        .shop
        .storage
        .product(&"bowl".parse().unwrap())
        .await
        .unwrap()
        .unwrap();
    bowl.variants[0].weight_grams += 1;
    place.shop.storage.save_products(&[bowl]).await.unwrap();
    assert_eq!(news(&mut events).await, Some(News::Catalogue));
    following.abort();
}

#[tokio::test]
async fn the_newest_streams_of_a_screen_are_heard() {
    let place = open().await;
    let screen = paired(&place, HERE).await;
    let mut streams = Vec::new();
    for _ in 0..5 {
        streams.push(screen.listen(&place).await);
    }
    assert_eq!(news(&mut streams[0]).await, None, "it has made room");
    kiosk::tell(place.shop.shop(), screen.id, News::Told);
    for stream in &mut streams[1..] {
        assert_eq!(news(stream).await, Some(News::Told));
    }
    place.shop.shop().kiosks.close();
    assert_eq!(news(&mut streams[1]).await, None, "the server stops");
}

#[tokio::test]
async fn what_was_told_while_the_line_was_cut_is_heard_once() {
    let place = open().await;
    let shop = place.shop.shop();
    let [screen, other] = [paired(&place, HERE).await, paired(&place, HERE).await];
    let moved = News::HandedOff(paths::Direction::ToPhone);
    let tell = |news: News| kiosk::tell(shop, screen.id, news);
    let (cut, begins) = screen.after(&place, None).await;
    drop(cut);
    // Stock is told by what a screen asks for when it is back, and orders by the next heartbeat.
    let levels = vec![("MUG".parse().unwrap(), HERE.parse().unwrap(), 1)];
    for news in [
        News::Stock(levels),
        moved.clone(),
        News::Told,
        moved.clone(),
    ] {
        tell(news);
    }
    let since = begins.id.as_deref();
    let (mut events, begins) = screen.after(&place, since).await;
    let heard = next(&mut events).await.unwrap();
    assert_eq!(heard.news, Some(moved.clone()));
    tell(News::Told);
    assert_eq!(news(&mut events).await, Some(News::Told), "and no more");

    let heard = heard.id.as_deref();
    let again = async |screen: &Screen, id: Option<&str>| {
        let (mut events, _) = screen.after(&place, id).await;
        kiosk::tell(shop, screen.id, News::Told);
        news(&mut events).await.unwrap()
    };
    let unheard = begins.id.as_deref();
    assert_eq!(again(&screen, unheard).await, moved, "a second cut");
    assert_eq!(again(&screen, heard).await, News::Told, "heard already");
    assert_eq!(again(&screen, None).await, News::Told, "a page that begins");
    assert_eq!(again(&screen, Some("x")).await, News::Told, "no id");
    assert_eq!(again(&other, since).await, News::Told, "another screen's");
    assert_eq!(again(&screen, since).await, moved, "by another page");
    let restarted = Some("00000000-999");
    assert_eq!(
        again(&screen, restarted).await,
        moved,
        "another process's id"
    );
    // As a browser does that comes back by itself, to the address that it had.
    let path = format!("{}?since={}", paths::EVENTS, since.unwrap());
    let mut asked = request("GET", &path, &screen.jar, Vec::new());
    let id = heard.unwrap().parse().unwrap();
    asked.headers_mut().insert("last-event-id", id);
    let (_, begins) = begun(&place, asked).await;
    assert_ne!(begins.id.as_deref(), unheard, "the header is newer");
}

/// A hand-off and a payment that nobody has heard of are nobody's, once who waited for them is gone.
#[tokio::test]
async fn nobody_hears_what_was_told_to_who_stood_there_before() {
    let place = open().await;
    let shop = place.shop.shop();
    let mut screen = paired(&place, HERE).await;
    let id = screen.id;
    let (_, begins) = screen.after(&place, None).await;
    let tell_both = || {
        let order = baguni_commerce::order::OrderNumber::from_bits(77);
        let paid = News::Paid {
            ticket: "1234".to_owned(),
            order,
        };
        kiosk::tell(shop, id, paid);
        kiosk::tell(shop, id, News::HandedOff(paths::Direction::ToPhone));
    };
    let path = format!("{}?since={}", paths::EVENTS, begins.id.unwrap());
    let first = async |jar: &Jar| {
        let (mut events, _) = begun(&place, request("GET", &path, jar, Vec::new())).await;
        kiosk::tell(shop, id, News::Told);
        news(&mut events).await.unwrap()
    };
    tell_both();
    assert!(matches!(first(&screen.jar).await, News::Paid { .. }));
    let mut jar = screen.jar.clone();
    let (status, _) = post::<_, ()>(&place, &mut jar, paths::RESET, &()).await;
    assert_eq!(status, 200);
    assert_eq!(first(&jar).await, News::Told, "reset");
    tell_both();
    screen.begin(&place, &[("MUG", 1)]).await;
    assert_eq!(first(&screen.jar).await, News::Told, "somebody else begins");
}

/// Whoever has a stolen key cannot keep the database busy, and the screen itself goes on after it.
#[tokio::test]
async fn what_a_screen_does_by_itself_is_bounded() {
    let place = open().await;
    let screen = paired(&place, HERE).await;
    let other = paired(&place, HERE).await;
    let beat = wire::question(&Heartbeat::default());
    let session = baguni_api::paths::SESSION;
    for (path, body, at_once) in [
        (paths::HEARTBEAT, beat, 120),
        (paths::RESET, Vec::new(), 60),
        (session, Vec::new(), 60),
    ] {
        let ask = async |jar: &Jar| {
            let asked = request("POST", path, jar, body.clone());
            place.shop.ask(asked).await
        };
        for n in 0..at_once {
            let answer = ask(&screen.jar).await;
            assert!(answer.status.is_success(), "{path} {n}: {answer:?}");
        }
        // A few more come free each second, and asking takes time too.
        let mut refused = ask(&screen.jar).await;
        for _ in 0..at_once {
            if refused.status == StatusCode::TOO_MANY_REQUESTS {
                break;
            }
            refused = ask(&screen.jar).await;
        }
        assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS, "{path}");
        assert_eq!(refused.header("retry-after"), "1", "{path}");
        assert!(
            ask(&other.jar).await.status.is_success(),
            "another's {path}"
        );
    }
}
