//! Wishlists that are shared, as anybody sees them who has their address.

use super::{Answers, Storefront};
use crate::sync::Shared;
use baguni_api::{ApiError, Reply, SharedWishlist};
use baguni_commerce::{Localization, Sku};
use std::sync::Arc;

impl Storefront {
    /// Unlike all other answers it is read from the database.
    pub(super) fn shared_list(&self, shown: Localization, token: String) -> Reply<SharedWishlist> {
        let (lists, answers) = (Arc::clone(&self.lists), Arc::clone(&self.answers));
        Box::pin(async move {
            let found = lists.find(&token).await.map_err(|error| {
                tracing::error!(%error, "a shared wishlist was not read");
                ApiError::Unavailable
            })?;
            Ok(seen(&answers, shown, found.ok_or(ApiError::NotFound)?))
        })
    }
}

/// What the shop no longer has is left out.
fn seen(answers: &Answers, shown: Localization, shared: Shared) -> SharedWishlist {
    let line = |sku: &Sku| {
        let mut lines = answers.variant_lines(shown, std::slice::from_ref(sku));
        lines.pop()
    };
    let lines = shared.lines.into_iter();
    SharedWishlist {
        name: shared.name,
        lines: lines
            .filter_map(|(key, quantity)| Some((line(&key.sku)?, quantity)))
            .collect(),
    }
}
