//! What is saved for later: under the cart, and not counted in it.

use crate::components::cart_lines::line_address;
use crate::components::focus;
use crate::components::line_moves::{LineMoves, Way};
use crate::components::picture::Picture;
use crate::components::unknown_line::UnknownLine;
use crate::i18n::{self, locale, words};
use crate::pages::known::KnownLines;
use crate::shopper::Shopper;
use baguni_api::VariantLine;
use baguni_api::forms;
use baguni_commerce::Quantity;
use baguni_replica::{List, WishlistId};
use leptos::either::Either;
use leptos::prelude::*;

const WAYS: [Way; 2] = [
    Way {
        source: List::Saved,
        target: List::Cart,
        copies: false,
    },
    Way {
        source: List::Saved,
        target: List::Wishlist(WishlistId::FIRST),
        copies: false,
    },
];

#[component]
pub fn SavedLines() -> impl IntoView {
    let (saved, known) = (Shopper::here().saved(), KnownLines::here());
    let t = words();
    move || {
        let lines = saved.get();
        let drawn: Vec<_> = lines
            .iter()
            .map(|(sku, quantity)| match known.of(sku) {
                Ok(line) => Either::Left(view! { <SavedLine line quantity /> }),
                Err(gone) => {
                    let (list, sku) = (List::Saved, sku.clone());
                    Either::Right(
                        view! { <UnknownLine list sku quantity gone name="saved-line" /> },
                    )
                }
            })
            .collect();
        (!drawn.is_empty()).then(|| {
            view! {
                <section class="saved" aria-labelledby="saved">
                    <h2 id="saved">{t.saved_for_later}</h2>
                    <ul class="cart-lines" role="list">{drawn}</ul>
                </section>
            }
        })
    }
}

#[component]
fn SavedLine(line: VariantLine, quantity: Quantity) -> impl IntoView {
    let address = line_address(&line);
    let price = line.price.amount.display(locale());
    let count = i18n::pieces(locale(), quantity.get());
    let sku = line.sku.to_string();
    view! {
        <li class="cart-line saved-line" data-testid="saved-line" data-sku=sku>
            <a class="picture" href=address.clone() tabindex="-1" aria-hidden="true">
                <Picture picture=line.picture.clone() sizes="8rem" decorative=true />
            </a>
            <div class="what">
                <p class="vendor">{line.vendor.clone()}</p>
                <h3 class="title"><a href=address>{line.title.clone()}</a></h3>
                <p class="chosen">{line.choices.join(" · ")}</p>
                <p class="chosen">{count}</p>
            </div>
            <div class="changes">
                <LineMoves sku=line.sku.clone() title=line.title.clone() ways=&WAYS />
                <RemoveSaved line />
            </div>
            <p class="amounts"><strong>{price}</strong></p>
        </li>
    }
}

#[component]
fn RemoveSaved(line: VariantLine) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let seen = shopper.seen(&[List::Saved], Some(&line.sku));
    let (sku, spoken) = (
        line.sku.to_string(),
        format!("{}: {}", t.remove, line.title),
    );
    let remove = move |event: leptos::ev::SubmitEvent| {
        focus::stay_beside(&event);
        shopper.remove(List::Saved, &line.sku, line.title.clone());
    };
    view! {
        <form method="post" action=forms::CHANGE_LINE on:submit=remove>
            <input type="hidden" name="list" value=List::Saved.to_string() />
            <input type="hidden" name="sku" value=sku />
            <input type="hidden" name="seen" value=seen />
            <button class="link-button" name="to" value="0" aria-label=spoken>{t.remove}</button>
        </form>
    }
}
