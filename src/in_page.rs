//! Values that the server sends along in a page, as text that HTML leaves alone.

use baguni_api::{ApiError, wire};
use codee::{Decoder, Encoder};
use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// `api::wire` in base64, which every browser reads without help.
pub struct InPage;

/// As text for a page; the server's half.
pub fn to_text<T: Serialize>(value: &T) -> String {
    base64(&wire::encode(&Ok(value)))
}

/// The value in a page's text; the browser's half.
pub fn from_text<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    let bytes = window().atob(text).map_err(|_| ApiError::Unavailable)?;
    // `atob` gives each byte as a character of that code.
    wire::decode(&bytes.chars().map(|c| c as u8).collect::<Vec<_>>())
}

impl<T: Serialize> Encoder<T> for InPage {
    type Error = ();
    type Encoded = String;

    fn encode(value: &T) -> Result<String, ()> {
        Ok(to_text(value))
    }
}

impl<T: DeserializeOwned> Decoder<T> for InPage {
    type Error = ApiError;
    type Encoded = str;

    fn decode(text: &str) -> Result<T, ApiError> {
        from_text(text)
    }
}

#[cfg(feature = "ssr")]
fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::prelude::BASE64_STANDARD.encode(bytes)
}

/// The browser reads pages and writes none.
#[cfg(not(feature = "ssr"))]
fn base64(_: &[u8]) -> String {
    String::new()
}
