//! A short torture of the built program; `cargo xtask torture` takes longer.

use crate::torture::{Torture, run};
use std::time::Duration;

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_when_the_server_is_killed_again_and_again() {
    let seed = std::env::var("BAGUNI_SEED").ok();
    let survived = run(&Torture {
        program: env!("CARGO_BIN_EXE_baguni").into(),
        lasting: Duration::from_secs(12),
        shoppers: 6,
        seed: seed.map_or_else(crate::tab::random, |seed| seed.parse().unwrap()),
    })
    .await;
    eprintln!("{survived}");
    assert_eq!(survived.resyncs, 0, "nobody missed anything while connected");
    assert!(survived.kills > 0 && survived.faults > 0 && survived.operations > 0);
}
