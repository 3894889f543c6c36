//! The catalogue as screens keep it, and what of its stock has changed since.

use super::{Screen, answer};
use crate::http::assets::is_known;
use crate::http::{compression, json};
use crate::kiosk::KioskError;
use axum::body::{Body, Bytes};
use axum::extract::Query;
use axum::extract::rejection::QueryRejection;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, ETAG, VARY};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni_api::storefront::Snapshot;
use flate2::read::GzDecoder;
use serde::Deserialize;
use std::io::Read as _;

/// Everything but stock as it is now; the stock of when it was packed.
pub async fn show(screen: Screen) -> Response {
    let packed = screen.shop.catalogue.snapshot(&screen.shop.orders.rules);
    let packed = match packed.await {
        Ok(packed) => packed,
        Err(error) => {
            tracing::error!(%error, "there is no snapshot for screens");
            return json::problem(StatusCode::SERVICE_UNAVAILABLE);
        }
    };
    let headers = [
        (CACHE_CONTROL, "no-store"),
        (VARY, "Accept-Encoding"),
        (ETAG, packed.etag.as_str()),
    ];
    if is_known(&screen.headers, &packed.etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    let mut response = (headers, Body::empty()).into_response();
    let content = response.headers_mut();
    let octets = HeaderValue::from_static("application/octet-stream");
    content.insert(CONTENT_TYPE, octets);
    let body = match compression::accepted(&screen.headers).gzip {
        true => {
            content.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            packed.gzip.clone()
        }
        false => match unpacked(&packed.gzip) {
            Some(bytes) => bytes,
            None => return json::problem(StatusCode::SERVICE_UNAVAILABLE),
        },
    };
    *response.body_mut() = body.into();
    response
}

/// For whoever reads no compression; browsers do.
fn unpacked(gzip: &[u8]) -> Option<Bytes> {
    let mut bytes = Vec::new();
    let whole = u64::try_from(Snapshot::MAX).unwrap_or(u64::MAX);
    let mut reader = GzDecoder::new(gzip).take(whole);
    reader.read_to_end(&mut bytes).ok()?;
    Some(bytes.into())
}

/// From which change of stock on.
#[derive(Deserialize)]
pub struct Since {
    since: u64,
}

pub async fn stock(screen: Screen, since: Result<Query<Since>, QueryRejection>) -> Response {
    let Ok(Query(Since { since })) = since else {
        return super::refuse(&KioskError::Wrong("since is not a number"));
    };
    let news = screen.shop.catalogue.stock_since(since).await;
    answer(news.map_err(KioskError::from))
}
