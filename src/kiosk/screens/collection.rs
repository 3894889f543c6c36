//! The products of a collection, a few at a time.

use leptos::prelude::*;

#[component]
pub fn Collection(handle: baguni_commerce::Handle, page: u32) -> impl IntoView {
    let _ = &handle;
    let _ = &page;
    view! { <h1>"Collection"</h1> }
}
