//! Who orders.

use super::parts::{Seen, TextField};
use super::words::checkout_words;
use crate::i18n::href;
use baguni_api::account;
use baguni_commerce::address::PersonName;
use baguni_commerce::cart::percent_encode;
use leptos::prelude::*;

#[component]
pub fn Contact(seen: Seen, signed_in: bool) -> impl IntoView {
    let t = checkout_words();
    let form = seen.form.clone();
    let sign_in = (!signed_in).then(|| view! { <SignIn /> });
    view! {
        <section aria-labelledby="contact">
            <h2 id="contact">{t.contact}</h2>
            {sign_in}
            <TextField
                seen=seen.clone()
                name="email"
                label=t.email
                kind="email"
                inputmode="email"
                autocomplete="email"
                hint=t.email_hint
                value=form.email
                maxlength=254
            />
            <div class="pair">
                <TextField
                    seen=seen.clone()
                    name="name"
                    label=t.name
                    autocomplete="name"
                    value=form.name
                    maxlength=PersonName::MAX
                />
                <TextField
                    seen
                    name="phone"
                    label=t.phone
                    kind="tel"
                    inputmode="tel"
                    autocomplete="tel"
                    hint=t.phone_hint
                    value=form.phone
                    maxlength=20
                />
            </div>
        </section>
    }
}

#[component]
fn SignIn() -> impl IntoView {
    let t = checkout_words();
    let next = percent_encode(&href(baguni_api::orders::CHECKOUT));
    let to = format!("{}?{}={next}", href(account::SIGN_IN), account::NEXT);
    view! {
        <p class="guest">{t.contact_text}" "<a href=to rel="external">{t.sign_in}</a></p>
    }
}
