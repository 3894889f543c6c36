//! A code that brings the phone's basket here.

use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::phone::PhoneCode;
use baguni_api::kiosk::Direction;
use leptos::prelude::*;

#[component]
pub fn FromPhone() -> impl IntoView {
    let t = Words::of(locale());
    view! {
        <section class="ordering from-phone" aria-labelledby="title">
            <h1 id="title">{t.title}</h1>
            <div class="beside">
                <PhoneCode direction=Direction::ToScreen way=None />
                <Steps last=t.show />
            </div>
        </section>
    }
}

/// What is to be done, in three steps. The second is the shop's address, which a sticker over the
/// code cannot have.
#[component]
pub fn Steps(last: &'static str) -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    let host = move || {
        let setup = kiosk.setup();
        let origin = setup.with(|setup| setup.as_ref().map(|setup| setup.origin.clone()));
        host(&origin.unwrap_or_default()).to_owned()
    };
    view! {
        <ol class="steps" role="list">
            <li><span>{t.aim}</span></li>
            <li><span>{t.address} " " <strong data-testid="shop-host">{host}</strong></span></li>
            <li><span>{last}</span></li>
        </ol>
    }
}

/// Without the scheme: that is how people know it.
fn host(origin: &str) -> &str {
    origin.split_once("://").map_or(origin, |(_, host)| host)
}

word_table! {
/// This screen's words in one language.
Words {
    title: "휴대폰 장바구니를 여기에서" / "Bring your phone’s cart";
    aim: "카메라로 코드를 비추세요" / "Scan the code";
    address: "주소 확인:" / "Check:";
    show: "‘화면에 보여 주기’를 누르세요" / "Press “Show it on the screen”";
}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_shown_as_people_know_it() {
        let check = |origin: &str, want: &str| assert_eq!(host(origin), want);
        check("https://shop.example", "shop.example");
        check("http://127.0.0.1:8080", "127.0.0.1:8080");
        check("", "");
    }
}
