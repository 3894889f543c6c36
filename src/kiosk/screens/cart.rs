//! What is in the cart, and what it costs.

use leptos::prelude::*;

#[component]
pub fn Cart() -> impl IntoView {
    view! { <h1>"Cart"</h1> }
}
