//! What flags can be set to, as it is typed: addresses, places and the word `off`.

use baguni_commerce::{Currency, Locale};
use std::path::PathBuf;
use std::str::FromStr;

/// `sqlite:PATH`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseUrl(pub PathBuf);

impl FromStr for DatabaseUrl {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        match raw.strip_prefix("sqlite:") {
            None => Err("write it as sqlite:PATH, such as sqlite:baguni.sqlite".to_owned()),
            Some("") => Err("the path of the file is missing after sqlite:".to_owned()),
            Some(path) => Ok(Self(path.strip_prefix("//").unwrap_or(path).into())),
        }
    }
}

/// A scheme and a host, without a slash at the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(pub String);

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        let wrong = || "write it as https://shop.example, without a path".to_owned();
        let url = raw.trim_end_matches('/');
        let host = url
            .strip_prefix("https://")
            .or_else(|| url.strip_prefix("http://"));
        let host = host.ok_or_else(wrong)?;
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b".-:[]".contains(&b);
        match !host.is_empty() && host.bytes().all(allowed) {
            true => Ok(Self(url.to_ascii_lowercase())),
            false => Err(wrong()),
        }
    }
}

/// A value, or the word `off`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Optional<T>(pub Option<T>);

impl<T: FromStr<Err: std::fmt::Display>> FromStr for Optional<T> {
    type Err = String;

    fn from_str(raw: &str) -> Result<Self, String> {
        match raw {
            "off" => Ok(Self(None)),
            _ => raw
                .parse()
                .map(|value| Self(Some(value)))
                .map_err(|error: T::Err| format!("{error}; or write off")),
        }
    }
}

/// Who speaks for screens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// Whatever is installed.
    Auto,
    Off,
    Program(PathBuf),
}

impl FromStr for Speaker {
    type Err = &'static str;

    fn from_str(raw: &str) -> Result<Self, Self::Err> {
        match raw {
            "" => Err("name a program, or write auto or off"),
            "auto" => Ok(Self::Auto),
            "off" => Ok(Self::Off),
            program => Ok(Self::Program(program.into())),
        }
    }
}

pub(super) fn currency(raw: &str) -> Result<Currency, &'static str> {
    Currency::from_code(raw).ok_or("write KRW or USD")
}

pub(super) fn locale(raw: &str) -> Result<Locale, &'static str> {
    Locale::from_code(raw).ok_or("write ko or en")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn databases_are_named_by_their_kind() {
        let check = |raw: &str, want: Option<&str>| {
            let read = raw.parse::<DatabaseUrl>().ok().map(|url| url.0);
            assert_eq!(read, want.map(PathBuf::from), "{raw}");
        };
        check("sqlite:a/b.sqlite", Some("a/b.sqlite"));
        check("sqlite:///var/b.sqlite", Some("/var/b.sqlite"));
        check("sqlite:", None);
        check("b.sqlite", None);
        check("postgres://b", None);
    }

    #[test]
    fn a_voice_is_a_program_or_a_word() {
        let check = |raw: &str, want: Option<Speaker>| {
            assert_eq!(raw.parse::<Speaker>().ok(), want, "{raw}");
        };
        check("auto", Some(Speaker::Auto));
        check("off", Some(Speaker::Off));
        check("/opt/voice", Some(Speaker::Program("/opt/voice".into())));
        check("espeak-ng", Some(Speaker::Program("espeak-ng".into())));
        check("", None);
    }

    #[test]
    fn public_urls_are_an_origin() {
        let check = |raw: &str, want: Option<&str>| {
            assert_eq!(
                raw.parse::<PublicUrl>().ok().map(|url| url.0).as_deref(),
                want,
                "{raw}"
            );
        };
        check("https://Shop.example/", Some("https://shop.example"));
        check("http://127.0.0.1:8080", Some("http://127.0.0.1:8080"));
        check("https://shop.example/a", None);
        check("shop.example", None);
        check("https://", None);
    }
}
