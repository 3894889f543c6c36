//! An associate's sale begins: what is sold, where it is, and when the customer would have it.

use super::parts::{Cx, thing};
use super::seen::{SaleLine, SalePage};
use super::stock::{counts, search_form};
use super::tickets::{TicketSeen, ticket};
use baguni_api::staff::{BUYER, SALE};
use baguni_commerce::cart::percent_encode;
use baguni_commerce::{CartLines, Promise, Quantity, Sku};
use leptos::prelude::*;

pub fn lines(cx: Cx<'_>, page: &SalePage) -> AnyView {
    let t = cx.t;
    let sold = number(page);
    let kept = [
        ("lines", Some(page.lines.to_string())),
        ("ticket", sold),
        ("sale", Some(page.sale.clone())),
    ];
    view! {
        <h1>{t.sale}</h1>
        <p class="lead">{t.sale_text}</p>
        <div class="two">
            <section>
                {ticket(cx, page.ticket.as_ref())}
                {search_form(cx, SALE, &page.found.typed, &kept)}
                {found(cx, page)}
            </section>
            <aside>{basket(cx, page)}</aside>
        </div>
    }
    .into_any()
}

/// The ticket that is being sold.
fn number(page: &SalePage) -> Option<String> {
    let open = page.ticket.as_ref().and_then(TicketSeen::open);
    open.map(|open| open.number.clone())
}

/// A page of this sale with these lines, and the ticket that they are of.
pub fn at(
    cx: Cx<'_>,
    path: &str,
    lines: &CartLines,
    (sale, ticket): (&str, Option<&str>),
) -> String {
    let lines = percent_encode(&lines.to_string());
    let ticket = ticket.map(|ticket| format!("&ticket={}", percent_encode(ticket)));
    let ticket = ticket.unwrap_or_default();
    cx.href(&format!("{path}?lines={lines}&sale={sale}{ticket}"))
}

/// The page again with other lines, and what was looked for.
fn again(cx: Cx<'_>, page: &SalePage, lines: &CartLines) -> String {
    let typed = percent_encode(&page.found.typed);
    let ticket = number(page);
    let again = at(cx, SALE, lines, (&page.sale, ticket.as_deref()));
    format!("{again}&q={typed}")
}

fn found(cx: Cx<'_>, page: &SalePage) -> AnyView {
    let (t, found) = (cx.t, &page.found);
    if found.typed.is_empty() {
        return ().into_any();
    }
    if found.variants.is_empty() {
        return view! { <p class="empty" role="status">{t.nothing_found}</p> }.into_any();
    }
    let rows = found.variants.iter().map(|(sku, shown, places)| {
        let href = again(cx, page, &with(&page.lines, sku, 1));
        let label = format!("{} {}", cx.text(&shown.title), t.add);
        view! {
            <li data-testid="sale-found" data-sku=sku.to_string()>
                {thing(cx, sku, shown, counts(cx, *places))}
                <a class="button quiet" href=href aria-label=label>{t.add}</a>
            </li>
        }
    });
    let rows = rows.collect_view();
    view! { <ul class="things" role="list">{rows}</ul> }.into_any()
}

/// The lines with so many more of one, or fewer.
fn with(lines: &CartLines, sku: &Sku, more: i64) -> CartLines {
    let mut next = lines.clone();
    let now = lines.quantity(sku).map_or(0, Quantity::get);
    let count = u32::try_from(i64::from(now) + more).ok();
    match count.and_then(|count| Quantity::try_from(count).ok()) {
        Some(quantity) if now > 0 => next.set(sku, quantity),
        // A list that is full stays as it is.
        Some(quantity) => drop(next.add(sku.clone(), quantity)),
        None => drop(next.remove(sku)),
    }
    next
}

fn basket(cx: Cx<'_>, page: &SalePage) -> AnyView {
    let t = cx.t;
    if page.chosen.is_empty() {
        return view! { <p class="empty">{t.sale_empty}</p> }.into_any();
    }
    let rows = page.chosen.iter().map(|line| {
        let title = cx.text(&line.thing.title);
        let step = |by: i64, sign: &'static str, words: &'static str| {
            let href = again(cx, page, &with(&page.lines, &line.sku, by));
            view! { <a class="step" href=href aria-label=format!("{title} {words}")>{sign}</a> }
        };
        let fewer = step(
            -1,
            "−",
            if line.quantity.get() > 1 {
                t.fewer
            } else {
                t.remove
            },
        );
        view! {
            <li data-testid="sale-line" data-sku=line.sku.to_string()>
                {sold(cx, line)}
                <p class="steps">{fewer}<b>{line.quantity.get()}</b>{step(1, "+", t.more)}</p>
            </li>
        }
    });
    let rows = rows.collect_view();
    let ticket = number(page);
    let next = at(cx, BUYER, &page.lines, (&page.sale, ticket.as_deref()));
    view! {
        <ul class="things" role="list">{rows}</ul>
        <a class="button big" href=next data-testid="to-buyer">{t.to_buyer}</a>
    }
    .into_any()
}

/// A line with where it is and when the customer would have it.
fn sold(cx: Cx<'_>, line: &SaleLine) -> AnyView {
    let t = cx.t;
    let promise = |promise: Option<Promise>| match promise {
        Some(promise) => cx.text(&promise.words(cx.now)),
        None => t.not_possible.to_owned(),
    };
    let beside = view! { <span class="price">{line.unit.clone()}</span> }.into_any();
    view! {
        {thing(cx, &line.sku, &line.thing, beside)}
        <div class="wheres">{counts(cx, line.places)}</div>
        <dl class="facts small">
            <div><dt>{t.if_sent}</dt><dd>{promise(line.home)}</dd></div>
            <div><dt>{t.if_here}</dt><dd>{promise(line.here)}</dd></div>
        </dl>
    }
    .into_any()
}
