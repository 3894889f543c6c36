//! Where shopping begins: the collections.

use leptos::prelude::*;

#[component]
pub fn Browse() -> impl IntoView {
    view! { <h1>"Browse"</h1> }
}
