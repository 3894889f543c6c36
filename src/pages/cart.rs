//! `/cart`: what is in the cart, what it costs, and what is saved for later.

use crate::components::cart_lines::CartLine;
use crate::components::cart_summary::CartSummary;
use crate::components::head::PageHead;
use crate::components::saved_lines::SavedLines;
use crate::components::sync_sign::SyncSign;
use crate::i18n::{self, currency, href, locale, words};
use crate::shopper::Shopper;
use baguni_api::Lines as Known;
use baguni_api::forms::{self, Problem};
use baguni_api::paths::query_value;
use baguni_commerce::quote::quote;
use baguni_commerce::{CartLines, Quantity, Quote, Sku};
use baguni_replica::List;
use leptos::either::{Either, EitherOf3};
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn CartPage(
    /// What the shop was asked about, and what it knows of it.
    asked: Vec<Sku>,
    known: Known,
) -> impl IntoView {
    let t = words();
    view! {
        <PageHead
            title=t.cart.to_owned()
            description=t.shop_description.to_owned()
            path="/cart".to_owned()
            unlisted=true
        />
        <div class="page cart-page">
            <header class="page-head">
                <h1>{t.cart}</h1>
                <SyncSign />
            </header>
            <ProblemLine />
            <Lines asked known=known.clone() />
            <SavedLines known=known.lines />
        </div>
    }
}

/// What was wrong with the form that led here.
#[component]
pub fn ProblemLine() -> impl IntoView {
    let problem = query_value(&use_location().search.get_untracked(), forms::PROBLEM)
        .and_then(|code| Problem::from_code(&code));
    problem.map(|problem| {
        view! { <p class="warning" role="alert">{i18n::problem(locale(), problem)}</p> }
    })
}

#[component]
fn Lines(asked: Vec<Sku>, known: Known) -> impl IntoView {
    let cart = Shopper::here().cart();
    move || {
        let lines = cart.get();
        if lines.is_empty() {
            return Either::Left(view! { <Empty /> });
        }
        let mut waits = false;
        let drawn = lines.iter().map(|(sku, quantity)| {
            match known.lines.iter().find(|line| line.sku == *sku).cloned() {
                Some(line) => EitherOf3::A(view! { <CartLine line quantity /> }),
                None if asked.contains(sku) => {
                    EitherOf3::B(view! { <UnknownLine sku=sku.clone() /> })
                }
                // The shop is being asked about it, or does not answer just now.
                None => {
                    waits = true;
                    EitherOf3::C(view! { <WaitingLine sku=sku.clone() quantity /> })
                }
            }
        });
        let drawn = drawn.collect_view();
        let quote = (!waits).then(|| costs(&lines, &known));
        Either::Right(view! {
            <div class="cart-columns">
                <ul class="cart-lines" role="list">{drawn}</ul>
                <CartSummary quote />
            </div>
        })
    }
}

/// What can be bought and what it costs now, reckoned here: it needs no network.
pub fn costs(lines: &CartLines, known: &Known) -> Quote {
    let bought = lines.iter().filter_map(|(sku, quantity)| {
        let mut known = known.lines.iter();
        let line = known.find(|line| line.sku == *sku && line.sellable)?;
        Some((line, quantity))
    });
    quote(&known.terms.request(currency(), bought))
}

/// A line whose variant the shop no longer has.
#[component]
fn UnknownLine(sku: Sku) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let seen = shopper.seen(&[List::Cart], Some(&sku));
    let gone = sku.clone();
    let remove = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        shopper.remove(List::Cart, &gone, gone.to_string());
    };
    view! {
        <li class="cart-line unknown" data-testid="cart-line" data-sku=sku.to_string()>
            <p class="warning">{t.line_unknown}" ("{sku.to_string()}")"</p>
            <form method="post" action=forms::CHANGE_LINE on:submit=remove>
                <input type="hidden" name="sku" value=sku.to_string() />
                <input type="hidden" name="seen" value=seen />
                <button class="link-button" name="to" value="0" data-testid="remove">
                    {t.remove}
                </button>
            </form>
        </li>
    }
}

/// A line of which no more is known yet than that it is there.
#[component]
fn WaitingLine(sku: Sku, quantity: Quantity) -> impl IntoView {
    view! {
        <li class="cart-line unknown" data-testid="cart-line" data-sku=sku.to_string()>
            <p class="chosen">{words().line_waiting}</p>
            <p class="amounts">{i18n::pieces(locale(), quantity.get())}</p>
        </li>
    }
}

#[component]
fn Empty() -> impl IntoView {
    let t = words();
    view! {
        <div class="empty">
            <h2>{t.cart_empty}</h2>
            <p>{t.cart_empty_text}</p>
            <a class="button" href=href("/")>{t.keep_shopping}</a>
        </div>
    }
}
