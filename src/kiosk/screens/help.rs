//! How the screen is used, in seven sentences.

use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Press, Sign, Symbol};
use crate::kiosk::screen::Screen;
use baguni_commerce::Locale;
use leptos::prelude::*;

#[component]
pub fn Help() -> impl IntoView {
    let kiosk = Kiosk::here();
    let locale = locale();
    let t = Words::of(locale);
    let idle_s = kiosk
        .setup()
        .with_untracked(|setup| setup.as_ref().map_or(60, |it| it.idle_s));
    let said = [
        (Symbol::Search, t.find.to_owned()),
        (Symbol::Truck, t.order.to_owned()),
        (Symbol::Phone, t.pay.to_owned()),
        (Symbol::Scan, t.scan.to_owned()),
        (Symbol::Access, t.access.to_owned()),
        (Symbol::Sound, t.keys.to_owned()),
        (Symbol::Leave, privacy(locale, idle_s)),
    ];
    let lines = said.map(|(symbol, text)| view! { <li><Sign symbol /><span>{text}</span></li> });
    view! {
        <section class="ordering help" aria-labelledby="title">
            <h1 id="title">{t.title}</h1>
            <ul class="how">{lines.collect_view()}</ul>
            <div class="answers">
                <Press label=t.access_tool.to_owned() symbol=Symbol::Access name="to-access" on_press=move || kiosk.go(Screen::Access) />
                <Press label=t.call.to_owned() symbol=Symbol::Bell name="to-call" on_press=move || kiosk.go(Screen::CallStaff) />
            </div>
        </section>
    }
}

fn privacy(locale: Locale, idle_s: u32) -> String {
    match locale {
        Locale::Ko => format!("자리를 뜨면 {idle_s}초 뒤에 여쭤보고, 답이 없으면 모두 지워져요."),
        Locale::En => format!(
            "When you walk away, we ask after {idle_s} seconds, and without an answer everything is cleared."
        ),
    }
}

word_table! {
/// This screen's words in one language.
Words {
    title: "이렇게 쓰세요" / "How it works";
    find: "둘러보거나 검색해서 상품을 찾아요. ‘ㅅㄴㅋㅈ’처럼 첫 자음만 눌러도 돼요."
        / "Browse or search. A part of the name is enough.";
    order: "이 매장에 없어도 집이나 다른 매장에서 받을 수 있어요."
        / "What is not in this store can be sent to your home or to another store.";
    pay: "결제는 휴대폰이나 계산대에서 해요. 카드 번호를 여기에 누르지 마세요."
        / "You pay on your phone or at the counter. Never enter a card number here.";
    scan: "상품의 바코드를 찍으면 바로 보여 드려요." / "Scan a product’s barcode to see it at once.";
    access: "글자 크기, 고대비, 음성 안내, 낮은 화면을 고를 수 있어요."
        / "You can choose larger text, high contrast, a voice and a lower position.";
    keys: "키패드의 화살표로 옮기고 ‘확인’으로 눌러요."
        / "On the keypad, arrows move and OK presses.";
    access_tool: "보기·듣기 설정" / "Accessibility";
    call: "직원 부르기" / "Call staff";
}
}
