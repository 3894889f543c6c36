//! The real server, killed without warning again and again while shoppers press buttons on several
//! screens over a network that delays, cuts, repeats and goes silent. In the end nothing that was
//! thanked for is missing, nothing counts twice, and all screens show the same.

pub mod chance;
mod proxy;
pub mod server;
pub mod shopper;

use baguni_storage::{Baskets as _, SqliteStorage, Storage as _};
use chance::Chance;
use proxy::Proxy;
use server::Server;
use shopper::{Screen, Shopper};
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::time::sleep;

/// How to torture.
#[derive(Clone, Debug)]
pub struct Torture {
    /// The server's program.
    pub program: PathBuf,
    pub lasting: Duration,
    pub shoppers: usize,
    /// Decides every fault, though not when threads run.
    pub seed: u64,
}

/// What was survived.
#[derive(Clone, Copy, Debug, Default)]
pub struct Survived {
    pub operations: usize,
    pub kills: usize,
    pub connections: usize,
    pub faults: usize,
    pub resyncs: u32,
    /// From the last fault until everything was the same everywhere.
    pub settled_in: Duration,
}

impl fmt::Display for Survived {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} operations, {} kills, {} connections with {} faults, {} resyncs, settled in {:.1} s",
            self.operations,
            self.kills,
            self.connections,
            self.faults,
            self.resyncs,
            self.settled_in.as_secs_f64()
        )
    }
}

/// The goal for outboxes after the last fault.
const SETTLING: Duration = Duration::from_secs(10);
const SCREENS: usize = 2;

/// Runs and panics with the seed if a promise is broken.
pub async fn run(torture: &Torture) -> Survived {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.sqlite");
    let mut server = Server::seeded(&torture.program, &database);
    server.start();
    let storage = SqliteStorage::open(&database).unwrap();
    let catalogue = storage.load_catalogue().await.unwrap();
    let variants = catalogue
        .products
        .iter()
        .flat_map(|product| &product.variants);
    let skus: Arc<Vec<_>> = Arc::new(variants.map(|variant| variant.sku.clone()).collect());

    let mut chance = Chance::new(torture.seed);
    let proxy = Proxy::start(server.address(), chance.fork()).await;
    let mut screens = Vec::new();
    for _ in 0..torture.shoppers {
        let shopper = Arc::new(Shopper::begin(server.address(), &skus).await);
        for _ in 0..SCREENS {
            let screen = Screen::new(Arc::clone(&shopper), proxy.address(), chance.fork());
            screens.push(tokio::spawn(screen.live(torture.lasting)));
        }
    }
    let kills = kill_and_restart(&mut server, &mut chance, torture.lasting).await;
    proxy.calm();
    let calm = Instant::now();
    let mut lived = Vec::new();
    for screen in screens {
        lived.push(screen.await.expect("no promise was broken"));
    }
    let settled_in = calm.elapsed();
    assert!(
        settled_in <= SETTLING,
        "it took {settled_in:?} to settle; seed {}",
        torture.seed
    );
    judge(&storage, &lived, torture.seed).await;
    Survived {
        operations: lived.iter().map(|screen| screen.said).sum(),
        kills,
        connections: proxy.connections(),
        faults: proxy.faults(),
        resyncs: lived.iter().map(|screen| screen.resyncs).sum(),
        settled_in,
    }
}

/// The last time at the very end, when everybody is in the middle of something.
async fn kill_and_restart(server: &mut Server, chance: &mut Chance, lasting: Duration) -> usize {
    let end = Instant::now() + lasting;
    for kills in 1.. {
        let left = end.saturating_duration_since(Instant::now());
        sleep(chance.millis(700..3_500).min(left)).await;
        server.kill();
        sleep(chance.millis(0..600)).await;
        server.start();
        if Instant::now() >= end {
            return kills;
        }
    }
    unreachable!("time goes on")
}

/// What the screens of a shopper show is what the database holds, and of what was only ever added
/// there is as much as was added.
async fn judge(storage: &SqliteStorage, lived: &[shopper::Lived], seed: u64) {
    for screen in lived {
        let kept = storage.basket(screen.shopper.id, Vec::new()).await.unwrap();
        let same = screen.shown == kept.truth.basket;
        assert!(
            same,
            "a screen of {} shows something else; seed {seed}",
            screen.shopper.id
        );
        screen.shopper.check_sums(&kept.truth.basket, seed);
    }
}
