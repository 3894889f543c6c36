//! A page that the server alone draws and the browser leaves as it is: it is reached by a full load,
//! its forms are plain forms, and nothing of it is in the bundle.

use leptos::prelude::*;

#[component]
pub fn ServerDrawn(
    /// What stands in it; empty in the browser, which has it already.
    html: String,
) -> impl IntoView {
    let page = NodeRef::<leptos::html::Div>::new();
    Effect::new(move || {
        // Whoever comes here by the router has no page yet, and loads it.
        let drawn = page.get();
        if drawn.is_some_and(|page| page.first_element_child().is_none()) {
            let _ = window().location().reload();
        }
    });
    view! { <div class="page" node_ref=page inner_html=html></div> }
}
