//! One option of a product: its values, a few at a time. What is not made or sold out says so.

use super::product::shown;
use crate::components::option_picker::Choice;
use crate::components::swatch::Dot;
use crate::i18n::{locale, word_table, words};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Backdrop, Room, Turning, answered, asked, first, pages_of, shown_now};
use crate::kiosk::screen::Screen;
use baguni_api::{OptionChoiceValue, ProductPage};
use baguni_commerce::{Handle, Locale, Sku};
use leptos::prelude::*;

/// With turning there are seven.
const AT_ONCE: usize = 6;

#[component]
pub fn Choose(
    handle: Handle,
    sku: Sku,
    /// From 0.
    option: u16,
) -> impl IntoView {
    let page = asked(move |visit| visit.api.product(visit.shown(), handle.clone()));
    let drawn = answered(first(page), move |page| {
        let choice = Choice::new(&page, Some(sku.as_str()));
        Effect::new({
            let pictures = page.pictures.clone();
            move || Backdrop::show(shown(&pictures, choice))
        });
        view! { <Values page choice option=usize::from(option) /> }
    });
    view! { <section class="choose-screen" aria-labelledby="title">{drawn}</section> }
}

#[component]
fn Values(page: ProductPage, choice: Choice, option: usize) -> impl IntoView {
    let kiosk = Kiosk::here();
    let Some(chosen) = page.options.into_iter().nth(option) else {
        return ().into_any();
    };
    let title = title(locale(), &chosen.name);
    let values: Vec<(u16, OptionChoiceValue)> = (0..).zip(chosen.values).collect();
    let handle = StoredValue::new(page.handle);
    let choose = move |value| {
        choice.choose(option, value);
        let sku = choice.variant().map(|variant| variant.sku);
        kiosk.back();
        kiosk.replace(Screen::Product {
            handle: handle.get_value(),
            sku,
        });
    };
    let rows = Memo::new(|_| {
        let (columns, rows) = Room::here().grid(8.0, 2.6, 4.6);
        (columns.min(3) * rows).clamp(1, AT_ONCE)
    });
    let begin = {
        let is_chosen = |(value, _): &(u16, _)| untrack(|| choice.is_chosen(option, *value));
        let at = values.iter().position(is_chosen);
        pages_of(at.unwrap_or_default() + 1, rows.get_untracked())
    };
    let turned = RwSignal::new(begin);
    let count = values.len();
    let pages = Memo::new(move |_| pages_of(count, rows.get()));
    let now = Memo::new(move |_| turned.get().min(pages.get()));
    let shown = move || {
        let shown = shown_now(&values, rows.get(), now.get()).into_iter();
        let drawn = shown.map(|(at, value)| view! { <Value choice option at value choose /> });
        drawn.collect_view()
    };
    view! {
        <h1 id="title">{title}</h1>
        <div class="values">{shown}</div>
        <Turning page=now pages turn=move |to| turned.set(to) />
    }
    .into_any()
}

/// One value of an option, with what would be there of it.
#[component]
pub fn Value(
    choice: Choice,
    option: usize,
    at: u16,
    value: OptionChoiceValue,
    choose: impl Fn(u16) + 'static,
) -> impl IntoView {
    let t = words();
    let note = move || match choice.with(option, at) {
        None => Some(t.not_made),
        Some(variant) if !variant.sellable => Some(t.badge_sold_out),
        Some(_) => choice
            .is_chosen(option, at)
            .then(|| Words::of(locale()).chosen),
    };
    let pressed = move || {
        if choice.is_chosen(option, at) {
            "true"
        } else {
            "false"
        }
    };
    view! {
        <button
            type="button"
            class="press value"
            class:gone=move || choice.with(option, at).is_none_or(|variant| !variant.sellable)
            data-testid="value"
            aria-pressed=pressed
            on:click=move |_| choose(at)
        >
            {value.swatch.map(|color| view! { <Dot color /> })}
            <span class="words">
                <span class="label">{value.name}</span>
                {move || note().map(|note| view! { <span class="note">{note}</span> })}
            </span>
        </button>
    }
}

fn title(locale: Locale, option: &str) -> String {
    match locale {
        Locale::Ko => format!("{option} 고르기"),
        Locale::En => format!("Choose: {}", option.to_lowercase()),
    }
}

word_table! {
/// This screen's words in one language.
Words {
    chosen: "골랐어요" / "Chosen";
}
}
