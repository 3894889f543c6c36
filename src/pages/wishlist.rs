//! `/wishlist`

use crate::components::head::PageHead;
use crate::components::picture::Picture;
use crate::components::price::Price;
use crate::components::wish_button::WishButton;
use crate::i18n::{href, words};
use crate::shopper::Shopper;
use baguni_api::VariantLine;
use baguni_api::forms;
use baguni_commerce::Quantity;
use baguni_commerce::cart::percent_encode;
use leptos::either::Either;
use leptos::prelude::*;

#[component]
pub fn WishlistPage(lines: Vec<VariantLine>) -> impl IntoView {
    let t = words();
    view! {
        <PageHead
            title=t.wishlist.to_owned()
            description=t.shop_description.to_owned()
            path="/wishlist".to_owned()
            unlisted=true
        />
        <div class="page">
            <header class="page-head"><h1>{t.wishlist}</h1></header>
            <Marked marked=lines />
        </div>
    }
}

#[component]
fn Marked(marked: Vec<VariantLine>) -> impl IntoView {
    let t = words();
    if marked.is_empty() {
        return Either::Left(view! {
            <div class="empty">
                <h2>{t.wishlist_empty}</h2>
                <p>{t.wishlist_empty_text}</p>
                <a class="button" href=href("/")>{t.keep_shopping}</a>
            </div>
        });
    }
    let marked = marked
        .into_iter()
        .map(|line| view! { <li><MarkedCard line /></li> });
    Either::Right(view! { <ul class="product-grid" role="list">{marked.collect_view()}</ul> })
}

#[component]
fn MarkedCard(line: VariantLine) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let address = href(&format!(
        "/products/{}?sku={}",
        line.handle,
        percent_encode(line.sku.as_str())
    ));
    let (sku, title) = (line.sku.clone(), line.title.clone());
    let add = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        shopper.add(sku.clone(), Quantity::ONE, title.clone());
    };
    let label = if line.sellable {
        t.add_to_cart
    } else {
        t.badge_sold_out
    };
    view! {
        <article class="product-card" class:sold-out=!line.sellable>
            <div class="frame">
                <a class="pictures" href=address.clone() tabindex="-1" aria-hidden="true">
                    <Picture picture=line.picture sizes="46vw" decorative=true />
                </a>
                <WishButton sku=line.sku.clone() title=line.title.clone() />
            </div>
            <p class="vendor">{line.vendor}</p>
            <h2 class="title"><a href=address>{line.title.clone()}</a></h2>
            <p class="chosen">{line.choices.join(" · ")}</p>
            <Price price=line.price />
            <form method="post" action=forms::ADD_TO_CART on:submit=add>
                <input type="hidden" name="sku" value=line.sku.to_string() />
                <input type="hidden" name="next" value=href("/cart") />
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
        </article>
    }
}
