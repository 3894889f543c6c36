//! Who may not: every route that takes an id, asked by everybody whose business it is not. What they
//! are answered is written here, and nothing changes by it.

use crate::api;
use crate::jar::Jar;
use crate::ordering::{Ordering, command_id, now, picked_up};
use crate::shop::Answer;
use Who::{Boss, Customer, Here, KeyBoss, KeyHere, KeyThere, Nobody, Owner, There};
use axum::body::{Body, Bytes};
use axum::http::Request;
use baguni_commerce::device::CallReason;
use baguni_commerce::order::{Order, Role};
use baguni_commerce::stock::TransferId;
use baguni_commerce::{CommandId, DeviceId, Localization, ShopperId, StockLevel};
use baguni_server::accounts::Token;
use baguni_server::orders::checkout;
use baguni_storage::{
    CallId, Device, KeptCall, NewAccount, NewSession, Place, StockCommand, Transfer,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tower::ServiceExt as _;

/// Somebody who asks. The order is to be picked up in Seongsu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Nobody,
    /// Signed in, with an order of their own elsewhere.
    Customer,
    /// Whose order it is.
    Owner,
    /// An associate of another store.
    There,
    /// An associate of the store.
    Here,
    Boss,
    /// Systems in the same places.
    KeyThere,
    KeyHere,
    KeyBoss,
}

/// A route that takes an id, in its path or in what is sent to it.
struct Row {
    method: &'static str,
    /// As the tables of routes have it.
    route: &'static str,
    /// What is posted: the fields of a form, or JSON to the interface.
    sent: &'static str,
    refused: &'static [(Who, u16)],
    /// One who may, so that it is known to be the route and not its absence that refuses.
    may: Who,
}

const SEE: &[(Who, u16)] = &[(Nobody, 404), (Customer, 404), (There, 404), (Here, 404)];
const WORK: &[(Who, u16)] = &[(Nobody, 303), (Customer, 403), (Owner, 303), (There, 404)];
const MERCHANT: &[(Who, u16)] = &[
    (Nobody, 303),
    (Customer, 403),
    (Owner, 303),
    (There, 403),
    (Here, 403),
];
/// Of another store's call it is said that it is over.
const CALLED: &[(Who, u16)] = &[(Nobody, 303), (Customer, 403), (Owner, 303), (There, 303)];
const KEY_WORK: &[(Who, u16)] = &[
    (Nobody, 401),
    (Customer, 403),
    (Owner, 403),
    (Here, 403),
    (KeyThere, 404),
];

const ROWS: &[Row] = &[
    Row::page("/orders/{number}", SEE, Owner),
    Row::page("/orders/{number}/events", SEE, Owner),
    Row::form("/orders/{number}/cancel", "command={command}", SEE, Owner),
    Row::form(
        "/orders/{number}/choose",
        "command={command}&choice=refund",
        SEE,
        Owner,
    ),
    Row::form("/orders/{number}/pay", "command={command}", SEE, Owner),
    Row::form(
        "/checkout/review",
        "checkout={checkout}&terms=on&total=24000&currency=KRW&confirmed={confirmed}",
        &[(Nobody, 404), (Customer, 404), (There, 404)],
        Owner,
    ),
    Row::page("/staff/orders/{number}", WORK, Here),
    Row::page("/staff/orders/{number}/{part}", WORK, Here),
    Row::form(
        "/staff/orders/{number}/{part}",
        "command={command}&step=accept",
        WORK,
        Here,
    ),
    Row::form(
        "/staff/orders/{number}/collect",
        "command={command}&part=1&amount=24000",
        WORK,
        Here,
    ),
    Row::form(
        "/staff/orders/{number}/refund",
        "command={command}&refund={command}&act=given-back",
        WORK,
        Here,
    ),
    Row::form(
        "/staff/orders/{number}/choose",
        "command={command}&choice=wait",
        MERCHANT,
        Boss,
    ),
    Row::form(
        "/staff/transfers",
        "command={command}&transfer={transfer}&quantity=2",
        &[(Nobody, 303), (Customer, 403), (Owner, 303), (There, 303)],
        Here,
    ),
    Row::form(
        "/staff/stock/adjust",
        "command={command}&sku=MUG&reason=counted&quantity=9",
        &[(Nobody, 303), (Customer, 403), (Owner, 303), (Here, 403)],
        Boss,
    ),
    Row::page("/staff/devices/{device}", WORK, Here),
    Row::form(
        "/staff/devices/{device}",
        "command={command}&act=lock",
        WORK,
        Here,
    ),
    Row::form(
        "/staff/devices/{device}",
        "command={command}&act=pass",
        WORK,
        Here,
    ),
    Row::form(
        "/staff/devices/{device}",
        "command={command}&act=revoke",
        WORK,
        Boss,
    ),
    Row::form(
        "/staff/devices",
        "name=a&screen=portrait-32&idle_s=60",
        &[(Nobody, 303), (Customer, 403), (Owner, 303)],
        Here,
    ),
    Row::form("/staff/calls/{call}", "act=take", CALLED, Here),
    Row::form("/staff/calls/{call}", "act=close", CALLED, Here),
    Row::page("/admin/orders/{number}", MERCHANT, Boss),
    Row::form(
        "/admin/orders/{number}/cancel",
        "command={command}&reason=mistake",
        MERCHANT,
        Boss,
    ),
    Row::page(
        "/api/v1/orders/{number}",
        &[
            (Nobody, 404),
            (Customer, 404),
            (There, 404),
            (Here, 404),
            (Boss, 404),
            (KeyThere, 404),
        ],
        Owner,
    ),
    Row::form(
        "/api/v1/orders/{number}/cancel",
        "{}",
        &[
            (Nobody, 401),
            (Customer, 404),
            (Here, 404),
            (KeyThere, 404),
            (KeyHere, 403),
        ],
        KeyBoss,
    ),
    Row::form("/api/v1/orders/{number}/collect", "{}", KEY_WORK, KeyHere),
    Row::form(
        "/api/v1/orders/{number}/fulfillments/{id}/{step}",
        "{}",
        KEY_WORK,
        KeyHere,
    ),
    Row::form(
        "/api/v1/stock/transfers/{id}/receive",
        r#"{"arrived":2}"#,
        KEY_WORK,
        KeyHere,
    ),
    Row::form(
        "/api/v1/stock/adjustments",
        r#"{"sku":"MUG","location":"seongsu","to":9,"reason":"counted"}"#,
        &[
            (Nobody, 401),
            (Customer, 403),
            (KeyThere, 403),
            (KeyHere, 403),
        ],
        KeyBoss,
    ),
    Row::form(
        "/api/v1/stock/transfers",
        r#"{"sku":"MUG","from":"seongsu","to":"icheon","quantity":1}"#,
        &[(Nobody, 401), (Customer, 403), (KeyThere, 403)],
        KeyHere,
    ),
    Row::form(
        "/api/v1/checkouts",
        r#"{"checkout":"{checkout}"}"#,
        &[(Nobody, 401), (Customer, 404)],
        Owner,
    ),
    Row::form(
        "/api/v1/orders",
        concat!(
            r#"{"checkout":"{checkout}","confirmed":"{confirmed}","terms":true,"#,
            r#""total":{"amount_minor":24000,"currency":"KRW"}}"#
        ),
        &[(Nobody, 401), (Customer, 404)],
        Owner,
    ),
];

/// Routes that take what anybody may name, or a secret that is itself the permission.
const OPEN: &[(&str, &str)] = &[
    ("/products/{handle}", "everybody's"),
    ("/collections/{handle}", "everybody's"),
    ("/stores/{handle}", "everybody's"),
    ("/media/{file}", "everybody's"),
    ("/sitemaps/{file}", "everybody's"),
    ("/api/storefront/products/{handle}", "everybody's"),
    ("/api/storefront/collections/{handle}", "everybody's"),
    ("/api/storefront/stores/{handle}", "everybody's"),
    ("/api/v1/products/{handle}", "everybody's"),
    ("/api/v1/problems/{code}", "everybody's"),
    (
        "/wishlist/{id}",
        "of the asker's own basket, whatever is asked",
    ),
    ("/wishlist/shared/{token}", "the token is the permission"),
    (
        "/api/storefront/shared/{token}",
        "the token is the permission",
    ),
    ("/api/sync/shared/{token}", "the token is the permission"),
    ("/account/reset/{token}", "the token is the permission"),
    (
        "/payments/test/{payment}",
        "the id is the permission; it is for trying",
    ),
    (
        "/api/payments/{provider}/notify",
        "is always 204, and only makes the shop look by itself",
    ),
];

impl Row {
    const fn page(route: &'static str, refused: &'static [(Who, u16)], may: Who) -> Self {
        Self {
            method: "GET",
            route,
            sent: "",
            refused,
            may,
        }
    }

    const fn form(
        route: &'static str,
        sent: &'static str,
        refused: &'static [(Who, u16)],
        may: Who,
    ) -> Self {
        Self {
            method: "POST",
            route,
            sent,
            refused,
            may,
        }
    }
}

/// A shop in which something belongs to somebody.
struct World {
    place: Ordering,
    order: Order,
    transfer: TransferId,
    device: DeviceId,
    call: CallId,
    checkout: String,
    confirmed: String,
    askers: BTreeMap<Who, api::Asker>,
}

/// All that might have changed.
#[derive(Debug, PartialEq)]
struct Standing {
    order: Order,
    orders: u64,
    levels: Vec<StockLevel>,
    transfers: Vec<Transfer>,
    devices: Vec<Device>,
    calls: Vec<KeptCall>,
    cart: String,
}

impl World {
    async fn make() -> Self {
        let place = Ordering::open().await;
        let things = [("MUG", 1)];
        let (mut owner, order) = Box::pin(place.paid(&things, picked_up("seongsu"))).await;
        place.put(&mut owner, &things).await;
        let visitor = place.visitor(&owner).await;
        let shown = Localization::default();
        let channel = baguni_commerce::order::Channel::Web;
        let begun = checkout::begin(place.shop.shop(), &visitor, shown, channel).await;
        let begun = begun.unwrap().checkout;
        let filled = checkout::fill(place.shop.shop(), &visitor, begun, picked_up("seongsu"));
        let filled = filled.await.unwrap().checkout;
        let transfer = send(&place).await;
        let device = crate::kiosk::paired(&place, "seongsu").await.id;
        let storage = &place.shop.storage;
        let called = storage.call_staff(device, CallReason::Advice, None, now());
        let call = called.await.unwrap().unwrap().id;
        let mut world = Self {
            checkout: CommandId(filled.id.0).to_string(),
            confirmed: filled.draft.confirmed.unwrap(),
            askers: [
                (Nobody, api::Asker::Nobody),
                (Owner, api::Asker::Session(owner)),
            ]
            .into(),
            place,
            order,
            transfer,
            device,
            call,
        };
        world.invite().await;
        world
    }

    async fn invite(&mut self) {
        let staff = [
            (There, Role::Associate, Some("haeundae")),
            (Here, Role::Associate, Some("seongsu")),
            (Boss, Role::Merchant, Some("seongsu")),
        ];
        for (who, role, at) in staff {
            let jar = account(&self.place, who).await;
            let email = format!("{who:?}@shop.example").parse().unwrap();
            let at = at.map(|at| at.parse().unwrap());
            let appointed = self
                .place
                .shop
                .storage
                .appoint(&email, role, at.as_ref(), 1);
            appointed.await.unwrap();
            self.askers.insert(who, api::Asker::Session(jar));
        }
        let customer = account(&self.place, Customer).await;
        self.askers.insert(Customer, api::Asker::Session(customer));
        let keys = [
            (KeyThere, Role::Manager, Some("haeundae")),
            (KeyHere, Role::Associate, Some("seongsu")),
            (KeyBoss, Role::Merchant, None),
        ];
        for (who, role, at) in keys {
            let key = api::key(&self.place, role, at).await;
            self.askers.insert(who, key);
        }
    }

    async fn standing(&self) -> Standing {
        let storage = &self.place.shop.storage;
        let mut levels = Vec::new();
        for at in ["icheon", "seongsu", "haeundae"] {
            levels.push(self.place.level("MUG", at).await);
        }
        let api::Asker::Session(owner) = &self.askers[&Owner] else {
            panic!("the owner has a session");
        };
        Standing {
            order: self.place.order(self.order.number).await,
            orders: storage.count_orders(<_>::default()).await.unwrap(),
            levels,
            transfers: storage
                .open_transfers(&"seongsu".parse().unwrap())
                .await
                .unwrap(),
            devices: storage.devices(None).await.unwrap(),
            calls: storage.open_calls(None).await.unwrap(),
            cart: owner.cart(&self.place.shop).await,
        }
    }

    fn filled(&self, raw: &str) -> String {
        let transfers = raw.contains("transfers/");
        let id = match transfers {
            true => self.transfer.to_string(),
            false => "1".to_owned(),
        };
        raw.replace("{number}", &self.order.number.to_string())
            .replace("{transfer}", &self.transfer.to_string())
            .replace("{device}", &self.device.to_string())
            .replace("{call}", &self.call.0.to_string())
            .replace("{checkout}", &self.checkout)
            .replace("{confirmed}", &self.confirmed)
            .replace("{command}", &command_id().to_string())
            .replace("{part}", "1")
            .replace("{step}", "accept")
            .replace("{id}", &id)
    }

    async fn ask(&self, row: &Row, who: Who) -> Answer {
        let kind = match row.route.starts_with("/api/") {
            true => "application/json",
            false => "application/x-www-form-urlencoded",
        };
        let request = Request::builder()
            .method(row.method)
            .uri(self.filled(row.route))
            .header("host", "shop.test")
            .header("content-type", kind)
            .header("idempotency-key", api::fresh());
        let request = match &self.askers[&who] {
            api::Asker::Nobody => request,
            api::Asker::Key(key) => request.header("authorization", format!("Bearer {key}")),
            api::Asker::Session(jar) => request.header("cookie", jar.header()),
        };
        let body = Body::from(self.filled(row.sent));
        let request = request.body(body).unwrap();
        match row.route.ends_with("/events") {
            // A stream has no end: its beginning says whether there is one.
            true => begin(&self.place, request).await,
            false => self.place.shop.ask(request).await,
        }
    }
}

async fn begin(place: &Ordering, request: Request<Body>) -> Answer {
    let response = place.shop.router().oneshot(request).await.unwrap();
    let (head, _) = response.into_parts();
    Answer {
        status: head.status,
        headers: head.headers,
        body: Bytes::new(),
    }
}

/// Two mugs on their way to Seongsu.
async fn send(place: &Ordering) -> TransferId {
    let command = StockCommand {
        id: command_id(),
        actor: "test".to_owned(),
        reference: String::new(),
        at: now(),
    };
    let from = Place {
        sku: "MUG".parse().unwrap(),
        location: "haeundae".parse().unwrap(),
    };
    let sent = place
        .shop
        .storage
        .transfer(command, from, "seongsu".parse().unwrap(), 2);
    sent.await.unwrap().unwrap()
}

/// The browser of somebody with an account, signed in.
async fn account(place: &Ordering, who: Who) -> Jar {
    let token = Token::random();
    let account = NewAccount {
        shopper: ShopperId(0xacc0 + who as u64),
        email: format!("{who:?}@shop.example").parse().unwrap(),
        name: format!("{who:?}"),
        password_hash: String::new(),
    };
    let session = NewSession {
        token: token.hash(),
        device: String::new(),
    };
    let signed_up = place.shop.storage.sign_up(account, session, now()).await;
    signed_up.unwrap();
    Jar::with("baguni_session", &token.reveal())
}

fn is_let_in(answer: &Answer) -> bool {
    let status = answer.status.as_u16();
    let to_sign_in = status == 303 && answer.location().contains("/sign-in");
    let said = answer.location();
    let said_no = said.ends_with("said=no-transfer") || said.ends_with("said=call-over");
    !matches!(status, 401 | 403 | 404 | 405 | 422 | 500..) && !to_sign_in && !said_no
}

#[tokio::test]
async fn nobody_may_what_is_not_theirs() {
    let mut faults = Vec::new();
    for row in ROWS {
        let world = Box::pin(World::make()).await;
        let before = world.standing().await;
        let at = format!("{} {}", row.method, row.route);
        for (who, status) in row.refused {
            let answer = world.ask(row, *who).await;
            let told = answer.status.as_u16();
            let is_refused = told == *status && !is_let_in(&answer);
            if !is_refused {
                faults.push(format!("{who:?} {at} is {told} and not {status}"));
            }
            let code = world.order.fulfillments[0].code.unwrap().to_string();
            let secrets = ["mina@shop.example", "김미나", &*code];
            if secrets.iter().any(|secret| answer.text().contains(secret)) {
                faults.push(format!("{who:?} {at} tells of the order"));
            }
        }
        if world.standing().await != before {
            faults.push(format!("{at} has changed something"));
        }
        let answer = world.ask(row, row.may).await;
        if !is_let_in(&answer) {
            let told = answer.status;
            faults.push(format!("{:?} {at} is {told}: {}", row.may, answer.text()));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What is not there is answered as what is somebody else's.
#[tokio::test]
async fn what_is_not_there_is_told_like_what_is_not_theirs() {
    let mut world = Box::pin(World::make()).await;
    let mut answers = BTreeMap::new();
    for there in [true, false] {
        if !there {
            world.order.number = baguni_commerce::order::OrderNumber::from_bits(7);
            world.checkout = CommandId([7; 16]).to_string();
            world.transfer = TransferId([7; 16]);
            world.device = DeviceId([7; 16]);
            world.call = CallId(99);
        }
        for row in ROWS {
            for (who, _) in row.refused.iter().filter(|(_, status)| *status == 404) {
                let answer = world.ask(row, *who).await;
                let number = world.order.number.to_string();
                let text = answer.text().replace(&number, "NUMBER");
                let text = text.replace(&world.device.to_string(), "DEVICE");
                let text = text.split("nonce=\"").next().unwrap_or_default().to_owned();
                let told = (answer.status, text);
                let before = answers.insert((row.method, row.route, *who), told.clone());
                assert!(
                    before.is_none_or(|before| before == told),
                    "{who:?} {}",
                    row.route
                );
            }
        }
    }
}

/// Every path with an id in the tables of routes, the constants that they are made of, and the
/// addresses of pages.
fn routes_with_ids() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut found = BTreeSet::new();
    for folder in ["crates/api/src", "crates/server/src/http", "src/pages"] {
        read(&root.join(folder), &mut found);
    }
    found
}

fn read(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let source = std::fs::read_to_string(&path).unwrap();
            found.extend(
                source
                    .split('"')
                    .filter(|text| is_route(text))
                    .map(str::to_owned),
            );
        }
    }
}

/// Whether a text between quotes is a path with a name in braces. Paths that are put together
/// elsewhere are not, for nothing is asked of the router under their names.
fn is_route(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/{}_-.".contains(c);
    let names = text
        .split('{')
        .skip(1)
        .map(|rest| rest.split('}').next().unwrap_or_default());
    text.starts_with('/') && text.chars().all(plain) && names.clone().count() > 0 && {
        let mut names = names;
        names.all(|name| !name.is_empty() && !name.contains('/'))
    }
}

#[test]
fn no_route_with_an_id_is_left_out() {
    let rows = ROWS.iter().map(|row| row.route);
    let open = OPEN.iter().map(|(route, _)| *route);
    let known: BTreeSet<String> = rows
        .chain(open)
        .filter(|route| is_route(route))
        .map(str::to_owned)
        .collect();
    let routes = routes_with_ids();
    let left_out: Vec<_> = routes.difference(&known).collect();
    assert!(
        left_out.is_empty(),
        "ROWS does not say who may not: {left_out:#?}"
    );
    let gone: Vec<_> = known.difference(&routes).collect();
    assert!(
        gone.is_empty(),
        "there are no such routes any more: {gone:#?}"
    );
    for (_, route) in baguni_server::http::api::routes() {
        assert!(!is_route(route) || known.contains(route), "{route}");
    }
}
