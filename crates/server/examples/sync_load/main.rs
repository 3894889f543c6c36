//! Measures baskets over real sockets: `cargo xtask bench sync` runs it beside a released server.
//!
//! Arguments: the server's address, its process id and its database. Times run from the moment at which an operation was due, so that a server that
//! stalls is not spared what queued meanwhile; the generator takes its share of the same machine.

#![allow(clippy::print_stdout, reason = "a command for developers: it prints")]

mod disk;
mod figures;
mod screens;
mod wire;

use baguni_commerce::Sku;
use baguni_storage::{SqliteStorage, Storage as _};
use figures::Figures;
use screens::{Load, Pair};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Shoppers with two screens each, one that talks and one that listens.
const PAIRS: usize = 1_000;
/// Operations in a second at which the goals for latency hold.
const RATE: u32 = 5_000;
const LASTING: Duration = Duration::from_secs(10);
/// Operations that each talking screen has under way when it goes as fast as it can.
const AHEAD: usize = 1;
const IDLE: usize = 5_000;

struct Asked {
    address: SocketAddr,
    process: u32,
    folder: PathBuf,
    skus: Vec<Sku>,
}

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || {
        arguments
            .next()
            .ok_or_else(|| anyhow::anyhow!("too few arguments"))
    };
    let (address, process) = (next()?.parse()?, next()?.parse()?);
    let database = PathBuf::from(next()?);
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let asked = Asked {
            address,
            process,
            skus: skus(&database).await?,
            folder: database.parent().unwrap_or(Path::new(".")).to_owned(),
        };
        run(&asked).await
    })
}

async fn skus(database: &Path) -> anyhow::Result<Vec<Sku>> {
    let parts = SqliteStorage::open(database)?.load_catalogue().await?;
    let variants = parts.products.iter().flat_map(|product| &product.variants);
    Ok(variants.map(|variant| variant.sku.clone()).collect())
}

async fn run(asked: &Asked) -> anyhow::Result<()> {
    tell("fdatasync of 4 KiB", &disk::probe(&asked.folder)?);
    bytes(asked).await?;
    idle(asked).await?;

    let pairs = Pair::open(asked.address, PAIRS, &asked.skus).await?;
    let load = Load::new(pairs);
    let (acks, others) = load.steady(RATE, LASTING).await;
    tell(&format!("tap to durable ack at {RATE}/s"), &acks);
    tell(&format!("screen to screen at {RATE}/s"), &others);
    let (count, acks) = load.flat_out(AHEAD, LASTING).await;
    let rate = count as f64 / LASTING.as_secs_f64();
    println!(
        "{:<38}{rate:>10.0} durable operations a second",
        "as fast as it goes"
    );
    tell("  tap to durable ack then", &acks);
    tell("fdatasync of 4 KiB, again", &disk::probe(&asked.folder)?);
    Ok(())
}

/// The sizes of messages, with what a socket puts around them.
async fn bytes(asked: &Asked) -> anyhow::Result<()> {
    let sizes = wire::operation_sizes(&asked.skus);
    let (p50, p99) = (sizes.percentile(50.0), sizes.percentile(99.0));
    println!(
        "{:<38}{p50:>10.0} B p50{p99:>8.0} B p99",
        "an operation as sent"
    );
    let welcome = wire::welcome_of_twenty_lines(asked.address, &asked.skus).await?;
    println!("{:<38}{welcome:>10} B", "a basket of 20 lines, whole");
    Ok(())
}

async fn idle(asked: &Asked) -> anyhow::Result<()> {
    let before = disk::resident(asked.process)?;
    let idle = screens::idle(asked.address, IDLE).await?;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let after = disk::resident(asked.process)?;
    let each = (after.saturating_sub(before)) as f64 / IDLE as f64 / 1024.0;
    println!(
        "{:<38}{each:>10.1} KiB each of {IDLE}",
        "a socket that is idle"
    );
    drop(idle);
    tokio::time::sleep(Duration::from_secs(2)).await;
    Ok(())
}

fn tell(what: &str, figures: &Figures) {
    let (p50, p99) = (figures.percentile(50.0), figures.percentile(99.0));
    println!(
        "{what:<38}{p50:>10.2} ms p50{p99:>7.2} ms p99 ({})",
        figures.len()
    );
}
