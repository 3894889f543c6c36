//! The line between this screen and its server: whether there is one, what is said over it and what
//! follows from what is heard. Without it the screen goes on; only what needs the shop waits.
//!
//! [`heartbeat`] says every half minute how the screen is and is told what to do ([`orders`]);
//! [`events`] brings what happens at once ([`news`]); [`standing`] judges.

mod events;
mod heartbeat;
mod news;
mod orders;
mod signs;
mod standing;

pub use heartbeat::{now, version};
pub use signs::{Signs, called};

use super::desk::{self, Refused};
use super::snapshot::Shelf;
use super::{Kiosk, Service, kept, session};
use crate::shopper;
use baguni_api::kiosk::{Call, HEARTBEAT, SETUP};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::Promise;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

thread_local! {
    /// A page has one line, as long as it lives.
    static HERE: Cell<Option<Line>> = const { Cell::new(None) };
}

/// The line, as every part of the screen sees it.
#[derive(Clone, Copy)]
pub struct Line {
    kiosk: Kiosk,
    shelf: Shelf,
    standing: StoredValue<standing::Standing>,
    heartbeat: heartbeat::Heart,
    events: StoredValue<events::Events, LocalStorage>,
    orders: StoredValue<orders::Orders>,
    /// The call for staff that is open.
    call: RwSignal<Option<Call>>,
    /// The line has just come back.
    back: RwSignal<bool>,
    /// When the last heartbeat was answered, in milliseconds since 1970.
    last_answer: RwSignal<Option<u64>>,
}

impl Line {
    /// Takes up the line. The screen begins as it was set up last.
    pub fn begin(kiosk: Kiosk, shelf: Shelf) -> Self {
        let line = Self {
            kiosk,
            shelf,
            standing: StoredValue::new(standing::Standing::default()),
            heartbeat: heartbeat::Heart::new(),
            events: StoredValue::new_local(events::Events::default()),
            orders: StoredValue::new(orders::Orders::default()),
            call: RwSignal::new(None),
            back: RwSignal::new(false),
            last_answer: RwSignal::new(None),
        };
        HERE.set(Some(line));
        provide_context(line);
        if let Some(setup) = kept::kept() {
            kiosk.set_up(setup);
        }
        line.follow_browser();
        line.follow_rest();
        spawn_local(line.set_up());
        line
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn call(self) -> RwSignal<Option<Call>> {
        self.call
    }

    pub fn shelf(self) -> Shelf {
        self.shelf
    }

    pub fn last_answer(self) -> ReadSignal<Option<u64>> {
        self.last_answer.read_only()
    }

    /// Whether the line came back a moment ago.
    pub fn is_back(self) -> ReadSignal<bool> {
        self.back.read_only()
    }

    /// How long the last question took, in milliseconds.
    pub fn round_trip(self) -> Option<u32> {
        self.heartbeat.round_trip()
    }

    /// Asks what this screen is, until it is told, and lives from then on.
    async fn set_up(self) {
        loop {
            match desk::setup().await {
                Ok(setup) => break self.kiosk.set_up(setup),
                Err(Refused::Unpaired) => return,
                Err(_) if self.is_known() => break,
                Err(_) => self.kiosk.close(),
            }
            pause(self.wait().unwrap_or(1_000)).await;
        }
        self.beat();
        self.open_events();
    }

    fn is_known(self) -> bool {
        self.kiosk.setup().with_untracked(Option::is_some)
    }

    fn wait(self) -> Option<u32> {
        self.standing.get_value().wait(js_sys::Math::random())
    }

    fn follow_browser(self) {
        let cut = move |_: &web_sys::Event| self.judge(standing::Standing::cut);
        EventListener::new(&window(), "offline", cut).forget();
        EventListener::new(&window(), "online", move |_| self.beat()).forget();
    }

    /// What waits until nobody is here, begins when nobody is.
    fn follow_rest(self) {
        Effect::new(move || {
            if self.kiosk.screen() == super::screen::Screen::Attract {
                self.use_rest();
            }
        });
    }

    fn judge(self, what: impl FnOnce(&mut standing::Standing)) {
        let mut standing = self.standing.get_value();
        let before = self.kiosk.online().get_untracked();
        what(&mut standing);
        self.standing.set_value(standing);
        let online = standing.is_online();
        if online != before {
            self.kiosk.online().set(online);
            self.turned(online);
        }
    }

    fn turned(self, online: bool) {
        self.back.set(online);
        if online {
            // The cart goes by itself; prices and stock are asked for.
            shopper::look_again();
            self.shelf.refresh();
            self.open_events();
            self.beat();
            spawn_local(async move {
                pause(signs::BACK_SHOWN_MS).await;
                self.back.set(false);
            });
        } else {
            self.close_events();
        }
    }

    /// The key is not good any more: nothing of a session stays, and the screen can be paired.
    fn revoked(self) {
        // Known once only: the page that is loaded anew has nothing to end.
        let used = self.is_known() && session::is_used();
        self.close_events();
        self.heartbeat.rest();
        self.call.set(None);
        if self.kiosk.service().get_untracked() != Service::Unpaired {
            shopper::forget();
            self.kiosk.unpaired();
        }
        if used {
            session::end();
        }
    }
}

/// Takes note of how a question went. That the key is not good any more is believed of the questions
/// that are about nothing else; after any other the heartbeat tells.
pub fn report(path: &str, refused: Option<Refused>) {
    let Some(line) = HERE.get() else { return };
    let judged = match refused {
        Some(Refused::NoLine) => standing::Standing::missed,
        _ => standing::Standing::answered,
    };
    line.judge(judged);
    match refused {
        Some(Refused::Unpaired) if [SETUP, HEARTBEAT].contains(&path) => line.revoked(),
        Some(Refused::Unpaired) if line.is_known() => line.beat(),
        _ => {}
    }
}

/// Whoever was here has gone: what was said to them is not asked for again.
pub fn forget() {
    if let Some(line) = HERE.get() {
        line.forget_heard();
    }
}

/// Some milliseconds.
pub async fn pause(ms: u32) {
    let passed = Promise::new(&mut |resolve, _| {
        let resolve = move || _ = resolve.call0(&JsValue::UNDEFINED);
        Timeout::new(ms, resolve).forget();
    });
    let _ = JsFuture::from(passed).await;
}
