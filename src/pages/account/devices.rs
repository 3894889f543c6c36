//! `/account/devices`

use super::drawn::{Top, account_words};
use super::seen::{Device, Said};
use super::words;
use crate::i18n::{href, locale};
use baguni_api::account;
use leptos::either::Either;
use leptos::prelude::*;

#[component]
pub fn Devices(seen: Vec<Device>, said: Said) -> impl IntoView {
    let t = account_words();
    let others = match seen.iter().any(|device| !device.here) {
        false => Either::Left(view! { <p class="hint">{t.no_others}</p> }),
        true => Either::Right(view! {
            <form method="post" action=href(account::REVOKE_OTHERS) class="stacked">
                <button class="button wide" type="submit">{t.sign_out_others}</button>
            </form>
        }),
    };
    let rows = seen.into_iter().map(|device| view! { <Row device /> });
    view! {
        <Top title=t.devices.to_owned() text=t.devices_text said />
        <ul class="devices" role="list">{rows.collect_view()}</ul>
        {others}
        <ul class="onward" role="list">
            <li><a href=href(account::OVERVIEW) rel="external">{t.back}</a></li>
        </ul>
    }
}

#[component]
fn Row(device: Device) -> impl IntoView {
    let t = account_words();
    let label = match device.label.is_empty() {
        true => t.unknown_device.to_owned(),
        false => device.label,
    };
    let end = match device.here {
        true => Either::Left(view! { <span class="badge">{t.this_device}</span> }),
        false => Either::Right(view! {
            <form method="post" action=href(account::REVOKE)>
                <input type="hidden" name="session" value=device.session />
                <button
                    class="link-button"
                    type="submit"
                    aria-label=words::sign_out_of(locale(), &label)
                >
                    {if device.is_screen { t.sign_out_of_screen } else { t.sign_out }}
                </button>
            </form>
        }),
    };
    view! {
        <li>
            <p class="title">{label}</p>
            <p class="seen">{words::seen_ago(locale(), device.seen_ago)}</p>
            {end}
        </li>
    }
}
