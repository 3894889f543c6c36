//! Those who work for the shop as they stand in the fixtures.

use super::*;
use crate::Staffing as _;
use baguni_commerce::ShopperId;
use baguni_commerce::order::{Role, Staff};

const MINA: &str = "mina@shop.example";

/// What a fixture holds since format 7.
pub(super) async fn fill(storage: &SqliteStorage) {
    let at = samples::shop().locations[0].handle.clone();
    let mina = MINA.parse().unwrap();
    let appointed = storage.appoint(&mina, Role::Manager, Some(&at), 1).await;
    appointed.unwrap();
}

pub(super) async fn assert_filled(storage: &SqliteStorage) {
    let mina = Staff {
        account: ShopperId(7),
        name: "미나".to_owned(),
        role: Role::Manager,
        location: Some(samples::shop().locations[0].handle.clone()),
    };
    let all = storage.all_staff().await.unwrap();
    assert_eq!(all, [(MINA.parse().unwrap(), mina)]);
}
