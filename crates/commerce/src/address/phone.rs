//! Telephone numbers that a carrier in Korea can call.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A Korean number as the world dials it: `+821012345678`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why something typed is no telephone number here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    #[error("contains what no telephone number contains")]
    Letters,
    #[error("is a number outside Korea")]
    Abroad,
    #[error("has too few or too many digits, or an area code that does not exist")]
    NoSuchNumber,
}

/// Area codes after the 0, with the fewest and the most digits that follow: mobile, internet,
/// forwarded numbers, Seoul and the provinces.
const AREAS: [(&str, usize, usize); 23] = [
    ("10", 8, 8),
    ("70", 8, 8),
    ("50", 8, 9),
    ("2", 7, 8),
    ("31", 7, 8),
    ("32", 7, 8),
    ("33", 7, 8),
    ("41", 7, 8),
    ("42", 7, 8),
    ("43", 7, 8),
    ("44", 7, 8),
    ("51", 7, 8),
    ("52", 7, 8),
    ("53", 7, 8),
    ("54", 7, 8),
    ("55", 7, 8),
    ("61", 7, 8),
    ("62", 7, 8),
    ("63", 7, 8),
    ("64", 7, 8),
    ("11", 7, 8),
    ("16", 7, 8),
    ("19", 7, 8),
];

impl Phone {
    /// As the world dials it: `+821012345678`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it takes a text message.
    pub fn is_mobile(&self) -> bool {
        self.0.starts_with("+8210")
    }

    /// As people in Korea write it: `010-1234-5678`.
    pub fn national(&self) -> String {
        let digits = self.0.trim_start_matches("+82");
        let area = area(digits).map_or(0, |(code, ..)| match *code {
            "50" => 3,
            code => code.len(),
        });
        let (area, rest) = digits.split_at(area);
        let (exchange, line) = rest.split_at(rest.len().saturating_sub(4));
        format!("0{area}-{exchange}-{line}")
    }

    /// With its middle hidden, for a page that others may see: `010-****-5678`.
    pub fn masked(&self) -> String {
        let national = self.national();
        let parts: Vec<&str> = national.split('-').collect();
        match parts.as_slice() {
            [area, exchange, line] => format!("{area}-{}-{line}", "*".repeat(exchange.len())),
            _ => "*".repeat(national.len()),
        }
    }
}

fn area(digits: &str) -> Option<&'static (&'static str, usize, usize)> {
    AREAS.iter().find(|(code, ..)| digits.starts_with(code))
}

impl FromStr for Phone {
    type Err = PhoneError;

    fn from_str(raw: &str) -> Result<Self, PhoneError> {
        let digits = digits(raw.trim())?;
        let national = match digits.strip_prefix('+') {
            Some(abroad) => abroad.strip_prefix("82").ok_or(PhoneError::Abroad)?,
            None => digits.strip_prefix('0').ok_or(PhoneError::NoSuchNumber)?,
        };
        // Many write +82 (0)10: the zero is only dialled at home.
        let national = national.strip_prefix('0').unwrap_or(national);
        let (code, fewest, most) = area(national).ok_or(PhoneError::NoSuchNumber)?;
        let rest = national.len() - code.len();
        match (*fewest..=*most).contains(&rest) {
            true => Ok(Self(format!("+82{national}"))),
            false => Err(PhoneError::NoSuchNumber),
        }
    }
}

/// The digits, with a `+` before them where it is an international number.
fn digits(raw: &str) -> Result<String, PhoneError> {
    let allowed = |c: char| c.is_ascii_digit() || " -.()".contains(c);
    let (plus, rest) = match raw.strip_prefix('+') {
        Some(rest) => ("+", rest),
        None => ("", raw),
    };
    if !rest.chars().all(allowed) {
        return Err(PhoneError::Letters);
    }
    let digits = rest.chars().filter(char::is_ascii_digit);
    Ok(plus.chars().chain(digits).collect())
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for Phone {
    type Error = PhoneError;

    fn try_from(raw: String) -> Result<Self, PhoneError> {
        raw.parse()
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}
