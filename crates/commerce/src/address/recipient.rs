//! The name of a person, as it is written on a parcel.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A person's name: 1 to 50 characters with at least one letter, its white space in order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Why something typed is no name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    #[error("is empty")]
    Empty,
    #[error("is longer than {max} characters", max = PersonName::MAX)]
    TooLong,
    #[error("holds no letter, or a sign that no name has")]
    NoName,
}

impl PersonName {
    pub const MAX: usize = 50;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for PersonName {
    type Err = NameError;

    fn from_str(raw: &str) -> Result<Self, NameError> {
        let name = tidy(raw);
        let strange = |c: char| c.is_control() || "<>{}[]\\|@#$%^*=+/~`\"".contains(c);
        match name.chars().count() {
            0 => Err(NameError::Empty),
            n if n > Self::MAX => Err(NameError::TooLong),
            _ if name.contains(strange) || !name.contains(char::is_alphabetic) => {
                Err(NameError::NoName)
            }
            _ => Ok(Self(name)),
        }
    }
}

/// Without white space at the ends, and with single spaces within.
pub(super) fn tidy(raw: &str) -> String {
    let words: Vec<&str> = raw.split_whitespace().collect();
    words.join(" ")
}

impl fmt::Display for PersonName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl TryFrom<String> for PersonName {
    type Error = NameError;

    fn try_from(raw: String) -> Result<Self, NameError> {
        raw.parse()
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}
