//! The words of the frame and of what every screen has. A screen's own words stand beside it.

use crate::i18n::word_table;

word_table! {
/// The frame's words in one language.
FrameWords {
    home: "처음" / "Home";
    back: "이전" / "Back";
    help: "도움말" / "Help";
    access: "보기·듣기" / "Access";
    cart: "장바구니" / "Cart";
    call: "직원" / "Staff";
    end: "끝내기" / "Finish";
    menu: "메뉴" / "Menu";
    number: "계산대 번호" / "Counter number";
    next: "다음" / "Next";
    previous: "앞쪽" / "Previous";
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
