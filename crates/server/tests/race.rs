//! Five hundred shoppers press at once, and there are fifty of it: over real connections, on a fresh
//! database, twenty times.

use crate::client::Client;
use crate::ordering::{Ordering, Settings, now};
use baguni_commerce::order::OrderState;
use baguni_commerce::{Handle, Sku};
use baguni_storage::{Counting, OrderFilter, SqliteStorage, Storage};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const SHOPPERS: usize = 500;
const PIECES: u32 = 50;
const ROUNDS: usize = 20;

/// What became of one shopper.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Ordered,
    /// With a page that says so.
    SoldOut,
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_hundred_shoppers_buy_fifty_pieces() {
    let _alone = crate::ALONE.lock().await;
    for round in 0..ROUNDS {
        let folder = tempfile::tempdir().unwrap();
        let storage = SqliteStorage::open(folder.path().join("shop.sqlite")).unwrap();
        let storage: Arc<dyn Storage> = Arc::new(storage);
        crate::ordering::fill(storage.as_ref()).await;
        count(
            storage.as_ref(),
            &[("LAMP", "seongsu", 0), ("LAMP", "icheon", PIECES)],
        )
        .await;
        let settings = Settings {
            public_url: None,
            ..Settings::default()
        };
        let ordering = Ordering::over(Arc::clone(&storage), settings).await;
        let address = serve(&ordering).await;
        let ends = race(address).await;
        let ordered = ends.iter().filter(|end| **end == End::Ordered).count();
        assert_eq!(ordered, PIECES as usize, "round {round}");
        assert_eq!(ends.len(), SHOPPERS, "and everybody was answered");
        check(storage.as_ref()).await;
        // It answers as before.
        let page = Client::at(address).get("/products/mug").await.unwrap();
        assert_eq!(page.status, 200);
    }
}

async fn count(storage: &dyn Storage, counts: &[(&str, &str, u32)]) {
    let counts = counts.iter().map(|(sku, at, pieces)| {
        let (sku, at): (Sku, Handle) = (sku.parse().unwrap(), at.parse().unwrap());
        (sku, at, *pieces)
    });
    let counts: Vec<_> = counts.collect();
    let by = Counting::imported("race");
    storage.set_stock(&counts, by, now()).await.unwrap();
}

async fn serve(ordering: &Ordering) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = ordering.shop.router();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn race(address: SocketAddr) -> Vec<End> {
    let start = Arc::new(Barrier::new(SHOPPERS));
    let mut shoppers = JoinSet::new();
    for number in 0..SHOPPERS {
        let start = Arc::clone(&start);
        shoppers.spawn(async move {
            let mut client = Client::at(address);
            let added = client
                .post("/cart/add", &[("sku", "LAMP"), ("quantity", "1")])
                .await;
            assert_eq!(added.unwrap().status, 303);
            start.wait().await;
            buy(&mut client, number).await
        });
    }
    shoppers.join_all().await
}

/// From the cart to the order, as far as one gets.
async fn buy(client: &mut Client, number: usize) -> End {
    let page = client.get("/checkout").await.unwrap();
    assert_eq!(page.status, 200, "shopper {number}: {}", page.body);
    // One in ten goes on all the same, and is told again.
    if page.body.contains("품절") && !number.is_multiple_of(10) {
        return End::SoldOut;
    }
    let checkout = page.hidden("checkout").unwrap();
    let email = format!("shopper-{number}@shop.example");
    let form = [
        ("checkout", checkout.as_str()),
        ("email", &email),
        ("name", "김미나"),
        ("phone", "010-1234-5678"),
        ("method", "ship"),
        ("postcode", "04782"),
        ("street", "서울 성동구 연무장길 1"),
        ("shipping", "standard"),
        ("payment", "test"),
    ];
    let filled = client.post("/checkout", &form).await.unwrap();
    assert_eq!(filled.status, 303, "shopper {number}: {}", filled.body);
    let next = filled.location.unwrap();
    let page = client.get(&next).await.unwrap();
    assert_eq!(page.status, 200, "shopper {number} at {next}");
    if next != "/checkout/review" {
        assert!(page.body.contains("품절"), "a clear refusal: {}", page.body);
        return End::SoldOut;
    }
    let hidden = |name: &str| page.hidden(name).unwrap();
    let (confirmed, total, currency) = (hidden("confirmed"), hidden("total"), hidden("currency"));
    let yes = [
        ("checkout", checkout.as_str()),
        ("confirmed", &confirmed),
        ("total", &total),
        ("currency", &currency),
        ("terms", "yes"),
    ];
    let placed = client.post("/checkout/review", &yes).await.unwrap();
    assert_eq!(placed.status, 303, "shopper {number}: {}", placed.body);
    let to = placed.location.unwrap();
    assert!(
        to.starts_with("/payments/test/"),
        "shopper {number} at {to}"
    );
    End::Ordered
}

/// Every piece is promised once, and the ledger adds up.
async fn check(storage: &dyn Storage) {
    assert_eq!(storage.check_ledger().await.unwrap(), []);
    let orders = storage.orders(OrderFilter::default()).await.unwrap();
    assert_eq!(orders.len(), PIECES as usize);
    let numbers: BTreeSet<_> = orders.iter().map(|order| order.number).collect();
    assert_eq!(numbers.len(), orders.len());
    assert!(
        orders
            .iter()
            .all(|order| order.state == OrderState::PendingPayment)
    );
    let levels = storage.stock(&"LAMP".parse().unwrap()).await.unwrap();
    let allocated: u32 = levels.values().map(|level| level.allocated).sum();
    let available: u32 = levels.values().map(|level| level.available()).sum();
    assert_eq!((allocated, available), (PIECES, 0));
}
