//! `/account`

use super::drawn::{Top, account_words};
use super::field::LabelledField;
use super::seen::{Field, Said};
use super::words;
use crate::components::icon::{Glyph, Icon};
use crate::i18n::{href, locale};
use baguni_api::{account, orders};
use leptos::prelude::*;

#[component]
pub fn Overview(name: String, email: String, said: Said) -> impl IntoView {
    let t = account_words();
    let typed = match said.name.is_empty() {
        true => name.clone(),
        false => said.name.clone(),
    };
    view! {
        <Top title=words::greeting(locale(), &name) text=email said=said.clone() />
        <nav aria-label=t.overview>
            <ul class="ways-on" role="list">
                <WayOn
                    path=orders::MINE
                    title=t.to_orders
                    text=t.to_orders_text
                    glyph=Glyph::Truck
                    private=true
                />
                <WayOn path="/cart" title=t.to_cart text=t.to_cart_text glyph=Glyph::Basket />
                <WayOn
                    path="/wishlist"
                    title=t.to_wishlists
                    text=t.to_wishlists_text
                    glyph=Glyph::Heart
                />
                <WayOn
                    path=account::DEVICES
                    title=t.to_devices
                    text=t.to_devices_text
                    glyph=Glyph::Screen
                    private=true
                />
            </ul>
        </nav>
        <section>
            <h2>{t.details}</h2>
            <form method="post" action=href(account::RENAME) class="stacked" novalidate>
                <LabelledField
                    field=Field::Name
                    label=t.name
                    autocomplete="name"
                    maxlength=account::MAX_NAME
                    value=typed
                    said
                />
                <button class="button wide" type="submit">{t.save}</button>
            </form>
        </section>
        <form method="post" action=href(account::SIGN_OUT) class="stacked leave">
            <p class="hint" id="sign-out-text">{t.sign_out_text}</p>
            <button class="button quiet wide" type="submit" aria-describedby="sign-out-text">
                {t.sign_out}
            </button>
        </form>
    }
}

#[component]
fn WayOn(
    path: &'static str,
    title: &'static str,
    text: &'static str,
    glyph: Glyph,
    /// It is loaded whole, as every page of the account is.
    #[prop(optional)]
    private: bool,
) -> impl IntoView {
    view! {
        <li>
            <a href=href(path) rel=private.then_some("external")>
                <Icon glyph />
                <span class="title">{title}</span>
                <span class="text">{text}</span>
            </a>
        </li>
    }
}
