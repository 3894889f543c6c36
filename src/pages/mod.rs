//! The pages, one file for each kind of address, and the table of them.
//!
//! A page is an [`Address`], the [`Answer`] that the shop gives to it, and a view of both. There
//! is one place that asks and waits (`answer`), and no view is boxed: the router's own route table
//! would compile the waiting once for each page and box every view, which weighs a third of the
//! bundle (docs/decisions/0006-bundle-size.md).

#[cfg(feature = "ssr")]
pub mod account;
pub mod address;
pub mod cart;
mod cart_link;
#[cfg(feature = "ssr")]
pub mod checkout;
mod collection;
#[cfg(feature = "ssr")]
pub mod handoff;
mod home;
pub mod known;
mod not_found;
#[cfg(feature = "ssr")]
pub mod orders;
pub mod private;
mod product;
mod search;
mod shared_wishlist;
#[cfg(feature = "ssr")]
pub mod staff;
mod stores;
mod wishlist;

use crate::components::server_drawn::ServerDrawn;
use crate::visit::Visit;
use address::Address;
use baguni_api::{ApiError, Lines, Reply};
use baguni_commerce::Sku;
use known::KnownLines;
use leptos::either::EitherOf14;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the shop says to an address.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Answer {
    Home(baguni_api::HomePage),
    Collection(baguni_api::CollectionPage),
    Product(baguni_api::ProductPage),
    Search(baguni_api::SearchPage),
    Lines(Lines),
    Stores(Vec<baguni_api::StorePage>),
    Store(baguni_api::StorePage),
    SharedWishlist(baguni_api::SharedWishlist),
    /// The server alone knows, and says it to nobody but the page.
    Private,
}

/// Puts an address to the shop.
pub fn ask(visit: &Visit, address: Address) -> Reply<Answer> {
    let (api, shown) = (&visit.api, visit.shown());
    match address {
        Address::Home | Address::Collections => answered(api.home(shown), Answer::Home),
        Address::Collection(handle, query) => {
            answered(api.collection(shown, handle, query), Answer::Collection)
        }
        Address::Product(handle) => answered(api.product(shown, handle), Answer::Product),
        Address::Search(typed, query) => answered(api.search(shown, typed, query), Answer::Search),
        Address::Cart(skus) | Address::Wishlist(_, skus) => variants(visit, skus),
        Address::CartLink(lines) => {
            variants(visit, lines.iter().map(|(sku, _)| sku.clone()).collect())
        }
        Address::SharedWishlist(token) => {
            answered(api.shared_wishlist(shown, token), Answer::SharedWishlist)
        }
        Address::Stores => answered(api.stores(shown), Answer::Stores),
        Address::Store(handle) => answered(api.store_page(shown, handle), Answer::Store),
        #[cfg(feature = "ssr")]
        Address::Private if visit.private.is_none() => Box::pin(async { Err(ApiError::NotFound) }),
        Address::Private => Box::pin(async { Ok(Answer::Private) }),
        Address::Nowhere => Box::pin(async { Err(ApiError::NotFound) }),
    }
}

/// However many they are, in as many questions as they need.
fn variants(visit: &Visit, skus: Vec<Sku>) -> Reply<Answer> {
    let asked = skus.chunks(baguni_api::MAX_SKUS);
    let replies: Vec<_> = asked
        .map(|skus| visit.api.variants(visit.shown(), skus.to_vec()))
        .collect();
    Box::pin(async move {
        let mut told = Lines::default();
        for reply in replies {
            let part = reply.await?;
            told.lines.extend(part.lines);
            told.terms = part.terms;
        }
        Ok(Answer::Lines(told))
    })
}

fn answered<T: Send + 'static>(reply: Reply<T>, wrap: fn(T) -> Answer) -> Reply<Answer> {
    Box::pin(async move { reply.await.map(wrap) })
}

pub const IN_BROWSER: bool = !cfg!(feature = "ssr");

/// Draws the page of an address and what the shop said to it.
#[component]
pub fn Page(address: Address, answer: Result<Answer, ApiError>) -> impl IntoView {
    use EitherOf14 as Either;
    match (address, answer) {
        (Address::Collections, Ok(Answer::Home(page))) => {
            Either::A(view! { <collection::Collections page /> })
        }
        (_, Ok(Answer::Home(page))) => Either::B(view! { <home::Home page /> }),
        (Address::Collection(_, query), Ok(Answer::Collection(page))) => {
            Either::C(view! { <collection::Collection page query /> })
        }
        (_, Ok(Answer::Product(page))) => Either::D(view! { <product::Product page /> }),
        (Address::Search(_, query), Ok(Answer::Search(page))) => {
            Either::E(view! { <search::Found page query /> })
        }
        (Address::Wishlist(id, asked), Ok(Answer::Lines(lines))) => {
            KnownLines::here().learn(&asked, lines);
            Either::F(view! { <wishlist::WishlistPage id /> })
        }
        (Address::Wishlist(id, _), Err(ApiError::Unavailable)) if IN_BROWSER => {
            Either::F(view! { <wishlist::WishlistPage id /> })
        }
        (Address::Cart(asked), Ok(Answer::Lines(lines))) => {
            KnownLines::here().learn(&asked, lines);
            Either::G(view! { <cart::CartPage /> })
        }
        (Address::Cart(_), Err(ApiError::Unavailable)) if IN_BROWSER => {
            Either::G(view! { <cart::CartPage /> })
        }
        (_, Ok(Answer::Stores(stores))) => Either::H(view! { <stores::Stores stores /> }),
        (_, Ok(Answer::Store(page))) => Either::I(view! { <stores::Store page /> }),
        (address, Err(ApiError::Moved(handle))) => {
            Either::J(view! { <not_found::Moved path=address.moved_to(&handle) /> })
        }
        (_, Err(ApiError::NotFound)) => Either::K(view! { <not_found::NotFound /> }),
        (_, Ok(Answer::Private)) => Either::L(view! { <private::Private /> }),
        (Address::CartLink(offered), Ok(Answer::Lines(lines))) => {
            Either::M(view! { <ServerDrawn html=cart_link::html(offered, lines.lines) /> })
        }
        (Address::SharedWishlist(token), Ok(Answer::SharedWishlist(list))) => {
            Either::M(view! { <ServerDrawn html=shared_wishlist::html(token, list) /> })
        }
        _ => Either::N(view! { <not_found::Failed /> }),
    }
}
