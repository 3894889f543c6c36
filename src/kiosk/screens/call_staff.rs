//! Somebody comes.

use leptos::prelude::*;

#[component]
pub fn CallStaff() -> impl IntoView {
    view! { <h1>"CallStaff"</h1> }
}
