//! What there is to do: today, one list of it, and the round along the shelves.

use super::parts::{Cx, masked_name, state, thing};
use super::seen::{Part, Picked, Today, WorkList};
use super::{calls, refunds, sign, words};
use baguni_api::staff::{self, of_part};
use baguni_commerce::order::Role;
use leptos::prelude::*;

pub fn today(cx: Cx<'_>, today: &Today) -> AnyView {
    let t = cx.t;
    let tile = |list: WorkList| {
        let count = today.lists.get(&list).copied().unwrap_or_default();
        let by = today.accept_by.filter(|_| list == WorkList::Accept);
        let by = by.map(|by| match cx.locale {
            baguni_commerce::Locale::Ko => format!("{}{}", cx.moment(by), t.accept_by),
            baguni_commerce::Locale::En => format!("{} {}", cx.moment(by), t.accept_by),
        });
        let href = cx.href(&format!("{}?list={}", staff::WORK, list.code()));
        let name = words::list(cx.locale, list);
        view! {
            <li data-testid=format!("today-{}", list.code())>
                <a href=href data-empty=(count == 0).then_some("yes")>
                    <span>{name}</span>
                    <strong>{count}</strong>
                    <small>{by}</small>
                </a>
            </li>
        }
    };
    let tiles = WorkList::ALL.into_iter().map(tile).collect_view();
    let may_choose = cx
        .seen
        .staff
        .as_ref()
        .is_some_and(|one| one.role == Role::Merchant);
    let others = may_choose.then(|| {
        view! {
            <details class="panel"><summary>{t.change_place}</summary>{sign::places(cx)}</details>
        }
    });
    let transfers = today.transfers;
    view! {
        <h1>{t.today}</h1>
        {calls::calls(cx, &today.calls)}
        {calls::silent(cx, today.silent)}
        {refunds::at_till(cx, &today.owed)}
        <ul class="counts" role="list">
            {tiles}
            <li data-testid="today-transfers">
                <a href=cx.href(staff::TRANSFERS) data-empty=(transfers == 0).then_some("yes")>
                    <span>{t.arriving_transfers}</span>
                    <strong>{transfers}</strong>
                    <small></small>
                </a>
            </li>
        </ul>
        <p class="ways">
            <a class="button" href=cx.href(staff::HAND_OVER)>{t.hand_out}</a>
            <a class="button quiet" href=cx.href(staff::SALE)>{t.sale}</a>
            <a class="button quiet" href=cx.href(staff::STOCK)>{t.stock}</a>
        </p>
        {others}
    }
    .into_any()
}

pub fn list(cx: Cx<'_>, shown: WorkList, parts: &[Part]) -> AnyView {
    let t = cx.t;
    let tab = |list: WorkList| {
        let href = cx.href(&format!("{}?list={}", staff::WORK, list.code()));
        let current = (list == shown).then_some("true");
        view! { <li><a href=href aria-current=current>{words::list(cx.locale, list)}</a></li> }
    };
    let tabs = WorkList::ALL.into_iter().map(tab).collect_view();
    let rows: Vec<_> = parts.iter().filter_map(|part| row(cx, part)).collect();
    let body = match rows.is_empty() {
        true => view! { <p class="empty">{t.nothing_to_do}</p> }.into_any(),
        false => view! { <ul class="cards" role="list">{rows}</ul> }.into_any(),
    };
    view! {
        <h1>{words::list(cx.locale, shown)}</h1>
        <nav class="tabs" aria-label=t.work><ul role="list">{tabs}</ul></nav>
        {body}
        <p><a class="link" href=cx.href(&cx.seen.path)>{t.refresh}</a></p>
    }
    .into_any()
}

fn row(cx: Cx<'_>, one: &Part) -> Option<AnyView> {
    let part = one.part()?;
    let order = &one.order;
    let number = order.number.to_string();
    let pieces: u32 = part.lines.iter().map(|(_, quantity)| quantity).sum();
    let first = part.lines.first().and_then(|(id, _)| order.line(*id));
    let first = first.map(|line| cx.text(&line.title)).unwrap_or_default();
    let due = match part.accept_by {
        Some(by) => words::pick(
            cx.locale,
            &format!("{}까지", cx.moment(by)),
            &format!("by {}", cx.moment(by)),
        ),
        None => cx.moment(part.since),
    };
    let more = match part.lines.len() {
        0 | 1 => String::new(),
        lines => words::pick(
            cx.locale,
            &format!(" 외 {}가지", lines - 1),
            &format!(" and {} more", lines - 1),
        ),
    };
    Some(
        view! {
            <li data-testid="work-part" data-order=number.clone()>
                <a href=cx.href(&of_part(&number, one.id.0))>
                    <span class="top">
                        <strong class="number">{number.clone()}</strong>
                        {state(cx, part.state)}
                    </span>
                    <span class="what">{first}{more}" · "{cx.pieces(pieces)}</span>
                    <span class="bottom">
                        <span>{words::method(cx.locale, &part.method)}</span>
                        <span>{masked_name(&order.contact)}</span>
                        <span class="due">{due}</span>
                    </span>
                </a>
            </li>
        }
        .into_any(),
    )
}

pub fn pick(cx: Cx<'_>, picked: &[Picked]) -> AnyView {
    let t = cx.t;
    let rows = picked.iter().map(|one| picked_row(cx, one)).collect_view();
    let body = match picked.is_empty() {
        true => view! { <p class="empty">{t.nothing_to_pick}</p> }.into_any(),
        false => view! { <ul class="things round" role="list">{rows}</ul> }.into_any(),
    };
    view! {
        <h1>{t.pick_list}</h1>
        <p class="lead">{t.pick_text}</p>
        {body}
    }
    .into_any()
}

fn picked_row(cx: Cx<'_>, one: &Picked) -> AnyView {
    let of = one.of.iter().map(|(number, part, quantity)| {
        view! {
            <a class="link" href=cx.href(&of_part(number, *part))>
                {number.clone()}" · "{cx.pieces(*quantity)}
            </a>
        }
    });
    let of = of.collect_view();
    let label = format!("{} {}", cx.text(&one.thing.title), cx.pieces(one.quantity));
    let beside = view! {
        <span class="count">{cx.pieces(one.quantity)}</span>
        <label class="tick"><input type="checkbox" aria-label=label /></label>
    }
    .into_any();
    view! {
        <li data-testid="picked" data-sku=one.sku.to_string()>
            {thing(cx, &one.sku, &one.thing, beside)}
            <p class="of">{of}</p>
        </li>
    }
    .into_any()
}
