//! At which store: each with whether it has everything, and when.

use super::way::{told, ways_of_cart};
use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Press, Room, Symbol, Turning, catalogue, pages_of, shown_now};
use crate::kiosk::screen::Screen;
use baguni_api::kiosk::KioskWay;
use baguni_api::storefront::StoreWay;
use leptos::prelude::*;

/// With turning there are seven.
const AT_ONCE: usize = 6;

#[component]
pub fn Stores() -> impl IntoView {
    let t = Words::of(locale());
    let ways = ways_of_cart();
    let stores = Memo::new(move |_| ways.get().map(|ways| ways.stores).unwrap_or_default());
    let at_once = Memo::new(|_| {
        let (columns, rows) = Room::here().grid(11.8, 3.5, 4.6);
        (columns.min(2) * rows).min(AT_ONCE)
    });
    let turned = RwSignal::new(1);
    let pages = Memo::new(move |_| pages_of(stores.with(Vec::len), at_once.get()));
    let now = Memo::new(move |_| turned.get().min(pages.get()));
    let shown = move || {
        let shown = stores.with(|stores| shown_now(stores, at_once.get(), now.get()));
        shown
            .into_iter()
            .map(|way| view! { <Store way /> })
            .collect_view()
    };
    view! {
        <section class="stores-screen" aria-labelledby="title">
            <h1 id="title">{t.title}</h1>
            <div class="ways">{shown}</div>
            <Turning page=now pages turn=move |to| turned.set(to) />
        </section>
    }
}

#[component]
fn Store(way: StoreWay) -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let is_here = untrack(catalogue::this_store).as_ref() == Some(&way.store.handle);
    let promised = told(locale(), &way);
    let note = Some(match (is_here, way.is_there()) {
        (true, _) => format!("{} · {promised}", t.here),
        (false, true) => format!("{} · {promised}", t.there),
        (false, false) => promised,
    });
    let cannot = way.promise.is_none();
    let next = Screen::Pay(KioskWay::Store(way.store.handle));
    view! {
        <Press
            label=way.store.name
            note
            symbol=Symbol::Store
            name="store"
            disabled=Signal::derive(move || cannot)
            on_press=move || kiosk.go(next.clone())
        />
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "받을 매장을 고르세요" / "At which store?";
    here: "여기" / "Here";
    there: "있어요" / "There";
}
}
