//! What was found, as it is drawn: [`Shown`], [`Nothing`], and [`Fresh`] before anything is typed.

use super::{Form, Found, HIGH};
use crate::i18n::{self, locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::goods::Goods;
use crate::kiosk::parts::{Press, Room, Symbol, asked};
use crate::kiosk::screen::Screen;
use baguni_api::ProductCard;
use baguni_commerce::Locale;
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;

/// What was found.
#[component]
pub fn Shown(found: Found, form: Form, typing: bool) -> impl IntoView {
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

/// What somebody can do who has found nothing.
#[component]
pub fn Nothing(found: Found, form: Form, typing: bool) -> impl IntoView {
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

/// What has come in last, as many as stand side by side.
#[component]
pub fn Fresh(columns: usize) -> impl IntoView {
    let home = asked(|visit| visit.api.home(visit.shown()));
    let cards = move || {
        home.with(|home| {
            let new = home.as_ref()?.as_ref().ok()?.new.cards.iter();
            let cards: Vec<_> = new.take(columns).cloned().collect();
            Some(view! { <Cards cards columns /> })
        })
    };
    view! {
        <p>{Words::of(locale()).fresh}</p>
        {cards}
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
/// The words of what was found in one language.
Words {
    fresh: "새로 들어온 상품" / "New in";
    nothing: "찾는 상품이 없어요." / "Nothing found.";
    nothing_text: "다른 말로 찾거나 직원에게 물어보세요." / "Try another word, or ask our staff.";
    instead: "이런 상품은 어떠세요?" / "How about one of these?";
    ask: "직원에게 물어보기" / "Ask our staff";
}
}
