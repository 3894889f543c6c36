//! `/account/reset` and what its letter leads to.

use super::drawn::{Top, account_words};
use super::field::LabelledField;
use super::seen::{Field, Said};
use super::sign::EmailField;
use crate::i18n::href;
use baguni_api::account;
use leptos::prelude::*;

/// Asks for a letter.
#[component]
pub fn Reset(said: Said) -> impl IntoView {
    let t = account_words();
    view! {
        <Top title=t.reset.to_owned() text=t.reset_text said=said.clone() />
        <form method="post" action=href(account::RESET) class="stacked" novalidate>
            <EmailField said />
            <button class="button wide" type="submit">{t.send_letter}</button>
        </form>
        <ul class="onward" role="list">
            <li><a href=href(account::SIGN_IN) rel="external">{t.sign_in}</a></li>
        </ul>
    }
}

#[component]
pub fn NewPassword(token: String, said: Said) -> impl IntoView {
    let t = account_words();
    let action = href(&account::new_password(&token));
    view! {
        <Top title=t.reset.to_owned() text=t.new_password_text said=said.clone() />
        <form method="post" action=action class="stacked" novalidate>
            <LabelledField
                field=Field::Password
                label=t.new_password
                autocomplete="new-password"
                hint=t.password_hint
                said
            />
            <button class="button wide" type="submit">{t.save_password}</button>
        </form>
    }
}

#[component]
pub fn DeadLink() -> impl IntoView {
    let t = account_words();
    view! {
        <Top title=t.dead_link.to_owned() text=t.dead_link_text />
        <a class="button wide" href=href(account::RESET) rel="external">{t.ask_again}</a>
    }
}
