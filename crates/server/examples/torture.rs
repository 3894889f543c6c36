//! Tortures a built server for as long as one likes: `cargo xtask torture` runs it.
//!
//! Arguments: the server's program, minutes, and a seed if a run is to be tried again.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a command for developers: it prints, and what goes wrong ends it"
)]

#[path = "../tests/tab.rs"]
mod tab;
#[path = "../tests/torture/mod.rs"]
#[allow(dead_code, reason = "the tests use more of it")]
mod torture;

use std::time::{Duration, Instant};
use torture::{Torture, run};

/// One run, with a fresh database each.
const RUN: Duration = Duration::from_secs(30);

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let program = arguments
        .next()
        .ok_or_else(|| anyhow::anyhow!("which program?"))?;
    let minutes: f64 = arguments.next().as_deref().unwrap_or("1").parse()?;
    let seed = arguments.next().map(|seed| seed.parse()).transpose()?;
    let end = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let (mut runs, mut kills) = (0, 0);
    while runs == 0 || Instant::now() < end {
        let torture = Torture {
            program: program.clone().into(),
            lasting: RUN
                .min(end.saturating_duration_since(Instant::now()))
                .max(RUN / 3),
            shoppers: 12,
            seed: seed.unwrap_or_else(tab::random),
        };
        println!("seed {}", torture.seed);
        let survived = run(&torture).await;
        runs += 1;
        kills += survived.kills;
        println!("  {survived}");
    }
    println!("{runs} runs, {kills} kills, no promise broken");
    Ok(())
}
