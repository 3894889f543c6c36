//! `/orders/find`: number and contact lead to the link of an order.

use super::failed;
use crate::accounts::peer::{Peer, counted};
use crate::http::posted::Posted;
use crate::http::{Shop, pages, visitor};
use crate::orders::{self, FoundOrder};
use axum::Extension;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use baguni::pages::orders::{Find, Missed};
use baguni_api::orders as paths;
use std::sync::Arc;

/// The most that is read of a field, in characters.
const TYPED: usize = 254;

pub async fn show(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    draw(&shop, request, Find::default()).await
}

/// The same page for every miss, with what was typed.
pub async fn find(
    State(shop): State<Arc<Shop>>,
    from: Option<Extension<Peer>>,
    posted: Posted,
) -> Response {
    let typed = |name| -> String {
        let typed = posted.field(name).unwrap_or_default();
        typed.chars().take(TYPED).collect()
    };
    let (number, contact) = (typed("number"), typed("contact"));
    let from = counted(from.map(|Extension(peer)| peer), &posted.headers);
    let (status, missed) = match orders::find(&shop, from, &number, &contact).await {
        Ok(FoundOrder::Found(number, key)) => {
            return posted.see(&posted.locale().href(&paths::with_key(number, &key)));
        }
        Ok(FoundOrder::Nothing) => (StatusCode::NOT_FOUND, Missed::Nothing),
        Ok(FoundOrder::TooOften(wait)) => {
            let minutes = wait.as_secs().div_ceil(60);
            (StatusCode::TOO_MANY_REQUESTS, Missed::TooOften(minutes))
        }
        Err(error) => return failed(&error),
    };
    let seen = Find {
        number,
        contact,
        missed: Some(missed),
    };
    let page = posted.locale().href(paths::FIND);
    let mut response = draw(&shop, as_page(&posted.headers, &page), seen).await;
    *response.status_mut() = status;
    response
}

/// The page is drawn as if it had been asked for.
fn as_page(headers: &HeaderMap, path: &str) -> Request {
    let mut request = Request::new(Body::empty());
    *request.headers_mut() = headers.clone();
    *request.uri_mut() = path.parse().expect("it is a path of ours");
    request
}

async fn draw(shop: &Shop, request: Request, seen: Find) -> Response {
    let mut visit = visitor::visit(shop, request.headers(), request.uri());
    visit.private = Some(seen.page());
    pages::drawn(shop, request, visit).await
}
