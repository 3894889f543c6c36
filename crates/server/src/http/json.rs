//! The storefront's questions over HTTP, in JSON for everybody and in bytes for its own pages
//! (`api::wire`). Answers depend on the address and on the catalogue alone.

use super::Shop;
use crate::storefront::Storefront;
use axum::Json;
use axum::extract::{FromRequestParts, Path};
use axum::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use baguni_api::{ApiError, MAX_SKUS, Reply, StorefrontApi, paths, wire};
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
    /// The asker is one of our own pages.
    in_bytes: bool,
}

/// Asks only where what is asked for could be read.
fn given<A, T: Send + 'static>(
    asked: Result<A, ApiError>,
    ask: impl FnOnce(A) -> Reply<T>,
) -> Reply<T> {
    match asked {
        Ok(asked) => ask(asked),
        Err(error) => Box::pin(async { Err(error) }),
    }
}

pub async fn frame(asked: Question) -> Response {
    asked.answer(|shop, shown| shop.frame(shown)).await
}

pub async fn home(asked: Question) -> Response {
    asked.answer(|shop, shown| shop.home(shown)).await
}

pub async fn collection(Path(handle): Path<String>, asked: Question) -> Response {
    let query = asked.query();
    asked
        .answer_of(&handle, |shop, shown, handle| {
            shop.collection(shown, handle, query)
        })
        .await
}

pub async fn product(Path(handle): Path<String>, asked: Question) -> Response {
    asked.answer_of(&handle, Storefront::product).await
}

pub async fn search(asked: Question) -> Response {
    let (typed, query) = (asked.typed(), asked.query());
    asked
        .answer(|shop, shown| shop.search(shown, typed, query))
        .await
}

pub async fn suggest(asked: Question) -> Response {
    let typed = asked.typed();
    asked.answer(|shop, shown| shop.suggest(shown, typed)).await
}

pub async fn variants(asked: Question) -> Response {
    let skus = asked.named("sku");
    asked
        .answer(|shop, shown| given(skus, |skus| shop.variants(shown, skus)))
        .await
}

pub async fn cards(asked: Question) -> Response {
    let handles = asked.named("handle");
    asked
        .answer(|shop, shown| given(handles, |handles| shop.cards(shown, handles)))
        .await
}

pub async fn stores(asked: Question) -> Response {
    asked.answer(|shop, shown| shop.stores(shown)).await
}

pub async fn store_page(Path(handle): Path<String>, asked: Question) -> Response {
    asked.answer_of(&handle, Storefront::store_page).await
}

pub async fn shared_wishlist(Path(token): Path<String>, asked: Question) -> Response {
    asked
        .answer(|shop, shown| shop.shared_wishlist(shown, token))
        .await
}

pub async fn unknown() -> Response {
    refuse(&ApiError::NotFound)
}

impl Question {
    async fn answer<T: Serialize>(
        &self,
        ask: impl FnOnce(&Storefront, Localization) -> Reply<T>,
    ) -> Response {
        let answer = ask(&self.storefront, self.shown).await;
        match answer {
            answer if self.in_bytes => {
                let headers = [
                    (CONTENT_TYPE, wire::CONTENT_TYPE),
                    (CACHE_CONTROL, "no-cache"),
                ];
                (headers, [(VARY, "Accept")], wire::encode(&answer)).into_response()
            }
            Ok(answer) => (
                [(CACHE_CONTROL, "no-cache"), (VARY, "Accept")],
                Json(answer),
            )
                .into_response(),
            Err(error) => refuse(&error),
        }
    }

    /// The answer for what stands under a handle. What cannot be a handle is not found.
    async fn answer_of<T: Serialize + Send + 'static>(
        &self,
        raw: &str,
        ask: impl FnOnce(&Storefront, Localization, Handle) -> Reply<T>,
    ) -> Response {
        let handle = raw.parse().map_err(|_| ApiError::NotFound);
        self.answer(|shop, shown| given(handle, |handle| ask(shop, shown, handle)))
            .await
    }

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
            in_bytes: parts
                .headers
                .get(ACCEPT)
                .is_some_and(|accept| accept == wire::CONTENT_TYPE),
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
