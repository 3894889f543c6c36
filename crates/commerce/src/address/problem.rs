//! What is wrong with an address, field by field, in words for who typed it.

use super::{NameError, PersonName, PhoneError, PostcodeError};
use crate::locale::Text;

/// One thing wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressProblem {
    pub field: AddressField,
    pub fault: AddressFault,
}

/// A field of the form, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressField {
    Postcode,
    Region,
    Street,
    Detail,
    Recipient,
    Phone,
    Note,
}

/// Why a field was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressFault {
    Missing,
    /// Longer than this many characters.
    TooLong(usize),
    Unprintable,
    Postcode(PostcodeError),
    /// Five digits that the post has given to no place.
    Nowhere,
    /// The postcode is in one place, and the lines name another.
    Elsewhere {
        postcode: Text,
        typed: Text,
    },
    Name,
    Phone(PhoneError),
}

impl AddressField {
    /// As the form's control is named.
    pub fn name(self) -> &'static str {
        match self {
            Self::Postcode => "postcode",
            Self::Region => "region",
            Self::Street => "street",
            Self::Detail => "detail",
            Self::Recipient => "recipient",
            Self::Phone => "phone",
            Self::Note => "note",
        }
    }

    pub(super) fn fault(self, fault: AddressFault) -> AddressProblem {
        AddressProblem { field: self, fault }
    }

    fn missing(self) -> Text {
        match self {
            Self::Postcode => Text::new("우편번호를 적어 주세요.", "Enter the postcode."),
            Self::Recipient => Text::new(
                "받는 분의 이름을 적어 주세요.",
                "Enter the name of who receives it.",
            ),
            Self::Phone => Text::new(
                "연락받을 전화번호를 적어 주세요.",
                "Enter a phone number for the delivery.",
            ),
            _ => Text::new("주소를 적어 주세요.", "Enter the address."),
        }
    }
}

impl AddressProblem {
    /// What to say beside the field.
    pub fn words(&self) -> Text {
        match &self.fault {
            AddressFault::Missing => self.field.missing(),
            AddressFault::TooLong(max) => Text::new(
                format!("{max}자까지 적을 수 있어요."),
                format!("Use at most {max} characters."),
            ),
            AddressFault::Unprintable => Text::new(
                "쓸 수 없는 문자가 들어 있어요.",
                "This contains a character that cannot be printed.",
            ),
            AddressFault::Postcode(error) => postcode(*error),
            AddressFault::Nowhere => Text::new(
                "없는 우편번호예요. 다시 확인해 주세요.",
                "There is no such postcode. Please check it.",
            ),
            AddressFault::Elsewhere { postcode, typed } => elsewhere(postcode, typed),
            AddressFault::Name => Text::new(
                "받는 분의 이름을 글자로 적어 주세요.",
                "Write the name in letters.",
            ),
            AddressFault::Phone(error) => phone(*error),
        }
    }
}

fn postcode(error: PostcodeError) -> Text {
    match error {
        PostcodeError::NotFiveDigits => Text::new(
            "우편번호는 다섯 자리 숫자예요.",
            "A postcode has five digits.",
        ),
        PostcodeError::SixDigits => Text::new(
            "여섯 자리 우편번호는 이제 쓰지 않아요. 다섯 자리로 적어 주세요.",
            "Six-digit postcodes are no longer in use. Enter the five-digit one.",
        ),
    }
}

fn elsewhere(postcode: &Text, typed: &Text) -> Text {
    Text::new(
        format!(
            "우편번호와 주소의 지역이 서로 달라요. (우편번호: {}, 주소: {})",
            postcode.ko, typed.ko
        ),
        format!(
            "This postcode is in {}, but the address names {}.",
            postcode.en, typed.en
        ),
    )
}

fn phone(error: PhoneError) -> Text {
    match error {
        PhoneError::Abroad => Text::new(
            "배송 연락은 국내 전화번호로만 할 수 있어요.",
            "We can only call numbers in Korea about a delivery.",
        ),
        PhoneError::Letters | PhoneError::NoSuchNumber => Text::new(
            "전화번호를 확인해 주세요. 예: 010-1234-5678",
            "Please check the phone number, as in 010-1234-5678.",
        ),
    }
}

impl From<PostcodeError> for AddressFault {
    fn from(error: PostcodeError) -> Self {
        Self::Postcode(error)
    }
}

impl From<PhoneError> for AddressFault {
    fn from(error: PhoneError) -> Self {
        Self::Phone(error)
    }
}

impl From<NameError> for AddressFault {
    fn from(error: NameError) -> Self {
        match error {
            NameError::Empty => Self::Missing,
            NameError::TooLong => Self::TooLong(PersonName::MAX),
            NameError::NoName => Self::Name,
        }
    }
}
