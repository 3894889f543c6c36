//! E-mail addresses, as far as a shop has to understand them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// An e-mail address in its canonical form: trimmed and in lower case, at most 254 characters. Of
/// what RFC 5321 allows, quoted names and addresses of bare hosts are refused: nobody has them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// What was typed is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an e-mail address")]
pub struct NotAnEmail;

impl Email {
    pub const MAX: usize = 254;

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(raw: &str) -> Result<Self, NotAnEmail> {
        let raw = raw.trim();
        let (name, host) = raw.split_once('@').ok_or(NotAnEmail)?;
        let good = raw.len() <= Self::MAX && is_name(name) && is_host(host);
        good.then(|| Self(raw.to_ascii_lowercase()))
            .ok_or(NotAnEmail)
    }
}

fn is_name(name: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+/=?^_`{|}~-".contains(&b);
    let is_atom = |atom: &str| !atom.is_empty() && atom.bytes().all(allowed);
    name.len() <= 64 && name.split('.').all(is_atom)
}

fn is_host(host: &str) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    let top = host.rsplit('.').next().unwrap_or_default();
    host.contains('.') && host.split('.').all(is_label) && !top.bytes().all(|b| b.is_ascii_digit())
}

impl TryFrom<String> for Email {
    type Error = NotAnEmail;

    fn try_from(raw: String) -> Result<Self, NotAnEmail> {
        raw.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_canonical() {
        let check = |raw: &str, want: Option<&str>| {
            let read = raw.parse::<Email>().ok();
            assert_eq!(read.as_ref().map(Email::as_str), want, "{raw:?}");
        };
        check(
            " Mina.Kim+shop@Example.KR ",
            Some("mina.kim+shop@example.kr"),
        );
        check("o'brien@mail.example", Some("o'brien@mail.example"));
        check("a@xn--9i1b12d.example", Some("a@xn--9i1b12d.example"));
        check("", None);
        check("mina", None);
        check("mina@example", None);
        check("mina@@example.kr", None);
        check("mina@example.kr@example.kr", None);
        check("mina@example.kr\r\nbcc: all@example.kr", None);
        check("mina kim@example.kr", None);
        check(".mina@example.kr", None);
        check("mi..na@example.kr", None);
        check("\"mina\"@example.kr", None);
        check("mina@-example.kr", None);
        check("mina@example..kr", None);
        check("mina@127.0.0.1", None);
        check("mina@[127.0.0.1]", None);
        check("미나@example.kr", None);
        check(&format!("{}@example.kr", "a".repeat(65)), None);
        check(&format!("a@{}kr", "example.".repeat(40)), None);
    }
}
