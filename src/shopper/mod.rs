//! This device's cart and wishlist as signals. Pages read the signals and call the verbs; where
//! the lists are kept is known here only: in cookies, which the server's forms read and write too.
//! The mergeable replica of several devices takes this place behind the same verbs.

pub mod jar;
pub mod recent;
mod told;

use crate::i18n;
use crate::visit::{ShopperLists, Visit};
use baguni_api::forms::{Problem, cookies};
use baguni_commerce::cart::CartError;
use baguni_commerce::{CartLines, Quantity, Sku, Wishlist};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use send_wrapper::SendWrapper;

/// The shopper at this device.
#[derive(Clone, Copy)]
pub struct Shopper {
    cart: RwSignal<CartLines>,
    wishlist: RwSignal<Wishlist>,
    notice: RwSignal<Option<Notice>>,
}

/// What just happened, for the line at the foot of the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    Added {
        title: String,
    },
    /// What was removed, and where it stood: enough to put it back.
    Removed {
        title: String,
        sku: Sku,
        place: usize,
        quantity: Quantity,
    },
    Problem(Problem),
}

/// How long a notice stays, in milliseconds: long enough to read it and reach "undo".
const NOTICE_MS: u32 = 8_000;

impl Shopper {
    /// Begins with what the page was rendered with, and looks into the device's own lists once
    /// the page is live, and again whenever the shopper comes back to it.
    pub fn provide(lists: ShopperLists) -> Self {
        let shopper = Self {
            cart: RwSignal::new(lists.cart),
            wishlist: RwSignal::new(lists.wishlist),
            notice: RwSignal::new(None),
        };
        provide_context(shopper);
        Effect::new(move || {
            shopper.look_up();
            let listen = |event| EventListener::new(&window(), event, move |_| shopper.look_up());
            StoredValue::new(SendWrapper::new(["focus", "pageshow"].map(listen)));
        });
        shopper
    }

    /// The shopper of the page around.
    pub fn here() -> Self {
        expect_context()
    }

    pub fn cart(self) -> ReadSignal<CartLines> {
        self.cart.read_only()
    }

    pub fn wishlist(self) -> ReadSignal<Wishlist> {
        self.wishlist.read_only()
    }

    pub fn notice(self) -> ReadSignal<Option<Notice>> {
        self.notice.read_only()
    }

    pub fn wishes(self, sku: &Sku) -> bool {
        self.wishlist.with(|wishlist| wishlist.contains(sku))
    }

    pub fn add(self, sku: Sku, quantity: Quantity, title: String) {
        let added = self.change_cart(|cart| cart.add(sku.clone(), quantity));
        self.notify(match added {
            Ok(()) => {
                told::added(&sku, quantity);
                Notice::Added { title }
            }
            Err(_) => Notice::Problem(Problem::Full),
        });
    }

    pub fn set_quantity(self, sku: &Sku, quantity: Quantity) {
        self.change_cart(|cart| cart.set(sku, quantity));
    }

    pub fn remove(self, sku: &Sku, title: String) {
        if let Some((place, quantity)) = self.change_cart(|cart| cart.remove(sku)) {
            told::removed(sku, quantity);
            self.notify(Notice::Removed {
                title,
                sku: sku.clone(),
                place,
                quantity,
            });
        }
    }

    /// Puts a removed line back.
    pub fn restore(self, sku: Sku, place: usize, quantity: Quantity) {
        self.change_cart(|cart| cart.restore(place, sku, quantity));
        self.notice.set(None);
    }

    pub fn toggle_wish(self, sku: &Sku) {
        let toggled = self.change_wishlist(|wishlist| match wishlist.remove(sku) {
            true => Ok(false),
            false => wishlist.add(sku.clone()).map(|()| true),
        });
        match toggled {
            Ok(true) => told::wished(sku),
            Ok(false) => {}
            Err(_) => self.complain(Problem::Full),
        }
    }

    pub fn complain(self, problem: Problem) {
        self.notify(Notice::Problem(problem));
    }

    fn notify(self, notice: Notice) {
        self.notice.set(Some(notice.clone()));
        let forget = move || {
            self.notice.update(|shown| {
                shown.take_if(|shown| *shown == notice);
            });
        };
        Timeout::new(NOTICE_MS, forget).forget();
    }

    /// Every change starts from what the device has now, not from what this tab saw last: another
    /// tab may have changed it in between.
    fn change_cart<T>(self, change: impl FnOnce(&mut CartLines) -> T) -> T {
        self.look_up();
        let outcome = self
            .cart
            .try_update(change)
            .expect("the shopper lives as long as the page");
        jar::write(
            cookies::CART,
            &self.cart.with_untracked(ToString::to_string),
        );
        outcome
    }

    fn change_wishlist(
        self,
        change: impl FnOnce(&mut Wishlist) -> Result<bool, CartError>,
    ) -> Result<bool, CartError> {
        self.look_up();
        let outcome = self
            .wishlist
            .try_update(change)
            .expect("the shopper lives as long as the page");
        jar::write(
            cookies::WISHLIST,
            &self.wishlist.with_untracked(ToString::to_string),
        );
        outcome
    }

    fn look_up(self) {
        let kept = |name| jar::read(name).unwrap_or_default();
        set_if_changed(self.cart, kept(cookies::CART).parse().unwrap_or_default());
        set_if_changed(
            self.wishlist,
            kept(cookies::WISHLIST).parse().unwrap_or_default(),
        );
    }
}

/// The text of a notice in the page's language.
pub fn notice_text(notice: &Notice) -> String {
    let locale = expect_context::<Visit>().locale();
    match notice {
        Notice::Added { title } => i18n::added(locale, title),
        Notice::Removed { title, .. } => i18n::removed(locale, title),
        Notice::Problem(problem) => i18n::problem(locale, *problem).to_owned(),
    }
}

fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|now| *now != value) {
        signal.set(value);
    }
}
