//! Parts that more than one page is made of.

pub mod breadcrumbs;
pub mod cart_lines;
pub mod cart_summary;
pub mod focus;
pub mod footer;
pub mod gallery;
pub mod head;
pub mod header;
pub mod icon;
pub mod line_moves;
pub mod listing;
pub mod notice;
pub mod option_picker;
pub mod picture;
pub mod price;
pub mod product_card;
pub mod saved_lines;
pub mod search_field;
pub mod server_drawn;
pub mod stock;
pub mod swatch;
pub mod sync_sign;
pub mod unknown_line;
pub mod wish_button;

use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// The page's path and query now, for forms that come back to it.
pub fn here() -> String {
    let location = use_location();
    let (path, query) = (
        location.pathname.get_untracked(),
        location.search.get_untracked(),
    );
    let joint = if query.is_empty() { "" } else { "?" };
    format!("{path}{joint}{query}")
}
