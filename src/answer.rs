//! The one place that asks the shop and waits: for whatever page the address names.

use crate::i18n::words;
use crate::in_page::InPage;
use crate::pages::address::Address;
use crate::pages::known::{KnownLines, skus};
use crate::pages::{self, Answer, IN_BROWSER, Page};
use crate::shopper::{Shopper, Standing};
use crate::visit::Visit;
use baguni_api::ApiError;
use baguni_api::wire::Sent;
use baguni_commerce::Sku;
use baguni_replica::WishlistId;
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use send_wrapper::SendWrapper;

/// An address and what the shop said to it. The server sends it along with the page.
type Answered = Resource<(Address, Sent<Answer>), InPage>;

/// The first wait before asking again, in milliseconds, and how often it doubles at most.
const FIRST_WAIT_MS: u32 = 1_000;
const DOUBLINGS: u32 = 5;

/// Asks the shop once more for the page that is shown.
#[derive(Clone, Copy)]
pub struct AskAgain {
    times: RwSignal<u32>,
    /// How many answers in a row did not come.
    missed: StoredValue<u32>,
    waits: StoredValue<bool>,
}

impl AskAgain {
    fn provide() -> Self {
        let again = Self {
            times: RwSignal::new(0),
            missed: StoredValue::new(0),
            waits: StoredValue::new(false),
        };
        provide_context(again);
        again.when_there_is_a_line();
        again
    }

    pub fn here() -> Self {
        expect_context()
    }

    /// How often it was asked again.
    pub fn times(self) -> u32 {
        self.times.get()
    }

    fn now(self) {
        self.times.update(|times| *times = times.wrapping_add(1));
    }

    /// What was answered is not asked again. `alone` unless something else may have been missed.
    pub fn heard<T>(self, answer: &Result<T, ApiError>, alone: bool) {
        if matches!(answer, Err(ApiError::Unavailable)) {
            self.ask_later();
        } else if alone || !self.waits.get_value() {
            self.missed.set_value(0);
        }
    }

    /// An answer that did not come is asked for again after a while, and after a longer one.
    fn ask_later(self) {
        let missed = self.missed.get_value();
        self.missed.set_value(missed + 1);
        if !IN_BROWSER || self.waits.get_value() {
            return;
        }
        self.waits.set_value(true);
        let ask = move || {
            self.waits.set_value(false);
            self.if_missed();
        };
        Timeout::new(FIRST_WAIT_MS << missed.min(DOUBLINGS), ask).forget();
    }

    fn if_missed(self) {
        if self.missed.get_value() > 0 {
            self.now();
        }
    }

    /// What could not be answered is asked again when there is a network, and when the lists reach
    /// the shop.
    fn when_there_is_a_line(self) {
        let standing = Shopper::here().standing();
        Effect::new(move || {
            let online = EventListener::new(&window(), "online", move |_| self.now());
            StoredValue::new(SendWrapper::new(online));
        });
        Effect::new(move || {
            if standing.get() == Standing::Synced {
                self.if_missed();
            }
        });
    }
}

/// The page of the current address. While the answer to a new address is on its way, the page of
/// the last one stays.
#[component]
pub fn CurrentPage() -> impl IntoView {
    let visit = expect_context::<Visit>();
    let again = AskAgain::provide();
    KnownLines::provide();
    let address = current_address();
    let answered: Answered = Resource::new_with_options(
        move || {
            let address = address();
            // A page that shows a list asks again by itself: nothing on it is drawn anew.
            let times = if address.has_lines() {
                0
            } else {
                again.times()
            };
            (address, times)
        },
        move |(address, _)| {
            let reply = pages::ask(&visit, address.clone());
            async move {
                let answer = reply.await;
                again.heard(&answer, true);
                (address, Sent::from(answer))
            }
        },
        false,
    );
    // The router writes the new address, and scrolls to its top, when the new page is there.
    let browser = use_context::<BrowserUrl>();
    Effect::new(move || {
        if let (Some(_), Some(browser)) = (answered.get(), &browser) {
            browser.ready_to_complete();
        }
    });
    view! {
        <Transition fallback=|| view! { <Waiting /> }>
            {move || Suspend::new(async move {
                let (address, answer) = answered.await;
                view! { <Page address answer=answer.received() /> }
            })}
        </Transition>
    }
}

fn current_address() -> impl Fn() -> Address + Send + Sync {
    let location = use_location();
    let shopper = Shopper::here();
    let address = Memo::new(move |_| {
        // What changes in a list does not make another page of it (see `KnownLines::follow`).
        let in_cart = || untrack(|| in_cart(shopper));
        let on_wishlist = |id| untrack(|| on_wishlist(shopper, id));
        Address::read(
            &location.pathname.get(),
            &location.search.get(),
            in_cart,
            on_wishlist,
        )
    });
    move || address.get()
}

/// Everything that the page of the cart shows.
pub fn in_cart(shopper: Shopper) -> Vec<Sku> {
    let mut in_cart = shopper.cart().with(skus);
    in_cart.extend(shopper.saved().with(skus));
    in_cart
}

/// Everything on one wishlist.
pub fn on_wishlist(shopper: Shopper, id: WishlistId) -> Vec<Sku> {
    shopper.wishlists().with(|lists| {
        let list = lists.iter().find(|list| list.id == id);
        list.map(|list| skus(&list.lines)).unwrap_or_default()
    })
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div class="waiting" role="status">
            <span class="visually-hidden">{words().loading}</span>
        </div>
    }
}
