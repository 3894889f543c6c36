//! Runs the simulator of `tests/simulation`: `simulate SEEDS FIRST`, as many histories as asked,
//! with progress. `cargo xtask simulate` calls it.

#[path = "../tests/simulation/mod.rs"]
mod simulation;

use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use simulation::Tally;

fn main() -> ExitCode {
    let mut numbers = std::env::args().skip(1).map(|raw| raw.parse::<u64>());
    let (Some(Ok(seeds)), Some(Ok(first))) = (numbers.next(), numbers.next()) else {
        eprintln!("simulate SEEDS FIRST");
        return ExitCode::FAILURE;
    };
    match simulate(first..first + seeds) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    }
}

/// Whether all of them were sound.
fn simulate(seeds: std::ops::Range<u64>) -> bool {
    let threads = thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let failed = AtomicBool::new(false);
    let alone = seeds.end - seeds.start == 1;
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        for thread in 0..threads {
            let (tell, failed, seeds) = (tell.clone(), &failed, seeds.clone());
            scope.spawn(move || {
                for seed in seeds.skip(thread as usize).step_by(threads as usize) {
                    if failed.load(Ordering::Relaxed) {
                        return;
                    }
                    let run = match alone {
                        true => simulation::world::tell(seed),
                        false => simulation::run(seed),
                    };
                    if let Err(wrong) = &run {
                        eprintln!("\nseed {seed}: {wrong}");
                        eprintln!("again: cargo xtask simulate --seed {seed}");
                        failed.store(true, Ordering::Relaxed);
                    }
                    if tell.send(run.unwrap_or_default()).is_err() {
                        return;
                    }
                }
            });
        }
        drop(tell);
        watch(&told, seeds.end - seeds.start);
    });
    !failed.into_inner()
}

fn watch(told: &mpsc::Receiver<Tally>, seeds: u64) {
    let began = Instant::now();
    let mut shown = began;
    let mut tally = Tally::default();
    for run in told {
        tally.add(run);
        if shown.elapsed() > Duration::from_secs(1) {
            shown = Instant::now();
            print(&tally, seeds, began.elapsed());
        }
    }
    print(&tally, seeds, began.elapsed());
    eprintln!();
}

fn print(tally: &Tally, seeds: u64, elapsed: Duration) {
    let rate = tally.statements as f64 / elapsed.as_secs_f64();
    eprint!(
        "\r{} of {seeds} histories, {} operations, {rate:.0} operations/s, {} messages, \
         {} orders, {} sign-ins, {} crashes, {} resyncs, {} renames  ",
        tally.histories,
        tally.statements,
        tally.messages,
        tally.orders,
        tally.joins,
        tally.crashes,
        tally.resyncs,
        tally.renames,
    );
}
