//! How to scan a product.

use leptos::prelude::*;

#[component]
pub fn Scan() -> impl IntoView {
    view! { <h1>"Scan"</h1> }
}
