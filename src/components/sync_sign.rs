//! The sign that tells how safe the lists are: on this device, or on every screen.

use crate::i18n::words;
use crate::shopper::{Shopper, Standing};
use leptos::prelude::*;

#[component]
pub fn SyncSign() -> impl IntoView {
    let standing = Shopper::here().standing();
    let t = words();
    let text = move || match standing.get() {
        Standing::SavedHere => t.saved_here,
        Standing::Syncing => t.syncing,
        Standing::Synced => t.synced,
        Standing::Offline => t.offline_saved,
        Standing::AtRisk => t.at_risk,
    };
    view! {
        <p
            class="sync-state"
            role="status"
            data-testid="sync-state"
            data-state=move || standing.get().code()
        >
            {text}
        </p>
    }
}
