//! The filters: one form of checkboxes. With scripts each tick goes at once; without, a button
//! sends them all.

use super::{Place, hidden_fields};
use crate::components::swatch::Dot;
use crate::i18n::{locale, words};
use baguni_api::{FacetGroup, ListingPage};
use baguni_commerce::ListingQuery;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};

#[component]
pub fn Filters(
    place: Place,
    query: ListingQuery,
    listing: ListingPage,
    go: Callback<ListingQuery>,
) -> impl IntoView {
    let t = words();
    let sort = query.sort;
    let hidden = hidden_fields(&place, &query, |key| matches!(key, "sort" | "q"));
    let read = move |event: &leptos::ev::Event| {
        if let Some(form) = form_of(event) {
            go.run(ListingQuery { sort, ..form });
        }
    };
    let open_groups = listing.facets.iter().map(|facet| facet.key.clone()).take(2);
    let open_groups: Vec<_> = open_groups.collect();
    let facets = listing.facets.iter().cloned().map(|facet| {
        let open =
            open_groups.contains(&facet.key) || facet.choices.iter().any(|choice| choice.selected);
        view! { <FacetFields facet open /> }
    });
    view! {
        <details class="filters">
            <summary class="button quiet">{t.filters}</summary>
            <form method="get" action=place.path on:change=move |event| read(&event)>
                {hidden}
                <AvailabilityFields query=query.clone() listing=listing.clone() />
                {facets.collect_view()}
                <PriceFields query listing=listing.clone() />
                <button class="without-scripts button" type="submit">{t.show_results}</button>
            </form>
        </details>
    }
}

#[component]
fn FacetFields(facet: FacetGroup, open: bool) -> impl IntoView {
    let key = facet.key;
    let choices = facet.choices.into_iter().map(|choice| {
        let none = choice.count == 0 && !choice.selected;
        view! {
            <label class="tick" class:none=none>
                <input
                    type="checkbox"
                    name=key.clone()
                    value=choice.key
                    checked=choice.selected
                    prop:checked=choice.selected
                />
                {choice.swatch.map(|color| view! { <Dot color /> })}
                <span class="name">{choice.name}</span>
                <span class="count">{choice.count}</span>
            </label>
        }
    });
    view! {
        <details class="facet" open=open>
            <summary>{facet.name}</summary>
            <div class="ticks">{choices.collect_view()}</div>
        </details>
    }
}

#[component]
fn AvailabilityFields(query: ListingQuery, listing: ListingPage) -> impl IntoView {
    let t = words();
    let stores = listing.stores.into_iter().map(|(store, count)| {
        let chosen = query.at.as_ref() == Some(&store.handle);
        view! {
            <option value=store.handle.to_string() selected=chosen>
                {format!("{} ({count})", store.name)}
            </option>
        }
    });
    let tick = |key: &'static str, name: &'static str, chosen: bool, count: u32| {
        view! {
            <label class="tick">
                <input type="checkbox" name=key value="1" checked=chosen prop:checked=chosen />
                <span class="name">{name}</span>
                <span class="count">{count}</span>
            </label>
        }
    };
    view! {
        <fieldset class="facet availability">
            <legend>{t.availability}</legend>
            {tick("stock", t.in_stock_only, query.in_stock, listing.in_stock)}
            {tick("sale", t.on_sale_only, query.on_sale, listing.on_sale)}
            <label class="at">
                <span>{t.available_at}</span>
                <select name="at">
                    <option value="" selected=query.at.is_none()>{t.any_store}</option>
                    {stores.collect_view()}
                </select>
            </label>
        </fieldset>
    }
}

#[component]
fn PriceFields(query: ListingQuery, listing: ListingPage) -> impl IntoView {
    let t = words();
    let currency = crate::i18n::currency();
    let bound = |bound: Option<u32>| bound.map(|bound| bound.to_string());
    let field = |name: &'static str, label: &'static str, value: Option<u32>, hint: Option<u32>| {
        view! {
            <input
                name=name
                inputmode="numeric"
                autocomplete="off"
                maxlength="9"
                value=bound(value)
                prop:value=bound(value).unwrap_or_default()
                placeholder=bound(hint)
                aria-label=label
            />
        }
    };
    let unit = baguni_commerce::Money::zero(currency)
        .display(locale())
        .replace(['0', '.'], "");
    view! {
        <fieldset class="facet price-range">
            <legend>{t.price}" "<span class="unit">{unit}</span></legend>
            {field("price-min", t.price_min, query.price.min, listing.price_bounds.min)}
            <span aria-hidden="true">"–"</span>
            {field("price-max", t.price_max, query.price.max, listing.price_bounds.max)}
        </fieldset>
    }
}

/// The query that the form around a changed field says.
fn form_of(event: &leptos::ev::Event) -> Option<ListingQuery> {
    let form = event
        .current_target()?
        .dyn_into::<web_sys::HtmlFormElement>()
        .ok()?;
    let fields = web_sys::FormData::new_with_form(&form).ok()?;
    let text = |value: JsValue| value.as_string().unwrap_or_default();
    let pairs: Vec<(String, String)> = js_sys::try_iter(&fields)
        .ok()??
        .flatten()
        .map(|pair| {
            let pair = js_sys::Array::from(&pair);
            (text(pair.get(0)), text(pair.get(1)))
        })
        .collect();
    Some(ListingQuery::from_pairs(
        pairs
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str())),
    ))
}
