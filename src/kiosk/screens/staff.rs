//! For associates: how the screen is, and what may be done to it.

use leptos::prelude::*;

#[component]
pub fn StaffScreen() -> impl IntoView {
    view! { <h1>"StaffScreen"</h1> }
}
