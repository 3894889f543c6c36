//! The questions over every screen: is anybody there, is all of it to go; and the veil while it goes.

use super::{HERE, Session, Stage};
use crate::i18n::{locale, word_table};
use crate::kiosk::parts::{Press, Symbol, Weight};
use crate::kiosk::screen::Screen;
use crate::kiosk::{keypad, voice};
use baguni_commerce::Locale;
use leptos::prelude::*;

/// Whatever is asked now, over the rest.
#[component]
pub fn Asking() -> impl IntoView {
    HERE.get().map(|session| {
        let stage = session.stage;
        move || match stage.get() {
            Stage::Going => ().into_any(),
            Stage::AskingTime => view! { <AnybodyThere session /> }.into_any(),
            Stage::AskingToEnd => view! { <AllOfIt session /> }.into_any(),
            Stage::Ending => view! { <Veil /> }.into_any(),
        }
    })
}

/// One press anywhere is an answer (K8).
#[component]
fn AnybodyThere(session: Session) -> impl IntoView {
    let t = Words::of(locale());
    let left = session.left_s;
    let locale = locale();
    Effect::new(move |asked: Option<()>| {
        let left = left.get();
        // Said when it begins, and once more while there still is time.
        if asked.is_none() || left == 10 {
            voice::say(&format!("{} {}", t.anybody, seconds_left(locale, left)));
        }
    });
    keypad::hold();
    view! {
        <div class="asking" data-testid="anybody" on:click=move |_| session.stay()>
            <section role="alertdialog" aria-modal="true" aria-labelledby="anybody" aria-describedby="seconds-left">
                <h2 id="anybody">{t.anybody}</h2>
                <p id="seconds-left" data-testid="seconds-left" data-seconds=move || left.get()>
                    {move || seconds_left(locale, left.get())}
                </p>
                <div class="replies">
                    <Press
                        label=t.stay.to_owned()
                        symbol=Symbol::Check
                        weight=Weight::Primary
                        name="stay"
                        on_press=move || session.stay()
                    />
                </div>
            </section>
        </div>
    }
}

/// What goes is said before it goes, and staying comes first (K18).
#[component]
fn AllOfIt(session: Session) -> impl IntoView {
    let t = Words::of(locale());
    let pieces = session.pieces();
    let to_phone = move || {
        session.stay();
        session.kiosk.go(Screen::ToPhone(None));
    };
    let lost = will_go(locale(), pieces);
    voice::say(&format!("{} {lost}", t.all_of_it));
    keypad::hold();
    view! {
        <div class="asking" data-testid="all-of-it">
            <section role="alertdialog" aria-modal="true" aria-labelledby="all-of-it" aria-describedby="will-go">
                <h2 id="all-of-it">{t.all_of_it}</h2>
                <p id="will-go">{lost}</p>
                <div class="replies">
                    <Press
                        label=t.stay.to_owned()
                        symbol=Symbol::Check
                        weight=Weight::Primary
                        name="stay"
                        on_press=move || session.stay()
                    />
                    <Press label=t.to_phone.to_owned() symbol=Symbol::Phone name="take-along" on_press=to_phone />
                    <Press label=t.end.to_owned() symbol=Symbol::Leave name="end-yes" on_press=super::end />
                </div>
            </section>
        </div>
    }
}

#[component]
fn Veil() -> impl IntoView {
    view! {
        <div class="asking veil" data-testid="veil">
            <p role="alert">{Words::of(locale()).wiping}</p>
        </div>
    }
}

fn seconds_left(locale: Locale, left: u32) -> String {
    match locale {
        Locale::Ko => format!("{left}초 뒤에 담은 것을 지우고 처음 화면으로 돌아가요."),
        Locale::En if left == 1 => "In 1 second everything is cleared.".to_owned(),
        Locale::En => format!("In {left} seconds everything is cleared."),
    }
}

fn will_go(locale: Locale, pieces: u32) -> String {
    match locale {
        Locale::Ko => {
            format!("장바구니에 담은 {pieces}개가 이 화면에서 지워져요. 되돌릴 수 없어요.")
        }
        Locale::En if pieces == 1 => {
            "The product in your cart will be cleared. It cannot be undone.".to_owned()
        }
        Locale::En => {
            format!("The {pieces} products in your cart will be cleared. It cannot be undone.")
        }
    }
}

word_table! {
/// The words of the questions in one language.
Words {
    anybody: "아직 계신가요?" / "Are you still there?";
    stay: "계속하기" / "Continue";
    all_of_it: "끝낼까요?" / "Finish now?";
    to_phone: "휴대폰으로 옮기기" / "Take it to my phone";
    end: "지우고 끝내기" / "Clear and finish";
    wiping: "지우고 있어요" / "Clearing everything";
}
}
