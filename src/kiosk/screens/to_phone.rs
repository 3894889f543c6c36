//! A code that takes the basket to the phone.

use leptos::prelude::*;

#[component]
pub fn ToPhone(way: Option<baguni_api::kiosk::KioskWay>) -> impl IntoView {
    let _ = &way;
    view! { <h1>"ToPhone"</h1> }
}
