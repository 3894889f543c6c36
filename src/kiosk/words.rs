//! The words of the frame and of what every screen has. A screen's own words stand beside it.

use crate::i18n::word_table;

word_table! {
/// The frame's words in one language.
FrameWords {
    home: "처음" / "Home";
    back: "이전" / "Back";
    help: "도움말" / "Help";
    access: "보기·듣기 설정" / "Accessibility";
    cart: "장바구니" / "Cart";
    call: "직원 부르기" / "Call staff";
    end: "끝내기" / "Finish";
    next: "다음" / "Next";
    previous: "이전 쪽" / "Previous";
    up: "위로" / "Up";
    down: "아래로" / "Down";
    offline: "연결이 끊겼어요. 둘러보고 담을 수는 있지만 결제는 할 수 없어요."
        / "No connection. You can browse and fill your cart, but not pay.";
    starting: "준비하고 있어요…" / "Getting ready…";
    toolbar: "화면 메뉴" / "Screen menu";
}
}

impl FrameWords {
    /// In the language that is chosen now.
    pub fn here() -> &'static Self {
        Self::of(crate::i18n::locale())
    }
}
