//! Everything by keys alone (K11): a keypad below the screen, or any keyboard.
//!
//! | key | what it does |
//! | --- | --- |
//! | arrows | the focus moves: left and right in reading order, up and down by rows, round at the ends |
//! | Tab, Shift and Tab | the same as right and left |
//! | Enter, Space | OK |
//! | Backspace, Escape | back; in a question, go on |
//! | Home | to where shopping begins |
//! | F1 | help |
//! | F2 | what was said last, again |
//! | F3 | the whole screen is read |
//! | F4 | the voice stops, and goes on |
//! | F8 | the voice on and off |
//! | F9, F10, the volume keys, minus and plus of the number pad | quieter, louder |
//! | Page up, page down | faster, slower |
//!
//! [`rows`] says where the arrows lead, [`focus`] sees to it that the focus is never lost.

mod focus;
mod rows;

pub use focus::{find_again, hold, is_moving_by_itself, rest_on, scope};

use super::Kiosk;
use super::screen::Screen;
use super::{session, voice};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use rows::Arrow;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

/// What can have the focus.
pub const CONTROLS: &str = "button, a[href], input, select, textarea, [tabindex='0']";

/// One step of the volume, and of the speed.
const STEP: f32 = 0.1;

/// Hears keys for as long as the page lives. What a part of the screen takes for itself, a field or
/// the scanner, it has to keep by `prevent_default`.
pub fn follow(kiosk: Kiosk) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", options, move |event| {
        heard(kiosk, event);
    })
    .forget();
    focus::follow();
}

fn heard(kiosk: Kiosk, event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    // What an input method is just composing is its own.
    if event.default_prevented() || key.is_composing() || key.key() == "Process" {
        return;
    }
    if press(kiosk, key) {
        event.prevent_default();
    }
}

/// Does what a key is for; says whether it did.
fn press(kiosk: Kiosk, key: &KeyboardEvent) -> bool {
    let field = field_of(key);
    match key.key().as_str() {
        "ArrowUp" => focus::step(Arrow::Up),
        "ArrowDown" => focus::step(Arrow::Down),
        "ArrowLeft" | "ArrowRight" if field.as_ref().is_some_and(has_text) => return false,
        "ArrowLeft" => focus::step(Arrow::Left),
        "ArrowRight" => focus::step(Arrow::Right),
        "Tab" if key.shift_key() => focus::step(Arrow::Left),
        "Tab" => focus::step(Arrow::Right),
        "Enter" if field.is_some() => return false,
        "Enter" | " " => return ok(key),
        "Backspace" | "Home" if field.as_ref().is_some_and(has_text) => return false,
        "Backspace" | "Escape" | "GoBack" => back(kiosk),
        "Home" => at_rest(|| kiosk.home()),
        "F1" | "Help" => at_rest(|| kiosk.go(Screen::Help)),
        _ if field.is_some() && key.key().chars().count() == 1 => return false,
        _ => return ears(kiosk, key),
    }
    true
}

/// A key that is held down is one press. Where nothing has the focus, it begins at the first control.
fn ok(key: &KeyboardEvent) -> bool {
    if !focus::is_on_control() {
        focus::step(Arrow::Right);
        return true;
    }
    key.repeat()
}

fn back(kiosk: Kiosk) {
    if !session::answer_by_going_on() {
        kiosk.back();
    }
}

/// Not under a question: that has to be answered first.
fn at_rest(go: impl FnOnce()) {
    if !session::asks() {
        go();
    }
}

/// The keys of the voice.
fn ears(kiosk: Kiosk, key: &KeyboardEvent) -> bool {
    match key.key().as_str() {
        "F2" => voice::repeat(),
        "F3" => voice::read_all(),
        "F4" => voice::pause(),
        "F8" => voice::switch(kiosk),
        "F9" | "AudioVolumeDown" => louder(-STEP),
        "F10" | "AudioVolumeUp" => louder(STEP),
        "-" if key.code() == "NumpadSubtract" => louder(-STEP),
        "+" if key.code() == "NumpadAdd" => louder(STEP),
        "PageUp" => voice::choose(|voice| voice.faster(STEP)),
        "PageDown" => voice::choose(|voice| voice.faster(-STEP)),
        _ => return false,
    }
    true
}

fn louder(by: f32) {
    voice::choose(|voice| voice.louder(by));
}

fn field_of(key: &KeyboardEvent) -> Option<HtmlInputElement> {
    key.target()?.dyn_into().ok()
}

fn has_text(field: &HtmlInputElement) -> bool {
    !field.value().is_empty()
}
