//! A posted form: taken only from the shop's own pages, and read forgivingly.

use super::redirect::SeeOther;
use super::{Shop, origin, plain};
use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use baguni_api::forms::{PROBLEM, Problem, local_path};
use baguni_commerce::{Locale, Sku};
use std::sync::Arc;

/// The fields of a form, and where it came from.
pub struct Posted {
    pub headers: HeaderMap,
    fields: Vec<(String, String)>,
    /// The path and query of the page that the form stood on, as far as the browser tells.
    from: Option<String>,
    /// The path that it was posted to.
    pub to: Uri,
}

impl Posted {
    /// The first value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// All values of a field, in their order.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let fields = self.fields.iter();
        let named = fields.filter(move |(field, _)| field == name);
        named.map(|(_, value)| value.as_str())
    }

    pub fn sku(&self) -> Result<Sku, Problem> {
        self.field("sku")
            .and_then(|raw| raw.parse().ok())
            .ok_or(Problem::Sku)
    }

    /// Where the form says to go, else a path in the language of the page it stood on.
    pub fn next(&self, fallback: &str) -> String {
        let fallback = self.locale().href(fallback);
        local_path(self.field("next").unwrap_or_default(), &fallback).to_owned()
    }

    /// Back to the page that the form stood on, with what was wrong.
    pub fn refused(&self, problem: Problem, fallback: &str) -> Response {
        let page = self
            .from
            .clone()
            .unwrap_or_else(|| self.locale().href(fallback));
        self.see(&with_problem(&page, problem))
    }

    pub fn see(&self, path: &str) -> Response {
        SeeOther(path).into_response()
    }

    /// Told by the address that was posted to, by `next`, or by the page that the form stood on.
    pub fn locale(&self) -> Locale {
        let told = [
            Some(self.to.path()),
            self.field("next"),
            self.from.as_deref(),
        ];
        let mut told = told
            .into_iter()
            .flatten()
            .map(path_of)
            .map(Locale::split_path);
        told.find(|(locale, _)| *locale != Locale::default())
            .map_or(Locale::default(), |l| l.0)
    }
}

impl FromRequest<Arc<Shop>> for Posted {
    type Rejection = Response;

    async fn from_request(request: Request, shop: &Arc<Shop>) -> Result<Self, Response> {
        if !origin::is_own(shop, request.headers()) {
            return Err(plain::page(StatusCode::FORBIDDEN));
        }
        if !is_form(request.headers()) {
            return Err(plain::page(StatusCode::UNSUPPORTED_MEDIA_TYPE));
        }
        let (headers, to) = (request.headers().clone(), request.uri().clone());
        let body = Bytes::from_request(request, shop)
            .await
            .map_err(|refused| plain::page(refused.status()))?;
        Ok(Self {
            from: origin::own_page(shop, &headers),
            fields: form_urlencoded::parse(&body).into_owned().collect(),
            headers,
            to,
        })
    }
}

fn is_form(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    kind.eq_ignore_ascii_case("application/x-www-form-urlencoded")
}

fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

/// An address with this problem and without an earlier one.
fn with_problem(address: &str, problem: Problem) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let earlier = format!("{PROBLEM}=");
    let now = format!("{PROBLEM}={}", problem.code());
    let kept = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with(&earlier));
    let pairs: Vec<&str> = kept.chain([now.as_str()]).collect();
    format!("{path}?{}", pairs.join("&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_replaces_the_one_before() {
        let check = |address: &str, want: &str| {
            assert_eq!(with_problem(address, Problem::Sku), want, "{address}");
        };
        check("/cart", "/cart?problem=sku");
        check("/cart?problem=full", "/cart?problem=sku");
        check(
            "/search?q=a&problem=full&page=2",
            "/search?q=a&page=2&problem=sku",
        );
    }
}
