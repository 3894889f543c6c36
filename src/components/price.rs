//! A price, with what it used to be.

use crate::i18n::{self, locale, words};
use baguni_commerce::Price as PriceOf;
use leptos::prelude::*;

#[component]
pub fn Price(
    price: PriceOf,
    /// There are dearer variants.
    #[prop(optional)]
    varies: bool,
) -> impl IntoView {
    let (locale, t) = (locale(), words());
    let shown = price.amount.display(locale);
    let shown = if varies {
        i18n::price_from(locale, &shown)
    } else {
        shown
    };
    let off = price.percent_off().filter(|percent| *percent > 0);
    view! {
        <p class="price" class:on-sale=price.is_on_sale()>
            {off.map(|percent| view! {
                <span class="off" aria-hidden="true">{format!("{percent}%")}</span>
                <span class="visually-hidden">{i18n::percent_off(locale, percent)}</span>
            })}
            <span class="visually-hidden">{t.price_now}</span>
            <strong class="amount">{shown}</strong>
            {price.compare_at.map(|was| view! {
                <span class="visually-hidden">{t.price_was}</span>
                <s class="was">{was.display(locale)}</s>
            })}
        </p>
    }
}
