//! Keys as they stand in the fixtures.

use super::*;
use crate::{ApiKeys as _, NewApiKey, TokenHash};
use baguni_commerce::ShopperId;
use baguni_commerce::order::{Role, Staff};

/// What a fixture holds since format 8.
pub(super) async fn fill(storage: &SqliteStorage) {
    let key = NewApiKey {
        id: 8,
        name: "till".to_owned(),
        token: TokenHash([8; 32]),
        role: Role::Associate,
        location: Some(samples::shop().locations[0].handle.clone()),
    };
    storage.add_api_key(key, 8).await.unwrap();
}

pub(super) async fn assert_filled(storage: &SqliteStorage) {
    let till = Staff {
        account: ShopperId(8),
        name: "till".to_owned(),
        role: Role::Associate,
        location: Some(samples::shop().locations[0].handle.clone()),
    };
    assert_eq!(storage.api_keys().await.unwrap(), [(till, 8)]);
}
