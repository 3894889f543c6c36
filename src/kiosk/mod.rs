//! The screen in a store: the same shop for people who stand in front of it, in millimetres, without
//! a keyboard, and with nothing left behind when they go.
//!
//! [`Kiosk`] is what every part of it can do and know. [`screen`] names the screens, [`frame`] is
//! what stands around each, [`screens`] draws them. All of it happens at one address and in memory
//! (docs/decisions/0016-kiosk.md).

pub mod choices;
pub mod desk;
mod frame;
pub mod kept;
pub mod keyboard;
mod keypad;
pub mod line;
pub mod parts;
mod phone;
mod places;
pub mod scanner;
pub mod screen;
mod screens;
pub mod session;
mod sizes;
pub mod snapshot;
mod until;
pub mod voice;
mod words;

use crate::browser;
use crate::shopper::{self, Shopper};
use crate::visit::Visit;
use baguni_api::kiosk::{Setup, Ticket};
use baguni_commerce::order::OrderNumber;
use choices::Choices;
use leptos::prelude::*;
use screen::{Screen, Trail};

/// The screen in a store, as every part of it sees it.
#[derive(Clone, Copy)]
pub struct Kiosk {
    /// What it is set up as, once that is known.
    setup: RwSignal<Option<Setup>>,
    service: RwSignal<Service>,
    trail: RwSignal<Trail>,
    choices: RwSignal<Choices>,
    online: RwSignal<bool>,
}

/// Whether the screen can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// It has just been switched on.
    Starting,
    /// No store has set it up, or no longer.
    Unpaired,
    Open,
    /// An associate has locked it, or it has neither a catalogue nor a line.
    Closed,
}

impl Kiosk {
    fn provide() -> Self {
        let kiosk = Self {
            setup: RwSignal::new(None),
            service: RwSignal::new(Service::Starting),
            trail: RwSignal::new(Trail::default()),
            choices: RwSignal::new(Choices::default()),
            online: RwSignal::new(true),
        };
        provide_context(kiosk);
        kiosk
    }

    pub fn here() -> Self {
        expect_context()
    }

    pub fn setup(self) -> ReadSignal<Option<Setup>> {
        self.setup.read_only()
    }

    pub fn service(self) -> ReadSignal<Service> {
        self.service.read_only()
    }

    /// What is chosen for eyes, ears and hands; back to the usual with every session.
    pub fn choices(self) -> RwSignal<Choices> {
        self.choices
    }

    /// Whether there is a line to the shop.
    pub fn online(self) -> RwSignal<bool> {
        self.online
    }

    /// The screen that is shown.
    pub fn screen(self) -> Screen {
        self.trail.with(|trail| trail.last().clone())
    }

    pub fn can_go_back(self) -> bool {
        self.trail.with(Trail::can_go_back)
    }

    /// Shows another screen; back leads to this one.
    pub fn go(self, screen: Screen) {
        self.trail.update(|trail| trail.go(screen));
    }

    /// Shows another screen in the place of this one.
    pub fn replace(self, screen: Screen) {
        self.trail.update(|trail| trail.replace(screen));
    }

    /// Back to the beginning is the end for whoever's phone has the basket too: the next one there is
    /// somebody else.
    pub fn back(self) {
        let leaves = self.trail.with_untracked(Trail::is_first_step) && session::is_on_phone();
        match leaves {
            true => session::leave(),
            false => self.trail.update(Trail::back),
        }
    }

    /// The numbers for the counter that somebody here was given, the last one last.
    pub fn tickets(self) -> Vec<Ticket> {
        self.trail.with(|trail| trail.tickets().to_vec())
    }

    /// A number has been paid. Whoever reads it is told; whoever has gone on is not torn away.
    pub fn paid(self, number: &str, order: OrderNumber) {
        self.trail.update(|trail| trail.paid(number, order));
    }

    /// Where shopping begins.
    pub fn home(self) {
        self.trail.update(Trail::home);
    }

    /// Takes what the server says of this screen.
    pub fn set_up(self, setup: Setup) {
        let service = if setup.locked {
            Service::Closed
        } else {
            Service::Open
        };
        sizes::apply(&setup.profile, &self.choices.get_untracked());
        kept::keep(&setup);
        self.setup.set(Some(setup));
        self.service.set(service);
    }

    /// Changes what it is set up as; nothing where it is not.
    pub fn change(self, change: impl FnOnce(&mut Setup)) {
        if let Some(mut setup) = self.setup.get_untracked() {
            change(&mut setup);
            self.set_up(setup);
        }
    }

    /// There is nothing to show yet.
    pub fn close(self) {
        self.service.set(Service::Closed);
    }

    /// The key is not good any more.
    pub fn unpaired(self) {
        kept::forget();
        self.setup.set(None);
        self.service.set(Service::Unpaired);
    }
}

/// All of it. The language may change at any moment, and with it every word: then everything but
/// the basket and the trail is drawn anew.
#[component]
pub fn KioskApp() -> impl IntoView {
    shopper::share_screen();
    let kiosk = Kiosk::provide();
    Shopper::provide(None);
    sizes::follow(kiosk);
    // It has to be the first that hears what is done, since it hears nobody while it ends.
    session::follow(kiosk);
    scanner::follow(kiosk);
    keypad::follow(kiosk);
    voice::follow(kiosk);
    screens::Looking::provide(kiosk);
    let shelf = snapshot::Shelf::begin(kiosk);
    line::Line::begin(kiosk, shelf);
    let locale = Memo::new(move |_| kiosk.choices.with(|choices| choices.locale));
    move || {
        let visit: Visit = browser::kiosk_visit(locale.get(), shelf.api());
        provide_context(visit);
        view! {
            <frame::Frame />
            <session::Asking />
        }
    }
}
