//! Ten digits, each where a telephone has it.

use super::Press;
use crate::i18n::{locale, word_table};
use leptos::prelude::*;

/// Types into `typed`, up to so many digits. What is typed is somebody's: it is shown as dots but
/// for the last digit, and never read aloud (K17).
#[component]
pub fn Pad(typed: RwSignal<String>, length: usize) -> impl IntoView {
    let t = Words::of(locale());
    let add = move |digit: char| {
        typed.update(|typed| {
            if typed.len() < length {
                typed.push(digit);
            }
        });
    };
    let key = move |digit: char| {
        view! { <Press label=digit.to_string() name="digit" on_press=move || add(digit) /> }
    };
    let nothing = Signal::derive(move || typed.with(String::is_empty));
    view! {
        <div class="pad" role="group" aria-label=t.pad data-private>
            {('1'..='9').map(key).collect_view()}
            <Press
                label=t.clear.to_owned()
                disabled=nothing
                name="clear-digits"
                on_press=move || typed.update(String::clear)
            />
            {key('0')}
            <Press
                label=t.erase.to_owned()
                disabled=nothing
                name="erase-digit"
                on_press=move || typed.update(|typed| _ = typed.pop())
            />
        </div>
    }
}

/// What was typed so far, in as many boxes as there are digits.
#[component]
pub fn Digits(typed: RwSignal<String>, length: usize) -> impl IntoView {
    let locale = locale();
    let boxes = move || {
        let typed = typed.get();
        (0..length)
            .map(|at| {
                let shown = match typed.as_bytes().get(at) {
                    Some(digit) if at + 1 == typed.len() => char::from(*digit).to_string(),
                    Some(_) => "•".to_owned(),
                    None => String::new(),
                };
                view! { <span class:next=at == typed.len()>{shown}</span> }
            })
            .collect_view()
    };
    let said = move || so_far(locale, typed.with(String::len), length);
    view! {
        <div class="digits" data-testid="digits" data-private>
            <span class="visually-hidden" role="status">{said}</span>
            <span class="boxes" aria-hidden="true">{boxes}</span>
        </div>
    }
}

/// What is wrong with what was typed: said where the question stood, so that nothing moves.
#[component]
pub fn Wrong(said: &'static str, name: &'static str) -> impl IntoView {
    view! { <p class="refused" role="alert" data-testid=name>{said}</p> }
}

fn so_far(locale: baguni_commerce::Locale, typed: usize, length: usize) -> String {
    match locale {
        baguni_commerce::Locale::Ko => format!("{length}자리 중 {typed}자리를 눌렀어요"),
        baguni_commerce::Locale::En => format!("{typed} of {length} digits"),
    }
}

word_table! {
/// The pad's words in one language.
Words {
    pad: "숫자판" / "Number pad";
    clear: "모두 지우기" / "Clear";
    erase: "지우기" / "Delete";
}
}
