//! How the things get to the shopper: delivery and pickup, side by side as equals.

use super::address::Address;
use super::parts::{Choice, ProblemAt, Seen, described};
use super::phrases;
use super::seen::Choices;
use super::stores::Stores;
use super::words::checkout_words;
use crate::i18n::locale;
use baguni_commerce::{Money, Quote};
use leptos::prelude::*;

#[component]
pub fn Ways(seen: Seen, choices: Choices) -> impl IntoView {
    let t = checkout_words();
    let wrong = seen.problem_at("method").is_some();
    view! {
        <fieldset aria-describedby=described("method", wrong, false)>
            <legend><h2>{t.way}</h2></legend>
            <ProblemAt seen=seen.clone() field="method" />
            <div class="choices two-ways">
                <Ship seen=seen.clone() choices=choices.clone() />
                <Pickup seen=seen.clone() choices=choices.clone() />
            </div>
        </fieldset>
        <div class="for-ship">
            <Address seen=seen.clone() found=choices.found.clone() />
            <Methods seen=seen.clone() choices=choices.clone() />
        </div>
        <div class="for-pickup">
            <Stores seen stores=choices.stores />
        </div>
    }
}

#[component]
fn Ship(seen: Seen, choices: Choices) -> impl IntoView {
    let t = checkout_words();
    let promises = phrases::promises(locale(), &choices.arrives, seen.now);
    let about = match promises.len() {
        0 => vec![t.cannot_ship.to_owned()],
        1 => promises,
        _ => [vec![t.two_parcels.to_owned()], promises].concat(),
    };
    view! {
        <Choice
            name="method"
            id="method".to_owned()
            value="ship".to_owned()
            chosen=seen.is_shipped()
            autofocus=seen.is_first("method")
            title=t.ship.to_owned()
            price=shipping(&choices.shipped)
        >
            {about.join(" ")}
        </Choice>
    }
}

#[component]
fn Pickup(seen: Seen, choices: Choices) -> impl IntoView {
    let t = checkout_words();
    let soonest = choices.stores.iter().filter_map(|store| store.ready).min();
    let about = match soonest {
        Some(promise) => promise.words(seen.now).get(locale()).to_owned(),
        None => t.cannot_pickup.to_owned(),
    };
    view! {
        <Choice
            name="method"
            id="method-pickup".to_owned()
            value="pickup".to_owned()
            chosen=seen.form.method == "pickup"
            title=t.pickup.to_owned()
            price=t.free
        >
            {about}
        </Choice>
    }
}

#[component]
fn Methods(seen: Seen, choices: Choices) -> impl IntoView {
    let t = checkout_words();
    let chosen = usual(&seen, &choices);
    let wrong = seen.problem_at("shipping").is_some();
    let methods = choices
        .methods
        .iter()
        .enumerate()
        .map(|(at, (method, quote))| {
            let id = method.id.as_str();
            let days = phrases::days(locale(), method.days);
            view! {
                <Choice
                    name="shipping"
                    id=if at == 0 { "shipping".to_owned() } else { format!("shipping-{id}") }
                    value=id.to_owned()
                    chosen=chosen.as_deref() == Some(id)
                    title=method.title.get(locale()).to_owned()
                    price=shipping(quote)
                >
                    {days}
                </Choice>
            }
        });
    view! {
        <fieldset aria-describedby=described("shipping", wrong, false)>
            <legend><h3>{t.methods}</h3></legend>
            <ProblemAt seen=seen.clone() field="shipping" />
            <div class="choices">{methods.collect_view()}</div>
        </fieldset>
    }
}

/// What was chosen, and before that the one that costs least.
fn usual(seen: &Seen, choices: &Choices) -> Option<String> {
    if !seen.form.shipping.is_empty() {
        return Some(seen.form.shipping.clone());
    }
    let cheapest = choices
        .methods
        .iter()
        .min_by_key(|(_, quote)| quote.total.minor);
    cheapest.map(|(method, _)| method.id.to_string())
}

/// What the way to the shopper costs.
fn shipping(quote: &Quote) -> String {
    free_or(quote.shipping.total)
}

pub fn free_or(amount: Money) -> String {
    match amount.minor {
        0 => checkout_words().free.to_owned(),
        _ => amount.display(locale()),
    }
}
