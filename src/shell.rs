//! The document around the app, as the server sends it. Trunk's `index.html` is its only source
//! of scripts and styles: the server hands over what stands in its `<head>`.

use crate::app::App;
use crate::components::footer::Footer;
use crate::in_page;
use crate::visit::{HEAD_MARK, SEED_ID, Visit};
use leptos::prelude::*;

/// The whole document. `head` is the inside of the built `index.html`'s `<head>`, with the nonce
/// of this answer already in its script.
pub fn shell(head: String, visit: Visit) -> impl IntoView {
    let language = visit.locale().code();
    let head = format!("{head}{HEAD_MARK}{}", seed_script(&visit));
    view! {
        <!DOCTYPE html>
        <html lang=language data-ssr="">
            <head>
                <meta charset="utf-8" />
                <Inert html=head />
            </head>
            <body>
                <App visit=visit.clone() />
                <Footer visit />
            </body>
        </html>
    }
}

/// The seed as data that no browser executes.
fn seed_script(visit: &Visit) -> String {
    let seed = in_page::to_text(&visit.seed);
    format!(r#"<script type="application/octet-stream" id="{SEED_ID}">{seed}</script>"#)
}

/// HTML that is sent as it is and never hydrated.
#[component]
fn Inert(html: String) -> impl IntoView {
    leptos::tachys::html::InertElement::new(html)
}
