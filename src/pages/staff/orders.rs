//! `/admin/orders`: all orders, narrowed as the merchant likes.

use super::parts::Cx;
use super::seen::{Narrowed, OrdersPage, Owed};
use super::{origins, words};
use baguni_api::staff::{ADMIN_ORDER, ORDERS, of_order};
use baguni_commerce::order::{Channel, Order, OrderState, PaymentStatus};
use leptos::prelude::*;

pub fn page(cx: Cx<'_>, page: &OrdersPage) -> AnyView {
    let t = cx.t;
    let total = page.total.map(|total| {
        view! { <p class="quiet" data-testid="total">{total}" "{t.in_all}</p> }
    });
    let rows: Vec<_> = page.orders.iter().map(|order| row(cx, order)).collect();
    let body = match rows.is_empty() {
        true => view! { <p class="empty" role="status">{t.no_orders}</p> }.into_any(),
        false => table(cx, rows),
    };
    let first = page.is_later.then(|| {
        view! { <a class="button quiet" href=cx.href(ORDERS)>{t.first_page}</a> }
    });
    let next = page.next.clone().map(|query| {
        let href = cx.href(&format!("{ORDERS}?{query}"));
        view! { <a class="button" href=href rel="next">{t.next_page}</a> }
    });
    view! {
        <header class="page-top"><h1>{t.orders}</h1>{total}</header>
        {filters(cx, &page.narrowed)}
        {body}
        <p class="ways">{first}{next}</p>
    }
    .into_any()
}

/// Codes with their words, and which of them is chosen.
type Options = Vec<(String, String, bool)>;

fn select(cx: Cx<'_>, name: &'static str, label: &'static str, options: Options) -> AnyView {
    let options = options.into_iter().map(|(code, words, is_chosen)| {
        view! { <option value=code selected=is_chosen>{words}</option> }
    });
    let options = options.collect_view();
    view! {
        <div>
            <label for=name>{label}</label>
            <select id=name name=name><option value="">{cx.t.all}</option>{options}</select>
        </div>
    }
    .into_any()
}

fn filters(cx: Cx<'_>, narrowed: &Narrowed) -> AnyView {
    let t = cx.t;
    let states = OrderState::ALL.map(|one| {
        let words = words::order_state(cx.locale, one);
        (one.code().to_owned(), words, narrowed.state == Some(one))
    });
    let channels = Channel::ALL.map(|one| {
        let words = words::channel(cx.locale, one);
        (one.code().to_owned(), words, narrowed.channel == Some(one))
    });
    let payments = PaymentStatus::ALL.map(|one| {
        let words = words::payment_status(cx.locale, one);
        (one.code().to_owned(), words, narrowed.payment == Some(one))
    });
    let owed = Owed::ALL.map(|one| {
        let words = match one {
            Owed::AtTill => t.give_back,
            Owed::Refused => t.refused_refund,
        };
        let is_chosen = narrowed.owed == Some(one);
        (one.code().to_owned(), words.to_owned(), is_chosen)
    });
    let places = cx.seen.places.iter().map(|at| {
        let is_chosen = narrowed.location.as_ref() == Some(&at.handle);
        (at.handle.to_string(), cx.text(&at.name), is_chosen)
    });
    let date = |name: &'static str, label: &'static str, value: &str| {
        view! {
            <div>
                <label for=name>{label}</label>
                <input id=name name=name type="date" value=value.to_owned() />
            </div>
        }
    };
    view! {
        <form method="get" action=cx.href(ORDERS) class="filters" role="search">
            <div class="grow">
                <label for="text">{t.text}</label>
                <input id="text" name="text" type="search" maxlength="100"
                    value=narrowed.text.clone() autocomplete="off" />
            </div>
            {select(cx, "state", t.state, states.into())}
            {select(cx, "channel", t.channel, channels.into())}
            {select(cx, "location", t.place, places.collect())}
            {select(cx, "payment", t.payment, payments.into())}
            {select(cx, "refund", t.refunds, owed.into())}
            {date("from", t.from, &narrowed.from)}
            {date("until", t.until, &narrowed.until)}
            <div class="go">
                <button class="button" type="submit">{t.filter}</button>
                <a class="link" href=cx.href(ORDERS)>{t.clear}</a>
            </div>
        </form>
    }
    .into_any()
}

fn table(cx: Cx<'_>, rows: Vec<AnyView>) -> AnyView {
    let t = cx.t;
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t.orders>
            <table class="orders" data-testid="orders">
                <thead>
                    <tr>
                        <th scope="col">{t.order}</th>
                        <th scope="col">{t.placed_at}</th>
                        <th scope="col">{t.channel}</th>
                        <th scope="col">{t.customer}</th>
                        <th scope="col">{t.place}</th>
                        <th scope="col">{t.state}</th>
                        <th scope="col">{t.payment}</th>
                        <th scope="col">{t.total}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(cx: Cx<'_>, order: &Order) -> AnyView {
    let number = order.number.to_string();
    let href = cx.href(&of_order(ADMIN_ORDER, &number));
    let open = order
        .fulfillments
        .iter()
        .filter(|part| !part.state.is_void());
    let mut places: Vec<_> = open.map(|part| cx.place(part.place())).collect();
    places.dedup();
    let sold = origins::groups(order).into_iter().map(|(origin, _)| {
        view! { <small>{origins::words(cx, origin)}</small> }
    });
    let sold = sold.collect_view();
    let fulfillment = words::fulfillment_status(cx.locale, order.fulfillment_status());
    view! {
        <tr data-testid="order-row" data-order=number.clone()>
            <th scope="row"><a href=href>{number.clone()}</a></th>
            <td>{cx.moment(order.placed_at)}</td>
            <td>{words::channel(cx.locale, order.channel)}{sold}</td>
            <td>{order.contact.name.clone()}</td>
            <td>{places.join(", ")}</td>
            <td>
                <span class="state" data-state=order.state.code()>
                    {words::order_state(cx.locale, order.state)}
                </span>
                <small>{fulfillment}</small>
            </td>
            <td>{words::payment_status(cx.locale, order.payment_status())}</td>
            <td class="money">{cx.money(order.totals.total)}</td>
        </tr>
    }
    .into_any()
}
