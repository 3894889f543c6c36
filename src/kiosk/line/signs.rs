//! What the frame says of the line, and of the associate who is on the way.

use super::Line;
use crate::i18n::{locale, word_table};
use crate::kiosk::screen::Screen;
use crate::kiosk::until::clock;
use baguni_commerce::Locale;
use leptos::prelude::*;

/// For how long it is said that the line is back, in milliseconds.
pub(super) const BACK_SHOWN_MS: u32 = 12_000;

#[component]
pub fn Signs() -> impl IntoView {
    let line = Line::here();
    let locale = locale();
    let t = Words::of(locale);
    let cut = move || {
        let told = cut(locale, line.shelf().taken_at().get());
        (!line.kiosk.online().get())
            .then(|| view! { <p class="sign cut" role="status" data-testid="offline">{told}</p> })
    };
    let back = move || {
        line.is_back().get().then(
            || view! { <p class="sign" role="status" data-testid="online-again">{t.back}</p> },
        )
    };
    let coming = move || {
        let call = line
            .call()
            .get()
            .filter(|_| line.kiosk.screen() != Screen::CallStaff)?;
        let told = called(locale, call.taken_by.as_deref());
        Some(view! { <p class="sign" role="status" data-testid="called">{told}</p> })
    };
    view! { <div class="signs">{cut}{back}{coming}</div> }
}

/// From when on nothing new has come, and what that means.
fn cut(locale: Locale, taken_at: Option<u64>) -> String {
    let t = Words::of(locale);
    match (locale, taken_at.map(clock)) {
        (_, None) => t.cut.to_owned(),
        (Locale::Ko, Some(at)) => format!("{} · {at} 기준", t.cut),
        (Locale::En, Some(at)) => format!("{} · as of {at}", t.cut),
    }
}

/// Who was called and who comes.
pub fn called(locale: Locale, taken_by: Option<&str>) -> String {
    match (locale, taken_by) {
        (Locale::Ko, None) => "직원을 불렀어요.".to_owned(),
        (Locale::Ko, Some(name)) => format!("{name} 님이 가고 있어요."),
        (Locale::En, None) => "Staff has been called.".to_owned(),
        (Locale::En, Some(name)) => format!("{name} is on the way."),
    }
}

word_table! {
/// The words of the signs in one language.
Words {
    cut: "연결이 끊겼어요" / "No connection";
    back: "다시 연결됐어요" / "Connected again";
}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_said_from_when_things_are() {
        let check = |locale, taken_at, end: &str| {
            let said = cut(locale, taken_at);
            assert!(said.ends_with(end), "{said}");
        };
        check(Locale::Ko, None, "끊겼어요");
        check(Locale::Ko, Some(1_790_000_000_000), "· 23:13 기준");
        check(Locale::En, Some(1_790_000_000_000), "· as of 23:13");
    }
}
