//! How many test payments one journal takes in a second, beside what the disk does alone:
//! `cargo run -p baguni-server --example payment_load [FOLDER]`.

use anyhow::Context as _;
use baguni_commerce::{Currency, Locale, Money, PaymentId};
use baguni_server::payments::test_provider::{Choice, Script};
use baguni_server::payments::{
    Notifications, PaymentAsk, PaymentProvider as _, ProviderError, TestProvider,
};
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

const PAYMENTS: u32 = 2_000;
const AT_ONCE: u32 = 64;
/// Begun, approved, captured.
const LINES: u32 = 3;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let journal = Path::new(&folder).join("load.test-payments.jsonl");
    let alone = disk_alone(&journal).context("the folder cannot be written to")?;
    std::fs::remove_file(&journal)?;
    let provider = TestProvider::open(&journal, Script::default(), Notifications::default())?;
    let (provider, start) = (Arc::new(provider), Instant::now());
    let payers = (0..AT_ONCE).map(|first| tokio::spawn(pay_many(Arc::clone(&provider), first)));
    for payer in payers.collect::<Vec<_>>() {
        payer.await??;
    }
    let rate = f64::from(PAYMENTS) / start.elapsed().as_secs_f64();
    let mut out = std::io::stdout();
    writeln!(
        out,
        "one line and its fdatasync, alone: {} µs",
        alone.as_micros()
    )?;
    writeln!(
        out,
        "{AT_ONCE} at once: {rate:.0} payments/s of {LINES} durable lines each"
    )?;
    drop(provider);
    let start = Instant::now();
    TestProvider::open(&journal, Script::default(), Notifications::default())?;
    writeln!(out, "reading them back: {} ms", start.elapsed().as_millis())?;
    Ok(std::fs::remove_file(&journal)?)
}

async fn pay_many(provider: Arc<TestProvider>, first: u32) -> Result<(), ProviderError> {
    for number in (first..PAYMENTS).step_by(AT_ONCE as usize) {
        let amount = Money::new(24_000, Currency::Krw);
        let payment = PaymentId(u128::from(number).to_be_bytes());
        let ask = PaymentAsk {
            payment,
            order_number: number.to_string(),
            amount,
            return_to: "/".to_owned(),
            locale: Locale::Ko,
        };
        provider.begin(&ask).await?;
        provider.choose(payment, Choice::Approve).await?;
        provider.capture(&payment, amount).await?;
    }
    Ok(())
}

/// The median of appending a line and waiting for the disk.
fn disk_alone(path: &Path) -> std::io::Result<Duration> {
    let mut file = std::fs::File::create(path)?;
    let mut times = Vec::new();
    for _ in 0..200 {
        let start = Instant::now();
        file.write_all(&[b'.'; 200])?;
        file.sync_data()?;
        times.push(start.elapsed());
    }
    times.sort();
    Ok(times[times.len() / 2])
}
