//! Scroll positions: going back shows the list where it was left. The browser's own restoring
//! comes too early for pages that are drawn after the step back.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use web_sys::ScrollRestoration;

/// How often to look whether the page has grown tall enough, and how far apart (milliseconds).
const TRIES: u32 = 40;
const TRY_MS: u32 = 50;

/// Where each address was left in this page's life, in pixels from the top.
type Positions = Rc<RefCell<BTreeMap<String, f64>>>;

/// Remembers where each address was left, and goes there when the shopper steps back to it.
pub fn keep_positions() {
    Effect::new(move || {
        let positions = Positions::default();
        if let Ok(history) = window().history() {
            // A reload of the first page is still the browser's to restore.
            let _ = history.set_scroll_restoration(ScrollRestoration::Auto);
        }
        let remembered = positions.clone();
        let remember = EventListener::new(&window(), "scroll", move |_| {
            let top = window().scroll_y().unwrap_or_default();
            remembered.borrow_mut().insert(address(), top);
        });
        let go_back = EventListener::new(&window(), "popstate", move |_| {
            if let Some(top) = positions.borrow().get(&address()) {
                return_to(*top, address(), TRIES);
            }
        });
        StoredValue::new(SendWrapper::new([remember, go_back]));
    });
}

/// Scrolls once the page is tall enough, unless the shopper has gone on meanwhile.
fn return_to(top: f64, to: String, tries: u32) {
    if address() != to {
        return;
    }
    let height = document()
        .document_element()
        .map_or(0, |html| html.scroll_height());
    let view = window()
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or_default();
    window().scroll_to_with_x_and_y(0.0, top);
    if f64::from(height) < top + view && tries > 0 {
        Timeout::new(TRY_MS, move || return_to(top, to, tries - 1)).forget();
    }
}

fn address() -> String {
    let location = window().location();
    location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
}
