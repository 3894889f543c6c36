//! What stands behind the question mark, and ids in paths.

use super::cursor::Cursor;
use super::problem::{FieldError, Kind, Problem};
use axum::http::Uri;
use baguni_api::paths;
use baguni_commerce::Text;
use std::str::FromStr;

/// The most entries of one page, and how many it has unless something else is asked for.
const MAX_PAGE: usize = 100;
const USUAL_PAGE: usize = 20;

/// The parameters of a question. Those that it does not know are refused: a filter that is misspelt
/// would find too much.
pub struct Asked(Vec<(String, String)>);

impl Asked {
    pub fn read(uri: &Uri, known: &[&str]) -> Result<Self, Problem> {
        let pairs = paths::query_pairs(uri.query().unwrap_or_default());
        let unknown = pairs.iter().find(|(name, _)| !known.contains(&&**name));
        match unknown {
            Some((name, _)) => Err(FieldError::new(name, "unknown", UNKNOWN).refuse()),
            None => Ok(Self(pairs)),
        }
    }

    pub fn value(&self, name: &str) -> Option<&str> {
        let mut pairs = self.0.iter();
        let found = pairs.find(|(key, value)| key == name && !value.is_empty());
        found.map(|(_, value)| &**value)
    }

    /// A value of some kind, if one is given.
    pub fn parsed<T: FromStr>(&self, name: &str) -> Result<Option<T>, Problem> {
        self.value_as(name, |raw| raw.parse().ok())
    }

    pub fn value_as<T>(
        &self,
        name: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, Problem> {
        let Some(raw) = self.value(name) else {
            return Ok(None);
        };
        let read = read(raw).ok_or_else(|| FieldError::new(name, "invalid", INVALID).refuse());
        read.map(Some)
    }

    /// All values of a parameter that may stand several times.
    pub fn all<T>(&self, name: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, Problem> {
        let given = self.0.iter().filter(|(key, _)| key == name);
        let read = given.map(|(_, raw)| {
            read(raw).ok_or_else(|| FieldError::new(name, "invalid", INVALID).refuse())
        });
        read.collect()
    }

    pub fn limit(&self) -> Result<usize, Problem> {
        let fits = |raw: &str| {
            raw.parse()
                .ok()
                .filter(|limit| (1..=MAX_PAGE).contains(limit))
        };
        Ok(self.value_as("limit", fits)?.unwrap_or(USUAL_PAGE))
    }

    pub fn cursor<C: Cursor>(&self) -> Result<Option<C>, Problem> {
        self.value_as("cursor", C::read)
    }
}

const UNKNOWN: (&str, &str) = ("이런 항목은 없어요.", "There is no parameter of this name.");
pub const INVALID: (&str, &str) = ("읽을 수 없는 값이에요.", "This value cannot be read.");

/// What a part of a path names. What cannot be a name is not found.
pub fn id<T: FromStr>(raw: &str) -> Result<T, Problem> {
    raw.parse().map_err(|_| Problem::of(Kind::NotFound))
}

/// A text of both languages.
pub fn text((ko, en): (&str, &str)) -> Text {
    Text::new(ko, en)
}
