//! The ways of a line out of one list and into another, each a form of its own.

use crate::components::{focus, here};
use crate::i18n::words;
use crate::shopper::Shopper;
use baguni_api::forms;
use baguni_commerce::Sku;
use baguni_replica::List;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

/// From which list to which, and whether the line stays where it was too.
#[derive(Clone, Copy)]
pub struct Way {
    pub source: List,
    pub target: List,
    pub copies: bool,
}

#[component]
pub fn LineMoves(sku: Sku, title: String, ways: &'static [Way]) -> impl IntoView {
    let moves = ways
        .iter()
        .map(|way| view! { <LineMove sku=sku.clone() title=title.clone() way=*way /> });
    view! { <div class="line-moves">{moves.collect_view()}</div> }
}

#[component]
fn LineMove(sku: Sku, title: String, way: Way) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let label = match way.target {
        List::Cart => t.to_cart,
        List::Saved => t.save_for_later,
        List::Wishlist(_) => t.to_wishlist,
    };
    let action = match way.copies {
        true => forms::COPY_LINE,
        false => forms::MOVE_LINE,
    };
    let seen = shopper.seen(&[way.source, way.target], Some(&sku));
    let code = sku.to_string();
    let spoken = format!("{label}: {title}");
    let go = move |event: SubmitEvent| {
        focus::stay_beside(&event);
        let Way { source, target, .. } = way;
        match way.copies {
            true => shopper.copy(&sku, source, target, title.clone()),
            false => shopper.shift(&sku, source, target, title.clone()),
        }
    };
    view! {
        <form method="post" action=action on:submit=go>
            <input type="hidden" name="sku" value=code />
            <input type="hidden" name="from" value=way.source.to_string() />
            <input type="hidden" name="to" value=way.target.to_string() />
            <input type="hidden" name="seen" value=seen />
            <input type="hidden" name="next" value=here() />
            <button
                class="link-button"
                type="submit"
                data-testid="move"
                data-to=way.target.to_string()
                aria-label=spoken
            >
                {label}
            </button>
        </form>
    }
}
