//! A short torture of the built program; `cargo xtask torture` takes longer.

use crate::tab::{Tab, add};
use crate::torture::server::Server;
use crate::torture::shopper::Shopper;
use crate::torture::{Torture, run};
use baguni_commerce::Sku;
use baguni_replica::frame::{Bye, DeviceKind};
use std::sync::Arc;
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
    assert_eq!(
        survived.resyncs, 0,
        "nobody missed anything while connected"
    );
    assert!(survived.kills > 0 && survived.faults > 0 && survived.operations > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_is_told_to_stop_lets_its_screens_know() {
    let folder = tempfile::tempdir().unwrap();
    let database = folder.path().join("shop.sqlite");
    let mut server = Server::seeded(env!("CARGO_BIN_EXE_baguni").as_ref(), &database);
    server.start();
    let skus: Vec<Sku> = vec!["OGM-SSUK-250".parse().unwrap()];
    let shopper = Shopper::begin(server.address(), &Arc::new(skus.clone())).await;
    let mut tab = Tab::at(server.address(), &shopper.cookie, DeviceKind::Phone).await;
    tab.intend(add(&skus[0], 1)).await;
    let address = server.address();
    let stopping = tokio::task::spawn_blocking(move || (server.stop(), server));
    tab.until_closed().await;
    assert!(matches!(tab.bye, Some(Bye::Later(_))), "{:?}", tab.bye);
    let (was_well, mut server) = stopping.await.unwrap();
    assert!(was_well);
    server.start();
    tab.connect(address, &shopper.cookie).await.unwrap();
    tab.settle().await;
    assert_eq!(tab.in_cart(&skus[0]), 1);
}
