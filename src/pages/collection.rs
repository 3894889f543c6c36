//! `/collections` and `/collections/H`

use crate::components::breadcrumbs::Breadcrumbs;
use crate::components::head::PageHead;
use crate::components::listing::{Listing, Place};
use crate::i18n::words;
use crate::pages::home::Features;
use baguni_api::{CollectionPage as Answer, HomePage};
use baguni_commerce::ListingQuery;
use leptos::prelude::*;
use std::collections::BTreeMap;

#[component]
pub fn Collection(page: Answer, query: ListingQuery) -> impl IntoView {
    // An address may carry words that are no filter, as campaigns add them.
    let chosen = page.listing.facets.iter().flat_map(|facet| &facet.choices);
    let without_facets = ListingQuery {
        facets: BTreeMap::new(),
        ..query.clone()
    };
    let narrowed = chosen.into_iter().any(|choice| choice.selected) || without_facets.is_narrowed();
    let about = page.collection;
    let path = format!("/collections/{}", about.link.handle);
    let title = about.link.title.clone();
    // Pages of a list are pages of their own; filtered lists are views of the whole one.
    let (canonical, head_title) = match query.page {
        0 | 1 => (path.clone(), title.clone()),
        number => (
            format!("{path}?page={number}"),
            format!("{title} ({number}/{})", page.listing.pages),
        ),
    };
    let preview = about
        .picture
        .as_ref()
        .and_then(|picture| picture.preview.clone());
    view! {
        <PageHead
            title=head_title
            description=about.description.clone()
            path=canonical
            preview=preview.unwrap_or_default()
            unlisted=narrowed
        />
        <div class="page">
            <Breadcrumbs steps=vec![(title.clone(), None)] />
            <header class="page-head">
                <h1>{title}</h1>
                <p>{about.description}</p>
            </header>
            <Listing place=Place::new(&path, None) query listing=page.listing />
        </div>
    }
}

#[component]
pub fn Collections(page: HomePage) -> impl IntoView {
    let t = words();
    let mut pictures = page.features.iter().flat_map(|feature| &feature.picture);
    let preview = pictures.find_map(|picture| picture.preview.clone());
    view! {
        <PageHead
            title=t.collections.to_owned()
            description=t.collections_text.to_owned()
            path="/collections".to_owned()
            preview=preview.unwrap_or_default()
        />
        <div class="page">
            <Breadcrumbs steps=vec![(t.collections.to_owned(), None)] />
            <header class="page-head">
                <h1>{t.collections}</h1>
                <p>{t.collections_text}</p>
            </header>
            <Features features=page.features.into_iter().chain(page.more).collect() />
        </div>
    }
}
