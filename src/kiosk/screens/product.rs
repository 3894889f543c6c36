//! A product: what it is, where it is and when, and how it is had.

mod buying;
mod places;

use super::choose::Value;
use crate::components::option_picker::Choice;
use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::goods::Cost;
use crate::kiosk::parts::{Backdrop, Photo, Press, Symbol, answered, asked, first};
use crate::kiosk::screen::Screen;
use baguni_api::{ApiError, OptionChoice, Picture, ProductPage};
use baguni_commerce::{Handle, Sku};
use buying::Buying;
use leptos::either::Either;
use leptos::prelude::*;
use places::Places;
pub use places::when;

#[component]
pub fn Product(
    handle: Handle,
    /// The variant that was chosen or scanned.
    sku: Option<Sku>,
) -> impl IntoView {
    let page = asked(move |visit| visit.api.product(visit.shown(), handle.clone()));
    let drawn = answered(first(page), move |told| {
        let choice = Choice::new(&told, sku.as_ref().map(Sku::as_str));
        follow(choice, page);
        view! { <Drawn page=told choice /> }
    });
    view! { <section class="product" aria-labelledby="title">{drawn}</section> }
}

/// What is sold elsewhere goes here too.
fn follow(choice: Choice, page: ReadSignal<Option<Result<ProductPage, ApiError>>>) {
    Effect::new(move || {
        if let Some(Ok(page)) = page.get() {
            choice.renew(page);
        }
    });
}

#[component]
fn Drawn(page: ProductPage, choice: Choice) -> impl IntoView {
    let pictures = StoredValue::new(page.pictures);
    let picture = Memo::new(move |_| pictures.with_value(|all| shown(all, choice)));
    Effect::new(move || Backdrop::show(picture.get()));
    let cost = move || {
        choice
            .variant()
            .map(|variant| view! { <Cost price=variant.price /> })
    };
    view! {
        <div class="picture">{move || view! { <Photo picture=picture.get() told=true /> }}</div>
        <header class="what">
            <h1 id="title">{page.title.clone()}</h1>
            <p class="price">{cost}</p>
            <p class="summary">{page.summary}</p>
        </header>
        <Options options=page.options choice handle=page.handle.clone() />
        <Places choice />
        <Buying choice title=page.title />
        <MoreWays handle=page.handle />
    }
}

/// The picture of the chosen variant, else the first.
pub fn shown(all: &[Picture], choice: Choice) -> Option<Picture> {
    let at = choice.variant().and_then(|variant| variant.picture);
    let chosen = at.and_then(|at| all.get(usize::from(at)));
    chosen.or(all.first()).cloned()
}

/// All there is to choose, where it is little enough to stand here; else one button for each option.
#[component]
fn Options(options: Vec<OptionChoice>, choice: Choice, handle: Handle) -> impl IntoView {
    /// With these, and what can be done with a product, there are seven.
    const FEW: usize = 3;
    let all: usize = options.iter().map(|option| option.values.len()).sum();
    if all <= FEW && options.len() == 1 {
        let drawn = options.into_iter().enumerate().map(|(option, chosen)| {
            let values = (0..).zip(chosen.values).map(|(at, value)| {
                let choose = move |at| choice.choose(option, at);
                view! { <Value choice option at value choose /> }
            });
            view! { <div class="values" role="group" aria-label=chosen.name>{values.collect_view()}</div> }
        });
        return Either::Left(drawn.collect_view());
    }
    let drawn = options.into_iter().enumerate().map(|(option, chosen)| {
        view! { <OptionButton option chosen choice handle=handle.clone() /> }
    });
    let drawn = drawn.collect_view();
    Either::Right(view! { <div class="options">{drawn}</div> })
}

/// What is chosen of an option; pressed, its values are shown.
#[component]
fn OptionButton(
    option: usize,
    chosen: OptionChoice,
    choice: Choice,
    handle: Handle,
) -> impl IntoView {
    let kiosk = Kiosk::here();
    let names: Vec<String> = chosen.values.into_iter().map(|value| value.name).collect();
    let name = Signal::derive(move || {
        let variant = choice.variant()?;
        let at = variant.choices.get(option)?;
        Some(names.get(usize::from(*at))?.clone())
    });
    let open = move || {
        let Some(sku) = choice.variant().map(|variant| variant.sku) else {
            return;
        };
        // Back leads to the product as it is chosen now.
        let (handle, at) = (handle.clone(), u16::try_from(option).unwrap_or_default());
        kiosk.replace(Screen::Product {
            handle: handle.clone(),
            sku: Some(sku.clone()),
        });
        kiosk.go(Screen::Choose {
            handle,
            sku,
            option: at,
        });
    };
    view! {
        <Press label=chosen.name note=name symbol=Symbol::Menu name="option" on_press=open />
    }
}

/// To read more of it, and to ask somebody.
#[component]
fn MoreWays(handle: Handle) -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    view! {
        <div class="more-ways">
            <Press
                label=t.about.to_owned()
                symbol=Symbol::About
                name="about"
                on_press=move || kiosk.go(Screen::About(handle.clone()))
            />
            <Press
                label=t.ask.to_owned()
                symbol=Symbol::Bell
                name="ask-staff"
                on_press=move || kiosk.go(Screen::CallStaff)
            />
        </div>
    }
}

word_table! {
/// This screen's words in one language.
Words {
    about: "자세히" / "Details";
    ask: "직원에게 묻기" / "Ask staff";
}
}
