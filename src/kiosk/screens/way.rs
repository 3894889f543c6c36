//! How the cart is to be had.

use leptos::prelude::*;

#[component]
pub fn Way() -> impl IntoView {
    view! { <h1>"Way"</h1> }
}
