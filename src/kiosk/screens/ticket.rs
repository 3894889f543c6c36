//! A number for the counter.

use leptos::prelude::*;

#[component]
pub fn CounterTicket(ticket: baguni_api::kiosk::Ticket) -> impl IntoView {
    let _ = &ticket;
    view! { <h1>"CounterTicket"</h1> }
}
