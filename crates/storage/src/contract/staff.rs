//! Checks of those who work for the shop.

use super::samples;
use crate::{NewAccount, NewSession, Storage, StorageError, Subject, TokenHash};
use baguni_commerce::order::{Role, Staff};
use baguni_commerce::{Email, Handle, ShopperId};

const NOW: u64 = 1_800_000_000_000;

async fn sign_up(storage: &dyn Storage, n: u8, name: &str) -> Email {
    let email: Email = format!("{name}@shop.example").parse().unwrap();
    let account = NewAccount {
        shopper: ShopperId(n.into()),
        email: email.clone(),
        name: name.to_owned(),
        password_hash: String::new(),
    };
    let session = NewSession {
        token: TokenHash([n; 32]),
        device: String::new(),
    };
    storage.sign_up(account, session, NOW).await.unwrap();
    email
}

async fn two_places(storage: &dyn Storage) -> [Handle; 2] {
    let locations = samples::shop().locations;
    storage.save_locations(&locations).await.unwrap();
    [&locations[0], &locations[1]].map(|at| at.handle.clone())
}

fn staff(n: u64, name: &str, role: Role, location: Option<&Handle>) -> Staff {
    Staff {
        account: ShopperId(n),
        name: name.to_owned(),
        role,
        location: location.cloned(),
    }
}

pub async fn are_appointed_and_dismissed(storage: &dyn Storage) {
    let [here, there] = two_places(storage).await;
    let mina = sign_up(storage, 1, "mina").await;
    let juno = sign_up(storage, 2, "juno").await;
    assert_eq!(storage.staff(ShopperId(1)).await.unwrap(), None, "customer");

    let check = async |email: &Email, role, at: Option<&Handle>, want: Staff| {
        let appointed = storage.appoint(email, role, at, NOW).await.unwrap();
        assert_eq!(appointed, want);
        let found = storage.staff(want.account).await.unwrap();
        assert_eq!(found, Some(want));
    };
    let associate = staff(1, "mina", Role::Associate, Some(&here));
    check(&mina, Role::Associate, Some(&here), associate).await;
    let manager = staff(1, "mina", Role::Manager, Some(&there));
    check(&mina, Role::Manager, Some(&there), manager.clone()).await;
    let merchant = staff(2, "juno", Role::Merchant, None);
    check(&juno, Role::Merchant, None, merchant.clone()).await;

    storage.rename(ShopperId(1), "Mina").await.unwrap();
    let renamed = Staff {
        name: "Mina".to_owned(),
        ..manager
    };
    let all = storage.all_staff().await.unwrap();
    let want = [(juno, merchant), (mina.clone(), renamed)];
    assert_eq!(all, want);

    assert!(storage.dismiss(&mina).await.unwrap());
    assert!(!storage.dismiss(&mina).await.unwrap(), "twice");
    assert_eq!(storage.staff(ShopperId(1)).await.unwrap(), None);
    assert_eq!(storage.all_staff().await.unwrap().len(), 1);
}

pub async fn work_somewhere_that_is_there(storage: &dyn Storage) {
    two_places(storage).await;
    let mina = sign_up(storage, 1, "mina").await;
    let nowhere: Handle = "nowhere".parse().unwrap();
    let refused = async |email: &Email, role, at: Option<&Handle>| {
        let refused = storage.appoint(email, role, at, NOW).await;
        assert_eq!(storage.all_staff().await.unwrap(), [], "nothing is kept");
        refused.unwrap_err()
    };
    let unknown = "nobody@shop.example".parse().unwrap();
    let error = refused(&unknown, Role::Merchant, None).await;
    assert!(matches!(error, StorageError::Unknown(Subject::Email)));
    let error = refused(&mina, Role::Manager, Some(&nowhere)).await;
    assert!(matches!(error, StorageError::Unknown(Subject::Location(at)) if at == nowhere));
    let error = refused(&mina, Role::Associate, None).await;
    assert!(matches!(error, StorageError::Invalid { .. }));
}
