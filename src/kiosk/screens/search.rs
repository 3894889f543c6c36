//! Looking for a product by name, by its initials or by its code: what is found is shown while
//! somebody types, out of the catalogue on the device.

mod shown;

use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::keyboard::{Keyboard, Typed};
use crate::kiosk::parts::goods::shelf;
use crate::kiosk::parts::{Press, Room, Symbol, Turning, pages_of};
use crate::kiosk::screen::Screen;
use crate::visit::Visit;
use baguni_api::{ApiError, ProductCard, StorefrontApi};
use baguni_commerce::{ListingQuery, Localization};
use gloo::timers::callback::Timeout;
use leptos::either::Either;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use shown::{Fresh, Nothing, Shown};
use std::sync::Arc;
use web_sys::{HtmlInputElement, KeyboardEvent};

/// How long the keys must rest before it is looked for what they say, in milliseconds.
const REST_MS: u32 = 60;
/// Products at once: with the ways to turn and to type again there are seven choices.
const MOST_AT_ONCE: usize = 5;
/// From this height on there is room for pictures above the keyboard, in letters.
const HIGH: f64 = 22.0;
/// And from this one on for names, in millimetres: the keyboard does not grow.
const FOR_NAMES_MM: f64 = 88.0;

/// What is looked for. It outlives the screen, so that back from a product leads to what was found,
/// and is gone when the screen is at rest.
#[derive(Clone, Copy)]
pub struct Looking {
    typed: Typed,
    /// From 1.
    page: RwSignal<u32>,
    /// The keyboard is there; else what was found has all the room.
    typing: RwSignal<bool>,
}

/// What was found, and the part of it that is shown.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    typed: String,
    /// What was looked for, where that is something else.
    read_as: Option<String>,
    total: u32,
    cards: Vec<ProductCard>,
    /// Where nothing was found.
    instead: Vec<ProductCard>,
}

impl Looking {
    pub fn provide(kiosk: Kiosk) {
        let looking = Self {
            typed: Typed::begin(),
            page: RwSignal::new(1),
            typing: RwSignal::new(true),
        };
        provide_context(looking);
        Effect::new(move || {
            if kiosk.screen() == Screen::Attract {
                looking.typed.clear();
                looking.page.set(1);
                looking.typing.set(true);
            }
        });
    }

    /// How what was found is shown now.
    fn form(self) -> Form {
        let room = Room::here();
        let (columns, rows) = shelf(room);
        match self.typing.get() {
            true if room.high >= HIGH => Form::Cards(columns, columns),
            true if high_mm().is_some_and(|high| high < FOR_NAMES_MM) => Form::Number,
            true => Form::Names,
            false => Form::Cards(columns, (columns * rows).min(MOST_AT_ONCE)),
        }
    }
}

/// How high the place for a screen is, in millimetres.
fn high_mm() -> Option<f64> {
    let main = document().query_selector("main").ok()??;
    let setup = Kiosk::here().setup();
    let px_per_mm = setup.with(|setup| Some(setup.as_ref()?.profile.px_per_mm()))?;
    Some(f64::from(main.client_height()) / px_per_mm)
}

/// As much of what was found as there is room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// In so many columns so many products, with their pictures.
    Cards(usize, usize),
    /// What they are called, side by side.
    Names,
    /// How many there are, for whoever listens.
    Number,
}

impl Form {
    fn at_once(self) -> usize {
        match self {
            Self::Cards(_, cards) => cards,
            Self::Names => 2,
            Self::Number => 1,
        }
    }
}

#[component]
pub fn Search() -> impl IntoView {
    let t = Words::of(locale());
    let looking = expect_context::<Looking>();
    let form = Memo::new(move |_| looking.form());
    let found = follow(looking, form);
    let typing = looking.typing;
    // Where there is room for pictures, there are some before anything is typed.
    let begins = Memo::new(move |_| match form.get() {
        Form::Cards(columns, _) if typing.get() && is_blank(looking) => Some(columns),
        _ => None,
    });
    let what = move |found: Found| match found.total {
        0 => Either::Left(view! { <Nothing found form=form.get() typing=typing.get() /> }),
        _ => Either::Right(view! { <Shown found form=form.get() typing=typing.get() /> }),
    };
    view! {
        <section class="search" class:with-keyboard=move || typing.get() aria-labelledby="search-title">
            <h1 id="search-title" class="visually-hidden">{t.title}</h1>
            {move || typing.get().then(|| view! { <Field looking /> })}
            <div class="found" class:unseen=move || form.get() == Form::Number>
                {move || found.get().map(what)}
                {move || begins.get().map(|columns| view! { <Fresh columns /> })}
            </div>
            {move || Some(if typing.get() {
                Either::Left(view! {
                    <Keyboard typed=looking.typed on_done=move || typing.set(false) />
                })
            } else {
                Either::Right(view! { <Foot looking found form /> })
            })}
        </section>
    }
}

fn is_blank(looking: Looking) -> bool {
    looking.typed.text().with(|typed| typed.trim().is_empty())
}

/// What is found for what is typed; nothing while nothing is. Keys are given time to rest. Whoever
/// presses "find" or turns the page is not: what stood there until then is not what they look for,
/// and might be pressed for it.
fn follow(looking: Looking, form: Memo<Form>) -> RwSignal<Option<Found>> {
    let found = RwSignal::new(None);
    let visit = expect_context::<Visit>();
    let resting = StoredValue::new(None::<SendWrapper<Timeout>>);
    let text = looking.typed.text();
    // What is typed anew begins on its first page.
    Effect::watch(
        move || text.get(),
        move |_, _, _| {
            if looking.page.get_untracked() != 1 {
                looking.page.set(1);
            }
        },
        false,
    );
    Effect::new(move |before: Option<String>| {
        let (typed, page, at_once) = (text.get(), looking.page.get(), form.get().at_once());
        let rests = looking.typing.get() && before.as_ref() != Some(&typed);
        resting.set_value(None);
        if typed.trim().is_empty() {
            found.set(None);
            return typed;
        }
        let now = typed.clone();
        let (api, shown) = (visit.api.clone(), visit.shown());
        let ask = move || {
            spawn_local(async move {
                let first = (page.max(1) as usize - 1) * at_once;
                let answer = look(api, shown, &typed, first, at_once).await;
                let is_asked = text.try_get_untracked() == Some(typed);
                if let (true, Ok(answer)) = (is_asked, answer) {
                    let _ = found.try_set(Some(answer));
                }
            });
        };
        match rests {
            true => resting.set_value(Some(SendWrapper::new(Timeout::new(REST_MS, ask)))),
            false => ask(),
        }
        now
    });
    found
}

/// So many of what is found, from the `first` on. They may lie on two pages of the shop's list.
async fn look(
    api: Arc<dyn StorefrontApi>,
    shown: Localization,
    typed: &str,
    first: usize,
    at_once: usize,
) -> Result<Found, ApiError> {
    let ask = |page| {
        let query = ListingQuery {
            page,
            ..ListingQuery::default()
        };
        api.search(shown, typed.to_owned(), query)
    };
    let page = u32::try_from(first / ListingQuery::PAGE_SIZE + 1).unwrap_or(u32::MAX);
    let answer = ask(page).await?;
    let before = first % ListingQuery::PAGE_SIZE;
    let cards = answer.listing.products.into_iter().skip(before);
    let mut cards: Vec<_> = cards.take(at_once).collect();
    if cards.len() < at_once && page < answer.listing.pages {
        let next = ask(page + 1).await?.listing.products;
        let missing = at_once - cards.len();
        cards.extend(next.into_iter().take(missing));
    }
    Ok(Found {
        typed: answer.typed,
        read_as: answer.read_as,
        total: answer.listing.total,
        cards,
        instead: answer.instead,
    })
}

/// Without a name and outside of a form no browser keeps what is typed there.
#[component]
fn Field(looking: Looking) -> impl IntoView {
    let t = Words::of(locale());
    let typed = looking.typed;
    let field = NodeRef::<Input>::new();
    let keys = window_event_listener(leptos::ev::keydown, move |event| {
        if let Some(field) = field.get_untracked() {
            lead_to(&field, &event);
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <input
            node_ref=field
            class="typed-text"
            type="text"
            inputmode="none"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength=Typed::MOST
            aria-label=t.title
            placeholder=t.placeholder
            data-testid="typed"
            prop:value=move || typed.text().get()
            on:input=move |event| typed.replace(&event_target_value(&event))
            on:keydown=move |event| {
                if event.key() == "Enter" && !event.is_composing() {
                    event.prevent_default();
                    looking.typing.set(false);
                }
            }
        />
    }
}

/// A key that types goes into the field, wherever the focus is.
fn lead_to(field: &HtmlInputElement, event: &KeyboardEvent) {
    let key = event.key();
    let types = key == "Process" || key.chars().count() == 1 && key != " ";
    let held = event.ctrl_key() || event.alt_key() || event.meta_key();
    if types && !held && !event.default_prevented() {
        let _ = field.focus();
    }
}

/// What can be done with what was found.
#[component]
fn Foot(looking: Looking, found: RwSignal<Option<Found>>, form: Memo<Form>) -> impl IntoView {
    let t = Words::of(locale());
    let total = move || found.with(|found| found.as_ref().map_or(0, |found| found.total));
    let pages = Signal::derive(move || pages_of(total() as usize, form.get().at_once()));
    view! {
        <div class="search-foot">
            <Press
                label=t.again.to_owned()
                symbol=Symbol::Search
                name="type-again"
                on_press=move || looking.typing.set(true)
            />
            <Turning page=looking.page pages turn=move |page| looking.page.set(page) />
        </div>
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "상품 찾기" / "Find a product";
    placeholder: "이름이나 초성을 눌러 주세요" / "Type a name";
    again: "다시 입력" / "Type again";
}
}
