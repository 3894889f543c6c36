//! `/account/sign-in` and `/account/sign-up`

use super::drawn::{Top, account_words};
use super::field::LabelledField;
use super::seen::{Field, Said};
use crate::i18n::href;
use baguni_api::account;
use baguni_commerce::cart::percent_encode;
use leptos::prelude::*;

#[component]
pub fn SignIn(said: Said) -> impl IntoView {
    let t = account_words();
    let up = onward(account::SIGN_UP, &said);
    view! {
        <Top title=t.sign_in.to_owned() text=t.sign_in_text said=said.clone() />
        <form method="post" action=href(account::SIGN_IN) class="stacked" novalidate>
            <Next said=said.clone() />
            <EmailField said=said.clone() />
            <LabelledField
                field=Field::Password
                label=t.password
                autocomplete="current-password"
                said=said.clone()
            />
            <button class="button wide" type="submit">{t.sign_in}</button>
        </form>
        <ul class="onward" role="list">
            <li><a href=href(account::RESET) rel="external">{t.forgot}</a></li>
            <li>{t.no_account}" "<a href=up rel="external">{t.sign_up}</a></li>
        </ul>
    }
}

#[component]
pub fn SignUp(said: Said) -> impl IntoView {
    let t = account_words();
    let r#in = onward(account::SIGN_IN, &said);
    view! {
        <Top title=t.sign_up.to_owned() text=t.sign_up_text said=said.clone() />
        <form method="post" action=href(account::SIGN_UP) class="stacked" novalidate>
            <Next said=said.clone() />
            <EmailField said=said.clone() />
            <LabelledField
                field=Field::Name
                label=t.name
                autocomplete="name"
                hint=t.name_hint
                maxlength=account::MAX_NAME
                value=said.name.clone()
                said=said.clone()
            />
            <LabelledField
                field=Field::Password
                label=t.password
                autocomplete="new-password"
                hint=t.password_hint
                said=said.clone()
            />
            <button class="button wide" type="submit">{t.sign_up}</button>
        </form>
        <ul class="onward" role="list">
            <li>{t.have_account}" "<a href=r#in rel="external">{t.sign_in}</a></li>
        </ul>
    }
}

/// The address of an account, which is how it is named.
#[component]
pub fn EmailField(said: Said) -> impl IntoView {
    view! {
        <LabelledField
            field=Field::Email
            label=account_words().email
            autocomplete="email"
            value=said.email.clone()
            said
        />
    }
}

/// Where to go on after the form.
#[component]
fn Next(said: Said) -> impl IntoView {
    (!said.next.is_empty())
        .then(|| view! { <input type="hidden" name=account::NEXT value=said.next /> })
}

/// The other way in, to the same end.
fn onward(path: &str, said: &Said) -> String {
    match said.next.as_str() {
        "" => href(path),
        next => format!("{}?{}={}", href(path), account::NEXT, percent_encode(next)),
    }
}
