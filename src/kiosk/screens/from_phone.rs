//! A code that brings the phone's basket here.

use leptos::prelude::*;

#[component]
pub fn FromPhone() -> impl IntoView {
    view! { <h1>"FromPhone"</h1> }
}
