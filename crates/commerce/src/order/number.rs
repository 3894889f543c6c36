//! Order numbers: short enough to be read out, and none can be guessed from another.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Sixty random bits as three groups of four characters, such as `7K3M-9QXT-2DW8`, in Crockford's
/// base 32: no I, L, O or U, so that it survives handwriting and a telephone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OrderNumber(u64);

/// What was typed is no order number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an order number, such as 7K3M-9QXT-2DW8")]
pub struct NotAnOrderNumber;

const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 12;
const BITS: u64 = 60;

impl OrderNumber {
    /// The number made of these random bits; the upper four are not used.
    pub fn from_bits(bits: u64) -> Self {
        Self(bits & ((1 << BITS) - 1))
    }

    pub fn bits(self) -> u64 {
        self.0
    }
}

impl fmt::Display for OrderNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in 0..LENGTH {
            if place > 0 && place.is_multiple_of(4) {
                f.write_str("-")?;
            }
            let digit = (self.0 >> (BITS - 5 * (place as u64 + 1))) & 31;
            write!(f, "{}", char::from(DIGITS[digit as usize]))?;
        }
        Ok(())
    }
}

/// Forgiving as people are: case, spaces and dashes do not matter, and O is 0, I and L are 1.
impl FromStr for OrderNumber {
    type Err = NotAnOrderNumber;

    fn from_str(raw: &str) -> Result<Self, NotAnOrderNumber> {
        let mut bits = 0;
        let mut length = 0;
        for c in raw.chars().filter(|c| !c.is_whitespace() && *c != '-') {
            let c = match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            };
            let digit = DIGITS.iter().position(|digit| char::from(*digit) == c);
            bits = bits << 5 | digit.ok_or(NotAnOrderNumber)? as u64;
            length += 1;
            if length > LENGTH {
                return Err(NotAnOrderNumber);
            }
        }
        match length {
            LENGTH => Ok(Self(bits)),
            _ => Err(NotAnOrderNumber),
        }
    }
}

impl TryFrom<String> for OrderNumber {
    type Error = NotAnOrderNumber;

    fn try_from(raw: String) -> Result<Self, NotAnOrderNumber> {
        raw.parse()
    }
}

impl From<OrderNumber> for String {
    fn from(number: OrderNumber) -> Self {
        number.to_string()
    }
}
