//! Money that waits for one of the staff on its way back, and what a manager decides for a customer.

use super::parts::{Cx, command, masked_name};
use super::seen::{OrderPage, Owed};
use baguni_api::staff::{ADMIN_ORDER, CHOOSE, ORDER, REFUND, of_order};
use baguni_commerce::order::{Order, Refund, Role};
use leptos::prelude::*;

/// The refunds of an order that whoever looks can do something about.
pub fn of_page(cx: Cx<'_>, page: &OrderPage) -> AnyView {
    let rows = page.owed.iter().filter_map(|(owed, id)| {
        let payments = page.order.payments.iter();
        let mut refunds = payments.flat_map(|payment| &payment.refunds);
        let refund = refunds.find(|refund| refund.id == *id)?;
        Some(row(cx, page, *owed, refund))
    });
    let rows = rows.collect_view();
    view! { {rows} }.into_any()
}

fn row(cx: Cx<'_>, page: &OrderPage, owed: Owed, refund: &Refund) -> AnyView {
    let (t, number) = (cx.t, page.order.number.to_string());
    let amount = cx.money(refund.amount);
    let (testid, act, title, hint, button) = match owed {
        Owed::AtTill => (
            "give-back",
            "given-back",
            t.give_back,
            Some(t.give_back_text),
            format!("{amount} {}", t.given_back),
        ),
        Owed::Refused => {
            let button = t.refund_again.to_owned();
            ("refund-again", "again", t.refused_refund, None, button)
        }
    };
    let who = masked_name(&page.order.contact);
    let hint = hint.map(|words| view! { <p class="hint">{words}</p> });
    view! {
        <details class="panel" data-testid=testid>
            <summary>{title}" · "{amount}" · "{who}</summary>
            <form method="post" action=cx.href(&of_order(REFUND, &number)) class="stacked">
                {command(&page.command)}
                <input type="hidden" name="refund" value=refund.id.to_string() />
                <input type="hidden" name="act" value=act />
                {hint}
                <button class="button" type="submit">{button}</button>
            </form>
        </details>
    }
    .into_any()
}

/// What the customer has said on the phone of what nobody can send.
pub fn choose(cx: Cx<'_>, page: &OrderPage) -> Option<AnyView> {
    if !page.may_choose {
        return None;
    }
    let t = cx.t;
    let action = cx.href(&of_order(CHOOSE, &page.order.number.to_string()));
    Some(
        view! {
            <form method="post" action=action class="stacked" data-testid="choose">
                {command(&page.command)}
                <p class="hint">{t.choose_for}</p>
                <button class="button quiet" type="submit" name="choice" value="wait">
                    {t.choose_wait}
                </button>
                <button class="button quiet" type="submit" name="choice" value="refund">
                    {t.choose_refund}
                </button>
            </form>
        }
        .into_any(),
    )
}

/// Orders whose money is to be given back at this store's till.
pub fn at_till(cx: Cx<'_>, orders: &[Order]) -> Option<AnyView> {
    if orders.is_empty() {
        return None;
    }
    let staff = cx.seen.staff.as_ref();
    let path = match staff.is_some_and(|one| one.role == Role::Merchant) {
        true => ADMIN_ORDER,
        false => ORDER,
    };
    let rows = orders.iter().map(|order| {
        let number = order.number.to_string();
        let owed = Owed::AtTill.of(order).map(|refund| cx.money(refund.amount));
        let owed: Vec<_> = owed.collect();
        let words = format!("{} · {}", owed.join(" + "), masked_name(&order.contact));
        let href = cx.href(&of_order(path, &number));
        view! { <li><a class="link number" href=href>{number}</a>" "{words}</li> }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <section class="said" data-testid="today-give-back">
                <h2>{cx.t.give_back}</h2>
                <ul role="list">{rows}</ul>
            </section>
        }
        .into_any(),
    )
}
