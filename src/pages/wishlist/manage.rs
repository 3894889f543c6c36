//! Beginning a wishlist, naming it, sharing it and taking it away.

use super::wishlist_address;
use crate::i18n::words;
use crate::shopper::Shopper;
use crate::visit::Visit;
use baguni_api::forms::{self, Problem};
use baguni_replica::{List, ListName, WishlistId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlFormElement};

#[component]
pub fn NewWishlist() -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let begin = move |event: SubmitEvent| {
        if let Some(name) = typed_name(shopper, &event) {
            shopper.begin_wishlist(name);
        }
    };
    view! {
        <details class="new-wishlist">
            <summary class="button quiet">{t.new_wishlist}</summary>
            <form method="post" action=forms::BEGIN_WISHLIST on:submit=begin>
                <label>
                    <span>{t.wishlist_name}</span>
                    <input
                        name="name"
                        required
                        maxlength="60"
                        autocomplete="off"
                        placeholder=t.wishlist_name_example
                    />
                </label>
                <button class="button" type="submit">{t.make_wishlist}</button>
            </form>
        </details>
    }
}

#[component]
pub fn ManageWishlist(id: WishlistId) -> impl IntoView {
    let t = words();
    let list = List::Wishlist(id).to_string();
    let shopper = Shopper::here();
    let rename = move |event: SubmitEvent| {
        if let Some(name) = typed_name(shopper, &event) {
            shopper.rename_wishlist(id, name);
        }
    };
    let discard = (id != WishlistId::FIRST).then(|| view! { <Discard id /> });
    view! {
        <details class="manage-wishlist">
            <summary>{t.manage_wishlist}</summary>
            <form method="post" action=forms::RENAME_WISHLIST on:submit=rename>
                <input type="hidden" name="list" value=list />
                <label>
                    <span>{t.wishlist_name}</span>
                    <input name="name" required maxlength="60" autocomplete="off" />
                </label>
                <button class="button quiet" type="submit">{t.rename}</button>
            </form>
            <Share id />
            {discard}
        </details>
    }
}

/// The link is made by the server, so these forms are sent with scripts too.
#[component]
fn Share(id: WishlistId) -> impl IntoView {
    let t = words();
    let visit = expect_context::<Visit>();
    let list = List::Wishlist(id).to_string();
    let shared = visit.seed.shares.iter().find(|(shared, _)| *shared == id);
    let link = shared.map(|(_, token)| {
        let path = crate::i18n::href(&format!("/wishlist/shared/{token}"));
        let address = format!("{}{path}", visit.origin);
        view! {
            <label>
                <span>{t.share_link}</span>
                <input class="share-link" readonly value=address data-testid="share-link" />
            </label>
            <button class="button quiet" type="submit" name="stop" value="1">
                {t.stop_sharing}
            </button>
        }
    });
    let begin = shared.is_none().then(|| {
        view! {
            <button class="button quiet" type="submit" data-testid="share">{t.share_wishlist}</button>
        }
    });
    view! {
        <form method="post" action=forms::SHARE_WISHLIST>
            <input type="hidden" name="list" value=list />
            {link}
            {begin}
            <p class="hint">{t.share_hint}</p>
        </form>
    }
}

#[component]
fn Discard(id: WishlistId) -> impl IntoView {
    let t = words();
    let shopper = Shopper::here();
    let navigate = use_navigate();
    let list = List::Wishlist(id);
    let discard = move |event: SubmitEvent| {
        event.prevent_default();
        shopper.discard_wishlist(id);
        navigate(&wishlist_address(WishlistId::FIRST), Default::default());
    };
    view! {
        <form method="post" action=forms::DISCARD_WISHLIST on:submit=discard>
            <input type="hidden" name="list" value=list.to_string() />
            <input type="hidden" name="seen" value=shopper.seen(&[list], None) />
            <button class="link-button" type="submit">{t.discard_wishlist}</button>
        </form>
    }
}

/// The name in a form that is sent, which is emptied then; or the reason why there is none.
fn typed_name(shopper: Shopper, event: &SubmitEvent) -> Option<ListName> {
    event.prevent_default();
    let form: HtmlFormElement = event.target()?.dyn_into().ok()?;
    let typed = FormData::new_with_form(&form).ok()?.get("name").as_string();
    match ListName::try_from(typed.unwrap_or_default()) {
        Ok(name) => {
            form.reset();
            Some(name)
        }
        Err(_) => {
            shopper.complain(Problem::Name);
            None
        }
    }
}
