//! The words of the orders' pages.

use crate::i18n::word_table;

word_table! {
/// The words of the orders' pages in one language.
OrderWords {
    order: "주문" / "Order";
    order_number: "주문 번호" / "Order number";
    refresh: "새로 고침" / "Refresh";
    progress: "진행 상황" / "Progress";
    step_ordered: "주문" / "Ordered";
    step_preparing: "준비" / "Preparing";
    step_sent: "발송" / "Sent";
    step_arrived: "도착" / "Arrived";
    step_to_store: "매장으로" / "To the store";
    step_ready: "수령 가능" / "Ready";
    step_picked_up: "수령" / "Picked up";
    done: "끝난 단계" / "done";
    by_ship: "배송" / "Delivery";
    by_pickup: "매장 수령" / "Pick up";
    pickup_code: "수령 코드" / "Pickup code";
    pickup_code_text: "매장에서 이 코드를 말씀해 주시거나 QR을 보여 주세요. 7일 동안 기다릴게요."
        / "At the store, say this code or show the QR code. We keep it for 7 days.";
    pickup_code_later: "준비가 끝나면 여기에 수령 코드가 나와요."
        / "Your pickup code will be here when it is ready.";
    qr: "수령 QR 코드" / "Pickup QR code";
    tracking: "송장 번호" / "Tracking number";
    store_page: "매장 안내" / "About the store";
    late: "예정보다 늦어지고 있어요. 죄송합니다." / "This is later than we said. We are sorry.";
    not_picked_up: "찾으러 오시지 않아 제자리에 두었어요." / "Nobody came for it, so we put it back.";
    delivered_to: "받는 곳" / "Delivered to";
    picked_up_at: "찾는 곳" / "Pick up at";
    contact: "연락처" / "Contact";
    masked: "링크로 보는 화면이라 일부를 가렸어요." / "Some of it is hidden, as this page was opened by its link.";
    summary: "결제 금액" / "What it costs";
    subtotal: "상품 금액" / "Items";
    discount: "할인" / "Discounts";
    shipping: "배송비" / "Delivery";
    free: "무료" / "Free";
    total: "합계" / "Total";
    payment: "결제" / "Payment";
    pay_at_store: "매장에서 결제" / "At the store";
    pay_online: "온라인 결제" / "Online";
    pay_test: "연습용 결제 (돈이 오가지 않아요)" / "Practice payment (no money moves)";
    refund: "환불" / "Refund";
    refund_pending: "처리하고 있어요" / "On its way";
    refund_done: "돌려드렸어요" / "Given back";
    refund_failed: "확인하고 있어요" / "We are looking into it";
    history: "주문 기록" / "History";
    pay_now: "이어서 결제하기" / "Go on to pay";
    pay_again: "다시 결제하기" / "Pay again";
    choose: "어떻게 할까요?" / "What shall we do?";
    wait: "기다릴게요" / "I will wait";
    wait_text: "다시 들어오는 대로 보내 드려요. 기다리는 동안에도 환불을 고를 수 있어요."
        / "We send it as soon as it is back. You can still choose a refund meanwhile.";
    give_back: "환불해 주세요" / "Refund it";
    give_back_text: "그 상품만큼 돌려드리고, 나머지는 그대로 보내 드려요."
        / "You get the money for it back. Everything else goes ahead.";
    missing: "지금 보낼 수 없는 상품" / "What cannot be sent now";
    cancel: "주문 취소" / "Cancel the order";
    cancel_text: "주문한 것 모두가 취소되고, 결제하신 금액은 결제하신 방법으로 돌아갑니다."
        / "Everything in this order is cancelled, and your money goes back the way it came.";
    cancel_unpaid_text: "주문한 것 모두가 취소됩니다. 빠져나간 금액은 없어요."
        / "Everything in this order is cancelled. Nothing has been charged.";
    cancel_yes: "네, 취소할게요" / "Yes, cancel it";
    find: "주문 조회" / "Find an order";
    find_text: "주문 번호와 주문할 때 적은 이메일이나 전화번호를 적어 주세요."
        / "Tell us the order number, and the e-mail address or phone number you gave with it.";
    find_number_hint: "메일에 있는 열두 자리예요. 예: 7K3M-9QXT-2DW8"
        / "Twelve characters, as in our letter: 7K3M-9QXT-2DW8";
    find_contact: "이메일 또는 전화번호" / "E-mail address or phone number";
    find_button: "조회하기" / "Find it";
    find_nothing: "그런 주문을 찾지 못했어요. 번호와 연락처를 다시 확인해 주세요."
        / "We found no such order. Please check the number and the contact.";
    find_account: "계정으로 주문하셨나요?" / "Did you order with an account?";
    my_orders: "주문 내역" / "Your orders";
    no_orders: "아직 주문이 없어요." / "There are no orders yet.";
    guest_order: "로그인하지 않고 주문하셨나요?" / "Did you order without signing in?";
    more: "이전 주문 더 보기" / "Older orders";
    newest: "최근 주문부터 보기" / "Back to the newest";
    back: "내 계정으로" / "Back to your account";
    go_shopping: "둘러보기" / "Look around";
    problem_handed_over: "이미 보낸 것이 있어 취소할 수 없어요." / "Something is on its way already, so it cannot be cancelled.";
    problem_changed: "그 사이에 주문이 바뀌었어요. 지금 상태를 확인해 주세요."
        / "The order has changed meanwhile. Please see how it stands now.";
    problem_not_now: "결제사가 지금 대답하지 않아요. 잠시 뒤에 다시 해 주세요. 빠져나간 금액은 없어요."
        / "The payment provider does not answer right now. Please try again in a moment. Nothing has been charged.";
}
}
