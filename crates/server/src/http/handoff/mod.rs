//! `/handoff`: a phone that has read the code of a screen in a store.
//!
//! The code is in the fragment of the address, which no server is sent: the page reads it and posts
//! it. Nothing of a basket is said before a code is good, and nothing is done before the press.

mod drawn;
mod seen;

use super::posted::Posted;
use super::redirect::SeeOther;
use super::{Shop, plain};
use crate::accounts::peer::{Peer, counted};
use crate::accounts::{Visitor, sessions};
use crate::kiosk::KioskError;
use crate::kiosk::hand_off::{self, Code};
use crate::orders::checkout;
use axum::extract::{Request, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use baguni::pages::handoff::{PhonePage, Problem};
use baguni_api::kiosk as paths;
use baguni_api::kiosk::Direction;
use baguni_api::orders::CHECKOUT;
use baguni_commerce::Locale;
use baguni_commerce::order::Channel;
use baguni_storage::{HandOff, Offered, SessionId};
use drawn::{drawn, shown};
use std::net::IpAddr;
use std::sync::Arc;

const CART: &str = "/cart";

pub fn routes() -> Router<Arc<Shop>> {
    Locale::ALL
        .into_iter()
        .fold(Router::new(), |routes, locale| {
            let at = |path| locale.href(path);
            routes
                .route(&at(paths::PHONE), get(read).post(look))
                .route(&at(paths::PHONE_ACCEPT), post(accept))
                .route(&at(paths::PHONE_SCREENS), get(screens))
                .route(&at(paths::PHONE_END), post(end))
        })
}

type From = Option<Extension<Peer>>;

fn counted_to(from: From, posted: &Posted) -> Option<IpAddr> {
    counted(from.map(|Extension(peer)| peer), &posted.headers)
}

/// The page that reads the code out of its own address.
async fn read(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let (locale, _) = Locale::split_path(request.uri().path());
    drawn(&shop, request.headers(), locale, PhonePage::Reading)
}

/// What a code offers.
async fn look(State(shop): State<Arc<Shop>>, from: From, posted: Posted) -> Response {
    let from = counted_to(from, &posted);
    match looked(&shop, from, &posted).await {
        Ok(response) => response,
        Err(error) => failed(&shop, &posted, &error),
    }
}

async fn looked(
    shop: &Shop,
    from: Option<IpAddr>,
    posted: &Posted,
) -> Result<Response, KioskError> {
    let visitor = sessions::of(shop, &posted.headers).await?;
    let phone = visitor.as_ref().map(|visitor| visitor.shopper);
    let Some(code) = code(posted) else {
        return Ok(refused(shop, posted, Problem::Expired));
    };
    let offered = match hand_off::look(shop, &code, phone, from).await? {
        HandOff::Good(offered) => offered,
        HandOff::Again(offered) => return Ok(see(&way_on(&offered, posted.locale()))),
        HandOff::Used => return Ok(refused(shop, posted, Problem::Used)),
        HandOff::Expired | HandOff::Unknown => {
            return Ok(refused(shop, posted, Problem::Expired));
        }
    };
    let shown = shown(shop, &posted.headers, posted.locale());
    let offer = seen::offer(shop, shown, &code, &offered, phone).await?;
    let page = PhonePage::Offer(Box::new(offer));
    Ok(drawn(shop, &posted.headers, posted.locale(), page))
}

/// Takes what a code offers; whoever is not known yet becomes a guest.
async fn accept(State(shop): State<Arc<Shop>>, from: From, posted: Posted) -> Response {
    let from = counted_to(from, &posted);
    match accepted(&shop, from, &posted).await {
        Ok(response) => response,
        Err(error) => failed(&shop, &posted, &error),
    }
}

async fn accepted(
    shop: &Shop,
    from: Option<IpAddr>,
    posted: &Posted,
) -> Result<Response, KioskError> {
    let Some(code) = code(posted) else {
        return Ok(refused(shop, posted, Problem::Expired));
    };
    // Whoever sends what is good for nothing is not made a guest of.
    let known = sessions::of(shop, &posted.headers).await?;
    let phone = known.as_ref().map(|visitor| visitor.shopper);
    match hand_off::look(shop, &code, phone, from).await? {
        HandOff::Good(_) | HandOff::Again(_) => {}
        HandOff::Used => return Ok(refused(shop, posted, Problem::Used)),
        HandOff::Expired | HandOff::Unknown => {
            return Ok(refused(shop, posted, Problem::Expired));
        }
    }
    let (visitor, cookies) = sessions::open(shop, &posted.headers).await?;
    let response = match hand_off::accept(shop, &code, &visitor, from).await? {
        // The first press may not have got as far as writing down how it is to be had.
        HandOff::Good(offered) | HandOff::Again(offered) => {
            fill_in(shop, posted, &visitor, &offered).await?;
            see(&way_on(&offered, posted.locale()))
        }
        HandOff::Used => refused(shop, posted, Problem::Used),
        HandOff::Expired | HandOff::Unknown => refused(shop, posted, Problem::Expired),
    };
    Ok(with_cookies(response, cookies))
}

/// What was chosen at the screen stands in the checkout, to be gone on with.
async fn fill_in(
    shop: &Shop,
    posted: &Posted,
    visitor: &Visitor,
    offered: &Offered,
) -> Result<(), KioskError> {
    if let Some(way) = &offered.way {
        let shown = shown(shop, &posted.headers, posted.locale());
        checkout::choose_way(shop, visitor, shown, way, Channel::Kiosk).await?;
    }
    Ok(())
}

/// Where the phone goes on.
fn way_on(offered: &Offered, locale: Locale) -> String {
    locale.href(match (offered.direction, &offered.way) {
        (Direction::ToScreen, _) => paths::PHONE_SCREENS,
        (Direction::ToPhone, Some(_)) => CHECKOUT,
        (Direction::ToPhone, None) => CART,
    })
}

async fn screens(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let headers = request.headers();
    let (locale, _) = Locale::split_path(request.uri().path());
    let found = async {
        let visitor = sessions::of(&shop, headers).await?;
        match visitor {
            Some(visitor) => Ok(hand_off::screens_of(&shop, visitor.shopper).await?),
            None => Ok::<_, KioskError>(Vec::new()),
        }
    };
    match found.await {
        Ok(found) => {
            let page = PhonePage::Screens(seen::screens(&shop, locale, found));
            drawn(&shop, headers, locale, page)
        }
        Err(error) => unavailable(&error),
    }
}

async fn end(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let ended = async {
        let visitor = sessions::of(&shop, &posted.headers).await?;
        let session = posted.field("session").and_then(|raw| raw.parse().ok());
        if let (Some(visitor), Some(session)) = (visitor, session) {
            hand_off::leave_screens(&shop, visitor.shopper, Some(SessionId(session))).await?;
        }
        Ok::<_, KioskError>(())
    };
    match ended.await {
        Ok(()) => see(&posted.locale().href(paths::PHONE_SCREENS)),
        Err(error) => unavailable(&error),
    }
}

fn code(posted: &Posted) -> Option<Code> {
    posted.field("code")?.parse().ok()
}

/// One answer to whatever is not good, whether it was once or never.
fn refused(shop: &Shop, posted: &Posted, problem: Problem) -> Response {
    let page = PhonePage::Refused(problem);
    let mut response = drawn(shop, &posted.headers, posted.locale(), page);
    *response.status_mut() = match problem {
        Problem::Expired | Problem::Used => StatusCode::GONE,
        Problem::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
    };
    response
}

fn failed(shop: &Shop, posted: &Posted, error: &KioskError) -> Response {
    match error {
        KioskError::TooMany(wait) => refused(shop, posted, Problem::TooMany(wait.as_secs() + 1)),
        error => unavailable(error),
    }
}

fn unavailable(error: &KioskError) -> Response {
    tracing::warn!(%error, "a basket was not handed over");
    plain::page(StatusCode::SERVICE_UNAVAILABLE)
}

fn see(path: &str) -> Response {
    SeeOther(path).into_response()
}

fn with_cookies(mut response: Response, cookies: Vec<HeaderValue>) -> Response {
    for cookie in cookies {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}
