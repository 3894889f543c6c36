//! The words of the staff's pages, which the server alone draws.

pub use super::said::words as said;

pub use super::codes::{
    actor, channel, event, fulfillment_status, method, order_state, payment_state, payment_status,
    reason, reject, role, state,
};

use super::seen::WorkList;
use crate::i18n::word_table;
use baguni_commerce::{Locale, Text};

word_table! {
/// The words of the staff's pages in one language.
StaffWords {
    title: "바구니 매장" / "Baguni staff";
    skip: "본문으로" / "Skip to content";
    other_language: "English" / "한국어";
    pages: "매장 화면" / "Staff pages";
    today: "오늘" / "Today";
    work: "할 일" / "Work";
    pick_list: "피킹" / "Pick list";
    hand_over: "수령" / "Pickup";
    stock: "재고" / "Stock";
    sale: "판매" / "Sell";
    transfers: "재고 이동" / "Transfers";
    orders: "전체 주문" / "All orders";
    sign_in: "직원 로그인" / "Staff sign-in";
    sign_in_text: "바구니 계정으로 로그인해요. 맡은 매장과 역할은 계정에 정해져 있어요."
        / "Sign in with your Baguni account. Your store and your role belong to it.";
    email: "이메일" / "E-mail address";
    password: "비밀번호" / "Password";
    sign_in_button: "로그인" / "Sign in";
    sign_out: "로그아웃" / "Sign out";
    wrong: "이메일이나 비밀번호가 맞지 않아요." / "This address and this password do not belong together.";
    busy: "지금은 처리할 수 없어요. 잠시 뒤에 다시 해 주세요." / "This cannot be done right now. Try again in a moment.";
    no_access: "볼 수 없는 화면이에요" / "You cannot see this page";
    no_access_text: "이 계정에는 여기에 필요한 역할이 없어요. 매장 책임자에게 말씀해 주세요."
        / "Your account does not have the role for it. Please ask whoever runs your store.";
    to_shop: "쇼핑하러 가기" / "To the shop";
    not_found: "찾는 것이 없어요" / "There is nothing here";
    not_found_text: "주소가 바뀌었거나, 다른 매장의 것이에요." / "The address has changed, or it belongs to another store.";
    to_today: "오늘 화면으로" / "To today";
    choose_place: "어느 곳을 볼까요?" / "Where do you want to look?";
    choose_place_text: "고른 곳의 주문과 재고를 보고 처리해요." / "You see and do what concerns the place you choose.";
    here: "여기" / "Here";
    change_place: "다른 곳 보기" / "Another place";
    store: "매장" / "Store";
    warehouse: "물류센터" / "Warehouse";

    nothing_to_do: "지금은 할 일이 없어요." / "There is nothing to do right now.";
    refresh: "새로 고침" / "Refresh";
    accept_by: "까지 답해 주세요" / "is the time to answer by";
    arriving_transfers: "오고 있는 재고" / "Stock on its way here";
    next: "다음" / "Next";
    order: "주문" / "Order";
    open: "열기" / "Open";
    barcode: "바코드" / "Barcode";
    pick_text: "진열대에서 꺼낼 상품을 모았어요. 꺼낸 것을 표시하며 도세요."
        / "Everything to take off the shelves. Tick it as you walk.";
    nothing_to_pick: "꺼낼 상품이 없어요." / "There is nothing to pick.";

    accept: "수락하기" / "Accept";
    start_picking: "피킹 시작" / "Start picking";
    packed: "포장 완료" / "Packed";
    to_carrier: "택배사에 전달" / "Hand to the carrier";
    to_shelf: "수령 준비 완료" / "Ready for pickup";
    delivered: "배송 완료로 표시" / "Mark as delivered";
    received: "도착 확인" / "It has arrived";
    put_back: "재고로 되돌리기" / "Put back on the shelf";
    hand_out: "고객에게 전달" / "Hand it over";
    tracking: "운송장 번호 (있으면)" / "Tracking number (if any)";
    reject: "보낼 수 없어요" / "We cannot send it";
    reject_text: "거절하면 다른 곳에서 바로 보낼 수 있는지 찾아봐요."
        / "Another place is looked for at once.";
    reject_lines: "어떤 상품인가요? 고르지 않으면 전부예요." / "Which of them? All, if none is ticked.";
    reject_button: "거절하기" / "Reject";
    why_here: "왜 여기인가요?" / "Why this place?";
    customer: "고객" / "Customer";
    address: "보낼 곳" / "Send to";
    promise: "약속한 때" / "Promised";
    way: "방법" / "How";
    state: "상태" / "State";
    not_here: "지금은 다른 곳에서 처리하고 있어요." / "Another place has it now.";
    is_done: "이 부분은 끝났어요." / "This part is done.";
    whole_order: "주문 전체 보기" / "See the whole order";
    other_stores_from: "보내는 곳" / "Sent from";

    code: "6자리 수령 번호 또는 QR" / "Six-digit code or QR";
    code_text: "번호를 입력하거나, 입력란에 커서를 두고 QR을 스캔하세요."
        / "Type the digits, or scan the QR with the cursor in the field.";
    look_up: "찾기" / "Look up";
    is_paid: "결제가 끝난 주문이에요." / "It is paid for.";
    is_unpaid: "아직 결제하지 않았어요. 먼저 계산해 주세요." / "It is not paid for yet. Take the money first.";
    collect: "받았어요" / "received";
    amount_due: "받을 금액" / "To collect";
    another_code: "다른 번호 찾기" / "Another code";

    find_stock: "SKU, 바코드, 상품 이름" / "SKU, barcode or name";
    find_stock_text: "바코드를 스캔하거나 이름으로 찾으면 모든 곳의 재고를 볼 수 있어요."
        / "Scan a barcode or type a name to see what every place has.";
    nothing_found: "찾지 못했어요." / "Nothing was found.";
    other_stores: "다른 매장" / "Other stores";
    warehouses: "물류센터" / "Warehouse";
    place: "장소" / "Place";
    on_hand: "실물" / "On hand";
    allocated: "주문 배정" / "Promised";
    reserved: "결제 중" / "In checkout";
    safety: "안전 재고" / "Kept back";
    available: "판매 가능" / "Available";
    adjust: "수량 고치기" / "Correct the count";
    adjust_text: "세어 본 수는 그대로 적고, 나머지는 늘거나 줄어든 수를 적어요."
        / "After counting, write how many there are; otherwise how many more or fewer.";
    reason: "이유" / "Reason";
    quantity: "수량" / "Quantity";
    counted: "세어 보니 모두" / "Counted: in all";
    found: "더 찾음" / "Found";
    returned: "돌아옴" / "Brought back";
    damaged: "파손" / "Damaged";
    lost: "없어짐" / "Lost";
    save: "저장" / "Save";
    receive: "입고" / "Receive";
    receive_text: "새로 들어온 수량이에요." / "What has come from a supplier.";
    receive_button: "입고하기" / "Receive";
    transfer: "다른 곳으로 보내기" / "Send elsewhere";
    transfer_text: "보내면 여기 재고에서 빠지고, 받는 곳에서 확인하면 그곳에 더해져요."
        / "It leaves this stock now and joins the other when they confirm.";
    send_to: "받는 곳" / "To";
    send: "보내기" / "Send";
    ledger: "여기 재고의 기록" / "The ledger here";
    ledger_empty: "기록이 없어요." / "Nothing yet.";
    when: "언제" / "When";
    what: "무엇" / "What";
    change: "변화" / "Change";
    who: "누가" / "Who";
    only_managers: "수량은 매장 책임자가 고칠 수 있어요." / "Managers correct counts.";
    coming: "여기로 오는 재고" / "On its way here";
    going: "여기서 보낸 재고" / "Sent from here";
    no_transfers: "이동 중인 재고가 없어요." / "Nothing is on its way.";
    arrived: "도착한 수량" / "How many arrived";
    confirm_arrival: "받았어요" / "Take in";

    sale_text: "여기에 없는 상품도 집이나 원하는 매장으로 보내 드려요."
        / "What is not here can be sent home or to any store.";
    add: "담기" / "Add";
    remove: "빼기" / "Remove";
    more: "하나 더" / "One more";
    fewer: "하나 빼기" / "One fewer";
    if_sent: "집으로" / "Home";
    if_here: "여기서 수령" / "Picked up here";
    not_possible: "지금은 안 돼요" / "Not possible now";
    sale_empty: "아직 담은 상품이 없어요." / "Nothing has been chosen yet.";
    to_buyer: "다음: 고객 정보" / "Next: the customer";
    buyer: "고객 정보" / "The customer";
    change_lines: "상품 바꾸기" / "Change the items";
    name: "이름" / "Name";
    phone: "전화번호" / "Phone";
    ship: "집으로 보내기" / "Send home";
    pickup: "매장에서 수령" / "Pick up at a store";
    postcode: "우편번호" / "Postcode";
    street: "주소" / "Address";
    detail: "상세 주소" / "Flat, floor";
    note: "배송 메모" / "Note for the carrier";
    shipping: "배송 방법" / "Shipping";
    payment: "결제" / "Payment";
    pay_link: "고객 휴대폰에서 결제 (QR)" / "On the customer's phone (QR)";
    pay_here: "계산대에서 결제" / "At the counter";
    coupon: "할인 코드" / "Discount code";
    ask_price: "금액 확인" / "Show the price";
    subtotal: "상품 금액" / "Items";
    discount: "할인" / "Discount";
    shipping_cost: "배송비" / "Shipping";
    total: "합계" / "Total";
    vat: "부가세 포함" / "VAT included";
    sell: "판매하기" / "Sell";
    check_form: "입력한 내용을 확인해 주세요." / "Please check what was typed.";

    pay_with_phone: "고객 휴대폰으로 이어 가기" / "Goes on with the customer's phone";
    pay_with_phone_text: "QR을 스캔하면 주문을 보고 결제할 수 있어요."
        / "Scan the QR to see the order and pay for it.";
    collect_now: "계산대에서 결제" / "Pay at the counter";
    sold_by: "판매" / "Sold by";
    contact: "연락처" / "Contact";
    delivery: "받는 방법" / "Delivery";
    payments: "결제 내역" / "Payments";
    refunds: "환불" / "Refund";
    fulfillments: "진행 상황" / "Parts";
    decisions: "배정한 이유" / "Why these places";
    history: "기록" / "History";
    placed_at: "주문한 때" / "Placed";
    channel: "경로" / "Channel";
    cancel: "주문 취소" / "Cancel the order";
    cancel_text: "재고를 되돌리고 받은 돈을 돌려줘요. 되돌릴 수 없어요."
        / "The stock is freed and the money goes back. This cannot be undone.";
    cancel_reason: "취소하는 이유" / "Why";
    cancel_button: "취소하기" / "Cancel it";
    give_back: "돌려줄 돈" / "To give back";
    give_back_text: "고객에게 돈을 돌려준 다음에 눌러 주세요. 고객에게 환불했다고 알려요."
        / "Press after the customer has the money: they are told that it was given back.";
    given_back: "돌려줬어요" / "given back";
    refused_refund: "결제사가 거절한 환불" / "Refund refused by the provider";
    refund_again: "다시 환불하기" / "Ask for it again";
    choose_for: "고객 대신 고르기" / "Choose for the customer";
    choose_wait: "들어오면 보내기" / "Wait until it is there";
    choose_refund: "그만큼 환불하기" / "Give the money for it back";
    unfulfillable: "보낼 곳이 없는 상품" / "Nobody can send";

    all: "전체" / "All";
    filter: "찾기" / "Filter";
    clear: "처음으로" / "Clear";
    from: "시작일" / "From";
    until: "종료일" / "Until";
    text: "주문 번호, 이름, 이메일" / "Number, name or e-mail";
    no_orders: "조건에 맞는 주문이 없어요." / "No order fits.";
    next_page: "다음 페이지" / "Next page";
    first_page: "첫 페이지" / "First page";
    in_all: "건" / "in all";
}
}

pub fn pick(locale: Locale, ko: &str, en: &str) -> String {
    match locale {
        Locale::Ko => ko.to_owned(),
        Locale::En => en.to_owned(),
    }
}

pub fn text(locale: Locale, text: &Text) -> String {
    text.get(locale).to_owned()
}

pub fn list(locale: Locale, list: WorkList) -> String {
    let (ko, en) = match list {
        WorkList::Accept => ("수락할 주문", "To accept"),
        WorkList::Pick => ("피킹·포장", "To pick and pack"),
        WorkList::Packed => ("전달할 것", "To hand over"),
        WorkList::Ready => ("수령 대기", "Waiting for pickup"),
        WorkList::Incoming => ("도착 예정", "Arriving"),
        WorkList::NoShow => ("찾아가지 않음", "Not picked up"),
        WorkList::Sent => ("보낸 것", "On the way"),
    };
    pick(locale, ko, en)
}
