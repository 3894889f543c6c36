//! Forms about wishlists: hearts, names, and who may look.

use super::{Asked, done, line, list, put, visitor, with_cookies};
use crate::accounts::sessions;
use crate::http::Shop;
use crate::http::posted::Posted;
use crate::sync;
use axum::extract::State;
use axum::response::Response;
use baguni_api::forms::Problem;
use baguni_commerce::ShopperId;
use baguni_replica::{Intent, LineKey, List, ListName, WishlistId};
use baguni_storage::{Outcome, ShareToken, StorageError};
use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Marks a variant, or unmarks it, as the button said. Most pages are drawn without knowing what is
/// marked: one that says "add" takes nothing off, and leaves what is there as it is.
pub async fn toggle_wish(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let wished = line(&posted).and_then(|key| {
        let wishlist = match posted.field("list") {
            None => WishlistId::FIRST,
            Some(_) => wishlist(&posted)?,
        };
        Ok((wishlist, key))
    });
    let to = posted.field("to");
    if let (Some("1"), Ok((wishlist, key))) = (to, &wished)
        && is_wished(&shop, &posted, List::Wishlist(*wishlist), key).await
    {
        return posted.see(&posted.next("/wishlist"));
    }
    let intent = wished.map(|(wishlist, key)| match to {
        Some("0") => {
            let list = List::Wishlist(wishlist);
            Intent::Remove { list, key }.into()
        }
        _ => Intent::Wish { wishlist, key }.into(),
    });
    done(&shop, &posted, intent, "/wishlist").await
}

async fn is_wished(shop: &Shop, posted: &Posted, list: List, key: &LineKey) -> bool {
    let Ok(Some(visitor)) = sessions::of(shop, &posted.headers).await else {
        return false;
    };
    let known = sync::seed(shop, visitor.shopper).await;
    let basket = known.ok().and_then(|welcome| welcome.basket);
    basket.is_some_and(|basket| basket.quantity(list, key) > 0)
}

/// Begins a wishlist and goes to it.
pub async fn begin_wishlist(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let name = match name(&posted) {
        Ok(name) => name,
        Err(problem) => return posted.refused(problem, "/wishlist"),
    };
    let (cookies, outcome) = put(&shop, &posted, Intent::Begin { name }.into()).await;
    let response = match outcome {
        Ok(outcome) => posted.see(&posted.next(&begun(&outcome))),
        Err(problem) => posted.refused(problem, "/wishlist"),
    };
    with_cookies(response, cookies)
}

/// Where the page of the new wishlist is.
fn begun(outcome: &Outcome) -> String {
    let changed = outcome.merged.changed.as_ref();
    let named = changed.and_then(|changed| changed.names.last());
    page_of(named.map_or(WishlistId::FIRST, |(id, _)| *id))
}

fn page_of(wishlist: WishlistId) -> String {
    match wishlist {
        WishlistId::FIRST => "/wishlist".to_owned(),
        id => format!("/wishlist/{id}"),
    }
}

pub async fn rename_wishlist(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let renamed = wishlist(&posted).and_then(|wishlist| {
        let name = name(&posted)?;
        Ok((wishlist, Intent::Rename { wishlist, name }))
    });
    let page = renamed.as_ref().map(|(id, _)| page_of(*id));
    let page = page.unwrap_or_else(|_| "/wishlist".to_owned());
    let renamed = renamed.map(|(_, intent)| Asked::from(intent));
    done(&shop, &posted, renamed, &page).await
}

/// Takes a wishlist away. Nobody can look at it any more.
pub async fn discard_wishlist(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let wishlist = match wishlist(&posted) {
        Ok(wishlist) => wishlist,
        Err(problem) => return posted.refused(problem, "/wishlist"),
    };
    let (cookies, outcome) = put(&shop, &posted, Intent::Discard { wishlist }.into()).await;
    let ended = match &outcome {
        Ok(outcome) => unshare(&shop, outcome.shopper, wishlist).await,
        Err(_) => Ok(()),
    };
    let response = match outcome.and(ended) {
        Ok(()) => posted.see(&posted.next("/wishlist")),
        Err(problem) => posted.refused(problem, "/wishlist"),
    };
    with_cookies(response, cookies)
}

/// Gives a wishlist an address that anybody may open, or takes that away.
pub async fn share_wishlist(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let shared = async {
        let wishlist = wishlist(&posted)?;
        let (visitor, cookies) = visitor(&shop, &posted).await?;
        match posted.field("stop") {
            Some(_) => unshare(&shop, visitor.shopper, wishlist).await?,
            None => share(&shop, visitor.shopper, wishlist).await?,
        }
        Ok((page_of(wishlist), cookies))
    };
    match shared.await {
        Ok((page, cookies)) => with_cookies(posted.see(&posted.next(&page)), cookies),
        Err(problem) => posted.refused(problem, "/wishlist"),
    }
}

async fn share(shop: &Shop, shopper: ShopperId, wishlist: WishlistId) -> Result<(), Problem> {
    let mut token = [0; 16];
    getrandom::fill(&mut token).map_err(|_| Problem::NotSaved)?;
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let now = u64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(u64::MAX);
    let token = ShareToken(token);
    let shared = shop.storage.share(shopper, wishlist, token, now).await;
    shared.map(drop).map_err(|error| not_saved(&error))
}

/// Whoever looks at it is told.
async fn unshare(shop: &Shop, shopper: ShopperId, wishlist: WishlistId) -> Result<(), Problem> {
    let ended = shop.storage.unshare(shopper, wishlist).await;
    if ended.map_err(|error| not_saved(&error))? {
        shop.switchboard.show_anew(shopper);
    }
    Ok(())
}

fn not_saved(error: &StorageError) -> Problem {
    tracing::error!(%error, "a shared wishlist was not written");
    Problem::NotSaved
}

fn wishlist(posted: &Posted) -> Result<WishlistId, Problem> {
    match list(posted, "list")? {
        List::Wishlist(id) => Ok(id),
        List::Cart | List::Saved => Err(Problem::NotSaved),
    }
}

fn name(posted: &Posted) -> Result<ListName, Problem> {
    let typed = posted.field("name").unwrap_or_default();
    ListName::try_from(typed.to_owned()).map_err(|_| Problem::Name)
}
