//! The doors that a browser has and a shared screen does not: its menu, its keys, dragging things
//! out, zooming by two fingers. The policy of the device shuts them too; this is for where it is not
//! in force.

use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// What is done by a finger that rests, by two, or by a mouse.
const REFUSED: [&str; 6] = [
    "contextmenu",
    "dragstart",
    "drop",
    "gesturestart",
    "auxclick",
    "beforeprint",
];

/// Keys that leave the page or change the browser: reload, the address, developers' tools.
const KEYS: [&str; 8] = [
    "F5",
    "F6",
    "F11",
    "F12",
    "BrowserBack",
    "BrowserForward",
    "BrowserRefresh",
    "ContextMenu",
];

/// Shuts them for as long as the page lives.
pub fn shut() {
    for name in REFUSED {
        on(name, |event| event.prevent_default());
    }
    on("keydown", |event| {
        if let Some(key) = event.dyn_ref::<KeyboardEvent>()
            && leaves(key)
        {
            event.prevent_default();
        }
    });
}

fn leaves(key: &KeyboardEvent) -> bool {
    // AltGr writes letters on some keyboards, and says that it is Ctrl and Alt together.
    let chord = (key.ctrl_key() != key.alt_key()) || key.meta_key();
    chord || KEYS.contains(&key.key().as_str())
}

fn on(name: &'static str, heard: fn(&Event)) {
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), name, options, heard).forget();
}
