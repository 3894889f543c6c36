//! What the test provider's page says, in both languages.

use baguni_commerce::{Locale, PaymentState};

pub struct Words {
    pub language: &'static str,
    pub title: &'static str,
    pub practice: &'static str,
    pub practice_text: &'static str,
    pub amount: &'static str,
    pub order: &'static str,
    pub choose: &'static str,
    pub approve: &'static str,
    pub decline: &'static str,
    pub ask_again: &'static str,
    pub ask_again_text: &'static str,
    pub confirm: &'static str,
    pub give_up: &'static str,
    pub others: &'static str,
    /// The value of the button, its label, and what then happens.
    pub ways: [(&'static str, &'static str, &'static str); 4],
    pub back: &'static str,
}

impl Words {
    pub fn of(locale: Locale) -> &'static Self {
        match locale {
            Locale::Ko => &KO,
            Locale::En => &EN,
        }
    }
}

const KO: Words = Words {
    language: "ko",
    title: "연습용 결제",
    practice: "연습용 결제 페이지예요",
    practice_text: "실제로는 돈이 오가지 않아요. 카드 정보도 받지 않아요.",
    amount: "결제 금액",
    order: "주문 번호",
    choose: "이 결제에 어떻게 응답할까요?",
    approve: "승인하기",
    decline: "거절하기",
    ask_again: "한 번 더 확인할게요",
    ask_again_text: "은행 앱에서 본인 확인을 하는 단계를 대신해요.",
    confirm: "확인하고 승인하기",
    give_up: "확인하지 않고 그만두기",
    others: "다르게 응답하기",
    ways: [
        (
            "confirm",
            "먼저 확인 받기",
            "본인 확인 단계를 한 번 더 거쳐요.",
        ),
        (
            "late",
            "늦게 승인하기",
            "주문으로 돌아가고 8초쯤 뒤에 승인돼요.",
        ),
        ("twice", "두 번 알리기", "승인했다고 쇼핑몰에 두 번 알려요."),
        (
            "never",
            "응답하지 않기",
            "30분 뒤에 시간이 다 될 때까지 아무 답도 하지 않아요.",
        ),
    ],
    back: "쇼핑몰로 돌아가기",
};

const EN: Words = Words {
    language: "en",
    title: "Practice payment",
    practice: "This is a practice payment",
    practice_text: "No money moves, and no card is asked for.",
    amount: "Amount",
    order: "Order number",
    choose: "How shall this payment be answered?",
    approve: "Approve",
    decline: "Decline",
    ask_again: "One more confirmation",
    ask_again_text: "This stands for the step in which a bank's app asks who you are.",
    confirm: "Confirm and approve",
    give_up: "Give up without confirming",
    others: "Answer in another way",
    ways: [
        (
            "confirm",
            "Ask for confirmation first",
            "There is one more step before it is approved.",
        ),
        (
            "late",
            "Answer late",
            "Approved about 8 seconds after you are back at your order.",
        ),
        (
            "twice",
            "Answer twice",
            "Approved, and the shop is told so two times.",
        ),
        (
            "never",
            "Never answer",
            "Nothing is heard of it until its 30 minutes are over.",
        ),
    ],
    back: "Back to the shop",
};

/// What became of a payment that can no longer be decided here: in a word, and in a sentence.
pub fn outcome(state: PaymentState, locale: Locale) -> (&'static str, &'static str) {
    use PaymentState as P;
    match (state, locale) {
        (P::Authorized, Locale::Ko) => ("승인했어요", "쇼핑몰이 금액을 받아 가기를 기다려요."),
        (P::Authorized, Locale::En) => ("Approved", "The shop has yet to take the money."),
        (P::Captured, Locale::Ko) => ("결제를 마쳤어요", "쇼핑몰이 금액을 받았어요."),
        (P::Captured, Locale::En) => ("Paid", "The shop has taken the money."),
        (P::Refunded, Locale::Ko) => ("환불했어요", "쇼핑몰이 받은 금액을 돌려줬어요."),
        (P::Refunded, Locale::En) => ("Refunded", "The shop has given money back."),
        (P::Failed, Locale::Ko) => (
            "거절했어요",
            "결제하지 않았어요. 주문에서 다시 시도할 수 있어요.",
        ),
        (P::Failed, Locale::En) => (
            "Declined",
            "Nothing was paid. You can try again from your order.",
        ),
        (P::Expired, Locale::Ko) => (
            "시간이 다 됐어요",
            "30분 안에 정하지 않아 결제하지 않았어요.",
        ),
        (P::Expired, Locale::En) => (
            "Too late",
            "Nothing was decided within 30 minutes, and nothing was paid.",
        ),
        (P::Voided, Locale::Ko) => ("취소했어요", "쇼핑몰이 결제를 취소했어요."),
        (P::Voided, Locale::En) => ("Cancelled", "The shop has let this payment go."),
        (P::Created | P::RequiresAction | P::AwaitingDeposit, Locale::Ko) => {
            ("응답을 기다리고 있어요", "결제가 아직 정해지지 않았어요.")
        }
        (P::Created | P::RequiresAction | P::AwaitingDeposit, Locale::En) => {
            ("Waiting for an answer", "This payment is not decided yet.")
        }
    }
}
