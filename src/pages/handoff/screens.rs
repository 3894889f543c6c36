//! The screens that show a shopper's basket, each with a way to end that.

use super::offer::place;
use super::{Cx, ShownScreen};
use baguni_api::kiosk::PHONE_END;
use leptos::prelude::*;

pub fn screens(cx: Cx<'_>, shown: &[ShownScreen]) -> AnyView {
    let t = cx.t;
    let text = match shown.is_empty() {
        true => t.no_screens,
        false => t.screens_text,
    };
    let rows = shown.iter().map(|screen| {
        view! {
            <li>
                <p class="place">{place(&screen.at)}</p>
                <form method="post" action=cx.href(PHONE_END)>
                    <input type="hidden" name="session" value=screen.session.clone() />
                    <button class="button" type="submit">{t.end}</button>
                </form>
            </li>
        }
    });
    view! {
        <h1>{t.screens}</h1>
        <p role="status">{text}</p>
        <ul class="screens" role="list">{rows.collect_view()}</ul>
        <p><a class="no" href=cx.href("/cart")>{t.to_cart}</a></p>
    }
    .into_any()
}
