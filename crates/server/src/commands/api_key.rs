//! `baguni api-key`.

use super::{open, say};
use crate::accounts::{Token, random};
use crate::cli::{ApiKey, DatabaseUrl, NewKey};
use crate::failure::Failure;
use crate::stock::now;
use baguni_commerce::order::Staff;
use baguni_storage::{NewApiKey, Storage};

pub async fn api_key(database: &DatabaseUrl, what: ApiKey) -> Result<(), Failure> {
    let storage = open(database)?;
    match what {
        ApiKey::Add(key) => add(storage.as_ref(), key).await,
        ApiKey::List => list(storage.as_ref()).await,
        ApiKey::Revoke { name } => revoke(storage.as_ref(), &name).await,
    }
}

async fn add(storage: &dyn Storage, typed: NewKey) -> Result<(), Failure> {
    let token = Token::random();
    let key = NewApiKey {
        id: u64::from_be_bytes(random()),
        name: typed.name,
        token: token.hash(),
        role: typed.role.into(),
        location: typed.location,
    };
    storage.add_api_key(key, now()).await?;
    // Alone on its line, so that a script can take it.
    say(&token.reveal())
}

async fn list(storage: &dyn Storage) -> Result<(), Failure> {
    let keys = storage.api_keys().await?;
    if keys.is_empty() {
        return say("There are no keys yet: baguni api-key add NAME --role …");
    }
    keys.iter().try_for_each(|(system, _)| say(&line(system)))
}

async fn revoke(storage: &dyn Storage, name: &str) -> Result<(), Failure> {
    match storage.revoke_api_key(name).await? {
        true => say(&format!("{name} is let in no more.")),
        false => Err(Failure::Refused(format!("there is no key {name}"))),
    }
}

fn line(system: &Staff) -> String {
    let place = system
        .location
        .as_ref()
        .map_or("everywhere", |at| at.as_str());
    format!("{}: {}, {place}", system.name, system.role.code())
}
