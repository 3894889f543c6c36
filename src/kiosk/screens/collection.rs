//! The products of a collection, a few at a time.

use crate::kiosk::Kiosk;
use crate::kiosk::parts::goods::{Goods, shelf};
use crate::kiosk::parts::{Backdrop, Room, Turning, answered, asked, first, pages_of};
use crate::kiosk::screen::Screen;
use crate::visit::Visit;
use baguni_api::{CollectionPage, ProductCard};
use baguni_commerce::{Handle, ListingQuery};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeMap;

/// How many products a page of the shop's lists has (`api::storefront`).
const LISTED: u32 = ListingQuery::PAGE_SIZE as u32;

#[component]
pub fn Collection(
    handle: Handle,
    /// From 1.
    page: u32,
) -> impl IntoView {
    let asks = handle.clone();
    let first_page = asked(move |visit| {
        let query = ListingQuery {
            page: 1,
            ..ListingQuery::default()
        };
        visit.api.collection(visit.shown(), asks.clone(), query)
    });
    let drawn = answered(first(first_page), move |told| {
        Backdrop::show(told.collection.picture.clone());
        view! { <Shelf handle=handle.clone() told page /> }
    });
    view! { <section class="listing collection" aria-labelledby="title">{drawn}</section> }
}

/// What is known of the list so far: pages of the shop hold more than one of this screen's.
#[derive(Clone, Copy)]
struct Known {
    handle: StoredValue<Handle>,
    pages: RwSignal<BTreeMap<u32, Vec<ProductCard>>>,
}

impl Known {
    /// The card at a place from 0, where it is known.
    fn card(self, at: u32) -> Option<ProductCard> {
        self.pages.with(|pages| {
            let page = pages.get(&(at / LISTED + 1))?;
            page.get((at % LISTED) as usize).cloned()
        })
    }

    /// Asks for the page of the shop that holds this place, unless it is there.
    fn want(self, at: u32, visit: Visit) {
        let page = at / LISTED + 1;
        if self.pages.with_untracked(|pages| pages.contains_key(&page)) {
            return;
        }
        let query = ListingQuery {
            page,
            ..ListingQuery::default()
        };
        let asked = visit
            .api
            .collection(visit.shown(), self.handle.get_value(), query);
        spawn_local(async move {
            if let Ok(told) = asked.await {
                let _ = self
                    .pages
                    .try_update(|pages| pages.insert(page, told.listing.products));
            }
        });
    }
}

#[component]
fn Shelf(handle: Handle, told: CollectionPage, page: u32) -> impl IntoView {
    let kiosk = Kiosk::here();
    let visit = expect_context::<Visit>();
    let (title, total) = (told.collection.link.title, told.listing.total);
    let known = Known {
        handle: StoredValue::new(handle.clone()),
        pages: RwSignal::new(BTreeMap::from([(1, told.listing.products)])),
    };
    let grid = Memo::new(|_| shelf(Room::here()));
    let at_once = move || grid.get().0 * grid.get().1;
    let pages = Memo::new(move |_| pages_of(total as usize, at_once()));
    let turned = RwSignal::new(page);
    let now = Memo::new(move |_| turned.get().min(pages.get()));
    let places = move || {
        let at_once = at_once() as u32;
        let from = (now.get() - 1) * at_once;
        from..(from + at_once).min(total)
    };
    Effect::new(move || places().for_each(|at| known.want(at, visit.clone())));
    let open = move |product: Screen| {
        // Back leads to the page that was open.
        let handle = known.handle.get_value();
        kiosk.replace(Screen::Collection {
            handle,
            page: now.get_untracked(),
        });
        kiosk.go(product);
    };
    let cards = move || {
        let known = places().filter_map(|at| known.card(at));
        known.map(|card| goods(card, open)).collect_view()
    };
    view! {
        <h1 id="title">{title}</h1>
        <ul class="shelf" role="list" data-columns=move || grid.get().0>{cards}</ul>
        <Turning page=now pages turn=move |to| turned.set(to) />
    }
}

fn goods(card: ProductCard, open: impl Fn(Screen) + 'static) -> impl IntoView {
    let product = Screen::Product {
        handle: card.handle.clone(),
        sku: None,
    };
    view! { <Goods card on_press=move || open(product.clone()) /> }
}
