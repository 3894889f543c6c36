//! What every request meets first: who asks, how often, and whether it was asked before.

use super::caller::Caller;
use super::command::Named;
use super::problem::{Kind, Problem};
use super::words;
use crate::accounts::peer::Peer;
use crate::http::Shop;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use baguni_commerce::Locale;
use baguni_storage::{Asked, KeptAnswer, TakenUp};
use sha2::{Digest as _, Sha256};
use std::sync::Arc;

/// The longest body that is read, in bytes.
const MAX_BODY: usize = 64 * 1024;
/// The longest name of a request.
const MAX_NAME: usize = 255;
/// How long an asker waits for a twin of the same request, in seconds.
const TWIN: u64 = 1;

const IDEMPOTENCY_KEY: &str = "idempotency-key";
/// Says that an answer was kept from the first time.
const REPLAYED: &str = "idempotency-replayed";

pub async fn guard(State(shop): State<Arc<Shop>>, request: Request, next: Next) -> Response {
    let locale = words::wanted(request.headers());
    let answered = admit(&shop, request, next, locale).await;
    let mut response = told(answered.unwrap_or_else(IntoResponse::into_response), locale);
    let headers = response.headers_mut();
    if !headers.contains_key(CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// A problem in the words of whoever asked.
fn told(mut response: Response, locale: Locale) -> Response {
    match response.extensions_mut().remove::<Problem>() {
        Some(problem) => problem.written(locale),
        // The router says so by itself, and which methods there are.
        None if response.status() == StatusCode::METHOD_NOT_ALLOWED => {
            let mut written = Problem::of(Kind::Method).written(locale);
            if let Some(allowed) = response.headers_mut().remove(ALLOW) {
                written.headers_mut().insert(ALLOW, allowed);
            }
            written
        }
        None => response,
    }
}

async fn admit(
    shop: &Arc<Shop>,
    mut request: Request,
    next: Next,
    locale: Locale,
) -> Result<Response, Problem> {
    let (method, headers) = (request.method(), request.headers());
    let caller = Caller::of(shop, method, headers).await?;
    let peer = request.extensions().get::<Peer>().copied();
    shop.api.take(&caller, peer, headers)?;
    let posted = *method == Method::POST;
    request.extensions_mut().insert(caller.clone());
    if !posted {
        return Ok(next.run(request).await);
    }
    let caller = caller.name().ok_or(Problem::of(Kind::Unauthenticated))?;
    once(shop, &caller, request, next, locale).await
}

/// Lets a request through that has not been answered before, and keeps what it is answered. An asker
/// who goes away meanwhile finds the answer when asking again.
async fn once(
    shop: &Arc<Shop>,
    caller: &str,
    request: Request,
    next: Next,
    locale: Locale,
) -> Result<Response, Problem> {
    let name = name(request.headers())?.to_owned();
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, MAX_BODY).await;
    let body = body.map_err(|_| Problem::of(Kind::TooLarge))?;
    if !body.is_empty() && !is_json(&parts.headers) {
        return Err(Problem::of(Kind::NotJson));
    }
    let asked = Asked {
        caller: caller.to_owned(),
        fingerprint: fingerprint(&parts.uri.to_string(), &body),
        name,
    };
    match shop
        .storage
        .take_up(asked.clone(), crate::stock::now())
        .await?
    {
        TakenUp::Go => {}
        TakenUp::Busy => return Err(Problem::of(Kind::Busy).after(TWIN)),
        TakenUp::Other => return Err(Problem::of(Kind::KeyUsed)),
        TakenUp::Answered(answer) => return Ok(again(answer)),
    }
    parts.extensions.insert(Named::new(caller, &asked.name));
    let request = Request::from_parts(parts, Body::from(body));
    let shop = Arc::clone(shop);
    let answered = tokio::spawn(async move {
        let response = told(next.run(request).await, locale);
        keep(&shop, &asked, response).await
    });
    // Broken off by a panic, which has been logged.
    let broken = |_| Err(Problem::of(Kind::Broken));
    answered.await.unwrap_or_else(broken)
}

async fn keep(shop: &Shop, asked: &Asked, response: Response) -> Result<Response, Problem> {
    let (parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    // What failed by our fault, or by a limit, may be asked again.
    let passing = parts.status.is_server_error() || parts.status == StatusCode::TOO_MANY_REQUESTS;
    match passing {
        true => shop.storage.let_go(asked).await?,
        false => {
            let answer = KeptAnswer {
                status: parts.status.as_u16(),
                body: bytes.to_vec(),
            };
            shop.storage.keep_answer(asked, answer).await?;
        }
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}

fn again(answer: KeptAnswer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let kind = match status.is_success() {
        true => "application/json",
        false => "application/problem+json",
    };
    let headers = [(CONTENT_TYPE, kind)];
    (status, headers, [(REPLAYED, "true")], answer.body).into_response()
}

fn name(headers: &HeaderMap) -> Result<&str, Problem> {
    let sent = headers
        .get(IDEMPOTENCY_KEY)
        .ok_or(Problem::of(Kind::NoKey))?;
    let name = sent.to_str().ok().map(str::trim);
    let fits = |name: &&str| {
        (1..=MAX_NAME).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_graphic())
    };
    name.filter(fits).ok_or(Problem::of(Kind::NoKey))
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next());
    kind.is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

fn fingerprint(address: &str, body: &Bytes) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update((address.len() as u64).to_be_bytes());
    hash.update(address);
    hash.update(body);
    hash.finalize().into()
}
