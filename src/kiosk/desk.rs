//! What this screen asks its server (`api::kiosk`). Every question may fail for want of a line, and
//! every answer tells [`line`] how the line is.

use super::line;
use baguni_api::kiosk::{
    self, Call, CallReason, HandOffAsk, HandOffCode, Heartbeat, PairingCode, PickupCheck,
    PickupFound, Setup, StaffPass, Ticket, TicketAsk, Told,
};
use baguni_api::{ApiError, wire};
use baguni_commerce::CommandId;
use js_sys::Uint8Array;
use leptos::prelude::window;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Request, RequestInit, Response};

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No store has set this screen up, or no longer.
    Unpaired,
    /// What was asked is not so.
    Wrong,
    /// Asked too often; in a minute it may be asked again.
    TooOften,
    /// There is no line, or nobody at its other end.
    NoLine,
}

/// Nobody waits longer than this for an answer, in milliseconds.
const PATIENCE_MS: u32 = 10_000;

pub async fn setup() -> Result<Setup, Refused> {
    get(kiosk::SETUP).await
}

pub async fn pair(code: String) -> Result<Setup, Refused> {
    post(kiosk::PAIR, &PairingCode(code)).await
}

pub async fn heartbeat(beat: &Heartbeat) -> Result<Vec<Told>, Refused> {
    post(kiosk::HEARTBEAT, beat).await
}

pub async fn hand_off(ask: &HandOffAsk) -> Result<HandOffCode, Refused> {
    post(kiosk::HAND_OFF, ask).await
}

pub async fn call(reason: CallReason) -> Result<Call, Refused> {
    post(kiosk::CALL, &reason).await
}

pub async fn call_off() -> Result<(), Refused> {
    post(kiosk::CALL_OFF, &()).await
}

pub async fn ticket(ask: &TicketAsk) -> Result<Ticket, Refused> {
    post(kiosk::TICKET, ask).await
}

/// Six digits, or what a pickup's QR code holds.
pub async fn pickup(code: String) -> Result<PickupFound, Refused> {
    post(kiosk::PICKUP, &PickupCheck(code)).await
}

/// How long the staff's screen stays open, in milliseconds.
pub async fn staff(pass: String) -> Result<u64, Refused> {
    post(kiosk::STAFF, &StaffPass(pass)).await
}

pub async fn unpair() -> Result<(), Refused> {
    post(kiosk::UNPAIR, &()).await
}

/// Whoever was here is gone.
pub async fn reset() -> Result<(), Refused> {
    post(kiosk::RESET, &()).await
}

/// A name that nobody else has drawn, for what may have to be sent twice.
pub fn fresh_name() -> CommandId {
    let mut bytes = [0; 16];
    let crypto = window().crypto();
    let drawn = crypto.and_then(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    if drawn.is_err() {
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    CommandId(bytes)
}

/// Asks with nothing to say.
pub async fn get<A: DeserializeOwned>(path: &str) -> Result<A, Refused> {
    ask(path, &RequestInit::new()).await
}

async fn post<Q: Serialize, A: DeserializeOwned>(path: &str, question: &Q) -> Result<A, Refused> {
    let body = Uint8Array::from(wire::question(question).as_slice());
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&body);
    ask(path, &init).await
}

async fn ask<A: DeserializeOwned>(path: &str, init: &RequestInit) -> Result<A, Refused> {
    let answer = match fetch(path, init).await {
        Ok((429, _)) => Err(Refused::TooOften),
        Ok((_, bytes)) => wire::decode(&bytes).map_err(Refused::from),
        Err(_) => Err(Refused::NoLine),
    };
    line::report(path, answer.as_ref().err().copied());
    answer
}

async fn fetch(path: &str, init: &RequestInit) -> Result<(u16, Vec<u8>), JsValue> {
    init.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE_MS)));
    let question = Request::new_with_str_and_init(path, init)?;
    question.headers().set("Accept", wire::CONTENT_TYPE)?;
    let answer = JsFuture::from(window().fetch_with_request(&question)).await?;
    let answer: Response = answer.dyn_into()?;
    let bytes = JsFuture::from(answer.array_buffer()?).await?;
    Ok((answer.status(), Uint8Array::new(&bytes).to_vec()))
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        match error {
            ApiError::NotFound => Self::Unpaired,
            ApiError::BadRequest(_) => Self::Wrong,
            ApiError::Moved(_) | ApiError::Unavailable => Self::NoLine,
        }
    }
}
