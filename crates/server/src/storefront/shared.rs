//! Wishlists that are shared, as anybody sees them who has their address.

use super::Storefront;
use crate::sync::{Shared, SharedLists};
use baguni_api::{ApiError, Reply, SharedWishlist};
use baguni_commerce::{Localization, Sku};
use std::sync::{Arc, Weak};

/// What an answer that has to wait for the database takes along.
pub(super) struct Access {
    pub lists: Arc<SharedLists>,
    pub this: Weak<Storefront>,
}

impl Storefront {
    /// Unlike all other answers it is read from the database.
    pub(super) fn shared_list(&self, shown: Localization, token: String) -> Reply<SharedWishlist> {
        let access = self.shared.as_ref();
        let access = access.and_then(|it| Some((Arc::clone(&it.lists), it.this.upgrade()?)));
        let Some((lists, storefront)) = access else {
            return Box::pin(async { Err(ApiError::Unavailable) });
        };
        Box::pin(async move {
            let found = lists.find(&token).await.map_err(|error| {
                tracing::error!(%error, "a shared wishlist was not read");
                ApiError::Unavailable
            })?;
            Ok(storefront.seen(shown, found.ok_or(ApiError::NotFound)?))
        })
    }

    /// What the shop no longer has is left out.
    fn seen(&self, shown: Localization, shared: Shared) -> SharedWishlist {
        let line = |sku: &Sku| self.variant_lines(shown, std::slice::from_ref(sku)).pop();
        let lines = shared.lines.into_iter();
        SharedWishlist {
            name: shared.name,
            lines: lines
                .filter_map(|(key, quantity)| Some((line(&key.sku)?, quantity)))
                .collect(),
        }
    }
}
