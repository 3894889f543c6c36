//! Orders on a server that is killed again and again, with a provider that loses questions and
//! answers, says things late and twice, and takes the process down around its own writing. In the
//! end every won is where it belongs, and no stock is lost.

use crate::client::{Client, Page};
use crate::torture::chance::Chance;
use crate::torture::server::Server;
use baguni_commerce::order::{Due, FulfillmentState, Order};
use baguni_commerce::{Handle, Money, PaymentState, Sku};
use baguni_server::payments::{Notifications, PaymentProvider as _, TestProvider};
use baguni_storage::{Counting, OrderFilter, Orders as _, SqliteStorage, Stock as _};
use std::collections::BTreeSet;
use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

const SKU: &str = "OGM-SSUK-250";
const LASTING: Duration = Duration::from_secs(14);
const SHOPPERS: u64 = 6;
/// What a machine under load needs to settle what is left.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread")]
async fn money_and_stock_survive_a_server_that_is_killed() {
    let _alone = crate::ALONE.lock().await;
    let seed = std::env::var("BAGUNI_SEED").ok();
    let seed = seed.map_or_else(crate::tab::random, |seed| seed.parse().unwrap());
    eprintln!("BAGUNI_SEED={seed}");
    let mut chance = Chance::new(seed);
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.sqlite");
    let mut server = Server::seeded(env!("CARGO_BIN_EXE_baguni").as_ref(), &database);
    stock_up(&database).await;
    let before = promised(&database).await;
    server.start();
    let address = server.address();
    let end = Instant::now() + LASTING;
    let mut shoppers = JoinSet::new();
    for number in 0..SHOPPERS {
        shoppers.spawn(shop(address, number, chance.fork(), end));
    }
    let (mut kills, mut crashes) = (0, 0);
    while Instant::now() < end {
        sleep(chance.millis(300..1_500)).await;
        // It may have taken itself down.
        crashes += u32::from(!server.is_running());
        server.kill();
        kills += 1;
        server.start_with(&[("BAGUNI_PAYMENTS_SCRIPT", &script(&mut chance))]);
    }
    let placed: usize = shoppers.join_all().await.into_iter().sum();
    server.kill();
    server.start();
    settle(&database).await;
    assert!(server.stop(), "it ends well");
    let orders = check(&database, before).await;
    eprintln!("{kills} kills, {crashes} of them its own, {placed} pressed, {orders} orders");
    assert!(kills > 3 && orders > 3, "something has happened");
}

/// Faults of the provider until the next kill.
fn script(chance: &mut Chance) -> String {
    let calls = ["begin", "status", "capture", "refund", "void"];
    let faults = ["lost", "answer-lost", "away", "crash-before", "crash"];
    let mut pick =
        |of: &[&str]| of[usize::try_from(chance.below(of.len() as u64)).unwrap()].to_owned();
    let faults = (0..4).map(|_| format!("{}:{}", pick(&calls), pick(&faults)));
    faults.collect::<Vec<_>>().join(",")
}

async fn stock_up(database: &Path) {
    let storage = SqliteStorage::open(database).unwrap();
    let catalogue = baguni_storage::Storage::load_catalogue(&storage)
        .await
        .unwrap();
    let known: Vec<Handle> = catalogue
        .locations
        .iter()
        .map(|at| at.handle.clone())
        .collect();
    let sku: Sku = SKU.parse().unwrap();
    let counts: Vec<_> = known
        .iter()
        .map(|at| (sku.clone(), at.clone(), 300))
        .collect();
    let by = Counting::imported("test");
    storage
        .set_stock(&counts, by, crate::tab::now())
        .await
        .unwrap();
}

/// How many are promised to orders.
async fn promised(database: &Path) -> u32 {
    let storage = SqliteStorage::open(database).unwrap();
    let levels = storage.stock(&SKU.parse().unwrap()).await.unwrap();
    levels.values().map(|level| level.allocated).sum()
}

/// Orders one thing after the other until it is time; how often an order was pressed for.
async fn shop(address: SocketAddr, number: u64, mut chance: Chance, end: Instant) -> usize {
    let mut client = Client::at(address);
    let mut pressed = 0;
    while Instant::now() < end {
        let ordered = timeout(
            Duration::from_secs(5),
            order(&mut client, number, &mut chance),
        );
        match ordered.await {
            Ok(Ok(true)) => pressed += 1,
            Ok(Ok(false)) => {}
            // The server is gone, or has just been: what had been done may be done or not.
            Ok(Err(_)) | Err(_) => sleep(chance.millis(10..80)).await,
        }
    }
    pressed
}

async fn order(client: &mut Client, number: u64, chance: &mut Chance) -> io::Result<bool> {
    let mut page = client.get("/checkout").await?;
    if page.status != 200 {
        client
            .post("/cart/add", &[("sku", SKU), ("quantity", "1")])
            .await?;
        page = client.get("/checkout").await?;
    }
    let Some(checkout) = page.hidden("checkout") else {
        return Ok(false);
    };
    let email = format!("shopper-{number}@shop.example");
    let form = [
        ("checkout", checkout.as_str()),
        ("email", &email),
        ("name", "김미나"),
        ("phone", "010-1234-5678"),
        ("method", "ship"),
        ("postcode", "04782"),
        ("street", "서울 성동구 연무장길 1"),
        ("shipping", "parcel"),
        ("payment", "test"),
    ];
    client.post("/checkout", &form).await?;
    let review = client.get("/checkout/review").await?;
    let Some(placed) = press(client, &checkout, &review, chance).await? else {
        return Ok(false);
    };
    let Some(to) = placed.location else {
        return Ok(false);
    };
    if to.starts_with("/payments/") {
        client.get(&to).await?;
        let choices = [
            "approve", "approve", "twice", "late", "decline", "never", "confirm",
        ];
        let choice = choices[usize::try_from(chance.below(choices.len() as u64)).unwrap()];
        let back = client.post(&to, &[("choice", choice)]).await?;
        if chance.one_in(3) {
            client.post(&to, &[("choice", "approve")]).await?;
        }
        if let Some(back) = back.location {
            client.get(&back).await?;
        }
    }
    Ok(true)
}

/// Presses the button that places the order, now and then twice.
async fn press(
    client: &mut Client,
    checkout: &str,
    review: &Page,
    chance: &mut Chance,
) -> io::Result<Option<Page>> {
    let fields = ["confirmed", "total", "currency"].map(|name| review.hidden(name));
    let [Some(confirmed), Some(total), Some(currency)] = fields else {
        return Ok(None);
    };
    let yes = [
        ("checkout", checkout),
        ("confirmed", &confirmed),
        ("total", &total),
        ("currency", &currency),
        ("terms", "yes"),
    ];
    if chance.one_in(3) {
        let mut other = client.clone();
        let (first, second) = tokio::join!(
            client.post("/checkout/review", &yes),
            other.post("/checkout/review", &yes)
        );
        return first.or(second).map(Some);
    }
    client.post("/checkout/review", &yes).await.map(Some)
}

/// Until nothing is left to be asked of the provider but whether a shopper has come back.
async fn settle(database: &Path) {
    let storage = SqliteStorage::open(database).unwrap();
    let since = Instant::now();
    loop {
        let orders = all(&storage).await;
        let open = |order: &&Order| order.due().iter().any(|due| !matches!(due, Due::Look(_)));
        let open: Vec<_> = orders.iter().filter(open).collect();
        if open.is_empty() && since.elapsed() > Duration::from_secs(9) {
            return;
        }
        assert!(
            since.elapsed() < PATIENCE,
            "it never comes to an end: {:#?}",
            open.first()
        );
        sleep(Duration::from_millis(200)).await;
    }
}

async fn all(storage: &SqliteStorage) -> Vec<Order> {
    let mut all: Vec<Order> = Vec::new();
    loop {
        let after = all.last().map(|order| (order.placed_at, order.number));
        let filter = OrderFilter {
            after,
            ..OrderFilter::default()
        };
        match storage.orders(filter).await.unwrap() {
            more if more.is_empty() => return all,
            more => all.extend(more),
        }
    }
}

async fn check(database: &Path, promised_before: u32) -> usize {
    let storage = SqliteStorage::open(database).unwrap();
    let journal = database.with_extension("test-payments.jsonl");
    let provider = TestProvider::open(&journal, Default::default(), Notifications::default());
    let provider = provider.unwrap();
    assert_eq!(
        storage.check_ledger().await.unwrap(),
        [],
        "the ledger adds up"
    );
    let orders = all(&storage).await;
    let mut promised_now = 0;
    let mut payments = BTreeSet::new();
    for order in &orders {
        for payment in &order.payments {
            assert!(
                payments.insert(payment.id),
                "a payment belongs to one order"
            );
            let Ok(status) = provider.status(&payment.id).await else {
                // It was told never to answer, and so nobody can have been told of money.
                assert_eq!(payment.captured.minor, 0, "{order:#?}");
                continue;
            };
            let nothing = Money::zero(order.currency);
            let (captured, refunded) =
                status.map_or((nothing, nothing), |s| (s.captured, s.refunded));
            assert_eq!(
                payment.kept().minor,
                captured.minor - refunded.minor,
                "money in is what the provider says: {order:#?}"
            );
            let held = status.is_some_and(|s| s.state == PaymentState::Authorized);
            assert!(!held, "money is set aside for nothing: {order:#?}");
        }
        let kept = order.kept().minor;
        assert!(
            kept == 0 || kept == order.totals.total.minor,
            "paid once: {order:#?}"
        );
        let lines = order.fulfillments.iter();
        let open = lines.filter(|part| {
            matches!(
                part.state,
                FulfillmentState::Routing | FulfillmentState::Offered
            )
        });
        promised_now += open
            .flat_map(|part| &part.lines)
            .map(|(_, n)| n)
            .sum::<u32>();
    }
    let all = promised(database).await;
    assert_eq!(
        all,
        promised_before + promised_now,
        "stock is promised to orders alone"
    );
    orders.len()
}
