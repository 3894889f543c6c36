//! The barcode scanner, on every screen: what it reads opens, or it is said why it does not.
//!
//! A scanner is a keyboard to the browser. [`wedge`] tells it from a hand, [`reading`] says what a
//! text is, and [`Scanner`] leads there. Its keys reach nothing else: what the first of them have
//! changed in a field is put back, and the Enter behind them presses nothing.

mod keys;
mod reading;
mod wedge;

use super::screen::Screen;
use super::snapshot::Shelf;
use super::{Kiosk, Service, session};
use baguni_commerce::{Barcode, Handle, Sku};
use gloo::events::{EventListener, EventListenerOptions};
use keys::Key;
use leptos::prelude::*;
use reading::Read;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};
use wedge::{Fed, Wedge};

/// The scanner, as the screens see it.
#[derive(Clone, Copy)]
pub struct Scanner {
    said: RwSignal<Option<Trouble>>,
    pickup: RwSignal<Option<String>>,
    /// Where the parts of the page are known.
    around: StoredValue<Owner>,
}

/// Why what was scanned does not open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The check digit is wrong: the label is worn, or was held badly.
    Misread(Barcode),
    /// A barcode, of nothing that is sold here.
    NotSold(Barcode),
    /// An address is for phones.
    Address,
    /// Whatever else. It is not shown: anybody could have written anything.
    Unknown,
}

impl Trouble {
    /// What tests know it by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Misread(_) => "misread",
            Self::NotSold(_) => "not-sold",
            Self::Address => "address",
            Self::Unknown => "unknown",
        }
    }

    /// The number that was read, where it is one that stands under a barcode.
    pub fn number(&self) -> Option<&str> {
        let (Self::Misread(code) | Self::NotSold(code)) = self else {
            return None;
        };
        let digits = code.as_str().bytes().all(|b| b.is_ascii_digit());
        (digits && code.as_str().len() <= 14).then_some(code.as_str())
    }
}

impl Scanner {
    /// The scanner of the screen around.
    pub fn here() -> Self {
        expect_context()
    }

    /// What was wrong with what was scanned last, until something else is scanned or the screen is
    /// at rest.
    pub fn trouble(self) -> ReadSignal<Option<Trouble>> {
        self.said.read_only()
    }

    /// The scanned code of an order that waits here, for [`Screen::Pickup`]: whoever takes it has
    /// it, once.
    pub fn take_pickup(self) -> Option<String> {
        self.pickup.with(Option::is_some).then_some(())?;
        self.pickup.try_update_untracked(Option::take).flatten()
    }

    fn read(self, kiosk: Kiosk, text: &str) {
        if kiosk.service().get_untracked() != Service::Open
            || untrack(|| kiosk.screen()) == Screen::Staff
        {
            return;
        }
        let found = match Read::of(text) {
            Read::Pickup(code) => {
                self.said.set(None);
                self.pickup.set(Some(code));
                return kiosk.go(Screen::Pickup);
            }
            Read::Gtin(code) | Read::Own(code) => self.find(&code).ok_or(Trouble::NotSold(code)),
            Read::Unchecked(code) => self.find(&code).ok_or(Trouble::Misread(code)),
            Read::Address => Err(Trouble::Address),
            Read::Unknown => Err(Trouble::Unknown),
        };
        match found {
            Ok(found) => self.open(kiosk, found),
            Err(trouble) => self.tell(kiosk, trouble),
        }
    }

    /// In the catalogue on this screen: line or not, it is found at once.
    fn find(self, code: &Barcode) -> Option<(Handle, Sku)> {
        let shelf = self
            .around
            .with_value(|owner| owner.with(use_context::<Shelf>))?;
        let shop = shelf.storefront();
        shop.with_untracked(|shop| shop.as_ref()?.by_barcode(code.as_str()))
    }

    /// One product after another takes the place of the one before: back leads to where scanning
    /// began.
    fn open(self, kiosk: Kiosk, (handle, sku): (Handle, Sku)) {
        self.said.set(None);
        let product = Screen::Product {
            handle,
            sku: Some(sku),
        };
        match untrack(|| kiosk.screen()) {
            Screen::Product { .. } | Screen::Scan => kiosk.replace(product),
            _ => kiosk.go(product),
        }
    }

    fn tell(self, kiosk: Kiosk, trouble: Trouble) {
        self.said.set(Some(trouble));
        kiosk.go(Screen::Scan);
    }
}

/// Listens from now on, before anything else that listens to keys.
pub fn follow(kiosk: Kiosk) {
    let scanner = Scanner {
        said: RwSignal::new(None),
        pickup: RwSignal::new(None),
        around: StoredValue::new(Owner::current().unwrap_or_default()),
    };
    provide_context(scanner);
    Effect::new(move || {
        if kiosk.screen() == Screen::Attract {
            scanner.said.set(None);
            scanner.pickup.set(None);
        }
    });
    let mut ear = Ear::default();
    let options = EventListenerOptions {
        phase: gloo::events::EventListenerPhase::Capture,
        passive: false,
    };
    let listen = move |event: &Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        // Who is being forgotten is not heard any more.
        if session::is_ending() {
            ear = Ear::default();
            return;
        }
        match ear.hear(event) {
            Fed::Read(text) => scanner.read(kiosk, &text),
            Fed::TooLong => scanner.read(kiosk, ""),
            _ => {}
        }
    };
    EventListener::new_with_options(&window(), "keydown", options, listen).forget();
}

/// What hears the keys.
#[derive(Default)]
struct Ear {
    wedge: Wedge,
    /// The field that the keys of what may be a scan are typed into, and what stood in it before.
    before: Option<(HtmlInputElement, String)>,
}

impl Ear {
    fn hear(&mut self, event: &KeyboardEvent) -> Fed {
        let fed = self.wedge.feed(event.time_stamp(), key(event));
        match &fed {
            Fed::Begins => {
                let field = field_of(event).or_else(field_of_page);
                self.before = field.map(|field| (field.clone(), field.value()));
            }
            fed if fed.is_scanned() => {
                stop(event);
                self.put_back();
            }
            // Space would press the button that has the focus.
            Fed::Follows if event.code() == "Space" && field_of(event).is_none() => stop(event),
            _ => {}
        }
        fed
    }

    fn put_back(&mut self) {
        let Some((field, text)) = self.before.take() else {
            return;
        };
        if field.value() == text {
            return;
        }
        // Ends what an input method has begun with the keys.
        let _ = field.blur();
        field.set_value(&text);
        if let Ok(event) = Event::new("input") {
            let _ = field.dispatch_event(&event);
        }
        let _ = field.focus();
    }
}

fn key(event: &KeyboardEvent) -> Key {
    match event.ctrl_key() || event.alt_key() || event.meta_key() || event.repeat() {
        true => Key::Other,
        false => Key::of(&event.code(), event.shift_key()),
    }
}

fn field_of(event: &KeyboardEvent) -> Option<HtmlInputElement> {
    event.target()?.dyn_into().ok()
}

/// Where keys go that nothing else wants: the search takes them wherever the focus is.
fn field_of_page() -> Option<HtmlInputElement> {
    let field = document().query_selector("main input").ok()??;
    field.dyn_into().ok()
}

fn stop(event: &KeyboardEvent) {
    event.prevent_default();
    event.stop_immediate_propagation();
}
