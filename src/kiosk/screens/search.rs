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
use baguni_commerce::{ListingQuery, Locale, Localization};
use gloo::timers::callback::Timeout;
use leptos::either::{Either, EitherOf3};
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
    let what = move |found: Found| match found.total {
        0 => Either::Left(view! { <Nothing found form=form.get() typing=typing.get() /> }),
        _ => Either::Right(view! { <Shown found form=form.get() typing=typing.get() /> }),
    };
    view! {
        <section class="search" class:with-keyboard=move || typing.get() aria-labelledby="search-title">
            <h1 id="search-title" class="visually-hidden">{t.title}</h1>
            {move || typing.get().then(|| view! { <Field looking /> })}
            <div class="found" class:unseen=move || form.get() == Form::Number>{move || found.get().map(what)}</div>
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

/// What is found for what is typed; nothing while nothing is.
fn follow(looking: Looking, form: Memo<Form>) -> RwSignal<Option<Found>> {
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
        let (typed, page, at_once) = (text.get(), looking.page.get(), form.get().at_once());
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
fn Shown(found: Found, form: Form, typing: bool) -> impl IntoView {
    let mended = !typing && found.read_as.is_some();
    let told = told(&found, mended);
    let heard = untrack(Room::here).lies() && !mended;
    let shown = match form {
        Form::Cards(columns, _) => EitherOf3::A(view! { <Cards cards=found.cards columns /> }),
        Form::Names => EitherOf3::B(view! { <Names cards=found.cards side_by_side=true /> }),
        Form::Number => EitherOf3::C(()),
    };
    view! {
        <p class:visually-hidden=heard role="status" data-testid="found-count">{told}</p>
        {shown}
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

/// What somebody can do who has found nothing.
#[component]
fn Nothing(found: Found, form: Form, typing: bool) -> impl IntoView {
    let t = Words::of(locale());
    let kiosk = Kiosk::here();
    let cards: Vec<_> = found.instead.into_iter().take(3).collect();
    let instead = match form {
        Form::Cards(columns, _) if untrack(Room::here).high >= HIGH => {
            Some(Either::Left(view! { <Cards cards columns /> }))
        }
        _ if typing => None,
        _ => Some(Either::Right(view! { <Names cards side_by_side=false /> })),
    };
    let ask = (form != Form::Number).then(|| {
        let call = move || kiosk.go(Screen::CallStaff);
        view! { <Press label=t.ask.to_owned() symbol=Symbol::Bell name="ask-staff" on_press=call /> }
    });
    view! {
        <div
            class="nothing"
            class:visually-hidden=form == Form::Number
            data-testid="nothing-found"
        >
            <p role="status"><strong>{t.nothing}</strong>" "<span>{t.nothing_text}</span></p>
            {ask}
        </div>
        {instead.map(|instead| view! {
            <p>{t.instead}</p>
            {instead}
        })}
    }
}

#[component]
fn Cards(cards: Vec<ProductCard>, columns: usize) -> impl IntoView {
    let cards = cards.into_iter().map(|card| {
        let open = opens(&card);
        view! { <Goods card on_press=open /> }
    });
    view! { <ul class="shelf" role="list" data-columns=columns>{cards.collect_view()}</ul> }
}

/// `side_by_side` is one line: as many as fit into it whole, and the best at least.
#[component]
fn Names(cards: Vec<ProductCard>, side_by_side: bool) -> impl IntoView {
    let half = untrack(Room::here).wide / 2.0 - BESIDE_NAME;
    let fit = cards.iter().all(|card| letters(&card.title) <= half);
    let shown = if side_by_side && !fit { 1 } else { cards.len() };
    let columns = if side_by_side && fit { "2" } else { "1" };
    let names = cards.into_iter().take(shown).map(|card| {
        let open = opens(&card);
        view! { <li><Press label=card.title name="product" on_press=open /></li> }
    });
    view! { <ul class="names" role="list" data-columns=columns>{names.collect_view()}</ul> }
}

/// What stands beside a name in its button and between two of them, in letters.
const BESIDE_NAME: f64 = 1.5;

/// About how wide a text is: a letter of Hangul is one, and others are narrower.
fn letters(text: &str) -> f64 {
    text.chars()
        .map(|c| if c.is_ascii() { 0.58 } else { 1.0 })
        .sum()
}

fn opens(card: &ProductCard) -> impl Fn() + use<> {
    let (kiosk, handle) = (Kiosk::here(), card.handle.clone());
    move || {
        kiosk.go(Screen::Product {
            handle: handle.clone(),
            sku: None,
        });
    }
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
