//! Every half minute: how the screen is, and what the associates have told it to do.

use super::Line;
use crate::kiosk::{Service, desk, session};
use crate::shopper;
use baguni_api::kiosk::{DeviceOrder, HEARTBEAT_S, Heartbeat};
use gloo::timers::callback::Timeout;
use js_sys::{Date, Reflect, WebAssembly};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};

/// What the heartbeat is made of that nobody else keeps. Times are milliseconds since 1970.
#[derive(Clone, Copy)]
pub(super) struct Heart {
    /// When the page was loaded.
    began: u64,
    round_trip: StoredValue<Option<u32>>,
    next: StoredValue<Option<Timeout>, LocalStorage>,
    beating: StoredValue<bool>,
    /// It was asked to beat while it was beating.
    again: StoredValue<bool>,
    /// The page is to be loaded anew once the server has heard that it will be.
    renewing: StoredValue<Option<DeviceOrder>>,
    /// The newest of everything is on its way.
    fetching: StoredValue<bool>,
    /// The page is to be loaded anew after that, whoever is here.
    insisted: StoredValue<bool>,
}

impl Heart {
    pub(super) fn new() -> Self {
        Self {
            began: now(),
            round_trip: StoredValue::new(None),
            next: StoredValue::new_local(None),
            beating: StoredValue::new(false),
            again: StoredValue::new(false),
            renewing: StoredValue::new(None),
            fetching: StoredValue::new(false),
            insisted: StoredValue::new(false),
        }
    }

    pub(super) fn round_trip(self) -> Option<u32> {
        self.round_trip.get_value()
    }

    pub(super) fn rest(self) {
        self.next.set_value(None);
        self.again.set_value(false);
    }
}

impl Line {
    /// Says at once how the screen is, and again and again from then on.
    pub fn beat(self) {
        let heart = self.heartbeat;
        if heart.beating.get_value() {
            return heart.again.set_value(true);
        }
        heart.rest();
        heart.beating.set_value(true);
        spawn_local(async move {
            let paired = self.beat_once().await;
            heart.beating.set_value(false);
            if paired {
                let after = self.wait().unwrap_or(HEARTBEAT_S * 1_000);
                let after = if heart.again.get_value() { 0 } else { after };
                let next = Timeout::new(after, move || self.beat());
                heart.next.set_value(Some(next));
            }
        });
    }

    /// Whether the screen is still one of this shop's.
    async fn beat_once(self) -> bool {
        let said = self.state();
        let asked = now();
        let told = match desk::heartbeat(&said).await {
            Ok(told) => told,
            Err(refused) => return refused != desk::Refused::Unpaired,
        };
        self.heartbeat
            .round_trip
            .set_value(u32::try_from(now().saturating_sub(asked)).ok());
        self.last_answer.set(Some(now()));
        let mut at_once = Vec::new();
        self.orders.update_value(|orders| {
            orders.told(&said.done);
            at_once = orders.hear(told);
        });
        if !at_once.is_empty() {
            self.heartbeat.again.set_value(true);
        }
        at_once.into_iter().for_each(|order| self.carry_out(order));
        self.use_rest();
        true
    }

    fn state(self) -> Heartbeat {
        let heart = self.heartbeat;
        Heartbeat {
            version: version(),
            uptime_s: seconds_since(heart.began),
            heap: heap(),
            idle_s: session::idle_s(),
            screen: self.shown().to_owned(),
            round_trip_ms: heart.round_trip.get_value(),
            queue: shopper::waiting(),
            snapshot_s: self.shelf.taken_at().get_untracked().map(seconds_since),
            done: self.orders.with_value(super::orders::Orders::done),
        }
    }

    fn shown(self) -> &'static str {
        match self.kiosk.service().get_untracked() {
            Service::Open => untrack(|| self.kiosk.screen()).code(),
            _ => "out-of-service",
        }
    }

    fn carry_out(self, order: DeviceOrder) {
        match order {
            DeviceOrder::Lock => {
                self.kiosk.change(|setup| setup.locked = true);
                if !self.is_at_rest() {
                    session::end();
                }
            }
            DeviceOrder::Unlock => self.kiosk.change(|setup| setup.locked = false),
            DeviceOrder::Message(message) => self.kiosk.change(|setup| setup.message = message),
            DeviceOrder::Reload | DeviceOrder::Update => {}
        }
    }

    pub(super) fn is_at_rest(self) -> bool {
        !session::is_used() && !session::is_ending()
    }

    /// Loads the page anew if that is due and nobody is here.
    pub(super) fn use_rest(self) {
        if !self.is_at_rest() {
            return;
        }
        let (mut due, mut told) = (None, false);
        self.orders.update_value(|orders| {
            due = orders.now_free();
            told = orders.done().is_empty();
        });
        if due.is_some() {
            self.heartbeat.renewing.set_value(due);
            return self.beat();
        }
        match self.heartbeat.renewing.get_value() {
            Some(DeviceOrder::Update) if told => self.fetch_and_load(),
            Some(_) if told => load_anew(),
            _ => {}
        }
    }

    /// Loads the page anew with the newest of everything, whoever is here.
    pub fn renew(self) {
        self.heartbeat.insisted.set_value(true);
        self.fetch_and_load();
    }

    /// Whoever has come while it was fetched is not torn from what they do: then it waits for the
    /// next rest.
    fn fetch_and_load(self) {
        let heart = self.heartbeat;
        if heart.fetching.get_value() {
            return;
        }
        heart.fetching.set_value(true);
        spawn_local(async move {
            self.shelf.fetch_anew().await;
            if heart.insisted.get_value() || self.is_at_rest() {
                return load_anew();
            }
            heart.fetching.set_value(false);
        });
    }
}

fn load_anew() {
    let _ = window().location().reload();
}

/// The build, and the first digits of the bundle's own name.
pub fn version() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let loaded = document().query_selector("link[rel=modulepreload][href*=kiosk]");
    let href = loaded
        .ok()
        .flatten()
        .and_then(|link| link.get_attribute("href"));
    let named = href.and_then(|href| {
        let (_, hash) = href.split_once("kiosk-")?;
        hash.get(..7).map(str::to_owned)
    });
    named.map_or(version.to_owned(), |hash| format!("{version}+{hash}"))
}

/// What scripts hold, where the browser says it, and the memory of this program.
fn heap() -> u64 {
    let get = |from: &JsValue, name: &str| Reflect::get(from, &name.into()).ok();
    let memory = get(&window(), "performance").and_then(|it| get(&it, "memory"));
    let scripts = memory.and_then(|memory| get(&memory, "usedJSHeapSize")?.as_f64());
    let own: WebAssembly::Memory = wasm_bindgen::memory().unchecked_into();
    let own = get(&own.buffer(), "byteLength").and_then(|length| length.as_f64());
    scripts.map_or(0, |scripts| (scripts + own.unwrap_or_default()) as u64)
}

fn seconds_since(moment: u64) -> u32 {
    u32::try_from(now().saturating_sub(moment) / 1_000).unwrap_or(u32::MAX)
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    Date::now() as u64
}
