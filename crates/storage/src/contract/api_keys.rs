//! Checks of keys, and of answers that are kept.

use super::samples;
use crate::api_keys::{ANSWER_LIFE, MAX_ANSWERS, WORKED_ON};
use crate::{Asked, KeptAnswer, NewApiKey, Storage, StorageError, Subject, TakenUp, TokenHash};
use baguni_commerce::order::{Role, Staff};
use baguni_commerce::{Handle, ShopperId};
use std::sync::Arc;
use tokio::task::JoinSet;

const NOW: u64 = 1_800_000_000_000;

fn new(n: u8, name: &str, role: Role, location: Option<&Handle>) -> NewApiKey {
    NewApiKey {
        id: u64::MAX - u64::from(n),
        name: name.to_owned(),
        token: TokenHash([n; 32]),
        role,
        location: location.cloned(),
    }
}

pub async fn are_added_and_revoked(storage: &dyn Storage) {
    let locations = samples::shop().locations;
    storage.save_locations(&locations).await.unwrap();
    let here = &locations[0].handle;
    let till = new(1, "till", Role::Associate, Some(here));
    let added = storage.add_api_key(till, NOW).await.unwrap();
    let want = Staff {
        account: ShopperId(u64::MAX - 1),
        name: "till".to_owned(),
        role: Role::Associate,
        location: Some(here.clone()),
    };
    assert_eq!(added, want);
    let books = new(2, "books", Role::Merchant, None);
    let books = storage.add_api_key(books, NOW + 1).await.unwrap();
    let found = storage.api_key(&TokenHash([1; 32])).await.unwrap();
    assert_eq!(found, Some(want.clone()));
    assert_eq!(storage.api_key(&TokenHash([3; 32])).await.unwrap(), None);
    let all = storage.api_keys().await.unwrap();
    assert_eq!(all, [(books, NOW + 1), (want, NOW)]);
    assert!(storage.revoke_api_key("till").await.unwrap());
    assert!(!storage.revoke_api_key("till").await.unwrap(), "twice");
    assert_eq!(storage.api_key(&TokenHash([1; 32])).await.unwrap(), None);
    let again = new(4, "till", Role::Manager, Some(here));
    storage.add_api_key(again, NOW).await.unwrap();
}

pub async fn are_refused(storage: &dyn Storage) {
    let locations = samples::shop().locations;
    storage.save_locations(&locations).await.unwrap();
    let nowhere: Handle = "nowhere".parse().unwrap();
    let refused = async |key: NewApiKey| storage.add_api_key(key, NOW).await.unwrap_err();
    let error = refused(new(1, "till", Role::Manager, None)).await;
    assert!(matches!(error, StorageError::Invalid { .. }), "{error}");
    let error = refused(new(1, "till", Role::Manager, Some(&nowhere))).await;
    assert!(matches!(error, StorageError::Unknown(Subject::Location(at)) if at == nowhere));
    assert_eq!(storage.api_keys().await.unwrap(), []);
    let first = new(1, "books", Role::Merchant, None);
    storage.add_api_key(first, NOW).await.unwrap();
    let error = refused(new(2, "books", Role::Merchant, None)).await;
    assert!(matches!(error, StorageError::Invalid { .. }), "{error}");
    assert_eq!(storage.api_keys().await.unwrap().len(), 1);
}

fn asked(caller: &str, name: &str, what: u8) -> Asked {
    Asked {
        caller: caller.to_owned(),
        name: name.to_owned(),
        fingerprint: [what; 32],
    }
}

fn answer(status: u16) -> KeptAnswer {
    KeptAnswer {
        status,
        body: b"{}".to_vec(),
    }
}

pub async fn answer_once(storage: &dyn Storage) {
    let check = async |asked: Asked, at: u64, want: TakenUp| {
        let taken = storage.take_up(asked.clone(), NOW + at).await.unwrap();
        assert_eq!(taken, want, "{asked:?} at {at}");
    };
    let one = asked("key:1", "a", 1);
    check(one.clone(), 0, TakenUp::Go).await;
    check(one.clone(), 1, TakenUp::Busy).await;
    check(asked("key:1", "a", 2), 1, TakenUp::Other).await;
    check(asked("key:2", "a", 2), 1, TakenUp::Go).await;
    check(asked("key:1", "b", 1), 1, TakenUp::Go).await;
    check(one.clone(), WORKED_ON, TakenUp::Go).await;
    storage.keep_answer(&one, answer(201)).await.unwrap();
    check(one.clone(), WORKED_ON, TakenUp::Answered(answer(201))).await;
    check(asked("key:1", "a", 2), WORKED_ON, TakenUp::Other).await;
    storage.let_go(&one).await.unwrap();
    let kept = TakenUp::Answered(answer(201));
    check(one.clone(), WORKED_ON, kept).await;
    check(one, 2 * ANSWER_LIFE, TakenUp::Go).await;
    let other = asked("key:1", "b", 1);
    storage.let_go(&other).await.unwrap();
    check(other, 2, TakenUp::Go).await;
}

pub async fn are_taken_up_by_one_of_many<S: Storage + 'static>(storage: S) {
    let storage = Arc::new(storage);
    let mut asking = JoinSet::new();
    for _ in 0..16 {
        let storage = Arc::clone(&storage);
        asking.spawn(async move { storage.take_up(asked("key:1", "a", 1), NOW).await.unwrap() });
    }
    let taken = asking.join_all().await;
    let count = |want: TakenUp| taken.iter().filter(|taken| **taken == want).count();
    assert_eq!((count(TakenUp::Go), count(TakenUp::Busy)), (1, 15));
}

pub async fn answers_are_bounded(storage: &dyn Storage) {
    let others = asked("key:2", "first", 1);
    storage.take_up(others.clone(), NOW).await.unwrap();
    for n in 0..=MAX_ANSWERS {
        let asked = asked("key:1", &n.to_string(), 1);
        let at = NOW + u64::from(n) % WORKED_ON;
        let taken = storage.take_up(asked, at).await;
        assert_eq!(taken.unwrap(), TakenUp::Go);
    }
    let again = async |asked: Asked| storage.take_up(asked, NOW + 1).await.unwrap();
    assert_eq!(again(others).await, TakenUp::Busy, "another's stay");
    let last = asked("key:1", &MAX_ANSWERS.to_string(), 1);
    assert_eq!(again(last).await, TakenUp::Busy);
    let first = asked("key:1", "0", 1);
    assert_eq!(again(first).await, TakenUp::Go, "the oldest has gone");
}
