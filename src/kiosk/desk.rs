//! What this screen asks its server (`api::kiosk`). Every question may fail for want of a line.

use baguni_api::kiosk::{self, Setup};
use baguni_api::{ApiError, wire};
use js_sys::Uint8Array;
use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Request, RequestInit, Response};

pub async fn setup() -> Result<Setup, ApiError> {
    get(kiosk::SETUP).await
}

/// Asks with nothing to say.
pub async fn get<A: DeserializeOwned>(path: &str) -> Result<A, ApiError> {
    ask(path, &RequestInit::new()).await
}

/// Says something and is answered.
pub async fn post<Q: Serialize, A: DeserializeOwned>(
    path: &str,
    question: &Q,
) -> Result<A, ApiError> {
    let body = Uint8Array::from(wire::question(question).as_slice());
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body);
    ask(path, &init).await
}

async fn ask<A: DeserializeOwned>(path: &str, init: &RequestInit) -> Result<A, ApiError> {
    let answer = fetch(path, init).await;
    let bytes = answer.map_err(|_| ApiError::Unavailable)?;
    wire::decode(&bytes)
}

async fn fetch(path: &str, init: &RequestInit) -> Result<Vec<u8>, JsValue> {
    let question = Request::new_with_str_and_init(path, init)?;
    question.headers().set("Accept", wire::CONTENT_TYPE)?;
    let answer = JsFuture::from(window().fetch_with_request(&question)).await?;
    let bytes = JsFuture::from(answer.dyn_into::<Response>()?.array_buffer()?).await?;
    Ok(Uint8Array::new(&bytes).to_vec())
}
