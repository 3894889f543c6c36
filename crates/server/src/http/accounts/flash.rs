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
    cookie(shop, &fields.finish(), LIFE)
}

/// What is to be said on the page at a path, if anything is.
pub fn get(headers: &HeaderMap, path: &str) -> Option<Said> {
    let raw = cookies::read(headers, COOKIE)?;
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
