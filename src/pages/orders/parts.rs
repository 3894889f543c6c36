//! The parts of an order: what comes from where, and how far it is.

use super::order_words;
use super::seen::{Place, Qr, Seen};
use super::sentences::{part_time, times};
use super::words::OrderWords;
use crate::components::icon::{Glyph, Icon};
use crate::components::picture::Picture;
use crate::i18n::{href, locale};
use baguni_api::VariantLine;
use baguni_commerce::order::{
    Fulfillment, FulfillmentState as S, LineId, LineItem, Method, OrderState, PickupCode,
};
use leptos::either::Either;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[component]
pub fn Parts(seen: Seen) -> impl IntoView {
    let shown = |part: &&Fulfillment| match part.state {
        S::Rejected | S::TimedOut => false,
        S::Cancelled => seen.order.is_void(),
        _ => true,
    };
    let parts: Vec<_> = seen.order.fulfillments.iter().filter(shown).collect();
    let of = parts.len();
    let parts = (1..).zip(parts).map(|(at, part)| {
        let counted = match of {
            1 => String::new(),
            _ => format!(" {at}/{of}"),
        };
        view! { <Part seen=seen.clone() part=part.clone() counted /> }
    });
    parts.collect_view()
}

/// Lines that no place can send.
#[component]
pub fn Missing(seen: Seen) -> impl IntoView {
    let t = order_words();
    let lines = seen.order.unfulfillable.clone();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="part missing">
                <h2>{t.missing}</h2>
                <Lines seen lines />
            </section>
        }
    })
}

#[component]
fn Part(
    seen: Seen,
    part: Fulfillment,
    /// Which of several it is, as ` 1/2`.
    counted: String,
) -> impl IntoView {
    let (t, locale) = (order_words(), locale());
    let place = seen.places.get(end_of(&part)).cloned().unwrap_or_default();
    let goes_on = seen.order.state != OrderState::PendingPayment && !part.state.is_void();
    let (glyph, way) = match part.is_picked_up() {
        true => (
            Glyph::Pin,
            format!("{} · {}", t.by_pickup, place.name.get(locale)),
        ),
        false => (Glyph::Truck, t.by_ship.to_owned()),
    };
    let is_late = goes_on
        && !part.state.is_done()
        && part.promise.is_over(seen.now)
        && part.state != S::ReadyForPickup;
    let when = match part.state {
        S::NoShow | S::ReturnedToStock => t.not_picked_up.to_owned(),
        _ if is_late => t.late.to_owned(),
        S::Cancelled => String::new(),
        _ => part_time(&part, seen.now).get(locale).to_owned(),
    };
    view! {
        <section class="part" data-state=part.state.code()>
            <header>
                <Icon glyph />
                <h2>{way} {counted}</h2>
                <p class="when" class:late=is_late>{when}</p>
            </header>
            {goes_on.then(|| view! { <Progress part=part.clone() /> })}
            {goes_on.then(|| view! { <PickUp seen=seen.clone() part=part.clone() place /> })}
            {part.tracking.clone().map(|tracking| view! {
                <p class="tracking">{t.tracking} " " <span class="number">{tracking}</span></p>
            })}
            <Lines seen=seen.clone() lines=part.lines.clone() />
        </section>
    }
}

/// Where the shopper meets it.
fn end_of(part: &Fulfillment) -> &baguni_commerce::Handle {
    match &part.method {
        Method::ShipToStore { to } => to,
        _ => &part.location,
    }
}

/// The steps of a way, and which of them is now.
fn steps(part: &Fulfillment, t: &OrderWords) -> (Vec<&'static str>, usize) {
    let at = match part.state {
        S::Accepted | S::Picking | S::Packed => 1,
        S::HandedOver | S::InTransit | S::ReceivedAtStore => 2,
        S::ReadyForPickup => 3,
        S::Delivered | S::PickedUp => 4,
        _ => 0,
    };
    match part.method {
        Method::Ship => (
            vec![
                t.step_ordered,
                t.step_preparing,
                t.step_sent,
                t.step_arrived,
            ],
            at.min(3),
        ),
        Method::Pickup => (
            vec![
                t.step_ordered,
                t.step_preparing,
                t.step_ready,
                t.step_picked_up,
            ],
            if at > 1 { at - 1 } else { at },
        ),
        Method::ShipToStore { .. } => (
            vec![
                t.step_ordered,
                t.step_preparing,
                t.step_to_store,
                t.step_ready,
                t.step_picked_up,
            ],
            at,
        ),
    }
}

#[component]
fn Progress(part: Fulfillment) -> impl IntoView {
    let t = order_words();
    let (steps, now) = steps(&part, t);
    let is_done = part.state.is_done();
    let steps = steps.into_iter().enumerate().map(|(at, step)| {
        let is_past = at < now || is_done;
        let is_now = at == now;
        view! {
            <li class:past=is_past class:now=is_now aria-current=is_now.then_some("step")>
                {step}
                {(is_past && !is_now).then(|| view! {
                    <span class="visually-hidden">{format!(" ({})", t.done)}</span>
                })}
            </li>
        }
    });
    view! { <ol class="progress" role="list" aria-label=t.progress>{steps.collect_view()}</ol> }
}

#[component]
fn Lines(seen: Seen, lines: Vec<(LineId, u32)>) -> impl IntoView {
    // What two places had of one line is one line here.
    let mut counts = BTreeMap::<LineId, u32>::new();
    for (id, quantity) in lines {
        *counts.entry(id).or_default() += quantity;
    }
    let rows = counts.into_iter().filter_map(|(id, quantity)| {
        let line = seen.order.line(id)?.clone();
        let variant = seen.variants.get(&line.sku).cloned();
        Some(view! { <li><Line line variant quantity /></li> })
    });
    view! { <ul class="ordered" role="list">{rows.collect_view()}</ul> }
}

#[component]
fn Line(line: LineItem, variant: Option<VariantLine>, quantity: u32) -> impl IntoView {
    let locale = locale();
    let title = line.title.get(locale).to_owned();
    let choices = line.choices.iter().map(|choice| choice.get(locale));
    let choices = choices.collect::<Vec<_>>().join(" · ");
    let link = variant
        .as_ref()
        .map(|variant| href(&format!("/products/{}", variant.handle)));
    let named = match link {
        Some(link) => Either::Left(view! { <a href=link>{title}</a> }),
        None => Either::Right(title),
    };
    let price = line.unit.amount.times(quantity).display(locale);
    view! {
        <Picture
            picture=variant.and_then(|variant| variant.picture)
            sizes="5rem"
            decorative=true
        />
        <p class="title">{named}</p>
        {(!choices.is_empty()).then(|| view! { <p class="chosen">{choices}</p> })}
        <p class="amount">
            <span>{times(locale, quantity)}</span>
            <span>{price}</span>
        </p>
    }
}

/// What whoever comes for it needs: the code, where to go.
#[component]
fn PickUp(seen: Seen, part: Fulfillment, place: Place) -> impl IntoView {
    let t = order_words();
    if !part.is_picked_up() || part.state.is_done() {
        return Either::Left(());
    }
    let code = part.code.filter(|_| part.state == S::ReadyForPickup);
    let qr = seen.codes.get(&part.id).cloned();
    let credential = match code {
        Some(code) => Either::Left(view! { <Credential code qr /> }),
        None => Either::Right(view! { <p class="hint">{t.pickup_code_later}</p> }),
    };
    let store = href(&format!("/stores/{}", end_of(&part)));
    let link = place
        .is_store
        .then(|| view! { <a href=store>{t.store_page}</a> });
    Either::Right(view! {
        <div class="pick-up">
            {credential}
            <p class="where">
                {place.address.get(locale()).to_owned()}
                <span class="number">{place.phone}</span>
                {link}
            </p>
        </div>
    })
}

#[component]
fn Credential(code: PickupCode, qr: Option<Qr>) -> impl IntoView {
    let t = order_words();
    let digits = code.to_string();
    let (first, second) = digits.split_at(3);
    let qr = qr.map(|qr| {
        let (size, path) = (qr.size + 8, qr.path);
        view! {
            <svg
                class="qr"
                viewBox=format!("-4 -4 {size} {size}")
                role="img"
                aria-label=t.qr
                shape-rendering="crispEdges"
            >
                <path d=path />
            </svg>
        }
    });
    view! {
        <div class="credential">
            {qr}
            <div>
                <h3>{t.pickup_code}</h3>
                <p class="code" data-testid="pickup-code">
                    <span>{first.to_owned()}</span>
                    <span>{second.to_owned()}</span>
                </p>
                <p class="hint">{t.pickup_code_text}</p>
            </div>
        </div>
    }
}
