//! Nobody is here yet: language, scan, continue from the phone, or begin. It works without a line.

use crate::i18n::word_table;
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Press, Symbol, Weight};
use crate::kiosk::screen::Screen;
use baguni_commerce::Locale;
use leptos::prelude::*;

#[component]
pub fn Attract() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(crate::i18n::locale());
    let message = move || kiosk.setup().with(|setup| setup.as_ref()?.message.clone());
    view! {
        <section class="attract" aria-labelledby="title">
            <h1 id="title">{t.title}</h1>
            <p class="lead">{t.lead}</p>
            {move || message().map(|message| view! { <p class="message">{message}</p> })}
            <div class="choices">
                <Press label=t.begin.to_owned() symbol=Symbol::Basket weight=Weight::Primary name="begin" on_press=move || kiosk.go(Screen::Browse) />
                <Press label=t.scan.to_owned() symbol=Symbol::Scan name="scan" on_press=move || kiosk.go(Screen::Scan) />
                <Press label=t.from_phone.to_owned() symbol=Symbol::Phone name="from-phone" on_press=move || kiosk.go(Screen::FromPhone) />
                <Press label=t.pickup.to_owned() symbol=Symbol::Package name="pickup" on_press=move || kiosk.go(Screen::Pickup) />
            </div>
            <Languages />
        </section>
    }
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
                symbol=Symbol::Globe
                pressed
                name=locale.code()
                on_press=move || choices.update(|choices| choices.locale = locale)
            />
        }
    });
    view! { <div class="languages">{languages.collect_view()}</div> }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "찾으시는 게 여기 없어도, 여기서 살 수 있어요" / "Not on the shelf? Order it right here";
    lead: "화면을 눌러 시작하세요" / "Touch to begin";
    begin: "둘러보기" / "Start browsing";
    scan: "상품 바코드 찍기" / "Scan a product";
    from_phone: "휴대폰에서 이어 하기" / "Continue from my phone";
    pickup: "주문한 상품 찾기" / "Pick up an order";
}
}
