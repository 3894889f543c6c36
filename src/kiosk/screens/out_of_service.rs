//! The screen cannot be used: why, and that it comes back by itself.

use crate::i18n::word_table;
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Sign, Symbol};
use baguni_commerce::Locale;
use leptos::prelude::*;

/// In both languages, one beneath the other: nobody can choose one here.
#[component]
pub fn OutOfService() -> impl IntoView {
    let kiosk = Kiosk::here();
    let locked = move || {
        let setup = kiosk.setup();
        setup.with(|setup| setup.as_ref().is_some_and(|setup| setup.locked))
    };
    let why = move |locale| {
        let t = Words::of(locale);
        if locked() { t.locked } else { t.no_line }
    };
    let told = [Locale::Ko, Locale::En].map(|locale| {
        let t = Words::of(locale);
        view! {
            <div lang=locale.code()>
                <h1>{t.title}</h1>
                <p>{move || why(locale)}</p>
            </div>
        }
    });
    view! {
        <main class="outside ordering out-of-service" data-testid="out-of-service">
            <span class="big-sign"><Sign symbol=Symbol::Cut /></span>
            {told.collect_view()}
        </main>
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "지금은 쓸 수 없어요" / "Out of service";
    locked: "직원이 잠시 멈춰 두었어요. 계산대에서 도와드려요."
        / "The staff have paused this screen. Please ask at the counter.";
    no_line: "연결을 기다리고 있어요. 연결되면 저절로 시작해요."
        / "It waits for a connection and starts by itself.";
}
}
