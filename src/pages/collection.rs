//! `/collections` and `/collections/H`

use crate::answer::{Answered, ask};
use crate::components::breadcrumbs::Breadcrumbs;
use crate::components::head::PageHead;
use crate::components::listing::{Listing, Place};
use crate::i18n::words;
use crate::pages::home::Features;
use crate::pages::{param_handle, query_of};
use baguni_api::{ApiError, CollectionPage as Answer, HomePage};
use baguni_commerce::{Handle, ListingQuery};
use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};

#[component]
pub fn CollectionPage() -> impl IntoView {
    let (params, search) = (use_params_map(), use_location().search);
    let query = Memo::new(move |_| query_of(&search.get()));
    let handle = Memo::new(move |_| param_handle(&params.get()));
    let answer = ask(
        move || (handle.get(), query.get()),
        |visit, (handle, query)| match handle {
            Some(handle) => visit.api.collection(visit.shown(), handle, query),
            None => Box::pin(async { Err(ApiError::NotFound) }),
        },
    );
    let show = move |page: Answer| {
        let query = query.get_untracked();
        view! { <Collection page query /> }
    };
    view! { <Answered answer show moved_to=path_of /> }
}

fn path_of(handle: &Handle) -> String {
    format!("/collections/{handle}")
}

#[component]
fn Collection(page: Answer, query: ListingQuery) -> impl IntoView {
    let about = page.collection;
    let path = path_of(&about.link.handle);
    let title = about.link.title.clone();
    // Pages of a list are pages of their own; filtered lists are views of the whole one.
    let canonical = match query.page {
        0 | 1 => path.clone(),
        number => format!("{path}?page={number}"),
    };
    let preview = about
        .picture
        .as_ref()
        .and_then(|picture| picture.preview.clone());
    view! {
        <PageHead
            title=title.clone()
            description=about.description.clone()
            path=canonical
            preview=preview.unwrap_or_default()
            unlisted=query.is_narrowed()
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
pub fn CollectionsPage() -> impl IntoView {
    let answer = ask(|| (), |visit, ()| visit.api.home(visit.shown()));
    view! { <Answered answer show={|page: HomePage| view! { <Collections page /> }} /> }
}

#[component]
fn Collections(page: HomePage) -> impl IntoView {
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
            <Features features=page.features />
        </div>
    }
}
