//! What there is to read about a product.

use crate::kiosk::parts::{Backdrop, answered, asked, first};
use baguni_commerce::Handle;
use leptos::prelude::*;

#[component]
pub fn About(handle: Handle) -> impl IntoView {
    let page = asked(move |visit| visit.api.product(visit.shown(), handle.clone()));
    let drawn = answered(first(page), |page| {
        Backdrop::show(page.pictures.into_iter().next());
        let details = page.details.into_iter().map(|(title, body)| {
            view! {
                <h2>{title}</h2>
                <div class="prose" inner_html=body></div>
            }
        });
        view! {
            <h1 id="title">{page.title}</h1>
            <p class="lead">{page.summary}</p>
            <div class="prose" inner_html=page.description></div>
            {details.collect_view()}
        }
    });
    view! { <section class="about-screen" aria-labelledby="title">{drawn}</section> }
}
