//! Shoppers as they stand in the fixtures, and what the contract cannot see of them.

use super::*;
use crate::{Account, NewAccount, NewSession, Shoppers as _, TokenHash};
use baguni_commerce::ShopperId;
use baguni_commerce::cart::GuestMerge;

const NOW: u64 = 1_800_000_000_000;
const GUEST: ShopperId = ShopperId(u64::MAX);
const MINA: ShopperId = ShopperId(7);

fn session(n: u8) -> NewSession {
    NewSession {
        token: TokenHash([n; 32]),
        device: "Chrome · Android".to_owned(),
    }
}

fn mina() -> NewAccount {
    NewAccount {
        shopper: MINA,
        email: "mina@shop.example".parse().unwrap(),
        name: "미나".to_owned(),
        password_hash: "$argon2id$".to_owned(),
    }
}

pub(super) async fn fill(storage: &SqliteStorage) {
    storage.sign_up(mina(), session(1), NOW).await.unwrap();
    storage.open_guest(GUEST, session(2), NOW).await.unwrap();
    let policy = GuestMerge::Max.into();
    storage.join(GUEST, MINA, policy, NOW).await.unwrap();
    let reset = TokenHash([3; 32]);
    storage.open_reset(MINA, &reset, NOW + 1).await.unwrap();
}

pub(super) async fn assert_filled(storage: &SqliteStorage) {
    let found = async |n| storage.session(&TokenHash([n; 32]), NOW).await.unwrap();
    let (of_account, of_guest) = (found(1).await, found(2).await);
    let NewAccount {
        shopper,
        email,
        name,
        ..
    } = mina();
    let account = Account {
        shopper,
        email,
        name,
    };
    assert_eq!(of_account.unwrap().account, Some(account.clone()));
    assert_eq!(of_guest.unwrap().shopper, MINA);
    let reset = storage.reset(&TokenHash([3; 32]), NOW).await.unwrap();
    assert_eq!(reset, Some(account));
}

/// What a shopper leaves goes with the shopper, and nothing of it can be left by mistake.
#[tokio::test]
async fn nothing_of_a_shopper_stays_behind() {
    let storage = SqliteStorage::in_memory().unwrap();
    fill(&storage).await;
    let left = storage.write(|tx| {
        tx.execute("DELETE FROM shopper", [])?;
        let count = |table: &str| {
            tx.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
                row.get::<_, i64>(0)
            })
        };
        let tables = ["account", "session", "reset", "shopper_alias"];
        let counts: rusqlite::Result<Vec<_>> = tables.into_iter().map(count).collect();
        Ok(counts?)
    });
    assert_eq!(left.await.unwrap(), [0; 4]);
}
