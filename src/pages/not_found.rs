//! Any address without a page of its own: unknown, moved, or not answered.

use crate::components::head::PageHead;
use crate::i18n::{href, words};
use crate::visit::{Status, Visit};
use leptos::prelude::*;

#[component]
pub fn NotFound() -> impl IntoView {
    let visit = expect_context::<Visit>();
    visit.outcome.set(Status::NotFound);
    let t = words();
    let menu = visit.seed.frame.menu.into_iter().map(|link| {
        let address = href(&format!("/collections/{}", link.handle));
        view! { <li><a class="chip" href=address>{link.title}</a></li> }
    });
    view! {
        <PageHead
            title=t.not_found.to_owned()
            description=t.not_found_text.to_owned()
            path="/".to_owned()
            unlisted=true
        />
        <section class="empty page">
            <p class="code" aria-hidden="true">"404"</p>
            <h1>{t.not_found}</h1>
            <p>{t.not_found_text}</p>
            <form class="big-search" action=href("/search") method="get">
                <input type="search" name="q" aria-label=t.search placeholder=t.search_placeholder />
                <button class="button" type="submit">{t.search}</button>
            </form>
            <ul class="chips" role="list">{menu.collect_view()}</ul>
        </section>
    }
}

/// On the server an answer of 301; in the browser a step to the new address.
#[component]
pub fn Moved(
    /// Without the language's prefix.
    path: String,
) -> impl IntoView {
    let visit = expect_context::<Visit>();
    let path = visit.locale().href(&path);
    visit.outcome.set(Status::Moved(path.clone()));
    Effect::new(move || {
        let _ = window().location().replace(&path);
    });
}

/// The shop does not answer.
#[component]
pub fn Failed() -> impl IntoView {
    expect_context::<Visit>().outcome.set(Status::Unavailable);
    let t = words();
    view! {
        <section class="empty page">
            <h1>{t.failed}</h1>
            <p>{t.failed_text}</p>
            <a class="button" href="" rel="external">
                {t.try_again}
            </a>
        </section>
    }
}
