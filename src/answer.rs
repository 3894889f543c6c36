//! The one place that asks the shop and waits: for whatever page the address names.

use crate::i18n::words;
use crate::in_page::InPage;
use crate::pages::address::Address;
use crate::pages::{self, Answer, KnownLines, Page};
use crate::shopper::Shopper;
use crate::visit::Visit;
use baguni_api::wire::Sent;
use baguni_commerce::{CartLines, Sku};
use baguni_replica::sorted::Set;
use gloo::events::EventListener;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use send_wrapper::SendWrapper;

/// An address and what the shop said to it. The server sends it along with the page.
type Answered = Resource<(Address, Sent<Answer>), InPage>;

/// Asks the shop once more for the page that is shown.
#[derive(Clone, Copy)]
struct AskAgain(RwSignal<u32>);

impl AskAgain {
    fn now(self) {
        self.0.update(|times| *times = times.wrapping_add(1));
    }

    /// What could not be answered without a network is asked again when there is one.
    fn when_online(self) {
        Effect::new(move || {
            let online = EventListener::new(&window(), "online", move |_| self.now());
            StoredValue::new(SendWrapper::new(online));
        });
    }
}

/// The page of the current address. While the answer to a new address is on its way, the page of
/// the last one stays.
#[component]
pub fn CurrentPage() -> impl IntoView {
    let visit = expect_context::<Visit>();
    let again = AskAgain(RwSignal::new(0));
    KnownLines::provide();
    again.when_online();
    let address = current_address();
    let answered: Answered = Resource::new_with_options(
        move || (address(), again.0.get()),
        move |(address, _)| {
            let reply = pages::ask(&visit, address.clone());
            async move { (address, Sent::from(reply.await)) }
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
        let in_cart = || {
            let mut in_cart = shopper.cart().with(skus);
            in_cart.extend(shopper.saved().with(skus));
            // Neither the order nor the quantities ask anything new.
            let in_cart: Set<Sku> = in_cart.into_iter().map(|sku| (sku, ())).collect();
            in_cart.keys().cloned().collect()
        };
        let on_wishlist = |id| {
            shopper.wishlists().with(|lists| {
                let list = lists.iter().find(|list| list.id == id);
                list.map(|list| skus(&list.lines)).unwrap_or_default()
            })
        };
        Address::read(
            &location.pathname.get(),
            &location.search.get(),
            in_cart,
            on_wishlist,
        )
    });
    move || address.get()
}

fn skus(lines: &CartLines) -> Vec<Sku> {
    lines.iter().map(|(sku, _)| sku.clone()).collect()
}

#[component]
fn Waiting() -> impl IntoView {
    view! {
        <div class="waiting" role="status">
            <span class="visually-hidden">{words().loading}</span>
        </div>
    }
}
