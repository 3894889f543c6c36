//! Nobody is here yet: language, scan, continue from the phone, or begin. It works without a line,
//! and without a catalogue.

use crate::i18n::word_table;
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Backdrop, Press, Symbol, Weight, asked};
use crate::kiosk::screen::Screen;
use baguni_commerce::Locale;
use leptos::prelude::*;

#[component]
pub fn Attract() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(crate::i18n::locale());
    let message = move || kiosk.setup().with(|setup| setup.as_ref()?.message.clone());
    dress();
    view! {
        <section class="attract" aria-labelledby="title">
            <Languages />
            <h1 id="title">{t.title}</h1>
            {move || message().map(|message| view! { <p class="message">{message}</p> })}
            <div class="begin">
                <Press
                    label=t.begin.to_owned()
                    symbol=Symbol::Basket
                    weight=Weight::Primary
                    name="begin"
                    on_press=move || kiosk.go(Screen::Browse)
                />
                <Press
                    label=t.scan.to_owned()
                    symbol=Symbol::Scan
                    name="scan"
                    on_press=move || kiosk.go(Screen::Scan)
                />
                <Press
                    label=t.pickup.to_owned()
                    symbol=Symbol::Package
                    name="pickup"
                    on_press=move || kiosk.go(Screen::Pickup)
                />
                <Press
                    label=t.from_phone.to_owned()
                    symbol=Symbol::Phone
                    name="from-phone"
                    on_press=move || kiosk.go(Screen::FromPhone)
                />
            </div>
        </section>
    }
}

/// One thing in its setting, as the home page begins. It stands still (K9).
fn dress() {
    let home = asked(|visit| visit.api.home(visit.shown()));
    Effect::new(move || {
        let picture = home.with(|home| {
            let editorial = home.as_ref()?.as_ref().ok()?.editorial.as_ref();
            Some(editorial?.picture.clone())
        });
        Backdrop::show(picture);
    });
}

/// Each language is called what its speakers call it (K19).
#[component]
fn Languages() -> impl IntoView {
    let kiosk = Kiosk::here();
    let choices = kiosk.choices();
    let languages = [(Locale::Ko, "한국어"), (Locale::En, "English")];
    let languages = languages.map(|(locale, name)| {
        let pressed = Signal::derive(move || choices.with(|choices| choices.locale == locale));
        view! {
            <Press
                label=name.to_owned()
                pressed
                name=locale.code()
                on_press=move || choices.update(|choices| choices.locale = locale)
            />
        }
    });
    view! {
        <div class="languages" role="group" aria-label="언어 · Language">
            {languages.collect_view()}
        </div>
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "여기 없는 상품도 바로 주문하세요" / "Not on the shelf? Order it here";
    begin: "둘러보기" / "Start browsing";
    scan: "바코드 찍기" / "Scan item";
    from_phone: "휴대폰에서 이어 하기" / "Continue from my phone";
    pickup: "주문 찾기" / "Pick up";
}
}
