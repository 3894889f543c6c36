//! A narrowed and ordered list: filters, chips, order, cards, pages. Every state of it is an
//! address, so that back, reload, a shared link and a browser without scripts all work.

mod chips;
mod filters;
mod pager;

use crate::components::product_card::ProductGrid;
use crate::i18n::{self, href, locale, words};
use baguni_api::ListingPage;
use baguni_commerce::cart::percent_encode;
use baguni_commerce::{ListingQuery, Sort};
use chips::Chips;
use filters::Filters;
use leptos::either::Either;
use leptos::prelude::*;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use pager::Pager;

/// Where a list lives: its path, and what is searched for in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// With the language's prefix.
    pub path: String,
    pub typed: Option<String>,
}

impl Place {
    pub fn new(path: &str, typed: Option<String>) -> Self {
        Self {
            path: href(path),
            typed,
        }
    }

    /// The address of the list under a query.
    pub fn address(&self, query: &ListingQuery) -> String {
        let asked = self
            .typed
            .as_ref()
            .map(|typed| format!("q={}", percent_encode(typed)));
        let query = Some(query.to_query_string()).filter(|query| !query.is_empty());
        let parts: Vec<String> = asked.into_iter().chain(query).collect();
        let joint = if parts.is_empty() { "" } else { "?" };
        format!("{}{joint}{}", self.path, parts.join("&"))
    }
}

#[component]
pub fn Listing(place: Place, query: ListingQuery, listing: ListingPage) -> impl IntoView {
    let t = words();
    let navigate = use_navigate();
    let target = place.clone();
    let go = Callback::new(move |query: ListingQuery| {
        let options = NavigateOptions {
            scroll: false,
            ..NavigateOptions::default()
        };
        navigate(&target.address(&query), options);
    });
    let empty = listing.products.is_empty();
    let cards = listing.products.clone();
    view! {
        <div class="listing">
            <Filters place=place.clone() query=query.clone() listing=listing.clone() go />
            <div class="results">
                <div class="toolbar">
                    <p class="total" role="status">
                        {i18n::products_count(locale(), listing.total)}
                    </p>
                    <SortForm place=place.clone() query=query.clone() go />
                </div>
                <Chips place=place.clone() query=query.clone() listing=listing.clone() />
                {if empty {
                    Either::Left(view! {
                        <div class="empty">
                            <h2>{t.nothing_matches}</h2>
                            <p>{t.nothing_matches_text}</p>
                        </div>
                    })
                } else {
                    Either::Right(view! {
                        <h2 class="visually-hidden">{t.products}</h2>
                        <ProductGrid cards first=4 />
                    })
                }}
                <Pager place query page=listing.page pages=listing.pages />
            </div>
        </div>
    }
}

#[component]
fn SortForm(place: Place, query: ListingQuery, go: Callback<ListingQuery>) -> impl IntoView {
    let t = words();
    let chosen = query.sort;
    let searching = place.typed.is_some();
    let options = Sort::ALL.map(|sort| {
        let name = i18n::sort_name(locale(), sort, searching);
        view! { <option value=sort.key() selected=sort == chosen>{name}</option> }
    });
    let hidden = hidden_fields(&place, &query, |key| key != "sort");
    let change = move |event| {
        let sort = Sort::from_key(&event_target_value(&event)).unwrap_or_default();
        go.run(ListingQuery {
            sort,
            page: 1,
            ..query.clone()
        });
    };
    view! {
        <form class="sort" method="get" action=place.path>
            {hidden}
            <label>
                <span class="visually-hidden">{t.sort}</span>
                <select name="sort" on:change=change>{options.into_iter().collect_view()}</select>
            </label>
            <button class="without-scripts button quiet" type="submit">{t.apply}</button>
        </form>
    }
}

/// What else is chosen, so that a form that changes one thing keeps the rest.
fn hidden_fields<F: Fn(&str) -> bool>(
    place: &Place,
    query: &ListingQuery,
    keep: F,
) -> impl IntoView + use<F> {
    let query = ListingQuery {
        page: 1,
        ..query.clone()
    };
    baguni_api::paths::query_pairs(&query.to_query_string())
        .into_iter()
        .chain(place.typed.clone().map(|typed| ("q".to_owned(), typed)))
        .filter(|(key, _)| keep(key))
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view()
}
