//! The heart: puts a variant on the wishlist, or takes it off.

use crate::components::icon::{Glyph, Icon};
use crate::components::{focus, here};
use crate::i18n::words;
use crate::shopper::Shopper;
use baguni_api::forms;
use baguni_commerce::Sku;
use leptos::prelude::*;

#[component]
pub fn WishButton(
    #[prop(into)] sku: Signal<Sku>,
    /// What it is, for those who cannot see what the heart stands on.
    title: String,
) -> impl IntoView {
    let shopper = Shopper::here();
    let wished = move || sku.with(|sku| shopper.wishes(sku));
    let t = words();
    let label = move || {
        let verb = if wished() {
            t.remove_from_wishlist
        } else {
            t.add_to_wishlist
        };
        format!("{verb}: {title}")
    };
    // Without scripts most pages do not know what is wished for, and must not take it away.
    let to = move || if wished() { "0" } else { "1" };
    let toggle = move |event: leptos::ev::SubmitEvent| {
        focus::stay_beside(&event);
        sku.with_untracked(|sku| shopper.toggle_wish(sku));
    };
    view! {
        <form class="wish" method="post" action=forms::TOGGLE_WISH on:submit=toggle>
            <input type="hidden" name="sku" value=move || sku.get().to_string() />
            <input type="hidden" name="next" value=here() />
            <button
                class="icon-button"
                type="submit"
                name="to"
                value=to
                data-testid="toggle-wishlist"
                aria-pressed=move || wished().to_string()
                aria-label=label
            >
                <Icon glyph=Glyph::Heart />
            </button>
        </form>
    }
}
