//! Measures checkouts over real connections: `cargo xtask bench checkout` runs it beside a released
//! server. Arguments: the server's address and its database.
//!
//! A press that places an order is measured from its first byte to its last; everything before it
//! (cart, form, confirm screen) is done before the clock starts. The generator takes its share of the
//! same machine.

#![allow(clippy::print_stdout, reason = "a command for developers: it prints")]

#[path = "../../tests/client.rs"]
mod client;
#[path = "../sync_load/disk.rs"]
#[allow(dead_code, reason = "the other load measures memory too")]
mod disk;
#[path = "../sync_load/figures.rs"]
mod figures;

use baguni_commerce::{Handle, Sku};
use baguni_storage::{Counting, SqliteStorage, Stock as _, Storage as _};
use client::Client;
use figures::Figures;
use futures_util::{StreamExt as _, stream};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Instant, SystemTime, UNIX_EPOCH};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

/// Orders of each kind.
const ORDERS: usize = 1_000;
/// Presses under way at a time.
const AT_ONCE: usize = 32;
const SPREAD: usize = 100;
const PLENTY: u32 = 1_000_000;
const RACERS: usize = 500;
const PIECES: u32 = 50;

struct Shop {
    address: SocketAddr,
    storage: SqliteStorage,
    skus: Vec<Sku>,
    places: Vec<Handle>,
    folder: PathBuf,
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || {
        arguments
            .next()
            .ok_or_else(|| anyhow::anyhow!("too few arguments"))
    };
    let address = next()?.parse()?;
    let database = PathBuf::from(next()?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let shop = Shop::open(address, &database).await?;
        tell("fdatasync of 4 KiB", &disk::probe(&shop.folder)?);
        let hot = &shop.skus[..1];
        shop.stock(hot, PLENTY).await?;
        shop.orders("orders of one hot SKU", hot).await?;
        let spread = &shop.skus[1..=SPREAD];
        shop.stock(spread, PLENTY).await?;
        shop.orders("orders spread over 100 SKUs", spread).await?;
        shop.race(&shop.skus[SPREAD + 1]).await?;
        tell("fdatasync of 4 KiB, again", &disk::probe(&shop.folder)?);
        let faults = shop.storage.check_ledger().await?;
        println!("{:<38}{:>10}", "faults in the ledger", faults.len());
        Ok(())
    })
}

impl Shop {
    async fn open(address: SocketAddr, database: &Path) -> anyhow::Result<Self> {
        let storage = SqliteStorage::open(database)?;
        let parts = storage.load_catalogue().await?;
        let active = parts.products.iter().flat_map(|product| &product.variants);
        let sold = active.filter(|variant| !variant.sell_without_stock);
        Ok(Self {
            address,
            skus: sold.map(|variant| variant.sku.clone()).collect(),
            places: parts.locations.iter().map(|at| at.handle.clone()).collect(),
            storage,
            folder: database.parent().unwrap_or(Path::new(".")).to_owned(),
        })
    }

    /// So many of each at the first place, and none elsewhere.
    async fn stock(&self, skus: &[Sku], pieces: u32) -> anyhow::Result<()> {
        let places = || self.places.iter().enumerate();
        let counts = skus.iter().flat_map(|sku| {
            places().map(|(at, place)| {
                let count = if at == 0 { pieces } else { 0 };
                (sku.clone(), place.clone(), count)
            })
        });
        let counts: Vec<_> = counts.collect();
        let by = Counting::imported("bench");
        let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
        let now = u64::try_from(now.as_millis())?;
        self.storage.set_stock(&counts, by, now).await?;
        // The shop looks once a second.
        tokio::time::sleep(std::time::Duration::from_secs(2)).await;
        Ok(())
    }

    async fn orders(&self, what: &str, skus: &[Sku]) -> anyhow::Result<()> {
        let filled = stream::iter(0..ORDERS)
            .map(|number| confirmable(self.address, &skus[number % skus.len()], number))
            .buffer_unordered(AT_ONCE)
            .collect::<Vec<_>>();
        let filled: Vec<Option<Confirmable>> =
            filled.await.into_iter().collect::<anyhow::Result<_>>()?;
        let filled: Vec<Confirmable> = filled.into_iter().flatten().collect();
        anyhow::ensure!(
            filled.len() == ORDERS,
            "{} could be confirmed",
            filled.len()
        );
        let start = Instant::now();
        let pressed = stream::iter(filled)
            .map(|mut filled| async move {
                let since = Instant::now();
                let placed = filled.press().await.unwrap_or_default();
                (placed, since.elapsed().as_secs_f64() * 1e3)
            })
            .buffer_unordered(AT_ONCE)
            .collect::<Vec<_>>();
        let pressed = pressed.await;
        let rate = ORDERS as f64 / start.elapsed().as_secs_f64();
        let good = pressed.iter().filter(|(placed, _)| *placed).count();
        anyhow::ensure!(good == ORDERS, "{good} orders were placed");
        println!("{what:<38}{rate:>10.0} a second, {AT_ONCE} at once");
        let took: Figures = pressed.into_iter().map(|(_, took)| took).collect();
        tell("  from press to answer", &took);
        Ok(())
    }

    /// From the moment at which all begin their checkout to the last answer.
    async fn race(&self, sku: &Sku) -> anyhow::Result<()> {
        // One more is kept back where the first place is a store.
        let levels = |pieces| self.stock(std::slice::from_ref(sku), pieces);
        levels(PIECES).await?;
        let level = self.storage.stock(sku).await?;
        let free: u32 = level.values().map(|level| level.available()).sum();
        levels(PIECES + (PIECES - free)).await?;
        let barrier = Arc::new(Barrier::new(RACERS + 1));
        let mut racers = JoinSet::new();
        for number in 0..RACERS {
            let (sku, address) = (sku.clone(), self.address);
            let barrier = Arc::clone(&barrier);
            racers.spawn(async move {
                let mut client = Client::at(address);
                put(&mut client, &sku).await?;
                barrier.wait().await;
                match fill(client, number).await? {
                    Some(mut filled) => filled.press().await,
                    None => anyhow::Ok(false),
                }
            });
        }
        barrier.wait().await;
        let start = Instant::now();
        let ends: Vec<bool> = racers
            .join_all()
            .await
            .into_iter()
            .collect::<Result<_, _>>()?;
        let took = start.elapsed().as_secs_f64();
        let won = ends.iter().filter(|won| **won).count();
        println!(
            "{:<38}{took:>10.2} s, {won} orders",
            format!("{RACERS} shoppers, {PIECES} pieces, at once")
        );
        anyhow::ensure!(won == PIECES as usize, "{won} of {PIECES} were sold");
        Ok(())
    }
}

/// A checkout of which only the last button is left.
struct Confirmable {
    client: Client,
    fields: Vec<(&'static str, String)>,
}

async fn confirmable(
    address: SocketAddr,
    sku: &Sku,
    number: usize,
) -> anyhow::Result<Option<Confirmable>> {
    let mut client = Client::at(address);
    put(&mut client, sku).await?;
    fill(client, number).await
}

async fn put(client: &mut Client, sku: &Sku) -> anyhow::Result<()> {
    let line = [("sku", sku.as_str()), ("quantity", "1")];
    let added = client.post("/cart/add", &line).await?;
    anyhow::ensure!(added.status == 303, "the cart answers {}", added.status);
    Ok(())
}

/// As far as the confirm screen; `None` where it is sold out.
async fn fill(mut client: Client, number: usize) -> anyhow::Result<Option<Confirmable>> {
    let page = client.get("/checkout").await?;
    let checkout = page.hidden("checkout");
    let checkout = checkout.ok_or_else(|| anyhow::anyhow!("no checkout, but {}", page.status))?;
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
    let filled = client.post("/checkout", &form).await?;
    if filled.location.as_deref() != Some("/checkout/review") {
        return Ok(None);
    }
    let review = client.get("/checkout/review").await?;
    let mut fields = vec![("terms", "yes".to_owned())];
    for name in ["checkout", "confirmed", "total", "currency"] {
        let shown = review.hidden(name);
        fields.push((
            name,
            shown.ok_or_else(|| anyhow::anyhow!("no {name} to confirm"))?,
        ));
    }
    Ok(Some(Confirmable { client, fields }))
}

impl Confirmable {
    async fn press(&mut self) -> anyhow::Result<bool> {
        let fields = self.fields.iter();
        let fields: Vec<_> = fields
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let placed = self.client.post("/checkout/review", &fields).await?;
        let to = placed.location.unwrap_or_default();
        Ok(placed.status == 303 && to.starts_with("/payments/"))
    }
}

fn tell(what: &str, figures: &Figures) {
    let (p50, p99) = (figures.percentile(50.0), figures.percentile(99.0));
    println!(
        "{what:<38}{p50:>10.2} ms p50{p99:>7.2} ms p99 ({})",
        figures.len()
    );
}
