//! The head of every page: the mark, the menu, the search field, and the ways to the lists.

use crate::components::icon::{Glyph, Icon};
use crate::components::search_field::SearchField;
use crate::i18n::{href, words};
use crate::shopper::Shopper;
use baguni_api::Frame;
use leptos::prelude::*;

#[component]
pub fn Header(frame: Frame) -> impl IntoView {
    let t = words();
    let menu = frame.menu;
    let links = menu
        .iter()
        .map(|link| {
            (
                href(&format!("/collections/{}", link.handle)),
                link.title.clone(),
            )
        })
        .collect::<Vec<_>>();
    view! {
        <header class="site-header">
            <div class="bar">
                <SmallMenu links=links.clone() />
                <a class="mark" href=href("/") aria-label=t.shop>
                    <Icon glyph=Glyph::Basket />
                    <span>{t.shop}</span>
                </a>
                <SearchField />
                <Ways />
            </div>
            <nav class="collections-bar" aria-label=t.main_menu>
                <MenuList links />
            </nav>
        </header>
    }
}

/// On a narrow screen the menu folds into a drawer, which opens without scripts too.
#[component]
fn SmallMenu(links: Vec<(String, String)>) -> impl IntoView {
    let t = words();
    let drawer = NodeRef::<leptos::html::Details>::new();
    let shut = move |_| {
        if let Some(drawer) = drawer.get_untracked() {
            drawer.set_open(false);
        }
    };
    view! {
        <details class="small-menu" node_ref=drawer>
            <summary class="icon-button" aria-label=t.menu>
                <Icon glyph=Glyph::Menu />
            </summary>
            <nav class="drawer" aria-label=t.menu on:click=shut>
                <MenuList links />
                <ul role="list" class="quiet">
                    <li><a href=href("/stores")>{t.stores}</a></li>
                    <li><a href=href("/wishlist")>{t.wishlist}</a></li>
                </ul>
            </nav>
        </details>
    }
}

#[component]
fn MenuList(links: Vec<(String, String)>) -> impl IntoView {
    let links = links.into_iter().map(|(address, title)| {
        view! { <li><a href=address>{title}</a></li> }
    });
    view! { <ul role="list">{links.collect_view()}</ul> }
}

#[component]
fn Ways() -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let in_cart = move || shopper.cart().with(|cart| cart.total_quantity());
    view! {
        <div class="ways">
            <a class="icon-button wide-only" href=href("/stores") aria-label=t.stores>
                <Icon glyph=Glyph::Pin />
            </a>
            <a
                class="icon-button"
                href=href("/account")
                rel="external"
                aria-label=t.account
                data-testid="account-link"
            >
                <Icon glyph=Glyph::Person />
            </a>
            <a
                class="icon-button"
                href=href("/wishlist")
                aria-label=t.wishlist
                data-testid="wishlist-link"
            >
                <Icon glyph=Glyph::Heart />
            </a>
            <a
                class="icon-button cart-link"
                href=href("/cart")
                aria-label=move || format!("{}, {}", t.cart, in_cart())
                data-testid="cart-link"
            >
                <Icon glyph=Glyph::Basket />
                <span class="count" class:some=move || { in_cart() > 0 } data-testid="cart-count">
                    {in_cart}
                </span>
            </a>
        </div>
    }
}
