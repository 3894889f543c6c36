//! The forms of the account: each changes who is who, and answers with a redirect.

use super::{flash, status, with_cookies};
use crate::accounts::peer::{Peer, counted};
use crate::accounts::recovery::{self, RecoveryError};
use crate::accounts::signing::{self, Asker, Chosen, Signed};
use crate::accounts::{AccountError, PasswordProblem, Token, check_password, sessions};
use crate::http::posted::Posted;
use crate::http::redirect::SeeOther;
use crate::http::{Shop, plain, visitor};
use crate::mail::MailError;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use baguni::pages::account::{AccountProblem, Done, Said};
use baguni_api::account::{
    DEVICES, MAX_NAME, NEXT, OVERVIEW, RESET, SIGN_IN, SIGN_UP, new_password as new_password_page,
};
use baguni_api::forms::local_path;
use baguni_api::orders::{CHECKOUT, REVIEW};
use baguni_commerce::{Email, Locale};
use baguni_storage::SessionId;
use std::sync::Arc;

type From = Option<Extension<Peer>>;

pub async fn sign_in(State(shop): State<Arc<Shop>>, from: From, posted: Posted) -> Response {
    let page = Page::of(&shop, &posted, SIGN_IN);
    let Ok(email) = typed(&posted, "email").parse::<Email>() else {
        return page.refused(vec![AccountProblem::Email]);
    };
    let password = posted.field("password").unwrap_or_default();
    let asker = asker(&posted, from);
    match signing::r#in(&shop, &asker, &email, password).await {
        Ok(Signed::In(cookies)) => page.go_on(cookies),
        Ok(Signed::Refused) => page.refused(vec![AccountProblem::Wrong]),
        Err(error) => page.failed(&error),
    }
}

pub async fn sign_up(State(shop): State<Arc<Shop>>, from: From, posted: Posted) -> Response {
    let page = Page::of(&shop, &posted, SIGN_UP);
    let password = posted.field("password").unwrap_or_default();
    let (email, name) = match who(&posted, password) {
        Ok(who) => who,
        Err(problems) => return page.refused(problems),
    };
    let asker = asker(&posted, from);
    let chosen = Chosen {
        email,
        name,
        password,
    };
    match signing::up(&shop, &asker, chosen).await {
        Ok(Signed::In(cookies)) => page.go_on(cookies),
        Ok(Signed::Refused) => page.refused(vec![AccountProblem::EmailTaken]),
        Err(error) => page.failed(&error),
    }
}

/// The address and the name of a new account, or all that is wrong with the form.
fn who(posted: &Posted, password: &str) -> Result<(Email, String), Vec<AccountProblem>> {
    let email = typed(posted, "email").parse::<Email>();
    let email = email.map_err(|_| AccountProblem::Email);
    let name = name(posted);
    let mut problems = Vec::new();
    problems.extend(email.as_ref().err().copied());
    problems.extend(name.as_ref().err().copied());
    problems.extend(bad_password(password, email.as_ref().ok()));
    match (email, name) {
        (Ok(email), Ok(name)) if problems.is_empty() => Ok((email, name)),
        _ => Err(problems),
    }
}

/// A name in one line, with the white space of one.
fn name(posted: &Posted) -> Result<String, AccountProblem> {
    let words = typed(posted, "name").split_whitespace();
    let name = words.collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|c| !c.is_control()).collect();
    match name.chars().count() {
        0 => Err(AccountProblem::NameMissing),
        1..=MAX_NAME => Ok(name),
        _ => Err(AccountProblem::NameLong),
    }
}

fn bad_password(password: &str, email: Option<&Email>) -> Option<AccountProblem> {
    let problem = check_password(password, email).err()?;
    Some(match problem {
        PasswordProblem::Short => AccountProblem::PasswordShort,
        PasswordProblem::Long => AccountProblem::PasswordLong,
        PasswordProblem::Email => AccountProblem::PasswordIsEmail,
        PasswordProblem::Common => AccountProblem::PasswordCommon,
    })
}

pub async fn sign_out(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let page = Page::of(&shop, &posted, SIGN_IN);
    match signing::out(&shop, &posted.headers).await {
        Ok(cookies) => page.left(cookies),
        Err(error) => plain::page(status(&error)),
    }
}

/// Asks for a letter. The page that follows says the same whoever asked for whatever.
pub async fn reset(State(shop): State<Arc<Shop>>, from: From, posted: Posted) -> Response {
    let page = Page::of(&shop, &posted, RESET);
    let Ok(email) = typed(&posted, "email").parse::<Email>() else {
        return page.refused(vec![AccountProblem::Email]);
    };
    let locale = posted.locale();
    let begun = match own_address(&shop, &posted.headers) {
        None => Err(MailError::NoPublicUrl.into()),
        Some(own) => {
            let link =
                move |token: &str| format!("{own}{}", locale.href(&new_password_page(token)));
            recovery::begin(&shop, &asker(&posted, from), &email, link, locale).await
        }
    };
    match begun {
        Ok(()) => page.done(Done::ResetAsked),
        Err(RecoveryError::Account(error)) => page.failed(&error),
        Err(RecoveryError::Mail(error)) => {
            tracing::error!(%error, "no letters can be sent");
            page.refused(vec![AccountProblem::Mail])
        }
    }
}

/// Where the link of a letter leads. Whoever asks chooses the `Host` of a request, and must not
/// choose where somebody else's secret is sent: without a public address only this machine's own
/// name is believed.
fn own_address(shop: &Shop, headers: &HeaderMap) -> Option<String> {
    let own = visitor::origin(shop, headers);
    let host = own.split_once("://").map_or("", |(_, host)| host);
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let is_local = matches!(name, "localhost" | "127.0.0.1" | "[::1]");
    (shop.public_url.is_some() || is_local).then_some(own)
}

pub async fn new_password(
    State(shop): State<Arc<Shop>>,
    Path(raw): Path<String>,
    posted: Posted,
) -> Response {
    let page = Page::of(&shop, &posted, &new_password_page(&raw));
    let password = posted.field("password").unwrap_or_default();
    match chosen(&shop, &raw, password).await {
        Ok(Ok(true)) => Page::of(&shop, &posted, SIGN_IN).done(Done::PasswordChosen),
        // The page of the link says that it is dead.
        Ok(Ok(false)) => page.refused(Vec::new()),
        Ok(Err(problem)) => page.refused(vec![problem]),
        Err(error) => page.failed(&error),
    }
}

async fn chosen(
    shop: &Shop,
    raw: &str,
    password: &str,
) -> Result<Result<bool, AccountProblem>, AccountError> {
    let Ok(token) = raw.parse::<Token>() else {
        return Ok(Ok(false));
    };
    let Some(account) = recovery::account(shop, &token).await? else {
        return Ok(Ok(false));
    };
    if let Some(problem) = bad_password(password, Some(&account.email)) {
        return Ok(Err(problem));
    }
    recovery::finish(shop, &account, &token, password)
        .await
        .map(Ok)
}

pub async fn rename(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let page = Page::of(&shop, &posted, OVERVIEW);
    let name = match name(&posted) {
        Ok(name) => name,
        Err(problem) => return page.refused(vec![problem]),
    };
    let renamed = match sessions::of(&shop, &posted.headers).await {
        Ok(Some(visitor)) if visitor.account.is_some() => {
            signing::rename(&shop, visitor.shopper, &name).await
        }
        // The overview leads on to where one signs in.
        Ok(_) => return page.refused(Vec::new()),
        Err(error) => Err(error),
    };
    match renamed {
        Ok(()) => page.done(Done::Renamed),
        Err(error) => page.failed(&error),
    }
}

pub async fn revoke(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let page = Page::of(&shop, &posted, DEVICES);
    let visitor = match sessions::of(&shop, &posted.headers).await {
        Ok(Some(visitor)) if visitor.account.is_some() => visitor,
        Ok(_) => return page.refused(Vec::new()),
        Err(error) => return page.failed(&error),
    };
    let Ok(session) = typed(&posted, "session").parse().map(SessionId) else {
        return page.refused(Vec::new());
    };
    if session == visitor.session {
        return sign_out(State(shop), posted).await;
    }
    match signing::revoke(&shop, visitor.shopper, session).await {
        Ok(true) => page.done(Done::Revoked),
        Ok(false) => page.refused(Vec::new()),
        Err(error) => page.failed(&error),
    }
}

pub async fn revoke_others(State(shop): State<Arc<Shop>>, posted: Posted) -> Response {
    let page = Page::of(&shop, &posted, DEVICES);
    let visitor = match sessions::of(&shop, &posted.headers).await {
        Ok(Some(visitor)) if visitor.account.is_some() => visitor,
        Ok(_) => return page.refused(Vec::new()),
        Err(error) => return page.failed(&error),
    };
    match signing::revoke_others(&shop, &visitor).await {
        Ok(_) => page.done(Done::OthersRevoked),
        Err(error) => page.failed(&error),
    }
}

fn typed<'a>(posted: &'a Posted, field: &str) -> &'a str {
    posted.field(field).unwrap_or_default().trim()
}

fn asker(posted: &Posted, from: From) -> Asker<'_> {
    Asker {
        headers: &posted.headers,
        from: counted(from.map(|Extension(peer)| peer), &posted.headers),
        in_checkout: is_checkout(posted.field(NEXT).unwrap_or_default()),
    }
}

/// Whether a path, with or without the language's prefix, is on the way to an order.
fn is_checkout(path: &str) -> bool {
    let (_, path) = Locale::split_path(path);
    path == CHECKOUT || path == REVIEW
}

/// The page that a form stood on, to go back to with what there is to say.
struct Page<'a> {
    shop: &'a Shop,
    posted: &'a Posted,
    /// With the language's prefix.
    path: String,
}

impl<'a> Page<'a> {
    fn of(shop: &'a Shop, posted: &'a Posted, path: &str) -> Self {
        Self {
            shop,
            posted,
            path: posted.locale().href(path),
        }
    }

    fn refused(&self, problems: Vec<AccountProblem>) -> Response {
        let said = Said {
            problems,
            email: typed(self.posted, "email").to_owned(),
            name: typed(self.posted, "name").to_owned(),
            ..Said::default()
        };
        self.say(&said)
    }

    fn done(&self, done: Done) -> Response {
        self.say(&Said {
            done: Some(done),
            ..Said::default()
        })
    }

    fn failed(&self, error: &AccountError) -> Response {
        self.refused(vec![match error {
            AccountError::TooMany(wait) => {
                let minutes = wait.as_secs().div_ceil(60).max(1);
                AccountProblem::TooMany(u32::try_from(minutes).unwrap_or(u32::MAX))
            }
            AccountError::Busy | AccountError::Revoked => AccountProblem::Busy,
            AccountError::Storage(error) => {
                tracing::error!(%error, "a form of the account came to nothing");
                AccountProblem::Busy
            }
        }])
    }

    fn say(&self, said: &Said) -> Response {
        let flash = flash::set(self.shop, &self.path, said);
        let next = self.posted.field(NEXT).unwrap_or_default();
        let address = match local_path(next, "") {
            "" => self.path.clone(),
            next => {
                let mut query = form_urlencoded::Serializer::new(String::new());
                format!("{}?{}", self.path, query.append_pair(NEXT, next).finish())
            }
        };
        with_cookies(SeeOther(&address).into_response(), vec![flash])
    }

    /// Where the form says to go after it.
    fn go_on(&self, cookies: Vec<HeaderValue>) -> Response {
        with_cookies(
            SeeOther(&self.posted.next(OVERVIEW)).into_response(),
            cookies,
        )
    }

    /// Everything that this browser keeps of its shopper goes.
    fn left(&self, mut cookies: Vec<HeaderValue>) -> Response {
        let said = Said {
            done: Some(Done::SignedOut),
            ..Said::default()
        };
        cookies.push(flash::set(self.shop, &self.path, &said));
        let mut response = with_cookies(SeeOther(&self.path).into_response(), cookies);
        let storage = HeaderValue::from_static("\"storage\"");
        response.headers_mut().insert("clear-site-data", storage);
        response
    }
}
