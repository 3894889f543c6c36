//! Where a variant is: my store, the other stores, the warehouse; and what is sold elsewhere goes
//! here too.

use crate::components::icon::{Glyph, Icon};
use crate::components::option_picker::Choice;
use crate::i18n::{self, href, locale, words};
use crate::visit::Visit;
use baguni_api::{LocationStock, paths};
use baguni_commerce::LocationKind;
use gloo::events::EventListener;
use leptos::either::Either;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use web_sys::EventSource;

/// Asks the shop again whenever it says that the stock is another. A tab in the background does not
/// listen: browsers keep few connections, and whatever it missed is told when it listens again.
fn follow(choice: Choice) {
    let visit = expect_context::<Visit>();
    let is_seen = RwSignal::new(true);
    Effect::new(move || {
        is_seen.set(!document().hidden());
        let turned = move |_: &_| is_seen.set(!document().hidden());
        let turned = EventListener::new(&document(), "visibilitychange", turned);
        StoredValue::new(SendWrapper::new(turned));
    });
    Effect::new(move || {
        let (page, visit) = (choice.page(), visit.clone());
        let path = paths::stock_events(&page.handle, page.stock_mark);
        let Some(events) = is_seen
            .get()
            .then(|| EventSource::new(&path).ok())
            .flatten()
        else {
            return;
        };
        let changed = EventListener::new(&events, "message", move |_| {
            let asked = visit.api.product(visit.shown(), page.handle.clone());
            spawn_local(async move {
                if let Ok(page) = asked.await {
                    choice.renew(page);
                }
            });
        });
        let following = SendWrapper::new((events, changed));
        on_cleanup(move || following.0.close());
    });
}

#[component]
pub fn StockList(choice: Choice) -> impl IntoView {
    let t = words();
    follow(choice);
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
