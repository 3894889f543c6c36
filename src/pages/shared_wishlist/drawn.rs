//! What is on a shared wishlist.

use crate::components::cart_lines::line_address;
use crate::components::head::PageHead;
use crate::components::picture::Picture;
use crate::components::price::Price;
use crate::i18n::{self, href, locale, words};
use baguni_api::{SharedWishlist, VariantLine, forms};
use leptos::either::Either;
use leptos::prelude::*;

pub fn html(token: String, list: SharedWishlist) -> String {
    view! { <SharedList token list /> }.to_html()
}

#[component]
fn SharedList(token: String, list: SharedWishlist) -> impl IntoView {
    let t = words();
    let title = list.name.unwrap_or_else(|| t.shared_wishlist.to_owned());
    let cards = list
        .lines
        .into_iter()
        .map(|(line, quantity)| view! { <li><WishedCard line quantity /></li> })
        .collect_view();
    let body = match cards.is_empty() {
        true => Either::Left(view! { <p class="empty">{t.shared_empty}</p> }),
        false => Either::Right(view! { <ul class="product-grid" role="list">{cards}</ul> }),
    };
    view! {
        <PageHead
            title=title.clone()
            description=t.shared_wishlist.to_owned()
            path=format!("/wishlist/shared/{token}")
            unlisted=true
        />
        <header class="page-head">
            <h1>{title}</h1>
            <p>{t.shared_wishlist}</p>
        </header>
        {body}
    }
}

#[component]
fn WishedCard(line: VariantLine, quantity: u32) -> impl IntoView {
    let t = words();
    let address = line_address(&line);
    let label = match line.sellable {
        true => t.add_to_cart,
        false => t.badge_sold_out,
    };
    view! {
        <article class="product-card" class:sold-out=!line.sellable>
            <div class="frame">
                <a class="pictures" href=address.clone() tabindex="-1" aria-hidden="true">
                    <Picture picture=line.picture.clone() sizes="46vw" decorative=true />
                </a>
            </div>
            <p class="vendor">{line.vendor.clone()}</p>
            <h2 class="title"><a href=address>{line.title.clone()}</a></h2>
            <p class="chosen">{line.choices.join(" · ")}</p>
            <p class="chosen">{i18n::pieces(locale(), quantity)}</p>
            <Price price=line.price />
            <form method="post" action=forms::ADD_TO_CART>
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
