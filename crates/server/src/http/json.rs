//! The storefront's questions over HTTP. Answers depend on the address and on the catalogue alone.

use super::Shop;
use crate::storefront::Storefront;
use axum::Json;
use axum::extract::{FromRequestParts, Path};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni_api::{ApiError, MAX_SKUS, Reply, StorefrontApi, paths};
use baguni_commerce::{Currency, Handle, ListingQuery, Locale, Localization};
use serde::Serialize;
use serde_json::{Value, json};
use std::str::FromStr;
use std::sync::Arc;

/// What every question carries, read and checked.
pub struct Question {
    shown: Localization,
    pairs: Vec<(String, String)>,
    storefront: Arc<Storefront>,
}

pub async fn frame(asked: Question) -> Response {
    answer(asked.storefront.frame(asked.shown)).await
}

pub async fn home(asked: Question) -> Response {
    answer(asked.storefront.home(asked.shown)).await
}

pub async fn collection(Path(handle): Path<String>, asked: Question) -> Response {
    match handle.parse() {
        Ok(handle) => {
            answer(
                asked
                    .storefront
                    .collection(asked.shown, handle, asked.query()),
            )
            .await
        }
        Err(_) => refuse(&ApiError::NotFound),
    }
}

pub async fn product(Path(handle): Path<String>, asked: Question) -> Response {
    match handle.parse() {
        Ok(handle) => answer(asked.storefront.product(asked.shown, handle)).await,
        Err(_) => refuse(&ApiError::NotFound),
    }
}

pub async fn search(asked: Question) -> Response {
    let typed = asked.typed();
    answer(asked.storefront.search(asked.shown, typed, asked.query())).await
}

pub async fn suggest(asked: Question) -> Response {
    let typed = asked.typed();
    answer(asked.storefront.suggest(asked.shown, typed)).await
}

pub async fn variants(asked: Question) -> Response {
    match asked.named("sku") {
        Ok(skus) => answer(asked.storefront.variants(asked.shown, skus)).await,
        Err(error) => refuse(&error),
    }
}

pub async fn cards(asked: Question) -> Response {
    match asked.named::<Handle>("handle") {
        Ok(handles) => answer(asked.storefront.cards(asked.shown, handles)).await,
        Err(error) => refuse(&error),
    }
}

pub async fn stores(asked: Question) -> Response {
    answer(asked.storefront.stores(asked.shown)).await
}

pub async fn store_page(Path(handle): Path<String>, asked: Question) -> Response {
    match handle.parse() {
        Ok(handle) => answer(asked.storefront.store_page(asked.shown, handle)).await,
        Err(_) => refuse(&ApiError::NotFound),
    }
}

pub async fn unknown() -> Response {
    refuse(&ApiError::NotFound)
}

impl Question {
    fn value(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value.as_str())
    }

    fn typed(&self) -> String {
        self.value("q").unwrap_or_default().to_owned()
    }

    fn query(&self) -> ListingQuery {
        let pairs = self
            .pairs
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()));
        ListingQuery::from_pairs(pairs.filter(|(key, _)| !matches!(*key, "locale" | "currency")))
    }

    /// All names given under a key. A name that cannot be is one that is unknown: it is left out.
    fn named<T: FromStr>(&self, key: &str) -> Result<Vec<T>, ApiError> {
        let given: Vec<&str> = self
            .pairs
            .iter()
            .filter(|(name, _)| name == key)
            .map(|(_, raw)| &**raw)
            .collect();
        if given.len() > MAX_SKUS {
            return Err(ApiError::BadRequest(format!(
                "{key} is given more than {MAX_SKUS} times"
            )));
        }
        Ok(given.iter().filter_map(|raw| raw.parse().ok()).collect())
    }
}

impl FromRequestParts<Arc<Shop>> for Question {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, shop: &Arc<Shop>) -> Result<Self, Response> {
        let pairs = paths::query_pairs(parts.uri.query().unwrap_or_default());
        let shown = localization(&pairs).map_err(|error| refuse(&error))?;
        Ok(Self {
            shown,
            pairs,
            storefront: shop.catalogue.current(),
        })
    }
}

fn localization(pairs: &[(String, String)]) -> Result<Localization, ApiError> {
    let value = |key: &str| {
        pairs
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| &**value)
    };
    let wrong = |what: &str| ApiError::BadRequest(what.to_owned());
    Ok(Localization {
        locale: value("locale")
            .and_then(Locale::from_code)
            .ok_or_else(|| wrong("locale must be ko or en"))?,
        currency: value("currency")
            .and_then(Currency::from_code)
            .ok_or_else(|| wrong("currency must be KRW or USD"))?,
    })
}

async fn answer<T: Serialize>(reply: Reply<T>) -> Response {
    match reply.await {
        Ok(answer) => ([(CACHE_CONTROL, "no-cache")], Json(answer)).into_response(),
        Err(error) => refuse(&error),
    }
}

/// An error as a problem (RFC 9457) from which the asker reads the same error. A former handle
/// is told and not redirected to, because a redirect that a script follows is one it never sees.
fn refuse(error: &ApiError) -> Response {
    let status = match error {
        ApiError::NotFound | ApiError::Moved(_) => StatusCode::NOT_FOUND,
        ApiError::BadRequest(_) => StatusCode::BAD_REQUEST,
        ApiError::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    };
    let members = serde_json::to_value(error).unwrap_or_default();
    problem_of(status, error.to_string(), members)
}

/// A problem of the transport, for which the storefront has no error.
pub fn problem(status: StatusCode) -> Response {
    let title = status.canonical_reason().unwrap_or_default();
    problem_of(status, title.to_owned(), json!({ "type": "about:blank" }))
}

fn problem_of(status: StatusCode, title: String, mut members: Value) -> Response {
    members["title"] = Value::String(title);
    members["status"] = status.as_u16().into();
    let headers = [
        (
            CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        ),
        (CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    (status, headers, members.to_string()).into_response()
}
