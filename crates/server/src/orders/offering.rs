//! What a shopper chooses from: when it would come to the door, and what each store has of it.

use super::OrderError;
use super::checkout::Checkout;
use super::holding::{self, Places};
use crate::http::Shop;
use baguni_commerce::Handle;
use baguni_commerce::routing::{Routed, RoutingMethod};

/// Every way in which a checkout could go, as it stands now. Nothing of it is held.
#[derive(Clone, Debug)]
pub struct Offers {
    pub shipped: Routed,
    /// Each store, in the order of the shop's list.
    pub stores: Vec<(Handle, Routed)>,
}

pub async fn offers(shop: &Shop, checkout: &Checkout) -> Result<Offers, OrderError> {
    let storefront = shop.catalogue.current();
    let draft = &checkout.draft;
    let lines = holding::lines(&storefront, draft, &mut Vec::new());
    let levels = holding::levels(shop, checkout, &lines).await?;
    let loads = shop.storage.loads().await?;
    let places = Places {
        levels: &levels,
        loads: &loads,
    };
    let by = |method| holding::routed(shop, &storefront, (&lines, places), method);
    let at = |store: &Handle| by(RoutingMethod::Pickup { at: store.clone() });
    let stores = storefront.catalogue().stores();
    Ok(Offers {
        shipped: by(holding::shipped(draft)),
        stores: stores
            .map(|store| (store.handle.clone(), at(&store.handle)))
            .collect(),
    })
}
