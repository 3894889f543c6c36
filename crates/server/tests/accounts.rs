//! Accounts and sessions, as a browser has them.

use crate::shop::{Answer, TestShop};
use async_trait::async_trait;
use axum::body::Body;
use axum::http::{Method, Request};
use baguni_api::paths;
use baguni_commerce::{Email, ShopperId};
use baguni_server::accounts::Token;
use baguni_server::accounts::peer::Peer;
use baguni_server::mail::{Letter, MailError, Mailer};
use baguni_storage::{SqliteStorage, Storage};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

const HOST: &str = "https://shop.example";
const EMAIL: &str = "mina@shop.example";
const PASSWORD: &str = "correct horse battery";

/// Letters as they lie in a drawer.
#[derive(Default)]
struct Drawer {
    letters: Mutex<Vec<Letter>>,
    is_shut: bool,
}

#[async_trait]
impl Mailer for Drawer {
    async fn check(&self) -> Result<(), MailError> {
        match self.is_shut {
            true => Err(MailError::None),
            false => Ok(()),
        }
    }

    async fn send(&self, letter: Letter) -> Result<(), MailError> {
        self.letters.lock().unwrap().push(letter);
        Ok(())
    }
}

impl Drawer {
    /// The letter that is number `at`, once it is there: letters are written after the answer.
    async fn letter(&self, at: usize) -> Letter {
        loop {
            if let Some(letter) = self.letters.lock().unwrap().get(at) {
                return letter.clone();
            }
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
        }
    }

    /// The path that the letter's link leads to.
    async fn link(&self, at: usize) -> String {
        let text = self.letter(at).await.text;
        let link = text.lines().find(|line| line.starts_with(HOST)).unwrap();
        link.strip_prefix(HOST).unwrap().to_owned()
    }
}

struct Place {
    shop: TestShop,
    drawer: Arc<Drawer>,
}

/// An empty shop of its own, with mail.
async fn open() -> Place {
    open_with(Drawer::default(), Some(HOST)).await
}

async fn open_with(drawer: Drawer, public_url: Option<&str>) -> Place {
    let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::in_memory().unwrap());
    let drawer = Arc::new(drawer);
    let shop = TestShop::with_mail(storage, public_url, Arc::clone(&drawer) as _).await;
    Place { shop, drawer }
}

/// Keeps cookies as a browser does.
struct Device<'a> {
    shop: &'a TestShop,
    jar: RefCell<BTreeMap<String, String>>,
    /// Where it is in the network.
    address: &'static str,
}

impl<'a> Device<'a> {
    fn new(shop: &'a TestShop) -> Self {
        Self::at(shop, "203.0.113.7")
    }

    fn at(shop: &'a TestShop, address: &'static str) -> Self {
        let jar = RefCell::default();
        Self { shop, jar, address }
    }

    async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &[], String::new()).await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        let from_shop = [("sec-fetch-site", "same-origin")];
        self.ask(Method::POST, path, &from_shop, form.finish())
            .await
    }

    async fn ask(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: String,
    ) -> Answer {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "shop.example")
            .header("user-agent", "Mozilla/5.0 (Linux; Android 15) Chrome/148.0")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("cookie", self.cookies());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let mut request = request.body(Body::from(body)).unwrap();
        let peer = Peer(self.address.parse().unwrap());
        request.extensions_mut().insert(peer);
        let answer = self.shop.ask(request).await;
        for line in answer.headers.get_all("set-cookie") {
            let pair = line.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            match value {
                "" => self.jar.borrow_mut().remove(name),
                _ => self.jar.borrow_mut().insert(name.into(), value.into()),
            };
        }
        answer
    }

    fn cookies(&self) -> String {
        let jar = self.jar.borrow();
        let pairs: Vec<_> = jar.iter().map(|(k, v)| format!("{k}={v}")).collect();
        pairs.join("; ")
    }

    fn cookie(&self, name: &str) -> Option<String> {
        self.jar.borrow().get(name).cloned()
    }

    fn token(&self) -> Option<String> {
        self.cookie("baguni_session")
    }

    async fn sign_up(&self, email: &str, name: &str) -> Answer {
        let fields = [("email", email), ("name", name), ("password", PASSWORD)];
        self.post("/account/sign-up", &fields).await
    }

    async fn sign_in(&self, email: &str, password: &str) -> Answer {
        let fields = [("email", email), ("password", password)];
        self.post("/account/sign-in", &fields).await
    }

    /// Whether the account's own page opens.
    async fn is_signed_in(&self) -> bool {
        let answer = self.get("/account").await;
        match answer.status.as_u16() {
            200 => true,
            303 => {
                assert_eq!(answer.location(), "/account/sign-in?next=%2Faccount");
                false
            }
            other => panic!("{other}"),
        }
    }
}

fn went(answer: &Answer) -> (u16, &str) {
    (answer.status.as_u16(), answer.location())
}

/// Whether a page says something; `'` is written as the pages write it.
#[track_caller]
fn says(answer: &Answer, words: &str) {
    assert!(answer.text().contains(words), "{words}: {}", answer.text());
}

#[tokio::test]
async fn a_guest_gets_a_session_once() {
    let Place { shop, .. } = open_with(Drawer::default(), None).await;
    let first = shop.post(paths::SESSION, "", "").await;
    assert_eq!(first.status, 204);
    let (token, shopper) = (
        first.cookie("baguni_session").unwrap(),
        first.cookie("baguni_shopper").unwrap(),
    );
    assert_eq!((token.len(), shopper.len()), (43, 16));
    let set = first.headers.get_all("set-cookie").iter();
    let set: Vec<_> = set.map(|line| line.to_str().unwrap()).collect();
    let age = "Path=/; Max-Age=34560000; SameSite=Lax";
    let expected = [
        format!("baguni_session={token}; {age}; HttpOnly"),
        format!("baguni_shopper={shopper}; {age}"),
    ];
    assert_eq!(set, expected);

    let behind_tls = open().await.shop.post(paths::SESSION, "", "").await;
    for line in behind_tls.headers.get_all("set-cookie") {
        assert!(line.to_str().unwrap().ends_with("; Secure"), "{line:?}");
    }

    let check = async |cookies: String, want: &[&str]| {
        let answer = shop.post(paths::SESSION, &cookies, "").await;
        let set = answer.headers.get_all("set-cookie").iter();
        let set = set.map(|line| line.to_str().unwrap().split('=').next().unwrap());
        assert_eq!(set.collect::<Vec<_>>(), want, "{cookies}");
    };
    let both = ["baguni_session", "baguni_shopper"];
    let kept = format!("baguni_session={token}; baguni_shopper={shopper}");
    check(kept, &[]).await;
    check(format!("baguni_session={token}"), &["baguni_shopper"]).await;
    check(format!("baguni_shopper={shopper}"), &both).await;
    check(format!("baguni_session={}", "A".repeat(43)), &both).await;
    check("baguni_session=; baguni_shopper=x".to_owned(), &both).await;
}

/// The script of a page knows by one cookie whose lists it shows, the server by another.
#[tokio::test]
async fn a_page_of_lists_says_again_whose_they_are() {
    let Place { shop, .. } = open().await;
    let device = Device::new(&shop);
    device.post(paths::SESSION, &[]).await;
    let shopper = device.cookie("baguni_shopper");
    let check = async |lost: Option<&str>, path: &str, said_again: bool| {
        let mut jar = device.jar.borrow().clone();
        match lost {
            Some(other) => jar.insert("baguni_shopper".into(), other.into()),
            None => jar.remove("baguni_shopper"),
        };
        let browser = Device::new(&shop);
        *browser.jar.borrow_mut() = jar;
        let answer = browser.get(path).await;
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(
            browser.cookie("baguni_shopper") == shopper,
            said_again,
            "{lost:?}"
        );
    };
    check(None, "/cart", true).await;
    check(Some("0123456789abcdef"), "/en/wishlist", true).await;
    check(shopper.as_deref(), "/cart", true).await;
    check(None, "/", false).await;
}

#[tokio::test]
async fn other_sites_change_nothing() {
    let Place { shop, .. } = open().await;
    let device = Device::new(&shop);
    device.sign_up(EMAIL, "미나").await;
    let kept = device.cookies();
    let forms = [
        paths::SESSION,
        "/account/sign-in",
        "/account/sign-up",
        "/account/sign-out",
        "/account/reset",
        "/account/reset/abc",
        "/account/name",
        "/account/devices/revoke",
        "/en/account/devices/revoke-others",
    ];
    for path in forms {
        let check = async |header: (&str, &str)| {
            let fields = "email=a@b.example&name=x&password=correct+horse+battery";
            let answer = device
                .ask(Method::POST, path, &[header], fields.to_owned())
                .await;
            assert_eq!(answer.status, 403, "{path} {header:?}");
            assert_eq!(device.cookies(), kept, "{path} {header:?}");
        };
        check(("sec-fetch-site", "cross-site")).await;
        check(("sec-fetch-site", "same-site")).await;
        check(("origin", "https://elsewhere.example")).await;
        check(("origin", "null")).await;
    }
    assert!(device.is_signed_in().await);
}

#[tokio::test]
async fn up_and_out_and_in() {
    let Place { shop, .. } = open().await;
    let device = Device::new(&shop);
    assert!(!device.is_signed_in().await);
    let up = device.sign_up(" Mina@Shop.Example ", "  김   미나 ").await;
    assert_eq!(went(&up), (303, "/account"));
    let overview = device.get("/account").await;
    assert_eq!(overview.status, 200);
    assert_eq!(overview.header("cache-control"), "no-store");
    says(&overview, "김 미나님, 안녕하세요");
    says(&overview, EMAIL);
    says(&overview, r#"<meta name="robots" content="noindex">"#);
    // Where one signs in there is nothing to do.
    let again = device.get("/en/account/sign-in?next=%2Fen%2Fcart").await;
    assert_eq!(went(&again), (303, "/en/cart"));

    let token = device.token().unwrap();
    let out = device.post("/account/sign-out", &[]).await;
    assert_eq!(went(&out), (303, "/account/sign-in"));
    assert_eq!(out.header("clear-site-data"), "\"storage\"");
    assert_eq!(
        (device.token(), device.cookie("baguni_shopper")),
        (None, None)
    );
    says(&device.get("/account/sign-in").await, "로그아웃했어요");
    device
        .jar
        .borrow_mut()
        .insert("baguni_session".into(), token);
    assert!(!device.is_signed_in().await, "the token is worth nothing");

    assert_eq!(
        went(&device.sign_in(EMAIL, PASSWORD).await),
        (303, "/account")
    );
    assert!(device.is_signed_in().await);
}

#[tokio::test]
async fn a_guest_becomes_the_account_and_another_device_joins_it() {
    let Place { shop, .. } = open().await;
    let check = async |device: &Device<'_>, want: &str| {
        assert_eq!(device.cookie("baguni_shopper").as_deref(), Some(want));
    };
    let phone = Device::new(&shop);
    phone.post(paths::SESSION, &[]).await;
    let mina = phone.cookie("baguni_shopper").unwrap();
    let before = phone.token();
    phone.sign_up(EMAIL, "미나").await;
    check(&phone, &mina).await;
    assert_ne!(
        phone.token(),
        before,
        "a token given to a guest is not one to an account"
    );

    let desk = Device::new(&shop);
    desk.post(paths::SESSION, &[]).await;
    let (guest, before) = (desk.cookie("baguni_shopper").unwrap(), desk.token());
    assert_ne!(guest, mina);
    desk.sign_in(EMAIL, PASSWORD).await;
    check(&desk, &mina).await;
    assert_ne!(desk.token(), before);
    let alias = shop.storage.joined_into(guest.parse().unwrap()).await;
    assert_eq!(alias.unwrap(), Some(mina.parse::<ShopperId>().unwrap()));

    // Signing in as somebody else on the same device joins nothing.
    let other = Device::new(&shop);
    other.sign_up("juno@shop.example", "준호").await;
    let juno = other.cookie("baguni_shopper").unwrap();
    desk.sign_in("juno@shop.example", PASSWORD).await;
    check(&desk, &juno).await;
    let alias = shop.storage.joined_into(mina.parse().unwrap()).await;
    assert_eq!(alias.unwrap(), None);
    // Who is signed in and signs up begins another account.
    desk.sign_up("third@shop.example", "셋째").await;
    let third = desk.cookie("baguni_shopper").unwrap();
    assert!(![&mina, &juno].contains(&&third));
    check(&phone, &mina).await;
    assert!(phone.is_signed_in().await);
}

#[tokio::test]
async fn a_session_that_was_fixed_beforehand_is_worth_nothing_afterwards() {
    let Place { shop, .. } = open().await;
    Device::new(&shop).sign_up(EMAIL, "미나").await;
    let thief = Device::new(&shop);
    thief.post(paths::SESSION, &[]).await;
    let victim = Device::new(&shop);
    *victim.jar.borrow_mut() = thief.jar.borrow().clone();
    victim.sign_in(EMAIL, PASSWORD).await;
    assert!(victim.is_signed_in().await);
    assert!(!thief.is_signed_in().await);
    let reopened = thief.post(paths::SESSION, &[]).await;
    assert!(
        reopened.cookie("baguni_session").is_some(),
        "it is nobody's"
    );
}

#[tokio::test]
async fn what_is_kept_opens_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("shop.sqlite");
    let storage = Arc::new(SqliteStorage::open(&path).unwrap());
    let drawer = Arc::new(Drawer::default());
    let shop = TestShop::with_mail(storage, Some(HOST), Arc::clone(&drawer) as _).await;
    let device = Device::new(&shop);
    device.sign_up(EMAIL, "미나").await;
    device.post("/account/reset", &[("email", EMAIL)]).await;
    let link = drawer.link(0).await;
    let token = device.token().unwrap();
    drop(shop.storage.clone());
    let mut kept = Vec::new();
    for file in std::fs::read_dir(folder.path()).unwrap() {
        kept.extend(std::fs::read(file.unwrap().path()).unwrap());
    }
    let holds = |needle: &[u8]| kept.windows(needle.len()).any(|at| at == needle);
    assert!(holds(EMAIL.as_bytes()), "this is where it is kept");
    let hash = token.parse::<Token>().unwrap().hash();
    assert!(holds(&hash.0), "the digest is there");
    let secret = link.rsplit('/').next().unwrap();
    for secret in [token.as_str(), secret, PASSWORD] {
        assert!(!holds(secret.as_bytes()), "{secret}");
    }
}

#[tokio::test]
async fn what_is_wrong_is_said_at_its_field() {
    let Place { shop, .. } = open().await;
    let device = Device::new(&shop);
    device.sign_up(EMAIL, "미나").await;
    let device = Device::new(&shop);
    let good = "mina2@shop.example";
    let check = async |email: &str, name: &str, password: &str, want: &[&str]| {
        let fields = [("email", email), ("name", name), ("password", password)];
        let answer = device.post("/en/account/sign-up", &fields).await;
        assert_eq!(went(&answer), (303, "/en/account/sign-up"), "{want:?}");
        assert_eq!(device.token(), None);
        let page = device.get("/en/account/sign-up").await;
        for words in want {
            says(&page, words);
        }
        assert!(
            !page.text().contains("value=\"x-secret"),
            "passwords are not kept"
        );
        let next = device.get("/en/account/sign-up").await;
        assert!(
            !next.text().contains("class=\"problem\""),
            "it is said once"
        );
    };
    let told = ["Write the address as", "Tell us your name", "At least 10"];
    check("mina", " ", "x-secret", &told).await;
    check(EMAIL, "Mina", PASSWORD, &["has an account already"]).await;
    check(good, &"가".repeat(61), PASSWORD, &["at most 60"]).await;
    check(good, "Mina", &"x-secret".repeat(20), &["at most 128"]).await;
    check(good, "Mina", good, &["must not be the e-mail"]).await;
    check(good, "Mina", "Password123", &["first to be guessed"]).await;
    let typed = [
        "value=\"&quot;&gt;&lt;b&gt;@shop\"",
        "value=\"&lt;i&gt;Mina",
    ];
    check("\"><b>@shop", "<i>Mina", "", &typed).await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_told_alike() {
    let Place { shop, .. } = open().await;
    Device::new(&shop).sign_up(EMAIL, "미나").await;
    let device = Device::new(&shop);
    let mut pages = Vec::new();
    for (email, password) in [
        (EMAIL, "wrong horse battery"),
        ("nobody@shop.example", PASSWORD),
    ] {
        let answer = device.sign_in(email, password).await;
        assert_eq!(went(&answer), (303, "/account/sign-in"));
        assert_eq!(device.token(), None);
        let page = device.get("/account/sign-in").await;
        says(&page, "이메일이나 비밀번호가 맞지 않아요.");
        says(&page, &format!("value=\"{email}\""));
        pages.push(page.text().matches("<").count());
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn guessing_comes_to_an_end() {
    let Place { shop, .. } = open().await;
    let owner = Device::at(&shop, "198.51.100.1");
    owner.sign_up(EMAIL, "미나").await;
    let guess = async |address: &'static str, email: &str| -> bool {
        let device = Device::at(&shop, address);
        device.sign_in(email, "wrong horse battery").await;
        let page = device.get("/account/sign-in").await;
        let is_limit = page.text().contains("시도가 너무 많았어요. ");
        assert!(
            is_limit || page.text().contains("맞지 않아요"),
            "{}",
            page.text()
        );
        is_limit
    };
    // Ten for the account, from wherever.
    for n in 0..10 {
        let from = ["203.0.113.1", "203.0.113.2"][n % 2];
        assert!(!guess(from, EMAIL).await, "{n}");
    }
    assert!(guess("203.0.113.3", EMAIL).await);
    assert!(
        guess("203.0.113.3", "MINA@shop.example").await,
        "however it is written"
    );
    assert!(!guess("203.0.113.3", "other@shop.example").await);
    // Even the right password has to wait now.
    let device = Device::at(&shop, "203.0.113.4");
    device.sign_in(EMAIL, PASSWORD).await;
    assert_eq!(device.token(), None);
    says(
        &device.get("/account/sign-in").await,
        "분 뒤에 다시 해 주세요.",
    );
    assert!(owner.is_signed_in().await, "who is in stays in");

    // Thirty from an address, for whichever accounts.
    for n in 0..30 {
        assert!(
            !guess("203.0.113.9", &format!("a{n}@shop.example")).await,
            "{n}"
        );
    }
    assert!(guess("203.0.113.9", "b@shop.example").await);
    assert!(!guess("203.0.113.10", "b@shop.example").await);
}

#[tokio::test]
async fn who_knows_the_password_is_not_counted() {
    let Place { shop, .. } = open().await;
    let device = Device::new(&shop);
    device.sign_up(EMAIL, "미나").await;
    for n in 0..15 {
        let answer = device.sign_in(EMAIL, PASSWORD).await;
        assert_eq!(went(&answer), (303, "/account"), "{n}");
    }
}

#[tokio::test]
async fn after_the_form_it_goes_on_inside_the_shop() {
    let Place { shop, .. } = open().await;
    Device::new(&shop).sign_up(EMAIL, "미나").await;
    let check = async |path: &str, next: &str, want: &str| {
        let device = Device::new(&shop);
        let fields = [("email", EMAIL), ("password", PASSWORD), ("next", next)];
        let answer = device.post(path, &fields).await;
        assert_eq!(went(&answer), (303, want), "{path} {next}");
    };
    check("/account/sign-in", "/cart", "/cart").await;
    check("/account/sign-in", "/en/cart?a=b", "/en/cart?a=b").await;
    check("/account/sign-in", "//elsewhere.example", "/account").await;
    check("/account/sign-in", "https://elsewhere.example", "/account").await;
    check("/account/sign-in", "/\\elsewhere.example", "/account").await;
    check("/en/account/sign-in", "", "/en/account").await;

    // Where something was wrong the way on is kept.
    let device = Device::new(&shop);
    let fields = [("email", "x"), ("password", ""), ("next", "/cart?a=b&c")];
    let answer = device.post("/account/sign-in", &fields).await;
    let page = "/account/sign-in?next=%2Fcart%3Fa%3Db%26c";
    assert_eq!(went(&answer), (303, page));
    let page = device.get(page).await;
    says(&page, "name=\"next\" value=\"/cart?a=b&amp;c\"");
    says(&page, "/account/sign-up?next=%2Fcart%3Fa%3Db%26c");
    let page = device
        .get("/account/sign-in?next=//elsewhere.example")
        .await;
    assert!(!page.text().contains("name=\"next\" value=\"//"));
}

#[tokio::test]
async fn a_forgotten_password_is_chosen_anew() {
    let Place { shop, drawer } = open().await;
    let device = Device::new(&shop);
    device.sign_up(EMAIL, "미나").await;
    let stranger = Device::new(&shop);
    let ask = async |email: &str| {
        let answer = stranger
            .post("/en/account/reset", &[("email", email)])
            .await;
        assert_eq!(went(&answer), (303, "/en/account/reset"));
        let page = stranger.get("/en/account/reset").await;
        says(
            &page,
            "If the address has an account, a letter is on its way.",
        );
    };
    ask("nobody@shop.example").await;
    ask(EMAIL).await;
    let letter = drawer.letter(0).await;
    assert_eq!((letter.to.as_str(), letter.name.as_str()), (EMAIL, "미나"));
    let link = drawer.link(0).await;
    assert!(link.starts_with("/en/account/reset/"), "{link}");

    // Looking at the link does not spend it, and a bad password does not.
    let other = Device::new(&shop);
    for _ in 0..2 {
        says(&other.get(&link).await, "autocomplete=\"new-password\"");
        let answer = other.post(&link, &[("password", "short")]).await;
        assert_eq!(went(&answer), (303, link.as_str()));
        says(
            &other.get(&link).await,
            "A password has at least 10 characters.",
        );
    }
    let chosen = [("password", "another horse battery")];
    let answer = other.post(&link, &chosen).await;
    assert_eq!(went(&answer), (303, "/en/account/sign-in"));
    says(
        &other.get("/en/account/sign-in").await,
        "Your new password is set.",
    );
    assert!(!device.is_signed_in().await, "every device is signed out");
    assert!(!other.is_signed_in().await, "a link is no way in");

    let answer = other
        .post(&link, &[("password", "a third horse battery")])
        .await;
    assert_eq!(went(&answer), (303, link.as_str()));
    says(&other.get(&link).await, "This link no longer works");
    device.sign_in(EMAIL, PASSWORD).await;
    assert!(!device.is_signed_in().await, "the former password");
    device.sign_in(EMAIL, "another horse battery").await;
    assert!(device.is_signed_in().await);
}

#[tokio::test]
async fn links_that_are_not_good_choose_nothing() {
    let Place { shop, drawer } = open().await;
    let device = Device::new(&shop);
    device.sign_up(EMAIL, "미나").await;
    let (late, early) = (Token::random(), Token::random());
    let shopper = device.cookie("baguni_shopper").unwrap().parse().unwrap();
    let open = async |token: &Token, until| {
        let hash = token.hash();
        let opened = shop.storage.open_reset(shopper, &hash, until);
        opened.await.unwrap();
    };
    open(&late, 1_700_000_000_000).await;
    open(&early, u64::MAX >> 1).await;
    device.post("/account/reset", &[("email", EMAIL)]).await;
    let link = drawer.link(0).await;
    let tampered = match link.strip_suffix('A') {
        Some(start) => format!("{start}E"),
        None => format!("{}A", &link[..link.len() - 1]),
    };
    let check = async |path: &str| {
        says(&device.get(path).await, "이 주소는 더 이상 쓸 수 없어요");
        let answer = device
            .post(path, &[("password", "another horse battery")])
            .await;
        assert_eq!(went(&answer), (303, path));
    };
    check(&format!("/account/reset/{}", late.reveal())).await;
    check(&format!("/account/reset/{}", Token::random().reveal())).await;
    check(&tampered).await;
    check("/account/reset/x").await;
    check(&format!("/account/reset/{}", device.token().unwrap())).await;
    assert!(device.is_signed_in().await);
    let good = format!("/account/reset/{}", early.reveal());
    says(&device.get(&good).await, "new-password");
}

#[tokio::test]
async fn letters_are_not_sent_without_end() {
    let Place { shop, drawer } = open().await;
    let owner = Device::at(&shop, "198.51.100.1");
    owner.sign_up(EMAIL, "미나").await;
    owner.sign_up("juno@shop.example", "준호").await;
    let ask = async |address: &'static str, email: &str| -> String {
        let device = Device::at(&shop, address);
        device.post("/account/reset", &[("email", email)]).await;
        device.get("/account/reset").await.text().to_owned()
    };
    for address in ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4"] {
        assert!(ask(address, EMAIL).await.contains("곧 메일이 도착합니다"));
    }
    // The letter to another comes after all of hers.
    ask("203.0.113.5", "juno@shop.example").await;
    while drawer.letters.lock().unwrap().len() < 4 {
        tokio::time::sleep(std::time::Duration::from_millis(2)).await;
    }
    let to: Vec<Email> = drawer
        .letters
        .lock()
        .unwrap()
        .iter()
        .map(|l| l.to.clone())
        .collect();
    assert_eq!(to.iter().filter(|to| to.as_str() == EMAIL).count(), 3);
    for n in 0..10 {
        let page = ask("203.0.113.9", &format!("a{n}@shop.example")).await;
        assert!(page.contains("곧 메일이"), "{n}");
    }
    assert!(
        ask("203.0.113.9", "b@shop.example")
            .await
            .contains("5분 뒤에 다시")
    );
}

#[tokio::test]
async fn a_mail_that_is_down_costs_the_mail_alone() {
    let shut = Drawer {
        is_shut: true,
        ..Drawer::default()
    };
    let Place { shop, .. } = open_with(shut, Some(HOST)).await;
    let device = Device::new(&shop);
    device.sign_up(EMAIL, "미나").await;
    assert!(device.is_signed_in().await);
    for email in [EMAIL, "nobody@shop.example"] {
        device.post("/account/reset", &[("email", email)]).await;
        says(
            &device.get("/account/reset").await,
            "지금은 메일을 보낼 수 없어요.",
        );
    }
}

/// Otherwise whoever asks could have somebody else's secret sent to a server of their own.
#[tokio::test]
async fn a_letter_never_leads_to_a_host_that_the_asker_chose() {
    let Place { shop, drawer } = open_with(Drawer::default(), None).await;
    Device::new(&shop).sign_up(EMAIL, "미나").await;
    let ask = async |host: &str| -> Answer {
        let request = Request::post("/account/reset")
            .header("host", host)
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!("email={EMAIL}")));
        shop.ask(request.unwrap()).await
    };
    for host in [
        "elsewhere.example",
        "localhost.elsewhere.example",
        "127.0.0.1.elsewhere.example",
    ] {
        let answer = ask(host).await;
        let flash = answer.cookie("baguni_flash").unwrap();
        assert!(flash.contains("problem=mail"), "{host}: {flash}");
    }
    ask("127.0.0.1:8080").await;
    let letter = drawer.letter(0).await;
    assert!(letter.text.contains("http://127.0.0.1:8080/account/reset/"));
    assert_eq!(drawer.letters.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn devices_are_listed_and_signed_out() {
    let Place { shop, .. } = open().await;
    let [phone, desk, tablet] = [(); 3].map(|()| Device::new(&shop));
    phone.sign_up(EMAIL, "미나").await;
    for device in [&desk, &tablet] {
        device.sign_in(EMAIL, PASSWORD).await;
    }
    let stranger = Device::new(&shop);
    stranger.sign_up("juno@shop.example", "준호").await;
    let ids = async |device: &Device<'_>| -> Vec<String> {
        let page = device.get("/account/devices").await;
        says(&page, "Chrome · Android");
        says(&page, "지금 이 기기");
        let parts = page.text().split("name=\"session\" value=\"").skip(1);
        parts
            .map(|part| part.split('"').next().unwrap().to_owned())
            .collect()
    };
    let of_others = ids(&phone).await;
    assert_eq!(of_others.len(), 2, "this one is not among them");
    assert_eq!(ids(&stranger).await.len(), 0);

    let revoke = async |device: &Device<'_>, id: &str| {
        let answer = device
            .post("/account/devices/revoke", &[("session", id)])
            .await;
        assert_eq!(went(&answer), (303, "/account/devices"), "{id}");
    };
    for id in of_others
        .iter()
        .map(String::as_str)
        .chain(["", "x", "-1", "99999"])
    {
        revoke(&stranger, id).await;
    }
    assert_eq!(ids(&phone).await.len(), 2, "nobody else signs them out");
    // Newest first: the tablet's is the first of the others.
    revoke(&phone, &of_others[0]).await;
    says(
        &phone.get("/account/devices").await,
        "그 기기를 로그아웃했어요.",
    );
    assert!(!tablet.is_signed_in().await);
    assert!(desk.is_signed_in().await);

    let answer = phone.post("/account/devices/revoke-others", &[]).await;
    assert_eq!(went(&answer), (303, "/account/devices"));
    assert!(!desk.is_signed_in().await && phone.is_signed_in().await);
    assert!(stranger.is_signed_in().await);
    says(
        &phone.get("/account/devices").await,
        "다른 기기에서는 로그인하지 않았어요.",
    );
}

#[tokio::test]
async fn who_is_not_signed_in_changes_no_account() {
    let Place { shop, .. } = open().await;
    let guest = Device::new(&shop);
    guest.post(paths::SESSION, &[]).await;
    for path in [
        "/account/name",
        "/account/devices/revoke",
        "/account/devices/revoke-others",
    ] {
        let fields = [("name", "x"), ("session", "1")];
        let answer = guest.post(path, &fields).await;
        assert_eq!(answer.status, 303);
        let next = guest.get(answer.location()).await;
        assert!(
            next.location().starts_with("/account/sign-in?next="),
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_name_is_changed_everywhere_at_once() {
    let Place { shop, .. } = open().await;
    let (phone, desk) = (Device::new(&shop), Device::new(&shop));
    phone.sign_up(EMAIL, "미나").await;
    desk.sign_in(EMAIL, PASSWORD).await;
    assert!(desk.is_signed_in().await);
    let answer = phone.post("/account/name", &[("name", "민아 & <b>")]).await;
    assert_eq!(went(&answer), (303, "/account"));
    says(&phone.get("/account").await, "저장했어요.");
    says(
        &desk.get("/account").await,
        "민아 &amp; &lt;b&gt;님, 안녕하세요",
    );
    phone.post("/account/name", &[("name", " ")]).await;
    let page = phone.get("/account").await;
    says(&page, "이름을 적어 주세요.");
    says(&page, "민아 &amp; &lt;b&gt;님");
}

/// Open connections hear of each change of the session they belong to.
#[tokio::test]
async fn changes_of_identity_are_announced() {
    let Place { shop, .. } = open().await;
    let mut changes = shop.shop().identity_changed();
    let device = Device::new(&shop);
    device.post(paths::SESSION, &[]).await;
    let guest: ShopperId = device.cookie("baguni_shopper").unwrap().parse().unwrap();
    assert!(
        changes.try_recv().is_err(),
        "a new session has no connections"
    );
    device.sign_up(EMAIL, "미나").await;
    let up = changes.try_recv().unwrap();
    assert_eq!((up.shopper, up.signed_out), (guest, false));
    device.post("/account/sign-out", &[]).await;
    let out = changes.try_recv().unwrap();
    assert_eq!((out.shopper, out.signed_out), (guest, true));

    device.post(paths::SESSION, &[]).await;
    device.sign_in(EMAIL, PASSWORD).await;
    let joined = changes.try_recv().unwrap();
    assert_eq!((joined.shopper, joined.signed_out), (guest, false));
    let other = Device::new(&shop);
    other.sign_in(EMAIL, PASSWORD).await;
    let new = changes.try_recv().unwrap();
    other.post("/account/devices/revoke-others", &[]).await;
    let revoked = changes.try_recv().unwrap();
    assert_eq!(
        (revoked.session, revoked.signed_out),
        (joined.session, true)
    );
    assert_ne!(new.session, joined.session);
    assert!(changes.try_recv().is_err());
}

#[tokio::test]
async fn a_page_that_is_not_there_is_not_found() {
    let Place { shop, .. } = open().await;
    let device = Device::new(&shop);
    let check = async |path: &str, want: u16| {
        assert_eq!(device.get(path).await.status, want, "{path}");
    };
    check("/account/elsewhere", 404).await;
    check("/account/sign-out", 405).await;
    check("/account/sign-in", 200).await;
    check("/en/account/reset", 200).await;
    check("/account/", 301).await;
}
