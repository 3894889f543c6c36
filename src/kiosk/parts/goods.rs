//! Products and collections as they are pressed: a picture with its words below.

use super::words::PartWords;
use super::{Photo, Room};
use crate::i18n::{self, locale};
use baguni_api::{Picture, ProductCard};
use baguni_commerce::Price;
use leptos::prelude::*;

/// The most that one page offers, so that there is never too much to choose from.
pub const AT_ONCE: usize = 6;

/// How many products fit side by side and below each other.
pub fn shelf(room: Room) -> (usize, usize) {
    let (columns, rows) = room.grid(7.4, 8.8, 2.6);
    let columns = columns.min(AT_ONCE / 2);
    (columns, rows.min(AT_ONCE / columns))
}

#[component]
pub fn Goods(card: ProductCard, on_press: impl Fn() + 'static) -> impl IntoView {
    let (handle, told) = (card.handle.to_string(), card.clone());
    view! {
        <li>
            <button
                type="button"
                class="press goods"
                class:gone=card.sold_out
                data-testid="product"
                data-handle=handle
                on:click=move |_| on_press()
            >
                <Photo picture=card.picture />
                <span class="words">
                    <span class="label">{card.title}</span>
                    <Cost price=card.price varies=card.price_varies />
                    <span class="badge">{move || availability(&told)}</span>
                </span>
            </button>
        </li>
    }
}

/// What it costs and what it used to cost, in words too.
#[component]
pub fn Cost(price: Price, #[prop(optional)] varies: bool) -> impl IntoView {
    let (at, t) = (locale(), PartWords::here());
    let now = price.amount.display(at);
    let now = if varies {
        i18n::price_from(at, &now)
    } else {
        now
    };
    let off = price.percent_off().filter(|percent| *percent > 0);
    view! {
        <span class="cost">
            <strong>{now}</strong>
            {price.compare_at.map(|was| view! {
                <span class="was">
                    <span class="visually-hidden">{t.was}</span>
                    <s>{was.display(at)}</s>
                </span>
            })}
            {off.map(|off| view! { <span class="off">{i18n::percent_off(at, off)}</span> })}
        </span>
    }
}

/// Where it is to be had first.
fn availability(card: &ProductCard) -> &'static str {
    let t = PartWords::here();
    match super::catalogue::is_here(&card.handle) {
        _ if card.sold_out => t.sold_out,
        Some(true) => t.here,
        Some(false) if card.in_stores => t.other_stores,
        _ => t.delivered,
    }
}

/// A way into something larger, under its picture.
#[component]
pub fn Tile(
    picture: Option<Picture>,
    label: String,
    note: String,
    handle: String,
    on_press: impl Fn() + 'static,
) -> impl IntoView {
    view! {
        <li>
            <button
                type="button"
                class="press tile"
                data-testid="collection"
                data-handle=handle
                on:click=move |_| on_press()
            >
                <Photo picture />
                <span class="words">
                    <span class="label">{label}</span>
                    <span class="note">{note}</span>
                </span>
            </button>
        </li>
    }
}
