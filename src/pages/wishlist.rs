//! `/wishlist` and `/wishlist/ID`: what a shopper wishes for, in as many lists as they like.

mod manage;

use super::cart::ProblemLine;
use super::known::KnownLines;
use crate::answer::on_wishlist;
use crate::components::cart_lines::line_address;
use crate::components::head::PageHead;
use crate::components::picture::Picture;
use crate::components::price::Price;
use crate::components::sync_sign::SyncSign;
use crate::components::unknown_line::UnknownLine;
use crate::components::wish_button::WishButton;
use crate::components::{focus, here};
use crate::i18n::{self, href, locale, words};
use crate::shopper::{Shopper, ShownWishlist};
use baguni_api::VariantLine;
use baguni_api::forms;
use baguni_replica::{List, WishlistId};
use leptos::either::Either;
use leptos::prelude::*;
use manage::{ManageWishlist, NewWishlist};

#[component]
pub fn WishlistPage(id: WishlistId) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    KnownLines::here().follow(move || on_wishlist(shopper, id));
    view! {
        <PageHead
            title=t.wishlist.to_owned()
            description=t.shop_description.to_owned()
            path="/wishlist".to_owned()
            unlisted=true
        />
        <div class="page">
            <header class="page-head">
                <h1>{t.wishlist}</h1>
                <SyncSign />
            </header>
            <ProblemLine />
            <WishlistTabs id />
            <Marked id />
            <ManageWishlist id />
        </div>
    }
}

/// The lists side by side, and the way to another one.
#[component]
fn WishlistTabs(id: WishlistId) -> impl IntoView {
    let wishlists = Shopper::here().wishlists();
    let t = words();
    let tab = move |list: &ShownWishlist| {
        let here = (list.id == id).then_some("page");
        let count = list.lines.len();
        view! {
            <li>
                <a href=wishlist_address(list.id) aria-current=here data-testid="wishlist-tab">
                    {wishlist_name(list)}
                    <span class="count">{count}</span>
                </a>
            </li>
        }
    };
    let tabs = move || wishlists.with(|lists| lists.iter().map(tab).collect_view());
    view! {
        <nav class="wishlist-tabs" aria-label=t.wishlist>
            <ul role="list">{tabs}</ul>
            <NewWishlist />
        </nav>
    }
}

/// Where a wishlist is shown.
fn wishlist_address(id: WishlistId) -> String {
    match id {
        WishlistId::FIRST => href("/wishlist"),
        id => href(&format!("/wishlist/{id}")),
    }
}

fn wishlist_name(list: &ShownWishlist) -> String {
    let own = list.name.clone();
    own.unwrap_or_else(|| words().first_wishlist.to_owned())
}

#[component]
fn Marked(id: WishlistId) -> impl IntoView {
    let (wishlists, known) = (Shopper::here().wishlists(), KnownLines::here());
    let t = words();
    move || {
        let lines = wishlists.with(|lists| {
            let list = lists.iter().find(|list| list.id == id);
            list.map(|list| list.lines.clone()).unwrap_or_default()
        });
        if lines.is_empty() {
            return Either::Left(view! {
                <div class="empty">
                    <h2>{t.wishlist_empty}</h2>
                    <p>{t.wishlist_empty_text}</p>
                    <a class="button" href=href("/")>{t.keep_shopping}</a>
                </div>
            });
        }
        let newest_first = lines.iter().collect::<Vec<_>>().into_iter().rev();
        let cards = newest_first
            .map(|(sku, quantity)| {
                let list = List::Wishlist(id);
                match known.of(sku) {
                    Ok(line) => {
                        let quantity = quantity.get();
                        Either::Left(view! { <li><MarkedCard line quantity from=list /></li> })
                    }
                    Err(gone) => {
                        let sku = sku.clone();
                        Either::Right(
                            view! { <UnknownLine list sku quantity gone name="wished-line" /> },
                        )
                    }
                }
            })
            .collect_view();
        Either::Right(view! { <ul class="product-grid" role="list">{cards}</ul> })
    }
}

#[component]
fn MarkedCard(line: VariantLine, quantity: u32, from: List) -> impl IntoView {
    let address = line_address(&line);
    let count = (quantity > 1).then(|| {
        view! { <p class="chosen">{i18n::pieces(locale(), quantity)}</p> }
    });
    // The heart stands for the first list alone.
    let is_first = from == List::Wishlist(WishlistId::FIRST);
    let heart = is_first.then(|| {
        view! { <WishButton sku=line.sku.clone() title=line.title.clone() /> }
    });
    let remove = (!is_first).then(|| view! { <TakeOff line=line.clone() list=from /> });
    let sold_out = !line.sellable;
    view! {
        <article class="product-card" class:sold-out=sold_out>
            <div class="frame">
                <a class="pictures" href=address.clone() tabindex="-1" aria-hidden="true">
                    <Picture picture=line.picture.clone() sizes="46vw" decorative=true />
                </a>
                {heart}
            </div>
            <p class="vendor">{line.vendor.clone()}</p>
            <h2 class="title"><a href=address>{line.title.clone()}</a></h2>
            <p class="chosen">{line.choices.join(" · ")}</p>
            {count}
            <Price price=line.price />
            <BuyForm line from />
            {remove}
        </article>
    }
}

/// As many as the list asks for; pressed on two screens at once it counts once.
#[component]
fn BuyForm(line: VariantLine, from: List) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let (sku, title) = (line.sku.clone(), line.title.clone());
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        shopper.copy(&sku, from, List::Cart, title.clone());
    };
    let label = match line.sellable {
        true => t.add_to_cart,
        false => t.badge_sold_out,
    };
    view! {
        <form method="post" action=forms::COPY_LINE on:submit=add>
            <input type="hidden" name="sku" value=line.sku.to_string() />
            <input type="hidden" name="from" value=from.to_string() />
            <input type="hidden" name="to" value=List::Cart.to_string() />
            <input type="hidden" name="next" value=here() />
            <button
                class="button quiet wide"
                type="submit"
                disabled=!line.sellable
                data-testid="add-to-cart"
                data-sku=line.sku.to_string()
                aria-label=format!("{label}: {}", line.title)
            >
                {label}
            </button>
        </form>
    }
}

/// Off a list that the heart does not stand for.
#[component]
fn TakeOff(line: VariantLine, list: List) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let seen = shopper.seen(&[list], Some(&line.sku));
    let (sku, spoken) = (
        line.sku.to_string(),
        format!("{}: {}", t.remove, line.title),
    );
    let remove = move |event: leptos::ev::SubmitEvent| {
        focus::stay_beside(&event);
        shopper.remove(list, &line.sku, line.title.clone());
    };
    view! {
        <form method="post" action=forms::CHANGE_LINE on:submit=remove>
            <input type="hidden" name="list" value=list.to_string() />
            <input type="hidden" name="sku" value=sku />
            <input type="hidden" name="seen" value=seen />
            <button class="link-button" name="to" value="0" aria-label=spoken>{t.remove}</button>
        </form>
    }
}
