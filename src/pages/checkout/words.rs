//! The words of the checkout. They are drawn by the server alone, so that no bundle carries them.

use crate::i18n::{locale, word_table};

word_table! {
/// The words of the checkout in one language.
CheckoutWords {
    title: "주문하기" / "Checkout";
    review_title: "주문 확인" / "Review your order";
    steps: "주문 단계" / "Steps";
    step_cart: "장바구니" / "Cart";
    step_fill: "정보 입력" / "Details";
    step_review: "확인과 결제" / "Review and pay";
    to_review: "주문 내용 확인하기" / "Review your order";
    to_review_hint: "다음 화면에서 모두 확인한 뒤에 주문해요. 아직 결제되지 않아요."
        / "Nothing is ordered or paid yet. You see it all on the next page first.";

    contact: "연락처" / "Your contact details";
    contact_text: "회원이 아니어도 주문할 수 있어요." / "No account needed.";
    sign_in: "로그인하고 주문하기" / "Sign in instead";
    email: "이메일" / "E-mail";
    email_hint: "주문 내역을 보내 드려요." / "Your order confirmation goes here.";
    name: "이름" / "Name";
    phone: "휴대폰 번호" / "Phone number";
    phone_hint: "배송이나 픽업 때만 연락해요. 예: 010-1234-5678"
        / "A Korean number, as in 010-1234-5678. Only used for this order.";

    way: "받는 방법" / "How would you like to get it?";
    ship: "배송 받기" / "Delivery";
    pickup: "매장에서 찾기" / "Pick up at a store";
    free: "무료" / "Free";
    cannot_ship: "지금은 배송할 수 없어요." / "It cannot be delivered right now.";
    cannot_pickup: "지금은 찾을 수 있는 매장이 없어요." / "No store can have it ready right now.";

    ship_to: "받는 곳" / "Delivery address";
    postcode: "우편번호" / "Postcode";
    postcode_hint: "다섯 자리 숫자예요. 모르면 지역 이름(예: 성동)을 적고 찾아보세요."
        / "Five digits. If you do not know it, write the area (such as Seongdong) and look it up.";
    find: "찾기" / "Look up";
    found_none: "그런 곳을 찾지 못했어요. 시·도나 구의 이름, 또는 숫자로 찾아보세요."
        / "Nothing found. Try the name of a city, a province or a district of Seoul, or digits.";
    found_choose: "지역을 고르세요" / "Choose the area";
    region: "지역" / "Area";
    region_hint: "비워 두면 우편번호로 알아낼게요." / "Leave it empty and the postcode tells us.";
    street: "도로명 주소" / "Street and number";
    street_hint: "예: 연무장길 12" / "As in Yeonmujang-gil 12";
    detail: "상세 주소 (선택)" / "Floor, flat, building (optional)";
    receiving: "다른 분이 받거나 배송 메모가 있어요" / "Somebody else receives it, or a note for the courier";
    recipient: "받는 분 (선택)" / "Recipient (optional)";
    recipient_hint: "본인이 받으면 비워 두세요." / "Leave empty if it is you.";
    note: "배송 메모 (선택)" / "Note for the courier (optional)";
    note_hint: "예: 문 앞에 놓아 주세요." / "As in: leave it at the door.";
    methods: "배송 방법" / "Delivery method";
    two_parcels: "두 번에 나누어 도착해요." / "It comes in two parcels.";

    store: "찾을 매장" / "Which store?";
    all_here: "모두 이 매장에 있어요" / "All of it is here";
    none_here: "다른 곳에서 가져다 둘게요" / "We bring it here for you";
    not_there: "이 매장에서는 찾을 수 없어요" / "Cannot be had here";

    pay: "결제 방법" / "Payment";
    pay_test: "시험 결제" / "Test payment";
    pay_test_text: "진짜 돈은 오가지 않아요. 다음 화면에서 결과를 골라요."
        / "No real money moves. You choose the outcome on the next page.";
    pay_at_store: "찾을 때 매장에서 결제" / "Pay at the store";
    pay_at_store_text: "카드나 현금으로 계산대에서 내요." / "By card or cash when you pick it up.";
    pay_only_pickup: "매장에서 찾을 때만 고를 수 있어요." / "Only for orders you pick up.";

    codes: "할인 코드 (선택)" / "Discount code (optional)";
    code: "코드" / "Code";
    apply: "적용" / "Apply";
    codes_used: "적용한 코드" / "Your codes";

    summary: "주문 금액" / "Order summary";
    subtotal: "상품 금액" / "Subtotal";
    shipping: "배송비" / "Delivery";
    at_pickup: "매장에서 찾기" / "Store pickup";
    total: "합계" / "Total";
    estimate: "우편번호를 적으면 배송비가 정해져요." / "Delivery is known once there is a postcode.";

    lines: "주문 상품" / "What you are ordering";
    change: "변경" / "Change";
    where_to: "받는 곳과 때" / "Where and when";
    deliver_to: "배송지" / "Delivered to";
    pick_up_at: "찾을 매장" / "Picked up at";

    agree: "동의" / "Before you order";
    terms: "(필수) 주문 내용을 확인했고, 구매 조건에 동의해요."
        / "(Required) I have checked my order and agree to the terms of sale.";
    terms_more: "구매 조건 보기" / "Read the terms of sale";
    terms_withdraw: "받은 날부터 7일 안에 주문을 무를 수 있어요. 돌려보내신 물건을 받은 날부터 3영업일 안에 환불해요."
        / "You may withdraw within 7 days of receiving it. We refund within 3 working days of having it back.";
    terms_cancel: "물건을 보내거나 건네기 전에는 언제든 취소할 수 있어요."
        / "You can cancel at any time before it is handed over.";
    terms_privacy: "적어 주신 정보는 이 주문을 처리하고 전하는 데에만 써요."
        / "What you entered is used to carry out this order and for nothing else.";
    news: "(선택) 새 소식과 할인을 이메일로 받을게요. 동의하지 않아도 주문할 수 있어요."
        / "(Optional) Send me news and offers by e-mail. You can order without this.";

    problems: "확인이 필요한 곳이 있어요" / "Please check the following";
    to_cart: "장바구니에서 바꾸기" / "Change your cart";
    nothing_ordered: "아직 아무것도 주문되지 않았고, 결제되지 않았어요."
        / "Nothing has been ordered or paid.";
}
}

/// In the page's language.
pub fn checkout_words() -> &'static CheckoutWords {
    CheckoutWords::of(locale())
}
