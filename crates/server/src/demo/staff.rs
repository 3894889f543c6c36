//! The demo shop's staff: accounts with a password that everybody can read in the README, for
//! `baguni seed demo` and nothing else.

use crate::accounts::{Token, new_password_hash};
use crate::stock::now;
use baguni_commerce::ShopperId;
use baguni_commerce::ident::IdentError;
use baguni_commerce::order::Role;
use baguni_storage::{NewAccount, NewSession, Storage, StorageError, Subject};

/// The password of all of them.
pub const PASSWORD: &str = "persimmon-basket";

/// E-mail address, name, role and place.
pub const STAFF: [(&str, &str, Role, Option<&str>); 4] = [
    (
        "sora@baguni.example",
        "이소라",
        Role::Associate,
        Some("seongsu"),
    ),
    (
        "minjun@baguni.example",
        "박민준",
        Role::Manager,
        Some("seongsu"),
    ),
    (
        "haeun@baguni.example",
        "최하은",
        Role::Associate,
        Some("yeonnam"),
    ),
    ("jiwoo@baguni.example", "한지우", Role::Merchant, None),
];

/// Why the demo's staff was not made.
#[derive(Debug, thiserror::Error)]
pub enum StaffError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error("a name {0}")]
    Ident(#[from] IdentError),
    #[error("an address {0}")]
    Email(#[from] baguni_commerce::email::NotAnEmail),
    #[error("the password was not hashed")]
    Hash,
}

/// Makes the accounts that are not there yet, and tells how many. An account that is there is its
/// owner's, whoever that is: it is given neither a password nor a role.
pub async fn seed_staff(storage: &dyn Storage) -> Result<usize, StaffError> {
    let mut made = 0;
    for (email, name, role, place) in STAFF {
        let email = email.parse()?;
        if storage.credentials(&email).await?.is_some() {
            continue;
        }
        let password_hash = new_password_hash(PASSWORD).await;
        let account = NewAccount {
            shopper: ShopperId(u64::from_le_bytes(crate::accounts::random())),
            email: email.clone(),
            name: name.to_owned(),
            password_hash: password_hash.ok_or(StaffError::Hash)?,
        };
        if !sign_up(storage, account).await? {
            continue;
        }
        let place = place.map(str::parse).transpose()?;
        storage.appoint(&email, role, place.as_ref(), now()).await?;
        made += 1;
    }
    Ok(made)
}

/// Makes an account that is signed in nowhere; tells whether nobody else was faster.
async fn sign_up(storage: &dyn Storage, account: NewAccount) -> Result<bool, StorageError> {
    let session = NewSession {
        token: Token::random().hash(),
        device: String::new(),
    };
    let token = session.token;
    match storage.sign_up(account, session, now()).await {
        Ok(_) => {}
        Err(StorageError::Conflict {
            what: Subject::Email,
            ..
        }) => return Ok(false),
        Err(error) => return Err(error),
    }
    storage.end_session(&token).await?;
    Ok(true)
}
