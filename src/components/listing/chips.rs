//! What is chosen, each to be taken away with one tap.

use super::Place;
use crate::components::icon::{Glyph, Icon};
use crate::i18n::{self, currency, locale, words};
use baguni_api::ListingPage;
use baguni_commerce::{ListingQuery, Money, PriceRange};
use leptos::prelude::*;

#[component]
pub fn Chips(place: Place, query: ListingQuery, listing: ListingPage) -> impl IntoView {
    let t = words();
    let chips = chips(&query, &listing);
    let cleared = ListingQuery {
        sort: query.sort,
        page: 1,
        ..ListingQuery::default()
    };
    (!chips.is_empty()).then(|| {
        let chips = chips.into_iter().map(|(name, without)| {
            let label = i18n::remove_filter(locale(), &name);
            view! {
                <li>
                    <a class="chip" href=place.address(&without) data-noscroll="" aria-label=label>
                        {name}
                        <Icon glyph=Glyph::Close />
                    </a>
                </li>
            }
        });
        view! {
            <ul class="chips" role="list">
                {chips.collect_view()}
                <li>
                    <a class="clear" href=place.address(&cleared) data-noscroll="">
                        {t.clear_all}
                    </a>
                </li>
            </ul>
        }
    })
}

/// The name of each choice and the query without it.
fn chips(query: &ListingQuery, listing: &ListingPage) -> Vec<(String, ListingQuery)> {
    let t = words();
    let first = ListingQuery {
        page: 1,
        ..query.clone()
    };
    let mut chips = Vec::new();
    for facet in &listing.facets {
        for choice in facet.choices.iter().filter(|choice| choice.selected) {
            chips.push((choice.name.clone(), first.toggled(&facet.key, &choice.key)));
        }
    }
    if let Some(store) = &query.at {
        let named = listing
            .stores
            .iter()
            .find(|(link, _)| link.handle == *store);
        let name = named.map_or_else(|| store.to_string(), |(link, _)| link.name.clone());
        chips.push((
            name,
            ListingQuery {
                at: None,
                ..first.clone()
            },
        ));
    }
    if query.in_stock {
        chips.push((
            t.in_stock_only.to_owned(),
            ListingQuery {
                in_stock: false,
                ..first.clone()
            },
        ));
    }
    if query.on_sale {
        chips.push((
            t.on_sale_only.to_owned(),
            ListingQuery {
                on_sale: false,
                ..first.clone()
            },
        ));
    }
    if query.price != PriceRange::default() {
        let without = ListingQuery {
            price: PriceRange::default(),
            ..first
        };
        chips.push((price_range(query.price), without));
    }
    chips
}

fn price_range(range: PriceRange) -> String {
    let amount = |units: Option<u32>| {
        units
            .map(|units| {
                let minor = i64::from(units) * currency().minor_per_unit();
                Money::new(minor, currency()).display(locale())
            })
            .unwrap_or_default()
    };
    format!("{}–{}", amount(range.min), amount(range.max))
}
