//! What it all comes to: the full price first, then what is taken off, by name.

use super::parts::Seen;
use super::problems;
use super::seen::Step;
use super::way::free_or;
use super::words::checkout_words;
use crate::i18n::{self, locale};
use baguni_commerce::Money;
use baguni_commerce::quote::ShippingStanding;
use leptos::prelude::*;

#[component]
pub fn Totals(seen: Seen) -> impl IntoView {
    let t = checkout_words();
    let at = locale();
    let quote = &seen.chosen;
    let off = |amount: Money| Money::new(-amount.minor, amount.currency).display(at);
    let shipping = match quote.shipping.standing {
        ShippingStanding::Pickup => t.at_pickup,
        _ => t.shipping,
    };
    let mut rows = vec![
        ("", t.subtotal.to_owned(), quote.subtotal.display(at)),
        ("", shipping.to_owned(), free_or(quote.shipping.list)),
    ];
    let applied = quote
        .applied
        .iter()
        .filter(|applied| applied.amount.minor > 0);
    rows.extend(applied.map(|applied| {
        let title = applied.title.get(at).to_owned();
        ("off", title, off(applied.amount))
    }));
    let rows = rows.into_iter().map(|(class, label, amount)| {
        view! { <div class=class><dt>{label}</dt><dd>{amount}</dd></div> }
    });
    let estimate = quote.shipping.standing == ShippingStanding::Estimated;
    let vat = quote
        .vat_included
        .map(|vat| i18n::vat_inside(at, &vat.display(at)));
    view! {
        <section class="totals" aria-labelledby="summary">
            <h2 id="summary">{t.summary}</h2>
            <dl>
                {rows.collect_view()}
                <div class="total" id="total">
                    <dt>{t.total}</dt>
                    <dd data-testid="checkout-total">{quote.total.display(at)}</dd>
                </div>
            </dl>
            {vat.map(|vat| view! { <p class="hint">{vat}</p> })}
            {estimate.then(|| view! { <p class="hint">{t.estimate}</p> })}
            <Idle seen=seen.clone() />
        </section>
    }
}

/// Codes that do nothing, where everything is looked over.
#[component]
fn Idle(seen: Seen) -> impl IntoView {
    let at = locale();
    if !matches!(seen.step, Step::Review(_)) {
        return None;
    }
    let codes = seen
        .problems
        .iter()
        .filter(|problem| problem.field() == "code");
    let told = codes.map(|problem| {
        let text = problems::problem(at, &seen, problem);
        view! { <p class="hint" data-testid="idle-code">{text}</p> }
    });
    Some(told.collect_view())
}
