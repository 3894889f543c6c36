//! Sentences that a screen wants to hear, because its browser has no voice.

use super::{Screen, answer, asked, refuse, written};
use crate::kiosk::KioskError;
use crate::voice::VoiceError;
use axum::body::Bytes;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use baguni_api::ApiError;
use baguni_api::kiosk::Sentence;

/// Whether there is anything to be heard.
pub async fn speaks(screen: Screen) -> Response {
    answer(Ok(screen.shop.voice.speaks()))
}

pub async fn say(screen: Screen, body: Bytes) -> Response {
    let sentence: Sentence = match asked(&body) {
        Ok(sentence) => sentence,
        Err(error) => return refuse(&error),
    };
    match screen.shop.voice.say(screen.device.id, &sentence).await {
        Ok(sound) => {
            // What was said to somebody is on no disk.
            let headers = [(CONTENT_TYPE, "audio/wav"), (CACHE_CONTROL, "no-store")];
            (headers, sound).into_response()
        }
        Err(error) => silence(&error),
    }
}

fn silence(error: &VoiceError) -> Response {
    match error {
        VoiceError::NoVoice => refuse(&KioskError::NoDevice),
        VoiceError::Wrong(why) => refuse(&KioskError::Wrong(why)),
        VoiceError::TooMany(wait) => refuse(&KioskError::TooMany(*wait)),
        VoiceError::Program(error) => {
            tracing::warn!(%error, "a screen stayed silent");
            let told = Err(ApiError::Unavailable);
            written::<()>(StatusCode::SERVICE_UNAVAILABLE, &told)
        }
    }
}
