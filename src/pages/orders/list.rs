//! `/account/orders`: the orders of an account.

use super::order_words;
use super::seen::Orders;
use super::sentences::{moment, now_told, title_of};
use crate::components::head::PageHead;
use crate::components::picture::Picture;
use crate::i18n::{href, locale, words};
use baguni_api::account;
use baguni_api::orders as paths;
use baguni_commerce::order::{Order, OrderState};
use leptos::either::Either;
use leptos::prelude::*;

#[component]
pub fn List(seen: Orders) -> impl IntoView {
    let t = order_words();
    let rows = seen.orders.iter().map(|order| {
        view! { <li><Row seen=seen.clone() order=order.clone() /></li> }
    });
    let rows = rows.collect_view();
    let body = match rows.is_empty() {
        true => Either::Left(view! {
            <p class="empty">{t.no_orders}</p>
            <a class="button" href=href("/collections")>{t.go_shopping}</a>
        }),
        false => Either::Right(view! { <ul class="order-rows" role="list">{rows}</ul> }),
    };
    let more = seen.more.as_ref().map(|mark| {
        let page = format!("{}?after={mark}", href(paths::MINE));
        view! { <li><a href=page rel="external">{t.more}</a></li> }
    });
    let newest = (!seen.is_first).then(|| {
        view! { <li><a href=href(paths::MINE) rel="external">{t.newest}</a></li> }
    });
    view! {
        <PageHead
            title=t.my_orders.to_owned()
            description=words().shop_description.to_owned()
            path=paths::MINE.to_owned()
            unlisted=true
        />
        <header class="page-head">
            <h1>{t.my_orders}</h1>
        </header>
        {body}
        <ul class="onward" role="list">
            {more}
            {newest}
            <li>{t.guest_order} <a href=href(paths::FIND) rel="external">{t.find}</a></li>
            <li><a href=href(account::OVERVIEW) rel="external">{t.back}</a></li>
        </ul>
    }
}

#[component]
fn Row(seen: Orders, order: Order) -> impl IntoView {
    let locale = locale();
    let (now, _) = now_told(&order, &seen.places);
    let urgent = matches!(order.state, OrderState::PendingPayment | OrderState::OnHold);
    let path = href(&paths::at(paths::ORDER, order.number));
    let pictures = order.lines.iter().take(3).map(|line| {
        let picture = seen
            .variants
            .get(&line.sku)
            .and_then(|line| line.picture.clone());
        view! { <Picture picture sizes="5rem" decorative=true /> }
    });
    view! {
        <div class="pictures-of">{pictures.collect_view()}</div>
        <p class="when">
            {moment(order.placed_at).get(locale).to_owned()} " · "
            <span class="number">{order.number.to_string()}</span>
        </p>
        <h2 class="title"><a href=path rel="external">{title_of(&order, locale)}</a></h2>
        <p class="now" class:urgent=urgent>{now.get(locale).to_owned()}</p>
        <p class="amount">{order.totals.total.display(locale)}</p>
    }
}
