//! `/orders/{number}`: how an order stands.

use super::actions::{CancelOrder, ChooseForm, PayForm};
use super::money::{Paid, Summary};
use super::order_words;
use super::parts::{Missing, Parts};
use super::seen::{Place, Refusal, Seen};
use super::sentences::{self, moment};
use crate::components::head::PageHead;
use crate::i18n::{href, locale, words};
use baguni_api::orders as paths;
use baguni_commerce::order::{Delivery, Order};
use leptos::prelude::*;

#[component]
pub fn Status(seen: Seen) -> impl IntoView {
    let (t, locale) = (order_words(), locale());
    let Seen { order, places, .. } = &seen;
    let (now, then) = sentences::now_told(order, places);
    let path = paths::at(paths::ORDER, order.number);
    let number = order.number.to_string();
    let placed_at = moment(order.placed_at).get(locale).to_owned();
    let events = events(order);
    let refresh = events.is_some().then(|| {
        view! { <a class="refresh" href=href(&path) rel="external">{t.refresh}</a> }
    });
    let then = (!then.is_empty()).then(|| view! { <p>{then.get(locale).to_owned()}</p> });
    view! {
        <PageHead
            title=format!("{} {number}", t.order)
            description=words().shop_description.to_owned()
            path=path.clone()
            unlisted=true
        />
        <div class="order-page" data-events=events>
            <header class="page-head">
                <p class="eyebrow">
                    <span>{t.order} " " <span class="number">{number}</span></span>
                    <span>{placed_at}</span>
                </p>
                <h1>{now.get(locale).to_owned()}</h1>
                {then}
                {refresh}
            </header>
            {seen.refusal.map(|refusal| view! { <Refused refusal /> })}
            <div class="order-columns">
                <div class="course">
                    <PayForm seen=seen.clone() />
                    <ChooseForm seen=seen.clone() />
                    <Missing seen=seen.clone() />
                    <Parts seen=seen.clone() />
                </div>
                <aside>
                    <Summary order=order.clone() />
                    <Paid order=order.clone() />
                    <To seen=seen.clone() />
                    <History seen=seen.clone() />
                    <CancelOrder seen=seen.clone() />
                </aside>
            </div>
        </div>
    }
}

/// Where changes are told, as long as there will be some.
fn events(order: &Order) -> Option<String> {
    let is_over = order.is_closed() && order.due().is_empty();
    let path = href(&paths::at(paths::EVENTS, order.number));
    (!is_over).then(|| format!("{path}?seen={}", order.version))
}

#[component]
fn Refused(refusal: Refusal) -> impl IntoView {
    let t = order_words();
    let text = match refusal {
        Refusal::HandedOver => t.problem_handed_over,
        Refusal::Changed => t.problem_changed,
        Refusal::NotNow => t.problem_not_now,
    };
    view! { <p class="warning" role="alert">{text}</p> }
}

/// Where it goes, and whom we write to: whoever has come by the link sees enough to know that it is
/// the right one.
#[component]
fn To(seen: Seen) -> impl IntoView {
    let (t, locale) = (order_words(), locale());
    let order = &seen.order;
    let contact = &order.contact;
    let lines = match &order.delivery {
        Delivery::Ship { address, .. } if seen.is_own => vec![
            format!(
                "{} · {}",
                address.recipient().as_str(),
                address.phone().national()
            ),
            address.line(),
            address.note().to_owned(),
        ],
        Delivery::Ship { address, .. } => vec![
            format!(
                "{} · {}",
                masked(address.recipient().as_str()),
                address.phone().masked()
            ),
            format!("({}) {} •••", address.postcode(), address.region()),
        ],
        Delivery::Pickup { location } => {
            let place = seen.places.get(location).cloned().unwrap_or_default();
            let Place { name, address, .. } = place;
            vec![name.get(locale).to_owned(), address.get(locale).to_owned()]
        }
    };
    let title = match &order.delivery {
        Delivery::Ship { .. } => t.delivered_to,
        Delivery::Pickup { .. } => t.picked_up_at,
    };
    let (name, email, phone) = match seen.is_own {
        true => (
            contact.name.clone(),
            contact.email.to_string(),
            contact.phone.national(),
        ),
        false => (
            masked(&contact.name),
            masked_email(contact.email.as_str()),
            contact.phone.masked(),
        ),
    };
    let lines = lines.into_iter().filter(|line| !line.is_empty());
    let lines = lines.map(|line| view! { <p>{line}</p> }).collect_view();
    let hint = (!seen.is_own).then(|| view! { <p class="hint">{t.masked}</p> });
    view! {
        <section class="card">
            <h2>{title}</h2>
            {lines}
            <h3>{t.contact}</h3>
            <p>{name}</p>
            <p>{email}</p>
            <p>{phone}</p>
            {hint}
        </section>
    }
}

/// `김*나`, `M***a`.
fn masked(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    match letters.as_slice() {
        [] => String::new(),
        [first] => format!("{first}*"),
        [first, _] => format!("{first}*"),
        [first, middle @ .., last] => format!("{first}{}{last}", "*".repeat(middle.len())),
    }
}

/// `m•••@shop.example`.
fn masked_email(email: &str) -> String {
    let (name, host) = email.split_once('@').unwrap_or((email, ""));
    let first: String = name.chars().take(1).collect();
    format!("{first}•••@{host}")
}

#[component]
fn History(seen: Seen) -> impl IntoView {
    let (t, locale) = (order_words(), locale());
    let rows = seen.history.iter().rev().filter_map(|one| {
        let what = sentences::happened(one.kind)?;
        let at = moment(one.at).get(locale).to_owned();
        Some(view! {
            <li>
                <span class="when">{at}</span>
                <span>{what.get(locale).to_owned()}</span>
            </li>
        })
    });
    view! {
        <details class="card history">
            <summary><h2>{t.history}</h2></summary>
            <ol role="list">{rows.collect_view()}</ol>
        </details>
    }
}
