//! The test provider's page as HTML: the shop's stylesheet, and a little of its own.

use super::words::{Words, outcome};
use crate::http::Shop;
use crate::payments::PaymentAsk;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use baguni_commerce::{Locale, PaymentState};
use leptos::nonce::Nonce;

/// All that the page depends on.
pub struct Shown<'a> {
    pub words: &'static Words,
    pub locale: Locale,
    pub ask: &'a PaymentAsk,
    /// Where the shopper came from.
    pub back: &'a str,
    pub state: PaymentState,
    /// Whether the shopper may choose.
    pub is_open: bool,
}

pub fn page(shop: &Shop, shown: &Shown) -> Response {
    let nonce = Nonce::new();
    let html = document(shown, &stylesheets(&shop.bundle.head("")), &nonce);
    let policy = format!(
        "default-src 'none'; style-src 'self' 'nonce-{nonce}'; img-src 'self'; \
         form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    );
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8".to_owned()),
        (CACHE_CONTROL, "no-store".to_owned()),
        (CONTENT_SECURITY_POLICY, policy),
    ];
    (headers, html).into_response()
}

fn document(shown: &Shown, sheets: &str, nonce: &str) -> String {
    let Words {
        language,
        title,
        practice,
        practice_text,
        amount,
        order,
        back,
        ..
    } = shown.words;
    let money = shown.ask.amount.display(shown.locale);
    let number = escaped(&shown.ask.order_number);
    let body = match (shown.is_open, shown.state) {
        (true, PaymentState::RequiresAction) => asked_again(shown.words),
        (true, _) => choices(shown.words),
        (false, _) => told(shown),
    };
    let back_to = escaped(shown.back);
    let kind = if shown.is_open {
        ""
    } else {
        r#" class="button""#
    };
    format!(
        r#"<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title} · Baguni</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
{sheets}
<style nonce="{nonce}">{STYLE}</style>
</head>
<body>
<main class="pay">
<p class="practice"><strong>{practice}</strong> {practice_text}</p>
<header>
<h1><span class="label">{amount}</span> <span class="money">{money}</span></h1>
<p class="order">{order} <strong>{number}</strong></p>
</header>
{body}
<p class="way-back"><a{kind} href="{back_to}">{back}</a></p>
</main>
</body>
</html>
"#
    )
}

fn choices(t: &Words) -> String {
    let ways: String = t.ways.iter().map(|(value, label, text)| {
        format!(
            r#"<li><button name="choice" value="{value}" type="submit" aria-describedby="{value}">{label}</button><p id="{value}">{text}</p></li>"#
        )
    }).collect();
    let (approve, decline) = (
        button("approve", t.approve, ""),
        button("decline", t.decline, " quiet"),
    );
    format!(
        r#"<form method="post">
<h2>{}</h2>
<div class="answers">{approve}{decline}</div>
<h2 class="minor">{}</h2>
<ul role="list">{ways}</ul>
</form>"#,
        t.choose, t.others
    )
}

fn asked_again(t: &Words) -> String {
    let (yes, no) = (
        button("approve", t.confirm, ""),
        button("decline", t.give_up, " quiet"),
    );
    format!(
        r#"<form method="post">
<h2>{}</h2>
<p>{}</p>
<div class="answers">{yes}{no}</div>
</form>"#,
        t.ask_again, t.ask_again_text
    )
}

fn told(shown: &Shown) -> String {
    let (word, sentence) = outcome(shown.state, shown.locale);
    format!(r#"<section role="status"><h2>{word}</h2><p>{sentence}</p></section>"#)
}

fn button(value: &str, label: &str, kind: &str) -> String {
    format!(
        r#"<button class="button{kind}" name="choice" value="{value}" type="submit">{label}</button>"#
    )
}

/// The stylesheets in a head, and nothing else of it: this page starts none of the shop's scripts.
fn stylesheets(head: &str) -> String {
    let links = head.split("<link ").skip(1);
    let tags = links.filter_map(|rest| rest.split('>').next());
    let sheets = tags.filter(|tag| tag.contains("stylesheet"));
    sheets.map(|tag| format!("<link {tag}>")).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

const STYLE: &str = "
.pay {
  display: grid; gap: 1.75rem; align-content: start; flex: 1;
  width: 100%; max-width: 34rem; margin-inline: auto; padding: 1.25rem 1.25rem 4rem;
}
.pay .practice {
  padding: .75rem 1rem; font-size: .875rem; color: var(--text-soft, inherit);
  background: var(--sunken, transparent); border-left: 3px solid var(--accent, #d9582b);
}
.pay .practice strong { display: block; color: var(--text, inherit) }
.pay header { padding-block: 1rem 1.5rem; border-bottom: 1px solid var(--line, #ccc) }
.pay h1 { display: grid; margin: 0; font-weight: 650 }
.pay .label { font-size: .9375rem; font-weight: 400; color: var(--text-quiet, inherit); letter-spacing: 0 }
.pay .money { font-size: clamp(2.25rem, 1.8rem + 2.5vw, 3.5rem); font-variant-numeric: tabular-nums }
.pay .order { margin: .25rem 0 0; color: var(--text-quiet, inherit); overflow-wrap: anywhere }
.pay .order strong { font-weight: 600; color: var(--text, inherit) }
.pay h2 { margin: 0 0 1rem; font-size: 1.25rem; text-wrap: balance }
.pay h2.minor { margin: 2.25rem 0 0; font-size: .9375rem; color: var(--text-quiet, inherit) }
.pay h2 + p { margin: -.5rem 0 1.25rem; color: var(--text-soft, inherit) }
.pay .answers { display: grid; gap: .75rem }
.pay .answers .button { width: 100%; min-height: 3.5rem; font-size: 1.0625rem }
.pay ul { margin: .5rem 0 0; padding: 0; list-style: none }
.pay li { position: relative; padding-block: .875rem; border-bottom: 1px solid var(--line, #ccc) }
.pay li button {
  min-height: 1.75rem; padding: 0; font: inherit; font-weight: 600; text-align: start;
  color: inherit; background: none; border: 0; cursor: pointer;
}
.pay li button::after { content: ''; position: absolute; inset: 0 }
.pay li button::before {
  content: '›' / ''; position: absolute; inset: 0 .25rem auto auto; line-height: 3.25;
  font-size: 1.25rem; color: var(--text-quiet, inherit);
}
.pay li p { padding-inline-end: 1.5rem }
.pay li:hover button { color: var(--accent-text, inherit) }
.pay li p { margin: 0; font-size: .875rem; color: var(--text-quiet, inherit) }
.pay .way-back a:not(.button) {
  display: inline-flex; align-items: center; min-height: 2.75rem; color: inherit;
}
@media (min-width: 40rem) {
  .pay { padding-block: 3rem 5rem }
  .pay .answers { grid-template-columns: 1fr 1fr }
}
@media (min-width: 60rem) and (min-height: 100rem) {
  .pay { max-width: 46rem; padding-top: 14vh; gap: 2.5rem; font-size: 1.375rem }
  .pay .practice, .pay .label, .pay li p, .pay h2.minor { font-size: 1.25rem }
  .pay .money { font-size: 5rem }
  .pay h2 { font-size: 1.75rem }
  .pay .answers .button { min-height: 5.5rem; font-size: 1.5rem }
  .pay li { padding-block: 1.5rem }
}
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_stylesheets_are_taken_of_a_head() {
        let check = |head: &str, want: &str| assert_eq!(stylesheets(head), want, "{head}");
        check(
            "<link rel=icon href=/i.svg><link href=/style-1.css rel=stylesheet><script>a</script>",
            "<link href=/style-1.css rel=stylesheet>",
        );
        check(
            r#"<meta a><link rel="stylesheet" href="/a.css"> <link rel="stylesheet" href="/b.css">"#,
            r#"<link rel="stylesheet" href="/a.css"><link rel="stylesheet" href="/b.css">"#,
        );
        check("<link rel=modulepreload href=/a.js>", "");
        check("", "");
    }
}
