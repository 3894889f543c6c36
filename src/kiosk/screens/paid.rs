//! The counter has been paid.

use leptos::prelude::*;

#[component]
pub fn Paid(order: baguni_commerce::order::OrderNumber) -> impl IntoView {
    let _ = &order;
    view! { <h1>"Paid"</h1> }
}
