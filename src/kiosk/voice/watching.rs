//! What is worth saying: a control that gets the focus, a press, a screen that has come, and whatever
//! the page tells by itself (`role=status`, `role=alert`).

use super::{Kiosk, add, click, locale, say, telling, transcript};
use crate::kiosk::keypad::{self, CONTROLS};
use crate::kiosk::session;
use crate::kiosk::voice::reading;
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::Array;
use leptos::prelude::*;
use std::cell::Cell;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, MutationObserver, MutationObserverInit, MutationRecord, Node};

/// What tells something by itself when it changes.
const TELLING: &str =
    "[role='status'], [role='alert'], [aria-live='polite'], [aria-live='assertive']";

/// How long a pressed control looks pressed, in milliseconds: a key leaves no finger on it.
const PRESSED_MS: u32 = 180;

thread_local! {
    /// A screen has come whose heading has not been said.
    static UNSAID: Cell<bool> = const { Cell::new(false) };
    /// The focus moves because something is touched, which is told once it has been pressed.
    static TOUCHED: Cell<bool> = const { Cell::new(false) };
}

/// Listens for as long as the page lives.
pub fn begin(kiosk: Kiosk) {
    on("pointerdown", |_| TOUCHED.set(true));
    on("keydown", |_| TOUCHED.set(false));
    on("focusin", |event| {
        if let Some(control) = control_of(event)
            && !keypad::is_moving_by_itself()
            && !TOUCHED.get()
        {
            super::say_control(&control);
        }
    });
    on("click", |event| {
        if let Some(control) = control_of(event) {
            pressed(control);
        }
    });
    watch_screens(kiosk);
    watch_page();
}

fn on(name: &'static str, heard: fn(&Event)) {
    let first = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&document(), name, first, heard).forget();
}

fn control_of(event: &Event) -> Option<Element> {
    let target: Element = event.target()?.dyn_into().ok()?;
    target.closest(CONTROLS).ok()?
}

/// Seen, heard, and told what has become of it (K12).
fn pressed(control: Element) {
    if super::is_on() {
        click::sound(super::how().map_or(0.0, |how| how.voice.volume));
    }
    let _ = control.set_attribute("data-pressed", "");
    let private = reading::is_private(&control);
    let released = control.clone();
    Timeout::new(PRESSED_MS, move || {
        let _ = released.remove_attribute("data-pressed");
    })
    .forget();
    let said = super::SAID.get();
    // Once everything is drawn that the press changes, unless it said something itself.
    Timeout::new(0, move || match now_as(control) {
        _ if UNSAID.get() || super::SAID.get() != said || session::is_ending() => {}
        None => {}
        Some(_) if private => say(telling::pressed_told(locale())),
        Some(control) => super::say_control(&control),
    })
    .forget();
}

/// What was pressed, or what is called the same and has the focus in its stead.
fn now_as(control: Element) -> Option<Element> {
    if control.is_connected() {
        return Some(control);
    }
    let name = control.get_attribute("data-testid");
    let focused = document().active_element();
    focused.filter(|focused| name.is_some() && focused.get_attribute("data-testid") == name)
}

/// Every screen says what it is, once its heading is there.
fn watch_screens(kiosk: Kiosk) {
    Effect::new(move |last: Option<_>| {
        let screen = kiosk.screen();
        if last.is_some_and(|last| last != screen) {
            UNSAID.set(true);
            Timeout::new(0, say_screen).forget();
        }
        screen
    });
}

fn say_screen() {
    if !UNSAID.get() || session::is_ending() {
        return;
    }
    let Some(main) = document().query_selector("main").ok().flatten() else {
        return;
    };
    let Some(heading) = main.query_selector("h1").ok().flatten() else {
        return;
    };
    let words = reading::text(&heading);
    if words.is_empty() {
        return;
    }
    UNSAID.set(false);
    keypad::rest_on(&heading);
    let choices = reading::controls_in(&main).len();
    say(&telling::screen_told(&words, choices, locale()));
}

fn watch_page() {
    let changed = Closure::<dyn FnMut(Array)>::new(|records: Array| {
        let is_new = UNSAID.get();
        say_screen();
        keypad::find_again();
        // What a screen has come with is part of it.
        if !is_new {
            for telling in telling_now(&records) {
                add(&reading::text(&telling));
            }
        }
    });
    let watched = MutationObserverInit::new();
    watched.set_child_list(true);
    watched.set_subtree(true);
    watched.set_character_data(true);
    if let (Ok(observer), Some(body)) = (
        MutationObserver::new(changed.as_ref().unchecked_ref()),
        document().body(),
    ) {
        let _ = observer.observe_with_options(&body, &watched);
    }
    changed.forget();
}

/// The elements that tell something and are another than before, each once.
fn telling_now(records: &Array) -> Vec<Element> {
    let mut telling: Vec<Element> = Vec::new();
    for record in records.iter() {
        let record: MutationRecord = record.unchecked_into();
        let around = record.target().as_ref().and_then(telling_around);
        let added = record.added_nodes();
        let added = (0..added.length()).filter_map(|at| added.item(at));
        for found in added.flat_map(|node| telling_within(&node)).chain(around) {
            let new = !telling.contains(&found) && found.is_connected();
            if new && !transcript::holds(&found) {
                telling.push(found);
            }
        }
    }
    telling
}

fn telling_around(node: &Node) -> Option<Element> {
    let element = match node.dyn_ref::<Element>() {
        Some(element) => element.clone(),
        None => node.parent_element()?,
    };
    element.closest(TELLING).ok()?
}

fn telling_within(node: &Node) -> Vec<Element> {
    let Some(element) = node.dyn_ref::<Element>() else {
        return telling_around(node).into_iter().collect();
    };
    let own = element.matches(TELLING).unwrap_or_default();
    let mut found: Vec<Element> = own.then(|| element.clone()).into_iter().collect();
    if let Ok(inner) = element.query_selector_all(TELLING) {
        found.extend((0..inner.length()).filter_map(|at| inner.item(at)?.dyn_into().ok()));
    }
    found
}
