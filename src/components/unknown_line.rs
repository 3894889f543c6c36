//! A line of which the shop has told nothing: it is seen all the same, and can be taken away.

use crate::components::focus;
use crate::i18n::{self, locale, words};
use crate::shopper::Shopper;
use baguni_api::forms;
use baguni_commerce::{Quantity, Sku};
use baguni_replica::List;
use leptos::prelude::*;

#[component]
pub fn UnknownLine(
    list: List,
    sku: Sku,
    quantity: Quantity,
    /// The shop has said that it does not have it; else it is being asked.
    gone: bool,
    /// As the page contract calls a line of this list.
    name: &'static str,
) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let seen = shopper.seen(&[list], Some(&sku));
    let (code, posted) = (sku.to_string(), sku.to_string());
    let text = match gone {
        true => format!("{} ({code})", t.line_unknown),
        false => t.line_waiting.to_owned(),
    };
    let count = i18n::pieces(locale(), quantity.get());
    let remove = move |event: leptos::ev::SubmitEvent| {
        focus::stay_beside(&event);
        shopper.remove(list, &sku, sku.to_string());
    };
    view! {
        <li class="cart-line unknown" data-testid=name data-sku=code>
            <p class="chosen" class:warning=gone>{text}</p>
            <form method="post" action=forms::CHANGE_LINE on:submit=remove>
                <input type="hidden" name="list" value=list.to_string() />
                <input type="hidden" name="sku" value=posted />
                <input type="hidden" name="seen" value=seen />
                <button class="link-button" name="to" value="0" data-testid="remove">
                    {t.remove}
                </button>
            </form>
            <p class="amounts">{count}</p>
        </li>
    }
}
