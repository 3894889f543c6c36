//! Codes: entered one at a time, each with what it does or why it does nothing.

use super::parts::{Seen, TextField};
use super::phrases;
use super::words::checkout_words;
use crate::i18n::locale;
use baguni_commerce::PromotionCode;
use leptos::prelude::*;

#[component]
pub fn Codes(seen: Seen) -> impl IntoView {
    let t = checkout_words();
    view! {
        <section class="codes" aria-labelledby="codes">
            <h2 id="codes">{t.codes}</h2>
            <Entered seen=seen.clone() />
            <TextField
                seen
                name="code"
                label=t.code
                autocomplete="off"
                value=String::new()
                maxlength=60
                required=false
            >
                <button class="button quiet" type="submit" name="do" value="apply">
                    {t.apply}
                </button>
            </TextField>
        </section>
    }
}

/// The codes so far, each with a way to take it back.
#[component]
fn Entered(seen: Seen) -> impl IntoView {
    if seen.form.codes.is_empty() {
        return None;
    }
    let codes = seen.form.codes.iter().map(|code| {
        let label = phrases::drop_code(locale(), code);
        view! {
            <li class="chip">
                {shown(code)}
                <button type="submit" name="drop" value=code.clone() aria-label=label>"×"</button>
            </li>
        }
    });
    Some(view! {
        <ul class="chips" role="list" aria-label=checkout_words().codes_used>
            {codes.collect_view()}
        </ul>
    })
}

/// However it was typed, as it counts.
fn shown(code: &str) -> String {
    let read: Result<PromotionCode, _> = code.parse();
    read.map_or_else(|_| code.to_owned(), |code| code.to_string())
}
