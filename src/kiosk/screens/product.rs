//! A product: what it is, where it is, and how it is had.

use leptos::prelude::*;

#[component]
pub fn Product(
    handle: baguni_commerce::Handle,
    sku: Option<baguni_commerce::Sku>,
) -> impl IntoView {
    let _ = &handle;
    let _ = &sku;
    view! { <h1>"Product"</h1> }
}
