//! Looking for a product by name, by its initials or by its code: what is found is shown while
//! somebody types, out of the catalogue on the device.

use crate::i18n::{self, locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::keyboard::{Keyboard, Typed};
use crate::kiosk::parts::goods::{Goods, shelf};
use crate::kiosk::parts::{Press, Room, Symbol, Turning, pages_of};
use crate::kiosk::screen::Screen;
use crate::visit::Visit;
use baguni_api::{ApiError, ProductCard, StorefrontApi};
use baguni_commerce::{Handle, ListingQuery, Locale, Localization};
use gloo::timers::callback::Timeout;
use leptos::either::Either;
use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use std::sync::Arc;
use web_sys::{HtmlInputElement, KeyboardEvent};

/// How long the keys must rest before it is looked for what they say, in milliseconds.
const REST_MS: u32 = 60;
/// Products at once: with the ways to turn and to type again there are seven choices.
const MOST_AT_ONCE: usize = 5;

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

    /// How many products there is room for.
    fn at_once(self) -> usize {
        let room = Room::here();
        match self.typing.get() {
            true if room.lies() => 2,
            true => 3,
            false => {
                let (columns, rows) = shelf(room);
                (columns * rows).min(MOST_AT_ONCE)
            }
        }
    }
}

#[component]
pub fn Search() -> impl IntoView {
    let t = Words::of(locale());
    let looking = expect_context::<Looking>();
    let at_once = Memo::new(move |_| looking.at_once());
    let found = follow(looking, at_once);
    let typing = looking.typing;
    let what = move |found: Found| match (found.total, typing.get()) {
        (0, _) => Either::Left(view! { <Nothing looking found /> }),
        (_, typing) => Either::Right(view! { <Shown found typing /> }),
    };
    view! {
        <section class="search" class:with-keyboard=move || typing.get() aria-labelledby="search-title">
            <h1 id="search-title" class="visually-hidden">{t.title}</h1>
            {move || typing.get().then(|| view! { <Field looking /> })}
            <div class="found">{move || found.get().map(what)}</div>
            {move || Some(if typing.get() {
                Either::Left(view! {
                    <Keyboard typed=looking.typed on_done=move || typing.set(false) />
                })
            } else {
                Either::Right(view! { <Foot looking found at_once /> })
            })}
        </section>
    }
}

/// What is found for what is typed; nothing while nothing is.
fn follow(looking: Looking, at_once: Memo<usize>) -> RwSignal<Option<Found>> {
    let found = RwSignal::new(None);
    let visit = expect_context::<Visit>();
    let resting = StoredValue::new(None::<SendWrapper<Timeout>>);
    let text = looking.typed.text();
    // What is typed anew begins on its first page.
    Effect::watch(
        move || text.get(),
        move |_, _, _| looking.page.set(1),
        false,
    );
    Effect::new(move || {
        let (typed, page, at_once) = (text.get(), looking.page.get(), at_once.get());
        if typed.trim().is_empty() {
            resting.set_value(None);
            return found.set(None);
        }
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
        resting.set_value(Some(SendWrapper::new(Timeout::new(REST_MS, ask))));
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

/// What was found.
#[component]
fn Shown(found: Found, typing: bool) -> impl IntoView {
    let names_only = typing && untrack(Room::here).lies();
    let mended = !typing && found.read_as.is_some();
    let told = told(&found, mended);
    view! {
        <p class="found-told" class:mended=mended role="status" data-testid="found-count">{told}</p>
        <Cards cards=found.cards names_only />
    }
}

/// What can be done with what was found.
#[component]
fn Foot(looking: Looking, found: RwSignal<Option<Found>>, at_once: Memo<usize>) -> impl IntoView {
    let t = Words::of(locale());
    let total = move || found.with(|found| found.as_ref().map_or(0, |found| found.total));
    let pages = Signal::derive(move || pages_of(total() as usize, at_once.get()));
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

/// What somebody can do who has found nothing.
#[component]
fn Nothing(looking: Looking, found: Found) -> impl IntoView {
    let t = Words::of(locale());
    let kiosk = Kiosk::here();
    let instead = StoredValue::new(found.instead);
    let lies = || Room::here().lies();
    let offered = move || {
        let cards = instead.get_value().into_iter().take(3).collect();
        view! {
            <p>{t.instead}</p>
            <Cards cards names_only=lies() />
        }
    };
    view! {
        <div class="nothing" data-testid="nothing-found">
            <p role="status"><strong>{t.nothing}</strong>" "<span>{t.nothing_text}</span></p>
            <Press
                label=t.ask.to_owned()
                symbol=Symbol::Bell
                name="ask-staff"
                on_press=move || kiosk.go(Screen::CallStaff)
            />
        </div>
        {move || (!looking.typing.get() || !lies()).then(offered)}
    }
}

/// Products to go to; their names alone where there is little room.
#[component]
fn Cards(cards: Vec<ProductCard>, names_only: bool) -> impl IntoView {
    let kiosk = Kiosk::here();
    let open = move |handle: Handle| kiosk.go(Screen::Product { handle, sku: None });
    let list = if names_only { "names" } else { "shelf" };
    let cards = cards.into_iter().map(move |card| {
        let handle = card.handle.clone();
        let open = move || open(handle.clone());
        if names_only {
            let name = view! { <Press label=card.title name="product" on_press=open /> };
            Either::Left(view! { <li>{name}</li> })
        } else {
            Either::Right(view! { <Goods card on_press=open /> })
        }
    });
    view! { <ul class=list role="list" data-columns="3">{cards.collect_view()}</ul> }
}

/// How many there are. What was understood instead is said once somebody has finished typing.
fn told(found: &Found, mended: bool) -> String {
    let total = found.total;
    let count = match (locale(), total) {
        (Locale::Ko, _) => format!("{total}개를 찾았어요."),
        (Locale::En, 1) => "1 product found.".to_owned(),
        (Locale::En, _) => format!("{total} products found."),
    };
    match found.read_as.as_ref().filter(|_| mended) {
        Some(read_as) => {
            let mended = i18n::read_as(locale(), &found.typed, read_as);
            format!("{mended} {count}")
        }
        None => count,
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "상품 찾기" / "Find a product";
    placeholder: "이름이나 초성을 눌러 주세요" / "Type a name";
    again: "다시 입력" / "Type again";
    nothing: "찾는 상품이 없어요." / "Nothing found.";
    nothing_text: "다른 말로 찾거나 직원에게 물어보세요." / "Try another word, or ask our staff.";
    instead: "이런 상품은 어떠세요?" / "How about one of these?";
    ask: "직원에게 물어보기" / "Ask our staff";
}
}
