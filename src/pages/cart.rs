//! `/cart`: what is in the cart, what it costs, and what is saved for later.

use super::known::KnownLines;
use crate::answer::in_cart;
use crate::components::cart_lines::CartLine;
use crate::components::cart_summary::CartSummary;
use crate::components::head::PageHead;
use crate::components::saved_lines::SavedLines;
use crate::components::sync_sign::SyncSign;
use crate::components::unknown_line::UnknownLine;
use crate::i18n::{self, currency, href, locale, words};
use crate::shopper::Shopper;
use baguni_api::Lines as Known;
use baguni_api::forms::{self, Problem};
use baguni_api::paths::query_value;
use baguni_commerce::quote::quote;
use baguni_commerce::{CartLines, Quote, Sku};
use baguni_replica::List;
use leptos::either::Either;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

#[component]
pub fn CartPage() -> impl IntoView {
    let shopper = Shopper::here();
    KnownLines::here().follow(move || in_cart(shopper));
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
            <Lines />
            <SavedLines />
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
fn Lines() -> impl IntoView {
    let (cart, known) = (Shopper::here().cart(), KnownLines::here());
    let places = StoredValue::new(Vec::new());
    move || {
        let lines = cart.get();
        if lines.is_empty() {
            return Either::Left(view! { <Empty /> });
        }
        places.update_value(|places| keep_places(places, &lines));
        let mut waits = false;
        let place = |place: &Option<Sku>| {
            let sku = place.as_ref()?;
            let quantity = lines.quantity(sku)?;
            Some(match known.of(sku) {
                Ok(line) => Either::Left(view! { <CartLine line quantity /> }),
                Err(gone) => {
                    waits |= !gone;
                    let (list, sku) = (List::Cart, sku.clone());
                    Either::Right(view! { <UnknownLine list sku quantity gone name="cart-line" /> })
                }
            })
        };
        let drawn = places.with_value(|places| places.iter().map(place).collect_view());
        let quote = (!waits).then(|| known.lines().with(|known| costs(&lines, known)));
        Either::Right(view! {
            <div class="cart-columns">
                <ul class="cart-lines" role="list">{drawn}</ul>
                <CartSummary quote />
            </div>
        })
    }
}

/// Where each line is drawn. What is drawn in a place stays there, with the focus and with what is
/// being typed, whatever becomes of the lines before it; its place is empty when it is gone. Where
/// the order has become another, all are drawn anew.
fn keep_places(places: &mut Vec<Option<Sku>>, lines: &CartLines) {
    let there = |sku: &&Sku| lines.quantity(sku).is_some();
    let before: Vec<_> = places.iter().flatten().filter(there).cloned().collect();
    let mut now: Vec<_> = lines.iter().map(|(sku, _)| sku.clone()).collect();
    if now.starts_with(&before) {
        now.drain(..before.len());
    } else {
        places.fill(None);
    }
    places.extend(now.into_iter().map(Some));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_places() {
        let mut places = Vec::new();
        let mut check = |lines: &str, want: &str| {
            keep_places(&mut places, &lines.parse().unwrap());
            let code = |place: &Option<Sku>| place.as_ref().map_or("-".into(), Sku::to_string);
            assert_eq!(places.iter().map(code).collect::<String>(), want, "{lines}");
        };
        check("A:1,B:1,C:1", "ABC");
        check("A:1,B:7,C:1", "ABC");
        check("B:1,C:1", "ABC");
        check("B:1,C:1,D:1", "ABCD");
        check("A:1,B:1,C:1,D:1", "ABCD");
        check("D:1", "ABCD");
        check("D:1,B:1", "----DB");
        check("B:1", "----DB");
        check("C:1,B:1", "------CB");
    }
}
