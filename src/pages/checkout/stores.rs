//! The stores at which a cart can be picked up: what each has of it, and when all of it is there.

use super::parts::{Choice, ProblemAt, Seen, described};
use super::phrases;
use super::seen::StoreSeen;
use super::words::checkout_words;
use crate::i18n::locale;
use leptos::prelude::*;

#[component]
pub fn Stores(seen: Seen, stores: Vec<StoreSeen>) -> impl IntoView {
    let t = checkout_words();
    let wrong = seen.problem_at("location").is_some();
    let lines = seen.lines.len();
    let now = seen.now;
    let chosen = seen.form.location.clone();
    let is_first = seen.is_first("location");
    let stores = stores.into_iter().enumerate().map(|(at, store)| {
        let id = match at {
            0 => "location".to_owned(),
            _ => format!("location-{}", store.handle),
        };
        let is_chosen = store.handle == chosen;
        view! { <Store id store lines now chosen=is_chosen autofocus=is_first && at == 0 /> }
    });
    view! {
        <fieldset aria-describedby=described("location", wrong, false)>
            <legend><h3>{t.store}</h3></legend>
            <ProblemAt seen=seen.clone() field="location" />
            <div class="choices stores">{stores.collect_view()}</div>
        </fieldset>
    }
}

#[component]
fn Store(
    id: String,
    store: StoreSeen,
    lines: usize,
    now: u64,
    chosen: bool,
    autofocus: bool,
) -> impl IntoView {
    let t = checkout_words();
    let at = locale();
    let ready = match store.ready {
        Some(promise) => promise.words(now).get(at).to_owned(),
        None => t.not_there.to_owned(),
    };
    let has = match (store.ready, store.has) {
        (None, 0) => String::new(),
        (_, 0) => t.none_here.to_owned(),
        (_, has) if has >= lines => t.all_here.to_owned(),
        (_, has) => phrases::lines_there(at, has, lines),
    };
    view! {
        <Choice
            name="location"
            id
            value=store.handle
            chosen
            autofocus
            disabled={store.ready.is_none() && !chosen}
            title=store.name
        >
            <strong class="ready">{ready}</strong>
            <span class="has">{has}</span>
            <span class="address">{store.address}</span>
        </Choice>
    }
}
