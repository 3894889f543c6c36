//! Where the focus goes when what had it goes away.

use gloo::timers::callback::Timeout;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement};

/// Takes a press that may take its own line away. The focus goes to the line beside it then, or to
/// the page's heading; nothing is sent.
pub fn stay_beside(press: &Event) {
    press.prevent_default();
    let pressed = press.target().and_then(|it| it.dyn_into::<Element>().ok());
    let line = pressed.and_then(|pressed| pressed.closest("li").ok()?);
    let beside = line.map(|line| [line.next_element_sibling(), line.previous_element_sibling()]);
    Timeout::new(0, move || {
        let focused = document().active_element();
        if focused.is_none_or(|focused| focused.tag_name() == "BODY") {
            focus_one(beside.into_iter().flatten().flatten());
        }
    })
    .forget();
}

fn focus_one(mut lines: impl Iterator<Item = Element>) {
    let line = lines.find(|line| line.is_connected());
    let place = match line {
        Some(line) => line.query_selector(".title a, button"),
        None => document().query_selector("main h1"),
    };
    let Some(place) = place.ok().flatten() else {
        return;
    };
    if place.tag_name() == "H1" {
        let _ = place.set_attribute("tabindex", "-1");
    }
    let _ = place.unchecked_into::<HtmlElement>().focus();
}
