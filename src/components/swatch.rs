//! A dot of colour. Drawn, and not styled, since the page allows no inline styles.

use leptos::prelude::*;

#[component]
pub fn Dot(
    /// `#rrggbb`
    color: String,
) -> impl IntoView {
    view! {
        <svg class="dot" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
            <circle cx="10" cy="10" r="9.5" fill=color />
        </svg>
    }
}
