//! Pictures. A name never changes what it shows, so it may be kept for ever.

use super::assets::{FOREVER, is_known};
use super::{Shop, plain};
use crate::media::rendition;
use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni_commerce::media::Rendition;
use std::sync::Arc;

/// Opened by itself, a drawing is a document: it may style itself and nothing else.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

pub async fn file(
    State(shop): State<Arc<Shop>>,
    Path(file): Path<String>,
    asked: HeaderMap,
) -> Response {
    let Some((id, wanted)) = Rendition::parse(&file) else {
        return plain::page(StatusCode::NOT_FOUND);
    };
    let etag = format!("\"{file}\"");
    let headers = [(CACHE_CONTROL, FOREVER), (ETAG, &etag)];
    if is_known(&asked, &etag) {
        return (StatusCode::NOT_MODIFIED, headers).into_response();
    }
    match rendition(shop.storage.as_ref(), &id, wanted).await {
        Ok(Some(bytes)) => {
            let kind = [
                (CONTENT_TYPE, wanted.content_type()),
                (CONTENT_SECURITY_POLICY, POLICY),
            ];
            (headers, kind, bytes).into_response()
        }
        Ok(None) => plain::page(StatusCode::NOT_FOUND),
        Err(error) => {
            tracing::warn!(%error, file, "a picture was not read");
            plain::page(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}
