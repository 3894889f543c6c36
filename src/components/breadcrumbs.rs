//! The way from the shop's front to this page.

use crate::components::head::JsonLd;
use crate::i18n::{href, words};
use crate::visit::Visit;
use leptos::either::Either;
use leptos::prelude::*;

/// One step: its name, and its path unless it is the page itself.
pub type Step = (String, Option<String>);

#[component]
pub fn Breadcrumbs(steps: Vec<Step>) -> impl IntoView {
    let t = words();
    let steps: Vec<Step> = std::iter::once((t.home.to_owned(), Some("/".to_owned())))
        .chain(steps)
        .collect();
    let visit = expect_context::<Visit>();
    let described = steps.clone();
    view! {
        <nav class="breadcrumbs" aria-label=t.breadcrumbs>
            <ol role="list">
                {steps
                    .into_iter()
                    .map(|(name, path)| match path {
                        Some(path) => Either::Left(view! { <li><a href=href(&path)>{name}</a></li> }),
                        None => Either::Right(view! { <li><span aria-current="page">{name}</span></li> }),
                    })
                    .collect_view()}
            </ol>
        </nav>
        <JsonLd make=move || crate::structured::breadcrumbs(&visit, &described) />
    }
}
