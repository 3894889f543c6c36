//! Where what was ordered was sold: the store, its screen, and the associate who helped.

use super::parts::{Cx, fact};
use baguni_commerce::order::{LineItem, Order, Origin};
use leptos::prelude::*;

/// Each place that lines were sold at; of several, with the lines. None of an order from home.
pub fn origins(cx: Cx<'_>, order: &Order) -> Option<AnyView> {
    let groups = groups(order);
    if groups.is_empty() {
        return None;
    }
    let is_one = matches!(groups.as_slice(), [(_, lines)] if lines.len() == order.lines.len());
    let shown = groups.into_iter().map(|(origin, lines)| {
        let lines = lines.iter().map(|line| cx.text(&line.title));
        let lines = lines.collect::<Vec<_>>().join(", ");
        let lines = (!is_one).then(|| view! { <span class="quiet">" · "{lines}</span> });
        view! { <p data-testid="origin">{words(cx, origin)}{lines}</p> }
    });
    let shown = shown.collect_view();
    Some(fact(cx.t.sold_by, shown))
}

/// As `성수점 · 입구 왼쪽 · 소라`.
pub fn words(cx: Cx<'_>, origin: &Origin) -> String {
    let place = Some(cx.place(&origin.location));
    let known = [place, origin.device.clone(), origin.associate.clone()];
    known.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The places in the order of the lines.
pub fn groups(order: &Order) -> Vec<(&Origin, Vec<&LineItem>)> {
    let mut groups: Vec<(&Origin, Vec<&LineItem>)> = Vec::new();
    for line in &order.lines {
        let Some(origin) = &line.origin else {
            continue;
        };
        match groups.iter_mut().find(|(known, _)| *known == origin) {
            Some((_, lines)) => lines.push(line),
            None => groups.push((origin, vec![line])),
        }
    }
    groups
}
