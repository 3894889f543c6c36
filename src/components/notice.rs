//! The line at the foot of the screen that says what just happened, and can undo it.

use crate::components::focus;
use crate::i18n::{href, words};
use crate::shopper::{Notice, Shopper, notice_text};
use leptos::either::EitherOf3;
use leptos::prelude::*;

#[component]
pub fn NoticeLine() -> impl IntoView {
    let shopper = Shopper::here();
    let t = words();
    let line = move || {
        shopper.notice().get().map(|notice| {
            let text = notice_text(&notice);
            let way = match notice {
                Notice::Added { .. } => EitherOf3::A(view! { <a href=href("/cart")>{t.cart}</a> }),
                Notice::Removed {
                    list,
                    sku,
                    quantity,
                    since,
                    ..
                } => EitherOf3::B(view! {
                    <button
                        type="button"
                        data-testid="undo"
                        on:click=move |event| {
                            focus::stay_beside(&event);
                            shopper.restore(list, sku.clone(), quantity, since);
                        }
                    >
                        {t.undo}
                    </button>
                }),
                _ => EitherOf3::C(()),
            };
            view! { <div class="notice"><span>{text}</span>{way}</div> }
        })
    };
    view! { <div class="notices" role="status" aria-live="polite">{line}</div> }
}
