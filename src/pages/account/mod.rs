//! `/account` and what is under it: private pages that the server draws and the browser leaves as
//! they are. Nothing of them but this file is in the bundle.

#[cfg(feature = "ssr")]
mod devices;
#[cfg(feature = "ssr")]
mod drawn;
#[cfg(feature = "ssr")]
mod field;
#[cfg(feature = "ssr")]
mod overview;
#[cfg(feature = "ssr")]
mod password;
mod seen;
#[cfg(feature = "ssr")]
mod sign;
#[cfg(feature = "ssr")]
mod words;

pub use seen::{AccountProblem, AccountSeen, Device, Done, Field, Private, Said};

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};

/// What the server drew, put in as it is. Whoever comes here by the router has no page yet, and
/// loads it.
#[component]
pub fn AccountPage() -> impl IntoView {
    #[cfg(feature = "ssr")]
    let html = drawn::html();
    #[cfg(not(feature = "ssr"))]
    let html = String::new();
    let page = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        if page
            .get()
            .is_some_and(|page| page.first_element_child().is_none())
        {
            let _ = window().location().reload();
        }
    });
    view! { <div class="page account" node_ref=page inner_html=html on:click=show_password></div> }
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
