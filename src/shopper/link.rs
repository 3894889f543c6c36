//! The way to the server: a socket of this tab, opened when there is something to say or to hear,
//! and again after every failure. Where sockets do not get through, posts and events do.

use super::wire::{begin_session, posted, request};
use super::{jar, platform, tab};
use baguni_api::forms::cookies;
use baguni_api::paths;
use baguni_replica::codec::encode;
use baguni_replica::frame::{Bye, Up, batch, batched, read_down};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use leptos::prelude::{document, window};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;
use web_sys::{BinaryType, EventSource, MessageEvent, WebSocket};

/// The first wait before connecting again, and the longest, in milliseconds. Each is drawn from 0
/// to the bound, so that a thousand tabs do not come back at once.
const FIRST_WAIT_MS: u32 = 250;
const LONGEST_WAIT_MS: u32 = 30_000;

/// A socket that does not answer for so long after something was sent is as good as closed.
const ANSWER_MS: u32 = 10_000;

/// A hidden tab closes its socket after so long, once nothing waits.
const HIDDEN_MS: u32 = 30_000;

/// So many sockets in a row that never opened, and it goes on without.
const SOCKETS_TRIED: u32 = 3;

/// The server's pulse comes every 25 s. Without a sign for so long, the line is dead.
const SILENCE_MS: u32 = 65_000;

#[derive(Default)]
pub struct Link {
    way: RefCell<Option<Way>>,
    opening: Cell<bool>,
    /// How often in a row it has failed.
    failures: Cell<u32>,
    /// How many sockets in a row never opened.
    unopened: Cell<u32>,
    /// Nothing is opened: the server has no use for this page, or nobody is let in yet.
    shut: Cell<bool>,
    /// How many ways have been closed: what was sent over them is not listened to any more.
    closed: Cell<u32>,
    retry: RefCell<Option<Timeout>>,
    answer: RefCell<Option<Timeout>>,
    silence: RefCell<Option<Timeout>>,
    hidden: RefCell<Option<Timeout>>,
}

/// How messages travel.
enum Way {
    Socket(WebSocket, [EventListener; 3]),
    Posts(EventSource, EventListener),
}

impl Way {
    fn close(self) {
        match self {
            Self::Socket(socket, listeners) => {
                drop(listeners);
                let _ = socket.close();
            }
            Self::Posts(events, listener) => {
                drop(listener);
                events.close();
            }
        }
    }
}

impl Link {
    /// Begins to follow the page: shown and hidden, online and offline, gone and come back. On a
    /// shared screen nothing is opened before [`Self::open_up`].
    pub fn begin(&'static self) {
        self.shut.set(!platform::keeps());
        let on = |name: &'static str, heard: fn(&'static Link)| {
            EventListener::new(&window(), name, move |_| heard(self)).forget();
        };
        on("online", Self::want_now);
        on("focus", Self::want);
        on("pagehide", |link| {
            tab::with(tab::Tab::rest);
            link.stop();
        });
        EventListener::new(&window(), "pageshow", |event| {
            let event: &web_sys::PageTransitionEvent = event.unchecked_ref();
            if event.persisted() {
                tab::with(tab::Tab::resume);
            }
        })
        .forget();
        let seen = move |_: &web_sys::Event| self.visibility_changed();
        EventListener::new(&document(), "visibilitychange", seen).forget();
        self.want();
    }

    /// Whether the last attempt to reach the server failed.
    pub fn has_failed(&self) -> bool {
        self.failures.get() > 0 || !window().navigator().on_line()
    }

    /// Connects if there is a reason to and nothing stands against it. A hidden tab has one only
    /// while something waits: no other tab sends that.
    pub fn want(&self) {
        let waits = self.retry.borrow().is_some() || self.opening.get();
        let open = self.way.borrow().is_some();
        let offline = !window().navigator().on_line();
        let hidden = document().hidden();
        if open || waits || offline || self.shut.get() {
            return;
        }
        if something_waits() || !hidden && jar::read(cookies::SHOPPER).is_some() {
            if hidden {
                self.rest_later();
            }
            self.opening.set(true);
            spawn_local(open_way());
        }
    }

    /// Without waiting for the next attempt.
    pub fn want_now(&self) {
        self.retry.take();
        self.want();
    }

    pub fn is_shut(&self) -> bool {
        self.shut.get()
    }

    /// Closes the way, and opens none before [`Self::open_up`].
    pub fn shut(&self) {
        self.stop();
        self.shut.set(true);
    }

    /// What stood against connecting does not any more.
    pub fn open_up(&self) {
        self.shut.set(false);
        self.unopened.set(0);
        self.want_now();
    }

    /// Sends a message. Where the way is lost, it stays pending.
    pub fn send(&self, word: &Up) {
        let bytes = encode(word);
        match &*self.way.borrow() {
            Some(Way::Socket(socket, _)) => {
                let _ = socket.send_with_u8_array(&bytes);
            }
            Some(Way::Posts(..)) => self.post(&[bytes]),
            None => return,
        }
        if *word != Up::Pulse {
            self.await_answer();
        }
    }

    /// Greets once more on the same way: there is something new to ask about.
    pub fn greet_again(&self) {
        if self.way.borrow().is_some() {
            self.greet();
        } else {
            self.want();
        }
    }

    fn greet(&self) {
        tab::with(|tab| {
            let hello = tab.device.borrow_mut().connected();
            self.send(&hello);
        });
    }

    fn heard(&self, bytes: &[u8]) {
        self.answer.take();
        self.failures.set(0);
        self.await_sign();
        // What this build cannot read, the next greeting brings again.
        if let Ok(word) = read_down(bytes) {
            tab::with(|tab| {
                tab.receive(word);
                if tab.device.borrow().is_unanswered() {
                    tab.link.await_answer();
                }
            });
        }
    }

    /// The way is lost: another one after a while.
    fn lost(&self) {
        self.stop();
        let failures = self.failures.get();
        self.failures.set(failures.saturating_add(1));
        let bound = LONGEST_WAIT_MS.min(FIRST_WAIT_MS << failures.min(10));
        self.come_again((js_sys::Math::random() * f64::from(bound)) as u32);
        tab::with(tab::Tab::tell_standing);
    }

    fn come_again(&self, after: u32) {
        let again = || {
            tab::with(|tab| {
                tab.link.retry.take();
                tab.link.want();
            });
        };
        self.retry.replace(Some(Timeout::new(after, again)));
    }

    /// The server has ended it.
    pub fn closed(&self, bye: Bye) {
        self.stop();
        match bye {
            Bye::Upgrade => self.shut(),
            Bye::Later(after) => self.come_again(after.min(LONGEST_WAIT_MS)),
            Bye::Malformed => self.come_again(LONGEST_WAIT_MS),
            Bye::Foreign | Bye::Unknown => self.come_again(FIRST_WAIT_MS),
        }
    }

    /// Another session from now on.
    pub fn restart(&self) {
        self.stop();
        self.want_now();
    }

    pub(super) fn stop(&self) {
        self.closed.set(self.closed.get() + 1);
        self.answer.take();
        self.silence.take();
        if let Some(way) = self.way.take() {
            way.close();
        }
        tab::with(|tab| {
            if let Ok(mut device) = tab.device.try_borrow_mut() {
                device.disconnected();
            }
        });
    }

    fn await_answer(&self) {
        if self.answer.borrow().is_none() {
            let lost = || tab::with(|tab| tab.link.lost());
            self.answer.replace(Some(Timeout::new(ANSWER_MS, lost)));
        }
    }

    fn await_sign(&self) {
        let lost = || tab::with(|tab| tab.link.lost());
        self.silence.replace(Some(Timeout::new(SILENCE_MS, lost)));
    }

    fn visibility_changed(&self) {
        if document().hidden() {
            self.rest_later();
        } else {
            self.hidden.take();
            tab::with(tab::Tab::look_who_is_here);
            self.want_now();
        }
    }

    fn rest_later(&self) {
        let rest = || {
            tab::with(|tab| match something_waits() {
                true => tab.link.rest_later(),
                false => tab.link.stop(),
            });
        };
        self.hidden.replace(Some(Timeout::new(HIDDEN_MS, rest)));
    }

    fn open_socket(&'static self) -> Result<(), JsValue> {
        let location = window().location();
        let scheme = match location.protocol()?.as_str() {
            "https:" => "wss",
            _ => "ws",
        };
        let address = format!("{scheme}://{}{}", location.host()?, paths::SYNC_SOCKET);
        let socket = WebSocket::new(&address)?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        self.unopened.set(self.unopened.get() + 1);
        let listeners = [
            EventListener::new(&socket, "open", |_| {
                tab::with(|tab| {
                    tab.link.unopened.set(0);
                    tab.link.greet();
                });
            }),
            EventListener::new(&socket, "message", |event| {
                let event: &MessageEvent = event.unchecked_ref();
                let bytes = Uint8Array::new(&event.data()).to_vec();
                tab::with(|tab| tab.link.heard(&bytes));
            }),
            EventListener::new(&socket, "close", |_| tab::with(|tab| tab.link.lost())),
        ];
        self.way.replace(Some(Way::Socket(socket, listeners)));
        Ok(())
    }

    fn open_events(&'static self) -> Result<(), JsValue> {
        let mut address = paths::SYNC_EVENTS.to_owned();
        tab::with(|tab| {
            let replica = tab.device.borrow().replica();
            address = format!("{address}?replica={replica}");
        });
        let events = EventSource::new(&address)?;
        let listener = EventListener::new(&events, "message", |event| {
            let event: &MessageEvent = event.unchecked_ref();
            let text = event.data().as_string().unwrap_or_default();
            let bytes = window().atob(&text).unwrap_or_default();
            let bytes: Vec<u8> = bytes.chars().map(|c| c as u8).collect();
            tab::with(|tab| tab.link.heard(&bytes));
        });
        self.way.replace(Some(Way::Posts(events, listener)));
        self.greet();
        Ok(())
    }

    /// Each post stands alone, so each begins with the greeting.
    fn post(&self, words: &[Vec<u8>]) {
        let mut hello = None;
        tab::with(|tab| hello = tab.device.try_borrow().ok().map(|device| device.greeting()));
        let hello = hello.map(|hello| encode(&hello));
        let words: Vec<&[u8]> = hello.iter().chain(words).map(Vec::as_slice).collect();
        let (body, way) = (batch(words), self.closed.get());
        let is_open = move |tab: &tab::Tab| tab.link.closed.get() == way;
        spawn_local(async move {
            match posted(&body).await {
                Ok(answer) => {
                    for bytes in batched(&answer).unwrap_or_default() {
                        tab::with(|tab| {
                            if is_open(tab) {
                                tab.link.heard(bytes);
                            }
                        });
                    }
                }
                Err(_) => tab::with(|tab| {
                    if is_open(tab) {
                        // The server may be gone for both: a socket has its turn again.
                        tab.link.unopened.set(SOCKETS_TRIED - 1);
                        tab.link.lost();
                    }
                }),
            }
        });
    }

    /// What still waits when the page goes. The browser sends it after the page is gone.
    pub fn post_last(&self, words: &[Up]) {
        let words: Vec<Vec<u8>> = words.iter().map(encode).collect();
        let body = batch(words.iter().map(Vec::as_slice));
        let request = request(&body);
        let _ = Reflect::set(&request, &"keepalive".into(), &JsValue::TRUE);
        let _ = window().fetch_with_str_and_init(paths::SYNC_FRAMES, &request);
    }
}

fn something_waits() -> bool {
    let mut waits = false;
    tab::with(|tab| waits = tab.device.borrow().waiting() > 0);
    waits
}

/// Opens a way, with a session if there is none yet. Only one tab begins a session.
async fn open_way() {
    let ready = match jar::read(cookies::SHOPPER) {
        Some(_) => Ok(true),
        None if something_waits() => begin_session().await.map(|()| true),
        // The shopper has just signed out. Nobody is a guest before there is something to keep.
        None => Ok(false),
    };
    tab::with(|tab| {
        let link = &tab.link;
        link.opening.set(false);
        let opened = ready.and_then(|ready| match link.unopened.get() < SOCKETS_TRIED {
            _ if !ready || link.shut.get() => Ok(()),
            true => link.open_socket(),
            false => link.open_events(),
        });
        if opened.is_err() {
            link.lost();
        }
    });
}
