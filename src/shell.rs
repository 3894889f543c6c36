//! The document around the app, as the server sends it. Trunk's `index.html` is its only source
//! of scripts and styles: the server hands over what stands in its `<head>`.

use crate::app::App;
use crate::visit::Visit;
use leptos::prelude::*;
use leptos_meta::{MetaTags, provide_meta_context};

/// The whole document. `head` is the inside of the built `index.html`'s `<head>`, with the nonce
/// of this answer already in its script.
pub fn shell(head: String, visit: Visit) -> impl IntoView {
    provide_meta_context();
    let shown = visit.shown;
    let store = visit.chosen_store.as_ref().map(ToString::to_string);
    view! {
        <!DOCTYPE html>
        <html
            lang=shown.locale.code()
            data-ssr=""
            data-currency=shown.currency.code()
            data-store=store
        >
            <head>
                <meta charset="utf-8" />
                <Inert html=head />
                <MetaTags />
            </head>
            <body>
                <App visit=visit />
            </body>
        </html>
    }
}

/// HTML that is sent as it is and never hydrated.
#[component]
fn Inert(html: String) -> impl IntoView {
    leptos::tachys::html::InertElement::new(html)
}
