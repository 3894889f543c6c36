//! What pages show of a shopper's lists, and what an earlier version of the shop left of them in
//! the browser's cookies.

use super::{Shop, cookies, visitor};
use crate::accounts::{Visitor, sessions};
use crate::sync::{self, Form, NotTaken, device_kind};
use axum::http::{HeaderMap, HeaderValue};
use baguni::visit::Seed;
use baguni_api::forms::cookies::{CART, WISHLIST};
use baguni_replica::{Intent, LineKey, List, WishlistId};
use baguni_storage::{FormMark, Refused};
use sha2::{Digest, Sha256};

/// Puts the shopper's lists into the seed of a page that shows them. There may be cookies to set.
/// Where the database does not answer, the page says that there is nothing, and the browser asks
/// again by its socket.
pub async fn show(shop: &Shop, headers: &HeaderMap, seed: &mut Seed) -> Vec<HeaderValue> {
    match look_up(shop, headers, seed).await {
        Ok(cookies) => cookies,
        Err(error) => {
            tracing::error!(%error, "a page is shown without its lists");
            Vec::new()
        }
    }
}

#[derive(Debug, thiserror::Error)]
enum Unseen {
    #[error(transparent)]
    Session(#[from] crate::accounts::AccountError),
    #[error(transparent)]
    Storage(#[from] baguni_storage::StorageError),
}

async fn look_up(
    shop: &Shop,
    headers: &HeaderMap,
    seed: &mut Seed,
) -> Result<Vec<HeaderValue>, Unseen> {
    let (visitor, mut cookies) = match has_left(headers) {
        true => {
            let (visitor, cookies) = sessions::open(shop, headers).await?;
            (Some(visitor), cookies)
        }
        false => sessions::named(shop, headers).await?,
    };
    let Some(visitor) = visitor else {
        return Ok(cookies);
    };
    cookies.extend(import(shop, headers, &visitor).await);
    let welcome = sync::seed(shop, visitor.shopper).await?;
    let shares = shop.storage.shares(visitor.shopper).await?;
    seed.basket = Some(welcome);
    seed.shares = shares
        .into_iter()
        .map(|(wishlist, token)| (wishlist, token.to_string()))
        .collect();
    Ok(cookies)
}

pub fn has_left(headers: &HeaderMap) -> bool {
    [CART, WISHLIST]
        .iter()
        .any(|name| left(headers, name).is_some())
}

fn left<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    cookies::read(headers, name).filter(|value| !value.is_empty())
}

/// Takes over what was left in cookies, once however many requests bring it; the cookies that are
/// to be cleared then.
pub async fn import(shop: &Shop, headers: &HeaderMap, visitor: &Visitor) -> Vec<HeaderValue> {
    if !has_left(headers) {
        return Vec::new();
    }
    let form = Form {
        intents: brought(shop, headers),
        seen: None,
        once: Some(mark(headers)),
        device: device_kind(headers),
    };
    match shop.switchboard.form(visitor, form).await {
        // What does not fit now never will.
        Ok(_) | Err(NotTaken::Refused(Refused::Intent(_))) => [CART, WISHLIST]
            .into_iter()
            .filter_map(|name| cookies::set(name, "", shop.is_secure()))
            .collect(),
        Err(_) => Vec::new(),
    }
}

fn brought(shop: &Shop, headers: &HeaderMap) -> Vec<Intent> {
    let storefront = shop.catalogue.current();
    let known = |sku: &baguni_commerce::Sku| storefront.catalogue().variant(sku).is_some();
    let (cart, wishlist) = (visitor::cart(headers), visitor::wishlist(headers));
    let lines = cart.iter().filter(|(sku, _)| known(sku));
    let adds = lines.map(|(sku, quantity)| Intent::Add {
        list: List::Cart,
        key: LineKey::from(sku.clone()),
        quantity,
    });
    // The newest stands first there and comes last here. A mark that is there stays.
    let marks: Vec<_> = wishlist.iter().filter(|sku| known(sku)).collect();
    let wishes = marks.into_iter().rev().map(|sku| Intent::Set {
        list: List::Wishlist(WishlistId::FIRST),
        key: LineKey::from(sku.clone()),
        to: 1,
    });
    adds.chain(wishes).collect()
}

fn mark(headers: &HeaderMap) -> FormMark {
    let mut digest = Sha256::new();
    for name in [CART, WISHLIST] {
        digest.update(left(headers, name).unwrap_or_default());
        digest.update(b"\n");
    }
    let digest: [u8; 32] = digest.finalize().into();
    let mut mark = [0; 16];
    mark.copy_from_slice(&digest[..16]);
    FormMark(mark)
}
