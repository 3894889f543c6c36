//! What stores are called.

use crate::visit::Visit;
use baguni_commerce::Handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// A store's name in the language of the page; its handle until that is known.
pub fn store_name(store: Handle) -> Signal<String> {
    let visit: Visit = expect_context();
    let name = RwSignal::new(store.to_string());
    let stores = visit.api.stores(visit.shown());
    spawn_local(async move {
        let stores = stores.await.unwrap_or_default();
        let found = stores.into_iter().find(|page| page.link.handle == store);
        if let Some(found) = found {
            name.try_set(found.link.name);
        }
    });
    name.into()
}
