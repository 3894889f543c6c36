//! A part of an order, with the one thing that is to be done with it next.

use super::parts::{Cx, command, fact, masked_name, part_lines, state};
use super::seen::PartPage;
use super::words;
use baguni_api::staff::{self, HAND_OVER, of_order, of_part};
use baguni_commerce::order::{
    Delivery, Fulfillment, FulfillmentState as S, Method, Order, RejectReason, Role,
};
use leptos::prelude::*;

pub fn page(cx: Cx<'_>, page: &PartPage) -> AnyView {
    let order = &page.part.order;
    let Some(part) = page.part.part() else {
        return ().into_any();
    };
    let number = order.number.to_string();
    view! {
        <header class="page-top">
            <h1 class="number">{number.clone()}</h1>
            {state(cx, part.state)}
        </header>
        <div class="two">
            <section class="act">
                {next(cx, page, part)}
                {part_lines(cx, order, part, &page.things)}
            </section>
            <aside>
                {facts(cx, order, part)}
                {why(cx, order, part)}
                {reject(cx, page, part)}
                <p><a class="link" href=whole(cx, &number)>{cx.t.whole_order}</a></p>
            </aside>
        </div>
    }
    .into_any()
}

fn whole(cx: Cx<'_>, number: &str) -> String {
    let is_merchant = cx
        .seen
        .staff
        .as_ref()
        .is_some_and(|one| one.role == Role::Merchant);
    let path = if is_merchant {
        staff::ADMIN_ORDER
    } else {
        staff::ORDER
    };
    cx.href(&of_order(path, number))
}

/// The step that comes next, as its form names it and as people do.
fn step(cx: Cx<'_>, part: &Fulfillment) -> Option<(&'static str, &'static str)> {
    let t = cx.t;
    Some(match (part.state, &part.method) {
        (S::Offered, _) => ("accept", t.accept),
        (S::Accepted, _) => ("pick", t.start_picking),
        (S::Picking, _) => ("pack", t.packed),
        (S::Packed, Method::Pickup) => ("ready", t.to_shelf),
        (S::Packed, _) => ("hand-over", t.to_carrier),
        (S::HandedOver, _) => ("deliver", t.delivered),
        (S::InTransit, _) => ("receive", t.received),
        (S::ReceivedAtStore, _) => ("ready", t.to_shelf),
        (S::NoShow, _) => ("put-back", t.put_back),
        _ => return None,
    })
}

fn next(cx: Cx<'_>, page: &PartPage, part: &Fulfillment) -> AnyView {
    let t = cx.t;
    let is_over = part.state.is_closed() && part.state != S::NoShow;
    if is_over {
        return view! { <p class="quiet">{t.is_done}</p> }.into_any();
    }
    if !page.is_here {
        return view! { <p class="quiet">{t.not_here}</p> }.into_any();
    }
    if part.state == S::ReadyForPickup {
        return view! { <a class="button big" href=cx.href(HAND_OVER)>{t.hand_out}</a> }.into_any();
    }
    let Some((code, words)) = step(cx, part) else {
        return ().into_any();
    };
    let action = cx.href(&of_part(&page.part.order.number.to_string(), part.id.0));
    let tracking = (code == "hand-over").then(|| {
        view! {
            <label for="tracking">{t.tracking}</label>
            <input id="tracking" name="tracking" maxlength="40" autocomplete="off" />
        }
    });
    let kind = if code == "deliver" {
        "button quiet"
    } else {
        "button big"
    };
    view! {
        <form method="post" action=action class="stacked">
            {command(&page.command)}
            <input type="hidden" name="step" value=code />
            {tracking}
            <button class=kind type="submit" data-testid="next-step">{words}</button>
        </form>
    }
    .into_any()
}

fn facts(cx: Cx<'_>, order: &Order, part: &Fulfillment) -> AnyView {
    let t = cx.t;
    let way = match &part.method {
        Method::ShipToStore { to } => {
            format!(
                "{} → {}",
                words::method(cx.locale, &part.method),
                cx.place(to)
            )
        }
        method => words::method(cx.locale, method),
    };
    let from = fact(t.other_stores_from, cx.place(&part.location));
    let due = part.accept_by.map(|by| {
        fact(
            t.next,
            words::pick(
                cx.locale,
                &format!("{}{}", cx.moment(by), t.accept_by),
                &format!("{} {}", cx.moment(by), t.accept_by),
            ),
        )
    });
    let tracking = part.tracking.clone().map(|number| fact(t.tracking, number));
    let why = part
        .reason
        .as_ref()
        .map(|why| fact(t.reason, words::reason(cx.locale, why)));
    view! {
        <dl class="facts">
            {fact(t.way, way)}
            {from}
            {fact(t.promise, cx.text(&part.promise.words(cx.now)))}
            {due}
            {fact(t.customer, format!(
                "{} · {}", masked_name(&order.contact), order.contact.phone.masked()
            ))}
            {address(cx, order, part)}
            {tracking}
            {why}
        </dl>
    }
    .into_any()
}

/// The label of a parcel, while somebody has to write one.
fn address(cx: Cx<'_>, order: &Order, part: &Fulfillment) -> Option<AnyView> {
    let is_labelled = matches!(part.state, S::Accepted | S::Picking | S::Packed);
    match (&order.delivery, is_labelled) {
        (Delivery::Ship { address, .. }, true) => {
            let lines = view! {
                <span data-testid="label">
                    {address.recipient().to_string()}<br />
                    {address.line()}<br />
                    {address.phone().national()}
                    <br />
                    {address.note().to_owned()}
                </span>
            };
            Some(fact(cx.t.address, lines))
        }
        _ => None,
    }
}

fn why(cx: Cx<'_>, order: &Order, part: &Fulfillment) -> Option<AnyView> {
    let decision = order.decisions.get(usize::from(part.decision))?;
    let reasons = decision.reasons().into_iter().map(|(place, words)| {
        view! { <li><strong>{cx.place(&place)}</strong>" "{cx.text(&words)}</li> }
    });
    let reasons = reasons.collect_view();
    Some(
        view! {
            <details class="panel" data-testid="why">
                <summary>{cx.t.why_here}</summary>
                <p>{cx.text(&decision.why())}</p>
                <ul>{reasons}</ul>
            </details>
        }
        .into_any(),
    )
}

fn reject(cx: Cx<'_>, page: &PartPage, part: &Fulfillment) -> Option<AnyView> {
    let t = cx.t;
    let may = matches!(part.state, S::Offered | S::Accepted | S::Picking) && page.is_here;
    if !may {
        return None;
    }
    let reason = |reason: RejectReason| {
        view! {
            <label class="choice">
                <input type="radio" name="reason" value=reason.code() required />
                <span>{words::reject(cx.locale, reason)}</span>
            </label>
        }
    };
    let reasons = RejectReason::ALL.into_iter().map(reason).collect_view();
    let action = cx.href(&of_part(&page.part.order.number.to_string(), part.id.0));
    Some(
        view! {
            <details class="panel" data-testid="reject">
                <summary>{t.reject}</summary>
                <form method="post" action=action class="stacked">
                    {command(&page.command)}
                    <input type="hidden" name="step" value="reject" />
                    <fieldset><legend>{t.reject_text}</legend>{reasons}</fieldset>
                    {blamed(cx, &page.part.order, part)}
                    <button class="button quiet" type="submit">{t.reject_button}</button>
                </form>
            </details>
        }
        .into_any(),
    )
}

/// Which lines it is about, where there are several: what is there stays in stock.
fn blamed(cx: Cx<'_>, order: &Order, part: &Fulfillment) -> Option<AnyView> {
    if part.lines.len() < 2 {
        return None;
    }
    let lines = part.lines.iter().filter_map(|(id, quantity)| {
        let line = order.line(*id)?;
        let words = format!("{} {}", cx.text(&line.title), cx.pieces(*quantity));
        let sku = line.sku.to_string();
        Some(view! {
            <label class="choice">
                <input type="checkbox" name="line" value=id.0.to_string() />
                <span>{words}" "<small class="code">{sku}</small></span>
            </label>
        })
    });
    let lines = lines.collect_view();
    Some(
        view! {
            <fieldset data-testid="reject-lines"><legend>{cx.t.reject_lines}</legend>{lines}</fieldset>
        }
        .into_any(),
    )
}
