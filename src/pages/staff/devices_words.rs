//! The words of the pages about a store's screens, the calls from them and their tickets.

use super::words::pick;
use crate::i18n::word_table;
use baguni_api::kiosk::CallReason;
use baguni_commerce::Locale;

word_table! {
/// In one language.
DeviceWords {
    devices: "화면 기기" / "Screens";
    devices_text: "매장에 둔 화면이 잘 켜져 있는지 보고, 새 화면을 등록해요."
        / "See whether the store's screens work, and set a new one up.";
    none: "아직 등록한 기기가 없어요." / "No screen has been set up yet.";
    register: "기기 등록" / "Set up a screen";
    only_stores: "매장을 고르면 기기를 등록할 수 있어요." / "Choose a store to set up a screen for it.";
    name: "기기 이름 (예: 입구 왼쪽)" / "What it is called (as: left of the door)";
    screen: "화면" / "The screen";
    portrait: "32인치 세로, 스탠드" / "32 inches, upright, on a stand";
    landscape: "10.1인치 가로, 테이블" / "10.1 inches, lying, on a counter";
    own: "직접 입력" / "Another one";
    own_text: "보이는 화면의 크기를 재서 적어 주세요. 글자와 버튼의 크기가 여기서 정해져요."
        / "Measure what can be seen of it: the sizes of letters and buttons follow from this.";
    width_px: "가로 (픽셀)" / "Width (pixels)";
    height_px: "세로 (픽셀)" / "Height (pixels)";
    ratio: "화면 배율" / "Pixels to a CSS pixel";
    height_mm: "세로 길이 (mm)" / "Height (mm)";
    floor_mm: "바닥에서 화면 아래까지 (mm)" / "Lower edge above the floor (mm)";
    idle: "아무도 만지지 않으면 물어볼 때까지 (30~180초)"
        / "Seconds without a touch until it asks (30–180)";
    make_code: "등록 코드 만들기" / "Make a code";
    wrong_name: "이름을 40자 안으로 적어 주세요." / "Enter a name of up to 40 characters.";
    wrong_screen: "화면 크기를 다시 확인해 주세요." / "Please check the sizes of the screen.";
    wrong_idle: "30에서 180 사이로 적어 주세요." / "Enter a number from 30 to 180.";
    code: "등록 코드" / "The code";
    code_text: "새 화면에 이 코드를 입력하세요. 한 번만 쓸 수 있고, 다시 볼 수 없어요."
        / "Type it on the new screen. It works once, and is not shown again.";
    to_list: "기기 목록으로" / "To the list";
    good: "정상" / "Working";
    locked: "잠김" / "Locked";
    revoked: "연결 끊김" / "Cut off";
    shows: "보여 주는 화면" / "Shows";
    version: "버전" / "Version";
    uptime: "켜진 시간" / "Running for";
    last_touch: "마지막으로 만진 때" / "Last touched";
    heard: "마지막 연락" / "Last heard of";
    never: "아직 없어요" / "Never";
    round_trip: "응답 시간" / "Round trip";
    waiting: "보내지 못한 변경" / "Changes waiting";
    memory: "메모리" / "Memory";
    catalogue_age: "상품 정보" / "Catalogue";
    unknown: "알 수 없음" / "Not known";
    set_up: "등록" / "Set up";
    size: "화면 크기" / "Size";
    asks_after: "물어볼 때까지" / "Asks after";
    on_screen: "첫 화면 안내문" / "Shown at the start";
    reload: "다시 불러오기" / "Reload";
    update: "업데이트" / "Update";
    lock: "잠그기" / "Lock";
    unlock: "잠금 풀기" / "Unlock";
    orders_text: "쓰는 사람이 있으면 다시 불러오기와 업데이트는 그 사람이 떠난 뒤에 해요."
        / "While somebody uses it, reloading and updating wait until they have left.";
    message: "첫 화면 안내문 (비우면 지워요)" / "Message at the start (empty takes it away)";
    say: "안내문 바꾸기" / "Show it";
    pass_text: "기기에서 직원 화면을 열 때 쓰는 6자리 번호예요. 2분 동안 한 번만 쓸 수 있어요."
        / "Six digits that open the staff's screen on the device, once and within two minutes.";
    make_pass: "번호 만들기" / "Make a pass";
    pass_code: "직원 번호" / "The pass";
    revoke: "연결 끊기" / "Cut off";
    revoke_text: "기기의 열쇠를 없애요. 쓰던 사람의 화면도 바로 끝나고, 되돌릴 수 없어요. 다시 쓰려면 새로 등록해야 해요."
        / "Its key is destroyed, and whoever uses it is sent away at once. This cannot be undone: it has to be set up anew.";
    revoke_button: "연결 끊기" / "Cut it off";
    log: "기기 기록" / "What was done to it";
    log_empty: "기록이 없어요." / "Nothing yet.";
    to_back: "모든 기기" / "All screens";

    calls: "도움 요청" / "Somebody needs help";
    take: "제가 갈게요" / "I am coming";
    close: "끝났어요" / "Done";
    mine: "내가 가는 중" / "You are going";
    silent_some: "연락이 끊긴 기기가 있어요" / "Some screens are silent";

    ticket: "주문표 번호" / "Ticket number";
    ticket_text: "화면에서 받은 네 자리 번호예요." / "The four digits that the screen gave.";
    ticket_unknown: "이 번호의 주문표가 없어요. 번호를 다시 확인해 주세요."
        / "There is no ticket of this number. Please check it.";
    ticket_expired: "시간이 지난 주문표예요. 화면에서 새로 받아 주세요."
        / "This ticket is too old. Please get a new one at the screen.";
    ticket_elsewhere: "다른 매장의 주문표예요. 그 매장에서 계산할 수 있어요."
        / "This is a ticket of another store. It can be paid for there.";
    ticket_sold: "이미 판매한 주문표예요." / "This ticket has been sold already.";
    ticket_order: "주문 보기" / "See the order";
    ticket_another: "다른 주문표 찾기" / "Another ticket";
    ticket_from: "화면에서 온 주문표" / "A ticket from a screen";
    ticket_total: "받을 때의 상품 금액" / "Items, when it was made";
    ticket_home: "집으로 보내기" / "To be sent home";
    ticket_gone: "더 팔지 않는 상품은 뺐어요." / "What is not sold any more is left out.";
}
}

pub fn reason(locale: Locale, reason: CallReason) -> String {
    let (ko, en) = match reason {
        CallReason::Advice => ("상품이 궁금해요", "About a product"),
        CallReason::Trouble => ("화면이 이상해요", "The screen does not work"),
        CallReason::Assistance => ("화면 쓰는 것을 도와주세요", "Help with the screen"),
        CallReason::Counter => ("계산이나 수령을 기다려요", "To pay or pick up"),
    };
    pick(locale, ko, en)
}

/// What stands in a screen's log.
pub fn noted(locale: Locale, what: &str) -> String {
    let (ko, en) = match what {
        "pair" => ("등록했어요", "Set up"),
        "revoke" => ("연결을 끊었어요", "Cut off"),
        "pass" => ("직원 번호를 만들었어요", "Made a pass"),
        "staff-screen" => ("직원 화면을 열었어요", "Opened the staff screen"),
        "unpair" => ("기기에서 연결을 끊었어요", "Cut off at the screen"),
        "reload" => ("다시 불러오게 했어요", "Told it to reload"),
        "update" => ("업데이트하게 했어요", "Told it to update"),
        "lock" => ("잠갔어요", "Locked it"),
        "unlock" => ("잠금을 풀었어요", "Unlocked it"),
        "message" => ("안내문을 바꿨어요", "Changed the message"),
        other => (other, other),
    };
    pick(locale, ko, en)
}

/// What a screen shows, by the word that it says of it.
pub fn shown(locale: Locale, screen: &str) -> String {
    let (ko, en) = match screen {
        "attract" => ("첫 화면", "The start"),
        "access" => ("보기 설정", "Ease of use"),
        "browse" | "collection" => ("둘러보기", "Browsing"),
        "search" => ("검색", "Search"),
        "scan" => ("스캔", "Scanning"),
        "product" => ("상품", "A product"),
        "cart" => ("장바구니", "The cart"),
        "way" | "pay" => ("주문 방법", "How to order"),
        "to-phone" | "from-phone" | "moved" => ("휴대폰 연결", "With a phone"),
        "ticket" => ("주문표", "A ticket"),
        "paid" => ("결제 완료", "Paid"),
        "pickup" => ("수령 확인", "A pickup"),
        "call-staff" => ("직원 호출", "Calling somebody"),
        "help" => ("도움말", "Help"),
        "staff" => ("직원 화면", "The staff's screen"),
        other => (other, other),
    };
    pick(locale, ko, en)
}

/// So many minutes or hours, as long as it matters.
pub fn span(locale: Locale, seconds: u64) -> String {
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    let (ko, en) = match (days, hours, minutes) {
        (0, 0, 0) => (format!("{seconds}초"), format!("{seconds} s")),
        (0, 0, _) => (format!("{minutes}분"), format!("{minutes} min")),
        (0, ..) => (format!("{hours}시간"), format!("{hours} h")),
        _ => (format!("{days}일"), format!("{days} days")),
    };
    pick(locale, &ko, &en)
}

pub fn ago(locale: Locale, seconds: u64) -> String {
    let span = span(locale, seconds);
    pick(locale, &format!("{span} 전"), &format!("{span} ago"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_as_fine_as_they_matter() {
        let check = |seconds, ko: &str, en: &str| {
            assert_eq!(span(Locale::Ko, seconds), ko);
            assert_eq!(ago(Locale::En, seconds), format!("{en} ago"));
        };
        check(0, "0초", "0 s");
        check(59, "59초", "59 s");
        check(60, "1분", "1 min");
        check(7_199, "1시간", "1 h");
        check(200_000, "2일", "2 days");
    }
}
