//! Baskets over real sockets: what converges, what is durable, and what is refused.

use crate::jar::Jar;
use crate::shop::{TestShop, two_sellable};
use crate::tab::{self, Tab, add, hear, key, open, random};
use baguni_api::forms::{ADD_TO_CART, CHANGE_LINE, SHARE_WISHLIST, TOGGLE_WISH};
use baguni_api::paths;
use baguni_commerce::cart::GuestMerge;
use baguni_commerce::{Quantity, ShopperId, Sku};
use baguni_replica::codec::{MAX_MESSAGE, decode, encode};
use baguni_replica::frame::{Bye, DeviceKind, Down, Hello, Up, batch, batched};
use baguni_replica::{Dots, List, Operation, ReplicaId, Seq, Submission};
use baguni_storage::{Baskets, Counting, SqliteStorage, Stock as _, Storage};
use futures_util::{SinkExt, StreamExt};
use std::net::SocketAddr;
use std::sync::Arc;
use tokio_tungstenite::tungstenite::Message;

/// A shop on a port of its own, over a database in a file.
struct Open {
    shop: TestShop,
    address: SocketAddr,
    file: tempfile::TempDir,
    skus: (Sku, Sku),
}

impl Open {
    async fn new() -> Self {
        let demo = TestShop::open().await;
        let parts = demo.storage.load_catalogue().await.unwrap();
        let file = tempfile::tempdir().unwrap();
        let storage = SqliteStorage::open(file.path().join("shop.sqlite")).unwrap();
        storage.save_products(&parts.products).await.unwrap();
        storage.save_locations(&parts.locations).await.unwrap();
        let counts: Vec<_> = parts
            .stock
            .into_iter()
            .map(|(sku, at, level)| (sku, at, level.on_hand))
            .collect();
        let by = Counting::imported("a test");
        storage.set_stock(&counts, by, 0).await.unwrap();
        let shop = TestShop::over(Arc::new(storage), None).await;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = shop.router();
        tokio::spawn(async move { axum::serve(listener, router).await });
        let skus = two_sellable(&shop.catalogue().await);
        Self {
            shop,
            address,
            file,
            skus,
        }
    }

    /// A guest with a session.
    async fn guest(&self) -> Jar {
        let mut jar = Jar::default();
        let answer = self.shop.post(paths::SESSION, "", "").await;
        assert_eq!(answer.status, 204);
        jar.take(&answer);
        jar
    }

    async fn tab(&self, jar: &Jar, kind: DeviceKind) -> Tab {
        Tab::at(self.address, &jar.header(), kind).await
    }

    /// What another process sees in the file.
    async fn on_disk(&self, shopper: ShopperId, sku: &Sku) -> u32 {
        let path = self.file.path().join("shop.sqlite");
        let other = SqliteStorage::open(path).unwrap();
        let kept = other.basket(shopper, Vec::new()).await.unwrap();
        kept.truth.basket.quantity(List::Cart, &key(sku))
    }
}

fn one_more(sku: &Sku) -> Operation {
    Operation::Add {
        list: List::Cart,
        key: key(sku),
        by: Quantity::ONE,
        covers: Dots::default(),
    }
}

fn ops(replica: ReplicaId, first: Seq, operations: &[Operation]) -> Vec<u8> {
    encode(&Up::Ops(Submission {
        replica,
        first,
        operations: operations.to_vec(),
    }))
}

fn hello(replica: ReplicaId, shopper: Option<ShopperId>) -> Hello {
    Hello {
        replica,
        shopper,
        cursor: None,
        others: Vec::new(),
        device: DeviceKind::Phone,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_screen_says_the_others_show() {
    let open = Open::new().await;
    let (a, b) = &open.skus;
    let jar = open.guest().await;
    let mut phone = open.tab(&jar, DeviceKind::Phone).await;
    let mut laptop = open.tab(&jar, DeviceKind::Desktop).await;
    phone.intend(add(a, 2)).await;
    laptop.intend(add(a, 1)).await;
    laptop.intend(add(b, 5)).await;
    for tab in [&mut phone, &mut laptop] {
        tab.until(|tab| tab.in_cart(a) == 3 && tab.in_cart(b) == 5)
            .await;
        tab.settle().await;
        assert_eq!(tab.device.resyncs(), 0);
    }
    assert_eq!(phone.device.base(), laptop.device.base());
    assert_eq!(
        laptop.device.origin(phone.device.replica()),
        Some(DeviceKind::Phone)
    );
    let stranger = open.guest().await;
    let other = open.tab(&stranger, DeviceKind::Phone).await;
    assert!(other.device.view().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_confirmation_means_that_it_is_in_the_database() {
    let open = Open::new().await;
    let jar = open.guest().await;
    let shopper = jar.shopper().unwrap();
    let mut tab = open.tab(&jar, DeviceKind::Phone).await;
    for n in 1..=5 {
        tab.intend(add(&open.skus.0, 1)).await;
        tab.settle().await;
        assert_eq!(open.on_disk(shopper, &open.skus.0).await, n);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_and_nothing_doubled_when_connections_break() {
    let open = Open::new().await;
    let (jar, sku) = (open.guest().await, &open.skus.0);
    let mut tab = open.tab(&jar, DeviceKind::Phone).await;
    for n in 0..20 {
        tab.intend(add(sku, 1)).await;
        if n % 3 == 0 {
            tab.hang_up();
            tab.connect(open.address, &jar.header()).await.unwrap();
        }
    }
    tab.settle().await;
    assert_eq!(tab.in_cart(sku), 20);
    assert_eq!(open.on_disk(jar.shopper().unwrap(), sku).await, 20);
}

/// Says things by hand and gathers the answers.
struct Raw(tab::Socket);

impl Raw {
    async fn greeted(open_: &Open, jar: &Jar, replica: ReplicaId) -> Self {
        let socket = open(open_.address, &[("cookie", &jar.header())])
            .await
            .unwrap();
        let mut raw = Self(socket);
        let welcome = raw.ask(encode(&Up::Hello(hello(replica, None)))).await;
        assert!(matches!(welcome, Some(Down::Welcome(_))), "{welcome:?}");
        raw
    }

    async fn say(&mut self, bytes: Vec<u8>) {
        let _ = self.0.send(Message::Binary(bytes.into())).await;
    }

    async fn ask(&mut self, bytes: Vec<u8>) -> Option<Down> {
        self.say(bytes).await;
        hear(&mut self.0).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replays_gaps_and_forks_are_answered() {
    let open = Open::new().await;
    let (jar, (a, b)) = (open.guest().await, &open.skus);
    let replica = ReplicaId(random());
    let mut raw = Raw::greeted(&open, &jar, replica).await;
    let first = raw.ask(ops(replica, 1, &[one_more(a)])).await;
    assert!(matches!(&first, Some(Down::Ack(ack)) if ack.through == 1 && ack.changed.is_some()));
    let again = raw.ask(ops(replica, 1, &[one_more(a)])).await;
    assert!(matches!(&again, Some(Down::Ack(ack)) if ack.through == 1 && ack.changed.is_none()));
    let gap = raw.ask(ops(replica, 3, &[one_more(a)])).await;
    assert_eq!(
        gap,
        Some(Down::Nack {
            replica,
            expected: 2
        })
    );
    let fork = raw.ask(ops(replica, 1, &[one_more(b)])).await;
    assert_eq!(fork, Some(Down::Fork { replica }));
    let on = raw.ask(ops(replica, 2, &[one_more(a)])).await;
    assert!(matches!(&on, Some(Down::Ack(ack)) if ack.through == 2));
    assert_eq!(open.on_disk(jar.shopper().unwrap(), a).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_messages_end_the_connection_and_touch_nobody_else() {
    let open = Open::new().await;
    let sku = &open.skus.0;
    let (jar, other) = (open.guest().await, open.guest().await);
    let mut bystander = open.tab(&other, DeviceKind::Phone).await;
    let foreign = bystander.device.replica();
    bystander.intend(add(sku, 1)).await;
    bystander.settle().await;
    let replica = ReplicaId(random());
    let mut wrong_version = encode(&Up::Pulse);
    wrong_version[0] = 99;
    let mut long = encode(&Up::Pulse);
    long.push(0);
    let meant_for_other = encode(&Up::Hello(hello(replica, other.shopper())));
    let cases: [(&str, Vec<u8>, Bye); 8] = [
        ("nothing", Vec::new(), Bye::Malformed),
        ("noise", vec![1, 255, 255, 255, 255], Bye::Malformed),
        ("more than a message", long, Bye::Malformed),
        ("too much", vec![1; MAX_MESSAGE + 1], Bye::Malformed),
        ("far too much", vec![1; 8 * MAX_MESSAGE], Bye::Malformed),
        ("another version", wrong_version, Bye::Upgrade),
        (
            "another's replica",
            ops(foreign, 2, &[one_more(sku)]),
            Bye::Foreign,
        ),
        ("meant for another", meant_for_other, Bye::Foreign),
    ];
    for (what, bytes, want) in cases {
        let mut raw = Raw::greeted(&open, &jar, replica).await;
        let answer = raw.ask(bytes).await;
        // Of what is far too long the server may not even read the end.
        let cut = what == "far too much" && answer.is_none();
        assert!(cut || answer == Some(Down::Bye(want)), "{what}: {answer:?}");
        assert_eq!(hear(&mut raw.0).await, None, "{what}");
    }
    let mut early = Raw(tab::open(open.address, &[("cookie", &jar.header())])
        .await
        .unwrap());
    let answer = early.ask(ops(replica, 1, &[one_more(sku)])).await;
    assert_eq!(
        answer,
        Some(Down::Bye(Bye::Malformed)),
        "operations before the greeting"
    );
    assert_eq!(open.on_disk(jar.shopper().unwrap(), sku).await, 0);

    bystander.intend(add(sku, 1)).await;
    bystander.settle().await;
    assert_eq!(bystander.in_cart(sku), 2);
    assert_eq!(open.on_disk(other.shopper().unwrap(), sku).await, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_are_for_the_shops_own_pages_and_known_shoppers() {
    let open = Open::new().await;
    let jar = open.guest().await;
    let cookie = jar.header();
    let refused = async |headers: &[(&'static str, &str)]| {
        let all: Vec<_> = [("cookie", &*cookie)]
            .iter()
            .chain(headers)
            .copied()
            .collect();
        tab::open(open.address, &all).await.is_err()
    };
    assert!(refused(&[("origin", "http://elsewhere.example")]).await);
    assert!(refused(&[("sec-fetch-site", "cross-site")]).await);
    let own = format!("http://{}", open.address);
    assert!(!refused(&[("origin", &own)]).await);
    let forged = format!("baguni_shopper={}", jar.shopper().unwrap());
    for cookie in ["", "baguni_session=AAAA", &*forged] {
        let mut socket = tab::open(open.address, &[("cookie", cookie)])
            .await
            .unwrap();
        let told = hear(&mut socket).await;
        assert_eq!(told, Some(Down::Bye(Bye::Unknown)), "{cookie}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_flood_is_sent_away_and_loses_nothing() {
    let open = Open::new().await;
    let (jar, sku) = (open.guest().await, &open.skus.0);
    let replica = ReplicaId(random());
    let mut raw = Raw::greeted(&open, &jar, replica).await;
    let many = vec![one_more(sku); Submission::MAX];
    for n in 0..40 {
        raw.say(ops(replica, 1 + n * Submission::MAX as u32, &many))
            .await;
    }
    let mut through = 0;
    let told = loop {
        match hear(&mut raw.0).await {
            Some(Down::Ack(ack)) => through = ack.through,
            told => break told,
        }
    };
    assert!(matches!(told, Some(Down::Bye(Bye::Later(_)))), "{told:?}");
    // What was let in is merged, thanked for or not. The flood has spent what its session may say,
    // greetings among it: the database is asked, and not the server.
    let shopper = jar.shopper().unwrap();
    let heard = async || {
        let kept = open.shop.storage.basket(shopper, vec![replica]);
        let heard = kept.await.unwrap().heard;
        heard.first().map_or(0, |(_, seq)| *seq)
    };
    assert!(heard().await >= through, "what was thanked for is kept");
    let merged = async {
        while heard().await < 1_000 {
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
    };
    let patience = std::time::Duration::from_secs(60);
    let merged = tokio::time::timeout(patience, merged).await;
    assert!(merged.is_ok(), "what was let in is merged");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_has_only_so_many_connections() {
    let open = Open::new().await;
    let (jar, other) = (open.guest().await, open.guest().await);
    let mut tabs = Vec::new();
    let refused = loop {
        let mut tab = Tab::new(DeviceKind::Phone);
        tab.connect(open.address, &jar.header()).await.unwrap();
        while tab.bye.is_none() && !tab.device.is_live() && tab.listen().await {}
        match tab.bye {
            Some(bye) => break bye,
            None => tabs.push(tab),
        }
        assert!(tabs.len() < 1_000);
    };
    assert!(matches!(refused, Bye::Later(_)) && tabs.len() >= 20);
    open.tab(&other, DeviceKind::Phone).await;
}

async fn post_frames(open: &Open, jar: &Jar, messages: &[Vec<u8>]) -> Vec<Down> {
    let body = batch(messages.iter().map(Vec::as_slice));
    let request = axum::http::Request::post(paths::SYNC_FRAMES)
        .header("host", "shop.test")
        .header("cookie", jar.header());
    let answer = open.shop.ask(request.body(body.into()).unwrap()).await;
    assert_eq!(answer.status, 200);
    let answers = batched(&answer.body).unwrap();
    answers
        .into_iter()
        .map(|bytes| decode(bytes).unwrap())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn frames_go_by_post_where_sockets_fail() {
    let open = Open::new().await;
    let (jar, sku) = (open.guest().await, &open.skus.0);
    let mut socket = open.tab(&jar, DeviceKind::Desktop).await;
    let mut tab = Tab::new(DeviceKind::Phone);
    for _ in 0..100 {
        tab.device.intend(add(sku, 1), tab::now()).unwrap();
    }
    let words: Vec<_> = tab.device.farewell().iter().map(encode).collect();
    for _ in 0..2 {
        tab.device.connected();
        for down in post_frames(&open, &jar, &words).await {
            tab.take(down).await;
        }
        assert_eq!(tab.device.waiting(), 0);
    }
    assert_eq!(tab.in_cart(sku), 100);
    assert_eq!(open.on_disk(jar.shopper().unwrap(), sku).await, 100);
    socket.until(|tab| tab.in_cart(sku) == 100).await;

    let nobody = post_frames(&open, &Jar::default(), &words).await;
    assert_eq!(nobody, [Down::Bye(Bye::Unknown)]);
    let malformed = post_frames(&open, &jar, &[words[0].clone(), vec![9]]).await;
    assert!(matches!(
        malformed[..],
        [Down::Welcome(_), Down::Bye(Bye::Upgrade)]
    ));
    let unannounced = post_frames(&open, &jar, &words[1..]).await;
    assert_eq!(unannounced, [Down::Bye(Bye::Malformed)]);
}

/// The events of a stream as they come, for as long as the test wants them.
struct Events(std::pin::Pin<Box<dyn futures_util::Stream<Item = axum::body::Bytes>>>);

impl Events {
    async fn open(open: &Open, jar: &Jar, path: &str) -> (u16, Self) {
        use tower::ServiceExt as _;
        let request = axum::http::Request::get(path)
            .header("host", "shop.test")
            .header("cookie", jar.header());
        let request = request.body(axum::body::Body::empty()).unwrap();
        let answer = open.shop.router().oneshot(request).await.unwrap();
        let status = answer.status().as_u16();
        let events = answer.into_body().into_data_stream().map(Result::unwrap);
        (status, Self(Box::pin(events)))
    }

    async fn next(&mut self) -> Option<String> {
        let patience = std::time::Duration::from_secs(20);
        let next = tokio::time::timeout(patience, self.0.next()).await;
        let bytes = next.expect("something comes")?;
        Some(String::from_utf8(bytes.to_vec()).unwrap())
    }

    async fn next_frame(&mut self) -> Down {
        use base64::Engine as _;
        let event = self.next().await.unwrap();
        let raw = event.strip_prefix("data: ").unwrap().trim_end();
        let bytes = base64::prelude::BASE64_STANDARD.decode(raw).unwrap();
        decode(&bytes).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_tell_what_sockets_would() {
    let open = Open::new().await;
    let (jar, sku) = (open.guest().await, &open.skus.0);
    let mut tab = Tab::new(DeviceKind::Phone);
    let path = format!("{}?replica={}", paths::SYNC_EVENTS, tab.device.replica());
    let (status, mut events) = Events::open(&open, &jar, &path).await;
    assert_eq!((status, events.next_frame().await), (200, Down::Pulse));
    let greeting = [encode(&tab.device.connected())];
    for down in post_frames(&open, &jar, &greeting).await {
        tab.take(down).await;
    }
    let mut socket = open.tab(&jar, DeviceKind::Desktop).await;
    socket.intend(add(sku, 2)).await;
    let told = events.next_frame().await;
    assert!(matches!(told, Down::Delta(_)), "{told:?}");
    tab.take(told).await;
    assert_eq!((tab.in_cart(sku), tab.device.resyncs()), (2, 0));

    tab.device.intend(add(sku, 1), tab::now()).unwrap();
    let words: Vec<_> = tab.device.farewell().iter().map(encode).collect();
    let answers = post_frames(&open, &jar, &words).await;
    let own = events.next_frame().await;
    assert!(
        matches!(own, Down::Ack(_)),
        "what it said itself is no news: {own:?}"
    );
    for down in answers.into_iter().chain([own]) {
        tab.take(down).await;
    }
    assert_eq!((tab.in_cart(sku), tab.device.waiting()), (3, 0));

    let (status, _) = Events::open(&open, &Jar::default(), &path).await;
    assert_eq!(status, 401);
    let (status, mut events) = Events::open(&open, &jar, paths::SYNC_EVENTS).await;
    assert_eq!((status, events.next_frame().await), (200, Down::Pulse));
    let noise = format!("{}?replica=xyz", paths::SYNC_EVENTS);
    let (status, _) = Events::open(&open, &jar, &noise).await;
    assert_eq!(status, 400);
}

#[tokio::test(flavor = "multi_thread")]
async fn forms_and_sockets_mix() {
    let open = Open::new().await;
    let (a, b) = &open.skus;
    let mut jar = Jar::default();
    jar.post(&open.shop, ADD_TO_CART, &format!("sku={a}")).await;
    let mut tab = open.tab(&jar, DeviceKind::Phone).await;
    assert_eq!(tab.in_cart(a), 1);
    jar.post(&open.shop, ADD_TO_CART, &format!("sku={b}&quantity=2"))
        .await;
    tab.until(|tab| tab.in_cart(b) == 2).await;
    tab.intend(add(a, 1)).await;
    tab.settle().await;
    jar.post(&open.shop, CHANGE_LINE, &format!("sku={a}&quantity=7"))
        .await;
    tab.until(|tab| tab.in_cart(a) == 7).await;
    assert_eq!(tab.device.resyncs(), 0);
    assert_eq!(jar.cart(&open.shop).await, format!("{a}:7,{b}:2"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_looks_at_a_shared_wishlist_is_told_of_changes() {
    let open = Open::new().await;
    let (a, b) = &open.skus;
    let mut jar = Jar::default();
    jar.post(&open.shop, TOGGLE_WISH, &format!("sku={a}")).await;
    jar.post(&open.shop, SHARE_WISHLIST, "list=wishlist").await;
    let shares = open
        .shop
        .storage
        .shares(jar.shopper().unwrap())
        .await
        .unwrap();
    let path = paths::SHARED_EVENTS.replace("{token}", &shares[0].1.to_string());
    let (status, mut events) = Events::open(&open, &Jar::default(), &path).await;
    assert_eq!(
        (status, events.next().await.as_deref()),
        (200, Some(": \n\n"))
    );
    // Nobody learns that something has come into the cart.
    jar.post(&open.shop, ADD_TO_CART, &format!("sku={b}")).await;
    jar.post(&open.shop, TOGGLE_WISH, &format!("sku={b}")).await;
    assert_eq!(events.next().await.as_deref(), Some("data: changed\n\n"));
    jar.post(&open.shop, SHARE_WISHLIST, "list=wishlist&stop=1")
        .await;
    assert_eq!(events.next().await.as_deref(), Some("data: changed\n\n"));
    assert_eq!(events.next().await, None);
    let (status, _) = Events::open(&open, &Jar::default(), &path).await;
    assert_eq!(status, 404);
}

const PASSWORD: &str = "a long enough secret";

async fn account(open: &Open) -> Jar {
    let mut jar = Jar::default();
    let fields = format!("email=mina@shop.example&name=Mina&password={PASSWORD}");
    let answer = jar
        .post(&open.shop, "/account/sign-up", &fields.replace(' ', "+"))
        .await;
    assert_eq!(answer.status, 303, "{}", answer.text());
    assert!(jar.shopper().is_some());
    jar
}

async fn sign_in(open: &Open, jar: &mut Jar) {
    let fields = format!("email=mina@shop.example&password={PASSWORD}").replace(' ', "+");
    let answer = jar.post(&open.shop, "/account/sign-in", &fields).await;
    assert_eq!(answer.status, 303, "{}", answer.text());
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_and_out_moves_the_screens_along() {
    let open = Open::new().await;
    let (a, b) = &open.skus;
    let account = account(&open).await;
    let mut laptop = open.tab(&account, DeviceKind::Desktop).await;
    laptop.intend(add(a, 1)).await;
    laptop.settle().await;

    let mut jar = open.guest().await;
    let guest = jar.clone();
    let mut phone = open.tab(&jar, DeviceKind::Phone).await;
    phone.intend(add(b, 2)).await;
    phone.settle().await;
    sign_in(&open, &mut jar).await;
    assert_eq!(jar.shopper(), account.shopper());
    phone.until_closed().await;
    assert_eq!(phone.rebound, Some(false), "its basket has gone with it");
    laptop.until(|tab| tab.in_cart(b) == 2).await;

    // What the guest's tab had not sent yet comes along late.
    phone.device.intend(add(b, 1), tab::now()).unwrap();
    phone.connect(open.address, &jar.header()).await.unwrap();
    phone.settle().await;
    phone
        .until(|tab| tab.in_cart(a) == 1 && tab.in_cart(b) == 3)
        .await;
    laptop.until(|tab| tab.in_cart(b) == 3).await;
    assert_eq!(open.on_disk(account.shopper().unwrap(), b).await, 3);

    // The guest's token is worth nothing any more. Whoever still has it is told to come again, with
    // the one that is on its way to them; nobody is told to forget what was not sent yet.
    let mut old = tab::open(open.address, &[("cookie", &guest.header())])
        .await
        .unwrap();
    let told = hear(&mut old).await;
    assert!(matches!(told, Some(Down::Bye(Bye::Later(_)))), "{told:?}");
    let greeting = encode(&Up::Hello(hello(ReplicaId(random()), guest.shopper())));
    let told = post_frames(&open, &guest, &[greeting]).await;
    assert!(matches!(told[..], [Down::Bye(Bye::Later(_))]), "{told:?}");
    let signed_in = jar.clone();
    jar.post(&open.shop, "/account/sign-out", "").await;
    phone.until_closed().await;
    assert_eq!(phone.rebound, Some(true), "nothing of it may stay");
    assert_eq!(jar.shopper(), None);
    // Nor is a session that has ended about to be another.
    let mut ended = tab::open(open.address, &[("cookie", &signed_in.header())])
        .await
        .unwrap();
    assert_eq!(hear(&mut ended).await, Some(Down::Bye(Bye::Unknown)));
    laptop.intend(add(a, 1)).await;
    laptop.settle().await;
}

/// Who signs in with another account, or makes one, is another: what the screens showed is not
/// theirs.
#[tokio::test(flavor = "multi_thread")]
async fn another_account_takes_nothing_along() {
    let open = Open::new().await;
    let (a, b) = &open.skus;
    let mina = account(&open).await;
    let mut jar = mina.clone();
    let fields = format!("email=juno@shop.example&name=Juno&password={PASSWORD}");
    let signs_up = ("/account/sign-up", fields.replace(' ', "+"));
    let fields = format!("email=mina@shop.example&password={PASSWORD}");
    let signs_in = ("/account/sign-in", fields.replace(' ', "+"));
    for (path, fields) in [signs_up, signs_in] {
        let was = jar.shopper();
        let mut tab = open.tab(&jar, DeviceKind::Desktop).await;
        tab.intend(add(a, 1)).await;
        tab.settle().await;
        jar.post(&open.shop, path, &fields).await;
        assert_ne!(jar.shopper(), was, "{path}");
        tab.until_closed().await;
        assert_eq!(tab.rebound, Some(true), "{path}");
        // A tab that has not heard of it is told that it is another's, and nothing is mixed.
        tab.device.intend(add(b, 1), tab::now()).unwrap();
        tab.connect(open.address, &jar.header()).await.unwrap();
        tab.until_closed().await;
        assert_eq!(tab.bye, Some(Bye::Foreign), "{path}");
        assert_eq!(open.on_disk(jar.shopper().unwrap(), b).await, 0, "{path}");
    }
    // The same account once more is no other.
    let mut tab = open.tab(&jar, DeviceKind::Desktop).await;
    sign_in(&open, &mut jar).await;
    tab.until_closed().await;
    assert_eq!(tab.rebound, Some(false));
}

#[tokio::test(flavor = "multi_thread")]
async fn logins_that_race_join_once() {
    let open = Open::new().await;
    let (a, _) = &open.skus;
    let account = account(&open).await;
    let mut jar = Jar::default();
    jar.post(&open.shop, ADD_TO_CART, &format!("sku={a}&quantity=3"))
        .await;
    let mut jars = [jar.clone(), jar.clone(), jar];
    let logins = jars.iter_mut().map(|jar| sign_in(&open, jar));
    futures_util::future::join_all(logins).await;
    assert_eq!(open.on_disk(account.shopper().unwrap(), a).await, 3);
}

/// While screens talk, a guest is joined into an account again and again.
#[tokio::test(flavor = "multi_thread")]
async fn joining_commutes_with_what_is_said_meanwhile() {
    let open = Open::new().await;
    let (a, _) = &open.skus;
    let storage: Arc<dyn Storage> = Arc::clone(&open.shop.storage);
    let account = account(&open).await.shopper().unwrap();
    let jar = open.guest().await;
    let guest = jar.shopper().unwrap();
    let mut tab = open.tab(&jar, DeviceKind::Phone).await;
    let joins = tokio::spawn(async move {
        for _ in 0..10 {
            storage
                .join(guest, account, GuestMerge::Max.into(), tab::now())
                .await
                .unwrap();
        }
    });
    for _ in 0..30 {
        tab.intend(add(a, 1)).await;
    }
    joins.await.unwrap();
    while tab.rebound.is_none() && tab.device.waiting() > 0 && tab.listen().await {}
    assert_eq!(tab.rebound, Some(false), "it listens in the wrong place");
    let path = open.file.path().join("shop.sqlite");
    let kept = SqliteStorage::open(path).unwrap();
    let kept = kept
        .basket(account, vec![tab.device.replica()])
        .await
        .unwrap();
    let heard = kept.heard[0].1;
    assert_eq!(kept.truth.basket.quantity(List::Cart, &key(a)), heard);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_basket_that_cannot_be_read_is_its_shoppers_trouble_alone() {
    let open = Open::new().await;
    let sku = &open.skus.0;
    let (jar, other) = (open.guest().await, open.guest().await);
    let mut one = open.tab(&jar, DeviceKind::Phone).await;
    let mut two = open.tab(&other, DeviceKind::Phone).await;
    one.intend(add(sku, 1)).await;
    one.settle().await;
    let damage = std::process::Command::new("sqlite3")
        .arg(open.file.path().join("shop.sqlite"))
        .arg("UPDATE basket SET state = x'01ff'")
        .status();
    if !damage.is_ok_and(|status| status.success()) {
        // Without that program the contract of storage says as much.
        return;
    }
    one.intend(add(sku, 1)).await;
    two.intend(add(sku, 1)).await;
    one.until_closed().await;
    assert!(matches!(one.bye, Some(Bye::Later(_))));
    assert_eq!(one.device.waiting(), 1, "what was not taken is kept");
    two.settle().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_closes_lets_everything_become_durable_and_says_when_to_come_back() {
    let open = Open::new().await;
    let (jar, sku) = (open.guest().await, &open.skus.0);
    let mut tabs = Vec::new();
    for _ in 0..5 {
        tabs.push(open.tab(&jar, DeviceKind::Phone).await);
    }
    for tab in &mut tabs {
        tab.intend(add(sku, 1)).await;
    }
    let (_, mut events) = Events::open(&open, &jar, "/api/sync/events?replica=1").await;
    let listening = async {
        for tab in &mut tabs {
            tab.until_closed().await;
            assert!(
                matches!(tab.bye, Some(Bye::Later(wait)) if wait < 10_000),
                "{:?}",
                tab.bye
            );
        }
        while events.next().await.is_some() {}
    };
    tokio::join!(open.shop.shop().switchboard.close(), listening);
    let confirmed = tabs.iter().filter(|tab| tab.device.waiting() == 0).count();
    let kept = open.on_disk(jar.shopper().unwrap(), sku).await;
    assert!(kept as usize >= confirmed, "{kept} {confirmed}");
    let refused = tab::open(open.address, &[("cookie", &jar.header())]).await;
    assert!(refused.is_err(), "nobody comes in any more");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_the_whole_basket_again_and_again_is_sent_away() {
    let open = Open::new().await;
    let jar = open.guest().await;
    let replica = ReplicaId(random());
    let mut raw = Raw::greeted(&open, &jar, replica).await;
    let again = encode(&Up::Again(hello(replica, None)));
    let told = loop {
        match raw.ask(again.clone()).await {
            Some(Down::Welcome(_)) => {}
            told => break told,
        }
    };
    assert!(matches!(told, Some(Down::Bye(Bye::Later(_)))), "{told:?}");
}
