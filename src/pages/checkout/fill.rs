//! The first step: who orders, how it gets there, how it is paid.

use super::codes::Codes;
use super::contact::Contact;
use super::lines::FoldedLines;
use super::parts::{Held, Seen};
use super::payment::Payments;
use super::seen::Choices;
use super::totals::Totals;
use super::way::Ways;
use super::words::checkout_words;
use crate::i18n::href;
use baguni_api::orders;
use leptos::prelude::*;

#[component]
pub fn Fill(seen: Seen, choices: Choices) -> impl IntoView {
    let t = checkout_words();
    let (signed_in, payments) = (choices.signed_in, choices.payments.clone());
    view! {
        <Held seen=seen.clone() />
        <FoldedLines seen=seen.clone() />
        <form method="post" action=href(orders::CHECKOUT) novalidate>
            <input type="hidden" name="checkout" value=seen.checkout.clone() />
            // The first button of a form is the one that Enter presses.
            <button class="visually-hidden" type="submit" name="do" value="go" tabindex="-1">
                {t.to_review}
            </button>
            <Contact seen=seen.clone() signed_in />
            <Ways seen=seen.clone() choices />
            <Payments seen=seen.clone() payments />
            <Codes seen=seen.clone() />
            <Totals seen />
            <button
                class="button wide"
                type="submit"
                name="do"
                value="go"
                data-testid="to-review"
            >
                {t.to_review}
            </button>
            <p class="hint">{t.to_review_hint}</p>
        </form>
    }
}
