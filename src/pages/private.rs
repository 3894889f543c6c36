//! Private pages, as the account's and the orders': the server draws them for one shopper, and the
//! browser leaves them as they are. Nothing of them but this file is in the bundle.

use gloo::events::EventListener;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
#[cfg(feature = "ssr")]
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventSource, HtmlInputElement};

/// How to draw the private page that a visit is for.
#[cfg(feature = "ssr")]
#[derive(Clone)]
pub struct PrivatePage(Arc<dyn Fn() -> String + Send + Sync>);

#[cfg(feature = "ssr")]
impl PrivatePage {
    /// `draw` gives the page as HTML, with the visit in its context.
    pub fn new(draw: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(draw))
    }
}

/// What the server drew, put in as it is. Whoever comes here by the router has no page yet, and
/// loads it. A page with `data-events` somewhere in it is loaded anew whenever that address tells
/// of a change.
#[component]
pub fn Private() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let html = expect_context::<crate::visit::Visit>()
        .private
        .map_or_else(String::new, |page| (page.0)());
    #[cfg(not(feature = "ssr"))]
    let html = String::new();
    let page = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || match page.get() {
        Some(page) if page.first_element_child().is_none() => {
            let _ = window().location().reload();
        }
        Some(page) => follow(&page),
        None => {}
    });
    view! { <div node_ref=page inner_html=html on:click=show_password></div> }
}

fn follow(page: &Element) {
    let followed = page.query_selector("[data-events]").ok().flatten();
    let address = followed.and_then(|at| at.get_attribute("data-events"));
    let Some(Ok(events)) = address.map(|address| EventSource::new(&address)) else {
        return;
    };
    let changed = EventListener::new(&events, "message", |_| {
        let _ = window().location().reload();
    });
    let following = SendWrapper::new((events, changed));
    on_cleanup(move || following.0.close());
}

/// A button that shows the password in the field before it, and hides it again.
fn show_password(event: leptos::ev::MouseEvent) {
    let pressed = event.target().and_then(|at| at.dyn_into::<Element>().ok());
    let Some(button) = pressed.filter(|at| at.class_name() == "show-password") else {
        return;
    };
    let field = button.previous_element_sibling();
    if let Some(field) = field.and_then(|at| at.dyn_into::<HtmlInputElement>().ok()) {
        let is_hidden = field.type_() == "password";
        field.set_type(if is_hidden { "text" } else { "password" });
        let _ = button.set_attribute("aria-pressed", if is_hidden { "true" } else { "false" });
    }
}
