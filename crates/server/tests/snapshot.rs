//! The catalogue as screens fetch it: who may, how often it is made, and that nothing which changes
//! afterwards is missed.

use crate::shop::TestShop;
use axum::http::{HeaderMap, StatusCode};
use baguni_api::kiosk::{SNAPSHOT, STOCK, StockNews};
use baguni_api::storefront::{Snapshot, Storefront};
use baguni_api::{ApiError, LocationStock, wire};
use baguni_commerce::stock::{ReservationId, Take};
use baguni_commerce::{DeviceId, DeviceProfile, Handle, Sku};
use baguni_server::accounts::Token;
use baguni_server::demo;
use baguni_storage::{DevicePlan, SqliteStorage, Storage, TokenHash, Who};
use flate2::read::GzDecoder;
use std::io::Read as _;
use std::sync::Arc;

struct Screen {
    shop: TestShop,
    storage: Arc<dyn Storage>,
    cookie: String,
}

fn staff() -> Who {
    Who {
        account: None,
        name: "staff".to_owned(),
    }
}

impl Screen {
    async fn new() -> Self {
        let storage: Arc<dyn Storage> = Arc::new(SqliteStorage::in_memory().unwrap());
        demo::seed(storage.as_ref()).await.unwrap();
        let shop = TestShop::over(Arc::clone(&storage), None).await;
        let store = shop.shop().catalogue.current();
        let location = store.catalogue().stores().next().unwrap().handle.clone();
        let plan = DevicePlan {
            location,
            name: "입구".to_owned(),
            profile: DeviceProfile::portrait_32(),
            idle_s: 60,
        };
        let (code, key) = (TokenHash([1; 32]), Token::random());
        storage
            .allow_pairing(code, plan, &staff(), 0)
            .await
            .unwrap();
        let paired = storage.pair(&code, DeviceId([1; 16]), key.hash(), 0).await;
        assert!(paired.unwrap().is_some());
        Self {
            cookie: format!("baguni_device={}", key.reveal()),
            shop,
            storage,
        }
    }

    async fn get(&self, path: &str, more: &[(&str, &str)]) -> crate::shop::Answer {
        let mut headers = vec![("cookie", self.cookie.as_str())];
        headers.extend(more);
        self.shop.get_with(path, &headers).await
    }

    async fn stock(&self, since: u64) -> StockNews {
        let answer = self.get(&format!("{STOCK}?since={since}"), &[]).await;
        assert_eq!(answer.status, StatusCode::OK);
        wire::decode(&answer.body).unwrap()
    }

    async fn reserve(&self, id: u8, quantity: u32, sku: &Sku, place: &Handle) {
        let take = Take {
            sku: sku.clone(),
            location: place.clone(),
            quantity,
        };
        let hold = ReservationId([id; 16]);
        let held = self.storage.reserve(hold, vec![take], u64::MAX, 0).await;
        held.unwrap().unwrap();
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn a_snapshot_is_for_screens_and_fetched_once() {
    let screen = Screen::new().await;
    for path in [SNAPSHOT, "/api/kiosk/stock?since=0"] {
        let answer = screen.shop.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(wire::decode::<()>(&answer.body), Err(ApiError::NotFound));
    }
    let answer = screen.get(SNAPSHOT, &[]).await;
    assert_eq!(answer.status, StatusCode::OK);
    let etag = header(&answer.headers, "etag").to_owned();
    assert_eq!(header(&answer.headers, "cache-control"), "no-store");
    let snapshot = Snapshot::decode(&answer.body).unwrap();
    assert!(snapshot.parts.products.len() > 50);

    let packed = screen.get(SNAPSHOT, &[("accept-encoding", "gzip")]).await;
    assert_eq!(header(&packed.headers, "content-encoding"), "gzip");
    assert!(packed.body.len() * 2 < answer.body.len());
    let mut bytes = Vec::new();
    GzDecoder::new(&packed.body[..])
        .read_to_end(&mut bytes)
        .unwrap();
    assert_eq!(bytes, answer.body);

    let again = screen.get(SNAPSHOT, &[("if-none-match", &etag)]).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    assert!(again.body.is_empty());
    let other = screen.get(SNAPSHOT, &[("if-none-match", "\"1-0\"")]).await;
    assert_eq!(other.status, StatusCode::OK);
}

#[tokio::test]
async fn what_is_sold_reaches_a_snapshot_from_before() {
    let screen = Screen::new().await;
    let before = screen.get(SNAPSHOT, &[]).await;
    let etag = header(&before.headers, "etag").to_owned();
    let snapshot = Snapshot::decode(&before.body).unwrap();
    let since = snapshot.stock;
    assert_eq!(screen.stock(since).await.levels, []);

    let scarce = snapshot.parts.stock.iter();
    let mut scarce = scarce.filter(|(_, _, level)| level.available() < LocationStock::TOLD);
    let (sku, place, level) = scarce.next().unwrap().clone();
    let kept = Storefront::of_snapshot(snapshot, Arc::new(|| 0));
    screen.reserve(1, level.available(), &sku, &place).await;
    screen.shop.shop().catalogue.refresh().await;

    let still = screen.get(SNAPSHOT, &[("if-none-match", &etag)]).await;
    assert_eq!(
        still.status,
        StatusCode::NOT_MODIFIED,
        "stock alone is another"
    );
    let news = screen.stock(since).await;
    assert_eq!(news.levels, [(sku.clone(), place.clone(), 0)]);
    assert!(news.revision > since);
    assert_eq!(screen.stock(news.revision).await.levels, []);

    let kept = kept.with_stock(&news.levels);
    let at = kept.catalogue().location(&place).unwrap();
    assert_eq!(kept.catalogue().available(&sku, Some(at)), 0);

    // Of a database that has seen less: everything is to be fetched again.
    let elsewhere = screen.stock(u64::from(u32::MAX)).await;
    assert_eq!(
        (elsewhere.revision, elsewhere.levels),
        (news.revision, Vec::new())
    );
}

#[tokio::test]
async fn another_catalogue_is_another_snapshot() {
    let screen = Screen::new().await;
    let before = screen.get(SNAPSHOT, &[]).await;
    let parts = screen.storage.load_catalogue().await.unwrap();
    let mut product = parts.products[0].clone();
    product.title.ko.push_str(" 새로");
    screen
        .storage
        .save_products(std::slice::from_ref(&product))
        .await
        .unwrap();
    screen.shop.shop().catalogue.refresh().await;
    let etag = header(&before.headers, "etag");
    let after = screen.get(SNAPSHOT, &[("if-none-match", etag)]).await;
    assert_eq!(after.status, StatusCode::OK);
    assert_ne!(header(&after.headers, "etag"), etag);
    let titles = Snapshot::decode(&after.body).unwrap().parts.products;
    assert!(titles.iter().any(|it| it.title == product.title));
}

#[tokio::test]
async fn what_is_asked_wrongly_is_refused() {
    let screen = Screen::new().await;
    for query in [
        "",
        "?since=",
        "?since=-1",
        "?since=x",
        "?since=18446744073709551616",
    ] {
        let answer = screen.get(&format!("{STOCK}{query}"), &[]).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{query}");
    }
}

#[tokio::test]
async fn a_key_that_is_revoked_fetches_nothing() {
    let screen = Screen::new().await;
    let storage = &screen.storage;
    storage
        .revoke_device(DeviceId([1; 16]), &staff(), 0)
        .await
        .unwrap();
    let answer = screen.get(SNAPSHOT, &[]).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
