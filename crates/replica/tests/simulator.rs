//! Twenty thousand histories of shoppers, thrown by their seeds and judged by the oracle.

mod simulation;

use std::thread;

use simulation::Tally;

const HISTORIES: u64 = 20_000;

#[test]
fn no_history_loses_doubles_or_resurrects() {
    let threads = thread::available_parallelism().map_or(1, |n| n.get() as u64);
    let mut tally = Tally::default();
    thread::scope(|scope| {
        let runs: Vec<_> = (0..threads)
            .map(|thread| scope.spawn(move || some(thread, threads)))
            .collect();
        for run in runs {
            tally.add(run.join().expect("no history failed"));
        }
    });
    assert_eq!(tally.histories, HISTORIES);
    // What never happens is not tested.
    assert!(tally.orders > HISTORIES / 20, "{tally:?}");
    assert!(tally.joins > HISTORIES / 20, "{tally:?}");
    assert!(
        tally.crashes > HISTORIES / 20 && tally.resyncs > 0,
        "{tally:?}"
    );
}

fn some(first: u64, every: u64) -> Tally {
    let mut tally = Tally::default();
    for seed in (first..HISTORIES).step_by(every as usize) {
        match simulation::run(seed) {
            Ok(run) => tally.add(run),
            Err(wrong) => panic!(
                "seed {seed}: {wrong}\n\
                 again: cargo xtask simulate --seed {seed}"
            ),
        }
    }
    tally
}
