//! `/wishlist/shared/TOKEN`: somebody's wishlist as its owner shares it, to look at and to buy
//! from. It follows every change.

#[cfg(feature = "ssr")]
mod drawn;

use baguni_api::{SharedWishlist, paths};
use gloo::events::EventListener;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::EventSource;

/// The page, on the server; in the browser it is there already, and is loaded anew whenever the
/// server says that the list has changed.
pub fn html(token: String, list: SharedWishlist) -> String {
    let events = paths::shared_events(&token);
    Effect::new(move || {
        if let Ok(events) = EventSource::new(&events) {
            let changed = EventListener::new(&events, "message", |_| {
                let _ = window().location().reload();
            });
            let following = SendWrapper::new((events, changed));
            on_cleanup(move || following.0.close());
        }
    });
    #[cfg(feature = "ssr")]
    return drawn::html(token, list);
    #[cfg(not(feature = "ssr"))]
    {
        let _ = (token, list);
        String::new()
    }
}
