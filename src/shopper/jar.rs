//! Cookies that the server's forms and this page both read and write.

use baguni_api::forms::cookies::MAX_AGE;
use leptos::prelude::document;
use wasm_bindgen::JsCast;
use web_sys::HtmlDocument;

/// A cookie's value; `None` where there is none or cookies are refused.
pub fn read(name: &str) -> Option<String> {
    let all = html_document()?.cookie().ok()?;
    all.split("; ")
        .find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
        .map(ToOwned::to_owned)
}

/// Keeps a value that is already free of `;`, commas aside. A browser that refuses cookies loses
/// it with the page; the signals go on.
pub fn write(name: &str, value: &str) {
    if let Some(document) = html_document() {
        let secure = if is_secure() { "; Secure" } else { "" };
        let cookie = format!("{name}={value}; Path=/; Max-Age={MAX_AGE}; SameSite=Lax{secure}");
        let _ = document.set_cookie(&cookie);
    }
}

/// Takes a cookie away.
pub fn forget(name: &str) {
    if let Some(document) = html_document() {
        let _ = document.set_cookie(&format!("{name}=; Path=/; Max-Age=0; SameSite=Lax"));
    }
}

fn html_document() -> Option<HtmlDocument> {
    document().dyn_into().ok()
}

fn is_secure() -> bool {
    leptos::prelude::window()
        .location()
        .protocol()
        .is_ok_and(|protocol| protocol == "https:")
}
