//! The app: what every page stands in, and the table of pages.

use crate::visit::Visit;
use leptos::prelude::*;

#[component]
pub fn App(visit: Visit) -> impl IntoView {
    provide_context(visit);
    view! { <main>"Baguni"</main> }
}
