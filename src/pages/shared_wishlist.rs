//! `/wishlist/shared/TOKEN`: somebody's wishlist as its owner shares it, to look at and to buy
//! from. It follows every change.

use super::wishlist::MarkedCard;
use crate::answer::AskAgain;
use crate::components::head::PageHead;
use crate::i18n::words;
use baguni_api::{SharedWishlist, paths};
use gloo::events::EventListener;
use leptos::either::Either;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use web_sys::EventSource;

#[component]
pub fn SharedList(token: String, list: SharedWishlist) -> impl IntoView {
    let t = words();
    let title = list.name.unwrap_or_else(|| t.shared_wishlist.to_owned());
    follow(token.clone());
    let cards = list
        .lines
        .into_iter()
        .map(|(line, quantity)| view! { <li><MarkedCard line quantity /></li> })
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
        <div class="page">
            <header class="page-head">
                <h1>{title}</h1>
                <p>{t.shared_wishlist}</p>
            </header>
            {body}
        </div>
    }
}

/// Asks again whenever the server says that the list has changed, as long as it is shown.
fn follow(token: String) {
    let again = expect_context::<AskAgain>();
    Effect::new(move || {
        let Ok(events) = EventSource::new(&paths::shared_events(&token)) else {
            return;
        };
        let heard = EventListener::new(&events, "message", move |_| again.now());
        let following = SendWrapper::new((events, heard));
        on_cleanup(move || following.0.close());
    });
}
