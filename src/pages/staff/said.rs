//! What became of what was posted last, as it stands in the address and as it is said.

use super::words::pick;
use baguni_commerce::Locale;

/// What became of what was posted last. It stands in the address as a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    Done,
    /// Somebody else, or another press, was faster.
    Moved,
    Rejected,
    WrongCode,
    TooManyCodes,
    NotPaid,
    Collected,
    /// Another amount is to be paid than stood on the button.
    AmountDiffers,
    GivenBack,
    /// A provider is asked for a refund once more.
    AskedAgain,
    HandedOut,
    Cancelled,
    HandedOver,
    Number,
    Promised,
    Short,
    Arrived,
    NoTransfer,
    Sent,
    Missing,
    NotAllowed,
    OfScreen(ScreenSaid),
}

/// What became of something about a screen, or a call from one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScreenSaid {
    /// The call is theirs.
    Going,
    /// Somebody else goes.
    Taken,
    CallClosed,
    /// It was before, or is another store's.
    CallOver,
    /// The screen does it as soon as it hears of it.
    Told,
    Revoked,
    /// The screen is none any more.
    NoDevice,
    /// What was written for a screen is too long.
    TooLong,
}

impl From<ScreenSaid> for Said {
    fn from(said: ScreenSaid) -> Self {
        Self::OfScreen(said)
    }
}

impl Said {
    const ALL: [(&'static str, Self); 29] = [
        ("done", Self::Done),
        ("moved", Self::Moved),
        ("rejected", Self::Rejected),
        ("wrong-code", Self::WrongCode),
        ("too-many-codes", Self::TooManyCodes),
        ("not-paid", Self::NotPaid),
        ("collected", Self::Collected),
        ("amount-differs", Self::AmountDiffers),
        ("given-back", Self::GivenBack),
        ("asked-again", Self::AskedAgain),
        ("handed-out", Self::HandedOut),
        ("cancelled", Self::Cancelled),
        ("handed-over", Self::HandedOver),
        ("number", Self::Number),
        ("promised", Self::Promised),
        ("short", Self::Short),
        ("arrived", Self::Arrived),
        ("no-transfer", Self::NoTransfer),
        ("sent", Self::Sent),
        ("missing", Self::Missing),
        ("not-allowed", Self::NotAllowed),
        ("going", Self::OfScreen(ScreenSaid::Going)),
        ("taken", Self::OfScreen(ScreenSaid::Taken)),
        ("call-closed", Self::OfScreen(ScreenSaid::CallClosed)),
        ("call-over", Self::OfScreen(ScreenSaid::CallOver)),
        ("told", Self::OfScreen(ScreenSaid::Told)),
        ("revoked", Self::OfScreen(ScreenSaid::Revoked)),
        ("no-device", Self::OfScreen(ScreenSaid::NoDevice)),
        ("too-long", Self::OfScreen(ScreenSaid::TooLong)),
    ];

    pub fn code(self) -> &'static str {
        let mut all = Self::ALL.iter();
        all.find(|(_, said)| *said == self)
            .map_or("", |(code, _)| code)
    }

    pub fn from_code(code: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        all.find(|(known, _)| *known == code).map(|(_, said)| *said)
    }

    /// Whether it is what was wanted.
    pub fn is_good(self) -> bool {
        matches!(
            self,
            Self::Done
                | Self::Rejected
                | Self::Collected
                | Self::GivenBack
                | Self::AskedAgain
                | Self::HandedOut
                | Self::Cancelled
                | Self::Arrived
                | Self::Sent
                | Self::OfScreen(
                    ScreenSaid::Going
                        | ScreenSaid::CallClosed
                        | ScreenSaid::Told
                        | ScreenSaid::Revoked
                )
        )
    }
}

pub fn words(locale: Locale, said: Said) -> String {
    let (ko, en) = match said {
        Said::Done => ("저장했어요.", "Done."),
        Said::Moved => (
            "이미 다음 단계로 넘어갔어요. 지금 상태를 확인해 주세요.",
            "It has moved on already. This is how it stands now.",
        ),
        Said::Rejected => (
            "거절했어요. 보낼 수 있는 다른 곳을 찾았는지는 주문에서 볼 수 있어요.",
            "Rejected. Another place was looked for at once.",
        ),
        Said::WrongCode => (
            "여기서 받을 수 있는 번호가 아니에요. 다시 확인해 주세요.",
            "Nothing waits here under this code. Please check it.",
        ),
        Said::TooManyCodes => (
            "너무 여러 번 틀렸어요. 30초 뒤에 다시 해 주세요.",
            "Too many wrong codes. Try again in 30 seconds.",
        ),
        Said::NotPaid => (
            "아직 결제하지 않은 주문이에요. 먼저 계산해 주세요.",
            "It is not paid for yet. Take the money first.",
        ),
        Said::Collected => ("결제를 받았어요.", "The money has been taken."),
        Said::AmountDiffers => (
            "받을 금액이 바뀌었어요. 아래 금액을 받고 다시 눌러 주세요.",
            "Another amount is to be paid by now. Take the one below and press again.",
        ),
        Said::GivenBack => (
            "돌려준 것으로 적었어요. 고객에게도 알려요.",
            "It is written down as given back. The customer is told.",
        ),
        Said::AskedAgain => (
            "결제사에 다시 요청했어요. 결과는 이 화면에 나와요.",
            "The provider is asked again. What becomes of it stands here.",
        ),
        Said::HandedOut => ("고객에게 전달했어요.", "Handed over to the customer."),
        Said::Cancelled => ("주문을 취소했어요.", "The order is cancelled."),
        Said::HandedOver => (
            "이미 건넨 상품이 있어서 취소할 수 없어요.",
            "Something has been handed over already, so it cannot be cancelled.",
        ),
        Said::Number => ("수량을 다시 확인해 주세요.", "Please check the quantity."),
        Said::Promised => (
            "주문에 배정된 수량보다 적게 할 수 없어요.",
            "It cannot be less than what is promised to orders.",
        ),
        Said::Short => (
            "그만큼 옮길 수 없어요. 나머지는 주문에 배정되어 있어요.",
            "So many cannot be moved: the others are promised.",
        ),
        Said::Arrived => ("재고를 받았어요.", "The stock has been taken in."),
        Said::NoTransfer => (
            "이미 받았거나, 여기로 오는 이동이 아니에요.",
            "It has been taken in already, or does not come here.",
        ),
        Said::Sent => ("보냈어요.", "Sent."),
        Said::Missing => (
            "빠진 것이 있어요. 다시 해 주세요.",
            "Something is missing. Please try again.",
        ),
        Said::NotAllowed => ("할 수 없는 일이에요.", "You may not do this."),
        Said::OfScreen(said) => of_screen(said),
    };
    pick(locale, ko, en)
}

fn of_screen(said: ScreenSaid) -> (&'static str, &'static str) {
    match said {
        ScreenSaid::Going => (
            "맡았어요. 화면에 이름을 보여 주고 있어요.",
            "It is yours. The screen shows your name.",
        ),
        ScreenSaid::Taken => (
            "다른 직원이 먼저 맡았어요. 누구인지 아래에 있어요.",
            "Somebody else was faster. Their name stands below.",
        ),
        ScreenSaid::CallClosed => ("호출을 끝냈어요.", "The call is over."),
        ScreenSaid::CallOver => ("이미 끝난 호출이에요.", "This call is over already."),
        ScreenSaid::Told => (
            "기기에 전했어요. 연결되어 있으면 바로 바뀌어요.",
            "The screen is told. If it has a line, it changes at once.",
        ),
        ScreenSaid::Revoked => (
            "기기 연결을 끊었어요. 이 기기는 이제 아무것도 할 수 없어요.",
            "The screen is cut off. It can do nothing any more.",
        ),
        ScreenSaid::NoDevice => (
            "이미 연결이 끊긴 기기예요.",
            "This screen has been cut off already.",
        ),
        ScreenSaid::TooLong => (
            "안내문이 너무 길어요. 줄여 주세요.",
            "The message is too long. Please shorten it.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_back() {
        for (code, said) in Said::ALL {
            assert_eq!(Said::from_code(code), Some(said));
            assert_eq!(said.code(), code);
        }
        assert_eq!(Said::from_code("elsewhere"), None);
    }
}
