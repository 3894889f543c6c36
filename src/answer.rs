//! Questions to the shop and what a page shows while it waits, when it is answered, and when it
//! is not.

use crate::i18n::words;
use crate::pages::not_found::NotFound;
use crate::visit::{Status, Visit};
use baguni_api::{ApiError, Reply};
use codee::string::JsonSerdeWasmCodec;
use leptos::either::EitherOf3;
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// An answer that the server sends along with the page. It is decoded by the browser's own JSON
/// parser, which every shopper has already, and not by one in the bundle.
pub type Answer<T> = Resource<Result<T, ApiError>, JsonSerdeWasmCodec>;

/// Asks anew whenever the question changes.
pub fn ask<K, T>(
    question: impl Fn() -> K + Send + Sync + 'static,
    put: impl Fn(&Visit, K) -> Reply<T> + Send + Sync + 'static,
) -> Answer<T>
where
    K: Clone + PartialEq + Send + Sync + 'static,
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
{
    let visit = expect_context::<Visit>();
    Resource::new_with_options(question, move |key| put(&visit, key), false)
}

/// Shows the answer. While another one is on its way, the last one stays.
#[component]
pub fn Answered<T, V, F>(
    answer: Answer<T>,
    /// The path of an answer that has moved, from its handle now.
    #[prop(optional)]
    moved_to: Option<fn(&baguni_commerce::Handle) -> String>,
    show: F,
) -> impl IntoView
where
    T: Serialize + DeserializeOwned + Clone + Send + Sync + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Clone + Send + Sync + 'static,
{
    view! {
        <Transition fallback=|| view! { <Waiting /> }>
            {move || {
                let show = show.clone();
                Suspend::new(async move {
                match answer.await {
                    Ok(page) => EitherOf3::A(show(page)),
                    Err(ApiError::Unavailable | ApiError::BadRequest(_)) => {
                        EitherOf3::B(view! { <Failed /> })
                    }
                    Err(ApiError::Moved(handle)) => EitherOf3::C(view! {
                        <Moved path=moved_to.map(|path| path(&handle)) />
                    }),
                    Err(ApiError::NotFound) => EitherOf3::C(view! { <Moved path=None /> }),
                }
            })}}
        </Transition>
    }
}

/// On the server an answer of 301 (or 404); in the browser a step to the new address.
#[component]
fn Moved(path: Option<String>) -> impl IntoView {
    let visit = expect_context::<Visit>();
    if let Some(path) = path.map(|path| visit.locale().href(&path)) {
        visit.outcome.set(Status::Moved(path.clone()));
        Effect::new(move || {
            let _ = window().location().replace(&path);
        });
    }
    view! { <NotFound /> }
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div class="waiting" role="status">
            <span class="visually-hidden">{words().loading}</span>
        </div>
    }
}

#[component]
fn Failed() -> impl IntoView {
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
