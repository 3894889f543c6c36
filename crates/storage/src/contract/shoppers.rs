//! Checks of shoppers, accounts, sessions and resets.

use crate::{
    ALIAS_LIFE, Account, Credentials, NewAccount, NewSession, SEEN_EVERY, SESSION_LIFE, SessionId,
    Storage, StorageError, Subject, TokenHash,
};
use baguni_commerce::ShopperId;
use baguni_commerce::cart::GuestMerge;

const NOW: u64 = 1_800_000_000_000;
const GUEST: ShopperId = ShopperId(u64::MAX - 6);
const MINA: ShopperId = ShopperId(7);
const JUNO: ShopperId = ShopperId(8);

fn token(n: u8) -> TokenHash {
    TokenHash([n; 32])
}

fn on(n: u8) -> NewSession {
    NewSession {
        token: token(n),
        device: format!("device {n}"),
    }
}

fn account(shopper: ShopperId, name: &str) -> NewAccount {
    NewAccount {
        shopper,
        email: format!("{name}@shop.example").parse().unwrap(),
        name: name.to_owned(),
        password_hash: format!("hash of {name}"),
    }
}

fn known(new: &NewAccount) -> Account {
    Account {
        shopper: new.shopper,
        email: new.email.clone(),
        name: new.name.clone(),
    }
}

/// Signs Mina up with token 1 and Juno with token 2.
async fn two_accounts(storage: &dyn Storage) -> (SessionId, SessionId) {
    let sign_up = async |shopper, name, n| {
        storage
            .sign_up(account(shopper, name), on(n), NOW)
            .await
            .unwrap()
    };
    (
        sign_up(MINA, "mina", 1).await,
        sign_up(JUNO, "juno", 2).await,
    )
}

/// Whose basket a token leads to, and whose account.
async fn led_to(storage: &dyn Storage, n: u8, now: u64) -> Option<(ShopperId, Option<ShopperId>)> {
    let session = storage.session(&token(n), now).await.unwrap()?;
    Some((session.shopper, session.account.map(|a| a.shopper)))
}

pub(super) async fn open_as_guests(storage: &dyn Storage) {
    assert_eq!(led_to(storage, 1, NOW).await, None);
    let id = storage.open_guest(GUEST, on(1), NOW).await.unwrap();
    let session = storage.session(&token(1), NOW).await.unwrap().unwrap();
    assert_eq!((session.id, session.shopper), (id, GUEST));
    assert_eq!(
        (session.account, session.device.as_str()),
        (None, "device 1")
    );
    let again = storage.open_guest(GUEST, on(2), NOW).await;
    let conflict = matches!(again, Err(StorageError::Conflict { .. }));
    assert!(conflict, "a shopper is nobody else's: {again:?}");
    assert_eq!(led_to(storage, 2, NOW).await, None);
}

pub(super) async fn last_while_they_are_seen(storage: &dyn Storage) {
    storage.open_guest(GUEST, on(1), NOW).await.unwrap();
    let check = async |now: u64, seen_at: Option<u64>| {
        let found = storage.session(&token(1), now).await.unwrap();
        assert_eq!(
            found.map(|session| session.seen_at),
            seen_at,
            "{}",
            now - NOW
        );
    };
    check(NOW + SEEN_EVERY - 1, Some(NOW)).await;
    check(NOW + SEEN_EVERY, Some(NOW)).await;
    let seen = NOW + SEEN_EVERY;
    check(seen + 1, Some(seen)).await;
    check(seen + SESSION_LIFE, None).await;
    check(seen + SESSION_LIFE - 1, Some(seen)).await;
    check(seen + SESSION_LIFE, Some(seen + SESSION_LIFE - 1)).await;
}

pub(super) async fn become_accounts(storage: &dyn Storage) {
    storage.open_guest(GUEST, on(1), NOW).await.unwrap();
    assert!(!storage.is_account(GUEST).await.unwrap());
    let mina = account(GUEST, "mina");
    let id = storage.sign_up(mina.clone(), on(2), NOW).await.unwrap();
    assert!(storage.is_account(GUEST).await.unwrap());
    assert_eq!(led_to(storage, 1, NOW).await, None, "the guest's token");
    let session = storage.session(&token(2), NOW).await.unwrap().unwrap();
    assert_eq!((session.id, session.shopper), (id, GUEST));
    assert_eq!(session.account, Some(known(&mina)));

    let found = storage.credentials(&mina.email).await.unwrap().unwrap();
    assert_eq!(found.account, known(&mina));
    assert_eq!(found.password_hash, "hash of mina");
    let nobody = "nobody@shop.example".parse().unwrap();
    assert_eq!(storage.credentials(&nobody).await.unwrap(), None);
}

pub(super) async fn do_not_share_an_email_address(storage: &dyn Storage) {
    two_accounts(storage).await;
    let check = async |shopper: ShopperId, name: &str, what: Subject, owner: ShopperId| {
        let refused = storage.sign_up(account(shopper, name), on(9), NOW).await;
        let expected = (what, Subject::Account(owner));
        match refused {
            Err(StorageError::Conflict { what, owner }) => assert_eq!((what, owner), expected),
            other => panic!("{name}: {other:?}"),
        }
        assert_eq!(led_to(storage, 9, NOW).await, None);
    };
    check(GUEST, "mina", Subject::Email, MINA).await;
    check(MINA, "other", Subject::Shopper(MINA), MINA).await;
    check(JUNO, "mina", Subject::Email, MINA).await;
    // Whoever was refused is not there: neither is its shopper.
    storage.open_guest(GUEST, on(3), NOW).await.unwrap();
}

pub(super) async fn are_renamed(storage: &dyn Storage) {
    two_accounts(storage).await;
    storage.rename(MINA, "미나 🌿").await.unwrap();
    let names = async |n| {
        let session = storage.session(&token(n), NOW).await.unwrap().unwrap();
        session.account.unwrap().name
    };
    assert_eq!(
        (names(1).await.as_str(), names(2).await.as_str()),
        ("미나 🌿", "juno")
    );
    let nobody = storage.rename(GUEST, "nobody").await;
    assert!(
        matches!(nobody, Err(StorageError::Unknown(_))),
        "{nobody:?}"
    );
}

pub(super) async fn are_joined_once(storage: &dyn Storage) {
    two_accounts(storage).await;
    storage.open_guest(GUEST, on(3), NOW).await.unwrap();
    let join = async |guest, account| {
        storage
            .join(guest, account, GuestMerge::Max.into(), NOW)
            .await
    };
    assert_eq!(storage.joined_into(GUEST).await.unwrap(), None);
    let check = async |account, why: &str| {
        join(GUEST, account).await.unwrap();
        assert_eq!(
            storage.joined_into(GUEST).await.unwrap(),
            Some(MINA),
            "{why}"
        );
        // The basket is Mina's. That it was her password, nobody has said in this session.
        assert_eq!(led_to(storage, 3, NOW).await, Some((MINA, None)), "{why}");
    };
    check(MINA, "first").await;
    check(MINA, "again").await;
    check(JUNO, "elsewhere").await;
    join(MINA, MINA).await.unwrap();
    assert_eq!(storage.joined_into(MINA).await.unwrap(), None);
    let refused = join(JUNO, MINA).await;
    assert!(
        matches!(refused, Err(StorageError::Invalid { .. })),
        "{refused:?}"
    );
    let nowhere = join(JUNO, ShopperId(99)).await;
    assert!(
        matches!(nowhere, Err(StorageError::Unknown(_))),
        "{nowhere:?}"
    );
}

pub(super) async fn are_rotated(storage: &dyn Storage) {
    let (mina, juno) = two_accounts(storage).await;
    let guest = storage.open_guest(GUEST, on(3), NOW).await.unwrap();
    let (later, hers) = (NOW + 5, credentials(storage, "mina").await);
    let check = async |old: Option<u8>, new: u8, id: Option<SessionId>| {
        let old_hash = old.map(token);
        let rotated = storage.rotate_session(old_hash.as_ref(), on(new), &hers, later);
        let rotated = rotated.await.unwrap().unwrap();
        assert!(id.is_none_or(|id| id == rotated), "{old:?} → {new}");
        if let Some(old) = old {
            assert_eq!(led_to(storage, old, later).await, None, "{old}");
        }
        let led = led_to(storage, new, later).await;
        assert_eq!(led, Some((MINA, Some(MINA))), "{new}");
    };
    check(Some(3), 4, Some(guest)).await;
    check(Some(2), 5, Some(juno)).await;
    check(None, 6, None).await;
    // Two racing sign-ins: the second finds its old session gone.
    check(Some(3), 7, None).await;
    assert_eq!(storage.sessions(MINA, later).await.unwrap().len(), 5);
    assert_eq!(led_to(storage, 1, later).await, Some((MINA, Some(MINA))));
    assert!(mina != juno && juno != guest);
}

async fn credentials(storage: &dyn Storage, name: &str) -> Credentials {
    let email = account(MINA, name).email;
    storage.credentials(&email).await.unwrap().unwrap()
}

/// Whoever was found to know a password that has been changed meanwhile knows nothing.
pub(super) async fn are_not_rotated_by_a_former_password(storage: &dyn Storage) {
    two_accounts(storage).await;
    let hers = credentials(storage, "mina").await;
    storage.open_reset(MINA, &token(21), NOW + 1).await.unwrap();
    let chosen = storage.consume_reset(&token(21), "new hash", NOW).await;
    assert!(chosen.unwrap().is_some());
    let rotate = async |checked: &Credentials, n| {
        let rotated = storage
            .rotate_session(Some(&token(2)), on(n), checked, NOW)
            .await;
        rotated.unwrap().is_some()
    };
    assert!(!rotate(&hers, 4).await);
    assert_eq!(led_to(storage, 4, NOW).await, None);
    assert_eq!(
        led_to(storage, 2, NOW).await,
        Some((JUNO, Some(JUNO))),
        "as it was"
    );
    assert!(rotate(&credentials(storage, "mina").await, 5).await);
}

pub(super) async fn are_listed_and_ended(storage: &dyn Storage) {
    let (mina, juno) = two_accounts(storage).await;
    let hers = credentials(storage, "mina").await;
    let rotate = async |n, at| {
        let rotated = storage.rotate_session(None, on(n), &hers, at);
        rotated.await.unwrap().unwrap()
    };
    let phone = rotate(3, NOW + 10).await;
    let tablet = rotate(4, NOW + 5).await;
    let devices = async || -> Vec<SessionId> {
        let sessions = storage
            .sessions(MINA, NOW + SESSION_LIFE - 1)
            .await
            .unwrap();
        assert!(
            sessions
                .iter()
                .all(|s| s.account.is_some() && s.shopper == MINA)
        );
        sessions.iter().map(|session| session.id).collect()
    };
    assert_eq!(devices().await, [phone, tablet, mina]);

    assert!(
        !storage.revoke_session(JUNO, phone).await.unwrap(),
        "not hers"
    );
    assert!(
        !storage.revoke_session(MINA, juno).await.unwrap(),
        "not hers"
    );
    assert!(storage.revoke_session(MINA, tablet).await.unwrap());
    assert!(!storage.revoke_session(MINA, tablet).await.unwrap(), "once");
    assert_eq!(led_to(storage, 4, NOW).await, None);
    assert_eq!(devices().await, [phone, mina]);

    assert_eq!(
        storage.revoke_other_sessions(MINA, phone).await.unwrap(),
        [mina]
    );
    assert_eq!(
        storage.revoke_other_sessions(MINA, phone).await.unwrap(),
        []
    );
    assert_eq!(devices().await, [phone]);

    assert_eq!(storage.end_session(&token(3)).await.unwrap(), Some(phone));
    assert_eq!(storage.end_session(&token(3)).await.unwrap(), None);
    assert_eq!(devices().await, []);
    assert_eq!(led_to(storage, 2, NOW).await, Some((JUNO, Some(JUNO))));
}

pub(super) async fn are_reset_once(storage: &dyn Storage) {
    let (mina, _) = two_accounts(storage).await;
    let until = NOW + 1_000;
    let open = async |n| storage.open_reset(MINA, &token(n), until).await;
    open(21).await.unwrap();
    open(22).await.unwrap();
    let check = async |n, now, want: Option<ShopperId>| {
        let account = storage.reset(&token(n), now).await.unwrap();
        assert_eq!(
            account.map(|account| account.shopper),
            want,
            "{n} at {}",
            now - NOW
        );
    };
    check(21, NOW, Some(MINA)).await;
    check(22, until - 1, Some(MINA)).await;
    check(22, until, None).await;
    check(1, NOW, None).await;

    let consume = async |n, now| {
        storage
            .consume_reset(&token(n), "new hash", now)
            .await
            .unwrap()
    };
    assert_eq!(consume(21, until).await, None, "too late");
    assert_eq!(consume(23, NOW).await, None, "never given");
    assert_eq!(consume(21, NOW).await, Some(vec![mina]));
    assert_eq!(consume(21, NOW).await, None, "once");
    assert_eq!(consume(22, NOW).await, None, "with the others");
    check(22, NOW, None).await;
    assert_eq!(led_to(storage, 1, NOW).await, None, "signed out everywhere");
    assert_eq!(led_to(storage, 2, NOW).await, Some((JUNO, Some(JUNO))));
    let email = "mina@shop.example".parse().unwrap();
    let credentials = storage.credentials(&email).await.unwrap().unwrap();
    assert_eq!(credentials.password_hash, "new hash");

    let nobody = storage.open_reset(GUEST, &token(24), until).await;
    assert!(
        matches!(nobody, Err(StorageError::Unknown(_))),
        "{nobody:?}"
    );
}

pub(super) async fn are_forgotten_when_they_have_expired(storage: &dyn Storage) {
    two_accounts(storage).await;
    let (lost, joined) = (ShopperId(20), ShopperId(21));
    storage.open_guest(lost, on(3), NOW).await.unwrap();
    storage.open_guest(joined, on(4), NOW).await.unwrap();
    storage.open_guest(GUEST, on(5), NOW + 2).await.unwrap();
    storage
        .join(joined, MINA, GuestMerge::Max.into(), NOW + 1)
        .await
        .unwrap();
    storage.open_reset(MINA, &token(9), NOW + 50).await.unwrap();
    let is_free = async |shopper: ShopperId, n| {
        let free = storage
            .open_guest(shopper, on(n), NOW + 2 * SESSION_LIFE)
            .await;
        free.is_ok()
    };

    assert_eq!(storage.sweep(NOW + 49).await.unwrap(), 0);
    assert_eq!(storage.sweep(NOW + 50).await.unwrap(), 1, "the reset");
    // The sessions of Mina, Juno, the lost guest and the joined one.
    assert_eq!(storage.sweep(NOW + SESSION_LIFE).await.unwrap(), 4);
    assert_eq!(storage.sweep(NOW + SESSION_LIFE).await.unwrap(), 0);
    assert!(is_free(lost, 30).await);
    assert!(
        !is_free(joined, 31).await,
        "its late operations are known by it"
    );
    assert_eq!(storage.joined_into(joined).await.unwrap(), Some(MINA));
    assert_eq!(
        storage.sweep(NOW + 1 + ALIAS_LIFE).await.unwrap(),
        1,
        "the alias"
    );
    assert!(is_free(joined, 32).await);
    assert!(!is_free(MINA, 33).await, "an account stays");
    assert!(!is_free(GUEST, 34).await, "who was seen stays");
}
