//! The basket is on the phone.

use leptos::prelude::*;

#[component]
pub fn Moved() -> impl IntoView {
    view! { <h1>"Moved"</h1> }
}
