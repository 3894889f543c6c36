//! What is asked of the server in single requests: a session, and messages where there is no socket.

use super::{jar, platform};
use baguni_api::forms::cookies;
use baguni_api::paths;
use baguni_commerce::ShopperId;
use baguni_replica::codec::encode;
use baguni_replica::frame::{Bye, Down, Hello, Up, batch, batched, read_down};
use js_sys::{ArrayBuffer, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// Makes somebody of whoever is here. Only one tab does.
pub async fn begin_session() -> Result<(), JsValue> {
    let lock = platform::Lock::take("baguni-session").await;
    let begun = match jar::read(cookies::SHOPPER) {
        Some(_) => Ok(()),
        None => {
            let request = RequestInit::new();
            request.set_method("POST");
            let answer = window().fetch_with_str_and_init(paths::SESSION, &request);
            JsFuture::from(answer).await.and_then(accepted).map(|_| ())
        }
    };
    drop(lock);
    begun
}

/// Whether what this shopper did is for whoever is here: `None` where the server does not say.
pub async fn is_ours(of: ShopperId) -> Option<bool> {
    let hello = Up::Hello(Hello {
        replica: platform::fresh_replica(),
        shopper: Some(of),
        cursor: None,
        others: Vec::new(),
        device: platform::device_kind(),
    });
    let answer = posted(&batch([encode(&hello).as_slice()])).await.ok()?;
    match read_down(batched(&answer)?.first()?).ok()? {
        Down::Welcome(_) => Some(true),
        Down::Bye(Bye::Foreign) => Some(false),
        _ => None,
    }
}

/// Posts messages; the answers to them in one body.
pub async fn posted(body: &[u8]) -> Result<Vec<u8>, JsValue> {
    let answer = window().fetch_with_str_and_init(paths::SYNC_FRAMES, &request(body));
    let answer = accepted(JsFuture::from(answer).await?)?;
    let bytes = JsFuture::from(answer.array_buffer()?).await?;
    Ok(Uint8Array::new(bytes.unchecked_ref::<ArrayBuffer>()).to_vec())
}

pub fn request(body: &[u8]) -> RequestInit {
    let request = RequestInit::new();
    request.set_method("POST");
    request.set_body(&Uint8Array::from(body));
    request
}

fn accepted(answer: JsValue) -> Result<Response, JsValue> {
    let answer: Response = answer.unchecked_into();
    match answer.ok() {
        true => Ok(answer),
        false => Err(answer.status().into()),
    }
}
