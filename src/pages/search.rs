//! `/search?q=`

use crate::components::head::PageHead;
use crate::components::listing::{Listing, Place};
use crate::components::product_card::ProductGrid;
use crate::i18n::{self, href, locale, words};
use baguni_api::{CollectionLink, HelpLink, SearchPage as Answer};
use baguni_commerce::ListingQuery;
use leptos::either::Either;
use leptos::prelude::*;

#[component]
pub fn Found(page: Answer, query: ListingQuery) -> impl IntoView {
    let t = words();
    let typed = page.typed.clone();
    let title = match typed.is_empty() {
        true if page.listing.total > 0 => t.see_all.to_owned(),
        true => t.search_title.to_owned(),
        false => i18n::results_for(locale(), &typed),
    };
    let mended = page
        .read_as
        .as_ref()
        .map(|read_as| i18n::read_as(locale(), &typed, read_as));
    let nothing = page.listing.total == 0 && !query.is_narrowed();
    view! {
        <PageHead
            title=title.clone()
            description=t.shop_description.to_owned()
            path="/search".to_owned()
            unlisted=true
        />
        <div class="page search-page">
            <header class="page-head">
                <h1>{title}</h1>
                {mended.map(|mended| view! { <p class="mended" role="status">{mended}</p> })}
            </header>
            <Ways help=page.help collections=page.collections />
            {if nothing {
                Either::Left(view! { <Nothing asked=!typed.is_empty() /> })
            } else {
                let place = Place::new("/search", Some(typed).filter(|typed| !typed.is_empty()));
                Either::Right(view! { <Listing place query listing=page.listing /> })
            }}
            {(!page.instead.is_empty()).then(|| view! {
                <section class="section" aria-labelledby="instead">
                    <div class="section-head"><h2 id="instead">{t.search_instead}</h2></div>
                    <ProductGrid cards=page.instead />
                </section>
            })}
        </div>
    }
}

/// What the search meant that is no product.
#[component]
fn Ways(help: Vec<HelpLink>, collections: Vec<CollectionLink>) -> impl IntoView {
    let help = help.into_iter().map(|link| (href(&link.path), link.title));
    let collections = collections
        .into_iter()
        .map(|link| (href(&format!("/collections/{}", link.handle)), link.title));
    let ways: Vec<_> = help.chain(collections).collect();
    (!ways.is_empty()).then(|| {
        let ways = ways.into_iter().map(|(address, title)| {
            view! { <li><a class="chip" href=address>{title}</a></li> }
        });
        view! {
            <nav aria-label=words().search_collections>
                <ul class="chips" role="list">{ways.collect_view()}</ul>
            </nav>
        }
    })
}

#[component]
fn Nothing(asked: bool) -> impl IntoView {
    let t = words();
    let (title, text) = match asked {
        true => (Some(t.search_nothing), t.search_nothing_text),
        false => (None, t.search_start),
    };
    view! {
        <div class="empty" role="status">
            {title.map(|title| view! { <h2>{title}</h2> })}
            <p>{text}</p>
        </div>
    }
}
