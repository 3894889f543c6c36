//! A code that takes the basket to the phone.

use super::from_phone::Steps;
use crate::i18n::{locale, word_table};
use crate::kiosk::Kiosk;
use crate::kiosk::parts::{Press, Symbol};
use crate::kiosk::phone::PhoneCode;
use crate::shopper::Shopper;
use baguni_api::kiosk::{Direction, KioskWay};
use leptos::either::Either;
use leptos::prelude::*;

#[component]
pub fn ToPhone(way: Option<KioskWay>) -> impl IntoView {
    let t = Words::of(locale());
    let cart = Shopper::here().cart();
    let empty = Memo::new(move |_| cart.with(|lines| lines.total_quantity() == 0));
    let last = if way.is_some() {
        t.pay_there
    } else {
        t.take_there
    };
    let way = StoredValue::new(way);
    view! {
        <section class="ordering to-phone" aria-labelledby="title">
            <h1 id="title">{if way.get_value().is_some() { t.pay } else { t.take }}</h1>
            {move || match empty.get() {
                true => Either::Left(view! { <NothingToTake /> }),
                false => Either::Right(view! {
                    <div class="beside">
                        <PhoneCode direction=Direction::ToPhone way=way.get_value() />
                        <Steps last />
                    </div>
                }),
            }}
        </section>
    }
}

#[component]
fn NothingToTake() -> impl IntoView {
    let kiosk = Kiosk::here();
    let t = Words::of(locale());
    view! {
        <p class="told">{t.empty}</p>
        <div class="answers">
            <Press label=t.browse.to_owned() symbol=Symbol::Basket name="browse" on_press=move || kiosk.home() />
        </div>
    }
}

word_table! {
/// This screen's words in one language.
Words {
    pay: "휴대폰으로 결제하기" / "Pay on your phone";
    take: "휴대폰으로 가져가기" / "Take it to your phone";
    pay_there: "‘가져와서 결제하기’를 누르세요" / "Press “Take it and pay”";
    take_there: "‘휴대폰으로 가져오기’를 누르세요" / "Press “Take it to my phone”";
    empty: "장바구니가 비어 있어요. 먼저 상품을 담아 주세요." / "Your cart is empty. Please add something first.";
    browse: "둘러보기" / "Browse";
}
}
