//! The words of the parts.

use crate::i18n::word_table;

word_table! {
/// The parts' words in one language.
PartWords {
    waiting: "불러오고 있어요…" / "One moment…";
    gone: "지금은 팔지 않는 상품이에요." / "This is not sold any more.";
    no_answer: "지금은 보여 드릴 수 없어요. 직원을 불러 주세요."
        / "This cannot be shown right now. Please call staff.";
    up: "위" / "Up";
    down: "아래" / "Down";
    more: "내용 더 보기" / "More on this screen";
    sold_out: "품절" / "Sold out";
    here: "여기 있어요" / "Here";
    other_stores: "다른 매장에" / "Other stores";
    delivered: "집으로 배송" / "Delivered";
    was: "전에는" / "was";
}
}

impl PartWords {
    /// In the language that is chosen now.
    pub fn here() -> &'static Self {
        Self::of(crate::i18n::locale())
    }
}
