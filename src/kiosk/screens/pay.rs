//! Where it is paid.

use leptos::prelude::*;

#[component]
pub fn Pay(way: baguni_api::kiosk::KioskWay) -> impl IntoView {
    let _ = &way;
    view! { <h1>"Pay"</h1> }
}
