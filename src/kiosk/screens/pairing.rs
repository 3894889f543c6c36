//! A screen that no store has set up yet.

use leptos::prelude::*;

#[component]
pub fn Pairing() -> impl IntoView {
    view! { <h1>"Pairing"</h1> }
}
