//! Where shopping begins: the collections, a few at a time, and the ways past them.

use crate::i18n::{locale, products_count, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::goods::Tile;
use crate::kiosk::parts::{
    Backdrop, Press, Room, Symbol, Turning, answered, asked, pages_of, shown_now,
};
use crate::kiosk::screen::Screen;
use baguni_api::{CollectionFeature, HomePage};
use leptos::prelude::*;

/// With search, scan and turning there are seven things to choose from.
const AT_ONCE: usize = 4;

#[component]
pub fn Browse() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let home = asked(|visit| visit.api.home(visit.shown()));
    let page = RwSignal::new(1);
    view! {
        <section class="listing browse" aria-labelledby="title">
            <h1 id="title">{t.title}</h1>
            <div class="finding">
                <Press
                    label=t.search.to_owned()
                    symbol=Symbol::Search
                    name="search"
                    on_press=move || kiosk.go(Screen::Search)
                />
                <Press
                    label=t.scan.to_owned()
                    symbol=Symbol::Scan
                    name="scan"
                    on_press=move || kiosk.go(Screen::Scan)
                />
            </div>
            {answered(home, move |home| {
                Backdrop::show(home.editorial.as_ref().map(|edit| edit.picture.clone()));
                view! { <Tiles all=collections(home) page /> }
            })}
        </section>
    }
}

/// Those of the menu, then the others; what is empty is not offered.
fn collections(home: HomePage) -> Vec<CollectionFeature> {
    let all = home.features.into_iter().chain(home.more);
    all.filter(|feature| feature.products > 0).collect()
}

#[component]
fn Tiles(all: Vec<CollectionFeature>, page: RwSignal<u32>) -> impl IntoView {
    let kiosk = Kiosk::here();
    let grid = Memo::new(|_| {
        let room = Room::here();
        let (columns, rows) = room.grid(5.6, 5.6, 4.6);
        let columns = columns.min(if room.lies() { AT_ONCE } else { 2 });
        (columns, rows.min(AT_ONCE / columns))
    });
    let at_once = move || grid.get().0 * grid.get().1;
    let count = all.len();
    let pages = Memo::new(move |_| pages_of(count, at_once()));
    let now = Memo::new(move |_| page.get().min(pages.get()));
    let shown = move || {
        let tiles = shown_now(&all, at_once(), now.get())
            .into_iter()
            .map(|feature| {
                let handle = feature.link.handle.clone();
                let count = products_count(locale(), feature.products);
                let open = Screen::Collection {
                    handle: handle.clone(),
                    page: 1,
                };
                view! {
                    <Tile
                        picture=feature.picture
                        label=feature.link.title
                        note=count
                        handle=handle.to_string()
                        on_press=move || kiosk.go(open.clone())
                    />
                }
            });
        tiles.collect_view()
    };
    view! {
        <ul class="tiles" role="list" data-columns=move || grid.get().0>{shown}</ul>
        <Turning page=now pages turn=move |to| page.set(to) />
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "무엇을 찾으세요?" / "Browse";
    search: "검색" / "Search";
    scan: "바코드 찍기" / "Scan item";
}
}
