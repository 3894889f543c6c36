//! What is easier to see, hear and reach.

use leptos::prelude::*;

#[component]
pub fn Access() -> impl IntoView {
    view! { <h1>"Access"</h1> }
}
