//! The screens, one file each, and the table of them.

mod about;
mod access;
mod attract;
mod browse;
mod call_staff;
mod cart;
mod choose;
mod collection;
mod from_phone;
mod help;
mod menu;
mod moved;
mod out_of_service;
mod paid;
mod pairing;
mod pay;
mod pickup;
mod product;
mod scan;
mod search;
mod staff;
mod stores;
mod ticket;
mod to_phone;
mod way;

pub use out_of_service::OutOfService;
pub use pairing::Pairing;
pub use search::Looking;

use super::screen::Screen;
use leptos::prelude::*;

/// Draws a screen.
pub fn draw(screen: Screen) -> AnyView {
    match screen {
        Screen::Attract => view! { <attract::Attract /> }.into_any(),
        Screen::Access => view! { <access::Access /> }.into_any(),
        Screen::Browse => view! { <browse::Browse /> }.into_any(),
        Screen::Collection { handle, page } => {
            view! { <collection::Collection handle page /> }.into_any()
        }
        Screen::Search => view! { <search::Search /> }.into_any(),
        Screen::Scan => view! { <scan::Scan /> }.into_any(),
        Screen::Product { handle, sku } => view! { <product::Product handle sku /> }.into_any(),
        Screen::Choose {
            handle,
            sku,
            option,
        } => view! { <choose::Choose handle sku option /> }.into_any(),
        Screen::About(handle) => view! { <about::About handle /> }.into_any(),
        Screen::Cart => view! { <cart::Cart /> }.into_any(),
        Screen::Way => view! { <way::Way /> }.into_any(),
        Screen::Stores => view! { <stores::Stores /> }.into_any(),
        Screen::Pay(way) => view! { <pay::Pay way /> }.into_any(),
        Screen::ToPhone(way) => view! { <to_phone::ToPhone way /> }.into_any(),
        Screen::FromPhone => view! { <from_phone::FromPhone /> }.into_any(),
        Screen::Moved => view! { <moved::Moved /> }.into_any(),
        Screen::Ticket(ticket) => view! { <ticket::CounterTicket ticket /> }.into_any(),
        Screen::Paid(order) => view! { <paid::Paid order /> }.into_any(),
        Screen::Pickup => view! { <pickup::Pickup /> }.into_any(),
        Screen::CallStaff => view! { <call_staff::CallStaff /> }.into_any(),
        Screen::Help => view! { <help::Help /> }.into_any(),
        Screen::Menu => view! { <menu::Menu /> }.into_any(),
        Screen::Staff => view! { <staff::StaffScreen /> }.into_any(),
    }
}
