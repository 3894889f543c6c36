//! What a shopper does, told to the page's other scripts: a merchant's analytics listens with
//! `addEventListener("baguni:add_to_cart", …)`. The names are GA4's; nothing leaves the page.

use baguni_commerce::{Quantity, Sku};
use leptos::prelude::window;
use serde::Serialize;
use web_sys::{CustomEvent, CustomEventInit};

/// An event's `detail`.
#[derive(Serialize)]
struct Detail<'a> {
    sku: &'a str,
    quantity: u32,
}

pub fn added(sku: &Sku, quantity: Quantity) {
    tell("baguni:add_to_cart", sku, quantity);
}

pub fn removed(sku: &Sku, quantity: Quantity) {
    tell("baguni:remove_from_cart", sku, quantity);
}

pub fn wished(sku: &Sku) {
    tell("baguni:add_to_wishlist", sku, Quantity::ONE);
}

fn tell(name: &str, sku: &Sku, quantity: Quantity) {
    let detail = Detail {
        sku: sku.as_str(),
        quantity: quantity.get(),
    };
    let Ok(detail) = serde_wasm_bindgen::to_value(&detail) else {
        return;
    };
    let options = CustomEventInit::new();
    options.set_detail(&detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &options) {
        let _ = window().dispatch_event(&event);
    }
}
