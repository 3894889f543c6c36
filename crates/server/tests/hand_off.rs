//! Baskets that go between screens in stores and phones, over HTTP and real sockets.

use crate::jar::Jar;
use crate::ordering::{Ordering, picked_up, shipped};
use crate::shop::Answer;
use crate::tab::{Tab, add};
use axum::body::{Body, BodyDataStream};
use axum::http::header::{COOKIE, ORIGIN};
use axum::http::{Method, Request, StatusCode};
use baguni_api::kiosk::{
    self as paths, Direction, HandOffAsk, HandOffCode, KioskWay, News, PHONE, PHONE_ACCEPT,
    PHONE_END, PHONE_SCREENS,
};
use baguni_api::{ApiError, account, forms, wire};
use baguni_commerce::order::{Channel, Origin};
use baguni_commerce::{DeviceId, DeviceProfile, Locale, Sku};
use baguni_replica::frame::DeviceKind;
use baguni_server::accounts::Token;
use baguni_server::accounts::peer::Peer;
use baguni_storage::{DevicePlan, TokenHash, Who};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use futures_util::StreamExt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;
use tower::ServiceExt;

const PASSWORD: &str = "한 줄의 긴 문장이 좋아요";
/// Nothing takes so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// A shop that is reached on a port too.
struct Open {
    place: Ordering,
    address: SocketAddr,
}

/// A screen in a store, and whoever stands at it.
struct Screen<'a> {
    open: &'a Open,
    id: DeviceId,
    jar: Jar,
    tab: Option<Tab>,
}

impl Open {
    async fn new() -> Self {
        let place = Ordering::open().await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = place.shop.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { place, address }
    }

    /// A screen in this store with nobody in front of it.
    async fn screen(&self, n: u8, store: &str) -> Screen<'_> {
        let storage = &self.place.shop.storage;
        let plan = DevicePlan {
            location: store.parse().unwrap(),
            name: format!("입구 {n}"),
            profile: DeviceProfile::portrait_32(),
            idle_s: 60,
        };
        let (code, id, key) = (TokenHash([n; 32]), DeviceId([n; 16]), Token::random());
        storage.allow_pairing(code, plan, &by(), 0).await.unwrap();
        let paired = storage.pair(&code, id, key.hash(), 1).await.unwrap();
        assert!(paired.is_some());
        Screen {
            open: self,
            id,
            jar: Jar::with(forms::cookies::DEVICE, &key.reveal()),
            tab: None,
        }
    }

    async fn post(&self, jar: &mut Jar, path: &str, fields: &str) -> Answer {
        jar.post(&self.place.shop, path, fields).await
    }

    /// What a phone is shown that has scanned a code.
    async fn scan(&self, phone: &mut Jar, code: &HandOffCode) -> Answer {
        let fields = format!("code={}", fragment(code));
        self.post(phone, PHONE, &fields).await
    }

    async fn accept(&self, phone: &mut Jar, code: &HandOffCode) -> Answer {
        let fields = format!("code={}", fragment(code));
        self.post(phone, PHONE_ACCEPT, &fields).await
    }

    async fn sign_up(&self, jar: &mut Jar, email: &str) {
        let fields = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("email", email), ("name", "미나"), ("password", PASSWORD)])
            .finish();
        let answer = self.post(jar, account::SIGN_UP, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    }

    async fn sign_in(&self, jar: &mut Jar, email: &str) {
        let fields = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("email", email), ("password", PASSWORD)])
            .finish();
        let answer = self.post(jar, account::SIGN_IN, &fields).await;
        assert_eq!(answer.location(), account::OVERVIEW, "{answer:?}");
    }

    /// Sorted, such as `BOWL:1,MUG:2`.
    async fn cart(&self, jar: &Jar) -> String {
        let cart = jar.cart(&self.place.shop).await;
        let mut lines: Vec<&str> = cart.split(',').collect();
        lines.sort_unstable();
        lines.join(",")
    }
}

fn by() -> Who {
    Who {
        account: None,
        name: "보라".to_owned(),
    }
}

fn fragment(code: &HandOffCode) -> &str {
    code.url.split_once('#').expect("the code is in it").1
}

fn sku(name: &str) -> Sku {
    name.parse().unwrap()
}

impl Screen<'_> {
    async fn asked<Q: serde::Serialize>(&mut self, path: &str, question: &Q) -> Answer {
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header("host", "shop.test")
            .header(COOKIE, self.jar.header())
            .body(Body::from(wire::question(question)))
            .unwrap();
        let answer = self.open.place.shop.ask(request).await;
        self.jar.take(&answer);
        answer
    }

    /// Somebody begins.
    async fn begin(&mut self) {
        let reset = self.asked(paths::RESET, &()).await;
        assert_eq!(reset.status, StatusCode::OK, "{reset:?}");
        let answer = self
            .open
            .post(&mut self.jar, baguni_api::paths::SESSION, "")
            .await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{answer:?}");
        self.connect().await;
    }

    async fn connect(&mut self) {
        let (address, cookie) = (self.open.address, self.jar.header());
        self.tab = Some(Tab::at(address, &cookie, DeviceKind::Kiosk).await);
    }

    /// The same tab, with what it has said and was not thanked for.
    async fn connect_again(&mut self) {
        let (address, cookie) = (self.open.address, self.jar.header());
        let tab = self.tab();
        tab.connect(address, &cookie).await.unwrap();
        tab.until(|tab| tab.device.is_live()).await;
        for up in tab.device.flush() {
            tab.send(&up).await;
        }
        tab.settle().await;
    }

    fn tab(&mut self) -> &mut Tab {
        self.tab.as_mut().expect("somebody has begun")
    }

    async fn put(&mut self, things: &[(&str, u32)]) {
        for (name, quantity) in things {
            self.tab().intend(add(&sku(name), *quantity)).await;
        }
        self.tab().settle().await;
    }

    async fn code(&mut self, direction: Direction, way: Option<KioskWay>) -> HandOffCode {
        let ask = HandOffAsk {
            direction,
            locale: Locale::Ko,
            way,
        };
        let answer = self.asked(paths::HAND_OFF, &ask).await;
        wire::decode(&answer.body).unwrap()
    }

    async fn phone_code(&mut self) -> HandOffCode {
        self.code(Direction::ToPhone, None).await
    }

    /// The server ends the connection: the basket is another's, or nobody's where it is to be wiped.
    async fn rebound(&mut self) -> bool {
        let tab = self.tab();
        tab.until_closed().await;
        tab.rebound.expect("it said why")
    }

    async fn news(&self) -> BodyDataStream {
        let request = Request::builder()
            .uri(paths::EVENTS)
            .header("host", "shop.test")
            .header(COOKIE, self.jar.header())
            .body(Body::empty())
            .unwrap();
        let router = self.open.place.shop.router();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        let mut stream = answer.into_body().into_data_stream();
        // That it stands.
        stream.next().await.unwrap().unwrap();
        stream
    }

    /// Whether anybody's session is open there.
    async fn is_in_use(&self) -> bool {
        let token: Option<Token> = self
            .jar
            .get(forms::cookies::SESSION)
            .and_then(|raw| raw.parse().ok());
        let Some(token) = token else { return false };
        let storage = &self.open.place.shop.storage;
        let found = storage.session(&token.hash(), crate::ordering::now()).await;
        found.unwrap().is_some()
    }
}

/// The next of these news, whatever else is told before.
async fn told(stream: &mut BodyDataStream, wanted: &News) {
    loop {
        let event = timeout(PATIENCE, stream.next()).await.expect("it is told");
        let event = event.unwrap().unwrap();
        let text = std::str::from_utf8(&event).unwrap();
        let written = text.lines().find_map(|line| line.strip_prefix("data: "));
        let Some(written) = written else {
            continue;
        };
        let bytes = BASE64_STANDARD.decode(written.trim()).unwrap();
        let news: Result<News, ApiError> = wire::decode(&bytes);
        if news.as_ref() == Ok(wanted) {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screens_basket_goes_to_a_phone_and_lives_on_both() {
    let open = Open::new().await;
    let mut screen = open.screen(1, "seongsu").await;
    screen.begin().await;
    screen.put(&[("MUG", 2), ("LAMP", 1)]).await;
    let mut news = screen.news().await;
    let code = screen.phone_code().await;
    assert!(
        code.url.starts_with("https://shop.example/handoff#"),
        "{}",
        code.url
    );
    assert!(code.path.starts_with("M0 0h7v1h-7z") && code.modules > 20);
    assert_eq!(code.lives_ms, 5 * 60_000);
    // A phone that has never been here.
    let mut phone = Jar::default();
    let page = open.scan(&mut phone, &code).await;
    assert_eq!(page.status, StatusCode::OK);
    let html = page.text();
    for words in [
        "성수점",
        "입구 1",
        "상품 3개",
        "shop.example인지",
        "가져올까요?",
    ] {
        assert!(html.contains(words), "{words}: {html}");
    }
    assert!(phone.shopper().is_none(), "looking makes nobody a guest");
    let taken = open.accept(&mut phone, &code).await;
    assert_eq!(
        (taken.status, taken.location()),
        (StatusCode::SEE_OTHER, "/cart")
    );
    told(&mut news, &News::HandedOff(Direction::ToPhone)).await;
    assert!(!screen.rebound().await, "the basket is the phone's now");
    assert_eq!(open.cart(&phone).await, "LAMP:1,MUG:2");
    // Nothing is sold to the screen's guest any more: it shows what the phone has.
    screen.connect().await;
    let mut on_phone = Tab::at(open.address, &phone.header(), DeviceKind::Phone).await;
    on_phone.intend(add(&sku("BOWL"), 4)).await;
    screen
        .tab()
        .until(|tab| tab.in_cart(&sku("BOWL")) == 4)
        .await;
    screen.put(&[("MUG", 1)]).await;
    on_phone.until(|tab| tab.in_cart(&sku("MUG")) == 3).await;
    // The same phone asks again: a press that was sent twice.
    let again = open.accept(&mut phone, &code).await;
    assert_eq!(
        (again.status, again.location()),
        (StatusCode::SEE_OTHER, "/cart")
    );
    screen.asked(paths::RESET, &()).await;
    assert!(!screen.is_in_use().await);
    assert_eq!(open.cart(&phone).await, "BOWL:4,LAMP:1,MUG:3");
    let again = open.scan(&mut phone, &code).await;
    assert_eq!(again.location(), "/cart", "also after the screen's reset");
    screen.begin().await;
    assert!(
        screen.tab().device.view().is_empty(),
        "the next sees nothing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phones_basket_comes_to_a_screen_and_leaves_it() {
    let open = Open::new().await;
    let mut phone = open.place.guest(&[("BOWL", 2)]).await;
    open.sign_up(&mut phone, "mina@shop.example").await;
    for ended_by in [
        account::REVOKE,
        account::REVOKE_OTHERS,
        PHONE_END,
        account::SIGN_OUT,
    ] {
        let mut screen = open.screen(ended_by.len() as u8, "seongsu").await;
        screen.begin().await;
        let code = screen.code(Direction::ToScreen, None).await;
        let page = open.scan(&mut phone, &code).await;
        assert!(
            page.text().contains("내 장바구니 2개를 성수점"),
            "{}",
            page.text()
        );
        let taken = open.accept(&mut phone, &code).await;
        assert_eq!(taken.location(), PHONE_SCREENS, "{taken:?}");
        assert!(!screen.rebound().await);
        screen.connect().await;
        assert_eq!(screen.tab().in_cart(&sku("BOWL")), 2);
        let visitor = open.place.visitor(&screen.jar).await;
        assert_eq!(visitor.account, None, "nobody signs in at a screen");
        let mut news = screen.news().await;
        let screens = phone.get_page(&open.place.shop, PHONE_SCREENS).await;
        assert!(screens.text().contains("성수점"), "{}", screens.text());
        let devices = phone.get_page(&open.place.shop, account::DEVICES).await;
        assert!(
            devices.text().contains("화면에서 로그아웃"),
            "{}",
            devices.text()
        );
        let fields = format!("session={}", visitor.session.0);
        let mut stranger = open.place.guest(&[]).await;
        open.post(&mut stranger, PHONE_END, &fields).await;
        assert!(screen.is_in_use().await, "only its shopper may");
        open.post(&mut phone, ended_by, &fields).await;
        told(&mut news, &News::Reset).await;
        assert!(screen.rebound().await, "{ended_by}: nothing of it may stay");
        assert!(!screen.is_in_use().await, "{ended_by}");
        if ended_by != account::SIGN_OUT {
            assert_eq!(open.cart(&phone).await, "BOWL:2", "{ended_by}");
        }
    }
}

const EXPIRED: &str = "코드 시간이 지났어요";
const USED: &str = "이미 사용된 코드예요";

/// A code that is good for nothing is answered with these words, and with nothing of a basket.
async fn check_refused(open: &Open, phone: &mut Jar, code: &str, words: &str) {
    let fields = format!("code={code}");
    for path in [PHONE, PHONE_ACCEPT] {
        let answer = open.post(phone, path, &fields).await;
        assert_eq!(answer.status, StatusCode::GONE, "{path} {code}");
        let html = answer.text();
        assert!(html.contains(words), "{path} {code}: {html}");
        for secret in ["성수점", "입구 1", "role=\"list\""] {
            assert!(!html.contains(secret), "{path} {code} tells {secret}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn forged_codes_and_other_sites_get_nothing() {
    let open = Open::new().await;
    let mut screen = open.screen(1, "seongsu").await;
    screen.begin().await;
    screen.put(&[("LAMP", 1)]).await;
    let good = screen.phone_code().await;
    let mut phone = open.place.guest(&[("MUG", 1)]).await;
    let unknown = "AAAAAAAAAAAAAAAAAAAAAA";
    for forged in ["", unknown, "%27%3B+DROP+TABLE", "%3Cscript%3E"] {
        check_refused(&open, &mut phone, forged, EXPIRED).await;
    }
    let mut nobody = Jar::default();
    check_refused(&open, &mut nobody, unknown, EXPIRED).await;
    assert!(nobody.shopper().is_none(), "it makes nobody a guest");
    let fields = format!("code={}", fragment(&good));
    let foreign = [
        (ORIGIN.as_str(), "https://evil.example"),
        ("sec-fetch-site", "cross-site"),
    ];
    for path in [PHONE, PHONE_ACCEPT, PHONE_END] {
        let answer = open.place.shop.post_with(path, &foreign, &fields).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
    }
    // By the screen itself, whose page this is not.
    let itself = open.accept(&mut screen.jar.clone(), &good).await;
    assert_eq!(itself.status, StatusCode::FORBIDDEN);
    assert_eq!(open.cart(&phone).await, "MUG:1");
    assert_eq!(open.accept(&mut phone, &good).await.location(), "/cart");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_for_one_phone_and_ends_with_its_session() {
    let open = Open::new().await;
    let mut screen = open.screen(1, "seongsu").await;
    screen.begin().await;
    screen.put(&[("LAMP", 1)]).await;
    let good = screen.phone_code().await;
    let mut phone = open.place.guest(&[("MUG", 1)]).await;
    let mut winner = Jar::default();
    assert_eq!(open.accept(&mut winner, &good).await.location(), "/cart");
    check_refused(&open, &mut phone, fragment(&good), USED).await;
    let another = screen.phone_code().await;
    check_refused(&open, &mut phone, fragment(&another), USED).await;

    screen.begin().await;
    let late = screen.phone_code().await;
    screen.begin().await;
    check_refused(&open, &mut phone, fragment(&late), EXPIRED).await;
    let late = screen.phone_code().await;
    let storage = &open.place.shop.storage;
    let revoked = storage.revoke_device(screen.id, &by(), 2).await;
    assert!(revoked.unwrap().is_some());
    check_refused(&open, &mut phone, fragment(&late), EXPIRED).await;
    assert_eq!(open.cart(&phone).await, "MUG:1");
    assert_eq!(open.cart(&winner).await, "LAMP:1");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_phones_that_race_one_has_the_basket() {
    let open = Arc::new(Open::new().await);
    let mut screen = open.screen(1, "seongsu").await;
    for round in 1..=10 {
        screen.begin().await;
        screen.put(&[("MUG", round)]).await;
        let code = screen.phone_code().await;
        let [mut one, mut other] = [Jar::default(), open.place.guest(&[("BOWL", 1)]).await];
        let (first, second) =
            tokio::join!(open.accept(&mut one, &code), open.accept(&mut other, &code));
        let took = [&first, &second].map(|answer| answer.status == StatusCode::SEE_OTHER);
        let gone = [&first, &second].map(|answer| answer.status == StatusCode::GONE);
        assert!(
            took[0] != took[1] && gone[0] != gone[1],
            "{first:?} {second:?}"
        );
        let mugs = format!("MUG:{round}");
        let want = match took[0] {
            true => [mugs, "BOWL:1".to_owned()],
            false => [String::new(), format!("BOWL:1,{mugs}")],
        };
        assert_eq!(
            [open.cart(&one).await, open.cart(&other).await],
            want,
            "{round}"
        );
    }
}

/// Each of the twenty has another number of mugs, and each phone another number of bowls.
#[tokio::test(flavor = "multi_thread")]
async fn five_screens_and_twenty_phones_at_once() {
    const SCREENS: u32 = 5;
    const ROUNDS: u32 = 4;
    let open = Arc::new(Open::new().await);
    let at_once = (0..SCREENS).map(|n| {
        let open = Arc::clone(&open);
        tokio::spawn(async move {
            let mut screen = open
                .screen(n as u8 + 1, ["seongsu", "haeundae"][n as usize % 2])
                .await;
            let mut phones = Vec::new();
            for round in 0..ROUNDS {
                let own = n * ROUNDS + round + 1;
                let mut phone = open.place.guest(&[("BOWL", own)]).await;
                screen.begin().await;
                screen.put(&[("MUG", own), ("BOWL", 1)]).await;
                let direction = [Direction::ToPhone, Direction::ToScreen][round as usize % 2];
                let code = screen.code(direction, None).await;
                // A press that the screen has not been thanked for is not lost, nor counted twice.
                screen.tab().intend(add(&sku("LAMP"), 1)).await;
                let page = open.accept(&mut phone, &code).await;
                assert_eq!(page.status, StatusCode::SEE_OTHER, "{page:?}");
                assert!(!screen.rebound().await);
                screen.connect_again().await;
                assert_eq!(screen.tab().in_cart(&sku("LAMP")), 1);
                assert_eq!(screen.tab().in_cart(&sku("BOWL")), own.max(1));
                phones.push((own, phone));
            }
            screen.asked(paths::RESET, &()).await;
            phones
        })
    });
    let mut seen = 0;
    for screen in at_once.collect::<Vec<_>>() {
        for (own, phone) in screen.await.unwrap() {
            let want = format!("BOWL:{own},LAMP:1,MUG:{own}");
            assert_eq!(open.cart(&phone).await, want);
            seen += 1;
        }
    }
    assert_eq!(seen, SCREENS * ROUNDS);
}

#[tokio::test(flavor = "multi_thread")]
async fn where_a_line_came_from_is_kept_to_the_order() {
    let open = Open::new().await;
    let mut laptop = open.place.guest(&[("MUG", 1), ("BOWL", 1)]).await;
    open.sign_up(&mut laptop, "mina@shop.example").await;
    let mut screen = open.screen(1, "haeundae").await;
    screen.begin().await;
    screen.put(&[("MUG", 2), ("LAMP", 1)]).await;
    let way = Some(KioskWay::Store("seongsu".parse().unwrap()));
    let code = screen.code(Direction::ToPhone, way).await;
    let mut phone = open.place.guest(&[("MUG", 1)]).await;
    let page = open.scan(&mut phone, &code).await;
    assert!(
        page.text().contains("성수점에서 찾아가요"),
        "{}",
        page.text()
    );
    let taken = open.accept(&mut phone, &code).await;
    assert_eq!(taken.location(), "/checkout");
    let form = phone.get_page(&open.place.shop, "/checkout").await;
    assert_eq!(form.status, StatusCode::OK);
    let chosen = form
        .text()
        .split("<input")
        .find(|input| input.contains(r#"value="seongsu""#));
    assert!(
        chosen.is_some_and(|input| input.contains("checked")),
        "{}",
        form.text()
    );
    // Half way the phone signs in, and the account has a mug of its own.
    open.sign_in(&mut phone, "mina@shop.example").await;
    assert_eq!(open.cart(&phone).await, "BOWL:1,LAMP:1,MUG:2");
    screen.asked(paths::RESET, &()).await;
    let order = open.place.place(&phone, picked_up("seongsu")).await;
    assert_eq!(order.channel, Channel::Kiosk);
    let at = Origin {
        location: "haeundae".parse().unwrap(),
        device: Some("입구 1".to_owned()),
        associate: None,
    };
    let origins: Vec<(String, Option<Origin>)> = order
        .lines
        .iter()
        .map(|line| (line.sku.to_string(), line.origin.clone()))
        .collect();
    for (sku, origin) in [("MUG", Some(&at)), ("LAMP", Some(&at)), ("BOWL", None)] {
        let found = origins.iter().find(|(of, _)| of == sku);
        assert_eq!(found.unwrap().1.as_ref(), origin, "{sku}");
    }
    let web = open
        .place
        .place(&open.place.guest(&[("MUG", 1)]).await, shipped())
        .await;
    assert_eq!(
        (web.channel, web.lines[0].origin.clone()),
        (Channel::Web, None)
    );
}

/// A guest at the screen, a guest with a phone, and the account they are in the end.
#[tokio::test(flavor = "multi_thread")]
async fn a_screen_follows_the_phone_that_signs_in() {
    let open = Open::new().await;
    let mut laptop = open.place.guest(&[("BOWL", 3)]).await;
    open.sign_up(&mut laptop, "mina@shop.example").await;
    let mut screen = open.screen(1, "seongsu").await;
    screen.begin().await;
    screen.put(&[("MUG", 1)]).await;
    let code = screen.phone_code().await;
    let mut phone = Jar::default();
    open.accept(&mut phone, &code).await;
    // What the screen has said without an answer comes late.
    let late = screen.tab.as_mut().unwrap();
    late.hang_up();
    late.device
        .intend(add(&sku("LAMP"), 1), crate::tab::now())
        .unwrap();
    open.sign_in(&mut phone, "mina@shop.example").await;
    screen.connect_again().await;
    assert_eq!(open.cart(&phone).await, "BOWL:3,LAMP:1,MUG:1");
    assert_eq!(screen.tab().in_cart(&sku("BOWL")), 3);
    let visitor = open.place.visitor(&screen.jar).await;
    assert_eq!(
        (visitor.account, Some(visitor.shopper)),
        (None, laptop.shopper())
    );
    // The basket of an account goes on to nobody else by the screen that shows it.
    let code = screen.phone_code().await;
    let refused = open.accept(&mut Jar::default(), &code).await;
    assert_eq!(refused.status, StatusCode::GONE);
}

/// What somebody has left on a screen joins nobody's basket unsaid.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_on_the_screen_is_said_before_it_joins() {
    let open = Open::new().await;
    let mut screen = open.screen(1, "seongsu").await;
    screen.begin().await;
    let mut phone = open.place.guest(&[("BOWL", 2)]).await;
    let joins = "화면에 담겨 있는 상품";
    let code = screen.code(Direction::ToScreen, None).await;
    let page = open.scan(&mut phone, &code).await;
    assert!(!page.text().contains(joins), "{}", page.text());
    screen.put(&[("MUG", 3)]).await;
    let page = open.scan(&mut phone, &code).await;
    assert!(
        page.text().contains(&format!("{joins} 3개")),
        "{}",
        page.text()
    );
    open.accept(&mut phone, &code).await;
    assert_eq!(open.cart(&phone).await, "BOWL:2,MUG:3");
    // By now it is one basket, and joins nothing.
    let code = screen.code(Direction::ToScreen, None).await;
    let page = open.scan(&mut phone, &code).await;
    assert!(page.text().contains("내 장바구니 5개"), "{}", page.text());
    assert!(!page.text().contains(joins), "{}", page.text());
}

#[tokio::test]
async fn one_address_may_not_try_for_ever() {
    let open = Open::new().await;
    let tried = async |from: &str| {
        let request = Request::builder()
            .method(Method::POST)
            .uri(PHONE)
            .header("host", "shop.test")
            .header("content-type", "application/x-www-form-urlencoded")
            .extension(Peer(from.parse().unwrap()))
            .body(Body::from("code=AAAAAAAAAAAAAAAAAAAAAA"))
            .unwrap();
        open.place.shop.ask(request).await
    };
    for _ in 0..120 {
        assert_eq!(tried("203.0.113.7").await.status, StatusCode::GONE);
    }
    // The bucket may have got one back meanwhile.
    let mut limited = Vec::new();
    while limited.is_empty() {
        let answer = tried("203.0.113.7").await;
        limited.extend((answer.status == StatusCode::TOO_MANY_REQUESTS).then_some(answer));
    }
    assert!(
        limited[0].text().contains("너무 여러 번"),
        "{:?}",
        limited[0]
    );
    assert_eq!(
        tried("203.0.113.8").await.status,
        StatusCode::GONE,
        "another's"
    );
}

#[tokio::test]
async fn the_page_reads_the_code_by_its_one_script() {
    let open = Open::new().await;
    for (path, words) in [
        ("/handoff", "코드를 읽고 있어요"),
        ("/en/handoff", "Reading the code"),
    ] {
        let page = open.place.shop.get(path).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.text().contains(words), "{}", page.text());
        assert_eq!(page.header("cache-control"), "no-store");
        let nonce = page.text().split("<script nonce=\"").nth(1).unwrap();
        let nonce = &nonce[..nonce.find('"').unwrap()];
        let policy = page.header("content-security-policy");
        assert!(
            policy.contains(&format!("script-src 'nonce-{nonce}';")),
            "{policy}"
        );
        assert_eq!(page.text().matches("<script").count(), 1);
    }
}

#[tokio::test]
async fn codes_are_for_whoever_stands_at_a_screen() {
    let open = Open::new().await;
    let mut screen = open.screen(1, "seongsu").await;
    let ask = HandOffAsk {
        direction: Direction::ToPhone,
        locale: Locale::En,
        way: None,
    };
    let nobody = screen.asked(paths::HAND_OFF, &ask).await;
    assert_eq!(nobody.status, StatusCode::BAD_REQUEST, "nobody has begun");
    let session = open
        .post(&mut screen.jar, baguni_api::paths::SESSION, "")
        .await;
    assert_eq!(session.status, StatusCode::NO_CONTENT);
    let code = screen.asked(paths::HAND_OFF, &ask).await;
    let code: HandOffCode = wire::decode(&code.body).unwrap();
    assert!(code.url.contains("/en/handoff#"), "{}", code.url);
    let mut limited = false;
    for _ in 0..40 {
        let answer = screen.asked(paths::HAND_OFF, &ask).await;
        limited |= answer.status == StatusCode::TOO_MANY_REQUESTS;
    }
    assert!(limited, "a screen may not ask for ever");
    let mut phone = open.place.guest(&[("MUG", 1)]).await;
    let request = Request::builder()
        .method(Method::POST)
        .uri(paths::HAND_OFF)
        .header("host", "shop.test")
        .header(COOKIE, phone.header())
        .body(Body::from(wire::question(&ask)))
        .unwrap();
    let stranger = open.place.shop.ask(request).await;
    phone.take(&stranger);
    assert_eq!(
        stranger.status,
        StatusCode::NOT_FOUND,
        "a phone is no screen"
    );
}
