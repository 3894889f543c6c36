//! The page of the checkout that this visit is for, as HTML.

use super::fill::Fill;
use super::parts::{Problems, Steps};
use super::review::Confirm;
use super::seen::{CheckoutSeen, Step};
use super::words::checkout_words;
use crate::components::head::PageHead;
use crate::i18n::words as shop_words;
use baguni_api::orders;
use leptos::either::Either;
use leptos::prelude::*;
use std::sync::Arc;

pub fn html(seen: CheckoutSeen) -> String {
    view! { <Page seen /> }.to_html()
}

#[component]
fn Page(seen: CheckoutSeen) -> impl IntoView {
    let t = checkout_words();
    let seen = Arc::new(seen);
    let (at, title, path, form) = match seen.step.clone() {
        Step::Fill(choices) => {
            let form = Either::Left(view! { <Fill seen=seen.clone() choices=*choices /> });
            (1, t.title, orders::CHECKOUT, form)
        }
        Step::Review(review) => {
            let form = Either::Right(view! { <Confirm seen=seen.clone() review /> });
            (2, t.review_title, orders::REVIEW, form)
        }
    };
    view! {
        <PageHead
            title=title.to_owned()
            description=shop_words().shop_description.to_owned()
            path=path.to_owned()
            unlisted=true
        />
        <div class="page checkout">
            <Steps at />
            <h1>{title}</h1>
            <Problems seen=seen.clone() />
            {form}
        </div>
    }
}
