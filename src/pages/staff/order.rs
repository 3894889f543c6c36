//! A whole order: what of it an associate needs, or everything for a merchant.

use super::hand_over::collect;
use super::origins::origins;
use super::parts::{Cx, command, fact, masked_name, part_lines, state};
use super::seen::{Happened, OrderPage};
use super::{refunds, words};
use baguni_api::staff::{CANCEL, of_order, of_part};
use baguni_commerce::order::{Delivery, Fulfillment, Method, Order, OrderPayment, RefundState};
use leptos::prelude::*;

pub fn page(cx: Cx<'_>, page: &OrderPage) -> AnyView {
    let order = &page.order;
    let state = words::order_state(cx.locale, order.state);
    view! {
        <header class="page-top">
            <h1 class="number">{order.number.to_string()}</h1>
            <span class="state" data-state=order.state.code()>{state}</span>
        </header>
        {from_here(cx, page)}
        <div class="two">
            <section>
                <h2>{cx.t.fulfillments}</h2>
                {parts(cx, page)}
                {unfulfillable(cx, page)}
                {decisions(cx, page)}
                {history(cx, &page.history)}
            </section>
            <aside>
                {facts(cx, page)}
                {sums(cx, order)}
                {refunds::of_page(cx, page)}
                {payments(cx, order)}
                {cancel(cx, page)}
            </aside>
        </div>
    }
    .into_any()
}

/// What is to be done at the counter where it was sold.
fn from_here(cx: Cx<'_>, page: &OrderPage) -> AnyView {
    let t = cx.t;
    let till = collect(cx, &page.order, &page.command, None);
    let link = page.link.as_ref().map(|(address, svg)| {
        view! {
            <div class="qr" data-testid="order-link">
                <div class="code" inner_html=svg.clone() role="img" aria-label=t.pay_with_phone></div>
                <div>
                    <h2>{t.pay_with_phone}</h2>
                    <p>{t.pay_with_phone_text}</p>
                    <p><a class="link" href=address.clone() target="_blank" rel="noopener">
                        {t.open}
                    </a></p>
                </div>
            </div>
        }
    });
    if till.is_none() && link.is_none() {
        return ().into_any();
    }
    view! { <div class="counter">{till}{link}</div> }.into_any()
}

fn parts(cx: Cx<'_>, page: &OrderPage) -> AnyView {
    let order = &page.order;
    let shown = order
        .fulfillments
        .iter()
        .map(|part| one_part(cx, page, part));
    let shown = shown.collect_view();
    view! { <ul class="parts" role="list">{shown}</ul> }.into_any()
}

fn one_part(cx: Cx<'_>, page: &OrderPage, part: &Fulfillment) -> AnyView {
    let order = &page.order;
    let number = order.number.to_string();
    let to = match &part.method {
        Method::ShipToStore { to } => format!(" → {}", cx.place(to)),
        Method::Ship | Method::Pickup => String::new(),
    };
    let why = part.reason.as_ref().map(|why| {
        view! { <span>" · "{words::reason(cx.locale, why)}</span> }
    });
    let place = cx.seen.staff.as_ref().and_then(|one| one.location.as_ref());
    let is_theirs = page.for_merchant || place.is_some_and(|place| part.concerns(place));
    let open = is_theirs.then(|| {
        view! { <a class="link" href=cx.href(&of_part(&number, part.id.0))>{cx.t.open}</a> }
    });
    view! {
        <li data-testid="part" data-state=part.state.code() data-place=part.location.to_string()>
            <p class="top">
                <strong>{cx.place(&part.location)}{to}</strong>
                {state(cx, part.state)}
            </p>
            <p class="quiet">
                {words::method(cx.locale, &part.method)}" · "
                {cx.text(&part.promise.words(cx.now))}{why}
            </p>
            {part_lines(cx, order, part, &page.things)}
            {open}
        </li>
    }
    .into_any()
}

fn unfulfillable(cx: Cx<'_>, page: &OrderPage) -> Option<AnyView> {
    let order = &page.order;
    if order.unfulfillable.is_empty() {
        return None;
    }
    let lines = order.unfulfillable.iter().filter_map(|(id, quantity)| {
        let line = order.line(*id)?;
        let words = format!("{} {}", cx.text(&line.title), cx.pieces(*quantity));
        Some(view! { <li>{words}</li> })
    });
    let lines = lines.collect_view();
    Some(
        view! {
            <div class="said" data-testid="unfulfillable">
                <p>{cx.t.unfulfillable}</p>
                <ul>{lines}</ul>
                {refunds::choose(cx, page)}
            </div>
        }
        .into_any(),
    )
}

fn decisions(cx: Cx<'_>, page: &OrderPage) -> AnyView {
    let shown = page.order.decisions.iter().map(|decision| {
        let reasons = decision.reasons().into_iter().map(|(place, words)| {
            view! { <li><strong>{cx.place(&place)}</strong>" "{cx.text(&words)}</li> }
        });
        let reasons = reasons.collect_view();
        view! {
            <li>
                <p>{cx.moment(decision.at)}" · "{cx.text(&decision.why())}</p>
                <ul>{reasons}</ul>
            </li>
        }
    });
    let shown = shown.collect_view();
    view! {
        <details class="panel"><summary>{cx.t.decisions}</summary><ol>{shown}</ol></details>
    }
    .into_any()
}

fn history(cx: Cx<'_>, history: &[Happened]) -> AnyView {
    let shown = history.iter().map(|event| {
        let why = event
            .reason
            .as_ref()
            .map(|why| format!(" · {}", words::reason(cx.locale, why)));
        let part = event.part.map(|part| format!(" #{part}"));
        view! {
            <li>
                <time>{cx.moment(event.at)}</time>
                <span>{words::event(cx.locale, &event.kind)}{part}{why}</span>
                <small>{words::actor(cx.locale, &event.actor)}</small>
            </li>
        }
    });
    let shown = shown.collect_view();
    view! {
        <h2>{cx.t.history}</h2>
        <ol class="history" data-testid="history">{shown}</ol>
    }
    .into_any()
}

fn facts(cx: Cx<'_>, page: &OrderPage) -> AnyView {
    let (t, order) = (cx.t, &page.order);
    let contact = &order.contact;
    let customer = match page.for_merchant {
        true => format!(
            "{} · {} · {}",
            contact.name,
            contact.phone.national(),
            contact.email
        ),
        false => format!("{} · {}", masked_name(contact), contact.phone.masked()),
    };
    let delivery = match &order.delivery {
        Delivery::Pickup { location } => format!("{} · {}", t.pickup, cx.place(location)),
        Delivery::Ship { address, title, .. } if page.for_merchant => {
            format!(
                "{} · {} · {}",
                cx.text(title),
                address.recipient(),
                address.line()
            )
        }
        Delivery::Ship { title, .. } => cx.text(title),
    };
    let why = order
        .reason
        .as_ref()
        .map(|why| fact(t.reason, words::reason(cx.locale, why)));
    view! {
        <dl class="facts">
            {fact(t.placed_at, cx.moment(order.placed_at))}
            {fact(t.channel, words::channel(cx.locale, order.channel))}
            {origins(cx, order)}
            {fact(t.customer, customer)}
            {fact(t.delivery, delivery)}
            {fact(t.payment, words::payment_status(cx.locale, order.payment_status()))}
            {why}
        </dl>
    }
    .into_any()
}

fn sums(cx: Cx<'_>, order: &Order) -> AnyView {
    let (t, totals) = (cx.t, &order.totals);
    let discounts = order.discounts.iter().map(|off| {
        let name = cx.text(&off.title);
        view! { <div><dt>{name}</dt><dd>{format!("−{}", cx.money(off.amount))}</dd></div> }
    });
    let discounts = discounts.collect_view();
    let vat = (totals.vat.minor > 0).then(|| {
        view! { <div class="quiet"><dt>{t.vat}</dt><dd>{cx.money(totals.vat)}</dd></div> }
    });
    view! {
        <dl class="sums">
            <div><dt>{t.subtotal}</dt><dd>{cx.money(totals.subtotal)}</dd></div>
            {discounts}
            <div><dt>{t.shipping_cost}</dt><dd>{cx.money(totals.shipping)}</dd></div>
            <div class="total"><dt>{t.total}</dt><dd>{cx.money(totals.total)}</dd></div>
            {vat}
        </dl>
    }
    .into_any()
}

fn payments(cx: Cx<'_>, order: &Order) -> AnyView {
    let shown = order
        .payments
        .iter()
        .map(|payment| one_payment(cx, payment));
    let shown = shown.collect_view();
    view! { <h2>{cx.t.payments}</h2><ul class="payments" role="list">{shown}</ul> }.into_any()
}

fn one_payment(cx: Cx<'_>, payment: &OrderPayment) -> AnyView {
    let t = cx.t;
    let provider = match payment.is_at_store() {
        true => t.collect_now.to_owned(),
        false => payment.provider.clone(),
    };
    let state = words::payment_state(cx.locale, payment.state);
    let refunds = payment.refunds.iter().map(|refund| {
        let sign = match refund.state {
            RefundState::Pending => "…",
            RefundState::Succeeded => "✓",
            RefundState::Failed => "!",
        };
        let why = words::reason(cx.locale, &refund.reason);
        let words = format!("{} {} {sign} · {why}", t.refunds, cx.money(refund.amount));
        view! { <li>{words}</li> }
    });
    let refunds = refunds.collect_view();
    view! {
        <li>
            <p>{provider}" · "{cx.money(payment.amount)}" · "{state}</p>
            <ul>{refunds}</ul>
        </li>
    }
    .into_any()
}

fn cancel(cx: Cx<'_>, page: &OrderPage) -> Option<AnyView> {
    let t = cx.t;
    if !page.for_merchant || !page.order.is_cancellable() {
        return None;
    }
    let action = cx.href(&of_order(CANCEL, &page.order.number.to_string()));
    Some(
        view! {
            <details class="panel" data-testid="cancel">
                <summary>{t.cancel}</summary>
                <form method="post" action=action class="stacked">
                    {command(&page.command)}
                    <p class="hint">{t.cancel_text}</p>
                    <label for="reason">{t.cancel_reason}</label>
                    <input id="reason" name="reason" maxlength="100" required autocomplete="off" />
                    <button class="button" type="submit">{t.cancel_button}</button>
                </form>
            </details>
        }
        .into_any(),
    )
}
