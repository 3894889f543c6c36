//! Signing in at `/staff`: the accounts, sessions and limits of everybody; what the account may do
//! is decided on every page anew.

use super::drawn::Asked;
use crate::accounts::AccountError;
use crate::accounts::peer::{Peer, counted};
use crate::accounts::signing::{self, Asker, Signed};
use crate::http::posted::Posted;
use crate::http::redirect::SeeOther;
use crate::http::{Shop, plain};
use axum::Extension;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Response};
use baguni::pages::staff::{SignInProblem, StaffPage};
use baguni_api::account::NEXT;
use baguni_api::forms::local_path;
use baguni_api::paths::query_value;
use baguni_api::staff::{SIGN_IN, TODAY};
use baguni_commerce::{Email, Locale};
use std::sync::Arc;

pub async fn page(State(shop): State<Arc<Shop>>, request: Request) -> Response {
    let next = query_value(request.uri().query().unwrap_or_default(), NEXT).unwrap_or_default();
    let page = StaffPage::SignIn {
        email: String::new(),
        next: local_path(&next, "").to_owned(),
        wrong: None,
    };
    let asked = Asked {
        uri: request.uri(),
        headers: request.headers(),
    };
    asked.drawn(&shop, None, page, StatusCode::OK)
}

pub async fn sign_in(
    State(shop): State<Arc<Shop>>,
    from: Option<Extension<Peer>>,
    posted: Posted,
) -> Response {
    let typed = posted.field("email").unwrap_or_default().trim();
    let password = posted.field("password").unwrap_or_default();
    let from = counted(from.map(|Extension(peer)| peer), &posted.headers);
    let asker = Asker {
        headers: &posted.headers,
        from,
        in_checkout: false,
    };
    let wrong = match typed.parse::<Email>() {
        Err(_) => SignInProblem::Wrong,
        Ok(email) => match signing::r#in(&shop, &asker, &email, password).await {
            Ok(Signed::In(cookies)) => {
                let mut response = SeeOther(&posted.next(TODAY)).into_response();
                for cookie in cookies {
                    response.headers_mut().append(SET_COOKIE, cookie);
                }
                return response;
            }
            Ok(Signed::Refused) => SignInProblem::Wrong,
            Err(AccountError::TooMany(wait)) => {
                SignInProblem::TooMany(wait.as_secs().div_ceil(60).max(1))
            }
            Err(error) => {
                tracing::warn!(%error, "one of the staff could not sign in");
                SignInProblem::Busy
            }
        },
    };
    refused(&shop, &posted, typed, wrong)
}

/// The form again, with what was typed but for the password.
fn refused(shop: &Shop, posted: &Posted, typed: &str, wrong: SignInProblem) -> Response {
    let page = StaffPage::SignIn {
        email: typed.to_owned(),
        next: local_path(posted.field(NEXT).unwrap_or_default(), "").to_owned(),
        wrong: Some(wrong),
    };
    let status = match wrong {
        SignInProblem::Wrong => StatusCode::UNPROCESSABLE_ENTITY,
        SignInProblem::TooMany(_) => StatusCode::TOO_MANY_REQUESTS,
        SignInProblem::Busy => StatusCode::SERVICE_UNAVAILABLE,
    };
    let path = posted.locale().href(SIGN_IN).parse();
    let uri = path.expect("it is a path of ours");
    let asked = Asked {
        uri: &uri,
        headers: &posted.headers,
    };
    asked.drawn(shop, None, page, status)
}

pub async fn sign_out(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let locale: Locale = posted.locale();
    match signing::out(&shop, &posted.headers).await {
        Ok(cookies) => {
            let mut response = SeeOther(&locale.href(SIGN_IN)).into_response();
            for cookie in cookies {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => {
            tracing::warn!(%error, "one of the staff could not sign out");
            plain::page(StatusCode::SERVICE_UNAVAILABLE)
        }
    }
}
