//! The words of these pages.

use crate::i18n::word_table;
use baguni_commerce::Locale;

word_table! {
/// The words of the hand-off's pages in one language.
HandOffWords {
    shop: "바구니" / "Baguni";
    reading: "코드를 읽고 있어요…" / "Reading the code…";
    no_code: "화면에 있는 QR 코드를 휴대폰 카메라로 찍어 주세요."
        / "Please scan the QR code on the screen with your phone's camera.";
    no_script: "이 코드는 자바스크립트가 켜져 있어야 읽을 수 있어요. 계산대에서 도와드릴게요."
        / "Reading this code needs JavaScript. We are glad to help at the counter.";
    to_phone: "이 장바구니를 휴대폰으로 가져올까요?" / "Take this cart to your phone?";
    empty: "장바구니가 비어 있어요." / "The cart is empty.";
    others_see: "화면 앞에 있는 사람이 볼 수 있어요." / "Whoever stands at the screen can see it.";
    lives_on: "장바구니는 휴대폰과 화면에서 함께 이어져요." / "Your phone and the screen go on with one cart.";
    pay_home: "주소를 적고 이 휴대폰으로 결제해요. 집으로 보내 드려요."
        / "You enter your address and pay on this phone. We deliver it to you.";
    take: "휴대폰으로 가져오기" / "Take it to my phone";
    take_and_pay: "가져와서 결제하기" / "Take it and pay";
    show: "화면에 보여 주기" / "Show it on the screen";
    no: "아니요" / "No, thanks";
    expired: "코드 시간이 지났어요" / "This code is too old";
    expired_text: "화면에서 새 코드를 받아 주세요." / "Please get a new code at the screen.";
    used: "이미 사용된 코드예요" / "This code has been used";
    used_text: "한 코드는 휴대폰 한 대에서만 쓸 수 있어요. 화면에서 새 코드를 받아 주세요."
        / "One code is for one phone. Please get a new code at the screen.";
    too_many: "너무 여러 번 했어요" / "Too many attempts";
    to_cart: "내 장바구니 보기" / "See my cart";
    screens: "내 장바구니가 보이는 화면" / "Screens that show your cart";
    screens_text: "지금 이 매장 화면에서 내 장바구니를 볼 수 있어요. 자리를 뜰 때 로그아웃해 주세요."
        / "Your cart can be seen on this screen now. Please sign out of it when you leave.";
    no_screens: "지금 내 장바구니가 보이는 매장 화면이 없어요." / "No screen in a store shows your cart now.";
    end: "화면에서 로그아웃" / "Sign out of the screen";
}
}

pub fn pick(locale: Locale, ko: String, en: String) -> String {
    match locale {
        Locale::Ko => ko,
        Locale::En => en,
    }
}

pub fn pieces(locale: Locale, count: u32) -> String {
    match (locale, count) {
        (Locale::Ko, _) => format!("상품 {count}개"),
        (Locale::En, 1) => "1 item".to_owned(),
        (Locale::En, _) => format!("{count} items"),
    }
}
