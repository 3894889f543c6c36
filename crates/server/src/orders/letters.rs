//! Letters at each step of an order, written from the outbox.

use crate::http::Shop;
use baguni_storage::KeptEvent;

/// Writes what an event has to say to the shopper, if anything.
pub(super) async fn write(shop: &Shop, event: &KeptEvent) {
    let _ = (shop, event);
}
