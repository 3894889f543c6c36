//! What a form has to say on the page that follows it, carried there by a cookie that is taken
//! away as it is shown. What was typed stands in no address, and so in no log and no history.

use crate::http::{Shop, cookies};
use axum::http::{HeaderMap, HeaderValue};
use baguni::pages::account::{AccountProblem, Done, Said};
use form_urlencoded::Serializer;

const COOKIE: &str = "baguni_flash";

/// How long the page may take to come, in seconds.
const LIFE: u32 = 120;

/// The most that is kept of what was typed, in characters.
const TYPED: usize = 254;

/// Says something on the next page at a path.
pub fn set(shop: &Shop, path: &str, said: &Said) -> HeaderValue {
    cookie(shop, &written(path, said), LIFE)
}

/// What is to be said on the page at a path, if anything is.
pub fn get(headers: &HeaderMap, path: &str) -> Option<Said> {
    read(cookies::read(headers, COOKIE)?, path)
}

fn written(path: &str, said: &Said) -> String {
    let mut fields = Serializer::new(String::new());
    fields.append_pair("at", path);
    for problem in &said.problems {
        fields.append_pair("problem", &problem.code());
    }
    if let Some(done) = said.done {
        fields.append_pair("done", done.code());
    }
    for (name, typed) in [("email", &said.email), ("name", &said.name)] {
        let kept: String = typed.chars().take(TYPED).collect();
        fields.append_pair(name, &kept);
    }
    fields.finish()
}

fn read(raw: &str, path: &str) -> Option<Said> {
    let mut said = Said::default();
    let mut is_here = false;
    for (name, value) in form_urlencoded::parse(raw.as_bytes()) {
        match &*name {
            "at" => is_here = value == path,
            "problem" => said.problems.extend(AccountProblem::from_code(&value)),
            "done" => said.done = Done::from_code(&value),
            "email" => said.email = value.into_owned(),
            "name" => said.name = value.into_owned(),
            _ => {}
        }
    }
    is_here.then_some(said)
}

/// It has been said.
pub fn clear(shop: &Shop) -> HeaderValue {
    cookie(shop, "", 0)
}

fn cookie(shop: &Shop, value: &str, age: u32) -> HeaderValue {
    let secure = if shop.is_secure() { "; Secure" } else { "" };
    let line = format!("{COOKIE}={value}; Path=/; Max-Age={age}; SameSite=Lax; HttpOnly{secure}");
    HeaderValue::try_from(line).expect("what is URL-encoded is ASCII")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_said_arrives_where_it_is_meant(email in "\\PC{0,254}", name in ".{0,60}") {
            let said = Said {
                problems: vec![AccountProblem::Wrong, AccountProblem::TooMany(3)],
                done: Some(Done::Renamed),
                email,
                name,
                ..Said::default()
            };
            let raw = written("/en/account", &said);
            prop_assert!(HeaderValue::try_from(&raw).is_ok());
            prop_assert!(!raw.contains([';', ',', ' ', '"']), "it would end there");
            prop_assert_eq!(read(&raw, "/en/account"), Some(said));
            prop_assert_eq!(read(&raw, "/account"), None);
        }

        #[test]
        fn whatever_a_browser_sends_is_read_or_not(raw in "\\PC{0,300}") {
            prop_assert_eq!(read(&raw, "/account"), None);
            let meant = format!("{raw}&at=/account");
            prop_assert!(read(&meant, "/account").is_some());
        }
    }

    #[test]
    fn what_was_typed_is_cut_before_the_cookie_is_too_long() {
        let said = Said {
            email: "가".repeat(5_000),
            ..Said::default()
        };
        let raw = written("/account", &said);
        let kept = read(&raw, "/account").map(|said| said.email);
        assert_eq!(kept, Some("가".repeat(TYPED)));
        assert!(
            raw.len() < 3_800,
            "browsers drop longer ones: {}",
            raw.len()
        );
    }
}
