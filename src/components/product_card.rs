//! A product in a list.

use crate::components::picture::Picture;
use crate::components::price::Price;
use crate::components::swatch::Dot;
use crate::components::wish_button::WishButton;
use crate::i18n::{href, words};
use baguni_api::{ProductCard as Card, Swatch};
use leptos::prelude::*;

/// The widths at which cards are shown: half a phone, a third of a tablet, a quarter of a desk.
const CARD_SIZES: &str = "(min-width: 64rem) 22vw, (min-width: 40rem) 30vw, 46vw";

#[component]
pub fn ProductCard(
    card: Card,
    /// Among the first of a page: its picture is not waited for.
    #[prop(optional)]
    priority: bool,
) -> impl IntoView {
    let address = href(&format!("/products/{}", card.handle));
    view! {
        <article class="product-card" class:sold-out=card.sold_out>
            <div class="frame">
                <a class="pictures" href=address.clone() tabindex="-1" aria-hidden="true">
                    <Picture picture=card.picture sizes=CARD_SIZES priority decorative=true />
                    {card.other_picture.map(|other| view! {
                        <div class="other">
                            <Picture picture=Some(other) sizes=CARD_SIZES decorative=true />
                        </div>
                    })}
                </a>
                <Badges is_new=card.is_new sold_out=card.sold_out />
                <WishButton sku=card.sku title=card.title.clone() />
            </div>
            <p class="vendor">{card.vendor}</p>
            <h3 class="title"><a href=address>{card.title}</a></h3>
            <Price price=card.price varies=card.price_varies />
            <Swatches swatches=card.swatches />
        </article>
    }
}

/// Cards side by side. `first` of them are in the first view.
#[component]
pub fn ProductGrid(cards: Vec<Card>, #[prop(optional)] first: usize) -> impl IntoView {
    let cards = cards.into_iter().enumerate().map(|(at, card)| {
        view! { <li><ProductCard card priority=at < first /></li> }
    });
    view! { <ul class="product-grid" role="list">{cards.collect_view()}</ul> }
}

#[component]
fn Badges(is_new: bool, sold_out: bool) -> impl IntoView {
    let t = words();
    view! {
        <div class="badges">
            {sold_out.then(|| view! { <span class="badge quiet">{t.badge_sold_out}</span> })}
            {(is_new && !sold_out).then(|| view! { <span class="badge">{t.badge_new}</span> })}
        </div>
    }
}

#[component]
fn Swatches(swatches: Vec<Swatch>) -> impl IntoView {
    const SHOWN: usize = 5;
    let more = swatches.len().saturating_sub(SHOWN);
    let names: Vec<_> = swatches.iter().map(|swatch| swatch.name.clone()).collect();
    let label = format!("{}: {}", words().colors, names.join(", "));
    (swatches.len() > 1).then(|| {
        view! {
            <p class="swatches">
                <span class="visually-hidden">{label}</span>
                {swatches
                    .into_iter()
                    .take(SHOWN)
                    .map(|swatch| view! { <Dot color=swatch.color /> })
                    .collect_view()}
                {(more > 0).then(|| view! { <span aria-hidden="true">{format!("+{more}")}</span> })}
            </p>
        }
    })
}
