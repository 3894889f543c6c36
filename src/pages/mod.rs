//! The pages, one file for each kind of address, and the table of them.
//!
//! A page is an [`Address`], the [`Answer`] that the shop gives to it, and a view of both. There
//! is one place that asks and waits (`answer`), and no view is boxed: the router's own route table
//! would compile the waiting once for each page and box every view, which weighs a third of the
//! bundle (docs/decisions/0006-bundle-size.md).

pub mod address;
mod cart;
mod collection;
mod home;
mod not_found;
mod product;
mod search;
mod stores;
mod wishlist;

use crate::visit::Visit;
use address::Address;
use baguni_api::{ApiError, Reply};
use leptos::either::EitherOf12;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// What the shop says to an address.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Answer {
    Home(baguni_api::HomePage),
    Collection(baguni_api::CollectionPage),
    Product(baguni_api::ProductPage),
    Search(baguni_api::SearchPage),
    Lines(Vec<baguni_api::VariantLine>),
    Stores(Vec<baguni_api::StorePage>),
    Store(baguni_api::StorePage),
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
        Address::Cart(skus) | Address::Wishlist(skus) if skus.is_empty() => {
            Box::pin(async { Ok(Answer::Lines(Vec::new())) })
        }
        Address::Cart(skus) | Address::Wishlist(skus) => {
            answered(api.variants(shown, skus), Answer::Lines)
        }
        Address::Stores => answered(api.stores(shown), Answer::Stores),
        Address::Store(handle) => answered(api.store_page(shown, handle), Answer::Store),
        Address::Nowhere => Box::pin(async { Err(ApiError::NotFound) }),
    }
}

fn answered<T: Send + 'static>(reply: Reply<T>, wrap: fn(T) -> Answer) -> Reply<Answer> {
    Box::pin(async move { reply.await.map(wrap) })
}

/// Draws the page of an address and what the shop said to it.
#[component]
pub fn Page(address: Address, answer: Result<Answer, ApiError>) -> impl IntoView {
    use EitherOf12 as Either;
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
        (Address::Wishlist(_), Ok(Answer::Lines(lines))) => {
            Either::F(view! { <wishlist::WishlistPage lines /> })
        }
        (Address::Cart(asked), Ok(Answer::Lines(lines))) => {
            Either::G(view! { <cart::CartPage asked lines /> })
        }
        (_, Ok(Answer::Stores(stores))) => Either::H(view! { <stores::Stores stores /> }),
        (_, Ok(Answer::Store(page))) => Either::I(view! { <stores::Store page /> }),
        (address, Err(ApiError::Moved(handle))) => {
            Either::J(view! { <not_found::Moved path=address.moved_to(&handle) /> })
        }
        (_, Err(ApiError::NotFound)) => Either::K(view! { <not_found::NotFound /> }),
        _ => Either::L(view! { <not_found::Failed /> }),
    }
}
