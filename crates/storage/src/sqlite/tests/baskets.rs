//! Baskets as they stand in the fixtures, and what the contract cannot see of them.

use super::*;
use crate::{Baskets as _, Entry, NewSession, Refused, Said, Sells, Shoppers as _, TokenHash};
use baguni_commerce::{Quantity, ShopperId};
use baguni_replica::frame::DeviceKind;
use baguni_replica::merge::{Past, merge};
use baguni_replica::{
    Dot, Dots, Heard, LineKey, List, Operation, ReplicaId, Submission, Truth, WishlistId, codec,
};
use proptest::prelude::*;
use std::sync::Arc;

const NOW: u64 = 1_800_000_000_000;
const KIM: ShopperId = ShopperId(11);
const TABLET: ReplicaId = ReplicaId(u64::MAX - 1);

fn everything() -> Sells {
    Arc::new(|_: &Sku| true)
}

fn says(shopper: ShopperId, submission: Submission) -> Entry {
    Entry {
        shopper,
        device: DeviceKind::Tablet,
        kiosk: None,
        said: Said::Submission {
            submission,
            meant_for: None,
        },
    }
}

fn added(replica: ReplicaId, first: u32, sku: &str) -> Submission {
    let key = LineKey::from(sku.parse::<Sku>().unwrap());
    let (list, by) = (List::Cart, Quantity::try_from(2).unwrap());
    let covers = Dots::default();
    Submission {
        replica,
        first,
        operations: vec![Operation::Add {
            list,
            key,
            by,
            covers,
        }],
    }
}

async fn open(storage: &SqliteStorage, shopper: ShopperId, n: u8) {
    let session = NewSession {
        token: TokenHash([n; 32]),
        device: String::new(),
    };
    storage.open_guest(shopper, session, NOW).await.unwrap();
}

/// A basket, a replica, an order, a marked form and a shared list.
pub(super) async fn fill(storage: &SqliteStorage) {
    open(storage, KIM, 11).await;
    let merge = async |entry| {
        let merged = storage.merge_all(vec![entry], everything(), NOW).await;
        merged.unwrap().remove(0).unwrap()
    };
    merge(says(KIM, added(TABLET, 1, "A"))).await;
    let bought = storage
        .basket(KIM, vec![])
        .await
        .unwrap()
        .truth
        .basket
        .confirmable();
    let checkout = crate::CheckoutId([1; 16]);
    storage
        .take_confirmed(KIM, checkout, bought, NOW)
        .await
        .unwrap();
    merge(says(KIM, added(TABLET, 2, "B"))).await;
    let (list, token) = (WishlistId::FIRST, crate::ShareToken([2; 16]));
    storage.share(KIM, list, token, NOW).await.unwrap();
}

pub(super) async fn assert_filled(storage: &SqliteStorage) {
    let kept = storage.basket(KIM, vec![TABLET]).await.unwrap();
    let key = |sku: &str| LineKey::from(sku.parse::<Sku>().unwrap());
    let in_cart = |sku| kept.truth.basket.quantity(List::Cart, &key(sku));
    assert_eq!((in_cart("A"), in_cart("B")), (0, 2));
    assert_eq!((kept.truth.version, kept.truth.basket.epoch()), (3, 1));
    assert_eq!(kept.heard, [(TABLET, 2)]);
    assert_eq!(kept.origins, [(TABLET, DeviceKind::Tablet)]);
    let shared = storage.shared(crate::ShareToken([2; 16])).await.unwrap();
    assert_eq!(shared, Some((KIM, WishlistId::FIRST)));
}

#[tokio::test]
async fn a_damaged_basket_is_its_shoppers_alone() {
    let storage = SqliteStorage::in_memory().unwrap();
    let (one, other) = (ShopperId(1), ShopperId(2));
    open(&storage, one, 1).await;
    open(&storage, other, 2).await;
    let said = |n| {
        vec![
            says(one, added(ReplicaId(1), n, "A")),
            says(other, added(ReplicaId(2), n, "A")),
        ]
    };
    let merged = storage.merge_all(said(1), everything(), NOW).await.unwrap();
    assert!(merged.iter().all(Result::is_ok));
    let damage = storage.write(|tx| {
        tx.execute("UPDATE basket SET state = x'01ff' WHERE shopper = 1", [])?;
        Ok(())
    });
    damage.await.unwrap();
    let merged = storage.merge_all(said(2), everything(), NOW).await.unwrap();
    assert_eq!(merged[0], Err(Refused::Damaged(one)));
    assert_eq!(merged[1].as_ref().unwrap().merged.heard.last, 2);
    let unread = storage.basket(one, vec![]).await;
    assert!(
        matches!(unread, Err(StorageError::Invalid { .. })),
        "{unread:?}"
    );
    assert!(storage.basket(other, vec![]).await.is_ok());
}

/// What the state of a basket is written from must not matter, only what it says.
#[tokio::test]
async fn a_basket_is_written_canonically() {
    let storage = SqliteStorage::in_memory().unwrap();
    open(&storage, KIM, 1).await;
    let said = vec![says(KIM, added(TABLET, 1, "A"))];
    storage.merge_all(said, everything(), NOW).await.unwrap();
    let state = storage.read(|tx| {
        let sql = "SELECT state FROM basket";
        Ok(tx.query_row(sql, [], |row| row.get::<_, Vec<u8>>(0))?)
    });
    let truth = storage.basket(KIM, vec![]).await.unwrap().truth;
    assert_eq!(state.await.unwrap(), codec::encode(&truth));
}

/// As the files are left by a process that is killed between two batches.
#[tokio::test]
async fn what_was_merged_outlives_the_process_and_nothing_else_does() {
    let (folder, path) = a_file();
    let storage = SqliteStorage::open(&path).unwrap();
    fill(&storage).await;
    let interrupted = storage.write(|tx| -> Result<(), Fault> {
        tx.execute("DELETE FROM basket", [])?;
        panic!("on purpose");
    });
    assert!(interrupted.await.is_err());
    let left = folder.path().join("left.sqlite");
    let wal = |path: &Path| path.with_extension("sqlite-wal");
    std::fs::copy(&path, &left).unwrap();
    std::fs::copy(wal(&path), wal(&left)).unwrap();
    assert_filled(&SqliteStorage::open(&left).unwrap()).await;
}

/// A batch that does not fit is not there at all, and can be said again.
#[tokio::test]
async fn a_batch_that_the_disk_does_not_take_changes_nothing() {
    let (_folder, path) = a_file();
    let storage = SqliteStorage::open(&path).unwrap();
    let limit_pages = async |pages: u32| {
        let limit = move |c: &mut Connection| {
            c.pragma_update_and_check(None, "max_page_count", pages, |row| row.get::<_, u32>(0))
        };
        storage.writer.run(limit).await.unwrap().unwrap();
    };
    let shoppers: Vec<_> = (0..200).map(ShopperId).collect();
    for (n, shopper) in (0..).zip(&shoppers) {
        open(&storage, *shopper, n).await;
    }
    let batch = || {
        let said = shoppers.iter().map(|shopper| {
            let submission = added(ReplicaId(shopper.0), 1, "A");
            says(*shopper, submission)
        });
        said.collect::<Vec<_>>()
    };
    limit_pages(1).await;
    let full = storage.merge_all(batch(), everything(), NOW).await;
    assert!(matches!(full, Err(StorageError::DiskFull(_))), "{full:?}");
    let heard = async |n: u64| {
        let kept = storage
            .basket(ShopperId(n), vec![ReplicaId(n)])
            .await
            .unwrap();
        kept.heard.len()
    };
    assert_eq!((heard(0).await, heard(199).await), (0, 0));
    limit_pages(1_000_000).await;
    let merged = storage.merge_all(batch(), everything(), NOW).await.unwrap();
    assert!(merged.iter().all(Result::is_ok));
    assert_eq!((heard(0).await, heard(199).await), (1, 1));
}

fn operations() -> impl Strategy<Value = Operation> {
    let list = prop_oneof![Just(List::Cart), Just(List::Saved)];
    let key = "[A-D]".prop_map(|sku| LineKey::from(sku.parse::<Sku>().unwrap()));
    let dot = (1..3_u64, 1..9_u32).prop_map(|(replica, seq)| Dot {
        replica: ReplicaId(replica),
        seq,
    });
    let covers = prop::collection::vec(dot, 0..4).prop_map(Dots::from_iter);
    (list, key, covers, 0..3, 1..9_u32).prop_map(|(list, key, covers, kind, n)| match kind {
        0 => Operation::Add {
            list,
            key,
            by: Quantity::try_from(n).unwrap(),
            covers,
        },
        1 => Operation::Remove { list, key, covers },
        _ => Operation::Set {
            list,
            key,
            to: Quantity::try_from(n).unwrap(),
            at: baguni_replica::Hlc::at(NOW),
            covers,
        },
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However they are cut into batches, operations come to what they come to in memory.
    #[test]
    fn merging_in_the_database_is_merging(
        said in prop::collection::vec((1..3_u64, operations(), any::<bool>()), 1..16),
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (mut truth, mut past) = (Truth::default(), Past::default());
        let (mut batches, mut last) = (vec![Vec::new()], [0; 3]);
        for (replica, operation, cut) in said {
            let at = usize::try_from(replica).unwrap();
            last[at] += 1;
            let replica = ReplicaId(replica);
            let submission = Submission { replica, first: last[at], operations: vec![operation] };
            let merged = merge(&mut truth, &mut past, &submission, &|_| true, NOW).unwrap();
            past.heard.insert(replica, merged.heard);
            if cut {
                batches.push(Vec::new());
            }
            batches.last_mut().unwrap().push(says(KIM, submission));
        }
        let kept = runtime.block_on(async {
            let storage = SqliteStorage::in_memory().unwrap();
            open(&storage, KIM, 1).await;
            for batch in batches {
                storage.merge_all(batch, everything(), NOW).await.unwrap();
            }
            storage.basket(KIM, vec![ReplicaId(1), ReplicaId(2)]).await.unwrap()
        });
        prop_assert_eq!(kept.truth, truth);
        for (replica, seq) in kept.heard {
            prop_assert_eq!(past.heard.get(&replica).map(|heard: &Heard| heard.last), Some(seq));
        }
    }
}
