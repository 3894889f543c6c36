//! One person's time at the screen: it ends with everything gone.
//!
//! [`idle`] says when nobody is there, [`asking`] asks, [`ending`] leaves nothing behind, [`locks`]
//! keeps the browser's own doors shut. [`end`] and [`leave`] are for every part of the kiosk.

mod asking;
mod ending;
pub mod idle;
mod locks;

pub use asking::Asking;
pub use ending::{end, tell_server};

use super::Kiosk;
use super::choices::Choices;
use super::screen::Screen;
use crate::shopper::{self, Shopper};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Interval;
use idle::{Idle, Presence};
use leptos::prelude::*;
use std::cell::Cell;
use web_sys::Event;

/// How often it is looked whether somebody is there, in milliseconds.
const LOOK_MS: u32 = 250;

/// Whatever somebody does at a screen begins with one of these.
const INPUT: [&str; 3] = ["pointerdown", "keydown", "wheel"];

/// What is not heard by anybody while a session ends.
const SWALLOWED: [&str; 12] = [
    "pointerdown",
    "pointerup",
    "mousedown",
    "mouseup",
    "touchstart",
    "touchend",
    "click",
    "keydown",
    "keyup",
    "beforeinput",
    "paste",
    "wheel",
];

/// What a session is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    Going,
    /// Is anybody there?
    AskingTime,
    /// Is all of it to go?
    AskingToEnd,
    Ending,
}

#[derive(Clone, Copy)]
struct Session {
    kiosk: Kiosk,
    shopper: Shopper,
    stage: RwSignal<Stage>,
    /// How many seconds are left, while it asks.
    left_s: RwSignal<u32>,
    idle: StoredValue<Idle>,
}

thread_local! {
    /// A page has one, as long as it lives.
    static HERE: Cell<Option<Session>> = const { Cell::new(None) };
    /// Whether the basket is on a phone as well.
    static ON_PHONE: Cell<bool> = const { Cell::new(false) };
}

/// Sees to it that a session ends when nobody is there any more. Wants the shopper beside it.
pub fn follow(kiosk: Kiosk) {
    let session = Session {
        kiosk,
        shopper: Shopper::here(),
        stage: RwSignal::new(Stage::Going),
        left_s: RwSignal::new(0),
        idle: StoredValue::new(Idle::new(now_ms())),
    };
    HERE.set(Some(session));
    session.listen();
    locks::shut();
    // Both live as long as the page.
    Interval::new(LOOK_MS, move || session.look()).forget();
    tell_server();
}

/// Milliseconds that only ever grow. The one clock of the session.
pub fn now_ms() -> f64 {
    let clock = window().performance();
    clock.map_or_else(js_sys::Date::now, |clock| clock.now())
}

/// For how long nobody has done anything, in seconds.
pub fn idle_s() -> u32 {
    let session = HERE.get();
    session.map_or(0, |session| {
        session.idle.with_value(|idle| idle.seconds(now_ms()))
    })
}

/// Somebody is there who touches nothing: what they asked for has just come, say.
pub fn touch() {
    if let Some(session) = HERE.get() {
        session.touch();
    }
}

/// From now on the basket is on a phone as well, and somebody's.
pub fn joined_by_phone() {
    ON_PHONE.set(true);
    touch();
}

pub fn is_on_phone() -> bool {
    ON_PHONE.get()
}

/// Whether whoever was here is just being forgotten: nothing is begun then.
pub fn is_ending() -> bool {
    let session = HERE.get();
    session.is_some_and(|session| session.stage.get_untracked() == Stage::Ending)
}

/// Whether somebody is using the screen: what an associate asks of it can wait.
pub fn is_used() -> bool {
    HERE.get().is_some_and(Session::is_used)
}

/// Ends the session, and asks first where something would be lost (K18).
pub fn leave() {
    let Some(session) = HERE.get() else { return };
    match session.pieces() {
        0 => end(),
        _ => session.stage.set(Stage::AskingToEnd),
    }
}

/// Whether something is asked that has to be answered first.
pub fn asks() -> bool {
    let stage = HERE.get().map(|session| session.stage.get_untracked());
    stage.is_some_and(|stage| stage != Stage::Going)
}

/// Answers whatever is asked by going on; says whether something was asked.
pub fn answer_by_going_on() -> bool {
    let session = HERE.get().filter(|_| asks());
    session.iter().for_each(|session| session.stay());
    session.is_some()
}

impl Session {
    fn pieces(self) -> u32 {
        let cart = self.shopper.cart();
        cart.with_untracked(|cart| cart.total_quantity())
    }

    /// Whether anything would be left behind.
    fn is_used(self) -> bool {
        untrack(|| self.kiosk.screen()) != Screen::Attract
            || self.kiosk.choices.get_untracked() != Choices::default()
            || self.pieces() > 0
            // Whoever went back to the beginning is somebody still, and the next one is not them.
            || shopper::has_session()
    }

    /// How long nobody may do anything here. Screens that say themselves how long they stay are
    /// not asked about before they have had the time to go, and who does something on a phone is
    /// here though nobody touches anything.
    fn limit_s(self) -> Option<u32> {
        match untrack(|| self.kiosk.screen()) {
            Screen::Ticket(_)
            | Screen::Moved
            | Screen::Paid(_)
            | Screen::ToPhone(_)
            | Screen::FromPhone => Some(idle::LONGEST_S),
            _ => self
                .kiosk
                .setup
                .with_untracked(|setup| setup.as_ref().map(|setup| setup.idle_s)),
        }
    }

    fn touch(self) {
        self.idle.update_value(|idle| idle.touch(now_ms()));
    }

    fn look(self) {
        if self.stage.get_untracked() == Stage::Ending {
            return;
        }
        let (used, limit) = (self.is_used(), self.limit_s());
        let presence = self
            .idle
            .try_update_value(|idle| idle.look(now_ms(), used, limit));
        match presence {
            Some(Presence::Asked(left)) => self.ask(left),
            Some(Presence::Gone) => end(),
            _ if self.stage.get_untracked() == Stage::AskingTime => self.stage.set(Stage::Going),
            _ => {}
        }
    }

    fn ask(self, left: u32) {
        if self.left_s.get_untracked() != left {
            self.left_s.set(left);
        }
        if self.stage.get_untracked() != Stage::AskingTime {
            self.stage.set(Stage::AskingTime);
        }
    }

    /// Somebody is there after all, or goes on after all.
    fn stay(self) {
        self.touch();
        self.stage.set(Stage::Going);
    }

    /// Hears what is done before anything else does, wherever it is done.
    fn listen(self) {
        let first = EventListenerOptions {
            phase: gloo::events::EventListenerPhase::Capture,
            passive: false,
        };
        for name in SWALLOWED {
            let heard = move |event: &Event| self.heard(event);
            EventListener::new_with_options(&window(), name, first, heard).forget();
        }
    }

    fn heard(self, event: &Event) {
        let kind = event.type_();
        match self.stage.get_untracked() {
            Stage::Ending => {
                event.prevent_default();
                event.stop_immediate_propagation();
            }
            // A tap is heard by the question itself, once the finger is up: until then the
            // question has to stay between the finger and what is below.
            Stage::AskingTime if kind == "keydown" => {
                event.prevent_default();
                self.stay();
            }
            Stage::AskingTime => {}
            _ if INPUT.contains(&kind.as_str()) => self.touch(),
            _ => {}
        }
    }
}
