//! `/products/H`

use crate::components::breadcrumbs::Breadcrumbs;
use crate::components::gallery::Gallery;
use crate::components::head::{JsonLd, PageHead};
use crate::components::option_picker::{Choice, OptionPicker};
use crate::components::price::Price;
use crate::components::product_card::ProductGrid;
use crate::components::stock::StockList;
use crate::components::wish_button::WishButton;
use crate::i18n::{self, href, locale, words};
use crate::shopper::{Shopper, recent};
use crate::structured;
use crate::visit::Visit;
use baguni_api::forms::{self, Problem};
use baguni_api::paths::query_value;
use baguni_api::{ProductCard, ProductPage as Answer};
use baguni_commerce::{Handle, Quantity};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_location;

fn path_of(handle: &Handle) -> String {
    format!("/products/{handle}")
}

#[component]
pub fn Product(page: Answer) -> impl IntoView {
    let t = words();
    let visit = expect_context::<Visit>();
    let search = use_location().search.get_untracked();
    let choice = Choice::new(&page, query_value(&search, "sku").as_deref());
    let shown = Signal::derive(move || {
        choice
            .variant()
            .and_then(|variant| variant.picture)
            .map_or(0, usize::from)
    });
    let described = page.clone();
    let preview = page
        .pictures
        .first()
        .and_then(|picture| picture.preview.clone());
    view! {
        <PageHead
            title=page.title.clone()
            description=page.summary.clone()
            path=path_of(&page.handle)
            preview=preview.unwrap_or_default()
            kind="product"
        />
        <JsonLd make=move || structured::product(&visit, &described) />
        <div class="page product-page">
            <Breadcrumbs steps=steps(&page) />
            <div class="product">
                <Gallery pictures=page.pictures.clone() shown />
                <div class="buy">
                    <BuyBox page=page.clone() choice />
                    <About page=page.clone() choice />
                </div>
            </div>
            <Cards id="related" title=t.related cards=page.related />
            <RecentlyViewed handle=page.handle />
        </div>
    }
}

fn steps(page: &Answer) -> Vec<(String, Option<String>)> {
    page.collections
        .first()
        .map(|link| {
            (
                link.title.clone(),
                Some(format!("/collections/{}", link.handle)),
            )
        })
        .into_iter()
        .chain([(page.title.clone(), None)])
        .collect()
}

/// What it is and what it costs, and the form that puts it in the cart.
#[component]
fn BuyBox(page: Answer, choice: Choice) -> impl IntoView {
    let t = words();
    let problem = query_value(&use_location().search.get_untracked(), forms::PROBLEM)
        .and_then(|code| Problem::from_code(&code));
    let price = move || {
        choice
            .variant()
            .map(|variant| view! { <Price price=variant.price /> })
    };
    let heart = page.variants.first().map(|first| {
        let first = first.sku.clone();
        let sku = Signal::derive(move || {
            choice
                .variant()
                .map_or_else(|| first.clone(), |variant| variant.sku)
        });
        view! { <WishButton sku title=page.title.clone() /> }
    });
    let hint =
        move || (!choice.is_sellable()).then(|| view! { <p class="hint">{t.sold_out_text}</p> });
    view! {
        <header class="buy-head">
            <p class="vendor">{page.vendor.clone()}</p>
            <h1>{page.title.clone()}</h1>
            <p class="summary">{page.summary.clone()}</p>
            {price}
        </header>
        {problem.map(|problem| view! {
            <p class="warning" role="alert">{i18n::problem(locale(), problem)}</p>
        })}
        <BuyForm page choice />
        <div class="beside-form">{heart}</div>
        <p class="visually-hidden" role="status" data-testid="stock-said">
            {move || (!choice.is_sellable()).then_some(t.sold_out)}
        </p>
        {hint}
    }
}

/// Options, quantity and the button: one form, so that it all works without scripts.
#[component]
fn BuyForm(page: Answer, choice: Choice) -> impl IntoView {
    let shopper = Shopper::here();
    let count = NodeRef::<leptos::html::Input>::new();
    let (title, path) = (StoredValue::new(page.title), path_of(&page.handle));
    let sku = move || choice.variant().map(|variant| variant.sku);
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let typed = count
            .get_untracked()
            .map(|field| field.value())
            .unwrap_or_default();
        match (sku(), typed.parse::<Quantity>()) {
            (Some(sku), Ok(quantity)) => shopper.add(sku, quantity, title.get_value()),
            _ => shopper.complain(Problem::Quantity),
        }
    };
    view! {
        <form class="buy-form" method="post" action=forms::ADD_TO_CART on:submit=add>
            <input type="hidden" name="sku" value=move || sku().map(|sku| sku.to_string()) />
            <input type="hidden" name="next" value=href("/cart") />
            <input type="hidden" name="from" value=href(&path) />
            <OptionPicker choice options=page.options />
            <BuyBar choice count />
        </form>
    }
}

/// How many, and the button. On a phone it stays in reach of the thumb.
#[component]
fn BuyBar(choice: Choice, count: NodeRef<leptos::html::Input>) -> impl IntoView {
    let t = words();
    let sku = move || choice.variant().map(|variant| variant.sku.to_string());
    view! {
        <div class="buy-bar">
            <label class="count">
                <span>{t.quantity}</span>
                <input
                    name="quantity"
                    inputmode="numeric"
                    autocomplete="off"
                    maxlength="4"
                    value="1"
                    node_ref=count
                />
            </label>
            <button
                class="button wide"
                type="submit"
                data-testid="add-to-cart"
                data-sku=sku
                disabled=move || !choice.is_sellable()
            >
                {move || if choice.is_sellable() { t.add_to_cart } else { t.sold_out }}
            </button>
        </div>
    }
}

/// Where it is, what it is, and how it comes.
#[component]
fn About(page: Answer, choice: Choice) -> impl IntoView {
    let t = words();
    let facts = move || {
        choice.variant().map(|variant| view! {
            <dl class="facts">
                <div><dt>{t.sku}</dt><dd>{variant.sku.to_string()}</dd></div>
                {variant.barcode.map(|barcode| view! {
                    <div><dt>{t.barcode}</dt><dd>{barcode.to_string()}</dd></div>
                })}
                {(variant.weight_grams > 0).then(|| view! {
                    <div><dt>{t.weight}</dt><dd>{format!("{} g", variant.weight_grams)}</dd></div>
                })}
            </dl>
        })
    };
    let says_delivery = page.details.iter().any(|(title, _)| title == t.delivery);
    let details = page.details.into_iter().map(|(title, body)| {
        view! {
            <details>
                <summary>{title}</summary>
                <div class="prose" inner_html=body></div>
            </details>
        }
    });
    view! {
        <StockList choice />
        <div class="about">
            <details open=true>
                <summary>{t.description}</summary>
                <div class="prose" inner_html=page.description></div>
            </details>
            {details.collect_view()}
            {(!says_delivery).then(|| view! {
                <details>
                    <summary>{t.delivery}</summary>
                    <div class="prose"><p>{t.delivery_text}</p></div>
                </details>
            })}
            <details>
                <summary>{t.returns}</summary>
                <div class="prose"><p>{t.returns_text}</p></div>
            </details>
            <details>
                <summary>{t.details}</summary>
                {facts}
            </details>
        </div>
    }
}

#[component]
fn Cards(id: &'static str, title: &'static str, cards: Vec<ProductCard>) -> impl IntoView {
    (!cards.is_empty()).then(|| {
        view! {
            <section class="section" aria-labelledby=id>
                <div class="section-head"><h2 id=id>{title}</h2></div>
                <ProductGrid cards />
            </section>
        }
    })
}

/// Known to this device only, so it is asked for once the page is live.
#[component]
fn RecentlyViewed(handle: Handle) -> impl IntoView {
    const SHOWN: usize = 4;
    let visit = expect_context::<Visit>();
    let cards = RwSignal::new(Vec::<ProductCard>::new());
    Effect::new(move || {
        let mut handles = recent::others_than(&handle);
        handles.truncate(SHOWN);
        recent::remember(&handle);
        if handles.is_empty() {
            return;
        }
        let visit = visit.clone();
        spawn_local(async move {
            let known = visit
                .api
                .cards(visit.shown(), handles)
                .await
                .unwrap_or_default();
            let _ = cards.try_set(known);
        });
    });
    move || {
        let cards = cards.get();
        view! { <Cards id="recent" title=words().recently_viewed cards /> }
    }
}
