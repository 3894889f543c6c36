//! An associate's sale begins: what is sold, where it is, and when the customer would have it.

use super::parts::{Cx, thing};
use super::seen::{Found, SaleLine, SalePage};
use super::stock::{counts, search_form};
use baguni_api::staff::{BUYER, SALE};
use baguni_commerce::cart::percent_encode;
use baguni_commerce::{CartLines, Promise, Quantity, Sku};
use leptos::prelude::*;

pub fn lines(cx: Cx<'_>, page: &SalePage) -> AnyView {
    let t = cx.t;
    let lines = page.lines.to_string();
    view! {
        <h1>{t.sale}</h1>
        <p class="lead">{t.sale_text}</p>
        <div class="two">
            <section>
                {search_form(cx, SALE, &page.found.typed, Some(lines.clone()))}
                {found(cx, &page.found, &page.lines)}
            </section>
            <aside>{basket(cx, page, &lines)}</aside>
        </div>
    }
    .into_any()
}

pub fn at(cx: Cx<'_>, path: &str, lines: &CartLines, typed: &str) -> String {
    let lines = percent_encode(&lines.to_string());
    let typed = percent_encode(typed);
    cx.href(&format!("{path}?lines={lines}&q={typed}"))
}

fn found(cx: Cx<'_>, found: &Found, lines: &CartLines) -> AnyView {
    let t = cx.t;
    if found.typed.is_empty() {
        return ().into_any();
    }
    if found.variants.is_empty() {
        return view! { <p class="empty" role="status">{t.nothing_found}</p> }.into_any();
    }
    let rows = found.variants.iter().map(|(sku, shown, places)| {
        let href = at(cx, SALE, &with(lines, sku, 1), &found.typed);
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

fn basket(cx: Cx<'_>, page: &SalePage, lines: &str) -> AnyView {
    let t = cx.t;
    if page.chosen.is_empty() {
        return view! { <p class="empty">{t.sale_empty}</p> }.into_any();
    }
    let rows = page.chosen.iter().map(|line| {
        let typed = &page.found.typed;
        let title = cx.text(&line.thing.title);
        let step = |by: i64, sign: &'static str, words: &'static str| {
            let href = at(cx, SALE, &with(&page.lines, &line.sku, by), typed);
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
    let next = cx.href(&format!("{BUYER}?lines={}", percent_encode(lines)));
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
