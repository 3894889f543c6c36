//! Greetings: whose basket it is, and all of it or the assurance that the screen has it.

use super::later;
use crate::http::Shop;
use baguni_commerce::ShopperId;
use baguni_replica::ReplicaId;
use baguni_replica::codec::fingerprint;
use baguni_replica::frame::{Bye, Cursor, Hello, Welcome};
use baguni_storage::{KeptBasket, StorageError};
use std::time::Duration;

/// Answers a greeting. `whole` where the screen has lost its copy.
pub async fn welcome(
    shop: &Shop,
    shopper: ShopperId,
    hello: &Hello,
    whole: bool,
) -> Result<Welcome, Bye> {
    let read = async {
        let is_own = is_own(shop, shopper, hello.shopper).await?;
        let replicas = replicas(hello);
        let kept = shop.storage.basket(shopper, replicas).await?;
        Ok::<_, StorageError>((is_own, kept))
    };
    let (is_own, kept) = read.await.map_err(|error| {
        tracing::error!(%error, "a basket was not read");
        later(Duration::from_secs(4))
    })?;
    if !is_own {
        return Err(Bye::Foreign);
    }
    Ok(said(kept, |cursor| hello.lacks(cursor, whole)))
}

/// As for a screen that has nothing and has said nothing.
pub async fn seed(shop: &Shop, shopper: ShopperId) -> Result<Welcome, StorageError> {
    let kept = shop.storage.basket(shopper, Vec::new()).await?;
    Ok(said(kept, |_| true))
}

fn said(kept: KeptBasket, lacks: impl Fn(Cursor) -> bool) -> Welcome {
    let cursor = Cursor {
        version: kept.truth.version,
        hash: fingerprint(&kept.truth.basket),
    };
    Welcome {
        shopper: kept.shopper,
        cursor,
        basket: lacks(cursor).then_some(kept.truth.basket),
        heard: kept.heard,
        origins: kept.origins,
    }
}

fn replicas(hello: &Hello) -> Vec<ReplicaId> {
    let others = hello.others.iter().copied();
    std::iter::once(hello.replica).chain(others).collect()
}

/// Whether what the screen has was meant for this shopper, or for the guest the shopper was.
async fn is_own(
    shop: &Shop,
    shopper: ShopperId,
    meant: Option<ShopperId>,
) -> Result<bool, StorageError> {
    match meant {
        Some(meant) if meant != shopper => {
            Ok(shop.storage.joined_into(meant).await? == Some(shopper))
        }
        _ => Ok(true),
    }
}
