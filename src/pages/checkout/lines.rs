//! What is ordered, line by line.

use super::parts::Seen;
use super::phrases;
use super::seen::LineSeen;
use super::words::checkout_words;
use crate::components::picture::Picture;
use crate::i18n::{self, href, locale};
use leptos::prelude::*;

/// All lines, folded up: the form is what this page is for.
#[component]
pub fn FoldedLines(seen: Seen) -> impl IntoView {
    let pieces = seen
        .lines
        .iter()
        .map(|line| line.quoted.quantity.get())
        .sum();
    let total = seen.chosen.total.display(locale());
    let summary = phrases::summary_line(locale(), pieces, &total);
    let saved = (seen.saved > 0).then(|| {
        let text = phrases::saved_lines(locale(), seen.saved);
        view! { <p class="hint" data-testid="saved-not-ordered"><a href=href("/cart")>{text}</a></p> }
    });
    view! {
        <details class="folded" id="lines">
            <summary>{summary}</summary>
            <Lines seen />
        </details>
        {saved}
    }
}

#[component]
pub fn Lines(seen: Seen) -> impl IntoView {
    let lines = seen.lines.iter().cloned();
    let lines = lines.map(|line| view! { <Line seen=seen.clone() line /> });
    view! {
        <ul class="order-lines" role="list" aria-label=checkout_words().lines>
            {lines.collect_view()}
        </ul>
    }
}

#[component]
fn Line(seen: Seen, line: LineSeen) -> impl IntoView {
    let at = locale();
    let LineSeen { line, quoted } = line;
    let unit = i18n::price_each(at, &quoted.unit.amount.display(at));
    let pieces = i18n::pieces(at, quoted.quantity.get());
    let discounts = quoted.discounts.iter().map(|discount| {
        let mut applied = seen.chosen.applied.iter();
        let applied = applied.find(|applied| applied.promotion == discount.promotion);
        let title = applied.map_or("", |applied| applied.title.get(at));
        let off = discount.amount.display(at);
        view! { <span class="off">{format!("{title} −{off}")}</span> }
    });
    let was = (quoted.list != quoted.total).then(|| {
        view! {
            <span class="visually-hidden">{i18n::words().price_was}</span>
            <s>{quoted.list.display(at)}</s>
        }
    });
    view! {
        <li data-testid="order-line" data-sku=line.sku.to_string()>
            <Picture picture=line.picture.clone() sizes="5rem" decorative=true />
            <div class="what">
                <p class="title">{line.title.clone()}</p>
                <p class="chosen">{line.choices.join(" · ")}</p>
                <p class="chosen">{format!("{unit} × {pieces}")}</p>
                <p class="discounts">{discounts.collect_view()}</p>
            </div>
            <p class="amount">{was}" "<strong>{quoted.total.display(at)}</strong></p>
        </li>
    }
}
