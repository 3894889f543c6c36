//! How the screen is used.

use leptos::prelude::*;

#[component]
pub fn Help() -> impl IntoView {
    view! { <h1>"Help"</h1> }
}
