//! Where a variant is: my store, the other stores, the warehouse.

use crate::components::icon::{Glyph, Icon};
use crate::components::option_picker::Choice;
use crate::i18n::{self, href, locale, words};
use crate::visit::Visit;
use baguni_api::LocationStock;
use baguni_commerce::LocationKind;
use leptos::either::Either;
use leptos::prelude::*;

#[component]
pub fn StockList(choice: Choice) -> impl IntoView {
    let t = words();
    let mine = expect_context::<Visit>().seed.chosen_store;
    let here = move || {
        let mine = mine.clone();
        stock_of(choice)
            .into_iter()
            .find(|level| Some(&level.location.handle) == mine.as_ref())
    };
    let delivered = move || {
        let warehouse = |level: &&LocationStock| level.kind == LocationKind::Warehouse;
        stock_of(choice)
            .iter()
            .filter(warehouse)
            .map(|level| level.available)
            .sum::<u32>()
    };
    view! {
        <section class="stock" aria-labelledby="stock">
            <h2 id="stock" class="visually-hidden">{t.stock}</h2>
            <div class="place">
                <Icon glyph=Glyph::Truck />
                <h3>{t.stock_warehouse}</h3>
                <p>{move || i18n::stock_left(locale(), delivered())}</p>
            </div>
            <div class="place" data-testid="stock-here">
                <Icon glyph=Glyph::Pin />
                {move || match here() {
                    Some(level) => Either::Left(view! {
                        <h3>{t.stock_here}" · "{level.location.name.clone()}</h3>
                        <p>{i18n::stock_left(locale(), level.available)}</p>
                    }),
                    None => Either::Right(view! {
                        <h3>{t.stock_here}</h3>
                        <p><a href=href("/stores")>{t.choose_store}</a></p>
                    }),
                }}
            </div>
            <StoreLevels choice />
        </section>
    }
}

#[component]
fn StoreLevels(choice: Choice) -> impl IntoView {
    let t = words();
    let in_stores = move || {
        let mut levels = stock_of(choice);
        levels.retain(|level| level.kind == LocationKind::Store);
        levels
    };
    let summary = move || match in_stores()
        .iter()
        .filter(|level| level.available > 0)
        .count()
    {
        0 => t.no_store_has_it.to_owned(),
        n => i18n::stores_have_it(locale(), n),
    };
    let lines = move || {
        in_stores()
            .into_iter()
            .map(|level| {
                let address = href(&format!("/stores/{}", level.location.handle));
                view! {
                    <li class:none=level.available == 0>
                        <a href=address>{level.location.name}</a>
                        <span>{i18n::stock_left(locale(), level.available)}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <details class="store-levels">
            <summary>{t.stock_stores}<span>{summary}</span></summary>
            <ul role="list">{lines}</ul>
        </details>
    }
}

/// The levels of the chosen variant.
fn stock_of(choice: Choice) -> Vec<LocationStock> {
    choice
        .variant()
        .map(|variant| variant.stock)
        .unwrap_or_default()
}
