//! The screen cannot be used now.

use leptos::prelude::*;

#[component]
pub fn OutOfService() -> impl IntoView {
    view! { <h1>"OutOfService"</h1> }
}
