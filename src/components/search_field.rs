//! The search field with what it offers while typing. Without scripts it is a plain form.

use crate::components::icon::{Glyph, Icon};
use crate::components::picture::Picture;
use crate::i18n::{href, locale, words};
use crate::visit::Visit;
use baguni_api::paths::query_value;
use baguni_api::{ProductCard, Suggestions};
use baguni_commerce::cart::percent_encode;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use send_wrapper::SendWrapper;

/// How long typing must rest before the shop is asked, in milliseconds.
const REST_MS: u32 = 120;

/// The field's own state: what is typed, what is offered, and whether the offers are open.
#[derive(Clone, Copy)]
struct Field {
    typed: RwSignal<String>,
    offers: RwSignal<Suggestions>,
    open: RwSignal<bool>,
    resting: StoredValue<Option<SendWrapper<Timeout>>>,
}

impl Field {
    fn new() -> Self {
        Self {
            typed: RwSignal::new(String::new()),
            offers: RwSignal::default(),
            open: RwSignal::new(false),
            resting: StoredValue::new(None),
        }
    }

    /// Asks for offers once typing rests; an answer that comes after more was typed is dropped.
    fn type_in(self, text: String, visit: &Visit) {
        self.typed.set(text.clone());
        self.open.set(true);
        let (api, shown) = (visit.api.clone(), visit.shown());
        let ask = move || {
            spawn_local(async move {
                let offered = api.suggest(shown, text.clone()).await.unwrap_or_default();
                if self
                    .typed
                    .try_get_untracked()
                    .is_some_and(|now| now == text)
                {
                    self.offers.set(offered);
                }
            });
        };
        self.resting
            .set_value(Some(SendWrapper::new(Timeout::new(REST_MS, ask))));
    }

    fn is_offering(self) -> bool {
        self.open.get() && self.offers.with(|offers| *offers != Suggestions::default())
    }
}

#[component]
pub fn SearchField() -> impl IntoView {
    let t = words();
    let visit = expect_context::<Visit>();
    let field = Field::new();
    let asked = use_location().search;
    // The field keeps what was searched for, also when the shopper comes back to it.
    Effect::new(move || {
        field
            .typed
            .set(query_value(&asked.get(), "q").unwrap_or_default());
    });
    let (navigate, language) = (use_navigate(), locale());
    let search = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        field.open.set(false);
        let path = format!(
            "/search?q={}",
            percent_encode(field.typed.get_untracked().trim())
        );
        navigate(&language.href(&path), NavigateOptions::default());
    };
    let first = query_value(&asked.get_untracked(), "q");
    view! {
        <search class="search-field" on:focusout=move |event| close_when_left(field, &event)>
            <form action=href("/search") method="get" on:submit=search>
                <Icon glyph=Glyph::Search />
                <input
                    type="search"
                    name="q"
                    value=first
                    prop:value=move || field.typed.get()
                    placeholder=t.search_placeholder
                    aria-label=t.search
                    autocomplete="off"
                    maxlength="200"
                    on:input=move |event| field.type_in(event_target_value(&event), &visit)
                    on:focus=move |_| field.open.set(true)
                    on:keydown=move |event| {
                        // A browser's own Escape would empty the field.
                        if event.key() == "Escape" && field.open.get_untracked() {
                            event.prevent_default();
                            field.open.set(false);
                        }
                    }
                />
            </form>
            {move || field.is_offering().then(|| view! { <Offers field /> })}
        </search>
    }
}

/// Closes the offers when the focus leaves the field and them.
fn close_when_left(field: Field, event: &web_sys::FocusEvent) {
    use wasm_bindgen::JsCast;
    let within = event
        .current_target()
        .zip(event.related_target())
        .and_then(|(around, to)| {
            let around: web_sys::Node = around.dyn_into().ok()?;
            Some(around.contains(to.dyn_ref()))
        })
        .unwrap_or(false);
    if !within {
        field.open.set(false);
    }
}

#[component]
fn Offers(field: Field) -> impl IntoView {
    let t = words();
    let close = move |_| field.open.set(false);
    let offers = move || field.offers.get();
    let searches = move || {
        offers()
            .queries
            .into_iter()
            .map(|query| {
                let address = href(&format!("/search?q={}", percent_encode(&query)));
                view! { <li><a href=address><Icon glyph=Glyph::Search />{query}</a></li> }
            })
            .collect_view()
    };
    let collections = move || {
        offers()
            .collections
            .into_iter()
            .map(|link| {
                let address = href(&format!("/collections/{}", link.handle));
                view! { <li><a href=address><Icon glyph=Glyph::Leaf />{link.title}</a></li> }
            })
            .collect_view()
    };
    let products = move || {
        offers()
            .products
            .into_iter()
            .map(|card| view! { <OfferedProduct card /> })
            .collect_view()
    };
    view! {
        <div class="offers" role="group" aria-label=t.suggestions on:click=close>
            <ul role="list" class="words">{searches}{collections}</ul>
            <ul role="list" class="products">{products}</ul>
        </div>
    }
}

#[component]
fn OfferedProduct(card: ProductCard) -> impl IntoView {
    let address = href(&format!("/products/{}", card.handle));
    let price = card.price.amount.display(locale());
    view! {
        <li>
            <a href=address>
                <Picture picture=card.picture sizes="4rem" decorative=true />
                <span class="title">{card.title}</span>
                <span class="amount">{price}</span>
            </a>
        </li>
    }
}
