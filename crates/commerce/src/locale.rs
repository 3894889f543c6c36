//! The shop's two languages, and texts that exist in both.

use crate::money::Currency;
use serde::{Deserialize, Serialize};

/// A language of the shop. Korean stands at the root of the address space, English under `/en`.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Locale {
    #[default]
    Ko,
    En,
}

impl Locale {
    pub const ALL: [Self; 2] = [Self::Ko, Self::En];

    /// The language tag (BCP 47).
    pub fn code(self) -> &'static str {
        match self {
            Self::Ko => "ko",
            Self::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|locale| locale.code() == code)
    }

    /// What stands before a path in this language.
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Ko => "",
            Self::En => "/en",
        }
    }

    /// Splits an address's path: `/en/products/a` is English, and `/products/a` there.
    pub fn split_path(path: &str) -> (Self, &str) {
        match path.strip_prefix(Self::En.prefix()) {
            Some("") => (Self::En, "/"),
            Some(rest) if rest.starts_with('/') => (Self::En, rest),
            _ => (Self::Ko, path),
        }
    }

    /// The address of a path in this language: `/` is `/en` in English.
    pub fn href(self, path: &str) -> String {
        match (self, path) {
            (Self::En, "/") => self.prefix().to_owned(),
            _ => format!("{}{path}", self.prefix()),
        }
    }

    /// The currency a shopper sees who has not chosen one.
    pub fn default_currency(self) -> Currency {
        match self {
            Self::Ko => Currency::Krw,
            Self::En => Currency::Usd,
        }
    }
}

/// The language and currency in which a page is shown.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct Localization {
    pub locale: Locale,
    pub currency: Currency,
}

/// A text in the shop's languages. A text that exists in one language only is shown in that one.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    pub ko: String,
    pub en: String,
}

impl Text {
    pub fn new(ko: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            ko: ko.into(),
            en: en.into(),
        }
    }

    /// A text of which only one language is known, as in a file from another shop.
    pub fn in_locale(locale: Locale, text: impl Into<String>) -> Self {
        match locale {
            Locale::Ko => Self::new(text, ""),
            Locale::En => Self::new("", text),
        }
    }

    pub fn get(&self, locale: Locale) -> &str {
        let (first, second) = match locale {
            Locale::Ko => (&self.ko, &self.en),
            Locale::En => (&self.en, &self.ko),
        };
        if first.is_empty() { second } else { first }
    }

    /// Replaces one language and leaves the other.
    pub fn set(&mut self, locale: Locale, text: impl Into<String>) {
        match locale {
            Locale::Ko => self.ko = text.into(),
            Locale::En => self.en = text.into(),
        }
    }

    pub fn is_empty(&self) -> bool {
        self.ko.is_empty() && self.en.is_empty()
    }

    /// Every language's text that is there, each once.
    pub fn each(&self) -> impl Iterator<Item = &str> {
        let second = if self.en == self.ko { "" } else { &self.en };
        [self.ko.as_str(), second]
            .into_iter()
            .filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_go_both_ways() {
        let check = |path: &str, locale: Locale, rest: &str| {
            assert_eq!(Locale::split_path(path), (locale, rest), "{path}");
            assert_eq!(locale.href(rest), path);
        };
        check("/", Locale::Ko, "/");
        check("/en", Locale::En, "/");
        check("/en/products/a", Locale::En, "/products/a");
        check("/english", Locale::Ko, "/english");
        assert_eq!(Locale::split_path("/en/"), (Locale::En, "/"));
    }

    #[test]
    fn a_missing_language_falls_back() {
        let text = Text::in_locale(Locale::En, "Mug");
        assert_eq!(text.get(Locale::Ko), "Mug");
        assert_eq!(text.get(Locale::En), "Mug");
        assert_eq!(text.each().count(), 1);
    }
}
