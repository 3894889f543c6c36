//! What happens at once: the server's events, opened again after every failure.

use super::{Line, standing::Standing};
use baguni_api::kiosk::{EVENTS, News};
use baguni_api::wire;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{EventSource, MessageEvent};

#[derive(Default)]
pub(super) struct Events {
    source: Option<Source>,
    /// How this way has done, apart from the line as a whole.
    standing: Standing,
    /// The id of the last event; empty before the first.
    heard: String,
    retry: Option<Timeout>,
}

struct Source {
    events: EventSource,
    _listeners: [EventListener; 3],
}

impl Events {
    /// Ids are of a kind that needs no quoting.
    fn address(&self) -> String {
        match self.heard.as_str() {
            "" => EVENTS.to_owned(),
            heard => format!("{EVENTS}?since={heard}"),
        }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        self.events.close();
    }
}

impl Line {
    pub(super) fn open_events(self) {
        let open = self
            .events
            .with_value(|events| events.source.is_some() || events.retry.is_some());
        if open || !self.is_known() {
            return;
        }
        let Ok(events) = EventSource::new(&self.events.with_value(Events::address)) else {
            return;
        };
        let listeners = [
            EventListener::new(&events, "open", move |_| self.events_open()),
            EventListener::new(&events, "message", move |event| {
                let event: &MessageEvent = event.unchecked_ref();
                let heard = event.last_event_id();
                self.events.update_value(|events| events.heard = heard);
                if let Some(news) = event.data().as_string().and_then(|text| read(&text)) {
                    self.hear(news);
                }
            }),
            EventListener::new(&events, "error", move |_| self.events_lost()),
        ];
        let source = Source {
            events,
            _listeners: listeners,
        };
        self.events
            .update_value(|events| events.source = Some(source));
    }

    pub(super) fn close_events(self) {
        self.events.update_value(|events| {
            *events = Events {
                heard: std::mem::take(&mut events.heard),
                ..Events::default()
            };
        });
    }

    /// Whoever comes next has missed nothing.
    pub(super) fn forget_heard(self) {
        self.events.update_value(|events| events.heard.clear());
    }

    /// What concerns whoever is here, and how the call is, the server says again by itself; the rest
    /// of what was said in between nobody has heard.
    fn events_open(self) {
        let first = self
            .events
            .with_value(|events| events.standing == Standing::default());
        self.events
            .update_value(|events| events.standing.answered());
        if !first {
            self.shelf.refresh();
            self.beat();
        }
    }

    /// The browser would come again by itself, every screen of the shop in the same second.
    fn events_lost(self) {
        let again = move || {
            self.events.update_value(|events| events.retry = None);
            self.open_events();
        };
        self.events.update_value(|events| {
            events.source = None;
            events.standing.missed();
            let wait = events.standing.wait(js_sys::Math::random());
            events.retry = Some(Timeout::new(wait.unwrap_or_default(), again));
        });
        self.beat();
    }
}

fn read(text: &str) -> Option<News> {
    let bytes = window().atob(text).ok()?;
    let bytes: Vec<u8> = bytes.chars().map(|c| c as u8).collect();
    wire::decode(&bytes).ok()
}
