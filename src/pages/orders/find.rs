//! `/orders/find`: a guest finds an order again.

use super::order_words;
use super::seen::{Find, Missed};
use super::sentences::minutes_left;
use crate::components::head::PageHead;
use crate::i18n::{href, locale, words};
use baguni_api::orders as paths;
use leptos::prelude::*;

#[component]
pub fn FindOrder(seen: Find) -> impl IntoView {
    let t = order_words();
    let missed = seen.missed.map(|missed| {
        let text = match missed {
            Missed::Nothing => t.find_nothing.to_owned(),
            Missed::TooOften(minutes) => minutes_left(locale(), minutes),
        };
        view! { <p class="warning" role="alert">{text}</p> }
    });
    view! {
        <PageHead
            title=t.find.to_owned()
            description=words().shop_description.to_owned()
            path=paths::FIND.to_owned()
            unlisted=true
        />
        <header class="page-head">
            <h1>{t.find}</h1>
            <p>{t.find_text}</p>
        </header>
        {missed}
        <form method="post" action=href(paths::FIND) class="stacked">
            <div class="field">
                <label for="number">{t.order_number}</label>
                <input
                    id="number"
                    name="number"
                    value=seen.number
                    required
                    maxlength="30"
                    autocomplete="off"
                    autocapitalize="characters"
                    spellcheck="false"
                    aria-describedby="number-hint"
                />
                <p class="hint" id="number-hint">{t.find_number_hint}</p>
            </div>
            <div class="field">
                <label for="contact">{t.find_contact}</label>
                <input
                    id="contact"
                    name="contact"
                    value=seen.contact
                    required
                    maxlength="254"
                    autocomplete="email"
                    autocapitalize="off"
                    spellcheck="false"
                />
            </div>
            <button class="button wide" type="submit">{t.find_button}</button>
        </form>
        <ul class="onward" role="list">
            <li>
                {t.find_account}
                <a href=href(paths::MINE) rel="external">{t.my_orders}</a>
            </li>
        </ul>
    }
}
