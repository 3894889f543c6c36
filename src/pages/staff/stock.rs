//! What every place has, and what may be done with it at the own one.

use super::parts::{Cx, command, thing};
use super::seen::{Found, OnTheWay, Places, VariantPage};
use super::words;
use baguni_api::staff::{ADJUST, RECEIVE, STOCK, TRANSFER, TRANSFERS};
use baguni_commerce::cart::percent_encode;
use baguni_commerce::stock::{AdjustReason, MovementKind};
use baguni_commerce::{Handle, Sku, StockLevel, StockMovement};
use leptos::prelude::*;

pub fn search(cx: Cx<'_>, found: &Found) -> AnyView {
    let t = cx.t;
    let rows = found.variants.iter().map(|(sku, shown, places)| {
        let href = cx.href(&of_variant(sku));
        view! {
            <li data-testid="found">
                <a class="row" href=href>{thing(cx, sku, shown, counts(cx, *places))}</a>
            </li>
        }
    });
    let rows = rows.collect_view();
    let body = match (found.typed.is_empty(), found.variants.is_empty()) {
        (true, _) => view! { <p class="lead">{t.find_stock_text}</p> }.into_any(),
        (_, true) => view! { <p class="empty" role="status">{t.nothing_found}</p> }.into_any(),
        _ => view! { <ul class="things" role="list">{rows}</ul> }.into_any(),
    };
    view! {
        <h1>{t.stock}</h1>
        {search_form(cx, STOCK, &found.typed, &[])}
        {body}
    }
    .into_any()
}

pub fn of_variant(sku: &Sku) -> String {
    format!("{STOCK}?sku={}", percent_encode(sku.as_str()))
}

/// A field for a scanner or for words; these fields are kept along, as far as they say anything.
pub fn search_form(
    cx: Cx<'_>,
    path: &str,
    typed: &str,
    kept: &[(&'static str, Option<String>)],
) -> AnyView {
    let t = cx.t;
    let kept = kept.iter().filter_map(|(name, value)| {
        let value = value.clone()?;
        Some(view! { <input type="hidden" name=*name value=value /> })
    });
    let kept = kept.collect_view();
    view! {
        <form method="get" action=cx.href(path) class="search" role="search">
            {kept}
            <label for="q">{t.find_stock}</label>
            <div>
                <input id="q" name="q" type="search" value=typed.to_owned() autocomplete="off"
                    maxlength="100" spellcheck="false" />
                <button class="button" type="submit">{t.look_up}</button>
            </div>
        </form>
    }
    .into_any()
}

pub fn counts(cx: Cx<'_>, places: Places) -> AnyView {
    let t = cx.t;
    let count = |name: &'static str, count: u32| {
        view! {
            <span class="stock-count" data-empty=(count == 0).then_some("yes")>
                <small>{name}</small><b>{count}</b>
            </span>
        }
    };
    view! {
        {count(t.here, places.here)}
        {count(t.other_stores, places.stores)}
        {count(t.warehouses, places.warehouses)}
    }
    .into_any()
}

pub fn variant(cx: Cx<'_>, page: &VariantPage) -> AnyView {
    let t = cx.t;
    let here = cx.seen.staff.as_ref().and_then(|one| one.location.clone());
    let rows = cx.seen.places.iter().map(|place| {
        let level = page.levels.iter().find(|(at, _)| *at == place.handle);
        let level = level.map(|(_, level)| *level).unwrap_or_default();
        level_row(
            cx,
            &place.handle,
            level,
            here.as_ref() == Some(&place.handle),
        )
    });
    let rows = rows.collect_view();
    view! {
        <h1>{cx.text(&page.thing.title)}</h1>
        {thing(cx, &page.sku, &page.thing, ().into_any())}
        <div class="scroll" tabindex="0" role="region" aria-label=t.stock>
            <table role="table" class="stacks" data-testid="levels">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{t.place}</th>
                        <th scope="col" role="columnheader">{t.available}</th>
                        <th scope="col" role="columnheader">{t.on_hand}</th>
                        <th scope="col" role="columnheader">{t.allocated}</th>
                        <th scope="col" role="columnheader">{t.reserved}</th>
                        <th scope="col" role="columnheader">{t.safety}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
        <div class="panels">{adjust(cx, page)}{receive(cx, page)}{transfer(cx, page, here)}</div>
        <h2>{t.ledger}</h2>
        {ledger(cx, &page.ledger)}
    }
    .into_any()
}

fn level_row(cx: Cx<'_>, at: &Handle, level: StockLevel, is_here: bool) -> AnyView {
    let (t, here) = (cx.t, is_here.then_some("yes"));
    view! {
        <tr role="row" data-here=here data-place=at.to_string()>
            <th scope="row" role="rowheader">{cx.place(at)}</th>
            <td role="cell" data-name=t.available><b>{level.available()}</b></td>
            <td role="cell" data-name=t.on_hand>{level.on_hand}</td>
            <td role="cell" data-name=t.allocated>{level.allocated}</td>
            <td role="cell" data-name=t.reserved>{level.reserved}</td>
            <td role="cell" data-name=t.safety>{level.safety}</td>
        </tr>
    }
    .into_any()
}

fn quantity(cx: Cx<'_>, id: &'static str, least: &'static str) -> AnyView {
    view! {
        <label for=id>{cx.t.quantity}</label>
        <input id=id name="quantity" type="number" inputmode="numeric" min=least max="99999" required />
    }
    .into_any()
}

fn about(page: &VariantPage) -> AnyView {
    view! {
        {command(&page.command)}
        <input type="hidden" name="sku" value=page.sku.to_string() />
    }
    .into_any()
}

fn adjust(cx: Cx<'_>, page: &VariantPage) -> AnyView {
    let t = cx.t;
    if !page.may_adjust {
        return view! { <p class="quiet">{t.only_managers}</p> }.into_any();
    }
    let reasons = [
        ("counted", t.counted),
        ("damaged", t.damaged),
        ("lost", t.lost),
        ("found", t.found),
        ("returned", t.returned),
    ];
    let options = reasons.map(|(code, words)| view! { <option value=code>{words}</option> });
    view! {
        <details class="panel" data-testid="adjust">
            <summary>{t.adjust}</summary>
            <form method="post" action=cx.href(ADJUST) class="stacked">
                {about(page)}
                <p class="hint">{t.adjust_text}</p>
                <label for="reason">{t.reason}</label>
                <select id="reason" name="reason">{options.collect_view()}</select>
                {quantity(cx, "adjusted", "0")}
                <button class="button" type="submit">{t.save}</button>
            </form>
        </details>
    }
    .into_any()
}

fn receive(cx: Cx<'_>, page: &VariantPage) -> AnyView {
    let t = cx.t;
    view! {
        <details class="panel" data-testid="receive">
            <summary>{t.receive}</summary>
            <form method="post" action=cx.href(RECEIVE) class="stacked">
                {about(page)}
                <p class="hint">{t.receive_text}</p>
                {quantity(cx, "received", "1")}
                <button class="button" type="submit">{t.receive_button}</button>
            </form>
        </details>
    }
    .into_any()
}

fn transfer(cx: Cx<'_>, page: &VariantPage, here: Option<Handle>) -> AnyView {
    let t = cx.t;
    let others = cx
        .seen
        .places
        .iter()
        .filter(|at| Some(&at.handle) != here.as_ref());
    let options = others.map(|at| {
        view! { <option value=at.handle.to_string()>{cx.text(&at.name)}</option> }
    });
    let options = options.collect_view();
    view! {
        <details class="panel" data-testid="transfer">
            <summary>{t.transfer}</summary>
            <form method="post" action=cx.href(TRANSFER) class="stacked">
                {about(page)}
                <p class="hint">{t.transfer_text}</p>
                <label for="to">{t.send_to}</label>
                <select id="to" name="to">{options}</select>
                {quantity(cx, "transferred", "1")}
                <button class="button" type="submit">{t.send}</button>
            </form>
        </details>
    }
    .into_any()
}

fn ledger(cx: Cx<'_>, ledger: &[StockMovement]) -> AnyView {
    let t = cx.t;
    if ledger.is_empty() {
        return view! { <p class="quiet">{t.ledger_empty}</p> }.into_any();
    }
    let rows = ledger.iter().map(|entry| {
        let what = match entry.reference.as_str() {
            "" => moved(cx, entry.kind),
            reference => format!("{} · {reference}", moved(cx, entry.kind)),
        };
        view! {
            <tr role="row">
                <td role="cell">{cx.moment(entry.at)}</td>
                <td role="cell">{what}</td>
                <td role="cell">{change(entry)}</td>
                <td role="cell">{words::actor(cx.locale, &entry.actor)}</td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label=t.ledger>
            <table role="table" class="ledger" data-testid="ledger">
                <thead role="rowgroup">
                    <tr role="row">
                        <th scope="col" role="columnheader">{t.when}</th>
                        <th scope="col" role="columnheader">{t.what}</th>
                        <th scope="col" role="columnheader">{t.change}</th>
                        <th scope="col" role="columnheader">{t.who}</th>
                    </tr>
                </thead>
                <tbody role="rowgroup">{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// What is there, or else what is promised, has changed by so many.
fn change(entry: &StockMovement) -> String {
    match (entry.on_hand, entry.allocated) {
        (0, promised) => format!("({promised:+})"),
        (there, _) => format!("{there:+}"),
    }
}

fn moved(cx: Cx<'_>, kind: MovementKind) -> String {
    let (ko, en) = match kind {
        MovementKind::Received => ("입고", "Received"),
        MovementKind::Allocated => ("주문에 배정", "Promised to an order"),
        MovementKind::Shipped => ("주문으로 나감", "Left with an order"),
        MovementKind::Released => ("배정 해제", "No longer promised"),
        MovementKind::TransferredOut => ("다른 곳으로 보냄", "Sent elsewhere"),
        MovementKind::TransferredIn => ("다른 곳에서 받음", "Came from elsewhere"),
        MovementKind::Adjusted(reason) => match reason {
            AdjustReason::Counted => ("세어서 고침", "Counted"),
            AdjustReason::Damaged => ("파손", "Damaged"),
            AdjustReason::Lost => ("없어짐", "Lost"),
            AdjustReason::Found => ("더 찾음", "Found"),
            AdjustReason::NotOnShelf => ("진열대에 없음", "Not on the shelf"),
            AdjustReason::Imported => ("파일", "From a file"),
            AdjustReason::Returned => ("돌아옴", "Brought back"),
        },
    };
    words::pick(cx.locale, ko, en)
}

pub fn transfers(cx: Cx<'_>, open: &[OnTheWay]) -> AnyView {
    let t = cx.t;
    let here = cx.seen.staff.as_ref().and_then(|one| one.location.clone());
    let (coming, going): (Vec<_>, Vec<_>) =
        open.iter().partition(|one| Some(&one.to) == here.as_ref());
    let coming = coming
        .into_iter()
        .map(|one| arriving(cx, one))
        .collect::<Vec<_>>();
    let going = going
        .into_iter()
        .map(|one| sent(cx, one))
        .collect::<Vec<_>>();
    let shown = |rows: Vec<AnyView>| match rows.is_empty() {
        true => view! { <p class="quiet">{t.no_transfers}</p> }.into_any(),
        false => view! { <ul class="things" role="list">{rows}</ul> }.into_any(),
    };
    view! {
        <h1>{t.transfers}</h1>
        <h2>{t.coming}</h2>
        {shown(coming)}
        <h2>{t.going}</h2>
        {shown(going)}
        <p><a class="button quiet" href=cx.href(STOCK)>{t.transfer}</a></p>
    }
    .into_any()
}

fn arriving(cx: Cx<'_>, one: &OnTheWay) -> AnyView {
    let t = cx.t;
    let id = format!("arrived-{}", one.id);
    let from = format!("{} · {}", cx.place(&one.from), cx.moment(one.sent_at));
    let beside = view! { <span class="count">{cx.pieces(one.quantity)}</span> }.into_any();
    view! {
        <li data-testid="arriving">
            {thing(cx, &one.sku, &one.thing, beside)}
            <p class="of">{from}</p>
            <form method="post" action=cx.href(TRANSFERS) class="inline">
                {command(&one.command)}
                <input type="hidden" name="transfer" value=one.id.to_string() />
                <label for=id.clone()>{t.arrived}</label>
                <input id=id name="quantity" type="number" inputmode="numeric" min="0"
                    max=one.quantity.to_string() value=one.quantity.to_string() required />
                <button class="button" type="submit">{t.confirm_arrival}</button>
            </form>
        </li>
    }
    .into_any()
}

fn sent(cx: Cx<'_>, one: &OnTheWay) -> AnyView {
    let to = format!("→ {} · {}", cx.place(&one.to), cx.moment(one.sent_at));
    let beside = view! { <span class="count">{cx.pieces(one.quantity)}</span> }.into_any();
    view! {
        <li data-testid="going">
            {thing(cx, &one.sku, &one.thing, beside)}
            <p class="of">{to}</p>
        </li>
    }
    .into_any()
}
