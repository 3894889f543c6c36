//! `/stores` and `/stores/H`

use crate::components::breadcrumbs::Breadcrumbs;
use crate::components::head::{JsonLd, PageHead};
use crate::components::product_card::ProductGrid;
use crate::i18n::{self, href, locale, words};
use crate::structured;
use crate::visit::Visit;
use baguni_api::{StorePage as Answer, forms};
use baguni_commerce::stock::OpeningHours;
use leptos::prelude::*;

#[component]
pub fn Stores(stores: Vec<Answer>) -> impl IntoView {
    let t = words();
    let preview = stores.iter().find_map(preview);
    let cards = stores.into_iter().map(|store| {
        let address = href(&format!("/stores/{}", store.link.handle));
        view! {
            <li class="store-card">
                <p class="city">{store.city}</p>
                <h2><a href=address>{store.link.name.clone()}</a></h2>
                <p>{store.address}</p>
                <p class="note">{store.note}</p>
                <MyStore handle=store.link.handle.to_string() name=store.link.name />
            </li>
        }
    });
    view! {
        <PageHead
            title=t.stores_title.to_owned()
            description=t.stores_text.to_owned()
            path="/stores".to_owned()
            preview=preview.unwrap_or_default()
        />
        <div class="page">
            <Breadcrumbs steps=vec![(t.stores_title.to_owned(), None)] />
            <header class="page-head"><h1>{t.stores_title}</h1><p>{t.stores_text}</p></header>
            <ul class="store-cards" role="list">{cards.collect_view()}</ul>
        </div>
    }
}

#[component]
pub fn Store(page: Answer) -> impl IntoView {
    let t = words();
    let visit = expect_context::<Visit>();
    let described = page.clone();
    let name = page.link.name.clone();
    let steps = vec![
        (t.stores_title.to_owned(), Some("/stores".to_owned())),
        (name.clone(), None),
    ];
    let call = format!("tel:{}", page.phone.replace('-', ""));
    let in_stock = href(&format!("/search?at={}", page.link.handle));
    view! {
        <PageHead
            title=name.clone()
            description=format!("{} · {}", page.address, page.note)
            path=format!("/stores/{}", page.link.handle)
            preview=preview(&page).unwrap_or_default()
        />
        <JsonLd make=move || structured::store(&visit, &described) />
        <div class="page store-page">
            <Breadcrumbs steps />
            <header class="page-head">
                <p class="city">{page.city}</p>
                <h1>{name.clone()}</h1>
                <MyStore handle=page.link.handle.to_string() name=name />
            </header>
            <dl class="store-facts">
                <div>
                    <dt>{t.address}</dt>
                    <dd>{page.address}" ("{page.postcode}")"</dd>
                </div>
                <div><dt>{t.phone}</dt><dd><a href=call rel="external">{page.phone}</a></dd></div>
                <div><dt>{t.getting_there}</dt><dd>{page.note}</dd></div>
                <div><dt>{t.hours}</dt><dd><Hours hours=page.hours /></dd></div>
            </dl>
            {(!page.products.is_empty()).then(|| view! {
                <section class="section" aria-labelledby="there">
                    <div class="section-head">
                        <h2 id="there">{t.at_this_store}</h2>
                        <a class="more" href=in_stock>{t.see_stock_here}</a>
                    </div>
                    <ProductGrid cards=page.products />
                </section>
            })}
        </div>
    }
}

/// The picture of the first thing that a store has.
fn preview(store: &Answer) -> Option<String> {
    let mut pictures = store.products.iter().flat_map(|card| &card.picture);
    pictures.find_map(|picture| picture.preview.clone())
}

/// Makes a store the shopper's own, or no longer.
#[component]
fn MyStore(handle: String, name: String) -> impl IntoView {
    let t = words();
    let mine = expect_context::<Visit>()
        .seed
        .chosen_store
        .map(|store| store.to_string());
    let is_mine = mine.as_ref() == Some(&handle);
    let (value, label) = if is_mine {
        (String::new(), t.forget_my_store)
    } else {
        (handle, t.make_my_store)
    };
    view! {
        <form class="my-store" method="post" action=forms::PREFER>
            <input type="hidden" name="next" value=href("/stores") />
            <input type="hidden" name="store" value=value />
            {is_mine.then(|| view! { <span class="badge">{t.my_store}</span> })}
            <button class="button quiet" type="submit" aria-label=format!("{label}: {name}")>
                {label}
            </button>
        </form>
    }
}

#[component]
fn Hours(hours: [Option<OpeningHours>; 7]) -> impl IntoView {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    let days = hours.into_iter().enumerate().map(|(day, open)| {
        let text = match open {
            Some(open) => format!("{}–{}", clock(open.opens), clock(open.closes)),
            None => words().closed.to_owned(),
        };
        view! { <li><span>{i18n::weekday(locale(), day)}</span><span>{text}</span></li> }
    });
    view! { <ul class="hours" role="list">{days.collect_view()}</ul> }
}
