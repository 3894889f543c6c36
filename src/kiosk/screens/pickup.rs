//! An order that waits at this store.

use leptos::prelude::*;

#[component]
pub fn Pickup() -> impl IntoView {
    view! { <h1>"Pickup"</h1> }
}
