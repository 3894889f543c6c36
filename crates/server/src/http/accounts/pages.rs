//! The pages of the account, drawn with what only their shopper may see.

use super::{flash, status, with_cookies};
use crate::accounts::sessions::{self, Visitor};
use crate::accounts::{AccountError, Token, recovery, signing};
use crate::http::redirect::SeeOther;
use crate::http::{Shop, pages, plain, visitor};
use crate::kiosk::hand_off::screens_of;
use axum::extract::{Path, Request, State};
use axum::http::{HeaderMap, Uri};
use axum::response::{IntoResponse, Response};
use baguni::pages::account::{AccountSeen, Device, Private, Said};
use baguni_api::account::{NEXT, OVERVIEW, SIGN_IN};
use baguni_api::forms::local_path;
use baguni_api::paths::query_value;
use baguni_commerce::Locale;
use baguni_storage::{ScreenSession, Session};
use std::sync::Arc;

pub async fn overview(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let visitor = match signed_in(&shop, request.headers(), request.uri()).await {
        Ok(visitor) => visitor,
        Err(elsewhere) => return elsewhere,
    };
    let account = visitor.account;
    let (name, email) = account.map_or_else(Default::default, |account| {
        (account.name, account.email.to_string())
    });
    draw(&shop, request, Private::Overview { name, email }).await
}

pub async fn devices(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let visitor = match signed_in(&shop, request.headers(), request.uri()).await {
        Ok(visitor) => visitor,
        Err(elsewhere) => return elsewhere,
    };
    match signing::devices(&shop, &visitor).await {
        Ok((sessions, now)) => {
            let screens = match screens_of(&shop, visitor.shopper).await {
                Ok(screens) => screens,
                Err(error) => return failed(&error.into()),
            };
            let (locale, _) = Locale::split_path(request.uri().path());
            let screens = screens.iter().map(|one| screen(&shop, one, locale, now));
            let seen = sessions.into_iter().map(|one| device(one, &visitor, now));
            let seen = screens.chain(seen).collect();
            draw(&shop, request, Private::Devices(seen)).await
        }
        Err(error) => failed(&error),
    }
}

fn device(session: Session, visitor: &Visitor, now: u64) -> Device {
    Device {
        here: session.id == visitor.session,
        session: session.id.0.to_string(),
        label: session.device,
        seen_ago: now.saturating_sub(session.seen_at) / 60_000,
        is_screen: false,
    }
}

/// A screen in a store that shows the visitor's basket.
fn screen(shop: &Shop, shown: &ScreenSession, locale: Locale, now: u64) -> Device {
    let storefront = shop.catalogue.current();
    let catalogue = storefront.catalogue();
    let store = catalogue.location(&shown.location);
    let store = store.map(|at| catalogue.locations()[at].name.get(locale).to_owned());
    let store = store.unwrap_or_else(|| shown.location.to_string());
    Device {
        here: false,
        session: shown.session.0.to_string(),
        label: format!("{store} · {}", shown.name),
        seen_ago: now.saturating_sub(shown.seen_at) / 60_000,
        is_screen: true,
    }
}

pub async fn sign_in(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    unless_signed_in(&shop, request, Private::SignIn).await
}

pub async fn sign_up(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    unless_signed_in(&shop, request, Private::SignUp).await
}

pub async fn reset(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    draw(&shop, request, Private::Reset).await
}

pub async fn new_password(
    State(shop): State<Arc<Shop>>,
    Path(raw): Path<String>,
    request: Request,
) -> Response {
    let found = match raw.parse::<Token>() {
        Ok(token) => recovery::account(&shop, &token).await,
        Err(_) => Ok(None),
    };
    match found {
        Ok(Some(_)) => draw(&shop, request, Private::NewPassword(raw)).await,
        Ok(None) => draw(&shop, request, Private::DeadLink).await,
        Err(error) => failed(&error),
    }
}

/// The visitor, if signed in; else the way to the page where that is done, and back.
pub async fn signed_in(shop: &Shop, headers: &HeaderMap, uri: &Uri) -> Result<Visitor, Response> {
    match sessions::of(shop, headers).await {
        Ok(Some(visitor)) if visitor.account.is_some() => Ok(visitor),
        Ok(_) => {
            let (locale, path) = Locale::split_path(uri.path());
            let next = form_urlencoded::Serializer::new(String::new())
                .append_pair(NEXT, &locale.href(path))
                .finish();
            let page = format!("{}?{next}", locale.href(SIGN_IN));
            Err(SeeOther(&page).into_response())
        }
        Err(error) => Err(failed(&error)),
    }
}

async fn unless_signed_in(shop: &Shop, request: Request, page: Private) -> Response {
    match sessions::of(shop, request.headers()).await {
        Ok(Some(visitor)) if visitor.account.is_some() => {
            let (locale, _) = Locale::split_path(request.uri().path());
            let next = next(&request);
            SeeOther(local_path(&next, &locale.href(OVERVIEW))).into_response()
        }
        Ok(_) => draw(shop, request, page).await,
        Err(error) => failed(&error),
    }
}

/// Where the query says to go on; empty where it says nothing, or another server.
fn next(request: &Request) -> String {
    let raw = query_value(request.uri().query().unwrap_or_default(), NEXT);
    local_path(&raw.unwrap_or_default(), "").to_owned()
}

async fn draw(shop: &Shop, request: Request, page: Private) -> Response {
    let flash = flash::get(request.headers(), request.uri().path());
    let spent = flash.is_some().then(|| flash::clear(shop));
    let said = Said {
        next: next(&request),
        ..flash.unwrap_or_default()
    };
    let mut visit = visitor::visit(shop, request.headers(), request.uri());
    visit.private = Some(AccountSeen { page, said }.page());
    let response = pages::drawn(shop, request, visit).await;
    with_cookies(response, spent.into_iter().collect())
}

fn failed(error: &AccountError) -> Response {
    tracing::warn!(%error, "a page of the account was not drawn");
    plain::page(status(error))
}
