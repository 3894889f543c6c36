//! What a cart costs, row by row. It is text alone and drawn anew with every press, so it is
//! written as one string: a view for each row would weigh kilobytes in the bundle.

use crate::components::head::escaped;
use crate::i18n::{self, href, locale, words};
use baguni_commerce::{Money, Quote};
use leptos::prelude::*;

#[component]
pub fn CartSummary(
    /// None while the shop has yet to say what some line costs: the sum of the others is no total.
    quote: Option<Quote>,
) -> impl IntoView {
    let html = html(quote.as_ref());
    view! { <section class="summary" aria-labelledby="summary" inner_html=html></section> }
}

fn html(quote: Option<&Quote>) -> String {
    let t = words();
    let title = t.order_summary;
    let Some(quote) = quote else {
        let waiting = t.line_waiting;
        return format!(r#"<h2 id="summary">{title}</h2><p class="hint">{waiting}</p>"#);
    };
    let rows = rows(quote);
    let vat = quote.vat_included.map_or(String::new(), |vat| {
        let inside = i18n::vat_inside(locale(), &shown(vat));
        format!(r#"<p class="hint">{inside}</p>"#)
    });
    let until_free = until_free(quote);
    let checkout = checkout(quote);
    let hint = t.checkout_hint;
    format!(
        r#"<h2 id="summary">{title}</h2><dl>{rows}</dl>{vat}{until_free}{checkout}
            <p class="hint">{hint}</p>"#
    )
}

/// What is paid for, row by row, as terms and descriptions.
pub fn rows(quote: &Quote) -> String {
    let t = words();
    let mut rows = row(
        r#"data-testid="cart-subtotal""#,
        t.subtotal,
        &shown(quote.subtotal),
    );
    let shipping = &quote.shipping;
    if shipping.method.is_some() {
        let is_free = shipping.list.minor == 0;
        let amount = if is_free {
            t.free.to_owned()
        } else {
            shown(shipping.list)
        };
        rows += &row(r#"data-testid="cart-shipping""#, t.shipping, &amount);
    }
    for applied in &quote.applied {
        let off = Money::new(-applied.amount.minor, quote.currency);
        let title = escaped(applied.title.get(locale()));
        rows += &row(r#"data-testid="cart-discount""#, &title, &shown(off));
    }
    rows + &row(r#"data-testid="cart-total""#, t.total, &shown(quote.total))
}

/// A row whose amount is known by this attribute.
fn row(known_as: &str, label: &str, amount: &str) -> String {
    format!("<div><dt>{label}</dt><dd {known_as}>{amount}</dd></div>")
}

fn shown(amount: Money) -> String {
    amount.display(locale())
}

/// How much is missing until there is no charge for delivery.
fn until_free(quote: &Quote) -> String {
    quote.shipping.until_free.map_or(String::new(), |until| {
        let text = i18n::until_free(locale(), &shown(until));
        let (whole, value) = (until.plus(quote.subtotal).minor, quote.subtotal.minor);
        format!(
            r#"<p class="until-free" data-testid="until-free">{text}<progress aria-hidden="true"
                max="{whole}" value="{value}"></progress></p>"#
        )
    })
}

fn checkout(quote: &Quote) -> String {
    if quote.lines.is_empty() {
        return String::new();
    }
    let (address, label) = (href("/checkout"), words().checkout);
    format!(
        r#"<a class="button wide" href="{address}" rel="external" data-testid="checkout">{label}</a>"#
    )
}
