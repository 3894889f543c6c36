//! What the server sends of the catalogue.

use baguni_api::kiosk::{SNAPSHOT, STOCK, StockNews};
use baguni_api::{ApiError, wire};
use js_sys::Uint8Array;
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Request, RequestInit, Response};

/// How long an answer may take with all of its body, in milliseconds: of a line that is dead nobody
/// is told.
const PATIENCE_MS: u32 = 60_000;

/// The snapshot's bytes and its tag; `None` where it still is the one with this tag. `NotFound`
/// where the screen is no store's.
pub(super) async fn snapshot(known: &str) -> Result<Option<(Vec<u8>, String)>, ApiError> {
    let answer = ask(SNAPSHOT, known).await?;
    if answer.status() == 304 {
        return Ok(None);
    }
    let etag = answer.headers().get("ETag").ok().flatten();
    let etag = etag.ok_or(ApiError::Unavailable)?;
    Ok(Some((read(&answer).await?, etag)))
}

/// What stock has changed since.
pub(super) async fn stock(since: u64) -> Result<StockNews, ApiError> {
    let answer = ask(&format!("{STOCK}?since={since}"), "").await?;
    wire::decode(&read(&answer).await?)
}

async fn ask(path: &str, known: &str) -> Result<Response, ApiError> {
    let answer = fetch(path, known).await;
    let answer = answer.map_err(|_| ApiError::Unavailable)?;
    match answer.status() {
        200 | 304 => Ok(answer),
        404 => Err(ApiError::NotFound),
        _ => Err(ApiError::Unavailable),
    }
}

async fn fetch(path: &str, known: &str) -> Result<Response, JsValue> {
    let init = RequestInit::new();
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let question = Request::new_with_str_and_init(path, &init)?;
    question.headers().set("Accept", wire::CONTENT_TYPE)?;
    if !known.is_empty() {
        question.headers().set("If-None-Match", known)?;
    }
    let answer = JsFuture::from(window().fetch_with_request(&question)).await?;
    answer.dyn_into()
}

async fn read(answer: &Response) -> Result<Vec<u8>, ApiError> {
    let body = answer.array_buffer().map_err(|_| ApiError::Unavailable)?;
    let bytes = JsFuture::from(body).await;
    let bytes = bytes.map_err(|_| ApiError::Unavailable)?;
    Ok(Uint8Array::new(&bytes).to_vec())
}
