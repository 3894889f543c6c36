//! `/`

use crate::components::head::{JsonLd, PageHead};
use crate::components::icon::{Glyph, Icon};
use crate::components::picture::Picture;
use crate::components::product_card::ProductGrid;
use crate::i18n::{self, href, locale, words};
use crate::structured;
use crate::visit::Visit;
use baguni_api::{CardRow, CollectionFeature, Editorial, HomePage as Answer};
use leptos::prelude::*;

#[component]
pub fn Home(page: Answer) -> impl IntoView {
    let t = words();
    let visit = expect_context::<Visit>();
    let preview = page
        .editorial
        .as_ref()
        .and_then(|told| told.picture.preview.clone());
    view! {
        <PageHead
            title=format!("{} — {}", t.shop, t.tagline)
            description=t.shop_description.to_owned()
            path="/".to_owned()
            preview=preview.unwrap_or_default()
        />
        <JsonLd make=move || structured::website(&visit) />
        <h1 class="visually-hidden">{t.shop}" — "{t.tagline}</h1>
        {page.editorial.map(|told| view! { <Told told /> })}
        {(!page.features.is_empty()).then(|| view! {
            <section class="section" aria-labelledby="features">
                <div class="section-head">
                    <h2 id="features">{t.shop_by_collection}</h2>
                </div>
                <Features features=page.features />
                <More more=page.more />
            </section>
        })}
        <Row
            id="new"
            title=t.new_arrivals
            text=t.new_arrivals_text
            row=page.new
        />
        <Promises />
        <Row
            id="sale"
            title=t.on_sale_now
            text=t.on_sale_text
            row=page.on_sale
        />
    }
}

/// The editorial at the top.
#[component]
fn Told(told: Editorial) -> impl IntoView {
    let t = words();
    let address = href(&format!("/collections/{}", told.collection.handle));
    view! {
        <section class="editorial">
            <a class="scene" href=address.clone() tabindex="-1" aria-hidden="true">
                <Picture
                    picture=Some(told.picture)
                    sizes="(min-width: 64rem) 60vw, 100vw"
                    priority=true
                    decorative=true
                />
            </a>
            <div class="words">
                <p class="label">{t.editorial_label}</p>
                <h2>{told.collection.title}</h2>
                <p>{told.description}</p>
                <a class="button" href=address>{t.see_collection}</a>
            </div>
        </section>
    }
}

#[component]
pub fn Features(features: Vec<CollectionFeature>) -> impl IntoView {
    let tiles = features.into_iter().map(|feature| {
        let address = href(&format!("/collections/{}", feature.link.handle));
        view! {
            <li>
                <a class="feature" href=address>
                    <Picture
                        picture=feature.picture
                        sizes="(min-width: 64rem) 24vw, 46vw"
                        decorative=true
                    />
                    <span class="name">{feature.link.title}</span>
                    <span class="count">
                        {i18n::products_count(locale(), feature.products)}
                    </span>
                </a>
            </li>
        }
    });
    view! { <ul class="features" role="list">{tiles.collect_view()}</ul> }
}

/// The collections that are not in the menu, by name.
#[component]
fn More(more: Vec<CollectionFeature>) -> impl IntoView {
    let links = more.into_iter().map(|feature| {
        let address = href(&format!("/collections/{}", feature.link.handle));
        view! { <li><a class="chip" href=address>{feature.link.title}</a></li> }
    });
    view! { <ul class="chips more-collections" role="list">{links.collect_view()}</ul> }
}

#[component]
fn Row(id: &'static str, title: &'static str, text: &'static str, row: CardRow) -> impl IntoView {
    (!row.cards.is_empty()).then(|| view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head">
                <h2 id=id>{title}</h2>
                <p>{text}</p>
                <a class="more" href=href(&row.all) aria-label=format!("{title}: {}", words().see_all)>
                    {words().see_all}
                    <Icon glyph=Glyph::Chevron />
                </a>
            </div>
            <ProductGrid cards=row.cards />
        </section>
    })
}

#[component]
fn Promises() -> impl IntoView {
    let t = words();
    let promises = [
        (Glyph::Basket, t.promise_sync_title, t.promise_sync),
        (Glyph::Pin, t.promise_store_title, t.promise_store),
        (Glyph::Truck, t.promise_delivery_title, t.promise_delivery),
    ];
    let promises = promises.map(|(glyph, title, text)| {
        view! { <li><Icon glyph /><h3>{title}</h3><p>{text}</p></li> }
    });
    view! { <ul class="promises" role="list">{promises.into_iter().collect_view()}</ul> }
}
